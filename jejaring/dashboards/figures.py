"""What stands on a dashboard: its parts and their figures, told once for page, map and file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jejaring.dashboards.cells import NUMBER, PERCENT, Cell, portion
from jejaring.dashboards.state import State
from villages.tallies.measures import Measure, Privacy, measure
from villages.tallies.missing import Missing
from villages.tallies.reading import Figures

Take = Callable[[Figures, str, State], Cell]

# States of an agreement by what they mean for a district.
BEFORE = ("preparing", "offered", "drafting", "agreed", "ready")
IN_FORCE = ("signed", "promulgated", "running", "postponed")
WITHOUT_RESULT = ("refused", "declined", "withdrawn")


@dataclass(frozen=True)
class Figure:
    """One number of a region: how it is taken, and the measure whose declaration explains it.

    ``more_is``: whether more is "good", "bad" or neither, for words only. ``in_short``: stands
    among all parts as well, not only on the page of its own.
    """

    key: str
    label: str
    take: Take
    of: str
    unit: str = ""
    kind: str = NUMBER
    more_is: str = ""
    in_short: bool = True

    @property
    def measure(self) -> Measure:
        return measure(self.of)


@dataclass(frozen=True)
class Part:
    """A subject of the dashboard.

    ``first``: the figure that is mapped and compared unless another is chosen. ``courses``: lines
    of its course by month, each a label, a measure and the values of its axes; the first is
    drawn for each region beneath as well. ``by_kind``: whether a chosen kind of group matters.
    """

    key: str
    title: str
    about: str
    figures: Callable[[State], list[Figure]]
    first: str
    courses: tuple[tuple[str, ...], ...] = ()
    by_kind: bool = False

    def figure(self, key: str, state: State) -> Figure | None:
        """The figure of this key, by default the first; None when there is none."""
        figures = self.figures(state)
        wanted = key or self.first
        found = next((each for each in figures if each.key == wanted), None)
        return found or (None if key else figures[0])

    def measures(self, state: State) -> set[str]:
        return {figure.of for figure in self.figures(state)}

    def is_sealed(self, state: State) -> bool:
        return all(measure(code).privacy is Privacy.SEALED for code in self.measures(state))


def number(of: str, *values: str) -> Take:
    return lambda figures, code, _state: figures.number(of, *values, code=code)


def whole(of: str, *values: str) -> Take:
    """The open number that one is part of, counted at the same time."""
    return lambda figures, code, _state: figures.whole(of, *values, code=code)


def total(of: str, states: Iterable[str] = ()) -> Take:
    """The sum along the axes; ``states``: of these values alone, of a measure with one axis."""

    def take(figures, code, _state):
        if not states:
            return figures.total(of, code=code)
        return added([figures.number(of, each, code=code) for each in states])

    return take


def happened(of: str, *values: str) -> Take:
    """What is dated in the months chosen."""

    def take(figures, code, state):
        if not values:
            return figures.dated_total(of, state.months, code=code)
        return added([figures.dated(of, month, *values, code=code) for month in state.months])

    return take


def this_month_alone(of: str) -> Take:
    return lambda figures, code, state: figures.dated(of, state.month, code=code)


def ahead(of: str) -> Take:
    """What is dated in the twelve months from the chosen one on."""
    return lambda figures, code, state: figures.dated_total(of, state.ahead, code=code)


def overdue(of: str) -> Take:
    """What should have been done before the chosen month and is open still."""

    def take(figures, code, state):
        months = figures.months_of(of, code=code)
        return sum(count for month, count in months.items() if month < state.month)

    return take


def difference(whole: Take, part: Take) -> Take:
    def take(figures, code, state):
        a, b = whole(figures, code, state), part(figures, code, state)
        if isinstance(a, Missing):
            return a
        return b if isinstance(b, Missing) else max(a - b, 0)

    return take


def percent(part: Take, whole: Take) -> Take:
    return lambda figures, code, state: portion(
        part(figures, code, state), whole(figures, code, state)
    )


def added(cells) -> Cell:
    missing = [cell for cell in cells if isinstance(cell, Missing)]
    return missing[0] if missing else sum(cells)


# --- Parts ------------------------------------------------------------------------------------


def _coverage(state: State) -> list[Figure]:
    groups, interviewed = _of_kind("groups", state), _of_kind("interviewed", state)
    active, late = this_month_alone("active"), this_month_alone("on_time")
    return [
        Figure("villages", _("Desa"), number("villages"), "villages", _("desa")),
        Figure("begun", _("Sudah dimulai"), number("begun"), "begun", _("desa"), more_is="good"),
        Figure("mapped", _("Sudah dipetakan"), number("mapped"), "mapped", _("desa")),
        Figure("active", _("Aktif bulan itu"), active, "active", _("desa"), more_is="good"),
        Figure("on_time", _("Tepat waktu"), late, "on_time", _("desa"), more_is="good"),
        Figure("late", _("Terlambat"), difference(active, late), "on_time", _("desa")),
        Figure("silent", _("Diam"), difference(number("villages"), active), "active", _("desa")),
        Figure(
            "interviewed",
            _("Kelompok diwawancarai"),
            percent(interviewed, groups),
            "interviewed",
            kind=PERCENT,
            more_is="good",
        ),
    ]


def _of_kind(of, state) -> Take:
    return number(of, state.family) if state.family else total(of)


def _kinds(state) -> dict[str, str]:
    (axis,) = measure("groups").axes
    chosen = [state.family] if state.family else list(axis.values)
    return {code: axis.values[code] for code in chosen}


def _groups(state: State) -> list[Figure]:
    figures = []
    if not state.family:
        figures.append(Figure("groups", _("Kelompok"), total("groups"), "groups", _("kelompok")))
    for code, words in _kinds(state).items():
        figures.append(
            Figure(f"groups.{code}", words, number("groups", code), "groups", _("kelompok"))
        )
    for code, words in _kinds(state).items():
        figures.append(
            Figure(
                f"met.{code}",
                _Words(_("Desa memetakan: %(kind)s"), kind=words),
                percent(number("met", code), number("villages")),
                "met",
                kind=PERCENT,
                more_is="good",
                in_short=False,
            )
        )
    return figures


class _Words:
    """Words put together when they are shown, in the language of the reader."""

    def __init__(self, text, **values):
        self.text, self.values = text, values

    def __str__(self):
        return str(self.text) % {name: str(value) for name, value in self.values.items()}


def _roles(state: State) -> list[Figure]:
    (axis,) = measure("filled").axes
    figures = []
    for code, words in axis.values.items():
        figures.append(
            Figure(
                f"filled.{code}",
                words,
                percent(number("filled", code), whole("filled", code)),
                "filled",
                kind=PERCENT,
                more_is="good",
            )
        )
    return figures


def _ties(state: State) -> list[Figure]:
    (axis,) = measure("ties").axes
    return [
        *(
            Figure(f"ties.{code}", words, number("ties", code), "ties", _("hubungan"))
            for code, words in axis.values.items()
        ),
        Figure(
            "unconnected",
            _("Belum terhubung"),
            number("unconnected"),
            "unconnected",
            _("kelompok"),
            more_is="bad",
        ),
        Figure("people", _("Orang atau peran"), number("people"), "people", _("orang")),
        Figure("institutions", _("Lembaga"), number("institutions"), "institutions", _("lembaga")),
    ]


def _dependency(state: State) -> list[Figure]:
    (axis,) = measure("government").axes
    return [
        Figure(
            "dependency",
            _("Hubungan ketergantungan"),
            number("dependency"),
            "dependency",
            _("hubungan"),
        ),
        Figure(
            "no_way_out",
            _("Tanpa pilihan lain"),
            number("no_way_out"),
            "no_way_out",
            _("hubungan"),
            more_is="bad",
        ),
        *(
            Figure(
                f"government.{code}",
                _Words(_("Pemerintah desa: %(stance)s"), stance=words),
                number("government", code),
                "government",
                _("kelompok"),
            )
            for code, words in axis.values.items()
        ),
    ]


def _cooperation(state: State) -> list[Figure]:
    return [
        Figure(
            "cooperating",
            _("Desa bekerja sama"),
            number("cooperating"),
            "cooperating",
            _("desa"),
            more_is="good",
        ),
        Figure("before", _("Disiapkan"), total("agreements", BEFORE), "agreements"),
        Figure("in_force", _("Berlaku"), total("agreements", IN_FORCE), "agreements"),
        Figure("ended", _("Berakhir"), number("agreements", "ended"), "agreements"),
        Figure("without", _("Tidak jadi"), total("agreements", WITHOUT_RESULT), "agreements"),
        Figure("ends", _("Berakhir dalam 12 bulan"), ahead("ends"), "ends"),
        Figure("loses", _("Desa rugi"), number("balance", "loses"), "balance", _("desa")),
        Figure("disputes", _("Perselisihan"), number("disputes"), "disputes", more_is="bad"),
        Figure("joined", _("Punya badan kerja sama"), number("joined"), "joined", _("desa")),
        Figure("reviews", _("Tinjauan"), happened("reviews"), "reviews"),
    ]


def _meetings(state: State) -> list[Figure]:
    (axis,) = measure("meetings").axes
    return [
        Figure("meetings", _("Semua pertemuan"), happened("meetings"), "meetings"),
        *(
            Figure(f"meetings.{code}", words, happened("meetings", code), "meetings")
            for code, words in axis.values.items()
        ),
        Figure(
            "women.third",
            _("Perempuan sepertiga atau lebih"),
            percent(happened("women", "third"), happened("women")),
            "women",
            kind=PERCENT,
            more_is="good",
        ),
        Figure(
            "women.none",
            _("Tanpa perempuan"),
            happened("women", "none"),
            "women",
            more_is="bad",
        ),
        Figure("put_off", _("Ditunda"), happened("put_off"), "put_off", more_is="bad"),
        Figure("visits", _("Wawancara"), happened("visits"), "visits"),
    ]


def _follow_ups(state: State) -> list[Figure]:
    return [
        Figure(
            "followups_late",
            _("Tindak lanjut lewat waktu"),
            overdue("followups_due"),
            "followups_due",
            more_is="bad",
        ),
        Figure(
            "followups_ahead",
            _("Tindak lanjut 12 bulan ke depan"),
            ahead("followups_due"),
            "followups_due",
        ),
        Figure(
            "followups_done",
            _("Tindak lanjut selesai"),
            happened("followups_done"),
            "followups_done",
            more_is="good",
        ),
        Figure(
            "tasks_late", _("Tugas lewat waktu"), overdue("tasks_due"), "tasks_due", more_is="bad"
        ),
        Figure("tasks_ahead", _("Tugas 12 bulan ke depan"), ahead("tasks_due"), "tasks_due"),
        Figure(
            "tasks_done", _("Tugas selesai"), happened("tasks_done"), "tasks_done", more_is="good"
        ),
    ]


PARTS = (
    Part(
        "cakupan",
        _("Cakupan dan ketepatan waktu"),
        _("Desa mana yang sudah bekerja, dan mana yang diam."),
        _coverage,
        "silent",
        ((_("Aktif"), "active"), (_("Tepat waktu"), "on_time")),
        by_kind=True,
    ),
    Part(
        "kelompok",
        _("Kelompok"),
        _("Jenis kelompok yang sudah dan belum dipetakan."),
        _groups,
        "met.perempuan",
        ((_("Desa yang sudah dipetakan"), "mapped"),),
        by_kind=True,
    ),
    Part(
        "peran",
        _("Peran kelompok di desa"),
        _(
            "Dari desa yang sudah menanyakan, berapa yang perannya terisi. "
            "Hanya sampai tingkat kecamatan."
        ),
        _roles,
        "filled.planning",
    ),
    Part(
        "hubungan",
        _("Hubungan"),
        _("Seberapa banyak hubungan yang tercatat."),
        _ties,
        "ties.supports",
        ((_("Lembaga"), "institutions"),),
    ),
    Part(
        "ketergantungan",
        _("Ketergantungan"),
        _("Hanya jumlah, dan hanya sampai tingkat kecamatan."),
        _dependency,
        "dependency",
    ),
    Part(
        "kerja-sama",
        _("Kerja sama"),
        _("Dari usulan sampai berakhir."),
        _cooperation,
        "cooperating",
        (
            (_("Desa bekerja sama"), "cooperating"),
            (_("Usulan"), "proposed"),
            (_("Diakhiri"), "ended"),
        ),
    ),
    Part(
        "pertemuan",
        _("Pertemuan"),
        _("Musyawarah, rembuk, dan wawancara."),
        _meetings,
        "meetings",
        (
            (_("Musyawarah desa"), "meetings", "musdes"),
            (_("Musyawarah antar-desa"), "meetings", "mad"),
            (_("Wawancara"), "visits"),
        ),
    ),
    Part(
        "tindak-lanjut",
        _("Tindak lanjut"),
        _("Yang dijanjikan dan yang selesai."),
        _follow_ups,
        "followups_late",
        ((_("Tindak lanjut selesai"), "followups_done"), (_("Tugas selesai"), "tasks_done")),
    ),
)
BY_KEY = {part.key: part for part in PARTS}
