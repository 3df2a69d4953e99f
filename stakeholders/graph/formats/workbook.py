"""The parts of a workbook that say what its cells hold, read as a stream of XML.

Our own small reader, so that memory does not grow with what a workbook pretends to hold. openpyxl
knows which number formats are dates.
"""

import re
import sys
from collections.abc import Iterator
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from stakeholders.graph.formats import limits, xml_files, zips
from stakeholders.graph.formats.draft import Draft
from stakeholders.graph.formats.exchange import FormatError
from stakeholders.graph.formats.tables import FORMULA, Row, Unreadable
from stakeholders.graph.formats.values import guessed


class Book:
    """What a workbook says about its sheets."""

    def __init__(self, archive: zips.Archive, draft: Draft) -> None:
        self._archive = archive
        self._draft = draft
        self.cells = 0
        self._members = {name.casefold(): name for name in archive.names}
        catalogue = _Catalogue()
        self._walk("xl/workbook.xml", catalogue, needed=True)
        relations = _Relations()
        self._walk("xl/_rels/workbook.xml.rels", relations, needed=True)
        self.sheets = [
            (name, relations.targets[id])
            for name, id in catalogue.sheets
            if id in relations.targets and "worksheet" in relations.kinds[id]
        ]
        self.hidden = catalogue.hidden
        self.epoch = CALENDAR_MAC_1904 if catalogue.mac else CALENDAR_WINDOWS_1900
        strings, styles = _Strings(), _Styles()
        self._walk("xl/sharedstrings.xml", strings)
        self._walk("xl/styles.xml", styles)
        self.strings, self.dates = strings.texts, styles.dates()

    def _walk(self, member: str, handler: xml_files.Handler, *, needed: bool = False) -> None:
        for _ in self._fed(member, handler, needed=needed):
            pass

    def _fed(
        self, member: str, handler: xml_files.Handler, *, needed: bool = False
    ) -> Iterator[None]:
        name = self._members.get(member.casefold())
        if name is None:
            if needed:
                raise FormatError(zips.BROKEN)
            return
        yield from xml_files.fed(self._archive.pieces(name, xml_files.PIECE), handler, part=name)

    def rows(self, member: str) -> Iterator[Row]:
        """The rows of a sheet that hold anything."""
        sheet = _Sheet(self, self._draft)
        for _ in self._fed(member, sheet):
            yield from sheet.taken()


class _Part:
    """A handler that does nothing; parts override what they need."""

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        pass

    def end(self, tag: str, text: str, line: int) -> None:
        pass


class _Catalogue(_Part):
    """xl/workbook.xml: the names of the sheets."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.hidden: list[str] = []
        self.mac = False

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        if tag == "sheet" and attributes.get("state", "visible") != "visible":
            self.hidden.append(attributes.get("name", ""))
        elif tag == "sheet":
            self.sheets.append((attributes.get("name", ""), attributes.get(xml_files.RELATION, "")))
        elif tag == "workbookPr":
            self.mac = attributes.get("date1904") in ("1", "true")


class _Relations(_Part):
    """xl/_rels/workbook.xml.rels: where each sheet lies."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}
        self.kinds: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            id = attributes.get("Id", "")
            self.targets[id] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            self.kinds[id] = attributes.get("Type", "")


