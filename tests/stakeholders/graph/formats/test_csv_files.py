"""Tables as people and programs save them."""

import csv
import io
import re
import zipfile

import pytest

from stakeholders.graph.formats import Exchange, FormatError, read, to_graph, write
from tests.stakeholders.graph.formats.networks import VILLAGE


def table(text, encoding="utf-8"):
    return read(text.encode(encoding), name="data.csv")


TIE = {"source": "Tani Maju", "target": "BUM Desa", "weight": 1.5}


@pytest.mark.parametrize(
    "text",
    [
        "source,target,weight\nTani Maju,BUM Desa,1.5\n",
        "Dari;Ke;Bobot\r\nTani Maju;BUM Desa;1,5\r\n",
        "ASAL\tTujuan\tnilai\nTani Maju\tBUM Desa\t1.5",
        "\n\n From , To ,Weight\n,,\n Tani Maju , BUM Desa ,1.5\n",
        '"Pihak 1","Pihak 2","bobot"\n"Tani Maju","BUM Desa","1,5"\n',
        "Daftar hubungan Desa Sengi\n\nbobot,ke,dari\n1.5,BUM Desa,Tani Maju\n",
    ],
    ids=["english", "semicolon", "tab", "blanks", "quotes", "title"],
)
def test_a_list_of_ties(text):
    found = table(text)
    assert found.ties == [TIE]
    assert found.nodes == [{"id": name, "label": name} for name in ("Tani Maju", "BUM Desa")]
    assert (found.format, found.problems) == ("csv-edges", [])


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_the_usual_encodings(encoding):
    found = table("dari,ke\nKafé Désa,Tani\n", encoding)
    assert found.ties == [{"source": "Kafé Désa", "target": "Tani"}]
    assert [note.reason[:43] for note in found.notes] == (
        ["Berkas ini tidak disimpan sebagai UTF-8 dan"] if encoding == "cp1252" else []
    )


@pytest.mark.parametrize(
    "content",
    [
        "dari,ke\nbaik,é\nrusak,\u00e9".encode() + b"\xe9\n",
        "dari,ke\n一二三四五,甲乙丙丁\n".encode("gbk"),
        "dari,ke\n一二三四五,甲乙丙丁\n".encode("shift-jis"),
        "dari,ke\nпривет,мир\n".encode("koi8-r"),
    ],
    ids=["torn", "gbk", "shift-jis", "koi8"],
)
def test_other_encodings_are_refused_with_the_line(content):
    with pytest.raises(FormatError, match=r"Baris [23]: huruf tidak terbaca; simpan ulang"):
        read(content, name="data.csv")


def test_gephi_tables():
    ties = table(
        "Source,Target,Type,Id,Label,timeset,Weight\n"
        "1,2,Directed,0,beli,,2.0\n1,3,Undirected,1,,,1.0\n"
    )
    assert ties.ties == [
        {"source": "1", "target": "2", "id": "0", "label": "beli", "weight": 2.0},
        {"source": "1", "target": "3", "id": "1", "weight": 1.0, "directed": False},
    ]
    assert (ties.directed, ties.format) == (True, "gephi")
    nodes = table("Id,Label,timeset,degree\n1,Tani,,2\n2,,,1\n")
    assert nodes.nodes == [
        {"id": "1", "label": "Tani", "degree": 2},
        {"id": "2", "label": "2", "degree": 1},
    ]


def test_signs_relations_and_dates():
    found = table(
        "source,target,relation,sign,since\nA,B,dukung,+,2024-01-31\nB,C,saing,-1,\nA,C,,positif,\n"
    )
    assert found.ties == [
        {"source": "A", "target": "B", "kind": "dukung", "sign": 1, "since": "2024-01-31"},
        {"source": "B", "target": "C", "kind": "saing", "sign": -1},
        {"source": "A", "target": "C", "sign": 1},
    ]


def test_lists_of_parties_say_what_and_where_they_are():
    found = table(
        "Kode;Nama;Jenis;Jenis Kelompok;Dusun;Desa;Anggota;HP\n"
        "k1;KWT Melati;group;perempuan;Krajan;33.08.06.2012;25;081234\n"
    )
    assert found.nodes == [
        {"id": "k1", "label": "KWT Melati", "kind": "group", "group_kind": "perempuan",
         "hamlet": "Krajan", "village": "33.08.06.2012", "Anggota": 25, "HP": "081234"}
    ]  # fmt: skip
    assert found.format == "csv-nodes"


