"""Somebody who collects every number that pages show, knows the rules, and wants the hidden ones.

Each number of a region in a month is an unknown whole number. What is shown, what the rules say of
what is not, sums of regions and of measures, and that nothing changes in a village without a visit
are conditions on them, over all months and measures at once. A hidden number is rebuilt when the
conditions leave it one value.

The attacker is granted more than any page tells: of each hidden number he knows why it is hidden,
as if he had learned the secret order of companions from all months together.
"""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from villages.codes import parent_of
from villages.tallies.measures import SMALLEST
from villages.tallies.missing import HIDDEN
from villages.tallies.privacy import is_small

MOST = 2000  # no number of these districts is greater
Cell = tuple[str, int, str]  # region, month, key
Box = tuple[int, int]  # the least and the most that a number may be


@dataclass
class Knowledge:
    """What the attacker holds: ``boxes`` of unknown numbers, ``sums`` of some that lie in a box.

    ``same``: which unknown stands for which, where a village was silent.
    """

    boxes: dict[Cell, Box] = field(default_factory=dict)
    sums: list[tuple[dict[Cell, int], Box]] = field(default_factory=list)
    same: dict[Cell, Cell] = field(default_factory=dict)

    def learn(self, cell: Cell, box: Box):
        cell = self.same.get(cell, cell)
        low, high = self.boxes.get(cell, (0, MOST))
        self.boxes[cell] = max(low, box[0]), min(high, box[1])

    def add(self, factors: dict[Cell, int], box: Box):
        """A sum of unknowns, each so many times, that lies in ``box``."""
        found: Counter = Counter()
        for cell, factor in factors.items():
            found[self.same.get(cell, cell)] += factor
        for cell in found:
            self.boxes.setdefault(cell, (0, MOST))
        factors = {cell: factor for cell, factor in found.items() if factor}
        if factors:
            self.sums.append((factors, box))

    def rebuilt(self, truth: dict[Cell, int], wanted) -> set[Cell]:
        """Those of the wanted that can be nothing but the truth."""
        self._narrow()
        named = {cell: self.same.get(cell, cell) for cell in wanted}
        sure = {c for c in named.values() if self.boxes[c][0] == self.boxes[c][1]}
        left = sorted(set(named.values()) - sure)
        if left:
            sure |= set(_Program(self).certain(left, {c: truth[c] for c in left}))
        return {cell for cell, name in named.items() if name in sure}

    def _narrow(self):
        """Narrow boxes by sums until nothing moves: cheap, and not all there is to find."""
        moved = True
        while moved:
            moved = False
            for factors, box in self.sums:
                moved |= self._narrowed(factors, box)

    def _narrowed(self, factors, box) -> bool:
        ends = {c: sorted((f * self.boxes[c][0], f * self.boxes[c][1])) for c, f in factors.items()}
        low, high = (sum(each[at] for each in ends.values()) for at in (0, 1))
        for cell, factor in factors.items():
            least = box[0] - (high - ends[cell][1])
            most = box[1] - (low - ends[cell][0])
            if factor < 0:
                least, most = -most, -least
            factor = abs(factor)
            old = self.boxes[cell]
            new = max(old[0], -(-least // factor)), min(old[1], most // factor)
            assert new[0] <= new[1], f"no country looks like that: {cell}"
            if new != old:
                self.boxes[cell] = new
                return True
        return False


class _Program:
    """The conditions as an integer program, where boxes alone do not decide."""

    def __init__(self, known: Knowledge):
        self.cells = sorted({cell for factors, _box in known.sums for cell in factors})
        self.at = {cell: number for number, cell in enumerate(self.cells)}
        rows, columns, values, lows, highs = [], [], [], [], []
        for row, (factors, (low, high)) in enumerate(known.sums):
            lows.append(low)
            highs.append(high)
            for cell, factor in factors.items():
                rows.append(row)
                columns.append(self.at[cell])
                values.append(factor)
        shape = (len(lows), len(self.cells))
        matrix = csr_matrix((values, (rows, columns)), shape=shape)
        self.sums = LinearConstraint(matrix, lows, highs)
        boxes = [known.boxes[cell] for cell in self.cells]
        self.boxes = Bounds([low for low, _high in boxes], [high for _low, high in boxes])

    def certain(self, wanted: list[Cell], truth: dict[Cell, int]) -> list[Cell]:
        """Those that are the same in every country that looks like this one."""
        wanted = [cell for cell in wanted if cell in self.at]
        for signs in ((-1, -1), (1, 1), (1, -1), (-1, 1)):
            if wanted:
                other = self._best({cell: signs[n % 2] for n, cell in enumerate(wanted)})
                wanted = [cell for cell in wanted if other[cell] == truth[cell]]
        return [
            cell
            for cell in wanted
            if all(self._best({cell: sign})[cell] == truth[cell] for sign in (-1, 1))
        ]

    def _best(self, aims: dict[Cell, int]) -> dict[Cell, int]:
        """A country that looks like this one, with the least sum of these."""
        aim = np.zeros(len(self.cells))
        for cell, sign in aims.items():
            aim[self.at[cell]] = sign
        found = milp(
            aim,
            integrality=np.ones(len(self.cells)),
            bounds=self.boxes,
            constraints=self.sums,
            options={"time_limit": 20},
        )
        assert found.x is not None, f"no country looks like that: {found.message}"
        return {cell: round(found.x[number]) for cell, number in self.at.items()}


def why_hidden(
    number: int, whole: int | None, *, sealed: bool, ours: bool, least_whole: int = SMALLEST
) -> Box:
    """What the reason says of a hidden number, to whoever knows it.

    ``whole``: the open number that it is part of, of which there must be ``least_whole``;
    ``sealed``: all of its family is hidden, whatever it is; ``ours``: parts of a whole are hidden
    up to a number from 4 to 8 that nobody knows.
    """
    most = MOST if whole is None else whole
    if sealed or (whole is not None and 0 < whole < least_whole):
        return 0, most
    uncertain = ours and whole is not None
    if is_small(number):
        return 1, min(8 if uncertain else 4, most)
    if number == 0:
        return 0, 0
    if whole is not None and whole - number < 5:
        return max(1, whole - 4), whole
    return 1 if uncertain and number <= 8 else 5, most


def tree_of(codes) -> dict[str, list[str]]:
    """The children of each region."""
    tree: dict[str, list[str]] = {}
    for code in sorted(codes):
        if code:
            tree.setdefault(parent_of(code), []).append(code)
    return tree


def is_wanted(number: int, shown) -> bool:
    """Whether a number is small and not shown, so that nobody may know it."""
    return is_small(number) and (shown is HIDDEN or shown is None)
