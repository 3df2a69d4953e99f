"""Coordinates of one connected network by stress: drawn distance follows the number of steps.

The stress of a drawing is the mean, over all pairs, of ((drawn distance - steps) / steps)².
A first drawing by classical scaling from pivots (Brandes and Pich 2007, "Eigensolver methods for
progressive multidimensional scaling of large data", GD 2006) is brought down by stochastic descent
(Zheng, Pawar and Goodman 2019, "Graph drawing by stochastic gradient descent", IEEE TVCG 25), in a
large network against a sample of pivots that stand for the nodes around them (Ortmann, Klimenta and
Brandes 2017, "A sparse stress model", JGAA 21). In a small one majorisation (Gansner, Koren and
North 2005, "Graph drawing by stress majorization", GD 2004) takes it down to its minimum.

The repeated work keeps clear of the threads of a BLAS, which on a busy machine wait for each other
many times as long as the arithmetic takes.

Arrays: ``ties`` is a symmetric sparse 0/1 matrix, ``xy`` has a row for each node and two columns.
"""

import numpy as np
from scipy.sparse import csr_array

# Up to this number of nodes the drawing is majorised to its minimum.
SMALL = 500
# Descents from different starts while they cost next to nothing: as many as fit into so many nodes.
DESCENTS = 4
DESCENDED_NODES = 400
# Pivots at most, and pairs of node and pivot; bounds time and memory. All pairs up to 2,000 nodes.
MOST_PIVOTS = 2_000
SAMPLED_PAIRS = 8_000_000
# Pivots and multiplications that are enough to find the two axes of the first drawing.
AXES = 100
AXES_ROUNDS = 30
# Sources that are searched from together: bounds memory, and keeps the work near the processor.
SOURCES_AT_ONCE = 512

# Descent: rounds over all pairs, and the share of the way the closest pairs go in the last one.
EPOCHS = 20
# Nodes that step towards a pivot, or several of a small network, at the same time.
PLACED_TOGETHER = 16_000
LAST_STEP = 0.1
# What counts as no distance, and the longest way towards a pivot at once.
NO_WAY = np.float32(1e-6)
HALFWAY = np.float32(0.5)
# Majorisation: nodes brought to their place at most (rounds times nodes), rounds at most, and the
# gain that counts as standing still, relative to the stress or, near none, to this stress.
PLACINGS = 8_000
ROUNDS = 500
STILL = 1e-6
NEAR_NONE = 1e-3
# A drawing grown from an old one is kept if its stress is at most so much above a fresh one's.
WORTH_KEEPING = 1.05


