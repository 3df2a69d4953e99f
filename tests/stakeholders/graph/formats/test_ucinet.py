"""UCINET DL in the shapes its guide shows."""

import pytest

from stakeholders.graph.formats import Exchange, FormatError, read, write


def dl(text):
    return read(text.encode(), name="peta.dl")


def ends(found):
    return [(tie["source"], tie["target"]) for tie in found.ties]


FOUR = [("a", "b"), ("a", "c"), ("b", "c"), ("c", "d")]


@pytest.mark.parametrize(
    "text",
    [
        "dl n=4\nlabels:\na,b,c,d\ndata:\n0 1 1 0\n1 0 1 0\n1 1 0 1\n0 0 1 0\n",
        "DL N = 4 FORMAT = FULLMATRIX DIAGONAL ABSENT\nLABELS:\na b\nc,d\nDATA:\n1 1 0\n1 1 0\n"
        "1 1 1\n0 0 1",
        "dl n=4 format=fullmatrix\nlabels embedded\ndata:\na b c d\na 0 1 1 0\nb 1 0 1 0\n"
        "C 1 1 0 1\nD 0 0 1 0\n",
        "dl n=4 format=lowerhalf diagonal=absent\nlabels:\na\nb\nc\nd\ndata:\n1\n1 1\n0 0 1\n",
        "dl n=4, format=lowerhalf\nlabels: a b c d data:\n0\n1 0\n1 1 0\n0 0 1 0\n",
        "dl n=4 format=upperhalf diagonal absent labels: a,b,c,d data:\n1 1 0\n1 0\n1\n",
    ],
    ids=["full", "no-diagonal", "embedded", "lower", "lower-diagonal", "upper"],
)
def test_a_matrix_that_mirrors_itself_is_undirected(text):
    found = dl(text)
    assert [node["label"] for node in found.nodes] == ["a", "b", "c", "d"]
    assert not found.directed
    assert sorted(tuple(sorted(pair)) for pair in ends(found)) == FOUR
    assert found.problems == []
    assert found.format == "ucinet-dl"


@pytest.mark.parametrize(
    "text",
    [
        'dl n=4 format=edgelist1\nlabels:\n"a", "b" c d\ndata:\n1 2\n1,3\n2 3 1\n3 4\n',
        "dl n=4 format = edgelist1 labels embedded: data:\na b\na c\nB C\nc d\n",
        "dl n=4 format=nodelist1\nlabels embedded\ndata:\na b c\nb c\nc d\n",
        "dl n=4 format=nodelist1b\nlabels: a b c d\ndata:\n2 2 3\n1 3\n1 4\n0\n",
        "dl n=4\nlabels: a b c d\ndata:\n0 1 1 0\n0 0 1 0\n0 0 0 1\n0 0 0 0\n",
        "dl n=4 format=el1\nlabels:\na,b,c,d\ndata:\na b\na c\nB c\nc D\n",
        "dl n=4 format=nodelist1\nlabels:\na,b,c,d\ndata:\na b c\nb c\nc d\n",
        "dl n 4 format = nodelist1\nlabels embedded\ndata:\na b c\nb c\nc d\n",
        "dl n=4\nrow labels embedded\ndata:\na 0 1 1 0\nb 0 0 1 0\nc 0 0 0 1\nd 0 0 0 0\n",
    ],
    ids=[
        "edges",
        "edges-embedded",
        "nodes",
        "nodes-counted",
        "matrix",
        "edges-by-label",
        "nodes-by-label",
        "no-equals",
        "row-labels",
    ],
)
def test_lists_are_directed(text):
    found = dl(text)
    assert sorted(ends(found)) == FOUR
    assert found.directed
    assert found.problems == []


def test_what_is_not_known_in_a_matrix_is_told():
    found = dl("dl n=2 data:\n0 na\n1 .\n")
    assert (ends(found), [note.line for note in found.notes]) == ([("2", "1")], [2])


@pytest.mark.parametrize("several", ["nm=2", "NMAT=2", "nrel = 2"])
@pytest.mark.parametrize("size", ["n=2", "nrow=2, ncol=2", "ni=2 nj=2"])
def test_words_of_the_header_may_be_longer(size, several):
    found = dl(f"dl {size} {several}\ndata:\n0 1\n1 0\n0 0\n3 0\n")
    assert [(*pair, tie["kind"]) for pair, tie in zip(ends(found), found.ties, strict=True)] == [
        ("1", "2", "matriks 1"),
        ("2", "1", "matriks 1"),
        ("2", "1", "matriks 2"),
    ]


def test_two_labels_that_look_like_a_size_stay_labels():
    found = dl("dl n=3\nlabels: m n 5\ndata:\n0 1 0\n0 0 0\n0 0 0\n")
    assert [node["label"] for node in found.nodes] == ["m", "n", "5"]


