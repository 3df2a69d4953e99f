"""All measures of a network as plain data: of each node, of the whole, and what to talk about."""

import math
from dataclasses import asdict
from typing import Any

import networkx as nx

from stakeholders.graph import measures
from stakeholders.graph.build import Node
from stakeholders.graph.findings import findings
from stakeholders.graph.measures import Arrays

# Above so many actors betweenness is estimated from so many of them.
SAMPLED_ABOVE = 10_000
SAMPLE = 500
# Of the pairs who could be introduced, so many are listed.
OPEN_TRIANGLES = 50

Columns = dict[str, dict[Node, Any]]


def report(graph: nx.Graph, *, by: str | None = None) -> dict[str, Any]:
    """All measures of a graph; numbers that are not defined are NaN.

    In a directed graph betweenness, closeness, reach, distances, transitivity and Krackhardt's
    measures follow the arrows; everything else looks at who is tied to whom. In an undirected one
    ``in_degree`` and ``out_degree`` equal ``degree``. ``component`` and ``community`` are numbered
    from 1, the largest first. ``by`` names the node attribute of ``ei_index``.

    Returns
    -------
    dict
        ``nodes``, ``network`` and ``findings``, as ``python3 -m stakeholders.graph`` prints them.
    """
    net = Arrays(graph)
    columns, between = _of_nodes(net)
    return {
        "nodes": _by_node(net, columns),
        "network": _of_network(net, columns, by) | between,
        "findings": [asdict(finding) for finding in findings(graph)],
    }


def two_mode_report(graph: nx.Graph) -> dict[str, Any]:
    """All measures of people and the groups they belong to, told apart by the attribute ``side``.

    As `report`, but each node also has its ``side`` and ``degree_share``; ``degree_share``,
    ``closeness`` and ``betweenness_share`` are over what a node of that side could have at most
    (Borgatti and Everett 1997), and so is ``density``. ``two_mode`` lists these shares by side.
    """
    found = report(graph)
    groups = [node for node, side in graph.nodes(data="side") if side == "group"]
    shares = measures.two_mode(graph, groups)
    persons = len(graph) - len(groups)
    sides: dict[str, dict[Node, Any]] = {"persons": {}, "groups": {}}
    for node, row in found["nodes"].items():
        own = {
            "degree": shares.degree[node],
            "closeness": shares.closeness[node],
            "betweenness": shares.betweenness[node],
        }
        side = graph.nodes[node]["side"]
        sides[f"{side}s"][node] = own
        row |= {
            "side": side,
            "degree_share": own["degree"],
            "closeness": own["closeness"],
            "betweenness_share": own["betweenness"],
        }
    possible = persons * len(groups)
    found["network"] |= {
        "persons": persons,
        "groups": len(groups),
        "density": found["network"]["ties"] / possible if possible else 0.0,
    }
    return found | {"two_mode": sides, "findings": []}


def _of_nodes(net: Arrays) -> tuple[Columns, dict[str, Any]]:
    """Each measure of the nodes, and what the network says of how betweenness was found."""
    weight = "weight" if net.graph.graph.get("weighted") else None
    between, told = _betweenness(net)
    cut = set(measures.articulation_points(net))
    columns = {
        "degree": measures.degree(net),
        "in_degree": measures.degree(net, direction="in"),
        "out_degree": measures.degree(net, direction="out"),
        **between,
        "closeness": measures.closeness(net, directed=True),
        "reach2": measures.reach(net, steps=2, directed=True),
        "constraint": measures.constraint(net, weight=weight),
        "constraint_ego": measures.constraint(net, weight=weight, within="ego"),
        "effective_size": measures.effective_size(net, weight=weight),
        "core": measures.core_number(net),
        "layer": measures.core_periphery(net),
        "articulation": {node: node in cut for node in net.nodes},
        "lost_pairs": measures.lost_pairs(net),
        "community": _numbered(measures.communities(net)),
        "component": _numbered(measures.components(net)),
    }
    if net.directed:
        columns["closeness_in"] = measures.closeness(net, directed=True, inward=True)
    if weight:
        columns["constraint_unweighted"] = measures.constraint(net)
        columns["effective_size_unweighted"] = measures.effective_size(net)
    return columns, told


