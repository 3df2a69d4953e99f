"""Every measure against networkx or a slow second way, on whatever networks hypothesis finds."""

import math
from itertools import combinations, pairwise, permutations, product

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholders.graph import measures
from tests.stakeholders.graph.drawn import digraphs, graphs, signed_graphs, weighed_graphs


def same(values):
    """Equal within rounding, NaN where NaN."""
    return pytest.approx(values, nan_ok=True)


def ways(graph):
    """The steps from each node to each other it reaches."""
    return {
        a: {b: d for b, d in row.items() if a != b}
        for a, row in nx.all_pairs_shortest_path_length(graph)
    }


@given(graphs())
def test_distances_and_what_is_made_of_them(graph):
    steps = ways(graph)
    assert measures.closeness(graph) == same(nx.closeness_centrality(graph))
    for k in (1, 2, 3):
        near = {a: sum(d <= k for d in row.values()) for a, row in steps.items()}
        assert measures.reach(graph, steps=k) == near
    every = [d for row in steps.values() for d in row.values()]
    mean = sum(every) / len(every) if every else math.nan
    assert measures.characteristic_path_length(graph) == same(mean)
    assert measures.diameter(graph) == same(max(every, default=math.nan))


@given(digraphs())
def test_distances_along_the_arrows(graph):
    steps = ways(graph)
    found = measures.closeness(graph, directed=True)
    assert found == same(nx.closeness_centrality(graph.reverse()))
    inward = measures.closeness(graph, directed=True, inward=True)
    assert inward == same(nx.closeness_centrality(graph))
    assert measures.closeness(graph) == same(nx.closeness_centrality(graph.to_undirected()))
    near = {a: sum(d <= 2 for d in row.values()) for a, row in steps.items()}
    assert measures.reach(graph, directed=True) == near
    every = [d for row in steps.values() for d in row.values()]
    assert measures.diameter(graph, directed=True) == same(max(every, default=math.nan))


@given(digraphs())
def test_betweenness_with_and_without_arrows(graph):
    exact = nx.betweenness_centrality(graph, normalized=False)
    assert measures.betweenness(graph, directed=True) == same(exact)
    plain = nx.betweenness_centrality(graph.to_undirected(), normalized=False)
    assert measures.betweenness(graph) == same(plain)
    assert measures.betweenness_share(graph, directed=True) == same(
        nx.betweenness_centrality(graph)
    )


@given(digraphs())
def test_a_sample_of_everybody_is_exact(graph):
    for directed in (False, True):
        whole = measures.sampled_betweenness(graph, sample=len(graph), directed=directed)
        assert whole.values == same(measures.betweenness(graph, directed=directed))
        assert set(whole.errors.values()) <= {0.0}


@given(digraphs())
def test_strong_parts(graph):
    found = measures.strong_components(graph)
    assert {frozenset(part) for part in found} == set(
        map(frozenset, nx.strongly_connected_components(graph))
    )
    assert {frozenset(part) for part in measures.components(graph)} == set(
        map(frozenset, nx.weakly_connected_components(graph))
    )


@given(graphs())
def test_triangles(graph):
    assert measures.clustering(graph) == same(nx.clustering(graph))
    mean = nx.average_clustering(graph) if len(graph) else math.nan
    assert measures.mean_clustering(graph) == same(mean)
    pairs = sum(k * (k - 1) for _, k in graph.degree)
    assert measures.transitivity(graph) == same(nx.transitivity(graph) if pairs else math.nan)


@given(digraphs())
def test_transitivity_of_arrows_equals_trying_every_triple(graph):
    triples = [
        t for t in permutations(graph, 3) if graph.has_edge(*t[:2]) and graph.has_edge(*t[1:])
    ]
    closed = sum(graph.has_edge(a, c) for a, _, c in triples)
    assert measures.transitivity(graph) == same(closed / len(triples) if triples else math.nan)


@given(digraphs())
def test_reciprocity(graph):
    arcs = set(graph.edges)
    pairs = {frozenset(arc) for arc in arcs}
    both = sum((b, a) in arcs for a, b in arcs)
    assert measures.reciprocity(graph) == same(nx.overall_reciprocity(graph) if arcs else math.nan)
    assert measures.reciprocity(graph, of="dyads") == same(
        both / 2 / len(pairs) if arcs else math.nan
    )


@given(graphs())
def test_structural_holes(graph):
    assert measures.constraint(graph) == same(nx.constraint(graph) if len(graph) else {})
    sizes = {
        node: len(near) - 2 * graph.subgraph(near).size() / len(near) if near else math.nan
        for node in graph
        for near in [list(graph[node])]
    }
    assert measures.effective_size(graph) == same(sizes)


