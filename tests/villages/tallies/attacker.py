"""Somebody who collects every number that pages show, knows the rules, and wants the hidden ones.

For one measure in one month: each region is an unknown whole number, each page and each rule a
condition on it. A hidden cell is rebuilt when the conditions leave it one value.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from villages.codes import parent_of
from villages.tallies.missing import HIDDEN

MOST = 400  # no number of these districts is greater


@dataclass
class Seen:
    """What was shown of one measure in one month, by region; ``tree``: children by region.

    ``wholes``: open numbers that are never smaller. ``rounds``: whether shown numbers are rounded;
    ``companions``: whether the rules hide any. ``order``: what the attacker has learned of it.
    """

    shown: dict
    tree: dict[str, list[str]]
    wholes: dict[str, int] = field(default_factory=dict)
    rounds: bool = True
    companions: bool = True

    def bounds(self, code) -> tuple[int, int]:
        number = self.shown.get(code)
        whole = self.wholes.get(code, MOST)
        if number is HIDDEN:
            return (0, whole) if self.companions else (1, min(4, whole))
        if number is None:  # sealed, or no page
            return 0, whole
        if not self.rounds or number == 0:
            return number, number
        return max(5, number - 2), min(number + 2, whole)


def propagated(seen: Seen) -> dict[str, tuple[int, int]]:
    """Bounds of every region, narrowed by sums up and down until nothing moves."""
    bounds = {code: list(seen.bounds(code)) for code in _codes(seen)}
    moved = True
    while moved:
        moved = False
        for parent, children in seen.tree.items():
            moved |= _narrow(bounds, parent, children)
    return {code: tuple(each) for code, each in bounds.items()}


def _narrow(bounds, parent, children) -> bool:
    before = [tuple(bounds[code]) for code in [parent, *children]]
    low = sum(bounds[code][0] for code in children)
    high = sum(bounds[code][1] for code in children)
    own = bounds[parent]
    own[0], own[1] = max(own[0], low), min(own[1], high)
    for code in children:
        each = bounds[code]
        each[0] = max(each[0], own[0] - (high - each[1]))
        each[1] = min(each[1], own[1] - (low - each[0]))
    return before != [tuple(bounds[code]) for code in [parent, *children]]


def _codes(seen):
    return sorted({"", *seen.tree, *(code for row in seen.tree.values() for code in row)})


class Program:
    """The same, exactly, as a mixed-integer program: also which hidden ones can be companions."""

    def __init__(self, seen: Seen):
        self.seen = seen
        self.codes = _codes(seen)
        self.at = {code: number for number, code in enumerate(self.codes)}
        hidden = [code for code in self.codes if seen.shown.get(code) is HIDDEN]
        self.small = {code: len(self.codes) + n for n, code in enumerate(hidden)}
        self.nought = {code: len(self.codes) + len(hidden) + n for n, code in enumerate(hidden)}
        self.size = len(self.codes) + 2 * len(hidden)
        self.rows, self.low, self.high = [], [], []
        self._say()

    def _row(self, low, high, **_nothing):
        self.rows.append(np.zeros(self.size))
        self.low.append(low)
        self.high.append(high)
        return self.rows[-1]

    def _say(self):
        for parent, children in self.seen.tree.items():
            row = self._row(0, 0)
            row[self.at[parent]] = -1
            for code in children:
                row[self.at[code]] += 1
            # Of those hidden in a family one at most is a companion.
            hidden = [code for code in children if code in self.small]
            if len(hidden) > 1:
                row = self._row(len(hidden) - 1, len(hidden))
                for code in hidden:
                    row[self.small[code]] = 1
        for code in self.small:
            self._hidden(code)

    def _hidden(self, code):
        """Small (1 to 4), or nought, or five and more."""
        number, small, nought = self.at[code], self.small[code], self.nought[code]
        row = self._row(-np.inf, 1)
        row[small] = row[nought] = 1
        row = self._row(-np.inf, MOST)  # number <= MOST - (MOST - 4) * small - MOST * nought
        row[number], row[small], row[nought] = 1, MOST - 4, MOST
        row = self._row(5, np.inf)  # number >= 5 - 4 * small - 5 * nought
        row[number], row[small], row[nought] = 1, 4, 5
        if 0 < self.seen.wholes.get(code, MOST) < 5:  # nought is hidden there as well
            row = self._row(-np.inf, 1)
            row[small] = 1

    def certain(self, wanted: list[str], truth: dict[str, int]) -> list[str]:
        """Those of the wanted that are the same in every country that looks like this one."""
        for signs in ((-1, -1), (1, 1), (1, -1), (-1, 1)):
            if wanted:
                other = self._best({code: signs[n % 2] for n, code in enumerate(wanted)})
                wanted = [code for code in wanted if other[code] == truth[code]]
        return [
            code
            for code in wanted
            if all(self._best({code: sign})[code] == truth[code] for sign in (-1, 1))
        ]

    def _best(self, aims: dict[str, int]) -> dict[str, int]:
        """A country that looks like this one, with the least sum of these."""
        aim = np.zeros(self.size)
        for code, sign in aims.items():
            aim[self.at[code]] = sign
        lows = np.zeros(self.size)
        highs = np.ones(self.size)
        for each, number in self.at.items():
            lows[number], highs[number] = self.seen.bounds(each)
        found = milp(
            aim,
            integrality=np.ones(self.size),
            bounds=Bounds(lows, highs),
            constraints=LinearConstraint(np.array(self.rows), self.low, self.high),
            options={"time_limit": 20},
        )
        assert found.x is not None, f"no country looks like that: {found.message}"
        return {code: round(found.x[number]) for code, number in self.at.items()}


def sole(seen: Seen, truth: dict[str, int], *, exact: bool) -> list[str]:
    """The regions with 1 to 4 that are not shown, and of which the attacker is sure."""
    wanted = [
        code
        for code in _codes(seen)
        if 0 < truth.get(code, 0) < 5 and seen.shown.get(code) in (HIDDEN, None)
    ]
    narrow = propagated(seen)
    sure = {code for code in wanted if narrow[code] == (truth[code], truth[code])}
    if exact:
        left = [code for code in wanted if code not in sure]
        sure.update(Program(seen).certain(left, truth))
    return sorted(sure)


def tree_of(codes) -> dict[str, list[str]]:
    """The children of each region."""
    tree: dict[str, list[str]] = {}
    for code in sorted(codes):
        if code:
            tree.setdefault(parent_of(code), []).append(code)
    return tree
