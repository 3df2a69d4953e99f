"""From one party to another: the shortest way, over friends rather than rivals."""

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholders.graph.ways import ways, ways_to
from tests.stakeholders.graph.drawn import drawn, graphs, village


def test_the_way_leads_over_whom_both_know():
    """A - B - C - D, and a longer way round over E and F."""
    graph = drawn("A-B B-C C-D A-E E-F F-G G-D")
    assert ways(graph, "A", "D") == [["A", "B", "C", "D"]]


def test_equally_short_ways_are_all_told_up_to_a_few():
    graph = drawn("A-B A-C A-D A-E B-Z C-Z D-Z E-Z")
    assert ways(graph, "A", "Z") == [["A", "B", "Z"], ["A", "C", "Z"], ["A", "D", "Z"]]


def test_a_way_over_friends_comes_before_one_as_short_over_rivals():
    assert ways(village("A!B B+Z A+C C+Z"), "A", "Z") == [["A", "C", "Z"]]
    assert ways(village("A!B B+Z A+C C+D D+Z"), "A", "Z") == [["A", "B", "Z"]]


@pytest.mark.parametrize("pair", [("A", "A"), ("A", "gone"), ("gone", "A"), ("A", "C")])
def test_where_there_is_no_way(pair):
    """C was named only to be denied."""
    assert ways(village("A+B B/C"), *pair) == []


def test_no_way_crosses_whom_it_may_not():
    graph = drawn("A-B B-Z A-C C-D D-Z")
    assert ways(graph, "A", "Z", not_through={"B"}) == [["A", "C", "D", "Z"]]
    assert ways(graph, "A", "B", not_through={"B"}) == [["A", "B"]]


def test_everybodys_way_to_one():
    graph = village("A+B B+Z C!Z C+D D+Z E")
    assert ways_to(graph, "Z") == {
        "A": ["A", "B", "Z"],
        "B": ["B", "Z"],
        "C": ["C", "Z"],
        "D": ["D", "Z"],
    }
    assert ways_to(graph, "gone") == {}


@given(graphs(), st.integers(0, 11), st.integers(0, 11))
def test_ways_are_as_short_as_networkx_says(graph, a, b):
    found = ways(graph, a, b)
    together = a != b and a in graph and b in graph and nx.has_path(graph, a, b)
    assert bool(found) == together
    for way in found:
        assert (way[0], way[-1]) == (a, b)
        assert len(way) - 1 == nx.shortest_path_length(graph, a, b)
        assert all(graph.has_edge(*step) for step in pairwise(way))