def _betweenness(net: Arrays) -> tuple[Columns, dict[str, Any]]:
    """Betweenness and its share, with standard errors where it is sampled."""
    directed = net.directed
    told: dict[str, Any] = {"betweenness_sampled": None, "betweenness_error": None}
    more: Columns = {}
    if len(net) <= SAMPLED_ABOVE:
        counts = measures.betweenness(net, directed=True)
    else:
        found = measures.sampled_betweenness(net, sample=SAMPLE, directed=True)
        counts, more = found.values, {"betweenness_error": found.errors}
        largest = max(measures.as_share(found.errors, directed=directed).values())
        told = {"betweenness_sampled": found.sources, "betweenness_error": largest}
    share = measures.as_share(counts, directed=directed)
    return {"betweenness": counts, "betweenness_share": share, **more}, told


def _of_network(net: Arrays, columns: Columns, by: str | None) -> dict[str, Any]:
    parts = measures.components(net)
    communities: dict[int, set[Node]] = {}
    for node, number in columns["community"].items():
        communities.setdefault(number, set()).add(node)
    camps = measures.two_camps(net)
    balanced, unbalanced = measures.signed_triangles(net)
    found = {
        "nodes": len(net),
        "ties": len(net.sources),
        "directed": net.directed,
        "density": measures.density(net),
        "components": len(parts),
        "component_sizes": [len(part) for part in parts],
        "strong_components": len(measures.strong_components(net)),
        "isolates": len(measures.isolates(net)),
        "fragmentation": measures.fragmentation(net),
        "characteristic_path_length": measures.characteristic_path_length(net, directed=True),
        "diameter": measures.diameter(net, directed=True),
        "clustering": measures.mean_clustering(net),
        "reciprocity_arcs": measures.reciprocity(net, of="arcs"),
        "reciprocity_dyads": measures.reciprocity(net, of="dyads"),
        "transitivity": measures.transitivity(net),
        "degree_centralization": measures.degree_centralization(net),
        "betweenness_centralization": measures.centralization(columns["betweenness_share"]),
        "bridges": measures.bridges(net),
        "communities": len(communities),
        "modularity": measures.modularity(net, communities.values()),
        "triangle_balance": measures.triangle_balance(net),
        "balanced_triangles": balanced,
        "unbalanced_triangles": unbalanced,
        "frustration": measures.frustration(net),
        "frustration_exact": camps.exact if any(camps.camps) else None,
        "hierarchy": measures.hierarchy(net),
        "efficiency": measures.efficiency(net),
        "connectedness": measures.connectedness(net),
        "upper_bound": measures.upper_bound(net),
        "ei_index": measures.ei_index(net, by) if by else float("nan"),
    }
    return found | (_second_readings(net, by) if net.directed else {}) | _pictures(net, by)


def _second_readings(net: Arrays, by: str | None) -> dict[str, Any]:
    """What others mean by the same word where there are arrows."""
    return {
        "in_degree_centralization": measures.degree_centralization(net, direction="in"),
        "out_degree_centralization": measures.degree_centralization(net, direction="out"),
        "transitivity_undirected": measures.transitivity(net, directed=False),
        "efficiency_undirected": measures.efficiency(net, directed=False),
        "upper_bound_in": measures.upper_bound(net, inward=True),
        "ei_index_arcs": measures.ei_index(net, by, of="arcs") if by else float("nan"),
    }


def _pictures(net: Arrays, by: str | None) -> dict[str, Any]:
    """What is a list or a table rather than a number."""
    found: dict[str, Any] = {
        "open_triangles": [
            {"pair": (a, b), "common": common}
            for a, b, common in measures.open_triangles(net, most=OPEN_TRIANGLES)
        ],
        "multiplexity": [
            {"pair": pair, "relations": kinds} for pair, kinds in measures.multiplexity(net).items()
        ],
        "key_players": {
            goal: dict(zip(("nodes", "share"), measures.key_players(net, goal=goal), strict=True))
            for goal in ("reach", "fragment")
        },
    }
    if by:
        mixed = measures.mixing(net, by)
        found["mixing"] = [
            {"between": pair, "ties": count, "expected": mixed.expected[pair]}
            for pair, count in mixed.table.items()
        ]
    return found


def _numbered(parts: list[set[Node]]) -> dict[Node, int]:
    return {node: number for number, part in enumerate(parts, 1) for node in part}


def _by_node(net: Arrays, columns: Columns) -> dict[Node, dict[str, Any]]:
    names = list(columns)
    rows = zip(*([column[node] for node in net.nodes] for column in columns.values()), strict=True)
    return {
        node: dict(zip(names, row, strict=True)) for node, row in zip(net.nodes, rows, strict=True)
    }


def plain(value: Any) -> Any:
    """The same data as JSON can hold it: null in place of numbers that it does not have."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value
