"""Tables of potentials and needs: read whole or not at all."""

import io

import pytest
from openpyxl import Workbook

from cooperation.services.resource_files import Broken, plan_of_file, unseal
from cooperation.services.resources import record_many
from stakeholders.graph.formats import FormatError
from stakeholders.graph.formats.rows import read_table
from tests import factories
from villages.models import Resource

pytestmark = pytest.mark.django_db
HEAD = "sisi;nama;jumlah;satuan;waktu;bulan;lebih;modal;pemegang\n"
GOOD = HEAD + (
    "potensi;Cabai rawit;1.500,5;kg;setahun;Jul-Sep;ya;;keluarga\n"
    "kebutuhan;Gula semut;2;ton;sebulan;;;alam;\n"
)


@pytest.fixture
def village():
    return factories.village()


def plan(village, text, name="tabel.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return plan_of_file(village=village, content=content, name=name)


def workbook(rows) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_a_csv_becomes_rows(village):
    person = factories.user()
    found = plan(village, GOOD)
    assert found.problems == []
    rows = unseal(found.seal(village, person), village, person)
    assert record_many(village=village, rows=rows, by=person) == 2
    chili, sugar = Resource.objects.order_by("name")
    assert (chili.key, str(chili.amount), chili.unit, chili.months) == (
        "cabai", "1500.500", "kg", 0b111000000,
    )  # fmt: skip
    assert (chili.is_surplus, chili.holder, chili.capital) == (True, "family", "natural")
    assert (sugar.key, sugar.matter, sugar.per, sugar.is_surplus) == (
        "~gula semut", None, "month", False,
    )  # fmt: skip
    # Sent twice, it is taken once; read again, it is there already.
    assert record_many(village=village, rows=rows, by=person) == 0
    assert plan(village, GOOD).there == ["Cabai rawit", "Gula semut"]


def test_an_xlsx_is_read_with_its_numbers(village):
    content = workbook([["Sisi", "Nama", "Jumlah", "Satuan"], ["kebutuhan", "beras", 2.5, "Ton"]])
    (row,) = plan(village, content, "tabel.xlsx").rows
    assert (row["amount"], row["unit"], row["matter_id"]) == ("2.500", "ton", "padi")


def test_every_fault_is_named_with_line_column_and_reason(village):
    text = HEAD + (
        "potensi;cabai;banyak;kg;;;;;\n"
        "punyaku;cabai;1;karung;;musim hujan;;;\n"
        "kebutuhan;Gula semut;1;;;;;;\n"
        "kebutuhan;;;;;;;alam;\n"
        "kebutuhan;nik 3308061234567890;;;;;;alam;\n"
    )
    found = plan(village, text)
    assert found.rows == [] or found.problems
    told = {(problem.where, problem.column) for problem in found.problems}
    assert told == {
        ("baris 2", "jumlah"),
        ("baris 3", "potensi atau kebutuhan"),
        ("baris 3", "satuan"),
        ("baris 3", "bulan"),
        ("baris 4", "satuan"),
        ("baris 4", "modal"),
        ("baris 5", "nama"),
        ("baris 6", "nama"),
    }
    assert all(problem.reason for problem in found.problems)


@pytest.mark.parametrize(
    ("text", "column"),
    [("nama;jumlah\ncabe;1\n", "potensi atau kebutuhan"), ("sisi\npotensi\n", "nama")],
)
def test_a_missing_column_is_named(village, text, column):
    assert column in {problem.column for problem in plan(village, text).problems}


def test_too_many_rows_and_formulas_are_refused(village):
    text = HEAD + "potensi;cabai;1;kg;;;;;\n" * 501
    assert "500" in plan(village, text).problems[0].reason
    content = workbook([["sisi", "nama"], ["potensi", '=HYPERLINK("http://x")']])
    (problem,) = plan(village, content, "t.xlsx").problems[:1]
    assert "rumus" in problem.reason


def test_what_is_no_table_is_refused():
    for content in (b"\x89PNG\r\n", b'{"a": 1}', b"%PDF-1.7"):
        with pytest.raises(FormatError):
            read_table(content)
    assert read_table(b"a;b\n\n;\n1;2\n").rows == [(1, ["a", "b"]), (4, ["1", "2"])]


def test_a_seal_holds_for_one_person_and_village_only(village):
    person = factories.user()
    seal = plan(village, GOOD).seal(village, person)
    other = factories.village("33.08.06.2013", "Paten")
    for where, who in ((other, person), (village, factories.user())):
        with pytest.raises(Broken):
            unseal(seal, where, who)
    with pytest.raises(Broken):
        unseal(seal[:-2] + "xx", village, person)


@pytest.mark.parametrize(
    ("name", "amount", "column"),
    [
        ("Cabai", "0,0001", "jumlah"),
        ("Cabai", "1" * 5000, "jumlah"),
        ("Cabai", "NaN", "jumlah"),
        ("Cabai", "1e400", "jumlah"),
        ("Cabai", "-3", "jumlah"),
        ("!!! ...", "3", "nama"),
        ("x" * 81, "3", "nama"),
    ],
)
def test_what_the_form_refuses_is_refused_in_a_table_too(village, name, amount, column):
    person = factories.user()
    found = plan(village, HEAD + f"potensi;{name};{amount};kg;;;;alam;\n")
    assert [(each.where, each.column) for each in found.problems] == [("baris 2", column)]
    record_many(
        village=village, rows=unseal(found.seal(village, person), village, person), by=person
    )
    assert not Resource.objects.exists()
