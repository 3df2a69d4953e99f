"""JSON of ours and in the shapes of others."""

import json

import networkx as nx
import pytest

from stakeholders.graph.formats import FormatError, read, write
from tests.stakeholders.graph.formats.networks import VILLAGE


def given(data):
    return read(json.dumps(data).encode(), name="peta.json")


def test_ours_keeps_even_what_says_nothing():
    again = read(write(VILLAGE, format="json"), name="peta.json")
    assert (again.nodes[0], again.directed) == (VILLAGE.nodes[0], True)
    assert json.loads(write(VILLAGE, format="json"))["format"] == "jejaring"


def test_node_link_data_of_networkx():
    graph = nx.MultiDiGraph()
    graph.add_edge(1, 2, weight=2.5, relation="dukung")
    graph.add_edge(1, 2, relation="saing")
    graph.add_edge(2, 3)
    for edges in ("edges", "links"):
        found = given(nx.node_link_data(graph, edges=edges))
        assert [node["id"] for node in found.nodes] == ["1", "2", "3"]
        assert [(tie["source"], tie.get("kind")) for tie in found.ties] == [
            ("1", "dukung"),
            ("1", "saing"),
            ("2", None),
        ]
        assert (found.directed, found.problems) == (True, [])


def test_graphology():
    found = given(
        {
            "options": {"type": "mixed", "multi": True},
            "nodes": [{"key": "a", "attributes": {"label": "Tani", "x": 1}}, {"key": "b"}],
            "edges": [
                {"key": "e0", "source": "a", "target": "b", "attributes": {"weight": 2}},
                {"key": "e1", "source": "a", "target": "b", "undirected": True},
            ],
        }
    )
    assert found.nodes == [{"id": "a", "label": "Tani", "x": 1}, {"id": "b", "label": "b"}]
    assert [(tie.get("weight"), tie.get("directed")) for tie in found.ties] == [
        (2, None),
        (None, False),
    ]
    assert found.directed


@pytest.mark.parametrize("flat", [False, True])
def test_cytoscape(flat):
    nodes = [
        {"data": {"id": "1", "name": "Tani"}, "position": {"x": 3, "y": 4}},
        {"data": {"id": "2", "name": "PKK"}},
    ]
    edges = [{"data": {"id": "3", "source": "1", "target": "2", "interaction": "dukung"}}]
    elements = nodes + edges if flat else {"nodes": nodes, "edges": edges}
    found = given({"elements": elements})
    assert found.nodes[0] == {"id": "1", "label": "Tani", "x": 3, "y": 4}
    assert found.ties == [{"id": "3", "source": "1", "target": "2", "kind": "dukung"}]


def test_kumu():
    found = given(
        {
            "elements": [
                {"_id": "e1",
                 "attributes": {"label": "Tani", "element type": "group", "tags": ["a", "b"]}},
                {"_id": "e2", "attributes": {"label": "PKK"}},
            ],
            "connections": [
                {"_id": "c1", "from": "e1", "to": "e2", "direction": "mutual",
                 "attributes": {"connection type": "Dukung", "strength": 3}}
            ],
        }
    )  # fmt: skip
    assert found.nodes[0] == {"id": "e1", "label": "Tani", "kind": "group", "tags": "a|b"}
    assert found.ties == [
        {"id": "c1", "source": "e1", "target": "e2", "kind": "Dukung", "weight": 3}
    ]
    assert not found.directed


@pytest.mark.parametrize("data", [[], {"nodes": 3}, {"options": [1]}, {"elements": None}])
def test_other_json_is_refused(data):
    with pytest.raises(FormatError, match="tidak memuat jejaring"):
        given(data)


def test_ties_alone_name_their_ends():
    found = given({"links": [{"source": "A", "target": "B"}], "options": [1]})
    assert [node["id"] for node in found.nodes] == ["A", "B"]
