"""GraphML in the manner of each program that writes it, and ours in theirs."""

import contextlib
import io
import re
import tempfile
from pathlib import Path

import igraph
import networkx as nx
import pytest
from hypothesis import assume, given, settings

from stakeholders.graph.formats import Exchange, read, to_graph, write
from tests.stakeholders.graph.formats.networks import VILLAGE, networks

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
)


def graphml(body, head=HEAD + ">"):
    return read(f"{head}\n{body}\n</graphml>".encode(), name="peta.graphml")


def test_keys_have_types_and_defaults():
    found = graphml("""
      <key id="d0" for="node" attr.name="warna" attr.type="string"><default>kuning</default></key>
      <key id="d1" for="edge" attr.name="weight" attr.type="double"/>
      <key id="d2" for="node" attr.name="anggota" attr.type="int"/>
      <key id="d3" for="all" attr.name="aktif" attr.type="boolean"/>
      <graph edgedefault="undirected">
        <edge source="A" target="B"><data key="d1">2.5</data><data key="d3">true</data></edge>
        <node id="A"><data key="d0">hijau</data><data key="d2">12</data></node>
        <node id="B"/>
      </graph>""")
    assert found.nodes == [
        {"id": "A", "label": "A", "warna": "hijau", "anggota": 12},
        {"id": "B", "label": "B", "warna": "kuning"},
    ]
    assert found.ties == [{"source": "A", "target": "B", "weight": 2.5, "aktif": True}]
    assert (found.directed, found.problems, found.format) == (False, [], "graphml")


def test_yed_draws_labels_places_and_arrows():
    found = graphml(
        """
      <key for="node" id="d4" attr.name="url" attr.type="string"/>
      <key for="node" id="d6" yfiles.type="nodegraphics"/>
      <key for="edge" id="d10" yfiles.type="edgegraphics"/>
      <key for="graphml" id="d7" yfiles.type="resources"/>
      <graph edgedefault="directed" id="G">
        <node id="n0"><data key="d4" xml:space="preserve"/><data key="d6"><y:ShapeNode>
          <y:Geometry height="30.0" width="60.0" x="100.0" y="50.0"/>
          <y:NodeLabel alignment="center">Kelompok Tani<y:LabelModel/></y:NodeLabel>
        </y:ShapeNode></data></node>
        <node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel>BPD</y:NodeLabel></y:ShapeNode>
        </data></node>
        <edge id="e0" source="n0" target="n1"><data key="d10"><y:PolyLineEdge>
          <y:Arrows source="none" target="standard"/><y:EdgeLabel>wakil</y:EdgeLabel>
        </y:PolyLineEdge></data></edge>
        <edge id="e1" source="n0" target="n1"><data key="d10"><y:PolyLineEdge>
          <y:Arrows source="none" target="none"/></y:PolyLineEdge></data></edge>
        <edge id="e2" source="n0" target="n1"><data key="d10"><y:PolyLineEdge>
          <y:Arrows source="delta" target="none"/></y:PolyLineEdge></data></edge>
      </graph>
      <data key="d7"><y:Resources/></data>""",
        head=HEAD + ' xmlns:y="http://www.yworks.com/xml/graphml">',
    )
    assert found.nodes == [
        {"id": "n0", "label": "Kelompok Tani", "x": 130.0, "y": 65.0},
        {"id": "n1", "label": "BPD"},
    ]
    assert found.ties == [
        {"source": "n0", "target": "n1", "id": "e0", "label": "wakil"},
        {"source": "n0", "target": "n1", "id": "e1", "directed": False},
        {"source": "n1", "target": "n0", "id": "e2"},
    ]
    assert found.problems == []


def test_a_box_of_yed_is_read_flat_and_says_so():
    found = graphml("""
      <graph edgedefault="directed"><node id="n0"><graph edgedefault="directed" id="n0:">
        <node id="n0::n0"/><node id="n0::n1"/><edge source="n0::n0" target="n0::n1"/>
      </graph></node></graph>""")
    assert [(node["id"], node.get("parent")) for node in found.nodes] == [
        ("n0::n0", "n0"),
        ("n0::n1", "n0"),
        ("n0", None),
    ]
    assert "bertingkat" in found.notes[0].reason


