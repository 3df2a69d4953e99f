"""Networks too large for trying everything: numbers as of networkx, and the same every time."""

import random

import networkx as nx
import numpy as np
import pytest

from stakeholders.graph import measures
from stakeholders.graph.measures import holes, orders, paths, players, triangles, ways
from tests.stakeholders.graph.drawn import village


def hub(leaves):
    """A hub with many leaves, some of them tied in a circle."""
    graph = nx.star_graph(leaves)
    nx.add_cycle(graph, range(1, 30))
    return graph


NETWORKS = {
    "random": nx.gnm_random_graph(300, 750, seed=1),
    "sparse": nx.gnm_random_graph(300, 240, seed=2),
    "scale-free": nx.barabasi_albert_graph(300, 3, seed=3),
    "circles": nx.connected_caveman_graph(20, 12),
    "chain": nx.path_graph(200),
    "hub": hub(250),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_measures_of_hundreds_agree_with_networkx(name):
    graph = NETWORKS[name]
    assert measures.closeness(graph) == pytest.approx(nx.closeness_centrality(graph))
    exact = nx.betweenness_centrality(graph, normalized=False)
    assert measures.betweenness(graph) == pytest.approx(exact)
    near = {n: len(nx.single_source_shortest_path_length(graph, n, 2)) - 1 for n in graph}
    assert measures.reach(graph) == near
    assert measures.constraint(graph) == pytest.approx(nx.constraint(graph), nan_ok=True)
    assert measures.core_number(graph) == nx.core_number(graph)
    louvain = nx.community.louvain_communities(graph, seed=1)
    ours = measures.modularity(graph)
    assert ours >= nx.community.modularity(graph, louvain) - 0.01


def test_measures_along_arrows_agree_with_networkx():
    graph = nx.gnm_random_graph(300, 900, seed=4, directed=True)
    inward = measures.closeness(graph, directed=True, inward=True)
    assert inward == pytest.approx(nx.closeness_centrality(graph))
    near = {n: len(nx.single_source_shortest_path_length(graph, n, 2)) - 1 for n in graph}
    assert measures.reach(graph, directed=True) == near


def test_distances_do_not_depend_on_how_many_are_counted_at_once(monkeypatch):
    whole = measures.closeness(NETWORKS["random"])
    monkeypatch.setattr(paths, "WORDS", 1)
    assert measures.closeness(NETWORKS["random"]) == whole


@pytest.mark.parametrize("directed", [False, True])
def test_betweenness_does_not_depend_on_how_many_sources_go_together(monkeypatch, directed):
    graph = nx.gnm_random_graph(120, 300, seed=8, directed=directed)
    whole = measures.betweenness(graph, directed=directed)
    monkeypatch.setattr(ways, "SPAN", 1)
    assert measures.betweenness(graph, directed=directed) == pytest.approx(whole)


@pytest.mark.parametrize("directed", [False, True])
def test_long_chains_are_walked_to_the_same_end(directed):
    """400 in a row, with a side way here and there."""
    graph = nx.path_graph(400, create_using=nx.DiGraph if directed else nx.Graph)
    graph.add_edges_from((k, k + 3) for k in range(0, 300, 50))
    exact = nx.betweenness_centrality(graph, normalized=False)
    assert measures.betweenness(graph, directed=directed) == pytest.approx(exact)
    near = nx.closeness_centrality(graph.reverse() if directed else graph)
    assert measures.closeness(graph, directed=directed) == pytest.approx(near)
    longest = max(max(row.values()) for _, row in nx.all_pairs_shortest_path_length(graph))
    assert measures.diameter(graph, directed=directed) == longest > ways.DEEP


def test_triangles_do_not_depend_on_how_many_are_looked_at_together(monkeypatch):
    graph = NETWORKS["circles"]
    whole = [measures.constraint(graph), measures.clustering(graph), measures.open_triangles(graph)]
    few = measures.open_triangles(graph, most=7)
    monkeypatch.setattr(triangles, "TOGETHER", 5)
    monkeypatch.setattr(holes, "TOGETHER", 5)
    assert measures.constraint(graph) == pytest.approx(whole[0])
    assert measures.clustering(graph) == whole[1]
    assert measures.open_triangles(graph) == whole[2]
    assert measures.open_triangles(graph, most=7) == few == whole[2][:7]


def test_key_players_are_found_among_the_foremost_where_all_are_too_many(monkeypatch):
    graph = NETWORKS["scale-free"]
    whole = measures.key_players(graph)
    monkeypatch.setattr(players, "HELD", 10_000)
    assert measures.key_players(graph)[1] > 0.95 * whole[1]


def test_a_sample_is_near_the_truth_and_knows_how_near():
    """Over many samples the mean is exact, and the errors are as large as they are said to be."""
    net = measures.Arrays(nx.barabasi_albert_graph(150, 3, seed=3))
    exact = np.array(list(measures.betweenness(net).values()))
    found = [measures.sampled_betweenness(net, sample=50, seed=seed) for seed in range(40)]
    values = np.array([list(each.values.values()) for each in found])
    said = np.sqrt(np.mean([np.square(list(each.errors.values())) for each in found], axis=0))
    real = np.sqrt(np.mean(np.square(values - exact), axis=0))
    assert np.abs(values.mean(axis=0) - exact).sum() < 0.1 * exact.sum()
    assert 0.85 < np.median(real / said) < 1.15
    assert (found[0].sources, found[0].nodes) == (50, 150)


def test_a_sample_is_the_same_every_time():
    graph = NETWORKS["scale-free"]
    once = measures.sampled_betweenness(graph, sample=20, seed=5).values
    assert measures.betweenness(graph, sample=20, seed=5) == once
    assert measures.betweenness(graph, sample=20, seed=6) != once
    assert measures.betweenness(graph, sample=300) == measures.betweenness(graph)


def shuffled(graph, seed):
    """The same network, its nodes and ties in another order."""
    chance = random.Random(seed)  # noqa: S311
    other = nx.Graph()
    other.add_nodes_from(chance.sample(list(graph), len(graph)))
    other.add_edges_from(chance.sample(list(graph.edges), graph.size()))
    return other


@pytest.mark.parametrize("name", NETWORKS)
def test_communities_do_not_depend_on_the_order_of_reading(name):
    graph = NETWORKS[name]
    assert measures.communities(shuffled(graph, 1)) == measures.communities(graph)


def moved(before, after):
    """How many nodes left the community that most of their old one went to."""
    label = {node: number for number, part in enumerate(after) for node in part}
    counts = [[label[node] for node in part if node in label] for part in before]
    return sum(len(each) - max(map(each.count, each), default=0) for each in counts)


@pytest.mark.parametrize("seed", range(5))
def test_a_small_edit_moves_few(seed):
    """One tie more, one tie less and one newcomer: at most one in fifty changes the community."""
    graph = nx.gaussian_random_partition_graph(200, 15, 5, 0.4, 0.01, seed=7)
    before = measures.communities(graph)
    chance = random.Random(seed)  # noqa: S311
    graph.add_edge(*chance.sample(range(200), 2))
    graph.remove_edge(*chance.choice(list(graph.edges)))
    graph.add_edge(999, 5)
    after = measures.communities(graph, previous=before)
    assert moved(before, after) <= 4
    assert measures.modularity(graph, after) > measures.modularity(graph) - 0.02
    assert any({5, 999} <= part for part in after)


def test_a_partition_that_no_longer_fits_is_given_up():
    graph = nx.connected_caveman_graph(8, 6)
    wrong = [set(range(start, 48, 8)) for start in range(8)]
    found = measures.communities(graph, previous=wrong)
    assert measures.modularity(graph, found) == pytest.approx(measures.modularity(graph), abs=0.02)


def test_what_has_no_clusters_is_one_community():
    assert measures.communities(nx.complete_graph(6)) == [set(range(6))]
    assert measures.modularity(nx.complete_graph(6)) == 0


def test_upper_bound_of_many_is_estimated(monkeypatch):
    graph = nx.gnr_graph(400, 0.3, seed=1).reverse()
    graph.add_edges_from((k, k + 7) for k in range(390))
    exact = measures.upper_bound(graph)
    monkeypatch.setattr(orders, "ALL_PAIRS", 10)
    assert measures.upper_bound(graph) == pytest.approx(exact, abs=0.03)


def test_a_frustration_that_is_not_proved_says_so():
    """400 ties of random sign: found by search alone, and an upper limit for any other division."""
    graph = nx.gnm_random_graph(80, 400, seed=1)
    chance = random.Random(1)  # noqa: S311
    for *_, data in graph.edges(data=True):
        data["sign"] = chance.choice((1, -1))
    found = measures.two_camps(graph)
    assert not found.exact
    assert 0 < found.ties < 200
    assert measures.two_camps(graph) == found


@pytest.mark.parametrize(("size", "least"), [((60, 200, 1), 48), ((40, 150, 1), 37)])
def test_frustration_of_some_sixty_is_proved(size, least):
    """Ties of random sign are the hardest; real networks are nearer to balance."""
    graph = nx.gnm_random_graph(*size)
    chance = random.Random(size[2])  # noqa: S311
    for *_, data in graph.edges(data=True):
        data["sign"] = chance.choice([1, -1])
    found = measures.two_camps(graph)
    assert (found.ties, found.exact) == (least, True)


def test_the_search_for_two_camps_comes_near_what_is_known():
    """900 ties of random sign: a longer search came to 188, turning nodes alone to 217."""
    chance = random.Random(0)  # noqa: S311
    graph = nx.gnm_random_graph(300, 900, seed=0)
    for *_, data in graph.edges(data=True):
        data["sign"] = chance.choice([1, -1])
    assert 180 < measures.frustration(graph) <= 195


def test_arrays_stand_for_their_network():
    graph = village("A+B B!C C/A P~A D+B", persons="P")
    net = measures.Arrays(graph)
    for name in ("degree", "closeness", "constraint", "communities", "signs", "multiplexity"):
        measure = getattr(measures, name)
        assert str(measure(net)) == str(measure(graph))
    assert measures.degree(net, kinds={"competes"}) == {"A": 0, "B": 1, "C": 1, "D": 0, "P": 0}


def test_several_kinds_of_tie_between_two():
    assert measures.multiplexity(village("A+B B!A A+C C/A C~A")) == {
        ("A", "B"): ("competes", "supports"),
        ("A", "C"): ("membership", "supports"),
    }


def test_signs_of_statements():
    """A supports B and B competes with A: neither friend nor rival. No relation is no sign."""
    graph = village("A+B B!A A+C C!D D/A")
    assert measures.signs(graph) == {("A", "B"): 0, ("A", "C"): 1, ("C", "D"): -1}


def test_negative_weights_are_signs_where_nothing_else_is():
    graph = nx.Graph()
    graph.add_weighted_edges_from([("A", "B", 2), ("B", "C", -1), ("C", "A", -3)])
    assert measures.signs(graph) == {("A", "B"): 1, ("A", "C"): -1, ("B", "C"): -1}
    assert measures.triangle_balance(graph) == 1
    graph.remove_edges_from([("B", "C"), ("C", "A")])
    assert measures.signs(graph) == {}
