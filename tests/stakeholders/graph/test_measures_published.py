"""Measures against the figures of the literature, each with its source."""

import math
from itertools import combinations

import networkx as nx
import pytest

from stakeholders.graph import measures
from tests.stakeholders.graph.drawn import drawn
from tests.stakeholders.graph.published import EGO, managers, tribes

KITE = nx.krackhardt_kite_graph()
KARATE = nx.karate_club_graph()
FLORENCE = nx.florentine_families_graph()
WOMEN = nx.davis_southern_women_graph()


def three(value):
    """As printed with three digits."""
    return pytest.approx(value, abs=5.1e-4)


def with_pucci():
    """All sixteen families; the Pucci married nobody of the others."""
    graph = FLORENCE.copy()
    graph.add_node("Pucci")
    return graph


def test_closeness_of_the_florentine_families():
    """Wasserman and Faust 1994, table 5.1, the Pucci left out."""
    near = measures.closeness(FLORENCE)
    published = {
        "Acciaiuoli": 0.368,
        "Albizzi": 0.483,
        "Barbadori": 0.438,
        "Bischeri": 0.400,
        "Castellani": 0.389,
        "Ginori": 0.333,
        "Guadagni": 0.467,
        "Lamberteschi": 0.326,
        "Medici": 0.560,
        "Pazzi": 0.286,
        "Peruzzi": 0.368,
        "Ridolfi": 0.500,
        "Salviati": 0.389,
        "Strozzi": 0.438,
        "Tornabuoni": 0.483,
    }
    assert near == {family: three(value) for family, value in published.items()}


def test_betweenness_and_centralization_of_all_sixteen_families():
    """Wasserman and Faust 1994, chapter 5: 0.452 for the Medici; centralization 0.267 and 0.383."""
    families = with_pucci()
    share = measures.betweenness_share(families)
    assert share["Medici"] == three(0.452)
    assert share["Guadagni"] == three(0.221)
    assert share["Pucci"] == 0
    assert measures.degree_centralization(families) == three(0.267)
    assert measures.betweenness_centralization(families) == three(0.383)


def test_closeness_of_the_kite():
    """Krackhardt 1990: Fernando and Garth (5, 6) are nearest, Jane (9) is farthest."""
    near = measures.closeness(KITE)
    assert [near[node] for node in range(10)] == [
        three(value) for value in (0.529, 0.529, 0.5, 0.6, 0.5, 0.643, 0.643, 0.6, 0.429, 0.310)
    ]


@pytest.mark.parametrize(
    ("graph", "degree", "betweenness"),
    [
        (nx.star_graph(4), 1.0, 1.0),
        (nx.cycle_graph(5), 0.0, 0.0),
        (nx.complete_graph(5), 0.0, 0.0),
        (nx.path_graph(5), 1 / 6, 0.417),
    ],
    ids=["star", "circle", "all", "chain"],
)
def test_centralization_of_five_points(graph, degree, betweenness):
    """Freeman 1979: from 1 in the star to 0 where all stand alike."""
    assert measures.degree_centralization(graph) == three(degree)
    assert measures.betweenness_centralization(graph) == three(betweenness)


def test_centralization_of_arrows():
    """All name one: in-degree centralization is 1, out-degree (n-1)·1/(n-1)² at most."""
    named = nx.DiGraph([(k, 0) for k in range(1, 6)])
    assert measures.degree_centralization(named, direction="in") == 1
    assert measures.degree_centralization(named, direction="out") == pytest.approx(1 / 25)


def test_the_shape_of_the_karate_club():
    """Watts's numbers as tabled by Newman 2003 and network repositories."""
    assert measures.mean_clustering(KARATE) == three(0.571)
    assert measures.transitivity(KARATE) == three(0.256)
    assert measures.characteristic_path_length(KARATE) == three(2.408)
    assert measures.diameter(KARATE) == 5
    assert measures.density(KARATE) == three(0.139)


