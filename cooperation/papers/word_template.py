"""Templates of a kabupaten: a DOCX with placeholders, looked at before it is trusted, and filled.

A DOCX is a zip of XML that can name files and addresses to fetch, carry programs, or unpack to
gigabytes. Everything that reaches out is refused whole, by name, before Word's library sees it.
"""

import difflib
import io
import re
import zipfile
from posixpath import splitext

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from docx import Document
from docx.oxml.ns import qn

from cooperation.papers.facts import Paper
from cooperation.papers.kinds import KINDS, Kind
from cooperation.papers.word import Writer, saved, set_size, set_up, usable_width, write_foot
from stakeholders.presenters.typesetting import printable

MIB = 1 << 20
LARGEST = 2 * MIB
MOST_MEMBERS, MOST_UNPACKED, MOST_SWOLLEN = 200, 30 * MIB, 100
MAIN = "word/document.xml"

# Blanks inside are taken off afterwards: a pattern for them tries each of a million in turn.
PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
LOOSE = re.compile(r"\{\{|\}\}")
# Single values, known to every kind.
WORDS = (
    "tentang_singkat",
    "kabupaten",
    "kecamatan",
    "desa",
    "para_kepala_desa",
    "mulai",
    "berakhir",
    "sidik",
)
# Slots of each kind; the order is that of the paper.
_LETTER = ("kop", "tempat_tanggal", "nomor", "pihak", "isi", "tanda_tangan", "tembusan")
_MEETING = ("kop", "judul", "isi", "tanda_tangan")
_REGULATION = (
    "kop",
    "judul",
    "nomor",
    "tentang",
    "pembukaan",
    "menimbang",
    "mengingat",
    "menetapkan",
    "isi",
    "penutup",
    "tanda_tangan",
    "pengundangan",
)
SLOTS = {
    Kind.REGULATION: _REGULATION,
    Kind.CONTRACT: (
        "kop",
        "judul",
        "tentang",
        "nomor",
        "pembukaan",
        "pihak",
        "menimbang",
        "mengingat",
        "isi",
        "tanda_tangan",
        "saksi",
    ),
    Kind.UMBRELLA: _REGULATION,
    Kind.OFFER: _LETTER,
    Kind.INVITATION: _LETTER,
    Kind.ATTENDANCE: _MEETING,
    Kind.MINUTES: _MEETING,
    Kind.RECORD: ("kop", "judul", "nomor", "tentang", "isi", "tanda_tangan"),
    Kind.REPORT: _MEETING,
}
assert set(SLOTS) == set(KINDS)  # noqa: S101 -- a kind without slots is a fault of ours

_EXECUTABLE = re.compile(
    r"(?i)macroEnabled|vbaProject|vbaData|activeX|oleObject|embeddings/|\.bin$"
)
_REACHING = re.compile(
    r"(?i)/(attachedTemplate|vbaProject|oleObject|aFChunk|subDocument|control|frame|package|"
    r"mailMergeSource|mailMergeHeaderSource)$"
)
_FORBIDDEN = {
    "altChunk",
    "subDoc",
    "object",
    "control",
    "attachedTemplate",
    "mailMerge",
    "OLEObject",
    "webVideoPr",  # a page of somebody else's, opened inside the document
}
# What is read as XML; a part that says it is XML under another name would be looked at by nobody.
XML_NAMES = (".xml", ".rels", ".svg", ".vml")
_FIELDS = re.compile(
    r"(?i)INCLUDE|\bDDE|DDEAUTO|\bLINK|HYPERLINK|IMPORT|DATABASE|\bRD\b|MACROBUTTON|AUTOTEXT"
)
_OUTSIDE = re.compile(r"(?i)^\s*(?:[a-z][a-z0-9+.-]+:|//|\\\\)")


class BadTemplate(Exception):
    """A file that cannot be a template; ``reason`` and ``names`` say why, for people to read."""

    def __init__(self, reason: str, *names: str, meant: str = "") -> None:
        super().__init__(f"{reason}: {', '.join(names)}")
        self.reason, self.names, self.meant = reason, list(names), meant


