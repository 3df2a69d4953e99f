"""The door for people with a spreadsheet: ``python3 -m stakeholders.graph``."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from stakeholders.graph import report as reports
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
    told = printed["nodes"]["B"]
    assert {key: told[key] for key in ("degree", "in_degree", "out_degree")} == {
        "degree": 2,
        "in_degree": 2,
        "out_degree": 1,
    }
    assert told["betweenness"] == 1  # A reaches C over B; along the arrows C does not reach A.
    assert told["betweenness_share"] == pytest.approx(1 / 12)
    assert told["articulation"] is True
    assert (told["component"], printed["nodes"]["É"]["component"]) == (1, 2)
    whole = printed["network"]
    assert whole["bridges"] == [["A", "B"], ["B", "C"], ["D", "É"]]
    assert whole["component_sizes"] == [3, 2]
    expected = {
        "nodes": 5,
        "ties": 4,
        "directed": True,
        "density": 0.2,
        "components": 2,
        "strong_components": 4,
        "isolates": 0,
        "fragmentation": 0.6,
        "reciprocity_arcs": 0.5,
        "reciprocity_dyads": 1 / 3,
    }
    assert {key: whole[key] for key in expected} == pytest.approx(expected)
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
        ("", "Berkas ini kosong"),
        ("from,to\nA,A\n", "Baris 2: 'A' dihubungkan dengan dirinya sendiri"),
        ("Catatan\nfrom,to\nA,A\n", "Baris 3, kolom target: 'A' dihubungkan"),
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


def test_betweenness_of_many_is_a_sample_and_says_so(monkeypatch):
    graph = nx.karate_club_graph()
    whole = report(graph)["network"]
    assert (whole["betweenness_sampled"], whole["betweenness_error"]) == (None, None)
    monkeypatch.setattr(reports, "SAMPLED_ABOVE", 10)
    monkeypatch.setattr(reports, "SAMPLE", 20)
    told = report(graph)
    assert told["network"]["betweenness_sampled"] == 20
    assert 0 < told["network"]["betweenness_error"] < 0.2
    assert told["nodes"][0]["betweenness_error"] > 0


def test_the_report_agrees_with_networkx():
    graph = nx.florentine_families_graph()
    nodes = report(graph)["nodes"]
    share = {node: row["betweenness_share"] for node, row in nodes.items()}
    assert share == pytest.approx(nx.betweenness_centrality(graph))
    assert [node for node, row in nodes.items() if row["articulation"]] == sorted(
        nx.articulation_points(graph)
    )


def printed(arguments, capfdbinary):
    assert main(arguments) == 0
    return json.loads(capfdbinary.readouterr().out)


def test_who_is_there_besides_and_what_they_are(edge_list, tmp_path, capfdbinary):
    """A-B-C, D alone; A and B of one hamlet, C of another, nobody knows of D."""
    nodes = tmp_path / "pihak.csv"
    nodes.write_text("nama;dusun\nA;Utara\nB;Utara\nC;Selatan\nD;\n")
    told = printed(
        [edge_list("source,target\nA,B\nB,C\n"), "--nodes", str(nodes), "--by", "dusun"],
        capfdbinary,
    )
    assert told["nodes"]["D"]["degree"] == 0
    assert told["nodes"]["D"]["constraint"] is None
    assert told["network"]["isolates"] == 1
    assert told["network"]["ei_index"] == 0
    assert {"between": ["Selatan", "Utara"], "ties": 1, "expected": pytest.approx(4 / 3)} in told[
        "network"
    ]["mixing"]


def test_weights_count_and_what_they_change_is_told_beside(edge_list, capfdbinary):
    rows = "A,B,4\nA,C,1\nB,C,1\nC,D,1\n"
    weighed = printed([edge_list(f"source,target,weight\n{rows}")], capfdbinary)["nodes"]
    plain = printed([edge_list(f"source,target,x\n{rows}")], capfdbinary)["nodes"]
    for key in ("constraint", "effective_size"):
        assert weighed["A"][key] != plain["A"][key] == weighed["A"][f"{key}_unweighted"]
    assert "constraint_unweighted" not in plain["A"]


def test_one_relation_of_several(edge_list, capfdbinary):
    path = edge_list("source,target,relation\nA,B,nikah\nA,B,dagang\nB,C,dagang\nC,D,unrelated\n")
    both = printed([path], capfdbinary)["network"]
    assert (both["nodes"], both["ties"]) == (4, 2)
    assert both["multiplexity"] == [{"pair": ["A", "B"], "relations": ["dagang", "nikah"]}]
    one = printed([path, "--relation", "nikah"], capfdbinary)["network"]
    assert (one["nodes"], one["ties"], one["isolates"]) == (4, 1, 2)


@pytest.mark.parametrize("header", ["person,group", "source,target", "Orang;Kelompok"])
def test_people_and_their_groups(edge_list, capfdbinary, header):
    """P and Q are in X, Q also in Y: Q has both groups, X both people."""
    rows = "\nP,X\nQ,X\nQ,Y\n".replace(",", ";" if ";" in header else ",")
    told = printed([edge_list(header + rows), "--two-mode"], capfdbinary)
    assert told["two_mode"]["persons"] == {
        "P": {"degree": 0.5, "closeness": pytest.approx(4 / 6), "betweenness": 0},
        "Q": {"degree": 1, "closeness": 1, "betweenness": pytest.approx(2 / 2)},
    }
    assert told["nodes"]["X"]["side"] == "group"
    assert told["nodes"]["X"]["degree"] == 2
    assert told["network"]["density"] == 0.75


def test_signed_ties(edge_list, capfdbinary):
    """A and B get on, both compete with C: balanced. D is at odds with friends of each other."""
    text = "source,target,sign\nA,B,+\nB,C,-1\nA,C,negatif\nA,D,1\nB,D,-\n"
    whole = printed([edge_list(text)], capfdbinary)["network"]
    assert whole["triangle_balance"] == 0.5
    assert (whole["frustration"], whole["frustration_exact"]) == (1, True)
    assert (
        printed([edge_list("source,target\nA,B\n")], capfdbinary)["network"]["frustration"] is None
    )


def test_who_is_a_member_in_two_ways_is_one_member(tmp_path, capfdbinary):
    path = tmp_path / "anggota.graphml"
    graph = nx.MultiGraph([("A", "tani", {"kind": "ketua"}), ("A", "tani", {"kind": "anggota"})])
    nx.write_graphml(graph, path)
    whole = printed([str(path), "--two-mode"], capfdbinary)["network"]
    assert (whole["ties"], whole["density"]) == (1, 1)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("florence.graphml", nx.write_graphml),
        ("florence.gexf", nx.write_gexf),
        ("florence.net", nx.write_pajek),
        ("florence", nx.write_pajek),
    ],
)
def test_files_of_other_programs_are_read(tmp_path, capfdbinary, name, write):
    path = tmp_path / name
    write(nx.florentine_families_graph(), path)
    told = printed([str(path)], capfdbinary)
    assert (told["network"]["nodes"], told["network"]["ties"]) == (15, 20)
    assert told["nodes"]["Medici"]["betweenness_share"] == pytest.approx(0.522, abs=5e-4)


def test_columns_named_by_other_programs_are_understood(edge_list, capfdbinary):
    told = printed([edge_list("From,To\nA,B\nB,C\n")], capfdbinary)
    assert told["nodes"]["B"]["betweenness"] == 1


@pytest.mark.parametrize("header", ["from,to", "dari;ke", "Daftar\nsource,target"])
def test_the_option_makes_arrows_of_ties_that_say_nothing(edge_list, capfdbinary, header):
    rows = "A,B\nB,C\n".replace(",", ";" if ";" in header else ",")
    whole = printed([edge_list(f"{header}\n{rows}"), "--directed"], capfdbinary)["network"]
    assert (whole["ties"], whole["reciprocity_arcs"], whole["hierarchy"]) == (2, 0, 1)


def test_ties_that_say_they_have_no_direction_stay_both_ways(tmp_path, capfdbinary):
    path = tmp_path / "pasangan.graphml"
    nx.write_graphml(nx.path_graph(3), path)
    whole = printed([str(path), "--directed"], capfdbinary)["network"]
    assert (whole["ties"], whole["reciprocity_arcs"]) == (4, 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "Source,Target,Type\nA,B,Directed\nB,A,Directed\nB,C,Directed\n"),
        ("a.net", '*Vertices 3\n1 "A"\n2 "B"\n3 "C"\n*Arcs\n1 2\n2 1\n2 3\n'),
    ],
)
def test_direction_in_a_file_is_followed_or_passed_over(tmp_path, capfdbinary, name, content):
    path = tmp_path / name
    path.write_text(content)
    followed = printed([str(path)], capfdbinary)
    over = printed([str(path), "--undirected"], capfdbinary)
    assert [told["network"]["directed"] for told in (followed, over)] == [True, False]
    assert [told["network"]["ties"] for told in (followed, over)] == [3, 2]
    assert over["nodes"]["A"]["constraint"] == 1


def test_memberships_have_no_direction_whatever_the_file_says(tmp_path, capfdbinary):
    path = tmp_path / "anggota.graphml"
    nx.write_graphml(nx.DiGraph([("A", "tani"), ("B", "tani"), ("B", "air")]), path)
    told = printed([str(path), "--two-mode"], capfdbinary)
    assert told["network"]["directed"] is False
    assert told["network"]["diameter"] == 3
    assert told["two_mode"]["groups"]["tani"]["degree"] == 1


def test_attributes_may_have_any_name(edge_list, tmp_path, capfdbinary):
    nodes = tmp_path / "pihak.csv"
    nodes.write_text("id,self,node_for_adding\nA,x,y\n")
    told = printed([edge_list("Daftar\nfrom,to\nA,B\n"), "--nodes", str(nodes)], capfdbinary)
    assert set(told["nodes"]) == {"A", "B"}


def test_who_has_seen_enough_may_stop_reading(edge_list):
    path = edge_list("source,target\n" + "".join(f"A,{number}\n" for number in range(500)))
    command = [sys.executable, "-m", "stakeholders.graph", path]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        run.stdout.read(1)
        run.stdout.close()
        assert run.stderr.read() == b""


def test_every_key_is_defined_in_the_help(edge_list, tmp_path, capfdbinary):
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capfdbinary.readouterr().out.decode()
    nodes = tmp_path / "pihak.csv"
    nodes.write_text("id,dusun\nA,x\n")
    path = edge_list("source,target,weight\nA,X,2\nB,X,1\n")
    for more in (["--directed", "--nodes", str(nodes), "--by", "dusun"], ["--two-mode"]):
        told = printed([path, *more], capfdbinary)
        for key in {*told["network"], *told["nodes"]["A"]}:
            assert f"  {key}: " in text


@pytest.mark.parametrize(
    ("content", "options", "reason"),
    [
        ("source,target\nA,B\n", ["--relation", "nikah"], "Kolom 'relation' tidak ada"),
        ("source,target,relation\nA,B,x\n", ["--relation", "y"], "Tidak ada hubungan 'y'"),
        ("source,target\nA,B\n", ["--by", "dusun"], "Sifat 'dusun' tidak ada"),
        ("source,target,sign\nA,B,x\n", [], "Baris 2: tanda 'x' tidak dikenal"),
        ("source,target\nA,B\nB,C\n", ["--two-mode"], "'B' ada di sisi orang dan di sisi"),
        ("source,target\nA,B\n", ["--two-mode", "--directed"], "--two-mode tidak dapat"),
        ("source,target\nA,B\n", ["--undirected", "--directed"], "--directed dan --undirected"),
        ("a,b\nA,B\n", ["--two-mode"], "Baris 1: kepala kolom harus memuat 'orang'"),
        ("orang,kelompok\n1,1\n", ["--two-mode"], "Baris 2: '1' ada di sisi orang dan di sisi"),
        ("id,kelompok\nA,x\n", ["--two-mode"], "Berkas ini tidak memuat keanggotaan"),
        ("Daftar\nid,label\nA,x\n", ["--two-mode"], "Berkas ini tidak memuat keanggotaan"),
        ("<?xml version='1.0'?><graphml", [], ""),
    ],
)
def test_bad_options_are_one_line_and_status_2(edge_list, capsys, content, options, reason):
    assert main([edge_list(content), *options]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(reason)
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("id,x\nA,1\nA,2\n", "Baris 3: 'A' sudah ada"),
        ("id,x\n,1\n", "Baris 2: kolom id kosong"),
        ("", "Baris 1: kepala kolom kosong"),
    ],
)
def test_a_bad_list_of_nodes_is_one_line_and_status_2(edge_list, tmp_path, capsys, content, reason):
    nodes = tmp_path / "pihak.csv"
    nodes.write_text(content)
    assert main([edge_list("source,target\nA,B\n"), "--nodes", str(nodes)]) == 2
    assert capsys.readouterr().err.startswith(reason)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells it there")
@pytest.mark.parametrize("name", ["jejaring.csv", "jejaring.graphml"])
def test_a_file_of_any_size_is_refused_with_little_memory(tmp_path, name):
    """Of 600 MB no more is read than what would be accepted."""
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(b"source,target\nA,B\n")
        file.truncate(600 << 20)
    # The most the process itself ever held; what `resource` says counts its parent's too.
    code = (
        "import re, sys; from stakeholders.graph.__main__ import main;"
        f"status = main([{str(path)!r}]);"
        "told = open('/proc/self/status').read();"
        r"print(int(re.search(r'VmHWM:\s+(\d+)', told)[1]) // 1024); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "paling besar 20 MB" in done.stderr) == (2, True)
    assert int(done.stdout) < 300


def test_the_first_line_with_a_mistake_is_named(edge_list, capsys):
    """Rows are read one by one: what is wrong further down is not looked for."""
    assert main([edge_list("source,target\nA,A\nB,C,D,E\n")]) == 2
    assert capsys.readouterr().err.startswith("Baris 2:")
