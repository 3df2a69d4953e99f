import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from stakeholders.graph import stress
from tests.stakeholders.graph.drawn import graphs


def matrix(graph):
    return csr_array(nx.to_scipy_sparse_array(graph, weight=None, dtype=float))


def drawn(graph, seed=0, start=None):
    return stress.stress_coordinates(matrix(graph), np.random.default_rng(seed), start)


def stress_of(graph, xy):
    return stress.stress_of(stress.steps_between(matrix(graph)), xy)


@given(graphs())
def test_steps_are_those_of_dijkstra(graph):
    assume(len(graph))
    ties = matrix(graph)
    assert (stress.steps_between(ties) == dijkstra(ties, unweighted=True)).all()


@pytest.mark.parametrize("graph", [nx.path_graph(700), nx.gnm_random_graph(900, 800, seed=2)])
def test_steps_of_some_sources_in_any_order(graph):
    """More sources than are searched from together, a way of 699 steps, parts and isolates."""
    sources = np.random.default_rng(0).permutation(len(graph))[:600]
    expected = dijkstra(matrix(graph), unweighted=True, indices=sources)
    assert (stress.steps_between(matrix(graph), sources) == expected).all()


def test_a_chain_is_drawn_straight():
    """1-2-3-4-5 can be drawn without any error."""
    chain = nx.path_graph(5)
    xy = drawn(chain)
    assert stress_of(chain, xy) < 1e-4
    assert np.linalg.norm(xy[0] - xy[4]) == pytest.approx(4, rel=0.01)


def test_a_triangle_has_equal_sides():
    xy = drawn(nx.complete_graph(3))
    assert stress.distances(xy, xy)[[0, 0, 1], [1, 2, 2]] == pytest.approx(1, rel=1e-3)


def test_twins_do_not_fall_together():
    """Two centres, each tied to the same eight: equal for the arithmetic, apart on paper."""
    xy = drawn(nx.complete_bipartite_graph(2, 8))
    apart = stress.distances(xy, xy) + 9 * np.eye(10)
    assert apart.min() > 0.1


def test_majorisation_only_lowers_the_stress():
    graph = nx.karate_club_graph()
    steps = stress.steps_between(matrix(graph))
    start = np.random.default_rng(1).uniform(0, 4, (34, 2))
    end = stress.majorised(steps, start)
    assert stress.stress_of(steps, end) < stress.stress_of(steps, start)


def test_a_least_stress_is_reached_for_a_square():
    """Four sides of one step, two diagonals of two; the best size is found by trying all."""
    square = np.array([(0, 0), (0, 1), (1, 1), (1, 0)], dtype=float)
    steps = stress.steps_between(matrix(nx.cycle_graph(4)))
    by_trying = min(
        (4 * (s - 1) ** 2 + 2 * (s * 2**0.5 / 2 - 1) ** 2) / 6 for s in np.arange(0.8, 1.4, 1e-4)
    )
    assert stress.stress_of(steps, square) == pytest.approx(by_trying, abs=1e-6)
    assert stress_of(nx.cycle_graph(4), drawn(nx.cycle_graph(4))) == pytest.approx(
        by_trying, abs=1e-4
    )


@pytest.mark.parametrize(
    "graph",
    [
        nx.gnm_random_graph(200, 800, seed=4),
        nx.random_labeled_tree(200, seed=2),
        nx.grid_2d_graph(14, 14),
        nx.star_graph(150),
    ],
    ids=["random", "tree", "grid", "star"],
)
def test_descent_alone_comes_near_majorisation(graph):
    graph = graph.subgraph(max(nx.connected_components(graph), key=len))
    by_descent = stress.descended(matrix(graph), np.random.default_rng(0))
    assert stress_of(graph, by_descent) <= 1.05 * stress_of(graph, drawn(graph)) + 1e-3


def test_a_sample_of_pivots_comes_near_all_pairs(monkeypatch):
    graph = nx.connected_watts_strogatz_graph(400, 6, 0.1, seed=3)
    whole = stress.descended(matrix(graph), np.random.default_rng(0))
    monkeypatch.setattr(stress, "SAMPLED_PAIRS", 400 * 100)
    sample = stress.descended(matrix(graph), np.random.default_rng(0))
    assert stress_of(graph, sample) <= 1.1 * stress_of(graph, whole)


def test_a_drawing_that_is_grown_keeps_its_shape():
    """A grid mirrored by its start stays mirrored."""
    graph = nx.convert_node_labels_to_integers(nx.grid_2d_graph(4, 7))
    fresh = drawn(graph)
    grown = drawn(graph, seed=5, start=fresh * (-1, 1) * 40)
    assert np.abs(grown - fresh * (-1, 1)).max() < 0.3


def test_a_drawing_that_cannot_be_grown_is_begun_anew():
    """A chain folded on itself: ten nodes there and back."""
    fold = np.array([(min(k, 19 - k), 0.001 * k) for k in range(20)])
    chain = nx.path_graph(20)
    assert stress_of(chain, drawn(chain, start=fold)) < 1e-3


def test_equal_seeds_draw_the_same():
    graph = nx.karate_club_graph()
    assert (drawn(graph, seed=3) == drawn(graph, seed=3)).all()


def test_stress_of_what_cannot_be_wrong_or_right():
    alone = np.zeros((1, 2))
    assert stress.stress_of(np.zeros((1, 1)), alone) == 0
    one_spot = np.zeros((3, 2))
    assert stress.stress_of(stress.steps_between(matrix(nx.path_graph(3))), one_spot) == 1
