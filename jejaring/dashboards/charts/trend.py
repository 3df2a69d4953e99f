"""Numbers through months, one to four lines, each with its name and newest number at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jejaring.dashboards.cells import (
    HIDDEN,
    NO_DATA,
    NUMBER,
    PERCENT,
    Cell,
    brief,
    cell_of,
    is_number,
    numbers,
    shown,
)
from jejaring.dashboards.charts.chart import Chart
from jejaring.dashboards.charts.marks import (
    LINE,
    NARROW,
    SHAPES,
    WIDE,
    Drawing,
    Mark,
    Path,
    Text,
    diamond,
    lettered,
    line,
    paragraph,
    short,
    two_lines,
)
from jejaring.dashboards.charts.months import course, foot, month_year, short_month
from jejaring.dashboards.charts.scales import apart, from_nought
from jejaring.dashboards.table import TEXT, Column, Table

MOST_SERIES = 4
_TOP, _DOTTED = 12.0, 13  # room above; up to how many months each has its dot
_AFTER = 14.0  # from the last month to the names of the lines


@dataclass(frozen=True)
class Series:
    """A line: its name and a cell for each month."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Trend(Chart):
    name = "trend"
    months: tuple[date, ...] = ()
    series: tuple[Series, ...] = ()


def trend(
    title: str,
    months: Sequence[date],
    series: Sequence[Series],
    *,
    about: Sequence[str] = (),
    kind: str = NUMBER,
    unit: str = "",
) -> Trend:
    """The course of one to four numbers; ``months`` follow each other without gaps.

    A month without a number is a gap in the line; a hidden one has a hollow mark at the foot.
    """
    if not 1 <= len(series) <= MOST_SERIES or not months:
        raise ValueError("A trend has one to four lines and at least one month.")
    series = tuple(Series(s.label, tuple(map(cell_of, s.cells))) for s in series)
    rows = [
        (month_year(month), *(s.cells[number] for s in series))
        for number, month in enumerate(months)
    ]
    heads = [Column(f"line-{n}", s.label, unit, kind) for n, s in enumerate(series, 1)]
    table = Table(
        title, (Column("month", _("Bulan"), kind=TEXT), *heads), tuple(rows), tuple(about)
    )
    return Trend(
        table=table,
        summary=" ".join(course(s.label, months, s.cells, kind) for s in series),
        draw=lambda: (
            _Sheet("narrow", NARROW, 104, months, series, kind).drawing(),
            _Sheet("wide", WIDE, 190, months, series, kind).drawing(),
        ),
        months=tuple(months),
        series=series,
    )


