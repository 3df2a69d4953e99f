"""The door for people with a spreadsheet: ``python3 -m stakeholders.graph``."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from stakeholders.graph.__main__ import main, report

ROOT = Path(__file__).parents[3]


@pytest.fixture
def edge_list(tmp_path):
    def write(content):
        path = tmp_path / "jejaring.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


def test_the_command_needs_neither_settings_nor_django(edge_list):
    path = edge_list("source,target\nA,B\nB,C\n")
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    code = (
        "import sys; sys.modules['django'] = None; from stakeholders.graph.__main__ import main;"
        f"sys.exit(main([{path!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    assert json.loads(done.stdout)["network"]["nodes"] == 3


def test_measures_are_printed_as_json(edge_list, capfdbinary):
    """A-B-C   D-E, given as A→B, B→C, C→B and D→E."""
    assert main([edge_list("source,target\nA,B\nB,C\nC,B\nD,É\n"), "--directed"]) == 0
    printed = json.loads(capfdbinary.readouterr().out)
    assert printed["nodes"]["B"] == {
        "degree": 2,
        "in_degree": 2,
        "out_degree": 1,
        "betweenness": 1,
        "betweenness_share": pytest.approx(1 / 6),
        "component": 1,
        "articulation": True,
    }
    assert printed["nodes"]["É"]["component"] == 2
    assert printed["network"] == {
        "nodes": 5,
        "ties": 4,
        "directed": True,
        "density": 0.2,
        "components": 2,
        "component_sizes": [3, 2],
        "isolates": 0,
        "fragmentation": pytest.approx(0.6),
        "bridges": [["A", "B"], ["B", "C"], ["D", "É"]],
    }
    assert [each["kind"] for each in printed["findings"]] == ["parts", "sole_link", "introduction"]


def test_without_direction_all_degrees_are_one(edge_list, capfdbinary):
    main([edge_list("source,target\nA,B\nB,A\n")])
    printed = json.loads(capfdbinary.readouterr().out)
    assert printed["network"]["ties"] == 1
    node = printed["nodes"]["A"]
    assert node["degree"] == node["in_degree"] == node["out_degree"] == 1


def test_a_dash_reads_standard_input(monkeypatch, capfdbinary):
    text = io.TextIOWrapper(io.BytesIO("\ufeffsource;target\r\nA;B\r\n".encode()))
    monkeypatch.setattr(sys, "stdin", text)
    assert main(["-"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["network"]["nodes"] == 2


def test_a_header_alone_gives_numbers_and_no_nan(edge_list, capfdbinary):
    assert main([edge_list("source,target\n")]) == 0
    printed = json.loads(capfdbinary.readouterr().out)
    assert printed["nodes"] == {}
    assert printed["network"]["fragmentation"] == 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("source,target\nA,A\n", "Baris 2: 'A' dihubungkan dengan dirinya sendiri"),
        (b"source,target\nA,B\nC,\xff\n", "Baris 3: huruf tidak terbaca"),
        ("source,target\nA,B\n".encode("utf-16"), "Baris 1: huruf tidak terbaca"),
        ("", "Baris 1: kepala kolom"),
    ],
)
def test_bad_input_is_one_line_and_status_2(edge_list, capsys, content, reason):
    assert main([edge_list(content)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(reason)
    assert printed.err.count("\n") == 1


def test_a_missing_file_is_one_line_and_status_2(tmp_path, capsys):
    assert main([str(tmp_path / "tidak-ada.csv")]) == 2
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_a_wrong_call_is_one_line_and_status_2(capsys):
    with pytest.raises(SystemExit) as stop:
        main([])
    assert stop.value.code == 2
    assert capsys.readouterr().err.startswith("Cara pakai: ")


def test_the_report_agrees_with_networkx():
    graph = nx.florentine_families_graph()
    nodes = report(graph)["nodes"]
    share = {node: row["betweenness_share"] for node, row in nodes.items()}
    assert share == pytest.approx(nx.betweenness_centrality(graph))
    assert [node for node, row in nodes.items() if row["articulation"]] == sorted(
        nx.articulation_points(graph)
    )
