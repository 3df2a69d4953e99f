"""Two regions, or two months of one, side by side: what differs is a question, never a rank."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jejaring.dashboards.cells import (
    HIDDEN,
    NO_DATA,
    NOT_APPLICABLE,
    PERCENT,
    Cell,
    Missing,
    is_number,
    share,
    shown,
    spoken,
)
from jejaring.dashboards.charts.chart import joined
from jejaring.dashboards.figures import Figure, Part
from jejaring.dashboards.state import State
from villages.tallies.measures import Privacy, measure
from villages.tallies.reading import Figures

NAMED = 3
LEAST = 0.1  # what differs by less is not worth a question


@dataclass(frozen=True)
class Side:
    """One of the two: what it is called, and where its numbers are read."""

    words: str
    figures: Figures
    code: str
    state: State

    def cell(self, figure: Figure) -> Cell:
        """Its number."""
        return figure.take(self.figures, self.code, self.state)

    @property
    def villages(self) -> Cell:
        return self.figures.number("villages", code=self.code)


@dataclass(frozen=True)
class Row:
    """A figure on both sides."""

    figure: Figure
    here: Cell
    there: Cell

    @property
    def cells(self) -> list[tuple[str, str]]:
        """Here, there and the difference: what is seen, and what is heard instead of a mark."""
        found = [
            (shown(cell, self.figure.kind), spoken(cell) if isinstance(cell, Missing) else "")
            for cell in (self.here, self.there)
        ]
        gap = self.gap
        words = gap.words if isinstance(gap, Missing) else ""
        return [*found, (_signed(gap, self.figure.kind), words)]

    @property
    def gap(self) -> Cell:
        """Here less there, of what is shown: a number that is hidden hides the difference."""
        for kind in (NOT_APPLICABLE, HIDDEN, NO_DATA):
            if kind in (self.here, self.there):
                return kind
        if self.figure.kind == PERCENT:
            return round(self.here) - round(self.there)
        return self.here - self.there


@dataclass(frozen=True)
class Comparison:
    """All figures of some parts on two sides."""

    here: Side
    there: Side
    parts: tuple[Part, ...]

    @property
    def is_known(self) -> bool:
        """Whether the other side was counted; if not, there is nothing to compare."""
        return is_number(self.there.villages)

    def rows(self, part: Part) -> list[Row]:
        """The figures of a part."""
        figures = part.figures(self.here.state)
        return [Row(figure, self.here.cell(figure), self.there.cell(figure)) for figure in figures]

    @property
    def tables(self) -> list[tuple[Part, list[Row]]]:
        return [(part, self.rows(part)) for part in self.parts]

    @property
    def marks(self) -> list[tuple[str, str]]:
        """The signs that stand in the tables, each with what it means."""
        found = {cell for _part, rows in self.tables for row in rows for cell in _both(row)}
        return [(kind.mark, kind.words) for kind in Missing if kind in found]

    @property
    def sentence(self) -> str:
        """What differs most, to be asked about."""
        rows = most_different(
            [row for _part, rows in self.tables for row in rows],
            self.here.villages,
            self.there.villages,
        )
        if not rows:
            return _("Tidak ada angka yang jauh berbeda.")
        told = [self._told(row) for row in rows]
        return _("Paling berbeda, dan patut ditanyakan sebabnya: %(what)s.") % {
            "what": joined(told)
        }

    def _told(self, row: Row) -> str:
        """A figure on both sides as it was weighed: counts of unlike regions by their villages."""
        here, there = row.cells[0][0], row.cells[1][0]
        a, b = self.here.villages, self.there.villages
        if row.figure.kind != PERCENT and a != b:
            here, there = _each(row.here, a, row.figure), _each(row.there, b, row.figure)
        return _("%(figure)s (%(here)s dan %(there)s)") % {
            "figure": row.figure.label,
            "here": here,
            "there": there,
        }


def _each(number, villages, figure) -> str:
    if str(figure.unit) == str(measure("villages").unit):
        return _("%(share)s desa") % {"share": shown(share(number, villages), PERCENT)}
    return _("%(number)s per desa") % {"number": shown(number / villages)}


def most_different(rows: Iterable[Row], here: Cell, there: Cell) -> list[Row]:
    """The figures that differ most, one for each measure, of open measures only.

    Regions have different numbers of villages (``here``, ``there``), so counts are compared for
    each village; a difference of nearly nothing from nothing weighs nearly nothing.
    """
    weighed = []
    for row in rows:
        weight = _weight(row, here, there)
        if row.figure.measure.privacy is Privacy.OPEN and weight >= LEAST:
            weighed.append((-weight, len(weighed), row))
    found: dict[str, Row] = {}
    for _weighs, _at, row in sorted(weighed, key=lambda each: each[:2]):
        found.setdefault(row.figure.of, row)
    return list(found.values())[:NAMED]


def _weight(row, here, there) -> float:
    """From 0 (the same) to 1 (all here and nothing there)."""
    numbers = (row.here, row.there, here, there)
    if row.figure.of == "villages" or not all(map(is_number, numbers)) or not here or not there:
        return 0
    if row.figure.kind == PERCENT:
        return abs(row.here - row.there) / 100
    a, b = row.here / here, row.there / there
    return abs(a - b) / max(a, b, 1)


def _both(row):
    return (row.here, row.there)


def _signed(gap: Cell, kind: str) -> str:
    if isinstance(gap, Missing):
        return gap.mark
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    text = f"{sign}{shown(abs(gap))}"
    return _("%(number)s poin") % {"number": text} if kind == PERCENT else text
