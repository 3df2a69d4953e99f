"""Measures of a network, with the names and definitions of the field.

Every function takes any networkx graph (directed, undirected, with parallel ties) and leaves it as
it is. Unless the text says otherwise, direction and weight do not matter, parallel ties count once
and statements of absence (`build.ABSENT`) are no ties. Split networks, isolates and the empty
network are normal cases. A node tied to itself raises ValueError.

References: Freeman (1977), "A set of measures of centrality based on betweenness", Sociometry 40;
Borgatti (2006), "Identifying sets of key players in a social network", Computational and
Mathematical Organization Theory 12; Tarjan (1972), "Depth-first search and linear graph
algorithms", SIAM Journal on Computing 1; Brandes (2001), "A faster algorithm for betweenness
centrality", Journal of Mathematical Sociology 25.
"""

from collections.abc import Collection, Mapping
from typing import Literal

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from stakeholders.graph.build import Node, edges, ordered, undirected

# Above this number of steps across, counting level by level costs more than node by node.
DEEP = 100
# Cells of one block of sources, so that the working arrays stay in the processor's cache.
BLOCK = 500_000


def degree(
    graph: nx.Graph,
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
    if direction == "both" or not graph.is_directed():
        return dict(undirected(graph, kinds=kinds).degree())
    others: dict[Node, set[Node]] = {node: set() for node in ordered(graph)}
    for source, target, *_ in edges(graph, kinds=kinds):
        if source == target:
            raise ValueError(f"{source} is tied to itself")
        if direction == "in":
            others[target].add(source)
        else:
            others[source].add(target)
    return {node: len(found) for node, found in others.items()}


def density(graph: nx.Graph) -> float:
    """Ties present as a share of the ties possible, from 0 to 1; 0 for fewer than two nodes.

    In a directed graph A→B and B→A are two possible ties, else one.
    """
    possible = len(graph) * (len(graph) - 1)
    if not graph.is_directed():
        return 2 * undirected(graph).number_of_edges() / possible if possible else 0.0
    return sum(degree(graph, direction="out").values()) / possible if possible else 0.0


def components(graph: nx.Graph) -> list[set[Node]]:
    """The parts that do not reach each other, the largest first, then by their first node.

    Direction is ignored (weak components). An isolate is a part of its own; the empty network has
    no part.
    """
    simple = undirected(graph)
    place = {node: number for number, node in enumerate(simple)}
    return sorted(
        (set(part) for part in nx.connected_components(simple)),
        key=lambda part: (-len(part), min(place[node] for node in part)),
    )


def isolates(graph: nx.Graph) -> list[Node]:
    """The nodes without any tie, sorted."""
    return list(nx.isolates(undirected(graph)))


def fragmentation(graph: nx.Graph) -> float:
    """Share of the pairs of nodes that cannot reach each other, from 0 to 1 (Borgatti 2006).

    0 when all hang together, 1 when nobody is tied to anybody. With fewer than two nodes there is
    no pair that could be apart: 0.
    """
    pairs = len(graph) * (len(graph) - 1)
    together = sum(len(part) * (len(part) - 1) for part in components(graph))
    return 1 - together / pairs if pairs else 0.0


def articulation_points(graph: nx.Graph) -> list[Node]:
    """The nodes whose leaving splits the part they are in, sorted (Tarjan 1972)."""
    return ordered(nx.articulation_points(undirected(graph)))


def bridges(graph: nx.Graph) -> list[tuple[Node, Node]]:
    """The ties whose end splits the part they are in, each a sorted pair, the list sorted.

    Two actors tied in several ways have one tie here: it is a bridge if no way round remains.
    """
    simple = undirected(graph)
    place = {node: number for number, node in enumerate(simple)}
    pairs = (sorted(pair, key=place.__getitem__) for pair in nx.bridges(simple))
    return sorted(((a, b) for a, b in pairs), key=lambda pair: (place[pair[0]], place[pair[1]]))


def separations(graph: nx.Graph) -> dict[Node, list[list[Node]]]:
    """For each articulation point, the sides that meet only through it.

    Returns
    -------
    dict
        Node to the list of its sides; each side is a list of nodes and holds no node of another.
        Other parts of a split network are no side. Keys are those of `articulation_points`.

    Notes
    -----
    One depth-first walk (Tarjan 1972). A subtree is a slice of the order of visits; the slices
    from which no tie leads above the node are sides, what is left of the part is one more.
    """
    simple = undirected(graph)
    found: dict[Node, list[list[Node]]] = {}
    visited: dict[Node, int] = {}
    for root in simple:
        if root in visited:
            continue
        order, sides = _walk(simple, root, visited)
        start = visited[root]
        for node, slices in sides.items():
            below = [order[first - start : last - start] for first, last in slices]
            apart = {node}.union(*below)
            above = [other for other in order if other not in apart]
            if len(below) + bool(above) > 1:
                found[node] = below + ([above] if above else [])
    return {node: found[node] for node in simple if node in found}


def _walk(
    simple: nx.Graph, root: Node, visited: dict[Node, int]
) -> tuple[list[Node], dict[Node, list[tuple[int, int]]]]:
    """The order of visits from ``root``, and for each node the subtrees hanging on it alone."""
    order: list[Node] = []
    low: dict[Node, int] = {}
    sides: dict[Node, list[tuple[int, int]]] = {}
    path = [(root, root, iter(simple[root]))]
    visited[root] = low[root] = len(visited)
    order.append(root)
    while path:
        node, parent, rest = path[-1]
        step = next(rest, None)
        if step is None:
            path.pop()
            low[parent] = min(low[parent], low[node])
            if node != root and low[node] >= visited[parent]:
                sides.setdefault(parent, []).append((visited[node], len(visited)))
        elif step not in visited:
            visited[step] = low[step] = len(visited)
            order.append(step)
            path.append((step, node, iter(simple[step])))
        elif step != parent:
            low[node] = min(low[node], visited[step])
    return order, sides


def betweenness(graph: nx.Graph) -> dict[Node, float]:
    """Between how many pairs of others each node stands (Freeman 1977), exact.

    Each unordered pair counts 1, divided over its shortest paths: a node on one of two shortest
    paths gets a half. Isolates and nodes at the edge have 0. Not divided by the number of pairs;
    see `betweenness_share`.

    Notes
    -----
    Brandes' (2001) accumulation, for many sources at a time, one step further in each round. Very
    long networks are left to networkx.
    """
    simple = undirected(graph)
    nodes = list(simple)
    if len(nodes) < 3 or not simple.number_of_edges():
        return dict.fromkeys(nodes, 0.0)
    ties = csr_array(nx.to_scipy_sparse_array(simple, weight=None, dtype=float))
    total = np.zeros(len(nodes))
    width = max(1, BLOCK // len(nodes))
    for start in range(0, len(nodes), width):
        part = _dependencies(ties, np.arange(start, min(start + width, len(nodes))))
        if part is None:
            return {**nx.betweenness_centrality(simple, normalized=False)}
        total += part
    return dict(zip(nodes, (total / 2).tolist(), strict=True))


def betweenness_share(graph: nx.Graph) -> dict[Node, float]:
    """`betweenness` over all pairs of others, from 0 to 1; 0 with fewer than three nodes."""
    return as_share(betweenness(graph))


def as_share(counts: Mapping[Node, float]) -> dict[Node, float]:
    """Counts of pairs of others, one for each node, over the number of such pairs."""
    pairs = (len(counts) - 1) * (len(counts) - 2) / 2
    return {node: count / pairs if pairs else 0.0 for node, count in counts.items()}


def _dependencies(ties: csr_array, sources: np.ndarray) -> np.ndarray | None:
    """For each node the sum over ``sources`` of Brandes' dependency; None if too deep."""
    columns = np.arange(len(sources))
    level = np.full((ties.shape[0], len(sources)), -1, dtype=np.int16)
    level[sources, columns] = 0
    paths = (level == 0).astype(float)
    frontier, depth = paths, 0
    while frontier.any():
        depth += 1
        if depth > DEEP:
            return None
        frontier = np.where(level < 0, ties @ frontier, 0.0)
        level[frontier > 0] = depth
        paths += frontier
    passed = np.zeros_like(paths)
    for step in range(depth - 1, 1, -1):
        share = np.divide(1 + passed, paths, out=np.zeros_like(paths), where=level == step)
        passed += np.where(level == step - 1, (ties @ share) * paths, 0.0)
    passed[sources, columns] = 0
    return passed.sum(axis=1)
