"""From rows to graphs, always in the same order.

Every graph is built from sorted nodes and ties, so that equal input gives equal output to the last
digit, in whatever order the database hands the rows over.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import Any

import networkx as nx

Node = Hashable

# "We have nothing to do with each other" is an answer worth keeping, but it is not a tie.
ABSENT = frozenset({"unrelated"})
# Who depends on whom is for the facilitators of one village; nothing public is computed from it.
PRIVATE = frozenset({"depends"})


def ordered(nodes: Iterable[Node]) -> list[Node]:
    """The nodes in one fixed order: their own, or by type and text where they do not compare."""
    nodes = list(nodes)
    try:
        return sorted(nodes)  # type: ignore[type-var]
    except TypeError:
        return sorted(nodes, key=lambda node: (type(node).__name__, str(node)))


def network(
    nodes: Iterable[Mapping[str, Any]], ties: Iterable[Mapping[str, Any]]
) -> nx.MultiDiGraph:
    """The map of a village: one node for each actor, one keyed edge for each statement.

    Parameters
    ----------
    nodes : mappings with ``id`` and ``kind``; whatever else they carry becomes node attributes.
    ties : mappings with ``id``, ``source``, ``target`` and ``kind``; the id is the edge key, and
        all but the two ends become edge attributes (the id too).

    Raises
    ------
    ValueError
        If an id occurs twice, a tie names an unknown node, or a tie joins a node to itself.
    """
    graph = nx.MultiDiGraph()
    described = _by_id(nodes, "node")
    for node in ordered(described):
        row = described[node]
        graph.add_node(node, **{key: value for key, value in row.items() if key != "id"})
    stated = _by_id(ties, "tie")
    unknown = {row[end] for row in stated.values() for end in ("source", "target")} - set(described)
    if unknown:
        raise ValueError(f"ties to unknown nodes: {', '.join(map(str, ordered(unknown)))}")
    for tie in ordered(stated):
        row = stated[tie]
        _refuse_loop(row["source"], row["target"])
        attributes = {key: value for key, value in row.items() if key not in ("source", "target")}
        graph.add_edge(row["source"], row["target"], key=tie, **attributes)
    return graph


def public(graph: nx.Graph) -> nx.Graph:
    """The part of the network that may feed what everybody of the village sees.

    Leaves out ties of a private kind and the nodes marked ``restricted``, which exist only because
    of such ties. The type of the graph is kept; the input is not changed.
    """
    seen = graph.copy()
    seen.remove_nodes_from(
        [node for node, data in graph.nodes(data=True) if data.get("restricted")]
    )
    private = [tie for tie in edges(seen) if tie[-1].get("kind") in PRIVATE]
    seen.remove_edges_from([tie[:-1] for tie in private])
    return seen


def undirected(graph: nx.Graph, *, kinds: Collection[str] | None = None) -> nx.Graph:
    """The simple graph in which each pair of tied nodes has exactly one edge.

    Parameters
    ----------
    graph : any networkx graph; edges may carry ``kind`` and ``id``.
    kinds : keep only ties of these kinds. By default all but statements of absence.

    Returns
    -------
    networkx.Graph
        Nodes and edges in sorted order, nodes with their attributes. Edges carry ``kinds``, the
        sorted kinds of the pair, and ``ties``, the sorted ids behind them; both are empty tuples
        where the input has none.

    Raises
    ------
    ValueError
        If a node is tied to itself.
    """
    pairs: dict[frozenset[Node], tuple[set[str], set[Hashable]]] = {}
    for source, target, *_, data in edges(graph, kinds=kinds):
        _refuse_loop(source, target)
        pair_kinds, pair_ties = pairs.setdefault(frozenset((source, target)), (set(), set()))
        pair_kinds.update(data.get("kinds", ()), {data.get("kind")} - {None})
        pair_ties.update(data.get("ties", ()), {data.get("id")} - {None})
    simple = nx.Graph()
    nodes = ordered(graph)
    simple.add_nodes_from((node, graph.nodes[node]) for node in nodes)
    place = {node: number for number, node in enumerate(nodes)}
    for first, second in sorted(sorted(place[node] for node in pair) for pair in pairs):
        pair = frozenset((nodes[first], nodes[second]))
        kinds_of, ties_of = pairs[pair]
        simple.add_edge(
            nodes[first], nodes[second], kinds=tuple(sorted(kinds_of)), ties=tuple(ordered(ties_of))
        )
    return simple


def edges(graph: nx.Graph, *, kinds: Collection[str] | None = None) -> Iterator[tuple[Any, ...]]:
    """The ties of a graph as ``(source, target[, key], data)``.

    ``kinds`` keeps only those kinds; by default all but statements of absence are given.
    """
    keyed = {"keys": True} if graph.is_multigraph() else {}
    for tie in graph.edges(data=True, **keyed):
        kind = tie[-1].get("kind")
        if kind not in ABSENT if kinds is None else kind in kinds:
            yield tie


def _by_id(rows: Iterable[Mapping[str, Any]], what: str) -> dict[Hashable, Mapping[str, Any]]:
    found: dict[Hashable, Mapping[str, Any]] = {}
    for row in rows:
        if row["id"] in found:
            raise ValueError(f"the {what} {row['id']} occurs twice")
        found[row["id"]] = row
    return found


def _refuse_loop(source: Node, target: Node) -> None:
    if source == target:
        raise ValueError(f"{source} is tied to itself")
