"""A joint body as its page shows it: whether it is in office, and how its members are spread."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cooperation.models import BodySeats, JointBody
from cooperation.presenters.duties import long_date, span, time_left
from cooperation.services.bodies import CATEGORIES

SHORT = {
    JointBody.Kind.BKAD: gettext_lazy("BKAD"),
    JointBody.Kind.ENTERPRISE: gettext_lazy("BUM Desa bersama"),
    JointBody.Kind.OF_VILLAGE: gettext_lazy("badan kerja sama desa"),
}
NUMBERS = {
    1: gettext_lazy("satu"),
    2: gettext_lazy("dua"),
    3: gettext_lazy("tiga"),
    4: gettext_lazy("empat"),
    5: gettext_lazy("lima"),
}
SOON_DAYS = 90
# UU 6/2014 came into force; a "BKAD" with an older decree is the fund manager of PNPM days.
VILLAGE_LAW = date(2014, 1, 15)


@dataclass(frozen=True)
class Status:
    """What the dates make of a body, for a tag."""

    label: str
    tone: str


@dataclass(frozen=True)
class CategoryLine:
    """A category with its numbers over all villages."""

    label: str
    women: int
    men: int

    @property
    def total(self) -> int:
        return self.women + self.men


@dataclass(frozen=True)
class VillageLine:
    """A village served: its numbers, and in words who they are."""

    village: object
    women: int
    total: int
    details: str


@dataclass(frozen=True)
class OfficeLine:
    """An office: from which village it is held, and by a woman or a man."""

    label: str
    village: str
    sex: str


def status(body, today: date) -> Status:
    """Whether the body is in office; it follows from its dates."""
    if body.dissolved_on and body.dissolved_on <= today:
        return Status(_("Dibubarkan"), "plain")
    if not body.term_until:
        return Status(_("Masa tugas belum dicatat"), "wait")
    if body.term_until < today:
        return Status(_("Masa tugas habis"), "bad")
    if body.term_from and body.term_from > today:
        return Status(_("Belum mulai bertugas"), "plain")
    if (body.term_until - today).days <= SOON_DAYS:
        return Status(_("Segera berakhir"), "wait")
    return Status(_("Bertugas"), "")


def term_sentence(body, today: date) -> str:
    """When the term ends, with how long that is."""
    words = {"body": SHORT[JointBody.Kind(body.kind)]}
    if body.dissolved_on and body.dissolved_on <= today:
        return _("Dibubarkan pada %(date)s.") % {"date": long_date(body.dissolved_on)}
    until = body.term_until
    if not until:
        return _("Masa tugas %(body)s belum dicatat.") % words
    words |= {"date": long_date(until)}
    if until < today:
        words |= {"span": span(until, today)}
        return _("Masa tugas %(body)s habis %(span)s yang lalu (%(date)s).") % words
    words |= {"left": time_left(until, today)}
    return _("Masa tugas %(body)s berakhir %(left)s (%(date)s).") % words


def balance_sentence(kind, categories) -> str:
    """How many are women, and which part of the categories has nobody."""
    total = sum(line.total for line in categories)
    if not total:
        return _("Susunan pengurus belum dicatat.")
    women = sum(line.women for line in categories)
    words = {"women": women, "total": total, "empty": _empty(kind, categories)}
    return _("%(women)d dari %(total)d pengurus perempuan; %(empty)s.") % words


def _empty(kind, categories) -> str:
    empty = sum(not line.total for line in categories)
    if kind == JointBody.Kind.ENTERPRISE:
        return (
            _("%(count)s organ belum diisi") % _count(empty) if empty else _("semua organ terisi")
        )
    if not empty:
        return _("semua kategori terwakili")
    return ngettext(
        "%(count)s kategori belum terwakili", "%(count)s kategori belum terwakili", empty
    ) % _count(empty)


def _count(number):
    return {"count": NUMBERS.get(number, number)}


def category_lines(kind, seats) -> list[CategoryLine]:
    """Every category of the kind, also those with nobody in them."""
    return [
        CategoryLine(
            label=category.label,
            women=sum(each.women for each in seats if each.category == category),
            men=sum(each.men for each in seats if each.category == category),
        )
        for category in CATEGORIES[JointBody.Kind(kind)]
    ]


def village_lines(served, seats) -> list[VillageLine]:
    """Every village served, also one that has nobody in the body."""
    return [_village_line(each.village, seats) for each in served]


def _village_line(village, seats):
    own = [each for each in seats if each.village_id == village.pk]
    said = [
        _("%(category)s %(total)d (%(women)d perempuan)")
        % {
            "category": BodySeats.Category(each.category).label,
            "total": each.women + each.men,
            "women": each.women,
        }
        for each in own
    ]
    women = sum(each.women for each in own)
    return VillageLine(village, women, women + sum(each.men for each in own), "; ".join(said))


def office_lines(offices, served) -> list[OfficeLine]:
    """The offices that are filled, as roles."""
    names = {each.village_id: each.village.titled for each in served}
    return [
        OfficeLine(
            label=office.label,
            village=names.get(offices[office]["village"], ""),
            sex=JointBody.Sex(offices[office]["sex"]).label,
        )
        for office in JointBody.Office
        if office in offices
    ]


def may_be_of_pnpm(body) -> bool:
    """Whether a "BKAD" was set up before the village law knew such a body."""
    first = body.decree_on or body.term_from
    return body.kind == JointBody.Kind.BKAD and first is not None and first < VILLAGE_LAW


def body_sheets(bodies, chosen, today: date) -> dict[str, list[list]]:
    """The list as sheets: bodies, their members in numbers, and what the file holds.

    ``bodies``: with ``served`` and ``seats`` and their villages; ``chosen``: what was asked for.
    """
    heads = [
        _("Badan"),
        _("Jenis"),
        _("Keadaan"),
        _("Desa"),
        _("Kode desa"),
        _("Nomor SK"),
        _("Tanggal SK"),
        _("Masa tugas mulai"),
        _("Masa tugas sampai"),
        _("Dibubarkan pada"),
        _("Perempuan"),
        _("Laki-laki"),
    ]
    members = [
        _("Badan"),
        _("Desa"),
        _("Kode desa"),
        _("Unsur"),
        _("Perempuan"),
        _("Laki-laki"),
    ]
    return {
        _("Badan"): [heads, *(_body_cells(body, today) for body in bodies)],
        _("Pengurus"): [
            members,
            *(_seat_cells(body, each) for body in bodies for each in _seats_in_order(body)),
        ],
        _("Keterangan"): _note(bodies, chosen, today),
    }


def _body_cells(body, today):
    served = sorted(body.served.all(), key=lambda each: each.village_id)
    seats = body.seats.all()
    return [
        body.name,
        str(body.get_kind_display()),
        str(status(body, today).label),
        "; ".join(each.village.titled for each in served),
        "; ".join(each.village_id for each in served),
        body.decree_number,
        body.decree_on,
        body.term_from,
        body.term_until,
        body.dissolved_on,
        sum(each.women for each in seats),
        sum(each.men for each in seats),
    ]


def _seats_in_order(body):
    order = list(BodySeats.Category)
    return sorted(body.seats.all(), key=lambda each: (each.village_id, order.index(each.category)))


def _seat_cells(body, each):
    category = str(each.get_category_display())
    return [body.name, each.village.titled, each.village_id, category, each.women, each.men]


def _note(bodies, chosen, today):
    rows = [[_("Diunduh pada"), long_date(today)], [_("Banyaknya"), len(bodies)]]
    if chosen["cari"]:
        rows.append([_("Cari"), chosen["cari"]])
    if chosen["jenis"]:
        rows.append([_("Jenis"), str(SHORT[chosen["jenis"]])])
    return [[_("Keterangan"), ""], *rows]
