"""Invented agreements for papers, and the words in what was printed."""

import io
from datetime import date

from docx import Document

from cooperation.lifecycle import Clause
from cooperation.papers import Deliberation, Letterhead, Matter, Party

HEAD = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def party(place: int, **known) -> Party:
    """The village in this place; what is not given is not known yet."""
    told = {"key": str(place), "name": f"Sumber {place}", "title": "Desa", "subdistrict": "Dukun"}
    return Party(**told | {"is_initiator": place == 1} | known)


def matter(parties=None, **known) -> Matter:
    """An agreement with all eight contents written."""
    told = {
        "title": "Air bersama",
        "regency": "Kabupaten Magelang",
        "content": {
            "title": "Air bersama",
            "basis": "",
            "clauses": {each.value: f"Isi {each.value}." for each in Clause},
        },
        "version": 3,
        "head": HEAD,
        "parties": tuple(parties or (party(1), party(2))),
    }
    return Matter(**told | known)


def signed_matter() -> Matter:
    """Two villages that signed and promulgated, after one deliberation each and one together."""
    one = party(
        1,
        number="3",
        year=2026,
        signed_on=date(2026, 4, 6),
        gazette_number="8",
        gazette_year=2026,
        promulgated_on=date(2026, 4, 13),
        letterhead=Letterhead("Jalan Talun 3", "kantor@desa.example"),
    )
    two = party(2, number="5", year=2026, signed_on=date(2026, 4, 7))
    met = (
        Deliberation(2, "deliberate", one, date(2026, 2, 3), "03/BA", 36, 29, 1, "agreed"),
        Deliberation(9, "agree_together", None, date(2026, 3, 20), "01/MAD", 60, 51, 2),
    )
    return matter((one, two), deliberations=met, is_signed=True, purpose="Warga kekurangan air.")


def words_of_docx(content: bytes) -> str:
    """Everything a reader sees in a DOCX: body in order, tables, header and footer."""
    document = Document(io.BytesIO(content))
    section = document.sections[0]
    parts = [section.header._element, document.element.body, section.footer._element]
    lines = (
        "".join(_said(node) for node in paragraph.iter())
        for part in parts
        for paragraph in part.iter(_w("p"))
    )
    return "\n".join(lines)


def _said(node):
    if node.tag == _w("t"):
        return node.text or ""
    return {_w("br"): "\n", _w("tab"): "\t"}.get(node.tag, "")


def _w(name):
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + name
