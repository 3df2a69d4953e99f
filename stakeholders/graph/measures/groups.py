"""Communities: clusters that form by themselves, the same ones every time."""

import math
import random
from collections import deque
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from stakeholders.graph.build import Node
from stakeholders.graph.measures.arrays import Arrays, Network, read
from stakeholders.graph.measures.parts import components

# A fresh partition replaces the earlier one only when it is better by so much modularity.
WORTH_A_CHANGE = 0.02
# Nodes to visit in all starts together: small networks get more starts, large ones few.
EFFORT = 1_500
# The same for shaking the best of them, at most so often; three ties cost as much as a node.
SHAKEN, SHAKES = 4_000, 60
NOTHING = 1e-10

Links = Sequence[dict[int, float]]


def communities(
    graph: Network, *, previous: Iterable[Collection[Node]] | None = None, seed: int = 0
) -> list[set[Node]]:
    """Clusters with many ties inside and few between, by modularity (Newman and Girvan 2004).

    Louvain (Blondel and others 2008) with moves of single nodes after each merging, from several
    starts; the best is then shaken and settles again, as long as that helps. Small networks get
    the best partition there is. Every community hangs together; isolates are communities of their
    own. Direction and weight are ignored. Equal networks give equal communities, in whatever order
    they were read.

    Parameters
    ----------
    previous : an earlier partition. It is kept where it still fits, so that a small edit changes
        few labels; a fresh one takes its place only if its modularity is better by 0.02. Nodes
        without a community join one, unknown nodes are passed over.
    seed : for the order of visits of all starts but the first.

    Returns
    -------
    list of sets
        The largest first, then by their first node.
    """
    net = read(graph)
    found = _fresh(net, seed)
    if len(net.pairs[0]) and _quality(net, found) < NOTHING:
        found = _labels(net, components(net))  # No clusters at all: a part is one.
    if previous is not None:
        kept = _climb(net, _labels(net, previous), range(len(net)))
        if _quality(net, found) <= _quality(net, kept) + WORTH_A_CHANGE:
            found = kept
    members: dict[int, list[int]] = {}
    for number, label in enumerate(_connected(net, found)):
        members.setdefault(label, []).append(number)
    parts = sorted(members.values(), key=lambda part: (-len(part), part[0]))
    return [{net.nodes[number] for number in part} for part in parts]


def modularity(graph: Network, parts: Iterable[Collection[Node]] | None = None) -> float:
    """How many more ties lie within the parts than chance would put there, at most 1.

    The share of ties within, less the share expected if ties were drawn anew and everybody kept
    their number of them (Newman and Girvan 2004). ``parts`` are by default the `communities`. NaN
    without ties. Direction and weight are ignored.
    """
    net = read(graph)
    return _quality(net, _labels(net, communities(net) if parts is None else parts))


