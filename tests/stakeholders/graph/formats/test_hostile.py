"""Files that mean harm: a sentence in Indonesian, little memory, no connection, nothing else."""

import io
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stakeholders.graph.formats import UNREADABLE, WRITERS, FormatError, limits, read, write
from tests.stakeholders.graph.formats.networks import VILLAGE

ROOT = Path(__file__).parents[4]


@pytest.fixture(autouse=True)
def no_connection(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a file made us open a connection")

    monkeypatch.setattr(socket, "socket", refuse)


def refused(content, name="data.bin"):
    with pytest.raises(FormatError) as caught:
        read(content, name=name)
    assert str(caught.value) != UNREADABLE
    return str(caught.value)


GRAPH = '<graph edgedefault="directed"><node id="a"/></graph></graphml>'


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE g [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]><graphml><desc>&b;</desc>',
        '<!DOCTYPE g SYSTEM "http://127.0.0.1:9/g.dtd"><graphml>',
        '<!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/passwd">]><graphml><desc>&x;</desc>',
        '<!DOCTYPE g [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]><graphml>',
        "<!DOCTYPE g><graphml>",
    ],
    ids=["bomb", "dtd", "file", "parameter", "doctype"],
)
@pytest.mark.parametrize("root", ["graphml", "gexf"])
def test_document_types_and_entities_are_not_followed(head, root):
    text = (head + GRAPH).replace("graphml", root)
    assert "DOCTYPE, entitas, atau rujukan ke luar" in refused(text.encode())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<graphml>" + b"<a>" * 5000, "bertingkat terlalu dalam"),
        (b"<graphml>" + b"".join(b"<a%d/>" % i for i in range(5000)), "nama unsur"),
        (b"<graphml " + b" ".join(b'a%d=""' % i for i in range(5000)) + b"/>", "nama unsur"),
        (b"<graphml><graph><node id='a'>", "bukan XML yang utuh"),
        (b"<graphml><graph>&nbsp;</graph></graphml>", "bukan XML yang utuh"),
        (b"<?xml version='1.0' encoding='utf-7'?><graphml/>", "engodean|XML yang utuh"),
        (b"<svg/>", "bukan jejaring"),
        (b"[" * 100_000, "bertingkat|isian"),
        (b'{"nodes": ' * 5000, "bertingkat|utuh"),
        (b'{"nodes": [1, "a", null]}', "bukan isian"),
        (b'{"apa": 1}', "tidak memuat jejaring"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "simpan sebagai XLSX"),
        (b"PK\x03\x04rusak", "rusak atau terpotong"),
        (bytes(range(256)) * 4, "bukan teks"),
        (b'source,target\n"' + b"a\n" * 600_000, "tanda kutip"),
        (b"a," * 600_000, "terlalu panjang"),
        (b'"a\n",' * 300_000, "terlalu panjang"),
        (b"x" * (limits.CONTENT + 1), "paling besar 20 MB"),
        (b" \n\t ", "kosong"),
    ],
)
def test_what_is_no_file_of_ours_is_refused_in_a_sentence(content, reason):
    assert re.search(reason, refused(content))


def zipped(**members):
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return saved.getvalue()


def test_zips_are_looked_at_before_they_are_unpacked():
    assert "jauh lebih besar" in refused(zipped(pihak_dot_csv=b"id,nama\n" * 5_000_000))
    assert "berkas di dalamnya" in refused(zipped(**{f"f{i}_dot_csv": "" for i in range(1_001)}))
    assert "rusak" in refused(zipped(pihak_dot_csv="id\n1")[:-30])
    lying = bytearray(zipped(pihak_dot_csv=b"id,nama\n1,A\n" * 50))
    place = lying.rfind(b"PK\x01\x02") + 24
    lying[place : place + 4] = (10).to_bytes(4, "little")
    assert "rusak" in refused(bytes(lying))


def test_a_workbook_may_hide_a_document_type():
    book = zipped(xl__workbook_dot_xml='<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>')
    assert "DOCTYPE" in refused(book)


def test_numbers_of_a_million_digits_are_words():
    digits = "9" * 1_000_000
    for text in (f'{{"nodes": [{{"id": {digits}}}]}}', f"id,nama,umur\n1,A,{digits}\n"):
        assert "paling panjang 32767" in refused(text.encode())
    found = read(f"source,target,weight\nA,B,{digits[:99_999]}\nA,C,1\n".encode(), name="")
    assert [problem.column for problem in found.problems] == ["weight"]


def test_half_characters_and_nul_are_problems_of_their_row():
    found = read(
        b'{"nodes": [{"id": "a", "label": "\\ud800"}, {"id": "b", "label": "B"}]}', name=""
    )
    assert [(p.line, p.sheet, p.column) for p in found.problems] == [(1, "nodes", "label")]
    found.problems[0].value.encode()
    odd = b'{"nodes": [{"id": "a", "a\\u0000b": 1}, {"id": "b", "weight": "\\u0000"}, {"id": "c"}]}'
    found = read(odd, name="")
    assert [problem.line for problem in found.problems] == [1, 2]


@pytest.mark.parametrize("format", WRITERS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_torn_or_scribbled_file_raises_nothing_else(format, data):
    content = bytearray(SOUND[format])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content)))
        scribble = data.draw(st.sampled_from(SCRIBBLES) | st.binary(max_size=6))
        content[place : place + data.draw(st.sampled_from([0, 1, 30, len(content)]))] = scribble
    only_refused(bytes(content))


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
@example(b"*Vertices 1\n\x1c\n")
@example(b"dl n=1 data:\n\x1c")
def test_noise_raises_nothing_else(content):
    only_refused(content)


def only_refused(content):
    try:
        found = read(content, name="data")
    except FormatError as error:
        reason = str(error)
    else:
        reason = ""
        for format in WRITERS:
            write(found, format=format)
    assert reason != UNREADABLE


SOUND = {format: write(VILLAGE, format=format) for format in WRITERS}
SCRIBBLES = [
    b"\0", b'"', b"'", b"=", b"<", b">", b"&b;", b"NaN", b"1e999", b"-", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\r", b"\n", b",", b";", b"\t", b"{", b"[", b"]", b"null",
    b"*Vertices 3\n", b"data:", b"n=0", b"\xc3\xa9", b"\xe9", b"\\ud800", b"id", b"source", b"1:",
]  # fmt: skip

MEMORY = """
from pathlib import Path
from stakeholders.graph.formats import FormatError, read
try:
    read(Path({path!r}).read_bytes(), name="data")
except FormatError as error:
    print(error)
print(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""


def _edges():
    rows = (f"a{i},b{i},pasar desa {i},kelompok tani maju {i},{i}00000\n" for i in range(240_000))
    return "source,target,a,b,c\n" + "".join(rows)


def _objects():
    rows = (f'{{"source":"a{i}","target":"b{i}","\U0001f600":"{i}"}}' for i in range(320_000))
    return f'{{"nodes": [], "ties": [{",".join(rows)}]}}'


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says what it took")
@pytest.mark.parametrize("made", [_edges, _objects], ids=["csv", "json"])
def test_twenty_megabytes_take_less_than_three_hundred(made, tmp_path):
    path = tmp_path / "besar"
    path.write_text(made(), encoding="utf-8")
    assert 15 * limits.MIB < path.stat().st_size < limits.CONTENT
    done = subprocess.run(
        [sys.executable, "-c", MEMORY.format(path=str(path))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    *said, peak = done.stdout.splitlines()
    assert "bagi menjadi beberapa berkas" in said[0]
    assert int(peak) * 1024 < 300 * limits.MIB