def test_the_four_communities_of_the_karate_club():
    """The best partition there is (Brandes and others 2008): modularity 0.4198."""
    found = measures.communities(KARATE)
    assert [len(part) for part in found] == [12, 11, 6, 5]
    assert measures.modularity(KARATE) == pytest.approx(0.4198, abs=5e-5)
    assert any({0, 1, 2, 3} <= part for part in found)
    assert any({32, 33, 30} <= part for part in found)


def test_the_split_of_the_karate_club_has_its_published_modularity():
    """Girvan and Newman 2004: the two halves Zachary saw have 0.371."""
    club = nx.get_node_attributes(KARATE, "club")
    halves = [{node for node in KARATE if club[node] == name} for name in ("Mr. Hi", "Officer")]
    assert measures.modularity(KARATE, halves) == pytest.approx(0.358, abs=5e-4)
    zachary = [halves[0] - {8}, halves[1] | {8}]
    assert measures.modularity(KARATE, zachary) == pytest.approx(0.371, abs=5e-4)


def test_effective_size_of_burts_example():
    """Borgatti 1997: six contacts with four ties among them, 6 - 8/6 = 4.67."""
    sizes = measures.effective_size(drawn(EGO))
    assert sizes["G"] == pytest.approx(4.67, abs=5e-3)
    assert sizes["C"] == 1


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        (nx.complete_graph(3), 9 / 8),
        (nx.complete_graph(4), 25 / 27),
        (nx.star_graph(4), 1 / 4),
        (nx.path_graph(2), 1),
    ],
    ids=["triangle", "four", "star", "pair"],
)
def test_constraint_worked_by_hand(graph, expected):
    """Burt 1992, 2.4: n contacts who do not know each other constrain by 1/n, a closed circle more.

    In the triangle each contact takes half the ties and is reached through the other by a quarter:
    2·(1/2 + 1/4)². Among four: 3·(1/3 + 2/9)².
    """
    assert measures.constraint(graph)[0] == pytest.approx(expected)
    assert measures.constraint(graph, within="ego")[0] == pytest.approx(expected)


def test_constraint_of_the_network_and_of_the_ego_network_differ():
    """A-B-C-A and B-D. To A, B spends a third of its ties on C in the network; of those around A,
    a half. (1/2 + 1/4)² + (1/2 + 1/6)² against twice (1/2 + 1/4)²."""
    graph = drawn("A-B B-C C-A B-D")
    assert measures.constraint(graph)["A"] == pytest.approx(9 / 16 + 4 / 9)
    assert measures.constraint(graph, within="ego")["A"] == pytest.approx(9 / 8)


def test_the_line_of_command_is_a_tree_in_all_four_ways():
    """Krackhardt 1994: an out-tree has 1 in all; read upwards, nobody is above any two."""
    formal = managers()
    assert (len(formal), formal.size()) == (21, 20)
    for measure in (
        measures.connectedness,
        measures.hierarchy,
        measures.efficiency,
        measures.upper_bound,
    ):
        assert measure(formal) == 1
    assert measures.density(formal) == three(0.048)
    upwards = formal.reverse()
    assert measures.hierarchy(upwards) == measures.efficiency(upwards) == 1
    assert measures.upper_bound(upwards) < 0.2


def test_arrows_to_the_one_above_give_the_same_tree_turned_round():
    """Wasserman and Faust table who reports to whom: there the arrows lead upward."""
    reports = managers().reverse()
    assert measures.hierarchy(reports) == measures.efficiency(reports) == 1
    assert measures.upper_bound(reports) < 0.5
    assert measures.upper_bound(reports, inward=True) == 1


def test_an_answered_arrow_is_surplus_among_arrows_and_none_among_pairs():
    graph = nx.DiGraph([(1, 2), (2, 1), (2, 3), (3, 4)])
    assert measures.efficiency(graph) == 1 - 1 / 9
    assert measures.efficiency(graph, directed=False) == 1
    assert measures.efficiency(nx.DiGraph([(1, 2), (2, 3), (3, 1), (1, 3)]), directed=False) == 0