def test_cytoscape_calls_the_label_name_and_the_relation_interaction():
    found = graphml("""
      <key attr.name="shared name" attr.type="string" for="node" id="a"/>
      <key attr.name="name" attr.type="string" for="node" id="b"/>
      <key attr.name="interaction" attr.type="string" for="edge" id="c"/>
      <key attr.name="selected" attr.type="boolean" for="node" id="d"/>
      <graph edgedefault="directed">
        <node id="61"><data key="b">KWT Melati</data><data key="d">false</data></node>
        <node id="62"><data key="b">BUM Desa</data></node>
        <edge id="70" source="61" target="62"><data key="c">supports</data></edge>
      </graph>""")
    assert [node["label"] for node in found.nodes] == ["KWT Melati", "BUM Desa"]
    assert found.ties == [{"source": "61", "target": "62", "id": "70", "kind": "supports"}]


def test_kinds_are_texts_whatever_the_file_says():
    found = graphml("""
      <key id="t" for="node" attr.name="type" attr.type="int"/>
      <key id="r" for="edge" attr.name="relation" attr.type="boolean"/>
      <graph edgedefault="directed"><node id="A"><data key="t">2</data></node><node id="B"/>
      <edge source="A" target="B"><data key="r">true</data></edge></graph>""")
    assert (found.nodes[0]["kind"], found.ties[0]["kind"]) == ("2", "true")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('<node id="A"/><node id="A"/>', "lebih dari sekali"),
        ('<node/><node id="B"/>', "id pihak kosong"),
        ('<node id="A"/><edge source="A" target="Z"/>', "tidak ada dalam daftar pihak"),
        ('<node id="A"/><edge source="A" target="A"/>', "dirinya sendiri"),
        ('<node id="A"/><edge source="A"/>', "kosong"),
        ('<node id="A"/><node id="B"/><hyperedge id="h"/>', "lebih dari dua pihak"),
        (
            '<node id="A"/><edge source="A" target="x"><data key="weight">NaN</data></edge>',
            "bukan angka",
        ),
        (
            '<node id="A"/><node id="B"/><edge source="A" target="B"/>'
            '<edge source="B" target="A"><data key="weight">3</data></edge>',
            "dua kali .* bobot 1 dan 3",
        ),
    ],
    ids=["twice", "no-id", "unknown", "loop", "half", "hyper", "nan", "contradiction"],
)
def test_what_cannot_be_taken_is_named_with_its_line(body, reason):
    found = graphml(f'<graph edgedefault="undirected">\n<node id="x"/>\n{body}</graph>')
    assert len(found.problems) == 1
    assert found.problems[0].line == 5
    assert re.search(reason, found.problems[0].reason)


def test_parallel_ties_with_ids_of_their_own_are_two_ties():
    two = (
        '<edge id="e1" source="x" target="B"><data key="weight">1.1</data></edge>'
        '<edge id="e2" source="x" target="B"><data key="weight">7.5</data></edge>'
    )
    found = graphml(f'<graph edgedefault="undirected"><node id="x"/><node id="B"/>{two}</graph>')
    assert not found.problems
    assert [tie["weight"] for tie in found.ties] == [1.1, 7.5]


def test_networkx_and_igraph_write_what_we_read():
    graph = nx.MultiGraph()
    graph.add_node("A", warna="hijau", anggota=3)
    graph.add_edge("A", "B", weight=2.0, catatan="satu\ndua")
    graph.add_edge("A", "B", weight=2.0)
    graph.add_edge("B", "C")
    saved = io.BytesIO()
    nx.write_graphml(graph, saved)
    found = read(saved.getvalue(), name="")
    assert (found.problems, len(found.nodes), len(found.ties)) == ([], 3, 3)
    assert found.nodes[0] == {"id": "A", "label": "A", "warna": "hijau", "anggota": 3}

    other = igraph.Graph([(0, 1), (1, 2)], directed=True)
    other.vs["name"], other.vs["umur"] = ["Ani", "Budi", "Cici"], [30, float("nan"), 41]
    other.es["weight"] = [1.5, 2]
    found = _from_igraph(other)
    assert [node["label"] for node in found.nodes] == ["Ani", "Budi", "Cici"]
    assert [node.get("umur") for node in found.nodes] == [30, None, 41]
    assert [tie["weight"] for tie in found.ties] == [1.5, 2]
    assert found.directed


