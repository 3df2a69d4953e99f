import math
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholders.graph.layout import place_new, rotate_to, stress, stress_layout
from tests.bench.villages import villages
from tests.stakeholders.graph.drawn import drawn, graphs, village

KARATE = nx.karate_club_graph()


def apart(positions):
    return min((math.dist(a, b) for a, b in combinations(positions.values(), 2)), default=math.inf)


def tie_lengths(graph, positions):
    return [math.dist(positions[a], positions[b]) for a, b in graph.edges]


def box(positions, nodes):
    xy = np.array([positions[node] for node in nodes])
    return xy.min(axis=0), xy.max(axis=0)


def counted_stress(graph, positions):
    """Pair by pair, trying many sizes."""
    pairs = [
        (math.dist(positions[a], positions[b]), steps)
        for a, reached in nx.all_pairs_shortest_path_length(graph)
        for b, steps in reached.items()
        if steps
    ]
    sizes = (0.01 * k for k in range(1, 400))
    return min(sum((s * d / steps - 1) ** 2 for d, steps in pairs) for s in sizes) / len(pairs)


@settings(deadline=None)
@given(graphs())
def test_everybody_has_a_place_of_his_own(graph):
    positions = stress_layout(graph)
    assert list(positions) == sorted(graph)
    assert all(math.isfinite(value) for spot in positions.values() for value in spot)
    assert apart(positions) > 0.05


def test_a_mean_tie_is_one_long():
    assert np.mean(tie_lengths(KARATE, stress_layout(KARATE))) == pytest.approx(1)


def test_the_order_of_rows_does_not_matter():
    shuffled = nx.Graph()
    shuffled.add_nodes_from(sorted(KARATE, reverse=True))
    shuffled.add_edges_from([(b, a) for a, b in reversed(list(KARATE.edges))])
    assert stress_layout(shuffled) == stress_layout(KARATE)


def test_ties_in_several_ways_and_denials_draw_the_same_map():
    assert stress_layout(village("A+B B!A B+C A/C")) == stress_layout(drawn("A-B B-C"))


def test_stress_equals_counting_pair_by_pair():
    positions = stress_layout(KARATE)
    assert stress(KARATE, positions) == pytest.approx(counted_stress(KARATE, positions), abs=1e-4)


def test_stress_does_not_depend_on_the_unit():
    positions = stress_layout(KARATE)
    larger = {node: (400 * x + 7, 400 * y) for node, (x, y) in positions.items()}
    assert stress(KARATE, larger) == pytest.approx(stress(KARATE, positions))


def test_stress_of_a_split_network_counts_pairs_with_a_way_only():
    """A-B   C-D   E: each tie may be as long as the other, the rest is free."""
    positions = {"A": (0, 0), "B": (1, 0), "C": (50, 0), "D": (50, 1), "E": (-3, 8)}
    assert stress(drawn("A-B C-D E"), positions) == pytest.approx(0)
    assert stress(drawn("A B"), {"A": (0, 0), "B": (0, 0)}) == 0


def test_stress_of_a_large_network_is_summed_in_pieces():
    graph = nx.path_graph(1_200)
    assert stress(graph, {k: (k, 0) for k in graph}) == pytest.approx(0, abs=1e-9)


def test_stress_needs_every_position():
    with pytest.raises(ValueError, match="no position for B, C"):
        stress(drawn("A-B C"), {"A": (0, 0)})


def test_parts_stand_side_by_side_without_touching():
    """Four parts of 8, 5, 4 and 2."""
    graph = nx.disjoint_union_all([nx.cycle_graph(8), nx.star_graph(4), nx.path_graph(4)])
    graph.add_edge("a", "b")
    positions = stress_layout(graph)
    boxes = [box(positions, part) for part in nx.connected_components(graph)]
    for (low, high), (other_low, other_high) in combinations(boxes, 2):
        gap = np.maximum(other_low - high, low - other_high).max()
        assert gap >= 1 - 1e-9


