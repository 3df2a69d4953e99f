"""Krackhardt's four: how far a directed network is from a tree of command.

All four are 1 for an out-tree, where everybody but the first has exactly one above them. Arrows
lead from the one above to the one below. ``connectedness`` is in `parts`.

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
DRAWN = 20_000


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


def efficiency(graph: Network) -> float:
    """How free of surplus ties the parts are, from 0 to 1 (Krackhardt 1994).

    A part of k nodes needs k-1 ties. One minus the ties above that, over the most there could be
    above that, both summed over the parts: (k-1)² for arrows, (k-1)(k-2)/2 for an undirected
    network. NaN if there is no room for surplus ties.
    """
    net = read(graph)
    sizes = _sizes(net)
    needed = int((sizes - 1).sum())
    room = (sizes - 1) ** 2 if net.directed else (sizes - 1) * (sizes - 2) // 2
    most = int(room.sum())
    return 1 - (len(net.sources) - needed) / most if most else math.nan


def upper_bound(graph: Network, *, seed: int = 0) -> float:
    """How far any two have one above both to go to, from 0 to 1 (Krackhardt 1994, "LUBness").

    Above is who reaches somebody along the arrows, or is them. Two of a part have a least upper
    bound if among all those above both there is one whom all the others reach. One minus the pairs
    without, over the most there could be: (k-1)(k-2)/2 in a part of k nodes, summed. NaN if no part
    has three nodes; 1 in an undirected network.

    Beyond 2,500 strong components the pairs without are estimated from 20,000 pairs drawn by
    ``seed``.
    """
    net = read(graph)
    parts = [part for part in components(net) if len(part) > 2]
    most = sum((len(part) - 1) * (len(part) - 2) // 2 for part in parts)
    if not most:
        return math.nan
    return max(0.0, 1 - _without(net, seed) / most) if net.directed else 1.0


def _sizes(net: Arrays) -> np.ndarray:
    return np.array([len(part) for part in components(net)], dtype=np.int64)


def _without(net: Arrays, seed: int) -> float:
    """Pairs of nodes of one part that have no least upper bound."""
    labels = strong_labels(net)
    count = int(labels.max()) + 1
    above = _above(net, labels, count)
    sizes = np.bincount(labels)
    weak = np.zeros(count, dtype=np.int64)
    for number, part in enumerate(components(net)):
        weak[labels[[net.place[node] for node in part]]] = number
    if count > ALL_PAIRS:
        return _estimated(above, sizes, weak, seed)
    width = -(-count // 64)
    bits = np.zeros((count, width), dtype=np.uint64)
    for label, higher in enumerate(above):
        at = np.array(sorted(higher))
        np.bitwise_or.at(bits[label], at // 64, np.left_shift(np.uint64(1), (at % 64).astype("u8")))
    number_above = np.bitwise_count(bits).sum(axis=1, dtype=np.int64)
    missing = 0
    for label in range(count):
        others = np.flatnonzero(weak[label + 1 :] == weak[label]) + label + 1
        if not others.size:
            continue
        shared = bits[others] & bits[label]
        found = np.bitwise_count(shared).sum(axis=1, dtype=np.int64)
        lowest = _highest_bit(shared)
        bad = (found == 0) | (found != number_above[lowest])
        missing += int(sizes[label]) * int(sizes[others][bad].sum())
    return missing


def _estimated(above: list[set[int]], sizes: np.ndarray, weak: np.ndarray, seed: int) -> float:
    """The same from a sample of pairs of nodes, drawn part by part in proportion to their pairs."""
    chance = np.random.default_rng(seed)
    nodes = np.repeat(np.arange(len(sizes)), sizes)
    part_of = weak[nodes]
    together = float((np.bincount(part_of).astype(float) * (np.bincount(part_of) - 1)).sum()) / 2
    drawn = chance.integers(0, len(nodes), (2, 10 * DRAWN))
    valid = (drawn[0] != drawn[1]) & (part_of[drawn[0]] == part_of[drawn[1]])
    first, second = (nodes[ends][valid][:DRAWN].tolist() for ends in drawn)
    bad = 0
    for a, b in zip(first, second, strict=True):
        shared = above[a] & above[b]
        bad += a != b and (not shared or len(shared) != len(above[max(shared)]))
    return together * bad / max(1, len(first))


def _above(net: Arrays, labels: np.ndarray, count: int) -> list[set[int]]:
    """For each strong component those that reach it, itself too, numbered from above to below."""
    steps: list[set[int]] = [set() for _ in range(count)]
    for source, target in zip(
        labels[net.sources].tolist(), labels[net.targets].tolist(), strict=True
    ):
        if source != target:
            steps[source].add(target)
    order = _from_above(steps)
    place = {label: number for number, label in enumerate(order)}
    labels[:] = np.array([place[label] for label in labels.tolist()])
    above: list[set[int]] = [{number} for number in range(count)]
    for number, label in enumerate(order):
        for below in steps[label]:
            above[place[below]] |= above[number]
    return above


def _from_above(steps: list[set[int]]) -> list[int]:
    """The strong components so that arrows lead to later ones only."""
    waiting = [0] * len(steps)
    for targets in steps:
        for target in targets:
            waiting[target] += 1
    order = [label for label, count in enumerate(waiting) if not count]
    for label in order:
        for target in sorted(steps[label]):
            waiting[target] -= 1
            if not waiting[target]:
                order.append(target)
    return order


def _highest_bit(bits: np.ndarray) -> np.ndarray:
    """The place of the last bit set in each row; 0 for a row without."""
    width = bits.shape[1]
    last = width - 1 - np.argmax(bits[:, ::-1] != 0, axis=1)
    words = bits[np.arange(len(bits)), last]
    high = np.zeros(len(words), dtype=np.int64)
    for shift in (32, 16, 8, 4, 2, 1):
        large = words >= np.uint64(1 << shift)
        high[large] += shift
        words = np.where(large, words >> np.uint64(shift), words)
    return last * 64 + high