@contextlib.contextmanager
def _named_file():
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "peta.graphml"


def _from_igraph(graph):
    with _named_file() as path:
        graph.write_graphml(str(path))
        return read(path.read_bytes(), name="")


def _in_igraph(content):
    with _named_file() as path:
        path.write_bytes(content)
        return igraph.Graph.Read_GraphML(str(path))


@given(networks(mixed=False))
@settings(max_examples=40, deadline=None)
def test_ours_is_the_same_network_in_networkx(network):
    text = write(network, format="graphml").decode()
    graph = nx.parse_graphml(text, force_multigraph=True)
    said = to_graph(network)
    assert dict(graph.nodes(data=True)) == dict(said.nodes(data=True))
    assert graph.is_directed() == said.is_directed()
    assert {data["id"]: data for *_, data in graph.edges(data=True)} == {
        tie["id"]: _attributes(tie, network.directed, mixed=_is_mixed(network))
        for tie in network.ties
    }


def _is_mixed(network):
    return len({tie.get("directed", network.directed) for tie in network.ties}) > 1


def _attributes(tie, default, *, mixed):
    """Undirected ties among directed ones say so; nothing else says anything of directions."""
    left_out = ("source", "target", "directed")
    rest = {key: value for key, value in tie.items() if key not in left_out and value is not None}
    return rest | ({"directed": False} if mixed and not tie.get("directed", default) else {})


def test_ours_is_the_same_network_in_igraph():
    graph = _in_igraph(write(VILLAGE, format="graphml"))
    assert graph.vs["id"] == [node["id"] for node in VILLAGE.nodes]
    assert graph.is_directed()
    for node, vertex in zip(VILLAGE.nodes, graph.vs, strict=True):
        assert {
            k: v for k, v in node.items() if v is not None
        }.items() <= vertex.attributes().items()
    for tie, edge in zip(VILLAGE.ties, graph.es, strict=True):
        ends = {"source": graph.vs[edge.source]["id"], "target": graph.vs[edge.target]["id"]}
        assert tie.items() <= (edge.attributes() | ends).items()
    again = _from_igraph(graph)
    assert [node["id"] for node in again.nodes] == [node["id"] for node in VILLAGE.nodes]
    assert [tie["id"] for tie in again.ties] == [tie["id"] for tie in VILLAGE.ties]
    assert None not in [line for line, _ in again.node_places]


def test_one_attribute_may_hold_texts_and_numbers():
    rows = [
        {"id": name, "label": name, "isi": value}
        for name, value in zip("ABCDE", _MIXED, strict=True)
    ]
    content = write(Exchange(rows, []), format="graphml")
    assert [node["isi"] for node in read(content, name="").nodes] == _MIXED
    assert nx.parse_graphml(content.decode()).nodes["B"]["isi"] == "satu"
    assert _in_igraph(content).vs["isi"] == ["1", "satu", "'1", "true", "'"]


_MIXED = [1, "satu", "1", True, ""]


@given(networks(mixed=False))
@settings(max_examples=40, deadline=None)
def test_igraph_opens_any_network(network):
    # igraph reads "&" in an id, however it is written, as "&#38;".
    assume(not any("&" in node["id"] for node in network.nodes))
    graph = _in_igraph(write(network, format="graphml"))
    assert graph.vs["id"] == [node["id"] for node in network.nodes]
    assert graph.vs["label"] == [node["label"] for node in network.nodes]
    pairs = [(graph.vs[edge.source]["id"], graph.vs[edge.target]["id"]) for edge in graph.es]
    assert [set(pair) for pair in pairs] == [{t["source"], t["target"]} for t in network.ties]


def test_without_a_word_about_direction_there_is_none():
    """As networkx and igraph read it."""
    nodes = '<node id="a"/><node id="b"/>'
    content = f'<graphml><graph>{nodes}<edge source="a" target="b"/></graph></graphml>'
    assert not read(content.encode(), name="").directed
    assert not nx.parse_graphml(content).is_directed()