def _fresh(net: Arrays, seed: int) -> list[int]:
    """The best partition of several starts; the first is in sorted order."""
    orders = [list(range(len(net)))]
    chance = random.Random(seed)  # noqa: S311  repeatable on purpose, no secret
    for _ in range(min(9, EFFORT // max(1, len(net)))):
        orders.append(chance.sample(orders[0], len(net)))
    found = [_climb(net, list(range(len(net))), order) for order in orders]
    best = max(found, key=lambda labels: round(_quality(net, labels), 9), default=[])
    return _shaken(net, best, chance) if len(net.pairs[0]) else best


def _shaken(net: Arrays, labels: list[int], chance: random.Random) -> list[int]:
    """The best of what a partition settles to when some nodes are put anywhere."""
    everybody = range(len(net))
    best = _quality(net, labels)
    for _ in range(min(SHAKES, SHAKEN // max(len(net), len(net.pairs[0]) // 3))):
        other = list(labels)
        for node in chance.sample(everybody, max(1, int(chance.uniform(0.1, 0.6) * len(net)))):
            other[node] = chance.choice(everybody)
        other = _climb(net, other, chance.sample(everybody, len(net)))
        if (quality := _quality(net, other)) > best + NOTHING:
            labels, best = other, quality
    return labels


def _climb(net: Arrays, labels: list[int], order: Sequence[int]) -> list[int]:
    """Move nodes, then whole communities, as long as modularity grows."""
    base: Links = [dict.fromkeys(others, 1.0) for others in net.neighbours]
    degrees = [float(len(others)) for others in net.neighbours]
    twice = sum(degrees)
    if not twice:
        return labels
    moved = True
    while moved:
        _settle(base, degrees, labels, order, twice)
        moved = _merge(base, degrees, labels, twice)
    return labels


def _merge(links: Links, degrees: list[float], labels: list[int], twice: float) -> bool:
    """Join communities that gain by it; writes into the labels and tells whether any did."""
    number: dict[int, int] = {}
    for label in labels:
        number.setdefault(label, len(number))
    above: list[dict[int, float]] = [{} for _ in number]
    weights = [0.0] * len(number)
    for node, around in enumerate(links):
        mine = number[labels[node]]
        weights[mine] += degrees[node]
        for other, weight in around.items():
            theirs = number[labels[other]]
            if theirs != mine:
                above[mine][theirs] = above[mine].get(theirs, 0.0) + weight
    joined = list(range(len(number)))
    moved = _settle(above, weights, joined, joined[:], twice)
    if not moved:
        return False
    _merge(above, weights, joined, twice)
    for node, label in enumerate(labels):
        labels[node] = joined[number[label]]
    return True


def _settle(
    links: Links, degrees: list[float], labels: list[int], order: Sequence[int], twice: float
) -> bool:
    """Move one node at a time to the best community around it, or out, until none gains."""
    size = len(links)
    total = [0.0] * (2 * size)
    for node, label in enumerate(labels):
        total[label] += degrees[node]
    waiting, queued, moved = deque(order), [True] * size, False
    while waiting:
        node = waiting.popleft()
        queued[node] = False
        own, mine = labels[node], degrees[node]
        around: dict[int, float] = {}
        for other, weight in links[node].items():
            label = labels[other]
            around[label] = around.get(label, 0.0) + weight
        total[own] -= mine
        per = mine / twice
        best, most = own, around.get(own, 0.0) - per * total[own] + NOTHING
        for label, weight in around.items():
            gain = weight - per * total[label]
            if gain > most:
                best, most = label, gain
        if most < 0:
            best = size + node  # Alone: this label is nobody else's.
        total[best] += mine
        if best != own:
            labels[node], moved = best, True
            for other in links[node]:
                if labels[other] != best and not queued[other]:
                    queued[other] = True
                    waiting.append(other)
    return moved


def _connected(net: Arrays, labels: list[int]) -> list[int]:
    """The same partition with communities that fall apart split into their parts."""
    found = [-1] * len(net)
    for start in range(len(net)):
        if found[start] >= 0:
            continue
        found[start] = start
        waiting = [start]
        while waiting:
            node = waiting.pop()
            for other in net.neighbours[node]:
                if found[other] < 0 and labels[other] == labels[node]:
                    found[other] = start
                    waiting.append(other)
    return found


def _labels(net: Arrays, parts: Iterable[Collection[Node]]) -> list[int]:
    """The number of each node's part; nodes of no part are alone."""
    labels = [-1] * len(net)
    for part in parts:
        inside = [net.place[node] for node in part if node in net.place]
        first = min(inside, default=0)
        for number in inside:
            labels[number] = first
    return [number if label < 0 else label for number, label in enumerate(labels)]


def _quality(net: Arrays, labels: list[int]) -> float:
    low, high = net.pairs
    if not len(low):
        return math.nan
    label = np.array(labels)
    inside = np.count_nonzero(label[low] == label[high]) / len(low)
    weight = np.bincount(label, net.degrees) / (2 * len(low))
    return float(inside - (weight**2).sum())
