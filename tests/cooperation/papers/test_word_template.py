"""A template is filled where its placeholders stand; a hostile one is refused by name."""

import io
import time
import zipfile

import pytest
from docx import Document

from cooperation.papers import KINDS, Kind, compose
from cooperation.papers.emblem import SIGNATURE, BadEmblem, check_emblem
from cooperation.papers.word_template import (
    LARGEST,
    SLOTS,
    WORDS,
    BadTemplate,
    check_template,
    example_template,
    fill_template,
)
from tests.cooperation.papers.matters import HEAD, matter, signed_matter, words_of_docx
from tests.cooperation.papers.test_papers import about

RELS = "word/_rels/document.xml.rels"


def docx_with(*paragraphs, foot="") -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.sections[0].footer.paragraphs[0].text = foot
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def changed(content=None, *, add=(), **parts) -> bytes:
    """A good template with parts rewritten: ``add`` pairs of name and bytes."""
    held = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(content or docx_with("{{ isi }}")))
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, parts.get(name, lambda xml: xml)(source.read(name)))
        for name, xml in add:
            target.writestr(name, xml)
    return held.getvalue()


def refusal(content, kind=Kind.REGULATION) -> BadTemplate:
    with pytest.raises(BadTemplate) as bad:
        check_template(content, kind)
    return bad.value


def relation(kind, target, mode="External"):
    base = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    row = b'<Relationship Id="rId99" Type="%s%s" Target="%s"' % (base, kind, target)
    row += b' TargetMode="%s"/>' % mode.encode() if mode else b"/>"
    return {RELS: lambda xml: xml.replace(b"</Relationships>", row + b"</Relationships>")}


def body(xml):
    """Something put into the body of the document."""
    return {"word/document.xml": lambda whole: whole.replace(b"<w:body>", b"<w:body>" + xml)}


def field(*pieces):
    runs = b"".join(b"<w:r><w:instrText>%s</w:instrText></w:r>" % piece for piece in pieces)
    return b"<w:p>" + runs + b"</w:p>"


def typed(row):
    """One more line in the list of what kind of thing each part is."""
    return {"[Content_Types].xml": lambda xml: xml.replace(b"</Types>", row + b"</Types>")}


# --- filling ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_example_of_a_kind_is_a_template_that_can_be_filled(kind):
    told = signed_matter()
    example = example_template(kind)
    assert check_template(example, kind) == [*SLOTS[kind], "sidik"]
    paper = compose(kind, told, about(kind, told))
    assert tuple(paper.slots) == SLOTS[kind]
    assert set(paper.words) == set(WORDS)
    said = words_of_docx(fill_template(example, paper, "a4"))
    assert "{{" not in said
    assert f"Sidik riwayat: {HEAD}" in said


def test_the_words_round_a_placeholder_stay_and_a_cut_placeholder_is_found():
    document = Document()
    line = document.add_paragraph("Desa-desa di ")
    for piece in ("{{ kabu", "paten", " }} bersama"):
        line.add_run(piece).bold = True
    document.add_paragraph("{{ isi }}")
    held = io.BytesIO()
    document.save(held)
    assert check_template(held.getvalue(), Kind.REGULATION) == ["kabupaten", "isi"]
    paper = compose(Kind.REGULATION, signed_matter())
    said = words_of_docx(fill_template(held.getvalue(), paper, "f4"))
    assert "Desa-desa di Kabupaten Magelang bersama" in said
    assert "Isi scope." in said


def test_a_template_that_forgets_the_digest_gets_it_in_the_foot():
    paper = compose(Kind.REGULATION, signed_matter())
    said = words_of_docx(fill_template(docx_with("{{ isi }}", foot="Sekretariat"), paper, "f4"))
    assert "Sekretariat" in said
    assert f"Sidik riwayat: {HEAD}" in said


def test_braces_that_people_wrote_into_an_agreement_are_no_placeholders():
    told = matter(purpose="{{ sidik }} {{ apa }}")
    said = words_of_docx(fill_template(example_template(Kind.REGULATION),
                                       compose(Kind.REGULATION, told), "f4"))  # fmt: skip
    assert "{{ sidik }} {{ apa }}" in said


# --- refusing -----------------------------------------------------------------------------------


def test_an_unknown_placeholder_is_named_with_what_was_probably_meant():
    bad = refusal(docx_with("{{ isi }}", "{{ tanda_tagan }}", "{{ gaji }}"))
    assert (bad.reason, bad.names, bad.meant) == (
        "unknown",
        ["tanda_tagan", "gaji"],
        "tanda_tangan",
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (docx_with("Tanpa tanda"), "no_content"),
        (docx_with("{{ isi }}", "{{ kabupaten"), "loose"),
        (docx_with("{{ isi }} dan lainnya"), "alone"),
        (docx_with("{{ isi }}", foot="{{ tanda_tangan }}"), "alone"),
        (docx_with("{{ isi }}", "{{ saksi }}"), "unknown"),
        (b"PK\x03\x04 bukan zip", "broken"),
        (b"", "broken"),
        (b"x" * (LARGEST + 1), "large"),
    ],
)
def test_a_template_that_could_not_be_filled_is_refused(content, reason):
    assert refusal(content).reason == reason


