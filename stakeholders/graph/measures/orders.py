"""Krackhardt's four: how far a directed network is from a tree of command.

All four are 1 for an out-tree, where everybody but the first has exactly one above them. Arrows
lead from the one above to the one below; only `upper_bound` differs where they lead upward, as in
answers to "to whom do you report?". ``connectedness`` is in `parts`.

Reference: Krackhardt (1994), "Graph theoretical dimensions of informal organizations", in Carley
and Prietula (eds.), Computational Organization Theory, 89-111.
"""

import math

import numpy as np

from stakeholders.graph.measures.arrays import Arrays, Network, read
from stakeholders.graph.measures.parts import components, strong_labels
from stakeholders.graph.measures.paths import distances

# Strong components up to which all pairs are looked at; beyond, so many pairs drawn at random.
ALL_PAIRS = 2_500
DRAWN = 2_000


def hierarchy(graph: Network) -> float:
    """How far reaching somebody is one-sided, from 0 to 1 (Krackhardt 1994).

    Of the pairs where one reaches the other along the arrows, the share where the other does not
    reach back. NaN if nobody reaches anybody; 0 in an undirected network with ties.
    """
    net = read(graph)
    ways = int(distances(net, directed=True).reached.sum())
    if not ways:
        return math.nan
    sizes = np.bincount(strong_labels(net)) if net.directed else _sizes(net)
    mutual = int((sizes * (sizes - 1)).sum())
    return (ways - mutual) / (ways - mutual / 2)


def efficiency(graph: Network, *, directed: bool = True) -> float:
    """How free of surplus ties the parts are, from 0 to 1 (Krackhardt 1994).

    A part of k nodes needs k-1 ties. One minus the ties above that, over the most there could be
    above that, both summed over the parts: (k-1)² for arrows, (k-1)(k-2)/2 for an undirected
    network. NaN if there is no room for surplus ties. ``directed=False`` looks at tied pairs in
    place of arrows; sna in R counts arrows, UCINET pairs.
    """
    net = read(graph)
    arrows = directed and net.directed
    sizes = _sizes(net)
    needed = int((sizes - 1).sum())
    room = (sizes - 1) ** 2 if arrows else (sizes - 1) * (sizes - 2) // 2
    most = int(room.sum())
    ties = len(net.sources if arrows else net.pairs[0])
    return 1 - (ties - needed) / most if most else math.nan


