"""Through whom one could be introduced to somebody: short ways along ties on good terms.

A way is looked for along ordinary ties only. Dependencies never count (a client is no door to a
patron), and neither does the statement that two have nothing to do with each other. A tie costs
one step; a strained one costs more, so that a longer way among friends comes before a short one
through rivals, but a strained way is still better than none.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx

from stakeholders.graph.build import Node, edges, ordered, public

# What a step costs by kind of tie, or by what is said of the village government.
STRAIN = {"disputed": 2.0, "competes": 3.0, "passive": 1.5, "hinder": 3.0}
STRAINED_FROM = 2.0
LOOKED_AT = 24


@dataclass(frozen=True)
class Introduction:
    """One way: its nodes from the source to the target, the kind of each step, and its cost.

    ``kinds`` has one entry less than ``path``. ``strained``: how many steps cost 2 or more.
    """

    path: tuple[Node, ...]
    kinds: tuple[str, ...]
    cost: float
    strained: int


def introductions(
    graph: nx.Graph, source: Node, target: Node, *, most: int = 3, longest: int = 5
) -> list[Introduction]:
    """The best ways from one node to another, the cheapest first.

    Parameters
    ----------
    graph : usually from `build.network`; edges carry ``kind`` and, for the village government,
        ``stance``. Direction does not matter: whoever is known can introduce.
    most : how many ways to give.
    longest : the most steps a way may have; beyond that nobody vouches for anybody.

    Returns
    -------
    list of Introduction
        Empty if there is no way, if one of the two is not in the graph, or if they are the same.
        Ways of equal cost are ordered by length and then by their nodes.
    """
    simple = _cheapest(graph)
    if source == target or source not in simple or target not in simple:
        return []
    found = [
        _introduction(simple, path)
        for path in islice(_by_cost(simple, source, target), LOOKED_AT)
        if len(path) - 1 <= longest
    ]
    return sorted(found, key=lambda way: (way.cost, len(way.path), [str(n) for n in way.path]))[
        :most
    ]


def _cheapest(graph: nx.Graph) -> nx.Graph:
    """The simple graph with the least strained tie of each pair."""
    seen = public(graph)
    simple = nx.Graph()
    simple.add_nodes_from(ordered(seen))
    best: dict[frozenset[Node], tuple[float, str]] = {}
    for source, target, *_rest, data in edges(seen):
        pair = frozenset((source, target))
        if len(pair) == 2:
            best[pair] = min(best.get(pair, (math.inf, "")), _cost(data))
    for pair in sorted(best, key=lambda pair: sorted(map(str, pair))):
        cost, kind = best[pair]
        simple.add_edge(*ordered(pair), cost=cost, kind=kind)
    return simple


def _cost(data) -> tuple[float, str]:
    said = data.get("stance") or data.get("kind") or ""
    return STRAIN.get(said, 1.0), said


def _by_cost(simple, source, target) -> Iterator[list[Node]]:
    """Simple paths, the cheapest first (Yen 1971); none if there is no way."""
    try:
        yield from nx.shortest_simple_paths(simple, source, target, weight="cost")
    except nx.NetworkXNoPath:
        return


def _introduction(simple, path) -> Introduction:
    steps = [simple.edges[pair] for pair in pairwise(path)]
    return Introduction(
        tuple(path),
        tuple(step["kind"] for step in steps),
        math.fsum(step["cost"] for step in steps),
        sum(step["cost"] >= STRAINED_FROM for step in steps),
    )
