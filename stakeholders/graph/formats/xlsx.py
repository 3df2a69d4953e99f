"""XLSX: sheets of nodes and ties in any order, as Kumu, Gephi and people write them, and as we do.

``workbook`` reads the sheets; openpyxl writes them.
"""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from stakeholders.graph.formats import names, xml_files, zips
from stakeholders.graph.formats.csv_files import columns_of, safe_head
from stakeholders.graph.formats.draft import Draft
from stakeholders.graph.formats.exchange import NODE_KEYS, TIE_KEYS, Exchange, FormatError
from stakeholders.graph.formats.tables import ACCEPTED, Reader
from stakeholders.graph.formats.values import marked, without_control
from stakeholders.graph.formats.workbook import ESCAPE, Book

NODES_SHEET, TIES_SHEET = "Pihak", "Hubungan"
_KUMU_SHEETS = frozenset({"elements", "connections"})


def read(content: bytes) -> Exchange:
    """The sheets of a workbook that list nodes or ties."""
    draft = Draft("xlsx")
    reader = Reader(draft, typed=False)
    book = Book(zips.Archive(content), draft)
    for name in book.hidden:
        draft.note(None, "", "Lembar ini disembunyikan dan dilewati.", name)
    for name, member in book.sheets:
        if "(ignore)" not in name.casefold() and not reader.read(book.rows(member), name):
            draft.note(None, "", "Lembar ini tidak dikenali dan dilewati.", name)
    if not reader.roles:
        raise FormatError(f"Tidak ada lembar yang dikenali. {ACCEPTED}")
    draft.format = _format(reader)
    return draft.finish(implied=set(reader.roles) == {"ties"})


def _format(reader: Reader) -> str:
    if set(reader.roles) == {"groups"}:
        return "opensid"
    heads = [set(titles) for titles in reader.heads]
    if {sheet.casefold() for sheet in reader.sheets} & _KUMU_SHEETS or any(
        {"from", "to"} <= titles for titles in heads
    ):
        return "kumu"
    if any({"source", "target", "type"} <= titles for titles in heads):
        return "gephi"
    return "xlsx"


# --- writing ---------------------------------------------------------------------------------

_HEADS = {
    "label": "nama",
    "kind": "jenis",
    "group_kind": "jenis kelompok",
    "hamlet": "dusun",
    "village": "desa",
}
_TIE_HEADS = {
    "source": "dari",
    "target": "ke",
    "kind": "hubungan",
    "weight": "bobot",
    "sign": "tanda",
    "directed": "arah",
    "since": "sejak",
    "until": "sampai",
}
_DIRECTION = {True: "berarah", False: "tidak berarah"}


def write(exchange: Exchange) -> bytes:
    """A workbook with the sheets Pihak and Hubungan; every text is typed as text."""
    book = Workbook(write_only=True)
    book.properties.creator = xml_files.OURS
    _sheet(book, NODES_SHEET, exchange.nodes, NODE_KEYS, _HEADS, names.NODES)
    ties = [
        tie | {"directed": _DIRECTION[bool(tie.get("directed", exchange.directed))]}
        for tie in exchange.ties
    ]
    _sheet(book, TIES_SHEET, ties, TIE_KEYS, _TIE_HEADS, names.TIES)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def write_lists(sheets: dict[str, list[list[Any]]]) -> bytes:
    """A workbook for people, not to be read back: by title the rows of each sheet, heads first.

    Texts are typed as text, so that codes keep their dots and zeros and nothing becomes a
    formula; numbers stay numbers and dates days.
    """
    book = Workbook(write_only=True)
    book.properties.creator = xml_files.OURS
    for title, (heads, *rows) in sheets.items():
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for place, head in enumerate(heads, 1):
            longest = max((len(str(row[place - 1] or "")) for row in rows), default=0)
            width = min(max(longest, len(head)) + 2, _WIDEST)
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.append([_text(sheet, head, bold=True) for head in heads])
        for row in rows:
            sheet.append([_day(sheet, v) if isinstance(v, date) else _cell(sheet, v) for v in row])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@dataclass(frozen=True)
class Typed:
    """A number with the format a spreadsheet shows it in."""

    value: int | float
    format: str


def write_report(
    title: str, above: list[str], heads: list[str], rows: list[list[str | Typed]]
) -> bytes:
    """A workbook of one table, with lines above its heads that say what it is.

    Heads and the first column stay in view; texts are typed as text, so that codes keep their dots
    and zeros and nothing becomes a formula.
    """
    book = Workbook(write_only=True)
    book.properties.creator = xml_files.OURS
    sheet = book.create_sheet(title)
    sheet.freeze_panes = f"B{len(above) + 3}"
    for place, head in enumerate(heads, 1):
        longest = max((len(_plain(row[place - 1])) for row in rows), default=0)
        width = min(max(longest, len(head)) + 2, _WIDEST)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, line in enumerate(above):
        sheet.append([_safe(sheet, line, bold=not number)])
    sheet.append([])
    sheet.append([_safe(sheet, head, bold=True) for head in heads])
    for row in rows:
        sheet.append([_number(sheet, v) if isinstance(v, Typed) else _safe(sheet, v) for v in row])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _plain(value: str | Typed) -> str:
    return str(value.value) if isinstance(value, Typed) else value


def _safe(sheet: Any, text: str, *, bold: bool = False) -> WriteOnlyCell:
    return _text(sheet, marked(without_control(text)) if text else "", bold=bold)


def _number(sheet: Any, typed: Typed) -> WriteOnlyCell:
    cell = _cell(sheet, typed.value)
    cell.number_format = typed.format
    return cell


def _day(sheet: Any, value: date) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = "dd/mm/yyyy"
    return cell


def _sheet(
    book: Workbook,
    title: str,
    rows: list[dict[str, Any]],
    known: tuple[str, ...],
    heads: dict[str, str],
    table: dict[str, tuple[str, ...]],
) -> None:
    sheet = book.create_sheet(title)
    columns = columns_of(rows, known)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, 1):
        width = 38 if column in ("id", "source", "target", "label") else 18
        sheet.column_dimensions[get_column_letter(place)].width = width
    titles = [
        heads.get(column, column) if column in known else safe_head(column, table)
        for column in columns
    ]
    sheet.append([_text(sheet, title, bold=True) for title in titles])
    for row in rows:
        sheet.append([_cell(sheet, row.get(column)) for column in columns])


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, str):
        return _text(sheet, marked(without_control(value)))
    if value is None or isinstance(value, bool):
        return value
    cell = WriteOnlyCell(sheet, repr(value))  # openpyxl itself drops the seventeenth digit
    cell.data_type = "n"
    return cell


def _text(sheet: Any, text: str, *, bold: bool = False) -> WriteOnlyCell:
    """A cell that is a text whatever it looks like, and stays one when somebody edits it."""
    cell = WriteOnlyCell(sheet, _escaped(text))
    cell.data_type = "s"
    cell.number_format = "@"
    if bold:
        cell.font = _BOLD
    return cell


_BOLD = Font(bold=True)
_WIDEST = 60


def _escaped(text: str) -> str:
    return ESCAPE.sub(r"_x005F\g<0>", text).replace("\r", "_x000D_")
