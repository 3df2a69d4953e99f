"""GEXF of several versions, and ours in networkx."""

import io

import networkx as nx
import pytest
from hypothesis import given, settings

from stakeholders.graph.formats import read, to_graph, write
from tests.stakeholders.graph.formats.networks import VILLAGE, networks

SPACES = {
    "1.1": 'xmlns="http://www.gexf.net/1.1draft" xmlns:viz="http://www.gexf.net/1.1draft/viz"',
    "1.2": 'xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http:///www.gexf.net/1.1draft/viz"',
    "1.3": 'xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz"',
    "1.3 www": 'xmlns="http://www.gexf.net/1.3" xmlns:viz="http://www.gexf.net/1.3/viz"',
}


def gexf(graph, space=SPACES["1.3"]):
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<gexf {space}>\n{graph}\n</gexf>'
    return read(text.encode(), name="peta.gexf")


@pytest.mark.parametrize("space", SPACES.values(), ids=SPACES)
def test_each_version_is_understood(space):
    found = gexf(
        """<meta lastmodifieddate="2026-11-22"><creator>Gephi 0.10</creator></meta>
      <graph defaultedgetype="directed" mode="static">
        <attributes class="node" mode="static">
          <attribute id="0" title="anggota" type="integer"/>
          <attribute id="1" title="aktif" type="boolean"><default>true</default></attribute>
        </attributes>
        <attributes class="edge"><attribute id="0" title="Alasan" type="string"/></attributes>
        <nodes>
          <node id="a" label="Tani"><attvalues><attvalue for="0" value="12"/></attvalues>
            <viz:size value="10.0"/><viz:position x="1.5" y="-2" z="0.0"/>
            <viz:color r="255" g="0" b="16"/></node>
          <node id="b" label="Nelayan">
            <attvalues><attvalue for="1" value="false"/></attvalues></node>
        </nodes>
        <edges>
          <edge id="0" source="a" target="b" weight="2.5"/>
          <edge id="1" source="a" target="b" type="undirected" label="rukun"/>
          <edge id="2" source="b" target="a" type="mutual">
            <attvalues><attvalue for="0" value="pasar"/></attvalues></edge>
        </edges>
      </graph>""",
        space,
    )
    assert found.problems == []
    assert found.nodes == [
        {"id": "a", "label": "Tani", "anggota": 12, "aktif": True, "size": 10.0, "x": 1.5,
         "y": -2.0, "color": "#ff0010"},
        {"id": "b", "label": "Nelayan", "aktif": False},
    ]  # fmt: skip
    assert found.ties == [
        {"id": "0", "source": "a", "target": "b", "weight": 2.5},
        {"id": "1", "source": "a", "target": "b", "label": "rukun", "directed": False},
        {"id": "2", "source": "b", "target": "a", "Alasan": "pasar", "directed": False},
    ]
    assert found.directed


@pytest.mark.parametrize(
    "graph",
    [
        '<graph mode="dynamic"><nodes><node id="a"/></nodes></graph>',
        '<graph><nodes><node id="a" start="2024"/></nodes></graph>',
        '<graph><nodes><node id="a"><spells><spell start="2"/></spells></node></nodes></graph>',
        '<graph><attributes class="node" mode="dynamic"/><nodes><node id="a"/></nodes></graph>',
        '<graph><nodes><node id="a"><attvalues><attvalue for="0" value="1" end="3"/></attvalues>'
        "</node></nodes></graph>",
    ],
    ids=["mode", "start", "spells", "attributes", "value"],
)
def test_what_changes_over_time_is_a_problem_once(graph):
    found = gexf(graph)
    assert [problem.reason[:13] for problem in found.problems] == ["GEXF dinamis:"]
    assert "ekspor ulang" in found.problems[0].reason


def test_nodes_within_nodes_are_read_flat_and_say_so():
    found = gexf(
        '<graph><nodes><node id="a"><nodes><node id="b"/></nodes></node>'
        '<node id="c" pid="a"/></nodes></graph>'
    )
    assert {node["id"]: node.get("parent") for node in found.nodes} == {
        "b": "a",
        "a": None,
        "c": "a",
    }
    assert len(found.notes) == 1


@pytest.mark.parametrize(
    ("parents", "reasons"),
    [
        ({"a": "b", "b": "a", "c": "a"}, ["di dalam dirinya sendiri"]),
        ({"a": "a"}, ["di dalam dirinya sendiri"]),
        ({"a": "b", "b": "c", "c": "b"}, ["di dalam dirinya sendiri"]),
        ({"a": "b", "b": "x"}, ["'x' tidak ada dalam daftar pihak"]),
        ({"a": "b", "b": "c"}, []),
    ],
    ids=["two", "itself", "behind-a-third", "nobody", "a-line"],
)
def test_nobody_is_within_oneself_or_within_nobody(parents, reasons):
    pids = {id: f' pid="{parent}"' for id, parent in parents.items()}
    nodes = "".join(f'\n<node id="{id}"{pids.get(id, "")}/>' for id in "abc")
    found = gexf(f"<graph><nodes>{nodes}</nodes></graph>")
    assert len(found.problems) == len(reasons)
    for problem, reason in zip(found.problems, reasons, strict=True):
        assert (problem.column, problem.line is not None) == ("pid", True)
        assert reason in problem.reason


def test_a_number_that_is_none_is_a_problem_with_its_line():
    found = gexf(
        '<graph><attributes class="node"><attribute id="0" title="umur" type="integer"/>'
        '</attributes>\n<nodes>\n<node id="a"><attvalue for="0" value="dua"/></node>'
        '<node id="b"/></nodes></graph>'
    )
    assert [(problem.line, problem.column) for problem in found.problems] == [(5, "umur")]
    assert [node["id"] for node in found.nodes] == ["b"]


@given(networks(mixed=False))
@settings(max_examples=40, deadline=None)
def test_ours_is_the_same_network_in_networkx(network):
    graph = nx.read_gexf(io.BytesIO(write(network, format="gexf")), version="1.3")
    said = to_graph(network)
    assert {id: _without_places(data) for id, data in graph.nodes(data=True)} == dict(
        said.nodes(data=True)
    )
    assert {data["id"]: set(data) - {"directed"} for *_, data in graph.edges(data=True)} == {
        tie["id"]: {key for key, value in tie.items() if value is not None}
        - {"source", "target", "directed"}
        for tie in network.ties
    }


def _without_places(data):
    return {key: value for key, value in data.items() if key != "viz"}


def test_parallel_ties_are_of_different_kinds_for_gephi():
    text = write(VILLAGE, format="gexf").decode()
    assert 'kind="supports"' in text
    assert 'kind="competes"' in text
    assert '<viz:position x="-12.5" y="3.0" z="0.0"/>' in text
