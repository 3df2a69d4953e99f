"""A table of a dashboard: what every picture says as well, on a page and as a file.

Whoever reads a number in a file must know where, when and how completely it was counted: ``about``
goes wherever the numbers go.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jejaring.dashboards.cells import NUMBER, PERCENT, Cell, Missing, cell_of, shown
from stakeholders.graph.formats.values import marked, without_control
from stakeholders.graph.formats.xlsx import Typed, write_report

TEXT, CODE = "text", "code"
# Seen as a mark, heard as words.
_MISSING = (
    '<td class="{} missing"><span aria-hidden="true">{}</span>'
    '<span class="visually-hidden">{}</span></td>'
)
_STYLES, _FIGURE = {TEXT: "", CODE: "code"}, "figure"
_FORMATS = {NUMBER: "#,##0.##", PERCENT: "0.0%"}


@dataclass(frozen=True)
class Column:
    """``kind`` is text, code, number or percent; ``unit`` says of what ("desa", "orang")."""

    key: str
    label: str
    unit: str = ""
    kind: str = NUMBER

    @property
    def is_words(self) -> bool:
        return self.kind in (TEXT, CODE)

    @property
    def head(self) -> str:
        """The label with its unit, as a file has it: there a number has no sign behind it."""
        unit = self.unit or ("%" if self.kind == PERCENT else "")
        return f"{self.label} ({unit})" if unit else self.label


@dataclass(frozen=True)
class Table:
    """Rows of words and cells beneath their columns; the first column names the row.

    ``about``: lines of region, period, filters, coverage and day. ``links``: for each row the
    address of its first cell, or "".
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    about: tuple[str, ...] = ()
    links: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("A table needs a column.")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("Each row needs a cell for each column.")
        if self.links and len(self.links) != len(self.rows):
            raise ValueError("Links go with the rows, one each.")

    @cached_property
    def cells(self) -> list[list[str | Cell]]:
        """The rows with words as words and everything else as a number or a reason."""
        return [
            [
                str(value) if column.is_words and not isinstance(value, Missing) else cell_of(value)
                for column, value in zip(self.columns, row, strict=True)
            ]
            for row in self.rows
        ]

    @property
    def heads(self) -> list[tuple[str, str, str]]:
        """Label, unit and class of each column."""
        return [(column.label, column.unit, _style(column)) for column in self.columns]

    @property
    def body(self) -> list[str]:
        """The cells of each row for a template; the first is its head.

        There are thousands of them, and written by a template they took ten times as long.
        """
        links = self.links or ("",) * len(self.rows)
        styles = [_style(column) for column in self.columns]
        classes = [format_html(' class="{}"', style) if style else "" for style in styles]
        return [
            format_html_join("", "{}", self._markup(row, classes, link))
            for row, link in zip(self.cells, links, strict=True)
        ]

    def _markup(self, row, classes, link) -> Iterator[tuple[str]]:
        text = _text(row[0], self.columns[0])
        if link:
            text = format_html('<a href="{}">{}</a>', link, text)
        yield (format_html('<th scope="row"{}>{}</th>', classes[0], text),)
        language = get_language()
        for cell, column, its in zip(row[1:], self.columns[1:], classes[1:], strict=True):
            if isinstance(cell, str):
                yield (format_html("<td{}>{}</td>", its, cell),)
            else:
                yield (_number_markup(cell, column.kind, language),)

    @property
    def marks(self) -> list[tuple[str, str]]:
        """The signs that stand in this table, each with what it means."""
        found = {cell for row in self.cells for cell in row if isinstance(cell, Missing)}
        return [(kind.mark, kind.words) for kind in Missing if kind in found]

    # --- files ---

    def xlsx(self) -> bytes:
        """A workbook with one sheet: title and ``about`` above the heads, codes as text."""
        return write_report(
            _("Tabel"),
            [self.title, *self.about],
            [column.head for column in self.columns],
            [
                [_typed(cell, column) for cell, column in zip(row, self.columns, strict=True)]
                for row in self.cells
            ],
        )

    def csv(self) -> bytes:
        """CSV as an Indonesian spreadsheet opens it: byte-order mark, semicolons, decimal comma.

        The heads stand in the first line, for programs; title and ``about`` below the rows.
        """
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow([_guarded(column.head) for column in self.columns])
        for row in self.cells:
            writer.writerow([_spelt(cell) for cell in row])
        writer.writerow([])
        writer.writerows([[_guarded(line)] for line in (self.title, *self.about)])
        return text.getvalue().encode("utf-8-sig")

    def json(self) -> bytes:
        """The same for programs: a missing number is null, and ``missing`` says why."""
        told = {
            "title": self.title,
            "about": list(self.about),
            "columns": [
                {"key": c.key, "label": c.label, "unit": c.unit, "kind": c.kind}
                for c in self.columns
            ],
            "rows": [self._row_for_programs(row) for row in self.cells],
        }
        words = json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1)
        return without_control(words).encode()

    def _row_for_programs(self, row: list[str | Cell]) -> dict:
        named = [(column.key, cell) for column, cell in zip(self.columns, row, strict=True)]
        values = {key: None if isinstance(cell, Missing) else cell for key, cell in named}
        missing = {key: cell.value for key, cell in named if isinstance(cell, Missing)}
        return {"values": values} | ({"missing": missing} if missing else {})


def _style(column: Column) -> str:
    return _STYLES.get(column.kind, _FIGURE)


@lru_cache(10_000)  # a page has thousands of them, most of them small and the same
def _number_markup(cell: Cell, kind: str, _language: str) -> str:
    if isinstance(cell, Missing):
        return format_html(_MISSING, _STYLES.get(kind, _FIGURE), cell.mark, cell.words)
    return format_html('<td class="{}">{}</td>', _FIGURE, shown(cell, kind))


def _text(cell: str | Cell, column: Column) -> str:
    return cell if isinstance(cell, str) else shown(cell, column.kind)


def _typed(cell: str | Cell, column: Column) -> str | Typed:
    if isinstance(cell, Missing):
        return cell.words
    if isinstance(cell, str):
        return cell
    value = cell / 100 if column.kind == PERCENT else cell
    return Typed(value, _FORMATS[column.kind])


def _spelt(cell: str | Cell) -> str:
    if isinstance(cell, Missing):
        return cell.words
    return _guarded(cell) if isinstance(cell, str) else _with_comma(cell)


def _with_comma(value: float) -> str:
    """All digits and no grouping: a spreadsheet calculates with it."""
    text = str(value) if isinstance(value, int) else f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace(".", ",")


def _guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula; an empty one stays empty."""
    return marked(without_control(text)) if text else ""
