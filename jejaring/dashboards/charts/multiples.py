"""The same course for each region beneath, small, all on one scale, each a door to that region."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jejaring.dashboards.cells import (
    HIDDEN,
    NO_DATA,
    NUMBER,
    Cell,
    brief,
    cell_of,
    is_number,
    numbers,
    shown,
)
from jejaring.dashboards.charts.chart import Chart, joined
from jejaring.dashboards.charts.marks import (
    LINE,
    WIDE,
    Drawing,
    Mark,
    Path,
    Rect,
    Text,
    circle,
    line,
    linked,
    paragraph,
    short,
    two_lines,
)
from jejaring.dashboards.charts.months import course, month_year, short_month
from jejaring.dashboards.charts.scales import Scale, from_nought
from jejaring.dashboards.table import CODE, TEXT, Column, Table

_ACROSS, _GAP = 4, 16.0  # panels side by side in the wide drawing
Point = tuple[float, float]
_WIDTH, _TALL, _EDGE = 120.0, 48.0, 6.0  # of a course, and what its dot needs at the edges


@dataclass(frozen=True)
class Course:
    """A region beneath, with a cell for each month."""

    name: str
    cells: tuple[Cell, ...]
    code: str = ""
    href: str = ""


@dataclass(frozen=True)
class Panel:
    """One small picture: ``now`` is the newest number, ``words`` the same as a sentence."""

    name: str
    href: str
    now: str
    words: str
    drawing: Drawing


@dataclass(frozen=True)
class Multiples(Chart):
    name = "multiples"
    panels: tuple[Panel, ...] = ()
    scale: str = ""


def multiples(
    title: str,
    months: Sequence[date],
    children: Sequence[Course],
    *,
    about: Sequence[str] = (),
    kind: str = NUMBER,
    unit: str = "",
) -> Multiples:
    """Small courses side by side, in the order given; every panel has the same scale.

    Beside others a region with nothing but noughts is named beneath instead of drawn; the table
    has them all.
    """
    if not months or not children:
        raise ValueError("Small courses need months and regions.")
    children = [Course(c.name, tuple(map(cell_of, c.cells)), c.code, c.href) for c in children]
    every = numbers(cell for child in children for cell in child.cells)
    scale = from_nought(every, _TALL - _EDGE, _EDGE)
    heads = [Column("name", _("Wilayah"), kind=TEXT), Column("code", _("Kode"), kind=CODE)]
    heads += [Column(f"{m:%Y-%m}", f"{short_month(m)} {m.year}", kind=kind) for m in months]
    said = (_("Satuan: %(unit)s") % {"unit": unit},) if unit else ()
    table = Table(
        title,
        tuple(heads),
        tuple((child.name, child.code, *child.cells) for child in children),
        (*about, *said),
        tuple(child.href for child in children),
    )
    told = _("Semua berskala sama: %(low)s sampai %(high)s.") % {
        "low": shown(scale.ticks[0], kind),
        "high": shown(scale.ticks[-1], kind),
    }
    drawn = [child for child in children if set(child.cells) != {0}] or children
    left = [child.name for child in children if child not in drawn]
    foot = [told, _span(months)]
    if left:
        foot.append(_("Selalu 0: %(names)s.") % {"names": joined(left)})
    foot = " ".join(foot)
    return Multiples(
        table=table,
        summary=_summary(children, months, kind),
        draw=lambda: (_sheet(drawn, months, scale, kind, foot),),
        panels=tuple(_panel(child, months, scale, kind) for child in drawn),
        scale=foot,
    )


def _span(months: Sequence[date]) -> str:
    first, last = month_year(months[0]), month_year(months[-1])
    return f"{first}." if first == last else f"{first} – {last}."


def _summary(children: list[Course], months: Sequence[date], kind: str) -> str:
    """How many rose and fell, and which have nothing to show."""
    moved = [numbers(child.cells) for child in children]
    moves = [known[-1] - known[0] for known in moved if len(known) > 1]
    counts = {
        _("naik"): sum(move > 0 for move in moves),
        _("tetap"): sum(len(set(known)) == 1 for known in moved if len(known) > 1),
        _("naik turun"): sum(
            known[-1] == known[0] and len(set(known)) > 1 for known in moved if known
        ),
        _("turun"): sum(move < 0 for move in moves),
        _("hanya satu angka"): sum(len(known) == 1 for known in moved),
        _("tanpa angka"): sum(not known for known in moved),
    }
    told = joined([f"{count} {words}" for words, count in counts.items() if count])
    return _("Dari %(count)s wilayah: %(told)s, %(first)s sampai %(last)s.") % {
        "count": len(children),
        "told": told,
        "first": month_year(months[0]),
        "last": month_year(months[-1]),
    }


def _newest(cells: Sequence[Cell], months: Sequence[date], kind: str) -> str:
    """The newest number, with its month where newer ones have none."""
    known = [place for place, cell in enumerate(cells) if is_number(cell)]
    if not known:
        return (HIDDEN if HIDDEN in cells else NO_DATA).mark
    said = brief(cells[known[-1]], kind)
    last = known[-1] == len(cells) - 1
    return said if last else f"{said} ({short_month(months[known[-1]])})"


def _panel(child: Course, months: Sequence[date], scale: Scale, kind: str) -> Panel:
    drawing = Drawing("panel", _WIDTH, _TALL, tuple(_course(child.cells, scale, _WIDTH)))
    words = course(child.name, months, child.cells, kind)
    return Panel(child.name, child.href, _newest(child.cells, months, kind), words, drawing)


def _course(
    cells: Sequence[Cell], scale: Scale, width: float, left: float = 0, top: float = 0
) -> list[Mark]:
    """The line of one panel at a place, nought marked, no words."""
    nought = top + scale(0)
    marks: list[Mark] = [
        Rect(left, top, width, _TALL, "ground"),
        Path(line([(left, nought), (left + width, nought)]), "rule nought"),
    ]
    step = (width - 2 * _EDGE) / max(1, len(cells) - 1)
    points = [
        (left + _EDGE + step * place, top + scale(cell)) if is_number(cell) else None
        for place, cell in enumerate(cells)
    ]
    for run in _runs(points):
        if len(run) > 1:
            marks.append(Path(line(run), "course line-1"))
        else:
            marks.append(Path(circle(*run[0], 2.5), "dot line-1"))
    if known := [point for point in points if point]:
        marks.append(Path(circle(*known[-1], 4), "dot line-1"))
    return marks


def _runs(points: list[Point | None]) -> list[list[Point]]:
    """The stretches without a gap."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _sheet(
    children: list[Course], months: Sequence[date], scale: Scale, kind: str, foot: str
) -> Drawing:
    """All panels on one sheet, for a file."""
    width = (WIDE - _GAP * (_ACROSS - 1)) / _ACROSS
    head = 3 * LINE + 4
    step = head + _TALL + 20
    marks: list[Mark] = []
    for number, child in enumerate(children):
        x, y = (number % _ACROSS) * (width + _GAP), (number // _ACROSS) * step
        names = two_lines(child.name, width)
        first = y + LINE * (3 - len(names)) - 4  # names end where the numbers begin
        inside: list[Mark] = [Text(x, first + LINE * n, name) for n, name in enumerate(names)]
        now = short(_newest(child.cells, months, kind), width, bold=True)
        inside.append(Text(x, y + 3 * LINE - 4, now, style="strong ink-1"))
        inside += _course(child.cells, scale, width, x, y + head)
        marks += linked(child.href, child.name, inside)
    beneath = paragraph(foot, 0, step * -(-len(children) // _ACROSS) + 8, WIDE, "soft")
    return Drawing("wide", WIDE, beneath[-1].y + 8, (*marks, *beneath))
