"""Rows by columns, each cell a number and a share: who takes which part, for example.

The share is told twice, by the shade of the cell and by a bar at its foot. Totals are given, never
added up here: a total beside all cells but one would tell the one that is hidden.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext as _

from jejaring.dashboards.cells import (
    NO_DATA,
    NOT_APPLICABLE,
    PERCENT,
    Cell,
    Missing,
    cell_of,
    is_number,
    shown,
    spoken,
)
from jejaring.dashboards.charts.chart import Chart, missing_key, notes
from jejaring.dashboards.charts.marks import (
    LINE,
    WIDE,
    Drawing,
    Mark,
    Rect,
    Text,
    at,
    few_lines,
    lettered,
    linked,
)
from jejaring.dashboards.table import TEXT, Column, Table

SHADES = (20, 40, 60, 80)  # percent from which a cell is one shade darker
_TALL, _NAMES, _LINES = 46.0, 150.0, 4
_NARROWEST, _WIDEST = 72.0, 140.0


@dataclass(frozen=True)
class Head:
    """A row or column: its name and, where it leads somewhere, its address."""

    label: str
    href: str = ""


@dataclass(frozen=True)
class Square:
    """A cell: ``cell`` is its share in percent, ``of`` says how many it was counted from."""

    cell: Cell = NO_DATA
    of: Cell = NO_DATA
    href: str = ""


@dataclass(frozen=True)
class Shaded:
    """A square as it is seen."""

    text: str
    words: str
    style: str
    href: str
    share: float | None

    @property
    def markup(self) -> str:
        """What stands in its cell: a link, or words for ears beside it."""
        inside = format_html('<span aria-hidden="true">{}</span>{}', self.text, self._bar)
        if self.href:
            return format_html(
                '<a class="square {}" href="{}" aria-label="{}">{}</a>',
                *(self.style, self.href, self.words, inside),
            )
        return format_html(
            '<span class="square {}">{}</span><span class="visually-hidden">{}</span>',
            *(self.style, inside, self.words),
        )

    @property
    def _bar(self) -> str:
        """The bar at the foot, where there is a share."""
        if not self.share:
            return ""
        return format_html(
            '<svg class="fill" viewBox="0 0 40 3" preserveAspectRatio="none" aria-hidden="true">'
            '<rect class="fill {}" width="{}" height="3"/></svg>',
            *(self.style, at(0.4 * self.share)),
        )


@dataclass(frozen=True)
class Row:
    label: str
    href: str
    squares: tuple[Shaded, ...]
    total: str = ""
    total_words: str = ""


@dataclass(frozen=True)
class Matrix(Chart):
    name = "matrix"
    columns: tuple[Head, ...] = ()
    rows: tuple[Row, ...] = ()
    totals: tuple[tuple[str, str], ...] = ()  # of the columns, in signs and in words
    total_label: str = ""
    has_row_totals: bool = False
    key: tuple[tuple[str, str], ...] = ()  # class and words of each shade
    signs: tuple[tuple[str, str], ...] = ()


def matrix(
    title: str,
    rows: Sequence[Head],
    columns: Sequence[Head],
    squares: Sequence[Sequence[Square]],
    *,
    corner: str = "",
    row_totals: Sequence[Cell] = (),
    column_totals: Sequence[Cell] = (),
    total_label: str = "",
    about: Sequence[str] = (),
) -> Matrix:
    """Shares of 0 to 100 percent, ``squares[row][column]``; totals are shares too."""
    if not rows or not columns:
        raise ValueError("A matrix has rows and columns.")
    total_label = total_label or _("Semua")
    squares = [[Square(cell_of(s.cell), cell_of(s.of), s.href) for s in row] for row in squares]
    row_totals, column_totals = list(map(cell_of, row_totals)), list(map(cell_of, column_totals))
    drawn = tuple(
        _row(head, line, columns, total)
        for head, line, total in zip(
            rows, squares, row_totals or [NO_DATA] * len(rows), strict=True
        )
    )
    made = _table(title, corner, rows, columns, squares, row_totals, column_totals, total_label)
    cells = [s.cell for row in squares for s in row]
    parts = {
        "columns": tuple(columns),
        "rows": drawn,
        "totals": tuple((shown(c, PERCENT), spoken(c, PERCENT)) for c in column_totals),
        "total_label": total_label,
        "has_row_totals": bool(row_totals),
        "key": tuple(_key()),
        "signs": tuple(missing_key([*cells, *row_totals, *column_totals])),
    }
    return Matrix(
        table=Table(title, *made, tuple(about), _links(rows, column_totals)),
        summary=_summary(rows, columns, squares),
        draw=lambda: (_sheet(**parts),),
        **parts,
    )


def _links(rows: Sequence[Head], column_totals: list[Cell]) -> tuple[str, ...]:
    return (*(head.href for head in rows), *([""] if column_totals else []))


def _table(title, corner, rows, columns, squares, row_totals, column_totals, total_label):
    """Columns and rows of the equal table: share, and the number behind it where it is known."""
    counted = any(is_number(s.of) for row in squares for s in row)
    heads = [Column("row", corner or title, kind=TEXT)]
    for number, head in enumerate(columns, 1):
        heads.append(Column(f"share-{number}", head.label, kind=PERCENT))
        if counted:
            heads.append(Column(f"of-{number}", _("%(label)s: dari") % {"label": head.label}))
    if row_totals:
        heads.append(Column("total", total_label, kind=PERCENT))
    body = []
    for place, (head, row) in enumerate(zip(rows, squares, strict=True)):
        cells = [c for s in row for c in ((s.cell, s.of) if counted else (s.cell,))]
        body.append((head.label, *cells, *row_totals[place : place + 1]))
    if column_totals:
        cells = [c for t in column_totals for c in ((t, NOT_APPLICABLE) if counted else (t,))]
        body.append((total_label, *cells, *([NOT_APPLICABLE] if row_totals else [])))
    return tuple(heads), tuple(body)


def _summary(rows, columns, squares) -> str:
    """Where the share is least and where it is most."""
    known = [
        (s.cell, head.label, column.label)
        for head, row in zip(rows, squares, strict=True)
        for column, s in zip(columns, row, strict=True)
        if is_number(s.cell)
    ]
    if not known:
        return _("Belum ada angka yang dapat ditunjukkan.")
    least, most = min(known, key=lambda k: k[0]), max(known, key=lambda k: k[0])
    told = {
        "most": shown(most[0], PERCENT),
        "most_row": most[1],
        "most_column": most[2],
        "least": shown(least[0], PERCENT),
        "least_row": least[1],
        "least_column": least[2],
    }
    if least[0] == most[0]:
        return _("Semua angka yang ada sama: %(most)s.") % told
    return (
        _(
            "Tertinggi: %(most_row)s, %(most_column)s (%(most)s); terendah: %(least_row)s, "
            "%(least_column)s (%(least)s)."
        )
        % told
    )


def _row(head: Head, line: list[Square], columns: Sequence[Head], total: Cell) -> Row:
    squares = tuple(
        _shaded(head.label, column.label, square)
        for column, square in zip(columns, line, strict=True)
    )
    return Row(head.label, head.href, squares, shown(total, PERCENT), spoken(total, PERCENT))


def _shaded(row: str, column: str, square: Square) -> Shaded:
    words = f"{row}, {column}: {spoken(square.cell, PERCENT)}"
    if is_number(square.of) and is_number(square.cell):
        words = _("%(said)s dari %(of)s") % {"said": words, "of": shown(square.of)}
    share = min(100, max(0, square.cell)) if is_number(square.cell) else None
    return Shaded(shown(square.cell, PERCENT), words, shade_of(square.cell), square.href, share)


def shade_of(cell: Cell) -> str:
    """The class of a share: one of five shades, or why there is none."""
    if isinstance(cell, Missing):
        return f"is-{cell.value.replace('_', '-')}"
    return f"shade-{sum(cell >= limit for limit in SHADES)}"


def _key() -> Iterable[tuple[str, str]]:
    ends = [0, *SHADES, 100]
    for number, (low, high) in enumerate(itertools.pairwise(ends)):
        told = {"low": low, "high": shown(high, PERCENT)}
        yield f"shade-{number}", _("%(low)s sampai %(high)s") % told


# --- the drawing for files; a page has a table, where heads stay in view and thumbs find room ---


def _sheet(*, columns, rows, totals, total_label, has_row_totals, key, signs) -> Drawing:
    count = len(columns) + has_row_totals
    heads = [*(c.label for c in columns), *([total_label] if has_row_totals else [])]
    longest = max(lettered(word) for head in heads for word in (head.split() or [""]))
    each = min(_WIDEST, max(_NARROWEST, longest + 10, (WIDE - _NAMES) / count))
    width = max(WIDE, _NAMES + each * count)
    lines = [few_lines(head, each - 8, _LINES) for head in heads]
    top = LINE * max(map(len, lines)) + 10
    marks: list[Mark] = []
    for place, told in enumerate(lines):
        x = _NAMES + each * (place + 0.5)
        marks += [
            Text(x, top - 10 - LINE * (len(told) - 1 - n), words, "middle", "soft")
            for n, words in enumerate(told)
        ]
    for place, row in enumerate(rows):
        y = top + _TALL * place
        marks += _name(row.label, y, row.href)
        for number, square in enumerate(row.squares):
            marks += _square(square, _NAMES + each * number, y, each)
        if has_row_totals:
            x = _NAMES + each * (count - 0.5)
            marks.append(Text(x, y + 28, row.total, "middle", "strong"))
    bottom = top + _TALL * len(rows)
    if totals:
        marks += _name(total_label, bottom, "")
        marks += [
            Text(_NAMES + each * (number + 0.5), bottom + 28, text, "middle", "strong")
            for number, (text, _words) in enumerate(totals)
        ]
        bottom += _TALL
    shades = _shades(key, bottom + 14)
    told = notes(list(signs), 0, bottom + 14 + 2.2 * LINE, width)
    end = told[-1].y if told else bottom + 14 + LINE
    return Drawing("wide", width, end + 8, (*marks, *shades, *told))


def _name(label: str, y: float, href: str) -> list[Mark]:
    lines = few_lines(label, _NAMES - 12)
    first = y + 28 - LINE / 2 * (len(lines) - 1)
    return linked(href, label, [Text(0, first + LINE * n, words) for n, words in enumerate(lines)])


def _square(square: Shaded, x: float, y: float, each: float) -> list[Mark]:
    room, tall = each - 4, _TALL - 4
    marks: list[Mark] = [Rect(x + 2, y + 2, room, tall, f"square {square.style}", square.words)]
    marks.append(Text(x + each / 2, y + 27, square.text, "middle", f"on {square.style}"))
    if square.share:
        wide = (room - 12) * square.share / 100
        marks.append(Rect(x + 8, y + tall - 6, wide, 3.5, f"fill {square.style}"))
    return linked(square.href, square.words, marks)


def _shades(key, y: float) -> list[Mark]:
    marks: list[Mark] = []
    for place, (style, words) in enumerate(key):
        x = place * 144.0
        marks.append(Rect(x, y, 22, 16, f"square {style}"))
        marks.append(Text(x + 28, y + 13, words, style="soft"))
    return marks