def test_isolates_stand_in_a_row_below_the_rest():
    positions = stress_layout(drawn("A-B B-C C-D D-E P Q R"))
    _, (_, lowest) = box(positions, "ABCDE")
    assert [positions[name][1] for name in "PQR"] == pytest.approx([lowest + 1] * 3)
    assert [positions[name][0] for name in "PQR"] == [0, 1, 2]


def test_isolates_alone_fill_a_page():
    positions = stress_layout(nx.empty_graph(20))
    low, high = box(positions, range(20))
    assert apart(positions) == 1
    assert low.tolist() == [0, 0]
    assert high.tolist() == [4, 3]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_the_smallest_networks_have_a_drawing(count):
    assert len(stress_layout(nx.path_graph(count))) == count


def test_tidying_up_keeps_the_picture_turned_as_it_was():
    before = {node: (-5 * y, 5 * x) for node, (x, y) in stress_layout(KARATE).items()}
    after = stress_layout(KARATE, positions=before, seed=9)
    old = np.array(list(before.values())) - np.mean(list(before.values()), axis=0)
    new = np.array(list(after.values())) - np.mean(list(after.values()), axis=0)
    assert np.corrcoef(old.ravel(), new.ravel())[0, 1] > 0.98


@pytest.mark.parametrize("layout", [place_new, lambda g, old: stress_layout(g, positions=old)])
@pytest.mark.parametrize("actors", [300, 700])
def test_one_more_actor_hardly_moves_the_others(layout, actors):
    """Less than 2 % of the drawing on average; placed beside the others, not at all."""
    graph = villages(actors, 1)
    old = stress_layout(graph)
    graph.add_edges_from([("new", node) for node in list(graph)[5:8]])
    new = layout(graph, old)
    low, high = box(old, old)
    moved = np.mean([math.dist(old[node], new[node]) for node in old])
    assert moved < (1e-9 if layout is place_new else 0.02 * math.dist(low, high))


def test_tidying_up_brings_new_actors_in():
    graph = drawn("A-B B-C C-A C-D")
    positions = stress_layout(drawn("A-B B-C C-A"))
    assert set(stress_layout(graph, positions=positions)) == set("ABCD")


@settings(deadline=None)
@given(graphs(), st.data())
def test_nobody_who_has_a_place_moves(graph, data):
    known = data.draw(st.sets(st.sampled_from(sorted(graph)))) if len(graph) else set()
    old = {node: spot for node, spot in stress_layout(graph).items() if node in known}
    positions = place_new(graph, old)
    assert {node: positions[node] for node in old} == old
    assert set(positions) == set(graph)
    assert apart(positions) > 0.05
    assert place_new(graph, positions) == positions


@pytest.mark.parametrize("unit", [1, 0.01, 250])
def test_a_new_actor_stands_near_its_ties_and_on_nobody(unit):
    """A newcomer tied to three of the karate club, and one tied to the newcomer only."""
    old = {node: (unit * x, unit * y) for node, (x, y) in stress_layout(KARATE).items()}
    graph = nx.Graph(KARATE)
    graph.add_edges_from([(33, 34), (34, 32), (34, 31), (34, 35)])
    positions = place_new(graph, old)
    near = np.mean([old[node] for node in (31, 32, 33)], axis=0)
    assert math.dist(positions[34], near) < 2 * unit
    assert math.dist(positions[35], positions[34]) < 2 * unit
    for new in (34, 35):
        others = [spot for node, spot in positions.items() if node != new]
        assert min(math.dist(positions[new], other) for other in others) > 0.2 * unit


def test_many_newcomers_at_one_actor_do_not_fall_together():
    old = stress_layout(drawn("A-B"))
    graph = drawn("A-B " + " ".join(f"A-n{k}" for k in range(60)))
    assert apart(place_new(graph, old)) >= 0.49