def placeholders_of(kind: Kind) -> tuple[str, ...]:
    """What a template of this kind may name."""
    return (*SLOTS[Kind(kind)], *WORDS)


def check_template(content: bytes, kind: Kind) -> list[str]:
    """The placeholders a template uses. Raises BadTemplate.

    Looks at sizes before unpacking, at every relationship and every part before python-docx.
    """
    archive = _opened(content)
    for name in archive.namelist():
        if name.lower().endswith(XML_NAMES):
            _check_part(name, archive.read(name))
    document = _document(content)
    paragraphs = list(_paragraphs(document))
    found = [name for paragraph, _in_body in paragraphs for name in _named(paragraph)]
    allowed = placeholders_of(kind)
    if unknown := [name for name in dict.fromkeys(found) if name not in allowed]:
        near = difflib.get_close_matches(unknown[0], allowed, n=1)
        raise BadTemplate("unknown", *unknown, meant=near[0] if near else "")
    if "isi" not in found:
        raise BadTemplate("no_content")
    for paragraph, in_body in paragraphs:
        _check_place(paragraph, in_body, SLOTS[Kind(kind)])
    return list(dict.fromkeys(found))


def fill_template(content: bytes, paper: Paper, size: str) -> bytes:
    """The paper in the shape of a checked template."""
    document = _document(content)
    set_size(document, size)
    width = usable_width(document.sections[-1])
    used = set()
    for paragraph, _in_body in list(_paragraphs(document)):
        names = _named(paragraph)
        used.update(names)
        slots = [name for name in names if name in paper.slots]
        if slots:
            _put_blocks(document, paragraph, slots, paper, width)
        elif names:
            _put_words(paragraph, paper.words)
    if "sidik" not in used:
        for section in document.sections:
            write_foot(section, paper.digest)
    return saved(document, paper)


def example_template(kind: Kind) -> bytes:
    """A template to begin from: every slot of the kind in its place, the digest in the foot."""
    document = Document()
    set_up(document)
    set_size(document, "f4")
    for slot in SLOTS[kind]:
        document.add_paragraph("{{ " + slot + " }}")
    document.sections[0].footer.paragraphs[0].text = "Sidik riwayat: {{ sidik }}"
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


# --- what is inside -----------------------------------------------------------------------------


def _opened(content):
    if len(content) > LARGEST:
        raise BadTemplate("large")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
        _check_members(members)
        archive.testzip()
    except BadTemplate:
        raise
    except Exception as error:  # zipfile raises whatever a broken archive makes it stumble on
        raise BadTemplate("broken") from error
    if MAIN not in archive.namelist() or "[Content_Types].xml" not in archive.namelist():
        raise BadTemplate("not_docx")
    return archive


def _check_members(members):
    names = [member.filename for member in members]
    total = sum(member.file_size for member in members)
    swollen = any(
        member.file_size > MIB and member.file_size > MOST_SWOLLEN * max(member.compress_size, 1)
        for member in members
    )
    if len(members) > MOST_MEMBERS or total > MOST_UNPACKED or swollen:
        raise BadTemplate("bomb")
    plain = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if len(set(names)) < len(names) or any(
        member.compress_type not in plain or member.flag_bits & 1 for member in members
    ):
        raise BadTemplate("broken")
    for name in names:
        if name.startswith("/") or ".." in name.split("/") or "\\" in name:
            raise BadTemplate("broken")
        if _EXECUTABLE.search(name):
            raise BadTemplate("macro", name)


def _check_part(name, xml):
    try:
        tree = ElementTree.fromstring(xml, forbid_dtd=True)
    except DefusedXmlException as error:
        raise BadTemplate("entities", name) from error
    except Exception as error:
        raise BadTemplate("broken") from error
    instructions = []
    for element in tree.iter():
        local = str(element.tag).rpartition("}")[2]
        _check_element(local, element, is_rels=splitext(name)[1] == ".rels")
        if local in {"instrText", "delInstrText"}:
            instructions.append(element.text or "")
    # Word joins an instruction that is cut into pieces, so it is judged whole.
    if found := _FIELDS.search("".join(instructions)):
        raise BadTemplate("field", found[0].strip())


