"""Measures against published figures, hand-worked ones, and slow second ways of counting."""

import math
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given

from stakeholders.graph import measures
from tests.stakeholders.graph.drawn import drawn, graphs, village

KITE = nx.krackhardt_kite_graph()
KARATE = nx.karate_club_graph()
FLORENCE = nx.florentine_families_graph()


def reachable(graph, start):
    """All nodes that a walk from `start` can come to, by plain search."""
    seen, waiting = {start}, [start]
    while waiting:
        for other in graph[waiting.pop()]:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


def parts(graph):
    return {frozenset(reachable(graph, node)) for node in graph}


def without(graph, *, nodes=(), ties=()):
    rest = graph.copy()
    rest.remove_nodes_from(nodes)
    rest.remove_edges_from(ties)
    return rest


def counted_betweenness(graph):
    """Every shortest path of every pair, listed one by one."""
    count = dict.fromkeys(graph, 0.0)
    for a, b in combinations(graph, 2):
        if b not in reachable(graph, a):
            continue
        paths = list(nx.all_shortest_paths(graph, a, b))
        for path in paths:
            for node in path[1:-1]:
                count[node] += 1 / len(paths)
    return count


def test_degree_counts_others_not_ties():
    """A names B twice, B names A, C names A; D is alone and "no relation" is not a tie."""
    graph = village("A+B A!B B+A C+A D/A")
    assert measures.degree(graph) == {"A": 2, "B": 1, "C": 1, "D": 0}
    assert measures.degree(graph, direction="in") == {"A": 2, "B": 1, "C": 0, "D": 0}
    assert measures.degree(graph, direction="out") == {"A": 1, "B": 1, "C": 1, "D": 0}


def test_degree_of_one_kind():
    graph = village("A+B A!C B/C")
    assert measures.degree(graph, kinds={"competes"}) == {"A": 1, "B": 0, "C": 1}
    assert measures.degree(graph, kinds={"unrelated"}, direction="in") == {"A": 0, "B": 0, "C": 1}


def test_degree_refuses_an_unknown_direction():
    with pytest.raises(ValueError, match="sideways"):
        measures.degree(KITE, direction="sideways")


def test_degrees_of_krackhardts_kite_are_as_published():
    """Krackhardt 1990: Diane (node 3) has 6, Fernando and Garth 5, Jane 1."""
    assert [measures.degree(KITE)[node] for node in range(10)] == [4, 4, 3, 6, 3, 5, 5, 3, 2, 1]


def test_betweenness_of_krackhardts_kite_is_as_published():
    """Heather (7) is the broker with 14 of 36 pairs; Fernando and Garth 8.33; Ike 8; Diane 3.67."""
    count = measures.betweenness(KITE)
    assert count[7] == pytest.approx(14)
    assert count[5] == count[6] == pytest.approx(8 + 1 / 3)
    assert count[8] == pytest.approx(8)
    assert count[3] == pytest.approx(3 + 2 / 3)
    assert measures.betweenness_share(KITE)[7] == pytest.approx(0.389, abs=5e-4)


def test_the_medici_stand_between_half_of_florence():
    """Padgett's marriages: Medici 0.522, Guadagni 0.255, Albizzi and Bischeri next."""
    share = measures.betweenness_share(FLORENCE)
    assert share["Medici"] == pytest.approx(0.522, abs=5e-4)
    assert share["Guadagni"] == pytest.approx(0.255, abs=5e-4)
    assert share["Albizzi"] == pytest.approx(0.212, abs=5e-4)


def test_the_two_heads_of_the_karate_club_are_its_brokers():
    """Zachary 1977: the instructor (0) and the president (33)."""
    share = measures.betweenness_share(KARATE)
    assert share[0] == pytest.approx(0.438, abs=5e-4)
    assert share[33] == pytest.approx(0.304, abs=5e-4)


@given(graphs())
def test_betweenness_equals_listing_every_shortest_path(graph):
    assert measures.betweenness(graph) == pytest.approx(counted_betweenness(graph))


def test_betweenness_of_a_long_chain():
    """In a chain of n, the node at place k has k·(n-1-k) pairs on its two sides."""
    chain = nx.path_graph(150)
    assert measures.betweenness(chain) == pytest.approx({k: k * (149 - k) for k in range(150)})


def test_a_star_has_its_centre_between_all():
    assert measures.betweenness(nx.star_graph(5)) == {0: 10, 1: 0, 2: 0, 3: 0, 4: 0, 5: 0}


def test_parts_come_largest_first_then_by_name():
    """A-B-C   G-H   D-E   F"""
    assert measures.components(drawn("A-B B-C G-H D-E F")) == [
        {"A", "B", "C"},
        {"D", "E"},
        {"G", "H"},
        {"F"},
    ]


def test_isolates_are_those_without_a_drawn_tie():
    assert measures.isolates(village("A+B C/A D")) == ["C", "D"]