class _Sheet:
    """One drawing in the making: lines on the left, their names on the right."""

    def __init__(
        self,
        size: str,
        width: float,
        names: float,
        months: Sequence[date],
        series: Sequence[Series],
        kind: str,
    ) -> None:
        self.size, self.width, self.names = size, width, names
        self.months, self.series, self.kind = months, series, kind
        self.labels = [self._label(number) for number in range(len(series))]
        taken = sum(LINE * len(label) + 6 for label in self.labels)
        self.foot = _TOP + max(176 if size == "narrow" else 216, taken)
        every = numbers(cell for s in series for cell in s.cells)
        whole = all(isinstance(value, int) for value in every) or kind == PERCENT
        self.up = from_nought(every, self.foot, _TOP, step=1 if whole else 0)
        ticks = [brief(tick, kind) for tick in self.up.ticks]
        self.left = max(20.0, *(lettered(tick) for tick in ticks)) + 8
        self.right = width - names - _AFTER
        self.places = _along(len(months), self.left, self.right)

    def drawing(self) -> Drawing:
        marks = [*self._grid(), *foot(self.months, self.places, self.foot + 24)]
        for number in range(len(self.series)):
            marks += self._line(number)
        marks += self._hidden()
        marks += self._names()
        key, end = self._key(self.foot + 24 + 2.6 * LINE)
        return Drawing(self.size, self.width, end + 8, (*marks, *key))

    def _key(self, y: float) -> tuple[list[Mark], float]:
        """What a hollow mark means, where there is one."""
        if not any(HIDDEN in s.cells for s in self.series):
            return [], y - 1.6 * LINE
        told = paragraph(HIDDEN.words, 16, y, self.width - 16, "soft")
        return [Path(diamond(6, y - 5, 4), "hollow"), *told], told[-1].y

    def _grid(self) -> list[Mark]:
        marks = []
        for tick in self.up.ticks:
            y = self.up(tick)
            style = "rule nought" if tick == 0 else "rule"
            marks.append(Path(line([(self.left, y), (self.right, y)]), style))
            marks.append(Text(self.left - 8, y + 5, brief(tick, self.kind), "end", "soft"))
        return marks

    def _line(self, number: int) -> list[Mark]:
        cells = self.series[number].cells
        style = f"line-{number + 1}"
        marks = [Path(line(run), f"course {style}") for run in self._runs(cells) if len(run) > 1]
        last = _last(cells)
        for place, cell in enumerate(cells):
            alone = self._is_alone(cells, place)
            if is_number(cell) and (len(cells) <= _DOTTED or alone or place == last):
                marks.append(self._dot(number, place, 5 if place == last else 3.2))
        return marks

    def _dot(self, number: int, place: int, r: float) -> Path:
        s = self.series[number]
        tip = f"{s.label}, {month_year(self.months[place])}: {shown(s.cells[place], self.kind)}"
        shape = SHAPES[number](self.places[place], self.up(s.cells[place]), r)
        return Path(shape, f"dot line-{number + 1}", tip)

    def _runs(self, cells: Sequence[Cell]) -> list[list[tuple[float, float]]]:
        """The stretches without a gap."""
        runs: list[list[tuple[float, float]]] = [[]]
        for place, cell in zip(self.places, cells, strict=True):
            if is_number(cell):
                runs[-1].append((place, self.up(cell)))
            elif runs[-1]:
                runs.append([])
        return runs

    def _is_alone(self, cells: Sequence[Cell], place: int) -> bool:
        beside = [cells[n] for n in (place - 1, place + 1) if 0 <= n < len(cells)]
        return not any(map(is_number, beside))

    def _hidden(self) -> list[Mark]:
        """A hollow mark at the foot of each month that hides a number."""
        return [
            Path(
                diamond(self.places[n], self.up(0), 4),
                "hollow",
                f"{month_year(month)}: {HIDDEN.words}",
            )
            for n, month in enumerate(self.months)
            if any(s.cells[n] is HIDDEN for s in self.series)
        ]

    # --- names at the ends of the lines ---

    def _label(self, number: int) -> list[str]:
        s = self.series[number]
        last = _last(s.cells)
        if last is None:
            value = HIDDEN.mark if HIDDEN in s.cells else NO_DATA.mark
        else:
            value = shown(s.cells[last], self.kind)
            until = f" ({short_month(self.months[last])})" if last < len(s.cells) - 1 else ""
            if lettered(value + until, bold=True) > self.names - 4:
                value = brief(s.cells[last], self.kind)
            value += until
        return [*two_lines(s.label, self.names - 4), short(value, self.names - 4, bold=True)]

    def _names(self) -> list[Mark]:
        wanted = [
            (self._end_of(number)[1], LINE * len(label) + 6)
            for number, label in enumerate(self.labels)
        ]
        marks: list[Mark] = []
        for number, top in enumerate(apart(wanted, _TOP - 8, self.foot + 10)):
            marks += self._name(number, top)
        return marks

    def _name(self, number: int, top: float) -> list[Mark]:
        x, label = self.right + _AFTER, self.labels[number]
        end, y = self._end_of(number)
        middle = top + (LINE * len(label) + 6) / 2
        marks: list[Mark] = []
        if _last(self.series[number].cells) is not None:
            start, stop = (end + 8, y), (x - 3, middle)
            if stop[0] > start[0]:
                marks.append(Path(line([start, stop]), f"leader line-{number + 1}"))
        for place, words in enumerate(label):
            strong = place == len(label) - 1
            style = f"ink-{number + 1} strong" if strong else f"ink-{number + 1}"
            marks.append(Text(x + 2, top + 3 + LINE * place + 13, words, style=style))
        return marks

    def _end_of(self, number: int) -> tuple[float, float]:
        cells = self.series[number].cells
        last = _last(cells)
        if last is None:
            return self.right, self.up(0)
        return self.places[last], self.up(cells[last])


def _last(cells: Sequence[Cell]) -> int | None:
    """The place of the newest number."""
    return max((place for place, cell in enumerate(cells) if is_number(cell)), default=None)


def _along(count: int, left: float, right: float) -> list[float]:
    """Places evenly from edge to edge, with a little room for the marks at both."""
    left, right = left + 8, right - 8
    if count == 1:
        return [(left + right) / 2]
    return [left + (right - left) * number / (count - 1) for number in range(count)]