OPENSID = """PEMERINTAH KABUPATEN MAGELANG,,,,
DATA KELOMPOK,,,,
,,,,
NO,NAMA KELOMPOK,NAMA KETUA,KATEGORI KELOMPOK,JUMLAH ANGGOTA
1,Tani Makmur,Sutrisno,Kelompok Tani,25
2,KWT Melati,-,PKK,
,JUMLAH,,,25
"""


def test_the_list_of_groups_of_opensid():
    found = table(OPENSID)
    assert found.nodes == [
        {"id": "Tani Makmur", "label": "Tani Makmur", "kind": "group", "leader": "Sutrisno",
         "group_kind": "Kelompok Tani", "members": 25},
        {"id": "KWT Melati", "label": "KWT Melati", "kind": "group", "group_kind": "PKK"},
    ]  # fmt: skip
    assert (found.format, found.problems, found.ties) == ("opensid", [], [])


def test_the_web_page_that_opensid_calls_xls():
    rows = [line.split(",") for line in OPENSID.splitlines()[3:6]]
    inner = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = (
        f"<table><tr><td><h4>DATA KELOMPOK</h4></td></tr><tr><td><table>{inner}</table></td></tr>"
    )
    found = read(page.encode(), name="kelompok.xls")
    assert [node["label"] for node in found.nodes] == ["Tani Makmur", "KWT Melati"]
    assert found.format == "opensid"


def test_kumu_ties_may_have_several_ends():
    found = table("From,To,Direction,Type\nTani,BPD|PKK,mutual,Dukung\n")
    assert [tie["target"] for tie in found.ties] == ["BPD", "PKK"]
    assert (found.directed, found.ties[0]["kind"], found.format) == (False, "Dukung", "kumu")


def test_a_matrix_with_names_across_and_down():
    found = table(";A;B;C\nA;0;2;0\nB;2;1;1\nC;0;1;\n")
    assert found.ties == [
        {"source": "A", "target": "B", "weight": 2},
        {"source": "B", "target": "C", "weight": 1},
    ]
    assert not found.directed
    memberships = table(",Tani,PKK\nAni,1,0\nBudi,1,1\n")
    assert [node["mode"] for node in memberships.nodes] == [1, 1, 2, 2]
    assert len(memberships.ties) == 3


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("source,target\n,B\nA,B\n", 2, "source", "kosong"),
        ("source,target\nA,B\nA,A\n", 3, "target", "dirinya sendiri"),
        ("source,target,weight\nA,B,berat\nA,C,1\n", 2, "weight", "'berat' bukan angka"),
        ("source,target,weight\nA,B,nan\nA,C,1\n", 2, "weight", "bukan angka"),
        ("source,target,weight\nA,B,inf\nA,C,1\n", 2, "weight", "bukan angka"),
        ("source,target,weight\nA,B,1e999\nA,C,1\n", 2, "weight", "bukan angka"),
        ("source,target,weight\nA,C,1\nA,B," + "9" * 500 + "\n", 3, "weight", "bukan angka"),
        ("source,target,weight\nA,B,1\nA,B,2\n", 3, "weight", "dua kali .juga baris 2."),
        ("source,target,sign\nA,B,?\nA,C,+\n", 2, "sign", "tulis [+] atau -"),
        ("source,target,arah\nA,B,utara\nA,C,\n", 2, "directed", "arah 'utara' tidak dikenal"),
        ("source,target\nA,B\nA,B,C\n", 3, "", "ada 3 kolom"),
        ("source,target,catatan\nA,C,\nA,B,satu\0dua\n", 3, "catatan", "U.0000"),
        ("id,label\n1,A\n1,B\n", 3, "id", "lebih dari sekali"),
        ("id,label,x\n1,A,0\n2,B,kiri\n", 3, "x", "x bukan angka"),
        ("id,source,target\n1,A,B\n1,B,C\n", 3, "id", "id hubungan '1'"),
    ],
)
def test_a_bad_row_is_named_by_line_and_column(text, line, column, reason):
    found = table(text)
    (problem,) = found.problems
    assert (problem.line, problem.column) == (line, column)
    assert re.search(reason, problem.reason)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "kosong"),
        ("a,b\n1,2\n", "Baris 1: nama kolom tidak dikenali"),
        ("source,target,source\nA,B,C\n", "dua kolom bernama 'source'"),
        ('source,target\n"A,B\n', "tanda kutip"),
        ('source,target\n"A"x,B\n', "tanda kutip"),
        ("source,target," + ",".join(f"c{place}" for place in range(300)) + "\n", "302 kolom"),
    ],
)
def test_a_table_that_is_none_is_refused(text, reason):
    with pytest.raises(FormatError, match=reason):
        table(text)