def test_krackhardts_four_where_all_name_all():
    """The other end: nobody is above anybody and every tie but n-1 is surplus."""
    everybody = nx.complete_graph(6, create_using=nx.DiGraph)
    assert measures.hierarchy(everybody) == measures.efficiency(everybody) == 0
    assert measures.connectedness(everybody) == measures.upper_bound(everybody) == 1


def test_the_highland_tribes_are_seven_ties_from_balance():
    """Read 1954; frustration index 7 and 87 % balanced triangles (Aref and Wilson 2018, 2019)."""
    graph = tribes()
    signs = list(nx.get_edge_attributes(graph, "sign").values())
    assert (len(graph), signs.count(1), signs.count(-1)) == (16, 29, 29)
    assert measures.frustration(graph) == 7
    assert measures.two_camps(graph).exact
    assert measures.triangle_balance(graph) == pytest.approx(0.87, abs=5e-3)
    assert len(measures.unbalanced_triads(graph)) == 9


def test_two_modes_of_the_southern_women():
    """Borgatti and Everett 1997; table in Borgatti and Halgin 2011."""
    found = measures.two_mode(WOMEN, WOMEN.graph["bottom"])
    published = {
        "Evelyn Jefferson": (0.571, 0.800, 0.097),
        "Laura Mandeville": (0.500, 0.727, 0.051),
        "Theresa Anderson": (0.571, 0.800, 0.088),
        "Charlotte McDowd": (0.286, 0.600, 0.011),
        "Pearl Oglethorpe": (0.214, 0.667, 0.007),
        "Ruth DeSand": (0.286, 0.706, 0.017),
        "Sylvia Avondale": (0.500, 0.774, 0.072),
        "Nora Fayette": (0.571, 0.800, 0.113),
        "Dorothy Murchison": (0.143, 0.649, 0.002),
        "Flora Price": (0.143, 0.585, 0.005),
        "E1": (0.167, 0.524, 0.002),
        "E5": (0.444, 0.595, 0.038),
        "E7": (0.556, 0.733, 0.130),
        "E8": (0.778, 0.846, 0.244),
        "E9": (0.667, 0.786, 0.226),
        "E11": (0.222, 0.537, 0.020),
    }
    for node, values in published.items():
        told = found.degree[node], found.closeness[node], found.betweenness[node]
        assert told == tuple(map(three, values)), node


def test_two_modes_equal_networkx():
    women = WOMEN.graph["top"]
    found = measures.two_mode(WOMEN, WOMEN.graph["bottom"])
    assert found.degree == pytest.approx(nx.bipartite.degree_centrality(WOMEN, women))
    assert found.closeness == pytest.approx(nx.bipartite.closeness_centrality(WOMEN, women))
    assert found.betweenness == pytest.approx(nx.bipartite.betweenness_centrality(WOMEN, women))
    with pytest.raises(ValueError, match="on one side"):
        measures.two_mode(WOMEN, WOMEN.graph["bottom"][1:])


def test_the_best_set_is_not_that_of_the_best_single_nodes():
    """Borgatti 2006: two hubs of one circle reach the same people; the pair looks for both circles.

    Hubs A and B share seven leaves, hub X has five of its own and is joined to A by a chain.
    """
    graph = nx.Graph([(hub, leaf) for hub in "AB" for leaf in range(7)])
    graph.add_edges_from(("X", leaf) for leaf in range(10, 15))
    graph.add_edges_from([("A", "m"), ("m", "n"), ("n", "X")])
    single = sorted(graph, key=graph.degree, reverse=True)[:2]
    assert sorted(single) == ["A", "B"]
    assert measures.key_players(graph, size=2, steps=1) == (["A", "X"], pytest.approx(16 / 17))


def test_the_medici_hold_florence_together():
    """Without them 5 of 14 families hang loose: 1 - (10·9 + ...)/ (14·13), by hand 0.385."""
    nodes, share = measures.key_players(FLORENCE, size=1, goal="fragment")
    assert (nodes, share) == (["Medici"], three(0.385))
    gone = measures.removal(FLORENCE, ["Medici"])
    assert (gone.parts_before, gone.parts_after) == (1, 3)
    assert sorted(map(sorted, gone.cut_off)) == [["Acciaiuoli"], ["Pazzi", "Salviati"]]
    assert gone.lost_pairs == 11 * 2 + 11 * 1 + 2 * 1 == measures.lost_pairs(FLORENCE)["Medici"]


