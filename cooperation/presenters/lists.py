"""Lists of agreements and partners: what narrows them, the heads that sort, rows, and sheets."""

from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.lifecycle import Flow, standing_after
from cooperation.models import Agreement, Partner
from cooperation.presenters.turns import awaited
from cooperation.services.attention import STILL_AFTER, UNFINISHED
from cooperation.services.chain import facts_of
from cooperation.services.listing import PAST, VILLAGES_ONLY, PartnersAsked, month_asked

GROUPS = {
    "disiapkan": gettext_lazy("Disiapkan"),
    "disusun": gettext_lazy("Disusun"),
    "berjalan": gettext_lazy("Berjalan"),
    "selesai": gettext_lazy("Selesai"),
}
KINDS = {
    VILLAGES_ONLY: gettext_lazy("Antar-desa saja"),
    **{kind: kind.label for kind in Partner.Kind if kind != Partner.Kind.AGENCY},
}
ENDS = {
    "3": gettext_lazy("Dalam 3 bulan"),
    "6": gettext_lazy("Dalam 6 bulan"),
    "12": gettext_lazy("Dalam setahun"),
    PAST: gettext_lazy("Tanggalnya sudah lewat"),
}
STILL = {
    "30": gettext_lazy("Lebih dari 30 hari"),
    "90": gettext_lazy("Lebih dari 3 bulan"),
    "180": gettext_lazy("Lebih dari 6 bulan"),
}
ORDERS = {
    "-baru": gettext_lazy("Yang terbaru dulu"),
    "baru": gettext_lazy("Yang terlama dulu"),
    "judul": gettext_lazy("Judul, A sampai Z"),
    "-judul": gettext_lazy("Judul, Z sampai A"),
    "desa": gettext_lazy("Kode desa"),
    "-desa": gettext_lazy("Kode desa, terbalik"),
    "keadaan": gettext_lazy("Keadaan, dari awal"),
    "-keadaan": gettext_lazy("Keadaan, dari akhir"),
    "berakhir": gettext_lazy("Yang berakhir lebih dulu"),
    "-berakhir": gettext_lazy("Yang berakhir paling akhir"),
    "gerak": gettext_lazy("Yang paling lama tidak bergerak"),
    "-gerak": gettext_lazy("Yang baru saja bergerak"),
}
ORDERS_OF_PARTNERS = {
    "nama": gettext_lazy("Nama, A sampai Z"),
    "-nama": gettext_lazy("Nama, Z sampai A"),
    "jenis": gettext_lazy("Jenis"),
    "-jenis": gettext_lazy("Jenis, terbalik"),
    "desa": gettext_lazy("Kode desa"),
    "-desa": gettext_lazy("Kode desa, terbalik"),
    "-jumlah": gettext_lazy("Terbanyak kerja samanya"),
    "jumlah": gettext_lazy("Tersedikit kerja samanya"),
}
LABELS = {
    "cari": gettext_lazy("Kata"),
    "keadaan": gettext_lazy("Keadaan"),
    "jenis": gettext_lazy("Jenis pihak"),
    "bidang": gettext_lazy("Bidang"),
    "desa": gettext_lazy("Desa"),
    "wilayah": gettext_lazy("Wilayah"),
    "habis": gettext_lazy("Berakhir"),
    "diam": gettext_lazy("Tidak bergerak"),
    "mitra": gettext_lazy("Mitra"),
}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """A field of the form above the list."""

    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True)