@given(weighed_graphs())
def test_structural_holes_with_arrows_and_weights(graph):
    """Node by node: networkx divides by the wrong maximum when it does all at once (3.6)."""
    naming = [node for node in graph if graph[node]]  # To networkx, the others are isolates.
    for weight in (None, "weight"):
        found = measures.constraint(graph, weight=weight)
        expected = nx.constraint(graph, naming, weight)
        assert {node: found[node] for node in naming} == same(expected)
        found = measures.effective_size(graph, weight=weight)
        expected = nx.effective_size(graph, naming, weight)
        assert {node: found[node] for node in naming} == same(expected)


@given(weighed_graphs())
def test_constraint_within_the_ego_network(graph):
    both = graph.to_undirected()
    for a, b in both.edges:
        both.edges[a, b]["weight"] = sum(
            graph.edges[arc]["weight"] for arc in ((a, b), (b, a)) if graph.has_edge(*arc)
        )
    for ego, found in measures.constraint(graph, weight="weight", within="ego").items():
        around = nx.ego_graph(both, ego)
        expected = nx.constraint(around, weight="weight")[ego] if len(around) > 1 else math.nan
        assert found == same(expected)


@given(graphs())
def test_cores(graph):
    numbers = nx.core_number(graph)
    assert measures.core_number(graph) == numbers
    layers = measures.core_periphery(graph)
    assert set(layers.values()) <= {"core", "middle", "edge"}
    top = max(numbers.values(), default=0)
    assert all((layers[node] == "core") >= (k == top > 1) for node, k in numbers.items())


@given(graphs())
def test_removal_equals_taking_them_out(graph):
    gone = sorted(graph)[::3]
    rest = graph.copy()
    rest.remove_nodes_from(gone)
    found = measures.removal(graph, gone)
    before, after = ways(graph), ways(rest)
    lost = sum(b in before[a] and b not in after[a] for a, b in combinations(sorted(rest), 2))
    assert found.lost_pairs == lost
    assert found.parts_before == nx.number_connected_components(graph)
    assert found.parts_after == nx.number_connected_components(rest)
    parts = set(map(frozenset, nx.connected_components(rest)))
    assert {frozenset(part) for part in found.cut_off} <= parts
    assert bool(found.cut_off) == bool(lost)


@given(graphs())
def test_lost_pairs_are_those_of_each_removal(graph):
    expected = {node: measures.removal(graph, [node]).lost_pairs for node in graph}
    assert measures.lost_pairs(graph) == expected


def best_set(graph, size, score):
    return max((score(set(chosen)) for chosen in combinations(graph, size)), default=0.0)


@given(graphs(9), st.integers(1, 3))
@settings(max_examples=60)
def test_key_players_score_what_they_say_and_single_ones_are_best(graph, size):
    def reached(chosen):
        near = {n for each in chosen for n in nx.single_source_shortest_path_length(graph, each, 2)}
        return len(near) / len(graph)

    def parted(chosen):
        rest = graph.copy()
        rest.remove_nodes_from(chosen)
        return measures.fragmentation(rest)

    for goal, score in (("reach", reached), ("fragment", parted)):
        nodes, share = measures.key_players(graph, size=size, goal=goal)
        assert len(nodes) == min(size, len(graph))
        assert share == same(score(set(nodes)) if nodes else 0.0)
        if size == 1 and len(graph):
            assert share == same(best_set(graph, 1, score))


@pytest.mark.parametrize(
    "graph",
    [
        nx.florentine_families_graph(),
        *(nx.gnm_random_graph(*size) for size in ((18, 18, 65), (11, 22, 101), (19, 38, 163))),
    ],
    ids=["florence", "sparse", "dense", "middling"],
)
def test_no_partition_of_a_small_network_is_better(graph):
    """igraph finds the best of all by an integer program (Brandes and others 2008)."""
    graph = nx.convert_node_labels_to_integers(graph)
    best = igraph.Graph(len(graph), list(graph.edges)).community_optimal_modularity().modularity
    assert measures.modularity(graph) == pytest.approx(best)


@given(graphs())
def test_communities_part_the_network_and_hang_together(graph):
    found = measures.communities(graph)
    assert sorted(node for part in found for node in part) == sorted(graph)
    assert all(nx.is_connected(graph.subgraph(part)) for part in found)
    if graph.size():
        assert measures.modularity(graph) == same(nx.community.modularity(graph, found))
        louvain = nx.community.louvain_communities(graph, seed=1)
        assert measures.modularity(graph) >= nx.community.modularity(graph, louvain) - 1e-9


