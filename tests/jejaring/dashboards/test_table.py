"""A table on a page and as a file: the same numbers, and where they are from."""

import csv
import io
import json

import openpyxl
import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from jejaring.dashboards.cells import HIDDEN, NO_DATA, PERCENT, Missing
from jejaring.dashboards.table import CODE, TEXT, Column, Table

COLUMNS = (
    Column("name", "Wilayah", kind=TEXT),
    Column("code", "Kode", kind=CODE),
    Column("groups", "Kelompok", "kelompok"),
    Column("share", "Diwawancarai", kind=PERCENT),
)
ROWS = (
    ("Kecamatan Dukun", "33.08.06", 1234, 45.5),
    ("=HYPERLINK(1)", "33.08.07", HIDDEN, NO_DATA),
    ("Rata-rata", "", 12.25, 0),
)
ABOUT = ("Kabupaten Magelang (33.08) · November 2026", "=2+2", "Keadaan 29 November 2026")


@pytest.fixture(autouse=True)
def _indonesian():
    with translation.override("id"):
        yield


@pytest.fixture
def table():
    return Table("Kelompok per kecamatan", COLUMNS, ROWS, ABOUT, ("/33.08.06/", "", ""))


def sheet_of(table):
    return openpyxl.load_workbook(io.BytesIO(table.xlsx())).active


def test_a_workbook_says_where_its_numbers_are_from_and_keeps_its_heads_in_view(table):
    sheet = sheet_of(table)
    lines = [sheet.cell(n, 1).value for n in range(1, 7)]
    assert lines == [table.title, ABOUT[0], "'=2+2", ABOUT[2], None, "Wilayah"]
    assert [cell.value for cell in sheet[6]][2:] == ["Kelompok (kelompok)", "Diwawancarai (%)"]
    assert sheet.freeze_panes == "B7"


def test_a_workbook_keeps_numbers_as_numbers_and_codes_as_text(table):
    first, hidden, mean = list(sheet_of(table).iter_rows(min_row=7))
    assert [cell.value for cell in first] == ["Kecamatan Dukun", "33.08.06", 1234, 0.455]
    assert [cell.number_format for cell in first] == ["@", "@", "#,##0.##", "0.0%"]
    assert first[1].data_type == "s"
    assert [cell.value for cell in hidden][2:] == [HIDDEN.words, NO_DATA.words]
    assert [cell.value for cell in mean][2:] == [12.25, 0]


def test_nothing_that_people_wrote_becomes_a_formula(table):
    for row in sheet_of(table).iter_rows():
        assert [cell.data_type for cell in row if cell.data_type == "f"] == []
    told = table.csv().decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(told), delimiter=";") for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []


def test_csv_is_what_an_indonesian_spreadsheet_opens(table):
    content = table.csv()
    assert content.startswith(b"\xef\xbb\xbfWilayah;Kode;Kelompok (kelompok);Diwawancarai (%)\r\n")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["Kecamatan Dukun", "33.08.06", "1234", "45,5"]
    assert rows[2][2:] == [HIDDEN.words, NO_DATA.words]
    assert rows[3] == ["Rata-rata", "", "12,25", "0"]
    assert rows[5:] == [[table.title], [ABOUT[0]], ["'=2+2"], [ABOUT[2]]]


def test_json_says_why_a_number_is_missing(table):
    told = json.loads(table.json())
    assert told["about"] == list(ABOUT)
    assert told["rows"][0]["values"]["share"] == 45.5
    assert told["rows"][1]["values"]["groups"] is None
    assert told["rows"][1]["missing"] == {"groups": "hidden", "share": "no_data"}
    assert "missing" not in told["rows"][0]


def test_a_page_says_in_words_what_its_marks_mean(table):
    page = render_to_string("jejaring/dashboards/_table.html", {"table": table})
    assert page.count('scope="col"') == 4
    assert page.count('scope="row"') == 3
    assert '<a href="/33.08.06/">Kecamatan Dukun</a>' in page
    assert '<span class="visually-hidden">disembunyikan agar orang tidak dikenali</span>' in page
    assert "1.234" in page
    assert "46%" in page
    assert all(line in page for line in ABOUT)


def test_words_of_people_are_no_markup_on_a_page():
    hostile = '"><script>{0}%s</script>'
    table = Table(hostile, COLUMNS, ((hostile, hostile, 1, 2),), (hostile,), (f"/a/?b={hostile}",))
    page = render_to_string("jejaring/dashboards/_table.html", {"table": table, "quiet": False})
    assert "<script" not in page
    assert '"&gt;' not in page
    assert page.count("&quot;&gt;&lt;script&gt;{0}%s&lt;/script&gt;") == 6


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": ()},
        {"rows": (("Dukun", "33.08.06", 1),)},
        {"links": ("/one/",)},
    ],
)
def test_a_table_whose_parts_do_not_fit_is_refused(wrong):
    with pytest.raises(ValueError, match=r"needs|go with"):
        Table(**({"title": "T", "columns": COLUMNS, "rows": ROWS} | wrong))


WORDS = st.text(max_size=20)
NUMBERS = st.one_of(st.integers(), st.floats(), st.sampled_from(list(Missing)))


@given(st.lists(st.tuples(WORDS, WORDS, NUMBERS, NUMBERS), max_size=4), st.lists(WORDS, max_size=3))
def test_any_words_and_numbers_make_every_file(rows, about):
    table = Table("Apa saja", COLUMNS, tuple(rows), tuple(about))
    sheet = sheet_of(table)
    assert sheet.max_row >= 3 + len(about)
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    heads = next(iter(csv.reader(io.StringIO(table.csv().decode("utf-8-sig")), delimiter=";")))
    assert len(heads) == 4
    assert len(json.loads(table.json())["rows"]) == len(rows)
