"""Counting ties: degree, density, reciprocity, triangles, and how much hangs on one."""

import math
from collections.abc import Collection, Mapping
from typing import Literal

import numpy as np

from stakeholders.graph.build import Node, edges
from stakeholders.graph.measures.arrays import Arrays, Network, read
from stakeholders.graph.measures.triangles import Triangles, triangles_of


def degree(
    graph: Network,
    *,
    direction: Literal["both", "in", "out"] = "both",
    kinds: Collection[str] | None = None,
) -> dict[Node, int]:
    """How many different others each node is tied to; an isolate has 0.

    Parameters
    ----------
    direction : ``"in"`` counts those who name the node, ``"out"`` those the node names. In an
        undirected graph all three are equal.
    kinds : count ties of these kinds only.

    Raises
    ------
    ValueError
        If ``direction`` is none of the three, or a node is tied to itself.
    """
    if direction not in ("both", "in", "out"):
        raise ValueError(f"direction is both, in or out, not {direction!r}")
    if kinds is not None:
        graph = Arrays(graph.graph if isinstance(graph, Arrays) else graph, kinds=kinds)
    net = read(graph)
    if direction == "both" or not net.directed:
        return net.by_node(net.degrees)
    ends = net.targets if direction == "in" else net.sources
    return net.by_node(np.bincount(ends, minlength=len(net)))


def density(graph: Network) -> float:
    """Ties present as a share of the ties possible, from 0 to 1; 0 for fewer than two nodes.

    In a directed graph A→B and B→A are two possible ties, else one.
    """
    net = read(graph)
    possible = len(net) * (len(net) - 1) / (1 if net.directed else 2)
    return len(net.sources) / possible if possible else 0.0


def reciprocity(graph: Network, *, of: Literal["arcs", "dyads"] = "arcs") -> float:
    """Share of the ties that go both ways, from 0 to 1 (Wasserman and Faust 1994, 4.2 and 13.2).

    Parameters
    ----------
    of : ``"arcs"`` counts each direction: arcs that are answered, over all arcs. ``"dyads"``
        counts pairs: pairs tied both ways, over pairs tied at all. The second is never larger.

    Returns
    -------
    float
        NaN where nothing can be answered: in an undirected graph, or without ties.
    """
    if of not in ("arcs", "dyads"):
        raise ValueError(f"reciprocity is of arcs or dyads, not {of!r}")
    net = read(graph)
    if not net.directed or not len(net.sources):
        return math.nan
    arcs, pairs = len(net.sources), len(net.pairs[0])
    mutual = arcs - pairs
    return 2 * mutual / arcs if of == "arcs" else mutual / pairs


def transitivity(graph: Network, *, directed: bool = True) -> float:
    """How often two steps are also one, from 0 to 1; NaN if there are no two steps to take.

    Undirected: three times the triangles over the pairs of neighbours (Newman 2003; Luce and
    Perry 1949). Directed: of all ordered i→j→k with three different nodes, the share with i→k
    (Holland and Leinhardt 1971). Not the mean of `clustering`: here each pair counts alike.
    ``directed=False`` passes over the arrows, as igraph does.
    """
    net = read(graph)
    found = triangles_of(net)
    if not (directed and net.directed):
        walks, closed = int((net.degrees * (net.degrees - 1)).sum()), 2 * int(found.each().sum())
        return closed / walks if walks else math.nan
    drawn = _drawn(net, found)
    out = np.bincount(net.sources, minlength=len(net))
    into = np.bincount(net.targets, minlength=len(net))
    there_and_back = 2 * (len(net.sources) - found.count)
    walks = int((out * into).sum()) - there_and_back
    closed = sum(int((drawn[iq] & drawn[qj] & drawn[ij]).sum()) for iq, qj, ij in found.ways())
    return closed / walks if walks else math.nan


def _drawn(net: Arrays, found: Triangles) -> np.ndarray:
    """Whether an arrow stands at each place of a tie."""
    size = len(net)
    return np.isin(found.sources * size + found.targets, net.sources * size + net.targets)


def clustering(graph: Network) -> dict[Node, float]:
    """Share of a node's neighbours that are tied to each other, from 0 to 1 (Watts, Strogatz 1998).

    Direction is ignored. A node with fewer than two neighbours has no pair of them and counts 0.
    """
    net = read(graph)
    possible = net.degrees * (net.degrees - 1) / 2
    inside = triangles_of(net).each()
    share = np.divide(inside, possible, out=np.zeros(len(net)), where=possible > 0)
    return net.by_node(share)


def mean_clustering(graph: Network) -> float:
    """The mean of `clustering` over all nodes; NaN in the empty network."""
    values = clustering(graph).values()
    return math.fsum(values) / len(values) if values else math.nan


def degree_centralization(
    graph: Network, *, direction: Literal["both", "in", "out"] = "both"
) -> float:
    """How much all ties run to one node: 1 in a star, 0 if all have equally many (Freeman 1979).

    The differences to the largest degree, summed, over the largest sum possible: (n-1)(n-2) if
    direction is ignored, (n-1)² for the ties that come in or go out of a directed graph. NaN with
    fewer than three nodes.
    """
    net = read(graph)
    size = len(net)
    if size < 3:
        return math.nan
    counts = np.array(list(degree(net, direction=direction).values()))
    largest = (size - 1) * (size - 2)
    if net.directed and direction != "both":
        largest = (size - 1) ** 2
    return float((counts.max() - counts).sum() / largest)


def centralization(shares: Mapping[Node, float]) -> float:
    """Freeman's (1979) centralization of values of which the centre of a star has 1, the rest 0.

    The differences to the largest value, summed, over n-1. NaN with fewer than three nodes.
    """
    if len(shares) < 3:
        return math.nan
    largest = max(shares.values())
    return math.fsum(largest - share for share in shares.values()) / (len(shares) - 1)


def multiplexity(graph: Network) -> dict[tuple[Node, Node], tuple[str, ...]]:
    """The pairs joined by several kinds of tie, each with its kinds, sorted.

    Direction is ignored, statements of absence are no ties. Kinds are the edge attribute ``kind``
    or ``relation``. A pair tied twice in the same way is not among them.
    """
    net = read(graph)
    kinds: dict[tuple[int, int], set[str]] = {}
    for source, target, *_, data in edges(net.graph):
        named = {*data.get("kinds", ()), data.get("kind") or data.get("relation")} - {None, ""}
        if named:
            a, b = net.place[source], net.place[target]
            kinds.setdefault((a, b) if a < b else (b, a), set()).update(named)
    return {
        (net.nodes[a], net.nodes[b]): tuple(sorted(kinds[a, b]))
        for a, b in sorted(kinds)
        if len(kinds[a, b]) > 1
    }
