"""How a network falls apart: its parts, its cut points, and what a leaving would cost."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import rustworkx
from scipy.sparse.csgraph import connected_components

from stakeholders.graph.build import Node
from stakeholders.graph.measures.arrays import Arrays, Network, read


def components(graph: Network) -> list[set[Node]]:
    """The parts that do not reach each other, the largest first, then by their first node.

    Direction is ignored (weak components). An isolate is a part of its own; the empty network has
    no part.
    """
    net = read(graph)
    return _grouped(net, connected_components(net.ties, directed=False)[1]) if len(net) else []


def strong_components(graph: Network) -> list[set[Node]]:
    """The parts within which everybody reaches everybody along the arrows, sorted as `components`.

    In an undirected graph they are the components.
    """
    net = read(graph)
    if not net.directed or not len(net):
        return components(net)
    return _grouped(net, strong_labels(net))


def strong_labels(net: Arrays) -> np.ndarray:
    """For each node the number of its strong component."""
    return connected_components(net.arcs, directed=True, connection="strong")[1]


def isolates(graph: Network) -> list[Node]:
    """The nodes without any tie, sorted."""
    net = read(graph)
    return [net.nodes[k] for k in np.flatnonzero(net.degrees == 0).tolist()]


def fragmentation(graph: Network) -> float:
    """Share of the pairs of nodes that cannot reach each other, from 0 to 1 (Borgatti 2006).

    0 when all hang together, 1 when nobody is tied to anybody. With fewer than two nodes there is
    no pair that could be apart: 0. Direction is ignored.
    """
    net = read(graph)
    pairs = len(net) * (len(net) - 1)
    together = sum(len(part) * (len(part) - 1) for part in components(net))
    return 1 - together / pairs if pairs else 0.0


def connectedness(graph: Network) -> float:
    """Share of the pairs of nodes that reach each other, direction ignored (Krackhardt 1994).

    One minus `fragmentation`; 1 with fewer than two nodes.
    """
    return 1 - fragmentation(graph)


def articulation_points(graph: Network) -> list[Node]:
    """The nodes whose leaving splits the part they are in, sorted (Tarjan 1972)."""
    net = read(graph)
    return [net.nodes[k] for k in sorted(rustworkx.articulation_points(net.rust))]


def bridges(graph: Network) -> list[tuple[Node, Node]]:
    """The ties whose end splits the part they are in, each a sorted pair, the list sorted.

    Two actors tied in several ways have one tie here: it is a bridge if no way round remains.
    """
    net = read(graph)
    pairs = sorted(tuple(sorted(pair)) for pair in rustworkx.bridges(net.rust))
    return [(net.nodes[a], net.nodes[b]) for a, b in pairs]


class Side(Sequence[Node]):
    """Some slices of the nodes of a part: as many sides as there are share one list of them."""

    def __init__(self, order: list[Node], slices: list[tuple[int, int]]) -> None:
        self._order = order
        self._slices = slices

    def __len__(self) -> int:
        return sum(stop - start for start, stop in self._slices)

    def __getitem__(self, at: Any) -> Any:
        return list(self)[at]

    def __iter__(self) -> Iterator[Node]:
        return chain.from_iterable(self._order[start:stop] for start, stop in self._slices)

    def __contains__(self, node: object) -> bool:
        return any(node == other for other in self)


def _rest(slices: list[tuple[int, int]], at: int, size: int) -> list[tuple[int, int]]:
    """What the slices, which follow each other, and one place leave of a part."""
    found, start = [], 0
    for first, last in sorted([*slices, (at, at + 1)]):
        if first > start:
            found.append((start, first))
        start = last
    return found + ([(start, size)] if start < size else [])


def separations(graph: Network) -> dict[Node, list[Side]]:
    """For each articulation point, the sides that meet only through it.

    Returns
    -------
    dict
        Node to the list of its sides; each is a sequence of nodes and holds no node of another.
        Other parts of a split network are no side. Keys are those of `articulation_points`.

    Notes
    -----
    One depth-first walk (Tarjan 1972). A subtree is a slice of the order of visits; the slices
    from which no tie leads above the node are sides, what is left of the part is one more.
    """
    net = read(graph)
    found: dict[int, list[Side]] = {}
    for walk in walks(net.neighbours):
        order = [net.nodes[each] for each in walk.order]
        place = {node: number for number, node in enumerate(walk.order)}
        for node, slices in walk.hanging.items():
            below = [Side(order, [each]) for each in slices]
            above = Side(order, _rest(slices, place[node], len(order)))
            if len(below) + bool(above) > 1:
                found[node] = below + ([above] if above else [])
    return {net.nodes[node]: found[node] for node in sorted(found)}


@dataclass(frozen=True)
class Walk:
    """A depth-first walk through one part.

    ``order`` lists the nodes as visited. ``hanging`` has, for a node, the slices of the order that
    reach the rest of the part only through it; the root has one for each of its subtrees.
    """

    order: list[int]
    hanging: dict[int, list[tuple[int, int]]]


def walks(neighbours: list[list[int]], absent: Collection[int] = ()) -> list[Walk]:
    """One walk a part, from its lowest number, as if the ``absent`` had left (Tarjan 1972)."""
    place = [-1] * len(neighbours)
    low = [0] * len(neighbours)
    for gone in absent:
        place[gone] = len(neighbours)
        low[gone] = len(neighbours)
    roots = range(len(neighbours))
    return [_walk(neighbours, root, place, low) for root in roots if place[root] < 0]


def _walk(neighbours: list[list[int]], root: int, place: list[int], low: list[int]) -> Walk:
    """Places are counted within the part; the absent and other parts are never met again."""
    order = [root]
    hanging: dict[int, list[tuple[int, int]]] = {}
    path = [(root, root, iter(neighbours[root]))]
    place[root] = low[root] = 0
    while path:
        node, parent, rest = path[-1]
        for step in rest:
            if place[step] < 0:
                place[step] = low[step] = len(order)
                order.append(step)
                path.append((step, node, iter(neighbours[step])))
                break
            if step != parent and place[step] < low[node]:
                low[node] = place[step]
        else:
            path.pop()
            if low[node] < low[parent]:
                low[parent] = low[node]
            if node != root and low[node] >= place[parent]:
                hanging.setdefault(parent, []).append((place[node], len(order)))
    return Walk(order, hanging)


def still_together(walk: Walk) -> dict[int, int]:
    """For each node of a part, how many pairs of the others reach each other without it."""
    others = len(walk.order) - 1
    found = dict.fromkeys(walk.order, others * (others - 1) // 2)
    for node, slices in walk.hanging.items():
        sizes = [last - first for first, last in slices]
        sizes.append(others - sum(sizes))
        found[node] = sum(size * (size - 1) // 2 for size in sizes)
    return found


def lost_pairs(graph: Network) -> dict[Node, int]:
    """How many pairs of others no longer reach each other if a node leaves; 0 unless it is a cut.

    That of `removal` for each node alone, all in one walk.
    """
    net = read(graph)
    found = np.zeros(len(net), dtype=np.int64)
    for walk in walks(net.neighbours):
        others = len(walk.order) - 1
        for node, after in still_together(walk).items():
            found[node] = others * (others - 1) // 2 - after
    return net.by_node(found)


@dataclass(frozen=True)
class Removal:
    """What a network loses when some nodes leave it.

    ``parts_before`` and ``parts_after`` count components, those who left being in the first and
    not in the second. ``lost_pairs`` counts pairs of those who stay that reached each other before
    and do not after. ``cut_off`` lists the groups of nodes that lost the largest rest of the part
    they were in, the largest first.
    """

    parts_before: int
    parts_after: int
    lost_pairs: int
    cut_off: list[list[Node]]


def removal(graph: Network, nodes: Collection[Node]) -> Removal:
    """What would happen if ``nodes`` left: a question to prepare for, not a judgement.

    Direction is ignored. Where the rests of a part are equally large, the one with the first node
    counts as the one that stays.

    Raises
    ------
    KeyError
        If one of the nodes is not in the network.
    """
    net = read(graph)
    gone = {net.place[node] for node in nodes}
    after = [sorted(walk.order) for walk in walks(net.neighbours, gone)]
    pieces: dict[int, list[list[int]]] = {}
    before = components(net)
    part_of = {net.place[node]: number for number, part in enumerate(before) for node in part}
    for piece in after:
        pieces.setdefault(part_of[piece[0]], []).append(piece)
    lost, cut_off = 0, []
    for rests in pieces.values():
        rests.sort(key=lambda rest: (-len(rest), rest[0]))
        staying = sum(map(len, rests))
        lost += (staying**2 - sum(len(rest) ** 2 for rest in rests)) // 2
        cut_off += rests[1:]
    cut_off.sort(key=lambda rest: (-len(rest), rest[0]))
    named = [[net.nodes[each] for each in rest] for rest in cut_off]
    return Removal(len(before), len(after), lost, named)


def _grouped(net: Arrays, labels: np.ndarray) -> list[set[Node]]:
    """The nodes of each label as sets, the largest first, then by their first node."""
    found: dict[int, list[int]] = {}
    for number, label in enumerate(labels.tolist()):
        found.setdefault(label, []).append(number)
    parts = sorted(found.values(), key=lambda part: (-len(part), part[0]))
    return [{net.nodes[number] for number in part} for part in parts]
