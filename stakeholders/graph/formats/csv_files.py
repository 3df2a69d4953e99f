"""CSV: lists of ties and of nodes, singly or two in a zip.

We write commas, UTF-8 with a byte-order mark (so that spreadsheets see it) and English heads, which
Gephi, Kumu and R take as they are; whoever works in a spreadsheet takes XLSX.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator

from stakeholders.graph.formats import limits, names, zips
from stakeholders.graph.formats.decode import CP1252_NOTE, encoding_of, lines_of
from stakeholders.graph.formats.draft import Draft
from stakeholders.graph.formats.exchange import (
    NODE_KEYS,
    TIE_KEYS,
    Exchange,
    FormatError,
)
from stakeholders.graph.formats.tables import ACCEPTED, Reader
from stakeholders.graph.formats.values import Value, marked, without_control

NODES_FILE, TIES_FILE = "pihak.csv", "hubungan.csv"
_SEPARATORS = ",;\t|"
_TIE_HEADS = {"kind": "relation"}
_ALWAYS_TEXT = frozenset(
    {"id", "label", "kind", "group_kind", "hamlet", "village", "source", "target", "since", "until"}
)


def read(content: bytes) -> Exchange:
    """A table of ties, of nodes, or of groups."""
    draft = Draft("csv-edges")
    reader = Reader(draft, typed=True)
    if not reader.read(rows(content, draft)):
        raise FormatError.at(1, f"nama kolom tidak dikenali. {ACCEPTED}")
    draft.format = _format(reader)
    return draft.finish(implied=reader.roles == ["ties"])


def read_zip(content: bytes) -> Exchange:
    """All tables in a zip, as we write them ourselves."""
    draft = Draft("csv")
    reader = Reader(draft, typed=True)
    archive = zips.Archive(content)
    for name in archive.names:
        if not name.lower().endswith((".csv", ".tsv", ".txt")):
            draft.note(None, "", f"Berkas '{name}' di dalam zip dilewati.")
        elif not reader.read(rows(archive.read(name), draft, name), name):
            raise FormatError.at(1, f"nama kolom tidak dikenali. {ACCEPTED}", sheet=name)
    if not reader.roles:
        raise FormatError(
            "Tidak ada berkas CSV di dalam zip ini; masukkan pihak.csv dan hubungan.csv."
        )
    return draft.finish(implied="ties" in reader.roles and len(set(reader.roles)) == 1)


def _format(reader: Reader) -> str:
    if reader.roles == ["groups"]:
        return "opensid"
    heads = set(reader.heads[0])
    if {"source", "target", "type"} <= heads or heads == {"id", "label"}:
        return "gephi"
    if {"from", "to", "direction"} <= heads:
        return "kumu"
    return "csv-nodes" if reader.roles == ["nodes"] else "csv-edges"


def rows(content: bytes, draft: Draft, sheet: str = "") -> Iterator[tuple[int, list[str]]]:
    """The line number and cells of each record."""
    encoding = encoding_of(content)
    if encoding == "cp1252":
        draft.note(None, "", CP1252_NOTE, sheet)
    lines = _Counted(lines_of(content, encoding))
    first = lines.first()
    delimiter = max(_SEPARATORS, key=first.count)
    if first and delimiter not in first and {"source", "target"} <= set(first.casefold().split()):
        delimiter = " "
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = lines.number + 1
        lines.restart()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FormatError.at(line, _reason(error, lines.number > line), sheet=sheet) from error
        yield line, cells


def _reason(error: csv.Error, runs_on: bool) -> str:
    if "field larger" in str(error) and not runs_on:
        return f"isi satu kolom terlalu panjang; paling panjang {limits.TEXT} huruf."
    if "field larger" in str(error) or "unexpected end" in str(error):
        return (
            "tanda kutip dibuka tetapi tidak ditutup, atau isinya terlalu panjang; lengkapi tanda "
            'kutipnya (").'
        )
    return 'tanda kutip tidak pada tempatnya; tulis "" untuk tanda kutip di dalam isi.'


class _Counted:
    """Lines, counted, with an end to how much one record may take."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._waiting: list[str] = []
        self.number = 0
        self._size = 0

    def first(self) -> str:
        """The first line that says something, which stays to be read."""
        for line in self._lines:
            self._waiting.append(line)
            if line.strip(" \t\r\n\ufeff,;"):
                break
            if len(self._waiting) > limits.HEADER_ROWS:
                break
        self._waiting.reverse()
        return self._waiting[0] if self._waiting else ""

    def restart(self) -> None:
        """A new record begins."""
        self._size = 0

    def __iter__(self) -> "_Counted":
        return self

    def __next__(self) -> str:
        line = self._waiting.pop() if self._waiting else next(self._lines)
        self.number += 1
        self._size += len(line)
        if self._size > limits.LINE:
            raise FormatError.at(
                self.number,
                'baris ini terlalu panjang; periksa tanda kutip yang tidak ditutup (").',
            )
        return line.removeprefix("\ufeff") if self.number == 1 else line


# --- writing ---------------------------------------------------------------------------------


def write(exchange: Exchange) -> bytes:
    """Both tables in a zip; the same network gives the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in ((NODES_FILE, write_nodes), (TIES_FILE, write_ties)):
            archive.writestr(zipfile.ZipInfo(name), table(exchange), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def write_nodes(exchange: Exchange) -> bytes:
    """The table of nodes."""
    return _table(exchange.nodes, NODE_KEYS, {}, names.NODES)


def write_ties(exchange: Exchange) -> bytes:
    """The table of ties; each says whether it is directed."""
    ties = [tie | {"directed": tie.get("directed", exchange.directed)} for tie in exchange.ties]
    return _table(ties, TIE_KEYS, _TIE_HEADS, names.TIES)


def _table(
    rows: list[dict[str, Value]],
    known: tuple[str, ...],
    heads: dict[str, str],
    table: dict[str, tuple[str, ...]],
) -> bytes:
    columns = columns_of(rows, known)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(
        [
            heads.get(column, column) if column in known else safe_head(column, table)
            for column in columns
        ]
    )
    for row in rows:
        writer.writerow([_cell(row.get(column), column) for column in columns])
    return text.getvalue().encode("utf-8-sig")


def columns_of(rows: list[dict[str, Value]], known: tuple[str, ...]) -> list[str]:
    """The keys that any row uses: the known ones first, the others by name."""
    used = {key for row in rows for key, value in row.items() if value is not None}
    always = known[:3] if "source" in known else known[:2]
    return [key for key in known if key in used or key in always] + sorted(used - set(known))


def safe_head(name: str, table: dict[str, tuple[str, ...]]) -> str:
    """The head of a column of an attribute, which is never taken for another."""
    clean = without_control(name)
    taken = names.canonical(clean, table) or clean.startswith(names.VERBATIM) or not clean.strip()
    return marked(names.VERBATIM + clean if taken else clean)


def _cell(value: Value, column: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return marked(without_control(value), typed=column not in _ALWAYS_TEXT)
    return repr(value)