def upper_bound(graph: Network, *, seed: int = 0, inward: bool = False) -> float:
    """How far any two have one above both to go to, from 0 to 1 (Krackhardt 1994, "LUBness").

    Above is who reaches somebody along the arrows, or is them. Two of a part have a least upper
    bound if among all those above both there is one whom all the others reach. One minus the pairs
    without, over the most there could be: (k-1)(k-2)/2 in a part of k nodes, summed. NaN if no part
    has three nodes; 1 in an undirected network. ``inward`` turns the arrows round, for those that
    lead to the one above.

    Beyond 2,500 strong components the pairs without are estimated from 2,000 pairs drawn by
    ``seed``.
    """
    net = read(graph)
    if inward and net.directed:
        net = Arrays(net.graph.reverse(copy=False))
    parts = [part for part in components(net) if len(part) > 2]
    most = sum((len(part) - 1) * (len(part) - 2) // 2 for part in parts)
    if not most:
        return math.nan
    return max(0.0, 1 - _without(net, seed) / most) if net.directed else 1.0


def _sizes(net: Arrays) -> np.ndarray:
    return np.array([len(part) for part in components(net)], dtype=np.int64)


def _without(net: Arrays, seed: int) -> float:
    """Pairs of nodes of one part that have no least upper bound."""
    labels, steps = _from_above(net)
    sizes = np.bincount(labels)
    weak = np.zeros(len(sizes), dtype=np.int64)
    for number, part in enumerate(components(net)):
        weak[labels[[net.place[node] for node in part]]] = number
    if len(sizes) > ALL_PAIRS:
        return _estimated(steps, sizes, weak, seed)
    above = _bits(np.arange(len(sizes)), len(sizes))
    for number, targets in enumerate(steps):
        for target in targets:
            above[target] |= above[number]
    number_above = np.bitwise_count(above).sum(axis=1, dtype=np.int64)
    missing = 0
    for label in range(len(sizes)):
        others = np.flatnonzero(weak[label + 1 :] == weak[label]) + label + 1
        if others.size:
            shared = above[others] & above[label]
            found = np.bitwise_count(shared).sum(axis=1, dtype=np.int64)
            bad = (found == 0) | (found != number_above[_last(shared)])
            missing += int(sizes[label]) * int(sizes[others][bad].sum())
    return missing


def _estimated(steps: list[list[int]], sizes: np.ndarray, weak: np.ndarray, seed: int) -> float:
    """The same from pairs drawn at random: who is above both, and has only one of them a last?"""
    chance = np.random.default_rng(seed)
    nodes = np.repeat(np.arange(len(sizes)), sizes)
    part_of = weak[nodes]
    in_part = np.bincount(part_of).astype(float)
    drawn = chance.integers(0, len(nodes), (2, 20 * DRAWN))
    valid = (drawn[0] != drawn[1]) & (part_of[drawn[0]] == part_of[drawn[1]])
    first, second = (nodes[ends][valid][:DRAWN] for ends in drawn)
    asked, place = np.unique(np.concatenate([first, second]), return_inverse=True)
    reaches = np.zeros((len(sizes), -(-len(asked) // 64)), dtype=np.uint64)
    reaches[asked] = _bits(np.arange(len(asked)), len(asked))
    for number in range(len(steps) - 1, -1, -1):
        for target in steps[number]:
            reaches[number] |= reaches[target]
    tails = np.repeat(np.arange(len(steps)), [len(targets) for targets in steps])
    heads = np.array([target for targets in steps for target in targets], dtype=np.int64)
    bad = sum(
        not _has_one_last(_column(reaches, a) & _column(reaches, b), tails, heads)
        for a, b in zip(place[: len(first)].tolist(), place[len(first) :].tolist(), strict=True)
    )
    return float((in_part * (in_part - 1)).sum()) / 2 * bad / max(1, len(first))


def _has_one_last(above: np.ndarray, tails: np.ndarray, heads: np.ndarray) -> bool:
    """Whether all of those above lead to one of them: only one has nobody of them below."""
    last = above.copy()
    last[tails[above[tails] & above[heads]]] = False
    return np.count_nonzero(last) == 1


def _from_above(net: Arrays) -> tuple[np.ndarray, list[list[int]]]:
    """The strong component of each node, numbered so that arrows lead to later ones only, and for
    each component those to which its arrows lead."""
    labels = strong_labels(net)
    count = int(labels.max()) + 1
    steps: list[set[int]] = [set() for _ in range(count)]
    waiting = [0] * count
    ends = labels[net.sources].tolist(), labels[net.targets].tolist()
    for source, target in zip(*ends, strict=True):
        if source != target and target not in steps[source]:
            steps[source].add(target)
            waiting[target] += 1
    order = [label for label in range(count) if not waiting[label]]
    for label in order:
        for target in sorted(steps[label]):
            waiting[target] -= 1
            if not waiting[target]:
                order.append(target)
    place = np.empty(count, dtype=np.int64)
    place[order] = np.arange(count)
    return place[labels], [sorted(place[list(steps[label])].tolist()) for label in order]


def _bits(numbers: np.ndarray, size: int) -> np.ndarray:
    """A row for each number with the bit of that number set, in words of 64."""
    found = np.zeros((len(numbers), -(-size // 64)), dtype=np.uint64)
    bit = np.left_shift(np.uint64(1), (numbers % 64).astype(np.uint64))
    found[np.arange(len(numbers)), numbers // 64] = bit
    return found


def _column(bits: np.ndarray, number: int) -> np.ndarray:
    """In which rows the bit of a number is set."""
    return (bits[:, number // 64] >> np.uint64(number % 64)) & np.uint64(1) == 1


def _last(bits: np.ndarray) -> np.ndarray:
    """The number of the last bit set in each row; 0 for a row without."""
    width = bits.shape[1]
    word = width - 1 - np.argmax(bits[:, ::-1] != 0, axis=1)
    values = bits[np.arange(len(bits)), word]
    high = np.zeros(len(values), dtype=np.int64)
    for shift in (32, 16, 8, 4, 2, 1):
        large = values >= np.uint64(1 << shift)
        high[large] += shift
        values = np.where(large, values >> np.uint64(shift), values)
    return word * 64 + high
