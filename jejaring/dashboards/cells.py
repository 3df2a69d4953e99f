"""One number of a dashboard, or the reason why there is none.

A number that is missing is never a nought: too few people to show them, nothing recorded yet, and
a question that makes no sense there are three different answers.
"""

import math
from collections.abc import Iterable
from functools import lru_cache

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _lazy

from villages.tallies.missing import HIDDEN, NO_DATA, NOT_APPLICABLE, Missing

NUMBER, PERCENT = "number", "percent"


Cell = int | float | Missing


def cell_of(value: object) -> Cell:
    """``value`` as a cell; what is no finite number is nothing recorded."""
    if isinstance(value, Missing):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return NO_DATA
    try:
        return value if math.isfinite(value) else NO_DATA
    except OverflowError:  # a whole number beyond the floats
        return NO_DATA


def is_number(cell: Cell) -> bool:
    """Whether there is a number to draw."""
    return not isinstance(cell, Missing)


def numbers(cells: Iterable[Cell]) -> list[int | float]:
    """The cells that are numbers."""
    return [cell for cell in cells if not isinstance(cell, Missing)]


def share(part: Cell, whole: Cell) -> Cell:
    """``part`` of ``whole`` in percent.

    A part of nothing says nothing, so it is not recorded; what is hidden in either hides the share.
    """
    for kind in (NOT_APPLICABLE, HIDDEN, NO_DATA):
        if kind in (part, whole):
            return kind
    if not whole:
        return NO_DATA
    return cell_of(100 * (part / whole))


def portion(part: Cell, whole: Cell) -> Cell:
    """``part`` that was rounded of a ``whole`` that was not, in percent: never more than all."""
    found = share(part, whole)
    return min(found, 100) if is_number(found) else found


def total(cells: Iterable[Cell]) -> Cell:
    """The sum of what is recorded; hidden as soon as one part is, lest that be found by taking off.

    Where nothing is recorded the sum is nothing recorded, not nought.
    """
    cells = list(cells)
    if HIDDEN in cells:
        return HIDDEN
    known = numbers(cells)
    return cell_of(sum(known)) if known else NO_DATA


def shown(cell: Cell, kind: str = NUMBER) -> str:
    """A cell as it stands on a page or in a picture: "1.234", "12,5", "45%", "•"."""
    if isinstance(cell, Missing):
        return cell.mark
    return f"{_percent(cell)}%" if kind == PERCENT else _number(cell)


def spoken(cell: Cell, kind: str = NUMBER) -> str:
    """A cell in words where a mark would not be understood."""
    return cell.words if isinstance(cell, Missing) else shown(cell, kind)


def _percent(value: float) -> str:
    """Whole percents; what is little is not said to be none, and nearly all not to be all."""
    if 0 < value < 0.5:
        return "<1"
    if 99.5 <= value < 100:
        return ">99"
    return _grouped(round(value), 0)


def _number(value: float) -> str:
    if isinstance(value, int):
        return _grouped(value, 0)
    rounded = round(value, 1)
    if not rounded and value:
        return _lower(value)
    return _grouped(rounded, 0 if rounded == int(rounded) else 1)


def _lower(value: float) -> str:
    """A number that rounds to nought without being it."""
    return f"<{_grouped(0.1, 1)}" if value > 0 else f">{_grouped(-0.1, 1)}"


def _grouped(value: float, digits: int) -> str:
    return _in_language(value, digits, get_language())


@lru_cache(10_000)  # a page writes hundreds of them, most of them small and the same
def _in_language(value: float, digits: int, _language: str) -> str:
    text = number_format(value, digits, use_l10n=True, force_grouping=True)
    return text.replace("-", "−") if value else text.lstrip("-")


def brief(cell: Cell, kind: str = NUMBER) -> str:
    """A cell where room is scarce: from 100.000 on in thousands, then in millions and so on."""
    if isinstance(cell, Missing) or kind == PERCENT:
        return shown(cell, kind)
    for least, power, words in _GREAT:
        if abs(cell) >= least:
            value = cell / power
            return f"{_number(round(value) if abs(value) >= 100 else value)} {words}"
    return shown(cell, kind)


# From how much on, in what, and the word for it; what rounds up to the next is told in the next.
_GREAT = (
    (999.5e9, 10**12, _lazy("T")),
    (999.5e6, 10**9, _lazy("M")),
    (999.5e3, 10**6, _lazy("jt")),
    (10**5, 10**3, _lazy("rb")),
)