@pytest.mark.parametrize("graph", [FLORENCE, KITE], ids=["florence", "kite"])
@pytest.mark.parametrize("size", [2, 3])
def test_key_players_are_the_best_of_all_sets(graph, size):
    """Borgatti 2006 searches by exchange too; in networks so small every set can be tried."""

    def reached(chosen):
        return len({n for each in chosen for n in [each, *graph[each]]}) / len(graph)

    def parted(chosen):
        rest = graph.copy()
        rest.remove_nodes_from(chosen)
        return measures.fragmentation(rest)

    sets = list(combinations(graph, size))
    reach = measures.key_players(graph, size=size, steps=1)[1]
    assert reach == pytest.approx(max(map(reached, sets)))
    part = measures.key_players(graph, size=size, goal="fragment")[1]
    assert part == pytest.approx(max(map(parted, sets)))


def test_ei_index_of_two_circles():
    """Krackhardt and Stern 1988: two triangles of different kind with one tie between: (1-6)/7."""
    graph = drawn("a-b b-c c-a x-y y-z z-x a-x")
    nx.set_node_attributes(graph, {node: node < "m" for node in graph}, "kind")
    assert measures.ei_index(graph, "kind") == pytest.approx(-5 / 7)
    mixed = measures.mixing(graph, "kind")
    assert mixed.table == {(False, False): 3, (False, True): 1, (True, True): 3}
    assert mixed.expected[False, True] == pytest.approx(7 * 9 / 15)


def test_ei_index_by_pairs_and_by_arrows():
    graph = nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c")])
    nx.set_node_attributes(graph, {"a": 1, "b": 1, "c": 2}, "g")
    assert measures.ei_index(graph, "g") == 0
    assert measures.ei_index(graph, "g", of="arcs") == -1 / 3


def test_transitivity_with_and_without_arrows():
    """A circle of three arrows: nothing is closed along them, all is without them."""
    graph = nx.DiGraph([(1, 2), (2, 3), (3, 1)])
    assert measures.transitivity(graph) == 0
    assert measures.transitivity(graph, directed=False) == 1


def test_signed_triangles_of_the_highland_tribes():
    """Hage and Harary 1983: 68 triangles, all but nine balanced; here by trying all threes too."""
    graph = tribes()
    products = [
        graph.edges[a, b]["sign"] * graph.edges[b, c]["sign"] * graph.edges[a, c]["sign"]
        for a, b, c in combinations(graph, 3)
        if graph.has_edge(a, b) and graph.has_edge(b, c) and graph.has_edge(a, c)
    ]
    assert measures.signed_triangles(graph) == (products.count(1), products.count(-1)) == (59, 9)


def test_reciprocity_counted_by_arrows_and_by_pairs():
    """Two pairs answer each other, two do not: 4 of 6 arrows, 2 of 4 pairs."""
    graph = nx.DiGraph([(1, 2), (2, 1), (2, 3), (3, 2), (3, 4), (1, 4)])
    assert measures.reciprocity(graph) == pytest.approx(4 / 6)
    assert measures.reciprocity(graph, of="dyads") == pytest.approx(2 / 4)
    assert math.isnan(measures.reciprocity(graph.to_undirected()))


def test_core_middle_and_edge_of_the_kite():
    """Seven of the kite hold each other in a 3-core; Heather leads out to Ike and Jane."""
    layers = measures.core_periphery(KITE)
    assert {node for node, layer in layers.items() if layer == "core"} == set(range(7))
    assert layers[9] == "edge"


def test_ranks_are_groups():
    share = measures.betweenness_share(FLORENCE)
    first, *_ = measures.rank_groups(share, groups=3)
    assert first == ["Medici"]
    assert measures.rank_groups(dict.fromkeys(range(7), 1)) is None
    assert measures.rank_groups(dict.fromkeys(range(8), 1)) == [list(range(8))]