@given(graphs())
def test_parts_equal_plain_search(graph):
    found = measures.components(graph)
    assert {frozenset(part) for part in found} == parts(graph)
    assert [len(part) for part in found] == sorted(map(len, found), reverse=True)


@given(graphs())
def test_fragmentation_equals_counting_pairs(graph):
    pairs = list(combinations(graph, 2))
    apart = sum(b not in reachable(graph, a) for a, b in pairs)
    assert measures.fragmentation(graph) == pytest.approx(apart / len(pairs) if pairs else 0)


def test_fragmentation_of_two_halves():
    """A-B   C-D: 2 of 6 pairs reach each other."""
    assert measures.fragmentation(drawn("A-B C-D")) == pytest.approx(4 / 6)
    assert measures.fragmentation(drawn("A B C")) == 1


@given(graphs())
def test_articulation_points_equal_leaving_each_out(graph):
    def splits(node):
        return len(parts(without(graph, nodes=[node]))) > len(parts(graph)) - (not graph[node])

    assert measures.articulation_points(graph) == [node for node in sorted(graph) if splits(node)]


@given(graphs())
def test_bridges_equal_leaving_each_tie_out(graph):
    bridges = [
        pair
        for pair in sorted(tuple(sorted(pair)) for pair in graph.edges)
        if len(parts(without(graph, ties=[pair]))) > len(parts(graph))
    ]
    assert measures.bridges(graph) == bridges


def test_two_ties_between_a_pair_are_one_bridge():
    assert measures.bridges(village("B+A A!B B+C")) == [("A", "B"), ("B", "C")]


@given(graphs())
def test_the_sides_of_a_cut_point_are_what_its_leaving_leaves(graph):
    found = measures.separations(graph)
    assert list(found) == measures.articulation_points(graph)
    for node, sides in found.items():
        left = {part for part in parts(without(graph, nodes=[node])) if part & set(graph[node])}
        assert {frozenset(side) for side in sides} == left
        assert sum(map(len, sides)) == len(set().union(*sides))


def test_known_cut_points_of_the_karate_club():
    assert measures.articulation_points(KARATE) == [0]
    assert sorted(map(len, measures.separations(KARATE)[0])) == [1, 5, 27]


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        (nx.complete_graph(4), 1),
        (drawn("A-B C"), 1 / 3),
        (nx.DiGraph([(1, 2)]), 1 / 2),
        (nx.MultiDiGraph([(1, 2), (1, 2), (2, 1)]), 1),
        (village("A+B B+A A/C"), 2 / 6),
        (drawn("A"), 0),
    ],
)
def test_density_is_ties_over_possible_ties(graph, expected):
    assert measures.density(graph) == pytest.approx(expected)


def test_density_of_florence_is_as_published():
    assert measures.density(FLORENCE) == pytest.approx(0.190, abs=5e-4)


ALL = [
    measures.degree,
    measures.density,
    measures.components,
    measures.strong_components,
    measures.isolates,
    measures.fragmentation,
    measures.articulation_points,
    measures.bridges,
    measures.separations,
    measures.betweenness,
    measures.betweenness_share,
    lambda graph: measures.sampled_betweenness(graph, sample=2).values,
    measures.closeness,
    measures.reach,
    measures.clustering,
    measures.constraint,
    lambda graph: measures.constraint(graph, within="ego"),
    measures.effective_size,
    measures.open_triangles,
    measures.core_number,
    measures.core_periphery,
    measures.communities,
    measures.lost_pairs,
    measures.multiplexity,
    measures.signs,
    measures.unbalanced_triads,
]
# Numbers that are not defined where there is nothing.
OF_SOMETHING = [
    measures.reciprocity,
    measures.transitivity,
    measures.degree_centralization,
    measures.betweenness_centralization,
    measures.characteristic_path_length,
    measures.diameter,
    measures.modularity,
    measures.triangle_balance,
    measures.frustration,
    measures.hierarchy,
    measures.efficiency,
    measures.upper_bound,
    lambda graph: measures.ei_index(graph, "kind"),
]


@pytest.mark.parametrize("measure", ALL)
def test_the_empty_network_has_measures(measure):
    assert not measure(nx.Graph())


@pytest.mark.parametrize("measure", OF_SOMETHING)
def test_what_is_not_defined_is_no_number(measure):
    assert math.isnan(measure(nx.Graph()))
    assert math.isnan(measure(nx.DiGraph()))
    assert math.isnan(measure(nx.empty_graph(2)))


@pytest.mark.parametrize("measure", ALL + OF_SOMETHING)
def test_a_measure_does_not_change_its_network(measure):
    graph = village("A+B B!C C/A P~A D", persons="P")
    before = graph.copy()
    measure(graph)
    assert nx.utils.graphs_equal(graph, before)


@pytest.mark.parametrize("measure", ALL + OF_SOMETHING)
@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiDiGraph])
def test_a_node_tied_to_itself_is_refused(measure, kind):
    with pytest.raises(ValueError, match="2 is tied to itself"):
        measure(kind([(1, 2), (2, 2)]))
