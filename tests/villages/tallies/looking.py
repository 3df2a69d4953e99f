"""What an attacker makes of all pages: from what is shown to what may be."""

from dataclasses import dataclass
from functools import cached_property

from tests.villages.tallies.attacker import (
    MOST,
    Box,
    Cell,
    Knowledge,
    is_wanted,
    tree_of,
    why_hidden,
)
from tests.villages.tallies.made_up import KINDS, ROLE, MadeUp
from villages.tallies.measures import SMALLEST, Privacy, measure_of
from villages.tallies.missing import HIDDEN, Missing
from villages.tallies.reading import FEW_VILLAGES

ROLE_KEYS = [f"participation.{kind}.{ROLE}.yes" for kind in KINDS]  # of no other answer
GUARDED = (
    "people",
    "ties.supports",
    "dependency",
    "no_way_out",
    "unconnected",
    f"filled.{ROLE}",
    *ROLE_KEYS,
)
OPEN = (*(f"groups.{kind}" for kind in KINDS), f"asked.{ROLE}", "begun")


@dataclass
class Looked:
    """Everything that is shown of a district: ``shown`` by region, month and key.

    ``spread``: by how much a number that is shown may be off. ``seals``: whether rules are ours: a
    family of which everything is hidden may hold noughts. ``remembers``: whether months are put
    together.
    """

    made: MadeUp
    shown: dict[Cell, int | Missing | None]
    spread: int
    seals: bool = True
    remembers: bool = True

    @cached_property
    def tree(self) -> dict[str, list[str]]:
        return tree_of(self.made.codes)

    def wanted(self, key) -> dict[Cell, int]:
        """The small numbers that are not shown, as they are."""
        numbers = self.made.numbers
        return {
            cell: numbers[cell]
            for cell, shown in self.shown.items()
            if cell[2] == key and is_wanted(numbers[cell], shown) and self._is_of_few(cell)
        }

    def _is_of_few(self, cell) -> bool:
        """Whether it speaks of fewer than five. That a role is filled in a village speaks of its
        groups: "one or more of nine" tells of nobody."""
        code, month, key = cell
        if not key.startswith("filled."):
            return True
        filling = (
            v for v in self.made.villages if v.startswith(code) and self.made.numbers[v, month, key]
        )
        return any(self._whole(v, month, "unconnected") < SMALLEST for v in filling)

    def rebuilt(self, keys) -> dict[str, int]:
        """How many small numbers he is sure of, by measure; ``keys`` are thought of together."""
        known = self._knowledge(keys)
        wanted = {cell: n for key in keys for cell, n in self.wanted(key).items()}
        sure = known.rebuilt(self.made.numbers, wanted)
        return {key: sum(cell[2] == key for cell in sure) for key in keys}

    def under(self, rules, keys, *, spread) -> "Looked":
        """The same district as other rules would show it."""
        shown = dict(self.shown)
        for key in keys:
            for month in self.made.months:
                found = rules(self.made, month, key)
                shown |= {(code, month, key): number for code, number in found.items()}
        return Looked(self.made, shown, spread, seals=False)

    def _knowledge(self, keys) -> Knowledge:
        known = Knowledge(same=self._same(keys) if self.remembers else {})
        for key in keys:
            for month in self.made.months:
                self._look(known, month, key)
        for month in self.made.months:
            for village in self.made.villages:
                self._compare(known, village, month, set(keys))
        return known

    def _same(self, keys) -> dict[Cell, Cell]:
        """Of a village without visits each number is that of the month before."""
        same: dict[Cell, Cell] = {}
        for village in self.made.villages:
            for before, month in zip(self.made.months, self.made.months[1:], strict=False):
                if not self.shown[village, month, "visits"]:
                    for key in keys:
                        cell = village, before, key
                        same[village, month, key] = same.get(cell, cell)
        return same

    def _look(self, known, month, key):
        for code in self.made.codes:
            known.learn((code, month, key), self._box(code, month, key))
        for parent, children in self.tree.items():
            sums = {
                (parent, month, key): -1,
                **dict.fromkeys(((c, month, key) for c in children), 1),
            }
            known.add(sums, (0, 0))

    def _whole(self, code, month, key) -> int | None:
        parts = measure_of(key).whole_keys(key)
        parts = [part for part in parts if (code, month, part) in self.shown]
        return sum(self.shown[code, month, part] for part in parts) if parts else None

    def _box(self, code, month, key) -> Box:
        number = self.shown[code, month, key]
        whole = self._whole(code, month, key)
        most = MOST if whole is None else whole
        if number is None:
            return 0, most
        if number is HIDDEN:
            sealed = self.seals and (
                self._is_sealed(code, month, key) or self._is_few(code, month, key)
            )
            return why_hidden(
                self.made.numbers[code, month, key],
                whole,
                sealed=sealed,
                ours=self.seals,
                least_whole=measure_of(key).least_whole,
            )
        if not number or measure_of(key).privacy is Privacy.OPEN:
            return number, number
        return max(5, number - self.spread), min(number + self.spread, most)

    def _is_sealed(self, code, month, key) -> bool:
        """Whether everything beside it is hidden that could hold anything."""
        parent = next((p for p, children in self.tree.items() if code in children), None)
        beside = self.tree.get(parent, [code])
        begun = [each for each in beside if self.shown[each, month, "begun"]]
        return all(self.shown[each, month, key] is HIDDEN for each in begun)

    def _is_few(self, code, month, key) -> bool:
        """Whether so few villages have begun that it is hidden whatever it is."""
        few = 0 < self.shown[code, month, "begun"] < FEW_VILLAGES
        return few and measure_of(key).privacy is Privacy.SEALED

    def _compare(self, known, village, month, keys):
        """What one measure says of another in a village."""

        def cell(key):
            return village, month, key

        if {"dependency", "no_way_out"} <= keys:
            known.add({cell("no_way_out"): 1, cell("dependency"): -1}, (-MOST, 0))
        if not set(ROLE_KEYS) <= keys:
            return
        filled, asked = cell(f"filled.{ROLE}"), self.shown[cell(f"asked.{ROLE}")]
        known.learn(filled, (0, asked))
        yes = {}
        for kind in KINDS:
            groups = self.shown[cell(f"groups.{kind}")]
            filling = cell(f"participation.{kind}.{ROLE}.yes")
            known.learn(filling, (0, groups * asked))
            known.add({filling: 1, filled: -groups}, (-MOST, 0))
            yes[filling] = -1
        known.add({filled: 1, **yes}, (-MOST, 0))


def thought_of_together() -> list[tuple[str, ...]]:
    """Measures that say something of each other."""
    return [
        ("people",),
        ("ties.supports",),
        ("dependency", "no_way_out"),
        ("unconnected",),
        (f"filled.{ROLE}", *ROLE_KEYS),
    ]
