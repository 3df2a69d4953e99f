"""Filters, search and order of lists of agreements and partners, read from an address.

What an address asks and we do not know is left out; what it asks of a place or partner that the
reader has no agreement with finds nothing, as if it did not exist.
"""

import re
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Min, Prefetch, Q, TextField, Value, When
from django.db.models.functions import Cast, Lower
from django.utils import timezone

from cooperation.lifecycle import OVER, Flow, State
from cooperation.models import Agreement, AgreementParty, Partner
from cooperation.services.attention import stands_still, with_last_move
from jejaring.models import inside
from villages.codes import LEVELS, well_formed
from villages.models import Region

MOST_WORDS = 100
STATES = {
    "disiapkan": frozenset({State.PREPARING, State.OFFERED}),
    "disusun": frozenset({State.DRAFTING, State.AGREED, State.READY}),
    "berjalan": frozenset({State.SIGNED, State.PROMULGATED, State.RUNNING, State.POSTPONED}),
    "selesai": OVER,
}
MONTHS = {"3": 92, "6": 183, "12": 366}
PAST = "lewat"
DAYS_STILL = ("30", "90", "180")
VILLAGES_ONLY = "desa"
PARTY_KINDS = (VILLAGES_ONLY, *(kind for kind in Partner.Kind.values if kind != "agency"))
FIRST = "-baru"
AGREEMENT_ORDERS = {
    "baru": "created_at",
    "judul": "lower_title",
    "desa": "first_village",
    "keadaan": "stage",
    "berakhir": "ends_on",
    "gerak": "moved_at",
}
PARTNER_ORDERS = {"nama": "lower_name", "jenis": "kind", "desa": "region_id", "jumlah": "times"}