def stress_coordinates(
    ties: csr_array, rng: np.random.Generator, start: np.ndarray | None = None
) -> np.ndarray:
    """Coordinates of least stress of a connected network, in steps, around no fixed point.

    A drawing grown from ``start`` is kept unless a fresh one is clearly better; that of a large
    network always is.
    """
    count = ties.shape[0]
    if count <= 2:
        return np.column_stack((np.arange(count), np.zeros(count)))
    if count > SMALL:
        return descended(ties, rng, start)
    steps = steps_between(ties)
    tries = max(1, min(DESCENTS, count // 3, DESCENDED_NODES // count))
    fresh = [majorised(steps, descended(ties, rng)) for _ in range(tries)]
    best = min(fresh, key=lambda xy: stress_of(steps, xy))
    if start is None:
        return best
    grown = majorised(steps, at_scale(steps, start) + rng.normal(0, 0.01, (count, 2)))
    kept = stress_of(steps, grown) <= WORTH_KEEPING * stress_of(steps, best)
    return grown if kept else best


def steps_between(ties: csr_array, sources: np.ndarray | None = None) -> np.ndarray:
    """The number of steps from each source (a row) to each node; infinite where there is no way.

    Breadth-first search from many sources at once, one bit each: in every round a node learns of
    the sources that its neighbours knew a round before.
    """
    count = ties.shape[0]
    sources = np.arange(count) if sources is None else np.asarray(sources)
    steps = np.full((len(sources), count), np.inf, np.float32)
    for first in range(0, len(sources), SOURCES_AT_ONCE):
        some = sources[first : first + SOURCES_AT_ONCE]
        steps[first : first + len(some)] = _searched(ties, some).T
    return steps


def _searched(ties: csr_array, sources: np.ndarray) -> np.ndarray:
    """The steps of every node (a row) from each source."""
    count, turn = ties.shape[0], np.arange(len(sources))
    steps = np.full((count, SOURCES_AT_ONCE), np.inf, np.float32)
    steps[sources, turn] = 0
    known = np.zeros((count, SOURCES_AT_ONCE // 8), np.uint8)
    np.bitwise_or.at(known, (sources, turn // 8), (128 >> turn % 8).astype(np.uint8))
    words = known.view(np.uint64)
    # Isolates learn nothing, and ``reduceat`` would give them a neighbour's bits.
    tied = np.flatnonzero(np.diff(ties.indptr))
    starts, spots, step = ties.indptr[tied], steps[tied].reshape(-1), 0
    while len(tied):
        step += 1
        news = np.bitwise_or.reduceat(words[ties.indices], starts, axis=0) & ~words[tied]
        bits = np.unpackbits(news.view(np.uint8)).view(bool)
        fresh = np.flatnonzero(bits)
        if not len(fresh):
            break
        spots[fresh] = step
        words[tied] |= news
    steps[tied] = spots.reshape(-1, SOURCES_AT_ONCE)
    return steps[:, : len(sources)]


def stress_of(steps: np.ndarray, xy: np.ndarray) -> float:
    """Stress of a drawing brought to its best size; see `stress_from` for split networks."""
    return stress_from(*ratio_sums(steps, xy))


def stress_from(total: float, squares: float, pairs: int) -> float:
    """Stress from the sums of `ratio_sums`; 1 if all lies on one spot, 0 if there is no pair."""
    if not squares:
        return float(pairs > 0)
    return max(0.0, 1 - total * total / (squares * pairs))


def ratio_sums(
    steps: np.ndarray, xy: np.ndarray, sources: np.ndarray | None = None
) -> tuple[float, float, int]:
    """Sum, sum of squares and number of drawn distance over steps, of the pairs with a way.

    The rows of ``steps`` belong to ``sources``, by default to all nodes.
    """
    ratio = distances(xy if sources is None else xy[sources], xy)
    pairs = np.isfinite(steps) & (steps > 0)
    np.divide(ratio, steps, out=ratio, where=pairs)
    ratio[~pairs] = 0
    return float(ratio.sum()), float((ratio * ratio).sum()), int(np.count_nonzero(pairs))


def at_scale(steps: np.ndarray, xy: np.ndarray, sources: np.ndarray | None = None) -> np.ndarray:
    """The same drawing in the size that gives it the least stress."""
    total, squares, _ = ratio_sums(steps, xy, sources)
    return xy * (total / squares) if squares else xy


def distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Between every row of ``a`` and every row of ``b``."""
    square = np.subtract.outer(a[:, 0], b[:, 0])
    square *= square
    down = np.subtract.outer(a[:, 1], b[:, 1])
    down *= down
    square += down
    return np.sqrt(square, out=square)


def pivot_scaled(steps: np.ndarray) -> np.ndarray:
    """Classical scaling from the rows of some pivots.

    The rows are doubly centred; their two leading directions, found by repeated multiplication, are
    the axes. The size is arbitrary.
    """
    square = (steps * steps).T.astype(float)
    inner = square.mean(axis=0) + square.mean(axis=1, keepdims=True) - square - square.mean()
    products = inner.T @ inner
    axes = np.random.default_rng(0).normal(size=(len(steps), 2))
    for _ in range(AXES_ROUNDS):
        axes, _ = np.linalg.qr(products @ axes)
    return inner @ axes


def descended(
    ties: csr_array, rng: np.random.Generator, start: np.ndarray | None = None
) -> np.ndarray:
    """Stochastic descent: every node steps towards its right distance from one pivot at a time,
    in a small network from several, of whose steps together it takes no more than one.

    Only the node moves, never the pivot, so that all nodes move at once and the result is that of
    the sequential method. A pivot weighs for the nodes nearer to it than to any other pivot, as
    far as they lie within half the distance. After each round of pivots every node takes the mean
    of the steps its own ties ask for. From ``start`` the steps begin small, to keep its shape.
    """
    count = ties.shape[0]
    sample = min(count, MOST_PIVOTS, max(50, SAMPLED_PAIRS // count))
    pivots = rng.permutation(count)[:sample]
    steps = steps_between(ties, pivots)
    weight = _weights(steps)
    xy = pivot_scaled(steps[:AXES]) if start is None else start
    xy = at_scale(steps[:AXES], xy, pivots[:AXES]) + rng.normal(0, 0.05, (count, 2))
    spots = np.ascontiguousarray(xy.T, np.float32)
    first = 1 / weight[weight > 0].min() if start is None else 1.0
    last = LAST_STEP / max(1.0, weight.max())
    own = _OwnTies(ties)
    weight /= 2
    together = max(1, PLACED_TOGETHER // count)
    for size in np.geomspace(first, last, EPOCHS).astype(np.float32):
        order = rng.permutation(sample)
        for begin in range(0, sample, together):
            rows = order[begin : begin + together]
            way = spots[:, None] - spots[:, pivots[rows], None]
            drawn = np.sqrt((way * way).sum(axis=0))
            np.maximum(drawn, NO_WAY, out=drawn)
            share = np.minimum(weight[rows] * size, HALFWAY)
            np.divide(steps[rows], drawn, out=drawn)
            drawn -= 1
            drawn *= share
            way *= drawn
            spots += way.sum(axis=1) / np.maximum(share.sum(axis=0), 1)
        own.settle(spots, min(size, 1))
    return spots.T.astype(float)


class _OwnTies:
    """The pull of each node's own ties, which want to be one step long."""

    def __init__(self, ties: csr_array) -> None:
        self.count = ties.shape[0]
        self.a, self.b = ties.nonzero()
        self.degree = np.bincount(self.a, minlength=self.count)

    def settle(self, spots: np.ndarray, share: float) -> None:
        """Move every node by this share of the mean step its ties ask for."""
        way = spots[:, self.a] - spots[:, self.b]
        length = np.maximum(np.sqrt((way * way).sum(axis=0)), NO_WAY)
        move = share * (1 / length - 1)
        for axis in (0, 1):
            spots[axis] += np.bincount(self.a, move * way[axis], self.count) / self.degree


def majorised(steps: np.ndarray, xy: np.ndarray) -> np.ndarray:
    """Majorisation until the stress stands still: every node goes to the mean of the spots that
    all others would give it, each weighing 1/steps². No round can raise the stress.
    """
    pull = 1 / np.where(steps > 0, steps, np.inf)
    weight = pull * pull
    total = weight.sum(axis=1)[:, None]
    xy = xy - xy.mean(axis=0)
    before = np.inf
    for _ in range(min(ROUNDS, PLACINGS // len(xy))):
        drawn = distances(xy, xy)
        np.maximum(drawn, 1e-9, out=drawn)
        gap = drawn * pull
        gap -= 1
        gap *= gap
        now = gap.sum() - len(xy)
        if before - now < STILL * max(now, NEAR_NONE * steps.size):
            break
        before = now
        turn = np.divide(pull, drawn, out=drawn)
        pulled = np.einsum("ij,kj->ki", weight - turn, np.ascontiguousarray(xy.T))
        xy = (turn.sum(axis=1)[:, None] * xy + pulled.T) / total
    return xy


def _weights(steps: np.ndarray) -> np.ndarray:
    """How much each pivot (row) weighs for each node: the nodes it stands for, over steps²."""
    rows, count = steps.shape
    whole = steps.astype(np.int32)
    owner = steps.argmin(axis=0)
    reach = whole.max() + 1
    near = np.bincount(owner * reach + whole[owner, np.arange(count)], minlength=rows * reach)
    within = near.reshape(rows, reach).cumsum(axis=1).astype(np.float32)
    stands_for = np.take_along_axis(within, whole // 2, axis=1)
    return stands_for / np.where(steps > 0, steps, np.inf) ** 2