def test_a_new_isolate_joins_the_row():
    old = stress_layout(drawn("A-B B-C C-D P Q"))
    positions = place_new(drawn("A-B B-C C-D P Q R S"), old)
    assert {positions[name][1] for name in "PQRS"} == {old["P"][1]}
    assert apart(positions) >= 0.75


def test_a_new_part_stands_below():
    old = stress_layout(drawn("A-B B-C"))
    positions = place_new(drawn("A-B B-C X-Y Y-Z"), old)
    assert min(positions[name][1] for name in "XYZ") >= max(old[name][1] for name in "ABC") + 1


def test_actors_who_left_leave_the_others_in_place():
    old = stress_layout(drawn("A-B B-C C-D"))
    assert place_new(drawn("A-B"), old) == {"A": old["A"], "B": old["B"]}


def test_newcomers_to_a_drawing_on_one_spot_still_get_a_place():
    positions = place_new(drawn("A-B B-C"), {"A": (3, 3), "B": (3, 3)})
    assert math.dist(positions["C"], (3, 3)) >= 0.5


def test_without_a_known_actor_the_network_is_drawn_afresh():
    assert place_new(KARATE, {"gone": (0, 0)}) == stress_layout(KARATE)


@given(
    st.dictionaries(
        st.integers(), st.tuples(*[st.floats(-1e3, 1e3).map(lambda v: round(v, 2))] * 2), min_size=1
    ),
    st.sampled_from([0.5, 0.75, 1, 1.6]),
)
def test_a_turned_drawing_fits_its_page_and_keeps_its_shape(positions, aspect):
    turned = rotate_to(positions, aspect)
    xy = np.array(list(turned.values()))
    page = np.array([min(1, aspect), min(1, 1 / aspect)])
    assert (xy >= -1e-9).all()
    assert (xy <= page + 1e-9).all()
    pairs = [
        pair for pair in combinations(positions, 2) if positions[pair[0]] != positions[pair[1]]
    ]
    ratios = [
        math.dist(turned[a], turned[b]) / math.dist(positions[a], positions[b]) for a, b in pairs
    ]
    assert not ratios or max(ratios) == pytest.approx(min(ratios), rel=1e-3)
    if ratios:
        assert np.isclose(xy.max(axis=0) - xy.min(axis=0), page).any()


def test_a_wide_drawing_stands_upright_on_a_telephone():
    """A row of four: across on a screen, down on a telephone."""
    row = {k: (k, 0.0) for k in range(4)}
    assert rotate_to(row, 1.6)[3] == pytest.approx((1, 0.3125))
    assert rotate_to(row, 0.75)[3] == pytest.approx((0.375, 0))


def test_rows_stay_level_unless_tilting_pays():
    square = {0: (0, 0), 1: (1, 0), 2: (0, 1), 3: (1, 1.05)}
    assert rotate_to(square, 1)[0][1] == pytest.approx(rotate_to(square, 1)[1][1])
    diagonal = {k: (k, k) for k in range(5)}
    assert {round(y, 9) for _, y in rotate_to(diagonal, 1.6).values()} == {0.3125}


def test_one_actor_stands_in_the_middle():
    assert rotate_to({"A": (7, 7)}, 0.5) == {"A": (0.25, 0.5)}
    assert rotate_to({}, 0.5) == {}


@pytest.mark.parametrize("aspect", [0, -1, math.inf, math.nan])
def test_a_page_needs_a_shape(aspect):
    with pytest.raises(ValueError, match="aspect"):
        rotate_to({"A": (0, 0)}, aspect)


def test_drawing_does_not_change_its_input():
    graph = village("A+B B/C")
    before, positions = graph.copy(), {"A": (0.0, 0.0)}
    place_new(graph, positions)
    stress_layout(graph, positions=positions)
    assert nx.utils.graphs_equal(graph, before)
    assert positions == {"A": (0.0, 0.0)}
