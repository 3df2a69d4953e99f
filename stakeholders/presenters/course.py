"""The way a tie takes from one shape to another, round what lies between, and how it is written."""

import math
from dataclasses import dataclass, replace

import numpy as np

AIR = 3.0  # between a tie's end and the shape it leads to
BULGES = (12, -12, 24, -24, 38, -38)  # how far a tie may swerve round a shape in its way
# What one side of a disputed tie says of the village government is drawn as its tie would be.
STANCES = {"support": "government", "passive": "government passive", "hinder": "government hinder"}


@dataclass(frozen=True, slots=True)
class TieShape:
    """A line where it is drawn; a disputed one in two halves, each as its own side tells it.

    ``several``: it is one of several that lie on each other, and shows no kind of its own.
    """

    line: dict
    first: int
    second: int
    paths: tuple[tuple[str, str], ...]
    middle: tuple[float, float]
    arrow: str = ""
    several: bool = False


def plain(value, digits):
    """A coordinate as it is written, without a superfluous point."""
    value = round(float(value), digits)
    return int(value) if value.is_integer() else value


@dataclass(frozen=True)
class Course:
    """The way a tie takes: a quadratic curve, or a straight line when ``bend`` is 0."""

    start: tuple[float, float]
    end: tuple[float, float]
    bend: float = 0.0
    trims: tuple[float, float] = (0.0, 0.0)
    digits: int = 1

    @classmethod
    def between(cls, first, second, digits):
        return cls(
            (first.x, first.y),
            (second.x, second.y),
            trims=(first.radius + AIR, second.radius + AIR),
            digits=digits,
        )

    @property
    def length(self):
        return math.dist(self.start, self.end) or 1.0

    def beside(self, steps):
        """The same way, some steps to the side, for ties between the same two parties."""
        (x1, y1), (x2, y2) = self.start, self.end
        # The side must not depend on which of the two is named first.
        turn = 1 if (x1, y1) <= (x2, y2) else -1
        dx, dy = (y1 - y2) / self.length, (x2 - x1) / self.length
        by = 7.0 * steps * turn
        moved = [(x + dx * by, y + dy * by) for x, y in (self.start, self.end)]
        return replace(self, start=moved[0], end=moved[1])

    def round_others(self, spots, reach, ends):
        """A way that runs through as few other shapes as possible: straight if it can."""
        others = np.ones(len(spots), bool)
        others[list(ends)] = False
        spots, reach = spots[others], reach[others]
        best, fewest = self, self._hits(spots, reach)
        for bulge in BULGES:
            if not fewest:
                break
            other = replace(self, bend=bulge / self.length)
            if (hits := other._hits(spots, reach)) < fewest:
                best, fewest = other, hits
        return best

    def _hits(self, spots, reach):
        low = np.minimum(self.start, self.end) - 60
        high = np.maximum(self.start, self.end) + 60
        near = ((spots > low) & (spots < high)).all(1)
        if not near.any():
            return 0
        steps = np.linspace(0.04, 0.96, max(8, int(self.length / 8)))
        way = np.array(self._at(steps)).T
        gaps = np.hypot(*(way[:, None] - spots[near][None]).transpose(2, 0, 1)).min(0)
        return int((gaps < reach[near]).sum())

    @property
    def control(self):
        (x1, y1), (x2, y2) = self.start, self.end
        return (
            (x1 + x2) / 2 + (y1 - y2) * self.bend * 2,
            (y1 + y2) / 2 + (x2 - x1) * self.bend * 2,
        )

    def _at(self, t):
        """The points at shares ``t`` of the way."""
        weights = ((1 - t) ** 2, 2 * t * (1 - t), t**2)
        stations = (self.start, self.control, self.end)
        return tuple(
            sum(w * station[axis] for w, station in zip(weights, stations, strict=True))
            for axis in (0, 1)
        )

    def _part(self, begin, finish):
        """The path from share ``begin`` to share ``finish`` of the way."""
        x1, y1 = self._at(begin)
        x2, y2 = self._at(finish)
        if not self.bend:
            return "M{} {}L{} {}".format(*self._written(x1, y1, x2, y2))
        # The control point of a piece of a quadratic curve (its blossom at begin, finish).
        weights = ((1 - begin) * (1 - finish), begin + finish - 2 * begin * finish, begin * finish)
        stations = (self.start, self.control, self.end)
        cx, cy = (
            sum(w * s[axis] for w, s in zip(weights, stations, strict=True)) for axis in (0, 1)
        )
        return "M{} {}Q{} {} {} {}".format(*self._written(x1, y1, cx, cy, x2, y2))

    def _written(self, *coordinates):
        return [plain(each, self.digits) for each in coordinates]

    @property
    def _visible(self):
        """Where the way leaves the first shape and reaches the second, as shares of it."""
        begin = min(self.trims[0] / self.length, 0.45)
        return begin, max(1 - self.trims[1] / self.length, 0.55)

    def along(self, share):
        """The point at a share of what is seen of the way."""
        begin, finish = self._visible
        return tuple(self._written(*self._at(begin + (finish - begin) * share)))

    def shape(self, line, first, second, *, split=0.5, several=False):
        """The tie as it is drawn; ``split``: the share at which its sign is, if it has one."""
        begin, finish = self._visible
        middle = begin + (finish - begin) * split
        arrow = ""
        if line["kind"] == "disputed":
            halves = ((begin, middle), (middle, finish))
            paths = tuple(
                (STANCES.get(word, word), self._part(*half))
                for word, half in zip(line["says"], halves, strict=True)
            )
        elif line["kind"] == "depends":
            arrow = self._arrow(finish)
            paths = (("depends", self._part(begin, max(begin, finish - 8 / self.length))),)
        else:
            paths = ((line["kind"], self._part(begin, finish)),)
        ends = first.number, second.number
        return TieShape(line, *ends, paths, self.along(split), arrow, several)

    def _arrow(self, finish):
        """A head at the end of the way, pointing along it."""
        x, y = self._at(finish)
        bx, by = self._at(max(0.0, finish - 12 / self.length))
        back = math.dist((x, y), (bx, by)) or 1.0
        ux, uy = (x - bx) / back, (y - by) / back
        left = (x - 11 * ux - 6 * uy, y - 11 * uy + 6 * ux)
        right = (x - 11 * ux + 6 * uy, y - 11 * uy - 6 * ux)
        return "M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}z".format(x, y, *left, *right)