def test_numbers_come_before_labels():
    found = dl("dl n=3 format=edgelist1\nlabels: 2 3 101\ndata:\n1 2\n2 101\n")
    assert ends(found) == [("2", "3"), ("3", "101")]


def test_several_matrices_have_names():
    found = dl(
        'dl n=2 nm=2\nlabels: A B\nmatrix labels:\ndukung, "saing keras"\n'
        "data:\n0 2\n1 0\n\n0 0\n3 0\n"
    )
    assert [(tie["source"], tie["kind"], tie["weight"]) for tie in found.ties] == [
        ("A", "dukung", 2),
        ("B", "dukung", 1),
        ("B", "saing keras", 3),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "dl nr=2 nc=3\nrow labels: Ani Budi\ncol labels: Tani PKK BPD\ndata:\n1 0 1\n0 1 0\n",
        "dl nr=2, nc=3 format=edgelist2\nlabels embedded\ndata:\nAni Tani\nAni BPD\nBudi PKK\n",
        "dl nr=2 nc=3 format=nodelist2\nrow labels embedded\ncol labels embedded\ndata:\n"
        "Ani Tani BPD\nBudi PKK\n",
        "dl nr=2 nc=3\nlabels embedded\ndata:\nTani PKK BPD\nAni 1 0 1\nBudi 0 1 0\n",
    ],
    ids=["matrix", "edges", "nodes", "embedded"],
)
def test_two_modes(text):
    found = dl(text)
    assert sorted(ends(found)) == [("Ani", "BPD"), ("Ani", "Tani"), ("Budi", "PKK")]
    assert {node["label"] for node in found.nodes if node["mode"] == 1} == {"Ani", "Budi"}
    assert not found.directed


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("dl n=2 data:\n0 x\n1 0\n", "bukan angka"),
        ("dl n=2 data:\n0 1\n1 0\n1 1\n", "lebih dari ukuran matriksnya"),
        ("dl n=2 format=edgelist1 data:\n1 3\n", "di antara 2 pihak"),
        ("dl n=2 format=edgelist1 data:\n1 1\n", "dirinya sendiri"),
        ("dl n=2 format=edgelist1 data:\n1\n", "dua pihak"),
        ("dl n=2 format=edgelist1 data:\n1 2 nan\n", "bukan angka"),
        ("dl n=2 data:\n0 nan\n1 0\n", "bukan angka"),
        ("dl n=2 format=edgelist1 data:\n1 2 3\n1 2 4\n", "dua kali"),
    ],
)
def test_what_cannot_be_taken_is_named(text, reason):
    (problem,) = dl(text).problems
    assert problem.line is not None
    assert reason in problem.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("dl n=3 data:\n0 1 0\n1 0", "terpotong"),
        ("dl n=2\nlabels: a data:\n0 1 1 0", "1 nama, padahal seharusnya 2"),
        ("dl n=2 format=blockmatrix data:\n", "tidak dibaca"),
        ("dl n=2 datafile=c:\\rahasia.txt data:\n", "berkas lain"),
        ("dl n=2\nlabels: a b\n", "tidak memuat 'data:'"),
        ("dl format=edgelist1 data:\n1 2", "tidak disebut"),
        ("dl n=999999999 data:\n", "lebih dari"),
    ],
)
def test_a_broken_header_is_refused(text, reason):
    with pytest.raises(FormatError, match=reason):
        dl(text)


def test_ours_keeps_what_dl_can_hold():
    network = Exchange(
        [
            {"id": "1", "label": "Tani Maju"},
            {"id": "2", "label": "BPD"},
            {"id": "3", "label": "PKK, RT"},
        ],
        [
            {"source": "1", "target": "2", "kind": "dukung", "weight": 2},
            {"source": "2", "target": "3", "kind": "dukung", "weight": 1},
            {"source": "1", "target": "3", "kind": "saing", "weight": 0.5},
        ],
        directed=True,
    )
    again = read(write(network, format="ucinet-dl"), name="")
    assert [node["label"] for node in again.nodes] == [node["label"] for node in network.nodes]
    names = {node["id"]: node["label"] for node in network.nodes}
    assert again.ties == [
        tie | {"source": names[tie["source"]], "target": names[tie["target"]]}
        for tie in network.ties
    ]
    assert (again.directed, again.problems) == (True, [])


def test_undirected_stays_undirected():
    network = Exchange(
        [{"id": name, "label": name} for name in "ABC"],
        [{"source": "B", "target": "A"}],
        directed=False,
    )
    again = read(write(network, format="ucinet-dl"), name="")
    assert (again.directed, ends(again)) == (False, [("A", "B")])
