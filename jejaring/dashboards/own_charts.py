"""The charts that one part alone has, each under the name that its files have."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from jejaring.dashboards.cells import NOT_APPLICABLE, Cell, portion
from jejaring.dashboards.charts.balance import Region as Balanced
from jejaring.dashboards.charts.balance import balance
from jejaring.dashboards.charts.chart import Chart
from jejaring.dashboards.charts.flow import Exit, Stage, flow
from jejaring.dashboards.charts.matrix import Head, Square, matrix
from jejaring.dashboards.charts.timeline import Month, timeline
from jejaring.dashboards.state import spelt
from villages.tallies.measures import measure
from villages.tallies.months import first_day

if TYPE_CHECKING:
    from jejaring.dashboards.pages import Page


def _roles(page: "Page") -> dict[str, Chart]:
    """Which role is filled where; and of which kinds of groups."""
    (axis,) = measure("filled").axes
    heads = [Head(str(label)) for label in axis.values.values()]
    found = {}
    numbers = page.figures
    if any(measure("filled").reaches(child.code) for child in numbers.children):
        rows = [Head(child.name, page.way(child, "peran")) for child in numbers.children]
        squares = [
            [
                _square(
                    numbers.number("filled", role, code=child.code),
                    numbers.whole("filled", role, code=child.code),
                )
                for role in axis.values
            ]
            for child in numbers.children
        ]
        found["peran-wilayah"] = matrix(
            _("Peran yang terisi, dari desa yang ditanya"),
            rows,
            heads,
            squares,
            corner=page.beneath,
            column_totals=[
                portion(numbers.number("filled", role), numbers.whole("filled", role))
                for role in axis.values
            ],
            total_label=_("Semua"),
            about=page.about,
        )
    if measure("participation").reaches(page.place.code):
        kinds = measure("groups").axes[0].values
        found["peran-kelompok"] = matrix(
            _("Kelompok yang menjalankan peran, dari semua kelompok"),
            [Head(str(label)) for label in kinds.values()],
            heads,
            [
                [
                    _square(
                        numbers.number("participation", kind, role, "yes"),
                        numbers.whole("participation", kind, role, "yes"),
                    )
                    if measure("participation").applies(kind, role, "yes")
                    else Square(NOT_APPLICABLE)
                    for role in axis.values
                ]
                for kind in kinds
            ],
            corner=_("jenis kelompok"),
            about=page.about,
        )
    return found


def _square(part: Cell, whole: Cell) -> Square:
    return Square(portion(part, whole), whole)


STAGES = ("preparing", "offered", "drafting", "agreed", "ready", "signed", "promulgated", "running")
EXITS = (
    ("preparing", "withdrawn"),
    ("offered", "declined"),
    ("drafting", "refused"),
    ("running", "postponed"),
    ("running", "ended"),
)


def _cooperation(page: "Page") -> dict[str, Chart]:
    (states,) = measure("agreements").axes
    numbers = page.figures
    found = {
        "tahap": flow(
            _("Kerja sama menurut tahap"),
            [
                Stage(code, str(states.values[code]), numbers.number("agreements", code))
                for code in STAGES
            ],
            [
                Exit(after, str(states.values[code]), numbers.number("agreements", code))
                for after, code in EXITS
            ],
            about=page.about,
        ),
        "berakhir": timeline(
            _("Kerja sama yang berakhir dalam 12 bulan"),
            [_ends_in(page, month) for month in page.state.ahead],
            about=page.about,
        ),
    }
    regions = [
        Balanced(
            child.name,
            numbers.number("balance", "gains", code=child.code),
            numbers.number("balance", "even", code=child.code),
            numbers.number("balance", "loses", code=child.code),
            child.code,
            page.way(child, "kerja-sama"),
        )
        for child in numbers.children
    ]
    known = [r for r in regions if any(isinstance(c, int) and c for c in (r.gain, r.even, r.lose))]
    if known:
        found["neraca"] = balance(_("Neraca desa dalam kerja sama"), known, about=page.about)
    return found


def _ends_in(page, month) -> Month:
    """How many end in a month; where some do, the way to their list."""
    number = page.figures.dated("ends", month)
    return Month(first_day(month), number, page.ending(spelt(month)) if number else "")


OWN_CHARTS = {"peran": _roles, "kerja-sama": _cooperation}
