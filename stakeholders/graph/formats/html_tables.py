"""Tables of a web page: what OpenSID hands out as ``.xls`` is one, with titles above the list.

Only rows and cells are looked for, in one pass: parsers of whole pages take forever on some texts.
"""

import html
import re
from collections.abc import Iterator

from stakeholders.graph.formats import limits
from stakeholders.graph.formats.decode import CP1252_NOTE, encoding_of, text_of_file
from stakeholders.graph.formats.draft import Draft
from stakeholders.graph.formats.exchange import Exchange, FormatError
from stakeholders.graph.formats.tables import ACCEPTED, Reader, Row

_NAME = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]{0,10}")
_UNSEEN = frozenset({"script", "style", "!--"})


def read(content: bytes) -> Exchange:
    """The first table whose heads are known."""
    draft = Draft("xlsx")
    encoding = encoding_of(content)
    if encoding == "cp1252":
        draft.note(None, "", CP1252_NOTE)
    reader = Reader(draft, typed=True)
    if not reader.read(_rows(text_of_file(content, encoding))):
        raise FormatError(f"Tidak ada tabel yang dikenali di dalam berkas ini. {ACCEPTED}")
    draft.format = "opensid" if reader.roles == ["groups"] else "xlsx"
    return draft.finish(implied=reader.roles == ["ties"])


def _rows(text: str) -> Iterator[Row]:
    """Rows as they end; a table within a cell comes before the row around it."""
    rows: list[list[list[str]]] = []  # rows that are open, of cells, of pieces of text
    line = 1
    for tag, data in _tags(text):
        if tag == "tr":
            if len(rows) >= limits.DEPTH:
                raise FormatError("Tabel di dalam berkas ini bertingkat terlalu dalam.")
            rows.append([])
        elif tag in ("td", "th") and rows:
            if len(rows[-1]) >= limits.COLUMNS:
                raise limits.too_many("kolom", limits.COLUMNS)
            rows[-1].append([])
        elif tag == "/tr" and rows:
            cells = [" ".join(html.unescape("".join(cell)).split()) for cell in rows.pop()]
            if any(cells):
                yield line, cells
        line += data.count("\n")
        if rows and rows[-1] and tag not in ("/td", "/th", "/table"):
            rows[-1][-1].append(" " if tag == "br" else "")
            rows[-1][-1].append(data)


def _tags(text: str) -> Iterator[tuple[str, str]]:
    """Each tag in small letters and the text that follows it; what is never shown is left out."""
    skipping = ""
    place = text.find("<")
    while place >= 0:
        after = text.find("<", place + 1)
        part = text[place + 1 : after if after >= 0 else len(text)]
        place = after
        inside, _, data = part.partition(">")
        if skipping:
            if (skipping == "!--" and "--" in inside) or inside.lower() == f"/{skipping}":
                skipping = ""
            continue
        found = _NAME.match(inside)
        tag = "!--" if inside.startswith("!--") else found.group().lower() if found else ""
        if tag in _UNSEEN and not (tag == "!--" and inside.endswith("--")):
            skipping = tag
            continue
        yield tag, data