def test_two_statements_apart_in_anything_else_are_no_contradiction():
    assert table("source,target,weight,relation\nA,B,1,dukung\nA,B,2,saing\n").problems == []
    assert table("source,target,weight,sejak\nA,B,1,2024\nA,B,2,2025\n").problems == []
    assert table("source,target,weight\nA,B,1\nB,A,2\n").problems == []
    assert (
        len(table("source,target,weight,type\nA,B,1,undirected\nB,A,2,undirected\n").problems) == 1
    )


def test_problems_are_listed_up_to_a_limit_and_then_counted():
    found = table("source,target\nA,B\n" + "A,A\n" * 700)
    assert len(found.problems) == 501
    assert "200 masalah lain" in found.problems[-1].reason


def test_both_tables_in_one_zip_and_no_formula_in_either():
    content = write(VILLAGE, format="csv")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["pihak.csv", "hubungan.csv"]
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    assert texts["hubungan.csv"].startswith("id,source,target,relation,weight,sign,directed,since")
    for text in texts.values():
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                assert not cell.lstrip().startswith(("=", "+", "@", "\uff1d"))
                assert not cell.lstrip().startswith("-") or float(cell) < 0


def test_ties_alone_open_without_the_list_of_parties():
    alone = read(write(VILLAGE, format="csv-ties"), name="hubungan.csv")
    assert [tie["id"] for tie in alone.ties] == [tie["id"] for tie in VILLAGE.ties]


def test_a_mark_is_taken_away_only_where_we_put_it():
    found = table("id,label,catatan\n1,'Aisyiyah,'=1+1\n2,'=SUM(A1),'quoted'\n")
    assert [node["label"] for node in found.nodes] == ["'Aisyiyah", "=SUM(A1)"]
    assert [node["catatan"] for node in found.nodes] == ["=1+1", "'quoted'"]


def test_every_row_says_where_it_stands():
    found = table("dari,ke\nA,B\n,B\nB,C\n")
    assert found.tie_places == [(2, ""), (4, "")]
    assert found.node_places == [(None, "")] * 3
    both = read(write(VILLAGE, format="csv"), name="desa.zip")
    assert both.node_places[0] == (2, "pihak.csv")
    assert [sheet for _, sheet in both.tie_places] == ["hubungan.csv"] * 3
    assert len(both.node_places) == len(both.nodes)


def test_the_graph_for_the_command_line():
    network = Exchange(
        [{"id": "B", "label": "B"}, {"id": "A", "label": "A", "kind": "group"}],
        [
            {"source": "B", "target": "A", "kind": "Dukung", "weight": 2},
            {"source": "A", "target": "B", "kind": "saing", "id": "t", "directed": False},
        ],
        directed=True,
    )
    graph = to_graph(network)
    assert list(graph.nodes) == ["A", "B"]
    assert list(graph.edges(keys=True)) == [("A", "B", "t"), ("B", "A", "t"), ("B", "A", 1)]
    assert list(to_graph(network, relation="dukung").edges(data="weight")) == [("B", "A", 2)]
    assert not to_graph(network, directed=False).is_directed()
    with pytest.raises(FormatError, match="yang ada: Dukung, saing"):
        to_graph(network, relation="kerabat")


@pytest.mark.parametrize("cell", ["=1+2", "=SUM(A1:A3)", " =cmd|' /C calc'!A0", '"=""007"""'])
def test_a_formula_in_a_text_is_told_as_in_a_workbook(cell):
    with pytest.raises(FormatError) as refused:
        table(f"source,target,catatan\nA,B,{cell}\n")
    (problem,) = refused.value.problems
    assert (problem.line, problem.column) == (2, "catatan")
    assert "rumus" in problem.reason


def test_an_arrow_and_a_telephone_number_are_no_formulas():
    found = table("source,target,catatan\nA,B,=>\nB,C,+62812\nC,D,@akun\n")
    assert [tie["catatan"] for tie in found.ties] == ["=>", "+62812", "@akun"]


def test_a_list_of_groups_under_plain_heads():
    found = table("No,Kode,Nama,Ketua,Kategori,Jumlah Anggota\n1,K01,Tani Maju,Budi,Poktan,20\n")
    assert found.nodes == [
        {"id": "K01", "label": "Tani Maju", "kind": "group", "group_kind": "Poktan",
         "leader": "Budi", "members": 20}
    ]  # fmt: skip
    assert found.format == "opensid"


def test_below_two_empty_lines_another_table_may_begin():
    found = table("Label,Type\nA,Orang\n\nB,Kelompok\n\n\nFrom,To,Type\nA,B,dukung\n")
    assert [node["id"] for node in found.nodes] == ["A", "B"]
    assert found.ties == [{"source": "A", "target": "B", "kind": "dukung"}]
