"""Through whom one could be introduced: every way worked out by hand."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholders.graph.paths import introductions
from tests.stakeholders.graph.drawn import drawn, graphs, village


def ways(graph, source, target, **how):
    return ["".join(way.path) for way in introductions(graph, source, target, **how)]


def test_the_shortest_way_comes_first():
    """A - B - D, and A - B - C - D round the corner."""
    assert ways(village("A+B B+D B+C C+D"), "A", "D") == ["ABD", "ABCD"]


def test_friends_come_before_rivals_even_if_the_way_is_longer():
    """A competes with B, who knows D (1 + 3 = 4); C and E are friends on the way (3)."""
    assert ways(village("A!B B+D A+C C+E E+D"), "A", "D") == ["ACED", "ABD"]


def test_a_strained_way_is_better_than_none_and_says_so():
    [way] = introductions(village("A!B B+C"), "A", "C")
    assert (way.path, way.kinds, way.cost, way.strained) == (
        ("A", "B", "C"),
        ("competes", "supports"),
        4.0,
        1,
    )


def test_nobody_is_introduced_through_a_dependency():
    assert ways(village("A+B B>C"), "A", "C") == []


def test_those_known_from_a_dependency_alone_introduce_nobody():
    graph = village("A+B B+C")
    graph.nodes["B"]["restricted"] = True
    assert ways(graph, "A", "C") == []


def test_having_nothing_to_do_with_each_other_is_no_way():
    assert ways(village("A/B B+C"), "A", "C") == []


def test_an_office_is_a_way_into_a_group():
    assert ways(village("P~A A+B", persons="P"), "P", "B") == ["PAB"]


def test_of_two_statements_the_better_one_counts():
    [way] = introductions(village("A!B B+A"), "A", "B")
    assert (way.kinds, way.cost) == (("supports",), 1.0)


def test_the_stance_of_the_government_is_felt():
    graph = nx.MultiDiGraph()
    graph.add_edge("A", "G", kind="government", stance="hinder")
    graph.add_edge("A", "B", kind="supports")
    graph.add_edge("B", "G", kind="government", stance="support")
    assert ways(graph, "A", "G") == ["ABG", "AG"]


def test_ways_of_equal_cost_stand_in_a_fixed_order():
    assert ways(village("A+C C+D A+B B+D"), "A", "D") == ["ABD", "ACD"]


def test_nobody_vouches_over_too_many_steps():
    chain = drawn("A-B B-C C-D D-E")
    assert ways(chain, "A", "E", longest=3) == []
    assert ways(chain, "A", "E", longest=4) == ["ABCDE"]


@pytest.mark.parametrize(("source", "target"), [("A", "A"), ("A", "Z"), ("Z", "A"), ("A", "D")])
def test_where_there_is_no_way_none_is_given(source, target):
    assert ways(drawn("A-B D"), source, target) == []


def test_an_empty_graph_knows_no_way():
    assert introductions(nx.MultiDiGraph(), "A", "B") == []


@given(graphs(), st.integers(1, 4))
def test_without_strain_the_first_way_is_a_shortest_path(graph, most):
    if len(graph) < 2:
        return
    source, target = 0, len(graph) - 1
    found = introductions(graph, source, target, most=most, longest=12)
    assert len(found) <= most
    assert all(nx.is_simple_path(graph, list(way.path)) for way in found)
    assert bool(found) == nx.has_path(graph, source, target)
    if found:
        assert found[0].cost == nx.shortest_path_length(graph, source, target)
