"""What each owner has or needs of each matter, and who could complement whom."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

UNKNOWN = -1


@dataclass(frozen=True)
class Line:
    """One recorded need or surplus.

    ``amount`` in base units a year, NaN where unknown; ``months`` as bits, 0 where unknown;
    ``marks``: how many of the four aspects of sustainability hold, UNKNOWN where nobody looked;
    ``word``: the folded words it is called by.
    """

    owner: str
    key: str
    amount: float = math.nan
    dimension: str = ""
    months: int = 0
    marks: int = UNKNOWN
    word: str = ""


@dataclass(frozen=True)
class Bundle(Line):
    """All lines of one owner and matter together."""


def bundles(lines: Iterable[Line]) -> list[Bundle]:
    """One bundle for each owner and matter, sorted by both.

    Amounts of the dimension that most lines use are added up; the others have no common measure
    with them. Months add up; of the marks the least known count. Different words for the same
    matter leave no word.
    """
    grouped = defaultdict(list)
    for line in lines:
        grouped[line.owner, line.key].append(line)
    return [_together(*place, grouped[place]) for place in sorted(grouped)]


def _together(owner, key, lines: Sequence[Line]) -> Bundle:
    measured = [line for line in lines if line.dimension and not math.isnan(line.amount)]
    used = Counter(line.dimension for line in measured)
    dimension = min(used, key=lambda each: (-used[each], each)) if used else ""
    amounts = [line.amount for line in measured if line.dimension == dimension]
    months = 0
    for line in lines:
        months |= line.months
    known = [line.marks for line in lines if line.marks != UNKNOWN]
    words = {line.word for line in lines}
    return Bundle(
        owner,
        key,
        math.fsum(amounts) if amounts else math.nan,
        dimension,
        months,
        min(known) if known else UNKNOWN,
        words.pop() if len(words) == 1 else "",
    )


class Names:
    """Numbers for names; the same name has the same number in all pools that share it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": UNKNOWN}

    def numbers(self, names: Iterable[str]) -> np.ndarray:
        """One number each; UNKNOWN for the empty name."""
        of = self._numbers
        return np.fromiter((of.setdefault(name, len(of)) for name in names), dtype=np.int64)


class Pool:
    """Bundles as columns. ``names``: shared by the two pools that are compared."""

    def __init__(self, each: Sequence[Bundle], names: Mapping[str, Names]) -> None:
        self.bundles = list(each)
        self.owner = names["owner"].numbers(line.owner for line in each)
        self.key = names["key"].numbers(line.key for line in each)
        self.dimension = names["dimension"].numbers(line.dimension for line in each)
        self.word = names["word"].numbers(line.word for line in each)
        self.amount = np.array([line.amount for line in each], dtype=float)
        self.months = np.array([line.months for line in each], dtype=np.uint16)
        self.marks = np.array([line.marks for line in each], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.bundles)


def pools(needs: Sequence[Bundle], gives: Sequence[Bundle]) -> tuple[Pool, Pool]:
    """Both sides as columns over the same numbers."""
    names = {kind: Names() for kind in ("owner", "key", "dimension", "word")}
    return Pool(needs, names), Pool(gives, names)


def candidates(needs: Pool, gives: Pool) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of a need and a surplus of the same matter with two different owners.

    Complement, never likeness: two surpluses, or two needs, are no pair whatever they share.
    Indices into both pools, sorted by need and then by surplus.
    """
    order = np.argsort(gives.key, kind="stable")
    keys = gives.key[order]
    first = np.searchsorted(keys, needs.key, side="left")
    count = np.searchsorted(keys, needs.key, side="right") - first
    need = np.repeat(np.arange(len(needs)), count)
    within = np.arange(len(need)) - np.repeat(np.cumsum(count) - count, count)
    give = order[np.repeat(first, count) + within] if len(need) else need
    other = needs.owner[need] != gives.owner[give]
    return need[other], give[other]
