"""Chance that can be repeated: ids, days, moments and sizes from one seed.

Days are whole numbers (``date.toordinal``). Work happens between 8 and 16 o'clock of western
Indonesia, so that a moment lies on the same day in every zone of the country and in UTC.
"""

import random
from datetime import date
from functools import cache

_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 86_400_000
_FIRST_HOUR, _HOURS = 1, 8
_SPREAD = 0.6
_SMALLEST, _LARGEST = 0.15, 4.0


@cache
def iso(day: int) -> str:
    """The day as every database takes it."""
    return date.fromordinal(day).isoformat()


class Dice(random.Random):
    """Everything that is left to chance, from ``seed`` and the code of a place."""

    def __new__(cls, seed, code):
        return super().__new__(cls)

    def __init__(self, seed, code):
        super().__init__(f"{seed}:{code}")

    def key(self, day: int) -> str:
        """A UUID version 7 of that day, in hexadecimal."""
        milliseconds = (day - _EPOCH) * _DAY + 3_600_000 + int(self.random() * 28_800_000)
        head = milliseconds << 80 | 7 << 76 | self.getrandbits(12) << 64
        return f"{head | 2 << 62 | self.getrandbits(62):032x}"

    def moment(self, day: int) -> str:
        """A moment of that day in UTC, without a zone, as both databases take it."""
        second = int(self.random() * 3600 * _HOURS)
        hour, second = divmod(second, 3600)
        return f"{iso(day)} {hour + _FIRST_HOUR:02d}:{second // 60:02d}:{second % 60:02d}"

    def day(self, first: int, last: int) -> int:
        """A day from ``first`` to ``last``; ``first`` where there is none between."""
        return first + int(self.random() * (last - first + 1)) if last > first else first

    def early(self, first: int, last: int) -> int:
        """The same, more often near the first: most is recorded when work begins."""
        return first + int(self.random() ** 1.7 * (last - first)) if last > first else first

    def happens(self, share: float) -> bool:
        return self.random() < share

    def one(self, weighted: dict):
        """A key of ``weighted``, as often as its value says; the values add up to one."""
        rest = self.random()
        for key, share in weighted.items():
            rest -= share
            if rest < 0:
                return key
        return key

    def size(self) -> float:
        """How large a village is beside the average: many small ones, few large ones."""
        found = self.lognormvariate(-_SPREAD * _SPREAD / 2, _SPREAD)
        return min(_LARGEST, max(_SMALLEST, found))