@given(digraphs())
def test_krackhardts_four_equal_plain_search(graph):
    reached = {a: set(row) | {a} for a, row in ways(graph).items()}
    some = [(a, b) for a, b in combinations(graph, 2) if b in reached[a] or a in reached[b]]
    one_way = sum((b in reached[a]) != (a in reached[b]) for a, b in some)
    assert measures.hierarchy(graph) == same(one_way / len(some) if some else math.nan)
    parts = list(nx.weakly_connected_components(graph))
    room = sum((len(part) - 1) ** 2 for part in parts)
    extra = graph.size() - sum(len(part) - 1 for part in parts)
    assert measures.efficiency(graph) == same(1 - extra / room if room else math.nan)
    bad = 0
    for part in parts:
        for a, b in combinations(part, 2):
            above = [k for k in part if {a, b} <= reached[k]]
            bad += not any(all(low in reached[k] for k in above) for low in above)
    most = sum((len(part) - 1) * (len(part) - 2) // 2 for part in parts)
    assert measures.upper_bound(graph) == same(1 - bad / most if most else math.nan)


@given(signed_graphs())
def test_balance_and_frustration_equal_trying_everything(graph):
    sign = nx.get_edge_attributes(graph, "sign")
    triads = [
        t
        for t in combinations(sorted(graph), 3)
        if all(map(graph.has_edge, *zip(*combinations(t, 2), strict=True)))
    ]
    product_of = {
        t: math.prod(graph.edges[pair]["sign"] for pair in combinations(t, 2)) for t in triads
    }
    balanced = sum(p > 0 for p in product_of.values())
    assert measures.triangle_balance(graph) == same(balanced / len(triads) if triads else math.nan)
    assert measures.unbalanced_triads(graph) == [t for t, p in product_of.items() if p < 0]
    nodes = sorted(graph)
    least = min(
        sum(
            dict(zip(nodes, sides, strict=True))[a] * dict(zip(nodes, sides, strict=True))[b] != s
            for (a, b), s in sign.items()
        )
        for sides in product((1, -1), repeat=len(nodes))
    )
    assert measures.frustration(graph) == same(least if sign else math.nan)
    camps = measures.two_camps(graph)
    assert camps.exact
    first, second = camps.camps
    assert not first & second
    against = sum((s > 0) != ((a in first) == (b in first)) for (a, b), s in sign.items())
    assert against == camps.ties == least


@given(graphs(), st.data())
def test_mixing_counts_every_tie_once(graph, data):
    colours = {node: data.draw(st.sampled_from(["a", "b", None, ""])) for node in graph}
    nx.set_node_attributes(graph, colours, "colour")
    known = [(colours[a], colours[b]) for a, b in graph.edges if colours[a] and colours[b]]
    outside = sum(a != b for a, b in known)
    expected = (2 * outside - len(known)) / len(known) if known else math.nan
    assert measures.ei_index(graph, "colour") == same(expected)
    found = measures.mixing(graph, "colour")
    assert sum(found.table.values()) == len(known)
    named = sum(bool(colour) for colour in colours.values())
    assert sum(found.expected.values()) == same(len(known) if named > 1 else 0)
    for (a, b), count in found.table.items():
        assert count == sum(sorted(pair) == [a, b] for pair in known)


@given(graphs())
def test_open_triangles_equal_looking_at_every_pair(graph):
    found = {(a, b): common for a, b, common in measures.open_triangles(graph)}
    for a, b in combinations(sorted(graph), 2):
        common = sorted(nx.common_neighbors(graph, a, b))
        assert found.get((a, b), []) == ([] if graph.has_edge(a, b) else common)
    counts = [len(common) for *_, common in measures.open_triangles(graph)]
    assert counts == sorted(counts, reverse=True)
    assert (
        measures.open_triangles(graph, least=2, most=1)
        == [row for row in measures.open_triangles(graph) if len(row[2]) > 1][:1]
    )


@given(graphs())
def test_centralization_equals_the_sum_of_differences(graph):
    size = len(graph)
    counts = [k for _, k in graph.degree]
    expected = (
        sum(max(counts) - k for k in counts) / (size - 1) / (size - 2) if size > 2 else math.nan
    )
    assert measures.degree_centralization(graph) == same(expected)
    shares = list(nx.betweenness_centrality(graph).values())
    expected = sum(max(shares) - each for each in shares) / (size - 1) if size > 2 else math.nan
    assert measures.betweenness_centralization(graph) == same(expected)


@given(st.lists(st.integers(0, 9), max_size=12))
def test_rank_groups_never_part_equals(values):
    ranked = measures.rank_groups(dict(enumerate(values)), groups=3)
    if len(values) < 8:
        assert ranked is None
        return
    single = measures.rank_groups(dict(enumerate(values)))
    assert [{values[node] for node in group} for group in single] == [
        {value} for value in sorted(set(values), reverse=True)
    ]
    assert sorted(node for group in ranked for node in group) == list(range(len(values)))
    assert len(ranked) == min(3, len(set(values)))
    ends = [(min(values[n] for n in group), max(values[n] for n in group)) for group in ranked]
    assert all(low > high for (low, _), (_, high) in pairwise(ends))

    def spread(groups):
        return sum(len(g) * np.var([values[n] for n in g]) for g in groups)

    levels = sorted(set(values), reverse=True)
    for cuts in combinations(range(1, len(levels)), len(ranked) - 1):
        bounds = [0, *cuts, len(levels)]
        other = [
            [n for n, value in enumerate(values) if value in levels[a:b]]
            for a, b in pairwise(bounds)
        ]
        assert spread(ranked) <= spread(other) + 1e-9
