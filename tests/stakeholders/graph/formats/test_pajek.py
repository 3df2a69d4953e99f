"""Pajek files, in the manner of its manual and of networkx and igraph."""

import igraph
import networkx as nx
import pytest

from stakeholders.graph.formats import Exchange, FormatError, read, write


def pajek(text):
    return read(text.encode(), name="peta.net")


def ends(found):
    return [(tie["source"], tie["target"]) for tie in found.ties]


def test_vertices_have_labels_and_places_and_lines_have_weights():
    found = pajek("""% Contoh
*Network Sengi
*Vertices 3
  1 "Tani Maju"  0.1 0.25 0.5 ellipse x_fact 2 ic Green
  2 Nelayan      0.5 0.5
  3 "PKK &#34;Melati&#34;"
*Arcs
1 2 2.5 l "beli" c Blue
*Edges
2 3
""")
    assert found.nodes == [
        {"id": "Tani Maju", "label": "Tani Maju", "x": 0.1, "y": 0.25},
        {"id": "Nelayan", "label": "Nelayan", "x": 0.5, "y": 0.5},
        {"id": 'PKK "Melati"', "label": 'PKK "Melati"'},
    ]
    assert found.ties == [
        {"source": "Tani Maju", "target": "Nelayan", "weight": 2.5, "label": "beli"},
        {"source": "Nelayan", "target": 'PKK "Melati"', "directed": False},
    ]
    assert (found.directed, found.problems, found.format) == (True, [], "pajek")


def test_relations_have_names_and_numbers():
    found = pajek(
        '*Vertices 3\r\n*Arcs :1 "dukung"\r\n1 2\r\n*Arcs :2 "saing"\r\n2 3\r\n'
        "*Arcs\r\n2: 3 1 1\r\n"
    )
    assert [tie["kind"] for tie in found.ties] == ["dukung", "saing", "saing"]


@pytest.mark.parametrize(
    ("body", "directed", "pairs"),
    [
        ("*Arcslist\n1 2 3\n3 1", True, [("1", "2"), ("1", "3"), ("3", "1")]),
        ("*Edgeslist\n1 2 3", False, [("1", "2"), ("1", "3")]),
        ("*Matrix\n0 1 0\n0 0 0\n2 0 1", True, [("1", "2"), ("3", "1")]),
        ("*edges 2\n1 2\n2 3", False, [("1", "2"), ("2", "3")]),
    ],
    ids=["arcslist", "edgeslist", "matrix", "counted"],
)
def test_lists_and_matrices(body, directed, pairs):
    found = pajek(f"*Vertices 3\n{body}\n")
    assert (found.directed, ends(found), found.problems) == (directed, pairs, [])


def test_two_modes():
    found = pajek('\ufeff*vertices 4 2\n1 "Ani"\n2 "Budi"\n3 "Tani"\n4 "PKK"\n*matrix\n1 0\n1 1\n')
    assert [node["mode"] for node in found.nodes] == [1, 1, 2, 2]
    assert ends(found) == [("Ani", "Tani"), ("Budi", "Tani"), ("Budi", "PKK")]
    assert not found.directed


def test_equal_labels_leave_the_numbers_as_ids():
    found = pajek('*Vertices 2\n1 "Tani"\n2 "Tani"\n*Edges\n1 2\n')
    assert [(node["id"], node["label"]) for node in found.nodes] == [("1", "Tani"), ("2", "Tani")]


PROJECT = """*Partition Wilayah
*Vertices 3
1
9999998
2

*Network Saran
*Vertices 3
1 "Tani"
2 "PKK"
3 "BPD"
*Arcs
1 2 2
*Network Kawan
*Vertices 3
1 "Tani"
2 "PKK"
3 "BPD"
*Arcs
1 2 5
*Edges
2 3
*Vector C:\\data\\umur.vec
*Vertices 3
30.5
41
28
*Permutation urutan
*Vertices 3
3
1
2
"""


def test_a_project_has_a_relation_for_each_network_and_an_attribute_for_each_partition():
    """Tani -Saran-> PKK, Tani -Kawan-> PKK -Kawan- BPD; a partition may stand first."""
    found = pajek(PROJECT)
    assert found.nodes == [
        {"id": "Tani", "label": "Tani", "Wilayah": 1, "umur": 30.5},
        {"id": "PKK", "label": "PKK", "umur": 41},
        {"id": "BPD", "label": "BPD", "Wilayah": 2, "umur": 28},
    ]
    assert [(*pair, tie["kind"]) for pair, tie in zip(ends(found), found.ties, strict=True)] == [
        ("Tani", "PKK", "Saran"),
        ("Tani", "PKK", "Kawan"),
        ("PKK", "BPD", "Kawan"),
    ]
    assert found.problems == []
    assert [note.reason for note in found.notes] == [
        "Bagian *permutation pada berkas Pajek dilewati."
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('3 "BPD"\n*Arcs\n1 2 5', '3 "LPM"\n*Arcs\n1 2 5'),
        ("*Network Kawan\n*Vertices 3", "*Network Kawan\n*Vertices 4"),
        ("*Network Kawan\n*Vertices 3", "*Network Kawan\n*Vertices 3 2"),
    ],
    ids=["another-label", "one-more", "two-modes"],
)
def test_networks_of_other_vertices_are_not_mixed(before, after):
    found = pajek(PROJECT.replace(before, after))
    assert ["pihak yang berbeda" in problem.reason for problem in found.problems] == [True]
    assert ends(found) == [("Tani", "PKK")]


def test_a_partition_that_does_not_fit_is_told_and_left_out():
    found = pajek(PROJECT.replace("30.5\n", ""))
    assert [note.line for note in found.notes if "Vektor" in note.reason] == [24]
    assert "umur" not in found.nodes[0]