def test_a_zip_that_is_no_docx_is_refused():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", "a")
    assert refusal(held.getvalue()).reason == "not_docx"


def test_a_bomb_is_refused_before_it_is_unpacked():
    assert refusal(changed(add=[("word/media/a.png", b"\0" * 20_000_000)])).reason == "bomb"
    many = [(f"word/media/{n}.png", b"x") for n in range(300)]
    assert refusal(changed(add=many)).reason == "bomb"


ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
FETCHED = b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://a.example/x.dtd"><a/>'


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        (relation(b"image", b"http://a.example/x.png"), "external"),
        (relation(b"hyperlink", b"https://a.example/"), "external"),
        (relation(b"attachedTemplate", b"file:///c:/x.dotm"), "external"),
        (relation(b"image", b"\\\\server\\x.png", ""), "external"),
        (relation(b"attachedTemplate", b"x.dotx", ""), "embedded"),
        (relation(b"aFChunk", b"afchunk.htm", ""), "embedded"),
        (body(b'<w:altChunk r:id="rId1"/>'), "embedded"),
        (body(b"<w:p><w:r><w:object/></w:r></w:p>"), "embedded"),
        (body(field(b'INCLUDETEXT "c:\\secret.docx"')), "field"),
        (body(field(b"INCL", b'UDEPICTURE "http://a.example"')), "field"),
        (body(field(b"DDEAUTO c:\\cmd.exe")), "field"),
        (body(b'<w:fldSimple w:instr="LINK Excel.Sheet"/>'), "field"),
        (body(b'<w:p><w:pict src="http://a.example/x"/></w:p>'), "external"),
        (body(b"<w:p><w:r><w:delInstrText>DDEAUTO x</w:delInstrText></w:r></w:p>"), "field"),
        (body(b'<w:p><w:webVideoPr embeddedHtml="&lt;iframe/&gt;"/></w:p>'), "embedded"),
        (typed(b'<Default Extension="dat" ContentType="application/x.header+xml"/>'), "embedded"),
        (typed(b'<Override PartName="/word/h.png" ContentType="application/xml"/>'), "embedded"),
        ({"word/settings.xml": lambda xml: ENTITY}, "entities"),
        ({"word/styles.xml": lambda xml: FETCHED}, "entities"),
        ({"word/styles.xml": lambda xml: b"<a>"}, "broken"),
        (
            {
                "[Content_Types].xml": lambda xml: xml.replace(
                    b"wordprocessingml.document.main+xml", b"document.macroEnabled.main+xml"
                )
            },
            "macro",
        ),
    ],
)
def test_what_reaches_outside_or_carries_a_program_is_refused(parts, reason):
    content = changed(**parts)
    assert content != changed()
    assert refusal(content).reason == reason


@pytest.mark.parametrize(
    "name", ["word/vbaProject.bin", "word/activeX/activeX1.xml", "word/embeddings/a.docx"]
)
def test_a_program_or_an_embedded_file_is_refused(name):
    assert refusal(changed(add=[(name, b"<a/>")])).reason == "macro"


def test_a_picture_made_of_words_is_looked_into_like_a_part():
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="https://a.example/x"/></svg>'
    assert refusal(changed(add=[("word/media/a.svg", drawn)])).reason == "external"


@pytest.mark.parametrize("text", ["{{" + " " * 500_000 + "x", "{{ " * 100_000])
def test_a_placeholder_that_never_ends_keeps_nobody_waiting(text):
    began = time.process_time()
    assert refusal(docx_with("{{ isi }}", text)).reason == "loose"
    assert time.process_time() - began < 4


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "word\\x.xml"])
def test_a_member_that_points_out_of_the_file_is_refused(name):
    assert refusal(changed(add=[(name, b"<a/>")])).reason == "broken"


def test_harmless_fields_and_pictures_inside_are_let_be():
    content = changed(**body(field(b" PAGE ") + field(b" NUMPAGES ")))
    assert check_template(content, Kind.REGULATION) == ["isi"]


# --- the emblem ---------------------------------------------------------------------------------


def png(width=64, height=80, data=None) -> bytes:
    """A plain picture, made by hand."""
    import struct
    import zlib

    def chunk(kind, content):
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    rows = data if data is not None else zlib.compress((b"\0" + b"\x20" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_an_emblem_stands_on_papers_of_both_formats():
    from cooperation.papers.pdf import pdf_of
    from cooperation.papers.word import docx_of

    emblem = png()
    check_emblem(emblem)
    paper = compose(Kind.REGULATION, matter(regency_emblem=emblem))
    assert b"/Image" in pdf_of(paper, "a4")
    names = zipfile.ZipFile(io.BytesIO(docx_of(paper, "a4"))).namelist()
    assert any(name.startswith("word/media/") for name in names)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"GIF89a", "not_png"),
        (b"", "not_png"),
        (png(10, 10), "sides"),
        (png(30_000, 30_000, b"x"), "sides"),
        (png(64, 64, b"broken"), "broken"),
        (png() + b"x" * 200_000, "large"),
    ],
)
def test_a_picture_that_could_not_be_printed_is_refused(content, reason):
    with pytest.raises(BadEmblem) as bad:
        check_emblem(content)
    assert bad.value.reason == reason
