"""The best set of pairs together, where needs and surpluses can be split.

Each need may be met by several surpluses and each surplus may serve several needs. With ``y`` the
share of a need that a pair meets, the sum of ``fit · y`` is made as large as possible while no need
is met more than once and no surplus given away twice: a linear programme (a transport problem
where the amounts compare). Matters do not compete, so each is solved for itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from cooperation.matching.bundles import Pool
from cooperation.matching.scoring import coverage

# Below this many pairs the programme is solved whole; above, pairs come in as they are called for.
WHOLE = 1_500
FIRST_PAIRS = 6
TINY = 1e-7


@dataclass(frozen=True)
class Chosen:
    """One pair of the set: indices into the pools, and the share of the need it meets."""

    need: int
    give: int
    share: float


def uses(needs: Pool, gives: Pool, need: np.ndarray, give: np.ndarray) -> np.ndarray:
    """How much of the surplus the whole need would take, 1 being all of it.

    Where the amounts do not compare, a surplus is taken to be enough for one need.
    """
    shares = coverage(needs, gives, need, give)
    return np.where(np.isnan(shares), 1.0, 1.0 / np.maximum(shares, TINY))


def best_set(
    needs: Pool, gives: Pool, need: np.ndarray, give: np.ndarray, fit: np.ndarray
) -> list[Chosen]:
    """The pairs that together are worth most; ``fit``: what each whole need is worth by pair.

    The optimum of the linear programme: pairs left out at first are priced with its duals and
    taken in until none would gain. Sorted by need and surplus.
    """
    used = uses(needs, gives, need, give)
    chosen: list[Chosen] = []
    order = np.argsort(needs.key[need], kind="stable")
    bounds = np.flatnonzero(np.diff(needs.key[need][order])) + 1
    for pairs in np.split(order, bounds):
        if len(pairs):
            shares = _solve(need[pairs], give[pairs], fit[pairs], used[pairs])
            chosen += _chosen(need[pairs], give[pairs], shares)
    return sorted(chosen, key=lambda each: (each.need, each.give))


def _chosen(need, give, shares) -> list[Chosen]:
    return [
        Chosen(int(need[k]), int(give[k]), min(float(shares[k]), 1.0))
        for k in np.flatnonzero(shares > TINY)
    ]


def _solve(need, give, fit, used) -> np.ndarray:
    """The shares of all pairs of one matter."""
    _, rows = np.unique(need, return_inverse=True)
    _, columns = np.unique(give, return_inverse=True)
    inside = np.ones(len(fit), dtype=bool)
    if len(fit) > WHOLE:
        inside = _best_of_each(rows, fit) | _best_of_each(columns, fit / np.maximum(used, TINY))
    while True:
        shares = np.zeros(len(fit))
        shares[inside], price, rent = _programme(
            rows[inside], columns[inside], fit[inside], used[inside], rows.max(), columns.max()
        )
        gain = fit - price[rows] - used * rent[columns]
        missing = ~inside & (gain > TINY)
        if not missing.any():
            return shares
        inside |= missing & _best_of_each(rows, np.where(missing, gain, -np.inf))


def _best_of_each(groups, value) -> np.ndarray:
    """A mask of the first few pairs of each group by value."""
    order = np.lexsort((-value, groups))
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    place = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    mask = np.zeros(len(value), dtype=bool)
    mask[order[place < FIRST_PAIRS]] = True
    return mask


def _programme(rows, columns, fit, used, last_row, last_column):
    """Solve one linear programme: the shares, and the dual prices of needs and surpluses."""
    count, height = len(fit), int(last_row) + 1
    numbers = np.arange(count)
    matrix = csr_array(
        (
            np.concatenate((np.ones(count), used)),
            (np.concatenate((rows, height + columns)), np.concatenate((numbers, numbers))),
        ),
        shape=(height + int(last_column) + 1, count),
    )
    solved = linprog(-fit, A_ub=matrix, b_ub=np.ones(matrix.shape[0]), method="highs")
    if solved.x is None:  # never: doing nothing is allowed, and no need is met twice
        raise ArithmeticError(solved.message)
    duals = -solved.ineqlin.marginals
    return solved.x, duals[:height], duals[height:]


def greedy_set(
    needs: Pool, gives: Pool, need: np.ndarray, give: np.ndarray, fit: np.ndarray
) -> list[Chosen]:
    """What one gets by always taking the best pair that is left, as much of it as there is."""
    used = uses(needs, gives, need, give)
    open_needs, open_gives = np.ones(len(needs)), np.ones(len(gives))
    chosen = []
    for k in np.lexsort((give, need, -fit)):
        share = min(open_needs[need[k]], open_gives[give[k]] / used[k])
        if share > TINY:
            open_needs[need[k]] -= share
            open_gives[give[k]] -= share * used[k]
            chosen.append(Chosen(int(need[k]), int(give[k]), float(share)))
    return sorted(chosen, key=lambda each: (each.need, each.give))


def worth(
    chosen: Sequence[Chosen], need: np.ndarray, give: np.ndarray, fit: np.ndarray
) -> tuple[float, float]:
    """What a set is worth together, and how many whole needs its shares add up to."""
    of = dict(zip(zip(need.tolist(), give.tolist(), strict=True), fit.tolist(), strict=True))
    value = sum(of[each.need, each.give] * each.share for each in chosen)
    return value, sum(each.share for each in chosen)