def _check_element(local, element, *, is_rels):
    if local in _FORBIDDEN:
        raise BadTemplate("embedded", local)
    if local in {"Override", "Default"}:
        _check_type(element)
    if is_rels and local == "Relationship":
        _check_relationship(element)
    for key, value in element.attrib.items():
        key = key.rpartition("}")[2]
        if key in {"src", "href"} and _OUTSIDE.match(value):
            raise BadTemplate("external", value)
        if key == "instr" and _FIELDS.search(value):
            raise BadTemplate("field", value.split()[0])


def _check_type(element):
    """What kind of thing a part, or every part with some ending, is said to be."""
    name = element.get("PartName") or "." + element.get("Extension", "")
    kind = element.get("ContentType", "").lower()
    if _EXECUTABLE.search(kind):
        raise BadTemplate("macro", name)
    if kind.endswith("xml") and not name.lower().endswith(XML_NAMES):
        raise BadTemplate("embedded", name)


def _check_relationship(element):
    target = element.get("Target", "")
    if element.get("TargetMode", "").lower() == "external" or _OUTSIDE.match(target):
        raise BadTemplate("external", target[:120])
    if _REACHING.search(element.get("Type", "")):
        raise BadTemplate("embedded", element.get("Type", "").rpartition("/")[2])


# --- placeholders -------------------------------------------------------------------------------


def _document(content):
    try:
        return Document(io.BytesIO(content))
    except Exception as error:  # python-docx raises KeyError, ValueError, lxml's own …
        raise BadTemplate("broken") from error


def _paragraphs(document):
    """Every paragraph element, and whether it stands in the body: else in a header or footer."""
    yield from ((paragraph, True) for paragraph in document.element.body.iter(qn("w:p")))
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header,
                     section.first_page_footer, section.even_page_header,
                     section.even_page_footer):  # fmt: skip
            if not part.is_linked_to_previous:
                yield from ((paragraph, False) for paragraph in part._element.iter(qn("w:p")))


def _check_place(paragraph, in_body, slots):
    """What becomes several paragraphs needs one to itself, in the body."""
    named = [name for name in _named(paragraph) if name in slots]
    if named and (not in_body or PLACEHOLDER.sub("", _text(paragraph)).strip()):
        raise BadTemplate("alone", named[0])


def _texts(paragraph):
    """The text elements of a paragraph itself, not of a text box inside it."""
    return [
        text
        for text in paragraph.iter(qn("w:t"))
        if next(text.iterancestors(qn("w:p"))) is paragraph
    ]


def _text(paragraph):
    return "".join(text.text or "" for text in _texts(paragraph))


def _named(paragraph):
    """The placeholders of a paragraph. Raises BadTemplate for braces that are left open."""
    text = _text(paragraph)
    if LOOSE.search(PLACEHOLDER.sub("", text)):
        raise BadTemplate("loose", text.strip()[:80])
    return [name.strip() for name in PLACEHOLDER.findall(text)]


def _put_words(paragraph, words):
    """Single values where their placeholders stand; the first run keeps its look."""
    texts = _texts(paragraph)
    whole = PLACEHOLDER.sub(lambda found: printable(words[found[1].strip()]), _text(paragraph))
    for text in texts:
        text.text = ""
    texts[0].text = whole
    texts[0].set(qn("xml:space"), "preserve")


def _put_blocks(document, paragraph, slots, paper, width):
    """The blocks of the slots in place of the paragraph that names them."""
    writer = Writer(document, width, anchor=paragraph)
    for slot in slots:
        for block in paper.slots[slot]:
            writer.write(block)
    parent = paragraph.getparent()
    if parent.tag == qn("w:tc") and parent[-1] is paragraph:
        for text in _texts(paragraph):  # a cell must end in a paragraph
            text.text = ""
    else:
        parent.remove(paragraph)
