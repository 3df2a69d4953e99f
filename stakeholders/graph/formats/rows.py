"""The plain rows of a table in a file, for lists that are no network.

Read as carefully as a network is: within ``limits``, without formulas, references or entities.
"""

from dataclasses import dataclass

from stakeholders.graph.formats import csv_files, limits, zips
from stakeholders.graph.formats.draft import Draft
from stakeholders.graph.formats.exchange import FormatError
from stakeholders.graph.formats.sniff import sniff
from stakeholders.graph.formats.tables import Row
from stakeholders.graph.formats.workbook import Book

NOT_A_TABLE = "Berkas ini bukan tabel. Simpan sebagai XLSX atau CSV, lalu unggah lagi."


@dataclass(frozen=True)
class Table:
    """Rows of one sheet: the line each stands at and its cells, blank rows left out."""

    sheet: str
    rows: list[Row]


def read_table(content: bytes, *, name: str = "") -> Table:
    """The first visible sheet of a workbook that holds anything, or the rows of a CSV file.

    Raises FormatError, and nothing else.
    """
    limits.check_size(content)
    format = sniff(content, name=name)
    try:
        if format == "xlsx":
            return _first_sheet(content)
        if format == "csv":
            return _table("", csv_files.rows(content, Draft("csv")))
    except FormatError:
        raise
    except Exception as error:  # a stranger's file brings down nobody, whatever we forgot
        raise FormatError(NOT_A_TABLE) from error
    raise FormatError(NOT_A_TABLE)


def _first_sheet(content) -> Table:
    book = Book(zips.Archive(content), Draft("xlsx"))
    tables = (_table(sheet, book.rows(member)) for sheet, member in book.sheets)
    return next((table for table in tables if table.rows), Table("", []))


def _table(sheet, rows) -> Table:
    return Table(sheet, [(line, cells) for line, cells in rows if any(map(_says, cells))])


def _says(cell) -> bool:
    return cell is not None and str(cell).strip() != ""