class Asked:
    """What an address asks; each field is a name in the address."""

    orders: dict[str, str] = {}
    first_order = ""

    def query(self, **changes) -> str:
        """The address of the same with some changes, '?' included."""
        changed = replace(self, **changes)
        return "?" + urlencode(changed.pairs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of what is asked."""
        found = ((each.name, getattr(self, each.name)) for each in fields(self))
        return [
            (name, value)
            for name, value in found
            if value and not (name == "urut" and value == self.first_order)
        ]

    @property
    def filters(self) -> dict[str, str]:
        """What narrows the list down."""
        return {name: value for name, value in self.pairs if name != "urut"}

    def ordered(self, rows):
        """The rows in the order asked for, empty values last, then by id."""
        column = F(self.orders[self.urut.removeprefix("-")])
        down = self.urut.startswith("-")
        order = column.desc(nulls_last=True) if down else column.asc(nulls_last=True)
        return rows.order_by(order, "pk")


def _one_of(query, name, allowed, otherwise=""):
    value = query.get(name, "")
    return value if value in allowed else otherwise


def _order(query, orders, first):
    value = query.get("urut", "")
    return value if value.removeprefix("-") in orders else first


def _words(query):
    return " ".join(query.get("cari", "").replace("\x00", "").split())[:MOST_WORDS]


def _code(query, name, *levels):
    code = query.get(name, "")
    return code if well_formed(code) and LEVELS.get(len(code)) in levels else ""


def _uuid(query, name):
    try:
        return str(UUID(query.get(name, "")))
    except ValueError:
        return ""


def _ends(query):
    """Within how many months, past, or in one month: "2027-03"."""
    value = query.get("habis", "")
    return value if value in (*MONTHS, PAST) or month_asked(value) else ""


def month_asked(text) -> date | None:
    """The first day of "2027-03"; None for anything else."""
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", text):
        return None
    return date(int(text[:4]), int(text[5:]), 1)


def _next(month) -> date:
    return (month + timedelta(days=31)).replace(day=1)


@dataclass(frozen=True)
class AgreementsAsked(Asked):
    """A list of agreements: state, parties, field, place, end, how long still, words."""

    cari: str = ""
    keadaan: str = ""
    jenis: str = ""
    bidang: str = ""
    desa: str = ""
    wilayah: str = ""
    habis: str = ""
    diam: str = ""
    mitra: str = ""
    urut: str = FIRST

    orders = AGREEMENT_ORDERS
    first_order = FIRST

    @classmethod
    def from_query(cls, query) -> "AgreementsAsked":
        """Read a QueryDict."""
        return cls(
            cari=_words(query),
            keadaan=_one_of(query, "keadaan", STATES),
            jenis=_one_of(query, "jenis", PARTY_KINDS),
            bidang=_one_of(query, "bidang", Agreement.Field.values),
            desa=_code(query, "desa", "village"),
            wilayah=_code(query, "wilayah", "subdistrict", "regency"),
            habis=_ends(query),
            diam=_one_of(query, "diam", DAYS_STILL),
            mitra=_uuid(query, "mitra"),
            urut=_order(query, AGREEMENT_ORDERS, FIRST),
        )


def agreements_asked(rows, asked: AgreementsAsked):
    """The rows that fit, in order, each with its parties (``parties.all``) and their number."""
    rows = _by_columns(with_last_move(rows), asked)
    for condition in _by_parties(asked):
        parties = AgreementParty._base_manager.filter(condition)
        rows = rows.filter(pk__in=parties.values("agreement"))
    if asked.cari:
        rows = rows.filter(_says(asked.cari))
    seats = AgreementParty._base_manager.select_related("village", "partner").order_by("position")
    stage = Case(
        *(When(state=state, then=Value(place)) for place, state in enumerate(State.values)),
        output_field=IntegerField(),
    )
    rows = rows.annotate(
        size=Count("parties", distinct=True),
        first_village=Min("parties__village_id"),
        stage=stage,
        lower_title=Lower("title"),
    )
    return asked.ordered(rows).prefetch_related(Prefetch("parties", queryset=seats))


def _by_columns(rows, asked):
    if asked.keadaan:
        rows = rows.filter(state__in=STATES[asked.keadaan])
    if asked.bidang:
        written = Cast("fields", TextField())
        rows = rows.annotate(written=written).filter(written__contains=f'"{asked.bidang}"')
    if asked.jenis == VILLAGES_ONLY:
        rows = rows.filter(flow=Flow.BETWEEN)
    if asked.diam:
        rows = rows.filter(stands_still(int(asked.diam)))
    today = timezone.localdate()
    if asked.habis == PAST:
        rows = rows.alive().filter(ends_on__lt=today)
    elif month := month_asked(asked.habis):
        rows = rows.alive().filter(ends_on__gte=month, ends_on__lt=_next(month))
    elif asked.habis:
        last = today + timedelta(days=MONTHS[asked.habis])
        rows = rows.alive().filter(ends_on__range=(today, last))
    return rows


def _by_parties(asked):
    """Conditions on parties; each must hold of some party."""
    if asked.jenis and asked.jenis != VILLAGES_ONLY:
        yield Q(partner__kind=asked.jenis)
    if asked.desa:
        yield Q(village_id=asked.desa)
    if asked.wilayah:
        yield inside("village_id", [asked.wilayah])
    if asked.mitra:
        yield Q(partner_id=asked.mitra)


def _says(words) -> Q:
    parties = AgreementParty._base_manager.filter(
        Q(name_as_written__icontains=words)
        | Q(village__name__icontains=words)
        | Q(partner__name__icontains=words)
    )
    return Q(title__icontains=words) | Q(pk__in=parties.values("agreement"))


def villages_in(agreements) -> list[Region]:
    """The villages that are parties of these agreements, by code. One query."""
    seats = AgreementParty._base_manager.filter(agreement__in=agreements.order_by().values("pk"))
    return list(Region.objects.filter(pk__in=seats.values("village_id")).order_by("pk"))


def villages_keeping(partners) -> list[Region]:
    """The villages that keep these partners, by code. One query."""
    return list(
        Region.objects.filter(pk__in=partners.order_by().values("region_id")).order_by("pk")
    )


@dataclass(frozen=True)
class PartnersAsked(Asked):
    """A list of partners: kind, village that keeps them, place, words."""

    cari: str = ""
    jenis: str = ""
    desa: str = ""
    wilayah: str = ""
    urut: str = "nama"

    orders = PARTNER_ORDERS
    first_order = "nama"

    @classmethod
    def from_query(cls, query) -> "PartnersAsked":
        """Read a QueryDict."""
        return cls(
            cari=_words(query),
            jenis=_one_of(query, "jenis", Partner.Kind.values),
            desa=_code(query, "desa", "village"),
            wilayah=_code(query, "wilayah", "subdistrict", "regency"),
            urut=_order(query, PARTNER_ORDERS, "nama"),
        )


def partners_asked(rows, asked: PartnersAsked, agreements):
    """The rows that fit, in order, each with ``times``: in how many of ``agreements`` it stands."""
    if asked.jenis:
        rows = rows.filter(kind=asked.jenis)
    for code in filter(None, (asked.desa, asked.wilayah)):
        rows = rows.filter(inside("region_id", [code]))
    if asked.cari:
        rows = rows.filter(Q(name__icontains=asked.cari) | Q(address__icontains=asked.cari))
    mine = Q(agreement_parties__agreement__in=agreements.order_by().values("pk"))
    rows = rows.select_related("region").annotate(
        times=Count("agreement_parties__agreement", filter=mine, distinct=True),
        lower_name=Lower("name"),
    )
    return asked.ordered(rows)
