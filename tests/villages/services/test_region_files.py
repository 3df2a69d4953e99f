"""Reading the list of regions: what is accepted, and what each bad line is told."""

import gzip
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.services.regions import PACKAGED_REGIONS, read_regions

SOUND = """code,name
33,Jawa Tengah
33.08,Kabupaten Magelang
33.08.06,Dukun
33.08.06.2012,Sengi
"""


@pytest.fixture
def read(tmp_path):
    """Read a text, or bytes, as a file of regions."""

    def read(content, name="regions.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_regions(path)

    return read


def said(reading):
    return [str(problem) for problem in reading.problems]


def test_a_sound_file_gives_the_name_of_each_code(read):
    reading = read(SOUND)
    assert reading.problems == reading.notes == []
    assert reading.names == {
        "33": "Jawa Tengah",
        "33.08": "Kabupaten Magelang",
        "33.08.06": "Dukun",
        "33.08.06.2012": "Sengi",
    }


def test_the_packaged_list_is_complete_and_without_a_flaw():
    reading = read_regions(PACKAGED_REGIONS)
    assert reading.problems == reading.notes == []
    lengths = [len(code) for code in reading.names]
    assert [lengths.count(length) for length in (2, 5, 8, 13)] == [38, 514, 7285, 83762]


def test_parents_come_first_whatever_the_order_of_the_file(read):
    lines = SOUND.splitlines()
    reading = read("\n".join([lines[0], *reversed(lines[1:])]))
    assert reading.problems == []
    assert list(reading.names) == sorted(reading.names)


def test_gzip_byte_order_mark_windows_line_ends_and_semicolons_are_understood(read):
    plain = read(SOUND).names
    assert read(gzip.compress(SOUND.encode()), "regions.csv.gz").names == plain
    assert read(gzip.compress(SOUND.encode()), "misnamed.csv").names == plain
    assert read(b"\xef\xbb\xbf" + SOUND.encode()).names == plain
    assert read(SOUND.replace("\n", "\r\n")).names == plain
    assert read(SOUND.replace(",", ";")).names == plain


def test_columns_may_stand_elsewhere_and_be_named_in_indonesian(read):
    reading = read("nama,catatan,Kode\nJawa Tengah,x,33\n")
    assert reading.problems == []
    assert reading.names == {"33": "Jawa Tengah"}


def test_stray_blanks_are_taken_away_and_noted(read):
    reading = read(SOUND + "33.08.06.2013, Jurang  Jaler \n 33.08.06.2014,Sewukan\n")
    assert reading.problems == []
    assert reading.names["33.08.06.2013"] == "Jurang Jaler"
    assert reading.names["33.08.06.2014"] == "Sewukan"
    assert [str(note) for note in reading.notes] == [
        "baris 6: spasi berlebih dirapikan: 33.08.06.2013 Jurang Jaler",
        "baris 7: spasi berlebih dirapikan: 33.08.06.2014 Sewukan",
    ]


def test_commas_and_quotes_in_names_survive(read):
    reading = read(
        SOUND
        + '33.08.06.2013,"Lubuk Pakam I,II"\n33.08.06.2014,Ra"as\n'
        + '33.08.06.2015,"Ra""as"\n33.08.06.2016,Ra\'as\n33.08.06.2017,Nuapu’u\n'
    )
    assert reading.problems == []
    assert list(reading.names.values())[4:] == [
        "Lubuk Pakam I,II",
        'Ra"as',
        'Ra"as',
        "Ra'as",
        "Nuapu’u",
    ]


def test_empty_lines_are_passed_over(read):
    assert read(SOUND.replace("\n", "\n\n") + "\n\n").problems == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("33.8,Kabupaten Magelang", "kode 33.8: bukan PP"),
        ("3308062013,Sewukan", "tulis dengan titik, 33.08.06.2013"),
        ("33.08.06.4001,Pulau", "angka pertama desa harus 1"),
        ("33.70,Antara", "kabupaten bernomor 01–69"),
        (",Tanpa kode", "kode kosong"),
        ("33.08.06.2013,", "kode 33.08.06.2013 tidak bernama"),
        ("33.08.06.2013,   ", "kode 33.08.06.2013 tidak bernama"),
        ("33.08.06.2012,Sengi lagi", "kode 33.08.06.2012 sudah ada di baris 5"),
        ("33.08.07.2001,Tanpa kecamatan", "induknya 33.08.07 tidak ada"),
        ("33.08.06.2013,Lubuk Pakam I,II", "ada 3 kolom, seharusnya 2"),
        ("33.08.06.2013", "ada 1 kolom, seharusnya 2"),
        ('33.08.06.2013,"Sewukan"x', "tanda kutip"),
        ('33.08.06.2013,"Sewukan', "tanda kutip"),
        ("33.08.06.2013,Se\u200bwukan", "tidak terlihat"),
        ("33.08.06.2013,Se\x00wukan", "tidak terlihat"),
        ("33.08.06.2013," + "x" * 101, "lebih panjang dari 100"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_reason(read, line, why):
    reading = read(SOUND + line + "\n")
    assert [problem.line for problem in reading.problems] == [6]
    assert why in said(reading)[0]


def test_every_bad_line_is_named_and_a_bad_parent_once_only(read):
    reading = read(SOUND.replace("33.08.06,Dukun", "33.08.06,") + "33.8,x\n33.9,y\n")
    assert [problem.line for problem in reading.problems] == [4, 6, 7]


def test_a_quote_that_is_closed_lines_later_is_found_out(read):
    reading = read(SOUND + '33.08.06.2013,"Sewukan\n33.08.06.2014,Kalibening"\n')
    assert [problem.line for problem in reading.problems] == [6]
    assert "pergantian baris" in said(reading)[0]


@pytest.mark.parametrize("header", ["", "id,label\n", "33,Jawa Tengah\n", "code\n"])
def test_a_file_without_the_two_columns_is_refused_at_line_one(read, header):
    reading = read(header + "33,Jawa Tengah\n")
    assert said(reading) == ["baris 1: baris pertama harus memuat kolom code,name"]


def test_a_list_of_nothing_is_refused(read):
    assert said(read("code,name\n")) == ["baris 1: berkas tidak memuat satu wilayah pun"]
    assert read(b"").problems


def test_lines_that_are_not_utf_8_are_named(read):
    reading = read(SOUND.encode() + "33.08.06.2013,Tánah\n33.08.06.2014,Aman\n".encode("latin-1"))
    assert said(reading) == ["baris 6: bukan UTF-8; simpan ulang berkas sebagai CSV UTF-8"]


@pytest.mark.parametrize("damage", [lambda packed: packed[:-12], lambda packed: packed[:20]])
def test_a_packed_file_that_is_cut_off_is_refused(read, damage):
    reading = read(damage(gzip.compress((SOUND * 50).encode())))
    assert any("terpotong" in line for line in said(reading))


def test_a_packed_file_with_turned_bits_is_refused(read):
    packed = bytearray(gzip.compress(SOUND.encode()))
    packed[20] ^= 0xFF
    assert read(bytes(packed)).problems


PIECES = st.sampled_from(
    [
        b"code,name\n",
        b"33,Jawa Tengah\n",
        b"33.08",
        b",",
        b'"',
        b"\n",
        b"\r",
        b"\x00",
        b"\xff",
        b";",
    ]
)


@given(st.one_of(st.binary(max_size=200), st.lists(PIECES).map(b"".join)), st.booleans())
def test_any_bytes_give_names_or_problems_and_never_an_error(content, packed):
    with tempfile.NamedTemporaryFile() as file:
        file.write(gzip.compress(content)[: len(content) // 2 + 20] if packed else content)
        file.flush()
        reading = read_regions(Path(file.name))
    assert reading.problems or all(reading.names.values())


def test_a_missing_file_is_the_callers_business(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_regions(tmp_path / "nothing.csv")
