"""Each paper says what it must, the same in PDF and DOCX, with dots where nothing is known."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cooperation.lifecycle import Clause
from cooperation.papers import KINDS, Kind, Meeting, Point, Report, compose, words
from cooperation.papers.pdf import SIZES, pdf_of
from cooperation.papers.word import docx_of
from stakeholders.presenters import typesetting
from tests.cooperation.papers.matters import (
    HEAD,
    matter,
    party,
    signed_matter,
    words_of_docx,
)

DOTS = words.DOTS


def about(kind, told):
    """What each kind is made of."""
    village = told.villages[0]
    return {
        Kind.UMBRELLA: village,
        Kind.OFFER: village,
        Kind.INVITATION: Meeting(village=village, on=date(2026, 2, 3), at="09.00 WIB"),
        Kind.ATTENDANCE: Meeting(village=village, invited=36),
        Kind.MINUTES: Meeting(village=village, agenda=(Point("Air"), Point("Jalan"))),
        Kind.RECORD: told.deliberations[0] if told.deliberations else None,
        Kind.REPORT: Report(),
    }.get(kind)


def read(kind, told, of=None):
    """The words of the paper as DOCX, blanks joined within lines."""
    content = docx_of(compose(kind, told, of or about(kind, told)), "f4")
    return words_of_docx(content)


def typed(monkeypatch, paper, size="a4"):
    """What typst is handed for a paper, with the settings it is run under."""
    seen = {}
    monkeypatch.setattr(
        typesetting.typst,
        "compile",
        lambda source, **given: seen.update(given, source=source) or b"%PDF",
    )
    pdf_of(paper, size)
    return seen | {"data": json.loads(seen["sys_inputs"]["data"])}


def test_a_joint_regulation_names_every_head_and_every_number():
    said = read(Kind.REGULATION, signed_matter())
    assert "KEPALA DESA SUMBER 1\nDAN\nKEPALA DESA SUMBER 2" in said
    assert "NOMOR 3 TAHUN 2026\nNOMOR 5 TAHUN 2026" in said
    assert "TENTANG\nAIR BERSAMA" in said
    assert said.index("Menimbang") < said.index("Mengingat") < said.index("MEMUTUSKAN")
    assert "Musyawarah Antar-Desa pada tanggal 20 Maret 2026" in said
    assert "Berita Acara Nomor 01/MAD" in said
    assert "Ditetapkan di Sumber 1\npada tanggal 6 April 2026\nKEPALA DESA SUMBER 1," in said
    assert "Diundangkan di Sumber 1\npada tanggal 13 April 2026\nSEKRETARIS DESA SUMBER 1," in said
    assert "BERITA DESA SUMBER 1\nTAHUN 2026 NOMOR 8" in said
    assert "RANCANGAN" not in said


def test_the_eight_contents_are_chapters_in_their_order_and_extra_articles_follow():
    told = matter()
    told = replace(
        told,
        content=told.content | {"articles": [{"title": "Pengawasan", "words": "Diawasi BPD."}]},
    )
    said = read(Kind.REGULATION, told)
    places = [said.index(f"Isi {each.value}.") for each in Clause]
    assert places == sorted(places)
    assert places[-1] < said.index("PENGAWASAN") < said.index("KETENTUAN PENUTUP")
    pasal = [int(number) for number in re.findall(r"^Pasal (\d+)$", said, re.M)]
    assert pasal == list(range(1, len(pasal) + 1))
    assert len(re.findall(r"^BAB [IVX]+$", said, re.M)) == 11


def test_what_is_not_known_is_a_dotted_line():
    told = matter((party(1, number="3", year=2026), party(2)))
    empty = replace(told, content={"clauses": {}})
    said = read(Kind.REGULATION, empty)
    assert f"NOMOR 3 TAHUN 2026\nNOMOR {DOTS} TAHUN {DOTS}" in said
    assert f"TAHUN {DOTS} NOMOR {DOTS}" in said
    assert said.count(words.LONG_DOTS * 3) == len(Clause)
    assert "RANCANGAN · VERSI 3" in said


@pytest.mark.parametrize("count", [12, 33])
def test_many_villages_keep_a_number_and_two_places_to_sign_each(count):
    parties = [party(n, number=f"{n}0", year=2015) for n in range(1, count + 1)]
    said = read(Kind.REGULATION, matter(parties))
    for n in range(1, count + 1):
        assert f"NOMOR {n}0 TAHUN 2015" in said
        assert said.count(f"KEPALA DESA SUMBER {n},") >= 2
        assert f"SEKRETARIS DESA SUMBER {n}," in said


def test_lines_of_a_content_become_ayat_without_the_marks_that_were_typed():
    told = matter()
    clauses = told.content["clauses"] | {"rights": "1. Sumber 1 menjaga hutan.\n- Sumber 2 bayar."}
    said = read(Kind.REGULATION, replace(told, content=told.content | {"clauses": clauses}))
    assert "(1)\tSumber 1 menjaga hutan." in said
    assert "(2)\tSumber 2 bayar." in said


def test_a_contract_numbers_its_sides_has_a_place_for_the_stamp_and_witnesses():
    company = party(2, name="PT Salak", title="", address="Jalan Raya 1")
    witness = party(3, is_witness=True)
    said = read(Kind.CONTRACT, matter((party(1, number="12"), company, witness), is_between=False))
    assert "ANTARA\nPEMERINTAH DESA SUMBER 1\nDENGAN\nPT SALAK" in said
    assert f"NOMOR 12\nNOMOR {words.LONG_DOTS}" in said
    assert "selanjutnya disebut PIHAK KESATU" in said
    assert "selanjutnya disebut PIHAK KEDUA" in said
    assert said.count("[meterai]") == 2
    for who in ("CAMAT DUKUN,", "KETUA BPD DESA SUMBER 1,", "KEPALA DESA SUMBER 3,"):
        assert said.index("SAKSI-SAKSI") < said.index(who)


def test_an_offer_lists_the_eight_contents_under_the_head_of_the_village():
    said = read(Kind.OFFER, signed_matter())
    assert "PEMERINTAH DESA SUMBER 1" in said
    assert "Jalan Talun 3 · kantor@desa.example" in said
    assert "Yth. Kepala Desa Sumber 2" in said
    assert all(f"Isi {each.value}." in said for each in Clause)
    assert "Berdasarkan Musyawarah Desa Sumber 1 tanggal 3 Februari 2026" in said


def test_an_invitation_is_of_bpd_in_a_village_and_of_the_head_for_all():
    told = signed_matter()
    said = read(Kind.INVITATION, told)
    assert "Selasa, 3 Februari 2026" in said
    assert "KETUA BPD DESA SUMBER 1," in said
    together = Meeting("Musyawarah Antar-Desa", told.villages[0], of_all=True)
    said = read(Kind.INVITATION, told, together)
    assert "KEPALA DESA SUMBER 1," in said
    assert "BPD" not in said


def test_an_attendance_list_has_a_line_for_everybody_invited_and_asks_element_and_sex():
    said = read(Kind.ATTENDANCE, signed_matter())
    assert [f"\n{n}.\n" in said for n in (1, 36, 37)] == [True, True, False]
    assert all(word in said for word in ("L/P", "Mewakili unsur", "Perwakilan warga miskin"))


def test_minutes_leave_room_for_each_item_and_what_follows():
    said = read(Kind.MINUTES, signed_matter())
    assert "1. Air" in said
    assert "2. Jalan" in said
    assert "Paling lambat" in said


def test_a_statement_tells_attendance_sitting_and_decision_in_words():
    told = signed_matter()
    said = read(Kind.RECORD, told)
    assert "hari ini Selasa tanggal tiga bulan Februari tahun dua ribu dua puluh enam" in said
    assert "NOMOR 03/BA" in said
    assert "29 (dua puluh sembilan) orang dari 36 orang" in said
    assert "Menyepakati kerja sama tentang Air bersama." in said
    said = read(Kind.RECORD, told, told.deliberations[1])
    assert "sidang kedua, setelah sidang pertama ditunda" in said
    assert "KEPALA DESA SUMBER 2," in said
    refused = replace(told.deliberations[0], outcome="refused", reason="Belum ada dana")
    said = read(Kind.RECORD, told, refused)
    assert "Tidak menyepakati kerja sama" in said
    assert "Belum ada dana." in said
    ended = replace(told.deliberations[1], act="end", ground="b")
    assert "Tujuan kerja sama sudah tercapai" in read(Kind.RECORD, told, ended)


def test_umbrella_and_report_stand_on_their_own():
    told = signed_matter()
    said = read(Kind.UMBRELLA, told)
    assert "PERATURAN DESA SUMBER 1" in said
    assert f"NOMOR {DOTS} TAHUN {DOTS}" in said
    assert "BADAN PERMUSYAWARATAN DESA SUMBER 1" in said
    said = read(Kind.REPORT, told)
    assert "LAPORAN PELAKSANAAN KERJA SAMA" in said
    assert "Kepala Desa Sumber 2;" in said


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_paper_carries_the_head_of_the_chain_and_page_numbers(kind, monkeypatch):
    told = signed_matter()
    paper = compose(kind, told, about(kind, told))
    said = words_of_docx(docx_of(paper, "a4"))
    assert f"Sidik riwayat: {HEAD}" in said
    assert "Halaman " in said
    given = typed(monkeypatch, paper)
    assert given["data"]["digest"] == HEAD
    source = given["source"].decode()
    assert "data.digest" in source
    assert "counter(page)" in source


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("size", ["a4", "f4"])
def test_pdf_is_set_on_the_sheet_that_was_asked_for(kind, size):
    told = signed_matter()
    content = pdf_of(compose(kind, told, about(kind, told)), size)
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", content)
    width, height = (round(float(side) / 72 * 25.4) for side in box.groups())
    assert (width, height) == SIZES[size]


def test_both_printers_are_given_the_same_blocks(monkeypatch):
    paper = compose(Kind.REGULATION, signed_matter())
    told = typed(monkeypatch, paper)["data"]["blocks"]
    assert [block["block"] for block in told] == [
        type(block).__name__.lower() for block in paper.blocks
    ]


HOSTILE = (
    '#read("/etc/passwd") #import "@preview/x:1.0.0" *tebal* $x$ \\ <label> @ref {{ isi }} \x01'
)


def test_what_people_write_is_never_code_of_typst():
    told = matter(title=HOSTILE)
    hostile = {"title": HOSTILE, "basis": HOSTILE, "clauses": {"scope": HOSTILE}}
    told = replace(told, content=hostile, purpose=HOSTILE, regency=HOSTILE)
    assert pdf_of(compose(Kind.REGULATION, told), "a4").startswith(b"%PDF")
    assert '#read("/etc/passwd")' in read(Kind.REGULATION, told)


def test_typst_is_rooted_in_an_empty_folder_without_fonts_of_the_machine(monkeypatch):
    given = typed(monkeypatch, compose(Kind.REGULATION, matter()))
    assert list(Path(given["root"]).iterdir()) == []
    assert given["root"] == given["package_path"] == given["package_cache_path"]
    assert given["ignore_system_fonts"] is True
    assert b"read(" not in given["source"]
    assert b"import" not in given["source"]


def test_a_docx_of_ours_points_to_nothing_outside():
    told = signed_matter()
    for kind in KINDS:
        content = docx_of(compose(kind, told, about(kind, told)), "f4")
        archive = zipfile.ZipFile(io.BytesIO(content))
        rels = [name for name in archive.namelist() if name.endswith(".rels")]
        assert rels
        assert not any(b"External" in archive.read(name) for name in rels)
        assert not any("vba" in name.lower() for name in archive.namelist())
