"""From numbers to lengths, honestly: a scale of lengths begins at nought."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = (1, 2, 2.5, 5, 10)
_LEAST, _MOST = 1e-9, 1e15  # beyond these a number of a dashboard is drawn at the end of the scale


@dataclass(frozen=True)
class Scale:
    """Values from ``low`` to ``high`` on places from ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float
    step: float = 1

    def __call__(self, value: float) -> float:
        value = min(max(value, self.low), self.high)
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    @property
    def ticks(self) -> list[float]:
        """Round values from end to end."""
        count = round((self.high - self.low) / self.step)
        values = (self.low + self.step * number for number in range(count + 1))
        return [round(v) if self.step >= 1 and self.step % 1 == 0 else round(v, 10) for v in values]


def from_nought(
    values: Iterable[float], start: float, end: float, *, most: int = 4, step: float = 1
) -> Scale:
    """A scale with round ends that holds all values and nought.

    ``most``: about how many steps; ``step``: the least of them (1 for things that are counted).
    """
    values = [min(max(value, -_MOST), _MOST) for value in values]
    low, high = min([0, *values]), max([0, *values])
    step = max(nice((high - low) / most), step) or 1
    bottom = step * math.floor(low / step)
    top = max(step * math.ceil(high / step), bottom + step)
    return Scale(bottom, top, start, end, step)


def nice(least: float) -> float:
    """The least round step that is not below ``least``."""
    if least < _LEAST:
        return 0.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * step for step in _STEPS if power * step >= least * (1 - 1e-9))


def apart(wanted: list[tuple[float, float]], top: float, bottom: float) -> list[float]:
    """Where things of given heights begin so that none lies on another, near where they want to be.

    ``wanted``: middle and height of each, in any order. They stay between ``top`` and ``bottom``
    as long as there is room for all.
    """
    order = sorted(range(len(wanted)), key=lambda number: (wanted[number][0], number))
    places = [0.0] * len(wanted)
    free = top
    for number in order:
        middle, height = wanted[number]
        places[number] = max(free, middle - height / 2)
        free = places[number] + height
    free = bottom
    for number in reversed(order):
        places[number] = max(top, min(places[number], free - wanted[number][1]))
        free = places[number]
    return places


def quartile(ordered: list[float], part: float) -> float:
    """The value below which ``part`` of the ordered values lie, between two where it must."""
    place = part * (len(ordered) - 1)
    before = math.floor(place)
    after = min(before + 1, len(ordered) - 1)
    return ordered[before] + (ordered[after] - ordered[before]) * (place - before)


def around(values: Iterable[float], start: float, end: float, *, most: int = 4) -> Scale:
    """A scale of places with round ends about the values: with nought, if that is not far away."""
    values = [min(max(value, -_MOST), _MOST) for value in values]
    low, high = min(values), max(values)
    if 0 <= low <= (high - low) or (high <= 0 and -high <= high - low):
        return from_nought(values, start, end, most=most, step=0)
    step = nice((high - low) / most) or nice(abs(high) / 10) or 1
    bottom, top = step * math.floor(low / step), step * math.ceil(high / step)
    if low == high:
        bottom, top = bottom - step, top + step
    return Scale(bottom, max(top, bottom + step), start, end, step)
