import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholders.graph.edge_list import from_edge_list


def read(text, **options):
    return from_edge_list(text.splitlines(keepends=True), **options)


def test_source_and_target_become_ties():
    graph = read("source,target\nA,B\nB,C\n")
    assert type(graph) is nx.Graph
    assert list(graph.edges(data="weight")) == [("A", "B", 1.0), ("B", "C", 1.0)]


def test_direction_is_kept_on_request():
    graph = read("source,target\nB,A\nA,B\n", directed=True)
    assert list(graph.edges) == [("A", "B"), ("B", "A")]


def test_a_tie_told_from_both_ends_counts_once_with_the_sum_of_its_weights():
    graph = read("source,target,weight\nA,B,2\nB,A,0.5\nA,B,\n")
    assert list(graph.edges(data="weight")) == [("A", "B", 3.5)]


def test_one_tie_told_twice_with_two_weights_is_refused_with_both_lines():
    with pytest.raises(ValueError, match=r"Baris 4: .*'A' dan 'B'.*juga baris 2.*bobot 1 dan 2"):
        read("source,target,weight\nA,B,1\nB,C,1\nA,B,2\n")
    told = "source,target,weight,relation\nA,B,1,nikah\nA,B,2,dagang\nA,B,1,nikah\n"
    assert list(read(told).edges(data="weight")) == [("A", "B", 4.0)]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffsource,target,weight\nA a,B,1.5\n",
        "source;target;weight\r\nA a;B;1,5\r\n",
        "source\ttarget\tweight\nA a\tB\t1.5",
        ' Source , TARGET ,Weight\n\n , ,\n  A a , "B" , 1.5 \n\n',
        '"source","target","weight"\n"A a","B","1.5"\n',
        "weight,note,target,source\n1.5,pasar,B,A a\n",
        "\n\nsource,target,weight\nA a,B,1.5\n",
        "source,target,weight\nA a,B,1.5,,\n",
    ],
    ids=["mark", "semicolon", "tab", "blanks", "quotes", "columns", "empty-lines", "empty-cells"],
)
def test_what_spreadsheets_save_is_understood(text):
    assert list(read(text).edges(data="weight")) == [("A a", "B", 1.5)]


def test_names_may_hold_separators_and_quotes():
    graph = read('source,target\n"Tani, Jaya","Ibu ""Sari"""\n')
    assert set(graph) == {"Tani, Jaya", 'Ibu "Sari"'}


@pytest.mark.parametrize(
    "header",
    [
        "from,to,weight,sign,relation",
        "dari,ke,bobot,tanda,hubungan",
        "source,target,bobot,tanda,jenis_hubungan",
        "Pihak 1,Pihak-2,Nilai,Tanda,Relasi",
        "source,target,strength,sign,type",
    ],
)
def test_columns_of_other_names_say_as_much(header):
    graph = read(f"{header}\nA,B,2,-,dagang\nB,A,0.5,-,dagang\nB,C,1,+,nikah\n", relation="dagang")
    assert list(graph.edges(data=True)) == [
        ("A", "B", {"weight": 2.5, "sign": -1, "kind": "dagang"})
    ]
    assert set(graph) == {"A", "B", "C"}
    assert list(read(f"{header}\nA,B,,,\n", directed=True).edges) == [("A", "B")]


@pytest.mark.parametrize(
    ("text", "arrows"),
    [
        ("Source,Target,Type\nA,B,Directed\n", ["AB"]),
        ("Source,Target,Type\nA,B,Directed\nB,C,Undirected\n", ["AB", "BC", "CB"]),
        ("From,To,Direction\nA,B,directed\nB,C,\n", ["AB", "BC", "CB"]),
        ("From,To,Direction\nA,B|C,directed\n", ["AB", "AC"]),
        ("dari,ke,arah\nA,B,satu arah\n", ["AB"]),
    ],
)
def test_direction_may_stand_in_a_column(text, arrows):
    graph = read(text)
    assert graph.is_directed()
    assert ["".join(pair) for pair in graph.edges] == arrows


def test_what_is_undirected_stands_both_ways_among_arrows():
    text = "source,target,type\nA,B,Undirected\nB,C,\n"
    assert not read(text).is_directed()
    assert list(read(text, directed=True).edges) == [("A", "B"), ("B", "A"), ("B", "C")]


@pytest.mark.parametrize(
    ("said", "sign"),
    [("0", None), ("+", 1), ("-", -1), ("−1", -1), ("-1", -1), ("1", 1), ("Negatif", -1)],
)
def test_signs_are_spelled_in_many_ways(said, sign):
    graph = read(f"source,target,sign,relation\nA,B,{said},competes\n")
    assert graph.edges["A", "B"].get("sign") == sign


def test_a_header_alone_is_an_empty_network():
    assert len(read("source,target\n")) == 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", r"Baris 1: kepala kolom harus memuat 'source' dan 'target'"),
        ("A,B\nB,C\n", r"Baris 1: kepala kolom"),
        ("source,source\nA,B\n", r"Baris 1: kepala kolom"),
        ("source,target\nA,B\nA\n", r"Baris 3: kolom target kosong"),
        ("source,target\n,B\n", r"Baris 2: kolom source kosong"),
        ("source,target\nA,B,C\n", r"Baris 2: ada 3 kolom, padahal kepala kolom hanya 2"),
        ("source,target\nA,A\n", r"Baris 2: 'A' dihubungkan dengan dirinya sendiri"),
        ('source,target\nA,B\n"A,B\nC,D\n', r"Baris 3: tanda kutip dibuka"),
        ("source,target,weight\nA,B,nol\n", r"Baris 2: bobot 'nol' bukan angka"),
        ("source,target,weight\nA,B,0\n", r"Baris 2: bobot '0'"),
        ("source,target,weight\nA,B,-1\n", r"Baris 2: bobot '-1'.* kolom sign"),
        ("from,to,bobot\nA,B,nol\n", r"Baris 2: bobot 'nol' bukan angka"),
        ("source,target,directed\nA,B,miring\n", r"Baris 2: arah 'miring' tidak dikenal"),
        ("source,target,weight\nA,B,nan\n", r"Baris 2: bobot 'nan'"),
        (f"source,target\n{'A' * 99},{'A' * 99}\n", r"Baris 2: 'A{60}…' dihubungkan"),
        ("source,target,weight\nA,B,1e999\n", r"Baris 2: bobot '1e999'"),
        ("\n\nsource,target\n\nA,A\n", r"Baris 5: 'A'"),
        (f"source,target\nA,{'b' * 200_000}\n", r"Baris 2: isinya tidak terbaca"),
    ],
)
def test_bad_input_is_refused_with_its_line(text, reason):
    with pytest.raises(ValueError, match=reason) as refusal:
        read(text)
    assert "\n" not in str(refusal.value)


@given(st.text(alphabet='AB,;"\t\n\r 1.\x00é', max_size=60))
def test_any_text_gives_a_network_or_one_line(text):
    reason, graph = "", nx.Graph()
    try:
        graph = read("source,target,weight\n" + text)
    except ValueError as refusal:
        reason = str(refusal)
    assert reason == "" or reason.startswith("Baris ")
    assert "\n" not in reason
    assert not list(nx.selfloop_edges(graph))
