"""Workbooks as Kumu, Gephi and people save them, and ours in openpyxl."""

import io
from datetime import datetime

import openpyxl
import pytest

from stakeholders.graph.formats import FormatError, read, write
from tests.stakeholders.graph.formats.networks import VILLAGE


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return read(saved.getvalue(), name="data.xlsx")


KUMU = {
    "Connections": [
        ["From", "To", "Direction", "Label", "Type", "Strength"],
        ["Kelompok Tani", "BUM Desa", "directed", "jual gabah", "Dukung", 3],
        ["Kelompok Tani", "PKK", "mutual", None, "Saing", "kuat"],
    ],
    "Elements": [
        ["Label", "Type", "Description", "Tags"],
        ["Kelompok Tani", "group", "24 anggota", "padi|organik"],
        ["BUM Desa", "institution", None, None],
        ["PKK", "group", None, None],
    ],
    "Rumus (ignore)": [["From", "To"], ["x", "=A1"]],
}


def test_a_workbook_of_kumu_whatever_comes_first():
    found = workbook(**KUMU)
    assert found.nodes == [
        {"id": "Kelompok Tani", "label": "Kelompok Tani", "kind": "group",
         "Description": "24 anggota", "Tags": "padi|organik"},
        {"id": "BUM Desa", "label": "BUM Desa", "kind": "institution"},
        {"id": "PKK", "label": "PKK", "kind": "group"},
    ]  # fmt: skip
    assert found.ties == [
        {"source": "Kelompok Tani", "target": "BUM Desa", "label": "jual gabah", "kind": "Dukung",
         "weight": 3},
        {"source": "Kelompok Tani", "target": "PKK", "kind": "Saing", "strength": "kuat",
         "directed": False},
    ]  # fmt: skip
    assert (found.format, found.directed, found.problems) == ("kumu", True, [])
    backwards = workbook(**dict(reversed(KUMU.items())))
    assert (backwards.nodes, backwards.ties) == (found.nodes, found.ties)


def test_kumu_takes_two_empty_rows_for_the_end_of_a_list():
    found = workbook(Peta=[*KUMU["Elements"], [], [], *KUMU["Connections"]])
    assert [node["id"] for node in found.nodes] == ["Kelompok Tani", "BUM Desa", "PKK"]
    assert [tie["kind"] for tie in found.ties] == ["Dukung", "Saing"]
    assert (found.format, found.problems) == ("kumu", [])


def test_one_empty_row_or_a_row_of_data_ends_nothing():
    found = workbook(Peta=[["Label", "Type"], ["A", "x"], [], ["B", "x"], [], [], ["C", "Label"]])
    assert [node["id"] for node in found.nodes] == ["A", "B", "C"]


def test_gephi_numbers_are_ids_too():
    found = workbook(
        Edges=[["Source", "Target", "Type", "Weight"], [1, 2.0, "Undirected", 1.5]],
        Nodes=[["Id", "Label"], [1.0, "Tani"], [2, 7]],
    )
    assert found.nodes == [{"id": "1", "label": "Tani"}, {"id": "2", "label": "7"}]
    assert found.ties == [{"source": "1", "target": "2", "weight": 1.5}]
    assert (found.format, found.directed) == ("gephi", False)


def test_dates_titles_and_headless_columns():
    found = workbook(
        Data=[
            ["Daftar hubungan desa", None, None],
            [],
            ["Dari", None, "Ke", "Sejak"],
            ["A", "x", "B", datetime(2024, 1, 31)],  # noqa: DTZ001  as a sheet holds it
        ],
        Catatan=[["apa saja"], ["ini itu"]],
    )
    assert found.ties == [{"source": "A", "target": "B", "since": "2024-01-31"}]
    assert [note.reason for note in found.notes] == [
        "Kolom tanpa nama pada baris kepala dilewati.",
        "Lembar ini tidak dikenali dan dilewati.",
    ]


def test_ends_are_found_by_name_where_only_one_has_it():
    nodes = [["id", "nama"], ["a", "Tani"], ["b", "PKK"], ["c", "PKK"]]
    found = workbook(
        Pihak=nodes, Hubungan=[["dari", "ke"], ["Tani", "b"], ["Tani", "PKK"], ["Tani", "Z"]]
    )
    assert found.ties == [{"source": "a", "target": "b"}]
    assert [(problem.line, problem.sheet) for problem in found.problems] == [
        (3, "Hubungan"),
        (4, "Hubungan"),
    ]
    assert "pakai id-nya" in found.problems[0].reason
    assert "tidak ada dalam daftar pihak" in found.problems[1].reason


def test_formulas_and_errors_in_cells_are_problems():
    found = workbook(
        Data=[["dari", "ke", "bobot"], ["A", "B", "=1+1"], ["A", "C", "#REF!"], ["A", "D", 1]]
    )
    assert [(p.line, p.column, p.value) for p in found.problems] == [
        (2, "weight", "=1+1"),
        (3, "weight", "#REF!"),
    ]
    assert "tempel sebagai nilai" in found.problems[0].reason
    assert len(found.ties) == 1


def test_a_workbook_without_known_sheets_is_refused():
    with pytest.raises(FormatError, match="Tidak ada lembar yang dikenali"):
        workbook(Data=[["apa", "saja"], [1, 2]])


def test_ours_types_every_text_and_has_no_formula():
    book = openpyxl.load_workbook(io.BytesIO(write(VILLAGE, format="xlsx")))
    assert book.sheetnames == ["Pihak", "Hubungan"]
    assert [cell.value for cell in book["Hubungan"][1]][:5] == [
        "id",
        "dari",
        "ke",
        "hubungan",
        "bobot",
    ]
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str):
                    assert cell.data_type == "s"
                    assert not cell.value.lstrip().startswith(("=", "+", "-", "@"))


def test_a_hidden_sheet_is_left_out_and_named():
    book = openpyxl.Workbook()
    book.active.append(["dari", "ke"])
    book.active.append(["A", "B"])
    secret = book.create_sheet("Rahasia")
    secret.append(["dari", "ke"])
    secret.append(["A", "=B"])
    secret.sheet_state = "hidden"
    saved = io.BytesIO()
    book.save(saved)
    found = read(saved.getvalue(), name="")
    assert (len(found.ties), found.problems) == (1, [])
    assert [(note.sheet, note.reason[:27]) for note in found.notes] == [
        ("Rahasia", "Lembar ini disembunyikan da")
    ]


def test_a_return_and_the_sign_for_it_are_kept_apart():
    found = workbook(
        Data=[["id", "nama", "catatan"], ["a", "Tani", "satu_x000D_dua _x005F_x000D_"]]
    )
    assert found.nodes[0]["catatan"] == "satu\rdua _x000D_"
