"""What every chart has: a title, a sentence, two drawings and an equal table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from django.utils.translation import gettext as _

from jejaring.dashboards.cells import HIDDEN, NO_DATA, NOT_APPLICABLE, Cell
from jejaring.dashboards.charts.marks import Drawing, Text, broken
from jejaring.dashboards.table import Table


@dataclass(frozen=True)
class Chart:
    """``summary`` says in a sentence what the drawings show; ``table`` says all of it.

    ``draw`` makes the drawings: pages of squares and of panels do without them.
    """

    name: ClassVar[str]
    table: Table
    summary: str
    draw: Callable[[], tuple[Drawing, ...]] = field(repr=False)

    @cached_property
    def drawings(self) -> tuple[Drawing, ...]:
        """From the narrowest to the widest."""
        return self.draw()

    @property
    def title(self) -> str:
        return self.table.title

    @property
    def about(self) -> tuple[str, ...]:
        return self.table.about

    @property
    def template(self) -> str:
        return f"jejaring/dashboards/charts/_{self.name}.html"

    @property
    def wide(self) -> Drawing:
        """The drawing that goes into files."""
        return self.drawings[-1]


@dataclass(frozen=True)
class Child:
    """A region beneath the one that is shown, with its number."""

    name: str
    cell: Cell = NO_DATA
    code: str = ""
    href: str = ""


def missing_key(cells: Iterable[Cell]) -> list[tuple[str, str]]:
    """The signs of what is missing among ``cells``, each with its meaning."""
    found = set(cells)
    return [(kind.mark, kind.words) for kind in (HIDDEN, NOT_APPLICABLE, NO_DATA) if kind in found]


def left_out(cells: Iterable[Cell]) -> str:
    """What a sentence with a sum has to add where a number is hidden, after a space."""
    return " " + _("Angka yang disembunyikan tidak ikut dihitung.") if HIDDEN in cells else ""


def notes(told: list[tuple[str, str]], x: float, y: float, room: float) -> list[Text]:
    """A key to signs, one beneath the other."""
    lines = [line for mark, words in told for line in broken(f"{mark}  {words}", room)]
    return [Text(x, y + 18 * number, words, style="soft") for number, words in enumerate(lines)]


def joined(names: list[str]) -> str:
    """Names in a sentence: "A", "A dan B", "A, B dan C"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s dan %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