def test_a_partition_never_takes_the_place_of_what_is_known():
    found = pajek('*Vertices 1\n1 "A"\n*Partition Jenis\n*Vertices 1\n4\n')
    assert found.nodes == [{"id": "A", "label": "A", "Jenis (partisi)": 4}]


def test_a_network_in_time_is_told_once():
    found = pajek('*Vertices 2\n1 "A" [1-3]\n2 "B" [2]\n*Arcs\n1 2 1 [1]\n2 1 1 [2]\n')
    assert [problem.line for problem in found.problems] == [2]


def test_the_diagonal_of_a_matrix_is_told():
    found = pajek("*Vertices 2\n*Matrix\n1 1\n1 0\n")
    assert [note.line for note in found.notes] == [3]
    assert len(found.ties) == 2


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("*Vertices 2\n*Edges\n1 3\n", 3, "bukan nomor pihak dari 1 sampai 2"),
        ("*Vertices 2\n*Edges\n1\n", 3, "dua nomor pihak"),
        ("*Vertices 2\n*Edges\n1 2 banyak\n", 3, "bukan angka"),
        ("*Vertices 2\n*Edges\n1 1\n", 3, "dirinya sendiri"),
        ("*Vertices 2\n*Edges\n1 2 1 [1-3]\n", 3, "menurut waktu"),
        ("*Vertices 2\n*Matrix\n0 1\n0\n", 4, "memuat 1 angka, seharusnya 2"),
        ('*Vertices 2\n1 "A"\n1 "B"\n', 3, "lebih dari sekali"),
        ("*Vertices 2\n*Edges\n1 2\n*Vertices 3\n", 4, "lebih dari satu jejaring"),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_line(text, line, reason):
    (problem,) = pajek(text).problems
    assert problem.line == line
    assert reason in problem.reason


@pytest.mark.parametrize(
    "text", ["*Vertices\n", "*Vertices x\n", "*Vertices 999999999\n", "*Arcs\n1 2"]
)
def test_without_vertices_nothing_is_read(text):
    with pytest.raises(FormatError):
        pajek(text)


def test_ours_keeps_what_pajek_can_hold():
    network = Exchange(
        [
            {"id": "a", "label": 'Tani "Maju"\nSengi', "x": 0.1, "y": -3.5, "anggota": 3},
            {"id": "b", "label": "BPD & PKK &#34;"},
            {"id": "c", "label": "Pengepul"},
        ],
        [
            {"source": "a", "target": "b", "kind": "dukung", "weight": 0.5},
            {"source": "a", "target": "b", "kind": "saing", "weight": -1},
            {"source": "b", "target": "c", "directed": False},
        ],
        directed=True,
    )
    again = read(write(network, format="pajek"), name="")
    labels = [node["label"] for node in network.nodes]
    assert [node["label"] for node in again.nodes] == labels
    assert (again.nodes[0]["x"], again.nodes[0]["y"]) == (0.1, -3.5)
    assert again.ties == [
        {"source": labels[0], "target": labels[1], "kind": "dukung", "weight": 0.5},
        {"source": labels[0], "target": labels[1], "kind": "saing", "weight": -1},
        {"source": labels[1], "target": labels[2], "directed": False},
    ]
    assert again.problems == []


def test_networkx_reads_ours_and_we_read_theirs():
    network = Exchange(
        [{"id": name, "label": f"Pihak {name}"} for name in "ABC"],
        [{"source": "A", "target": "B", "weight": 2}, {"source": "C", "target": "B", "weight": 3}],
        directed=True,
    )
    graph = nx.parse_pajek(write(network, format="pajek").decode().replace("\r\n", "\n"))
    assert list(graph.edges(data="weight")) == [
        ("Pihak A", "Pihak B", 2),
        ("Pihak C", "Pihak B", 3),
    ]
    theirs = nx.karate_club_graph()
    found = read("\n".join(nx.generate_pajek(theirs)).encode(), name="karate.net")
    assert (len(found.nodes), len(found.ties), found.problems) == (34, 78, [])
    assert found.nodes[0]["club"] == "Mr. Hi"
    assert "x" not in found.nodes[0]


def test_ties_of_several_kinds_are_the_same_in_networkx_and_igraph(tmp_path):
    network = Exchange(
        [{"id": name, "label": name} for name in "ABC"],
        [
            {"source": "A", "target": "B", "kind": "supports", "weight": 2.0},
            {"source": "A", "target": "B", "kind": "competes", "weight": 1.0},
            {"source": "C", "target": "B", "kind": "membership", "weight": 1.0},
        ],
        directed=True,
    )
    content = write(network, format="pajek")
    graph = nx.parse_pajek(content.decode().replace("\r\n", "\n"))
    assert sorted(graph.edges(data=True), key=str) == sorted(
        [
            (tie["source"], tie["target"], {"weight": tie["weight"], "kind": tie["kind"]})
            for tie in network.ties
        ],
        key=str,
    )
    path = tmp_path / "peta.net"
    path.write_bytes(content)
    other = igraph.Graph.Read_Pajek(str(path))
    assert (other.vcount(), other.ecount(), other.is_directed()) == (3, 3, True)
    assert read(content, name="").ties == network.ties


def test_a_single_relation_is_named_in_its_heading():
    network = Exchange(
        [{"id": name, "label": name} for name in "AB"],
        [{"source": "A", "target": "B", "kind": "supports"}],
        directed=True,
    )
    content = write(network, format="pajek")
    assert b'*Arcs :1 "supports"' in content
    assert read(content, name="").ties == network.ties
    assert nx.parse_pajek(content.decode().replace("\r\n", "\n")).number_of_edges() == 1
