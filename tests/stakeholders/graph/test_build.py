import networkx as nx
import pytest

from stakeholders.graph.build import network, ordered, public, undirected
from tests.stakeholders.graph.drawn import drawn, village

GROUPS = [{"id": name, "kind": "group"} for name in "CAB"]


def tie(source, target, kind="supports", key=None, **more):
    key = key or f"{source}{target}"
    return {"id": key, "source": source, "target": target, "kind": kind, **more}


def test_rows_in_any_order_build_the_same_network():
    ties = [tie("B", "A"), tie("A", "C"), tie("A", "B", key="again")]
    one, other = network(GROUPS, ties), network(GROUPS[::-1], ties[::-1])
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
    assert list(one) == ["A", "B", "C"]


def test_what_rows_carry_stays_on_nodes_and_ties():
    graph = network(
        [{"id": 1, "kind": "group", "interviewed": True}, {"id": 2, "kind": "person"}],
        [tie(1, 2, "membership", key="t", disputed=False)],
    )
    assert graph.nodes[1] == {"kind": "group", "interviewed": True}
    assert graph.edges[1, 2, "t"] == {"id": "t", "kind": "membership", "disputed": False}


def test_a_tie_to_an_unknown_node_is_refused_by_name():
    with pytest.raises(ValueError, match="unknown nodes: X, Y"):
        network(GROUPS, [tie("A", "Y"), tie("X", "B")])


def test_a_node_tied_to_itself_is_refused():
    with pytest.raises(ValueError, match="A is tied to itself"):
        network(GROUPS, [tie("A", "A")])
    with pytest.raises(ValueError, match="1 is tied to itself"):
        undirected(nx.Graph([(1, 1)]))


@pytest.mark.parametrize(
    ("nodes", "ties"), [(GROUPS * 2, []), (GROUPS, [tie("A", "B"), tie("B", "C", key="AB")])]
)
def test_an_id_that_occurs_twice_is_refused(nodes, ties):
    with pytest.raises(ValueError, match="occurs twice"):
        network(nodes, ties)


def test_the_simple_graph_has_one_edge_a_pair_with_all_its_kinds():
    """A supports B, B competes with A, A says it has nothing to do with C."""
    simple = undirected(village("A+B B!A A/C"))
    assert list(simple.edges(data=True)) == [
        ("A", "B", {"kinds": ("competes", "supports"), "ties": ("A+B", "B!A")})
    ]
    assert list(simple) == ["A", "B", "C"]


def test_the_simple_graph_of_some_kinds_keeps_all_nodes():
    simple = undirected(village("A+B B!C A/C"), kinds={"unrelated"})
    assert list(simple) == ["A", "B", "C"]
    assert list(simple.edges) == [("A", "C")]


def test_a_simple_graph_stays_what_it_is():
    simple = undirected(village("A+B B!A B+C"))
    assert nx.utils.graphs_equal(simple, undirected(simple))


def test_the_public_part_has_no_private_tie_and_no_node_made_for_one():
    graph = village("A+B A>C", persons="C")
    graph.nodes["C"]["restricted"] = True
    seen = public(graph)
    assert set(seen) == {"A", "B"}
    assert list(seen.edges(keys=True)) == [("A", "B", "A+B")]
    assert set(graph) == {"A", "B", "C"}


def test_building_leaves_the_input_as_it_was():
    graph = village("A+B B!A A/C")
    before = graph.copy()
    undirected(graph)
    public(graph)
    assert nx.utils.graphs_equal(graph, before)


def test_nodes_that_do_not_compare_have_an_order_too():
    assert ordered([2, "b", 1, "a"]) == ordered(["a", 1, "b", 2]) == [1, 2, "a", "b"]


def test_the_drawing_of_networks_in_tests_can_be_trusted():
    assert set(drawn("A-B B-C D").edges) == {("A", "B"), ("B", "C")}
    assert "D" in drawn("A-B D")