class Chip:
    """A filter that is on; ``url``: the list without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True)
class Head:
    """A head of the table. ``sorted``: as aria-sort says it, empty where the list is not."""

    label: str
    url: str = ""
    sorted: str = ""


class ListPage:
    """What stands round a list: choices, chips, heads, and the words for paper.

    ``asked``: what the address asks; ``villages``: those that can be chosen; ``above``: their
    kecamatan and kabupaten in words, by code; ``partner``: the name of the partner asked for.
    """

    def __init__(self, asked, villages, above, partner=""):
        self.asked, self.villages, self.above, self.partner = asked, villages, above, partner

    def _options(self, name):
        places = {
            "desa": {v.pk: f"{v.name} ({v.pk})" for v in self.villages},
            "wilayah": {code: place.name for code, place in sorted(self.above.items())},
        }
        if name in places:
            return places[name]
        if isinstance(self.asked, PartnersAsked):
            return dict(Partner.Kind.choices)
        fields = dict(Agreement.Field.choices)
        known = {"keadaan": GROUPS, "jenis": KINDS, "bidang": fields, "diam": STILL}
        return self._ends() if name == "habis" else known[name]

    def _ends(self):
        """The choices of an end; one month only where the address asks for it."""
        asked = self.asked.habis
        month = month_asked(asked)
        return {**ENDS, asked: date_format(month, "F Y")} if month else ENDS

    @property
    def choices(self) -> list[Choice]:
        """The fields to choose from; one with nothing to choose is left out."""
        names = [name for name in vars(self.asked) if name not in {"cari", "urut", "mitra"}]
        found = []
        for name in names:
            chosen = getattr(self.asked, name)
            options = [Option(v, str(w), v == chosen) for v, w in self._options(name).items()]
            if len(options) > 1 or chosen:
                found.append(Choice(name, str(LABELS[name]), options))
        return found

    @property
    def orders(self) -> list[Option]:
        """The orders to choose from, each way where both are asked for."""
        known = ORDERS_OF_PARTNERS if isinstance(self.asked, PartnersAsked) else ORDERS
        return [Option(value, str(word), value == self.asked.urut) for value, word in known.items()]

    @property
    def chips(self) -> list[Chip]:
        """What is on, each with the way out of it."""
        return [
            Chip(str(LABELS[name]), self._said(name, value), self.asked.query(**{name: ""}))
            for name, value in self.asked.filters.items()
        ]

    def _said(self, name, value):
        if name == "cari":
            return value
        if name == "mitra":
            return self.partner or _("tidak ditemukan")
        return str(self._options(name).get(value, value))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.asked.filters)

    @property
    def count_chosen(self) -> int:
        """How many fields of the form are on."""
        return sum(name not in {"cari", "keadaan"} for name in self.asked.filters)

    @property
    def groups(self) -> list[Chip]:
        """The states as a row of chips; the value is the group, empty for all."""
        words = {"": _("Semua")} | GROUPS
        return [Chip(str(w), key, self.asked.query(keadaan=key)) for key, w in words.items()]

    @property
    def sheet_query(self) -> str:
        """The same list for a file."""
        return self.asked.query()

    @property
    def all_query(self) -> str:
        """The same list on one page, for paper."""
        query = self.asked.query()
        return f"{query}{'&' if len(query) > 1 else ''}tampil=semua"

    @property
    def narrowed_by(self) -> list[str]:
        """The filters in words, as paper and files name them."""
        return [f"{chip.label}: {chip.value}" for chip in self.chips]

    def head(self, label, key="") -> Head:
        """A head; a tap sorts by it, and the other way round when it is sorted already."""
        if not key:
            return Head(str(label))
        now = self.asked.urut
        url = self.asked.query(urut=f"-{key}" if now == key else key)
        words = {key: "ascending", f"-{key}": "descending"}
        return Head(str(label), url, words.get(now, ""))

    def note(self, count) -> list[list]:
        """The sheet that says what the file holds."""
        day = date_format(timezone.localdate(), "DATE_FORMAT")
        rows = [[_("Diunduh pada"), day], [_("Banyaknya"), count]]
        return [[_("Keterangan"), ""], *rows, *([c.label, c.value] for c in self.chips)]


def villages_of(agreement) -> list:
    """The parties that are villages."""
    return [party for party in agreement.parties.all() if party.village_id]


def partners_of(agreement) -> list:
    return [party for party in agreement.parties.all() if party.partner_id]


@dataclass(frozen=True)
class Row:
    """An agreement in a list; names beyond ``shown`` are for paper.

    ``waits``: what it waits for (turns.Waiting), the first of it; ``still``: days without a move.
    """

    agreement: Agreement
    villages: list
    partners: list
    waits: object = None
    still: int | None = None
    shown: int = 4

    @property
    def first(self):
        return self.villages[: self.shown]

    @property
    def rest(self):
        return self.villages[self.shown :]


def rows(agreements) -> list[Row]:
    """Agreements with their parties, as rows of the list."""
    return [Row(each, villages_of(each), partners_of(each)) for each in agreements]


def rows_with_turns(agreements) -> list[Row]:
    """The same with whom each waits for. ``agreements`` come with ``events`` and ``moved_at``."""
    return [
        replace(row, waits=_first_waited(row.agreement), still=_days_still(row.agreement))
        for row in rows(agreements)
    ]


def _first_waited(agreement):
    if agreement.state not in UNFINISHED:
        return None
    events = sorted(agreement.events.all(), key=lambda event: event.number)
    standing = standing_after(agreement.flow, facts_of(events))
    return next(iter(awaited(standing, list(agreement.parties.all()))), None)


def _days_still(agreement):
    if agreement.state not in UNFINISHED or agreement.moved_at is None:
        return None
    days = (timezone.localdate() - timezone.localdate(agreement.moved_at)).days
    return days if days >= STILL_AFTER else None


def agreement_heads(page) -> list[Head]:
    """The heads of the list, in its order."""
    return [
        page.head(_("Kerja sama"), "judul"),
        page.head(_("Desa dan kode"), "desa"),
        page.head(_("Mitra")),
        page.head(_("Keadaan"), "keadaan"),
        page.head(_("Berakhir"), "berakhir"),
    ]


def partner_heads(page) -> list[Head]:
    """The heads of the list, in its order."""
    return [
        page.head(_("Nama"), "nama"),
        page.head(_("Jenis"), "jenis"),
        page.head(_("Desa yang mencatat"), "desa"),
        page.head(_("Kerja sama"), "jumlah"),
    ]


def agreement_sheets(page, agreements, above) -> dict[str, list[list]]:
    """The list as sheets: agreements, their parties, and what the file holds."""
    heads = [
        _("Kerja sama"),
        _("Bentuk"),
        _("Keadaan"),
        _("Bidang"),
        _("Desa"),
        _("Kode desa"),
        _("Wilayah"),
        _("Mitra"),
        _("Berlaku sejak"),
        _("Berakhir pada"),
        _("Dibicarakan lagi paling lambat"),
        _("Kebutuhan yang dijawab"),
    ]
    parties = [
        _("Kerja sama"),
        _("Pihak"),
        _("Kode desa"),
        _("Jenis"),
        _("Pemrakarsa"),
        _("Nomor"),
        _("Tahun"),
        _("Ditandatangani pada"),
    ]
    return {
        _("Kerja sama"): [heads, *(_agreement_cells(row, above) for row in rows(agreements))],
        _("Pihak"): [
            parties,
            *(_party_cells(each, seat) for each in agreements for seat in each.parties.all()),
        ],
        _("Keterangan"): page.note(len(agreements)),
    }


def _agreement_cells(row, above):
    agreement = row.agreement
    fields = dict(Agreement.Field.choices)
    codes = dict.fromkeys(seat.village.parent_code for seat in row.villages)
    return [
        agreement.title,
        str(Flow(agreement.flow).label),
        str(agreement.get_state_display()),
        "; ".join(str(fields.get(each, each)) for each in agreement.fields),
        "; ".join(seat.name for seat in row.villages),
        "; ".join(seat.village_id for seat in row.villages),
        "; ".join(str(above[code]) for code in codes if code in above),
        "; ".join(seat.name for seat in row.partners),
        agreement.starts_on,
        agreement.ends_on,
        agreement.notice_on,
        agreement.purpose,
    ]


def _party_cells(agreement, seat):
    kind = _("Desa") if seat.village_id else str(seat.partner.get_kind_display())
    return [
        agreement.title,
        seat.name,
        seat.village_id or "",
        kind,
        _("ya") if seat.is_initiator else "",
        seat.number,
        seat.year,
        seat.signed_on,
    ]


def partner_sheets(page, partners) -> dict[str, list[list]]:
    """The list as sheets: partners, and what the file holds."""
    heads = [
        _("Nama"),
        _("Jenis"),
        _("Alamat"),
        _("Desa yang mencatat"),
        _("Kode desa"),
        _("Boleh menjadi pihak"),
        _("Banyaknya kerja sama"),
    ]
    cells = [
        [
            each.name,
            str(each.get_kind_display()),
            each.address,
            each.region.name,
            each.region_id,
            _("ya") if each.may_be_party else _("tidak, hubungan saja"),
            each.times,
        ]
        for each in partners
    ]
    return {_("Mitra"): [heads, *cells], _("Keterangan"): page.note(len(partners))}
