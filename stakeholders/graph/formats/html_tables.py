"""Tables of a web page: what OpenSID hands out as ``.xls`` is one, with titles above the list."""

from collections.abc import Iterator
from html.parser import HTMLParser

from stakeholders.graph.formats import limits
from stakeholders.graph.formats.decode import CP1252_NOTE, encoding_of, text_of_file
from stakeholders.graph.formats.draft import Draft
from stakeholders.graph.formats.exchange import Exchange, FormatError
from stakeholders.graph.formats.tables import ACCEPTED, Reader, Row


def read(content: bytes) -> Exchange:
    """The first tables whose heads are known."""
    if len(content) > limits.HTML:
        raise FormatError(
            f"Halaman web ini lebih dari {limits.HTML // limits.MIB} MB; buka di Excel, lalu "
            "simpan sebagai XLSX."
        )
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
    page = _Page()
    for start in range(0, len(text), 1 << 16):
        page.feed(text[start : start + (1 << 16)])
        yield from page.taken()
    page.close()
    yield from page.taken()


class _Page(HTMLParser):
    """Hands out rows as they end; a table within a cell comes before the row around it."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._open: list[list[str]] = []
        self._in_cell: list[bool] = []

    def taken(self) -> list[Row]:
        rows, self._rows = self._rows, []
        return rows

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            if len(self._open) >= limits.DEPTH:
                raise FormatError("Tabel di dalam berkas ini bertingkat terlalu dalam.")
            self._open.append([])
            self._in_cell.append(False)
        elif tag in ("td", "th") and self._open:
            if len(self._open[-1]) >= limits.COLUMNS:
                raise limits.too_many("kolom", limits.COLUMNS)
            self._open[-1].append("")
            self._in_cell[-1] = True
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr" and self._open:
            cells = [" ".join(cell.split()) for cell in self._open.pop()]
            self._in_cell.pop()
            if any(cells):
                self._rows.append((self.getpos()[0], cells))
        elif tag in ("td", "th") and self._in_cell:
            self._in_cell[-1] = False

    def handle_data(self, data: str) -> None:
        if self._in_cell and self._in_cell[-1]:
            self._open[-1][-1] += data