class _Strings(_Part):
    """xl/sharedStrings.xml: the texts that cells point to."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._phonetic = False
        self._size = 0

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        if tag == "rPh":
            self._phonetic = True

    def end(self, tag: str, text: str, line: int) -> None:
        if tag == "t" and not self._phonetic:
            self._parts.append(text)
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            joined = "".join(self._parts)
            self._parts = []
            self._size += sys.getsizeof(joined)
            if self._size > limits.STRINGS:
                raise limits.too_many("MB teks", limits.STRINGS // limits.MIB)
            self.texts.append(_unescaped(joined))


class _Styles(_Part):
    """xl/styles.xml: which styles show a number as a date."""

    def __init__(self) -> None:
        self._formats: dict[str, str] = {}
        self._cells: list[str] = []
        self._inside = False

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        if len(self._formats) + len(self._cells) > limits.STYLES:
            raise limits.too_many("gaya sel", limits.STYLES)
        if tag == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            self._cells.append(attributes.get("numFmtId", "0"))

    def end(self, tag: str, text: str, line: int) -> None:
        if tag == "cellXfs":
            self._inside = False

    def dates(self) -> frozenset[int]:
        """The numbers of the styles that are dates."""
        builtin = {str(number): code for number, code in BUILTIN_FORMATS.items()}
        return frozenset(
            place
            for place, id in enumerate(self._cells)
            if is_date_format(self._formats.get(id) or builtin.get(id, "General")[:200])
        )


class _Sheet(_Part):
    """xl/worksheets/….xml: rows of cells, handed out as they are complete."""

    def __init__(self, book: Book, draft: Draft) -> None:
        self._book = book
        self._draft = draft
        self._rows: list[Row] = []
        self._cells: dict[int, Any] = {}
        self._line = self._column = self._seen = 0
        self._kind = self._style = ""
        self._value: str | None = None
        self._formula: str | None = None
        self._in_row = False

    def taken(self) -> list[Row]:
        rows, self._rows = self._rows, []
        return rows

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        if tag == "c" and self._in_row:
            self._book.cells += 1
            if self._book.cells > limits.CELLS:
                raise limits.too_many("sel", limits.CELLS)
            self._column = _column_of(attributes.get("r", ""), self._column)
            if self._column > limits.WIDTH:
                raise limits.too_many("kolom", limits.WIDTH)
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._value = self._formula = None
        elif tag == "row":
            self._seen += 1
            said = attributes.get("r", "")
            self._line = int(said) if said.isdecimal() and len(said) < 8 else self._line + 1
            if self._seen > limits.ROWS or self._line > limits.ROWS:
                raise limits.too_many("baris", limits.ROWS)
            self._cells, self._column, self._in_row = {}, 0, True

    def end(self, tag: str, text: str, line: int) -> None:
        if tag == "v":
            self._value = text
        elif tag == "t" and self._kind == "inlineStr":
            self._value = (self._value or "") + text
        elif tag == "f":
            self._formula = text
        elif tag == "c" and self._in_row:
            self._keep()
        elif tag == "row":
            self._in_row = False
            if self._cells:
                width = max(self._cells)
                cells = [self._cells.get(place) for place in range(1, width + 1)]
                self._rows.append((self._line, cells))

    def _keep(self) -> None:
        value = self._read()
        if value is None:
            return
        if self._column > limits.COLUMNS:
            self._draft.note(
                self._line, "", f"Isi di kanan kolom ke-{limits.COLUMNS} tidak dibaca."
            )
            return
        self._cells[self._column] = value

    def _read(self) -> Any:
        if self._formula is not None:
            return Unreadable(f"={self._formula}", FORMULA)
        if self._value is None:
            return None
        if self._kind == "e":
            return Unreadable(
                self._value, "sel ini berisi galat; ketik nilai yang benar atau kosongkan."
            )
        if self._kind == "s":
            return self._shared()
        if self._kind in ("str", "inlineStr", "d"):
            return _unescaped(self._value)
        if self._kind == "b":
            return self._value.strip() == "1"
        return self._number()

    def _shared(self) -> str | None:
        place = self._value or ""
        texts = self._book.strings
        if place.isdecimal() and len(place) < 10 and int(place) < len(texts):
            return texts[int(place)]
        raise FormatError(zips.BROKEN)

    def _number(self) -> Any:
        number = guessed((self._value or "").strip())
        if isinstance(number, str):
            try:
                return float(number) if len(number) < limits.DIGITS else number
            except ValueError:
                return number or None
        if (
            self._style.isdecimal()
            and len(self._style) < 6
            and int(self._style) in self._book.dates
        ):
            try:
                return from_excel(number, self._book.epoch)
            except (ValueError, OverflowError, TypeError):
                return number
        return number


_PLACE = re.compile(r"([A-Z]{1,3})\d", re.ASCII)


def _column_of(place: str, before: int) -> int:
    """The number of a cell's column, the first being 1; the next one where nothing is said."""
    if not (found := _PLACE.match(place)):
        return before + 1
    number = 0
    for letter in found.group(1):
        number = number * 26 + ord(letter) - 64
    return number


# A workbook spells some characters by number, and the sign for that too.
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    return ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text
