"""From one party to another: through whom, tie by tie."""

from collections.abc import Collection
from itertools import islice

import networkx as nx

from stakeholders.graph.build import Node, undirected

# A way over somebody who quarrels is as short as another and yet the worse one.
STEP, DOUBTFUL = 1000, 1
GOOD = frozenset({"supports", "membership", "government"})


def ways(
    graph: nx.Graph, source: Node, target: Node, *, most: int = 3, not_through: Collection = ()
) -> list[list[Node]]:
    """The shortest ways between two nodes, at most so many.

    Among equally short ways those over ties of a good kind come first (``kind`` supports,
    membership or government, and not ``disputed``). Direction does not matter.

    Parameters
    ----------
    not_through : nodes that no way may cross; they may still be its ends.

    Returns
    -------
    list of lists
        Each from ``source`` to ``target``. Empty if there is no way, if one of the two is not in
        the graph, or if both are the same.
    """
    if source == target or source not in graph or target not in graph:
        return []
    simple = _measured(graph)
    simple.remove_nodes_from(set(not_through) - {source, target})
    try:
        return list(islice(nx.all_shortest_paths(simple, source, target, "length"), most))
    except nx.NetworkXNoPath:
        return []


def ways_to(graph: nx.Graph, target: Node) -> dict[Node, list[Node]]:
    """For each other node that reaches ``target`` one shortest way, good ties preferred.

    Each way is a list with both ends in it. Empty if ``target`` is not in the graph.
    """
    if target not in graph:
        return {}
    found = nx.single_source_dijkstra_path(_measured(graph), target, weight="length")
    return {node: way[::-1] for node, way in found.items() if node != target}


def _measured(graph: nx.Graph) -> nx.Graph:
    """The simple graph, each tie with its ``length``."""
    simple = undirected(graph)
    for _a, _b, data in simple.edges(data=True):
        data["length"] = STEP + DOUBTFUL * (not set(data["kinds"]) <= GOOD)
    return simple
