"""Tables of ties, of nodes and of groups, whatever file they lie in."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from stakeholders.graph.formats import limits, names
from stakeholders.graph.formats.draft import Draft
from stakeholders.graph.formats.exchange import FormatError
from stakeholders.graph.formats.matrices import Matrix, first_name
from stakeholders.graph.formats.values import Value, cell_value, number, short, text_of, unmarked

Row = tuple[int, Sequence[Any]]

ACCEPTED = (
    "Tabel hubungan memerlukan kolom source dan target (atau dari dan ke); tabel pihak memerlukan "
    "kolom id atau nama. Tulis nama kolom itu pada baris pertama."
)
FORMULA = (
    "sel ini berisi rumus; salin lembarnya, tempel sebagai nilai (Paste Special, Values), lalu "
    "unggah lagi."
)
# As a spreadsheet would compute it; "=>" is an arrow.
_FORMULA = re.compile(r"\s*=\s*[\w(+\-@'\"$\[{#]")
_GAP = 2  # empty rows after which Kumu takes the next one for new heads


@dataclass(frozen=True)
class Unreadable:
    """A cell that says nothing: it computes, or its computing went wrong."""

    text: str
    reason: str


@dataclass
class Heads:
    """What each column of a table holds."""

    role: str  # "ties", "nodes", "groups" or "matrix"
    known: dict[str, int]  # key to column
    extra: dict[str, int]  # attribute to column
    width: int
    line: int
    names: list[str]
    nameless: list[int]


class Reader:
    """Reads tables into a draft.

    Parameters
    ----------
    typed : cells are texts that may spell numbers (CSV), not values with a type (XLSX).
    """

    def __init__(self, draft: Draft, *, typed: bool) -> None:
        self.draft = draft
        self.typed = typed
        self.roles: list[str] = []
        self.sheets: list[str] = []
        self.heads: list[list[str]] = []

    def read(self, rows: Iterable[Row], sheet: str = "") -> bool:
        """One table; False when it has no heads that are known."""
        rows = iter(rows)
        seen: list[Row] = []
        heads = None
        for row in rows:
            if heads := self._heads(row, sheet):
                break
            seen.append(row)
            if len(seen) >= limits.HEADER_ROWS:
                break
        if heads is None:
            return False
        while heads is not None:
            heads = self._table(rows, heads, sheet)
        return True

    def _table(self, rows: Iterator[Row], heads: Heads, sheet: str) -> Heads | None:
        """The rows beneath the heads; the heads of a further table below them, if there is one."""
        self.roles.append(heads.role)
        self.sheets.append(sheet)
        self.heads.append(heads.names)
        if heads.role == "matrix":
            self._matrix(rows, heads, sheet)
            return None
        take = {"ties": self._tie, "nodes": self._node, "groups": self._group}[heads.role]
        return self._read_rows(rows, heads, take, sheet)

    def _matrix(self, rows: Iterator[Row], heads: Heads, sheet: str) -> None:
        matrix = Matrix(self.draft, list(heads.extra), min(heads.extra.values()), sheet)
        for line, cells in rows:
            if not all(_blank(cell) for cell in cells):
                matrix.row(line, cells)
        matrix.finish()

    # --- the heads of the columns ----------------------------------------------------------

    def _heads(self, row: Row, sheet: str) -> Heads | None:
        line, cells = row
        titles = [self._title(cell) for cell in cells]
        while titles and not titles[-1]:
            titles.pop()
        if len(titles) > limits.ATTRIBUTES and first_name(titles) is None:
            raise FormatError.at(
                line,
                f"tabel ini punya {len(titles)} kolom; paling banyak {limits.ATTRIBUTES}. "
                "Hapus kolom yang tidak diperlukan.",
                sheet=sheet,
            )
        role, known = _role(titles)
        if role is None:
            return self._matrix_heads(titles, line)
        self._refuse_twice(titles, known, line, sheet)
        extra = {}
        for place, title in enumerate(titles):
            if title and place not in known.values():
                name = title.removeprefix(names.VERBATIM)
                if name in extra or name in _FIXED[role]:
                    name = f"{name} ({place + 1})"
                extra[name] = place
        normal = [names.plain(title) for title in titles]
        nameless = [place for place, title in enumerate(titles) if not title]
        return Heads(role, known, extra, len(titles), line, normal, nameless)

    @staticmethod
    def _matrix_heads(titles: list[str], line: int) -> Heads | None:
        if (first := first_name(titles)) is None:
            return None
        across = {title: place for place, title in enumerate(titles) if place >= first}
        return Heads("matrix", {}, across, len(titles), line, [], [])

    def _title(self, cell: Any) -> str:
        if cell is None or isinstance(cell, Unreadable):
            return ""
        return unmarked(text_of(cell)).lstrip("\ufeff")

    def _refuse_twice(
        self, titles: list[str], known: dict[str, int], line: int, sheet: str
    ) -> None:
        normal = [names.plain(title) for title in titles]
        for place in known.values():
            if normal.count(normal[place]) > 1:
                raise FormatError.at(
                    line,
                    f"ada dua kolom bernama '{short(titles[place])}'; hapus atau ganti nama "
                    "salah satunya.",
                    sheet=sheet,
                    column=short(titles[place]),
                )

    # --- rows ------------------------------------------------------------------------------

    def _read_rows(
        self,
        rows: Iterator[Row],
        heads: Heads,
        take: Callable[[Heads, "Cells"], None],
        sheet: str,
    ) -> Heads | None:
        last, empty = heads.line, 0
        for line, cells in rows:
            if all(_blank(cell) for cell in cells):
                empty += 1
                continue
            # A sheet hands out only what holds anything, a text also its empty lines.
            gap = empty if self.typed else line - last - 1
            last, empty = line, 0
            if gap >= _GAP and (below := self._heads_below((line, cells), sheet)):
                return below
            if len(cells) > heads.width and any(not _blank(cell) for cell in cells[heads.width :]):
                if self.typed:
                    self.draft.problem(
                        line,
                        "",
                        "",
                        f"ada {len(cells)} kolom, padahal kepala kolom hanya {heads.width}; beri "
                        "tanda kutip pada isi yang memuat pemisah kolom.",
                        sheet,
                    )
                    continue
                self.draft.note(line, "", "Isi di kanan kepala kolom terakhir dilewati.", sheet)
            if all(_blank(cell) for cell in cells[: heads.width]):
                continue
            for place in heads.nameless:
                if place < len(cells) and not _blank(cells[place]):
                    self.draft.note(line, "", "Kolom tanpa nama pada baris kepala dilewati.", sheet)
            row = Cells(self, heads, cells, line, sheet)
            if not row.is_unreadable():
                take(heads, row)
        return None

    def _heads_below(self, row: Row, sheet: str) -> Heads | None:
        """Heads of ties or nodes below a gap, which a row of data never spells by chance."""
        titles = [self._title(cell) for cell in row[1]]
        role, known = _role(titles)
        if role is None or (role == "nodes" and len(known) < 2):
            return None
        return self._heads(row, sheet)

    def _tie(self, heads: Heads, row: "Cells") -> None:
        attributes = row.extra()
        for key in ("id", "kind", "since", "until", "label"):
            if text := row.text(key):
                attributes[key] = text
        for key in ("weight", "sign"):
            if (value := row.value(key)) is not None:
                attributes[key] = value
        good = self._direction(attributes, row)
        if (strength := row.value("strength")) is not None:
            plain = number(strength)
            if plain is None or "weight" in attributes:
                attributes["strength"] = strength
            else:
                attributes["weight"] = plain
        targets = [row.text("target")]
        if "|" in targets[0] and heads.names[heads.known["target"]] == "to":
            targets = [target.strip() for target in targets[0].split("|")]  # as Kumu has it
        for target in targets if good else []:
            self.draft.add_tie(row.text("source"), target, attributes, row.line, row.sheet)

    def _direction(self, attributes: dict[str, Any], row: "Cells") -> bool:
        """Read the columns that may hold a direction."""
        kind = row.text("type")
        if kind.casefold() in names.PLAIN_DIRECTIONS:
            attributes["directed"] = names.DIRECTIONS[kind.casefold()]
        elif kind:
            attributes["type" if "kind" in attributes else "kind"] = kind
        said = row.text("directed")
        if not said:
            return True
        if said.casefold() not in names.DIRECTIONS:
            self.draft.problem(
                row.line,
                "directed",
                said,
                f"arah '{short(said)}' tidak dikenal; tulis berarah atau tidak berarah.",
                row.sheet,
            )
            return False
        attributes["directed"] = names.DIRECTIONS[said.casefold()]
        return True

    def _node(self, heads: Heads, row: "Cells") -> None:
        attributes = row.extra()
        for key in ("kind", "group_kind", "hamlet", "village"):
            if text := row.text(key):
                attributes[key] = text
        for key in ("x", "y"):
            if (value := row.value(key)) is not None:
                attributes[key] = value
        id, label = row.text("id"), row.text("label")
        self.draft.add_node(id or label, label, attributes, row.line, row.sheet)

    def _group(self, heads: Heads, row: "Cells") -> None:
        """A row of a list of groups. Totals and signatures beneath the list have no name."""
        label = row.text("label")
        if not label or names.plain(label) in ("jumlah", "total"):
            return
        attributes = row.extra() | {"kind": "group"}
        for key in ("group_kind", "leader", "hamlet", "village"):
            if (text := row.text(key)) and text != "-":
                attributes[key] = text
        if (members := row.value("members")) is not None:
            plain = number(members)
            attributes["members"] = members if plain is None else int(plain)
        id = row.text("id")
        self.draft.add_node(
            id if id and id != "-" else label, label, attributes, row.line, row.sheet
        )


class Cells:
    """One row, asked for by key."""

    def __init__(
        self, reader: Reader, heads: Heads, cells: Sequence[Any], line: int, sheet: str
    ) -> None:
        self.reader, self.heads, self.cells, self.line, self.sheet = (
            reader,
            heads,
            cells,
            line,
            sheet,
        )

    def _cell(self, place: int | None) -> Any:
        return self.cells[place] if place is not None and place < len(self.cells) else None

    def is_unreadable(self) -> bool:
        """Whether a cell says nothing; it is told as a problem."""
        found = False
        for name, place in chain(self.heads.known.items(), self.heads.extra.items()):
            if cell := self._unreadable(self._cell(place)):
                found = True
                self.reader.draft.problem(
                    self.line,
                    name,
                    cell.text,
                    cell.reason,
                    self.sheet,
                )
        return found

    def _unreadable(self, cell: Any) -> Unreadable | None:
        if self.reader.typed and isinstance(cell, str) and _FORMULA.match(cell):
            return Unreadable(cell.strip(), FORMULA)
        return cell if isinstance(cell, Unreadable) else None

    def text(self, key: str) -> str:
        """What a cell says, as text; ``""`` when it is empty."""
        cell = self._cell(self.heads.known.get(key))
        return unmarked(cell) if isinstance(cell, str) else text_of(cell)

    def value(self, key: str) -> Value:
        """What a cell says; None when it is empty."""
        return self._value(self._cell(self.heads.known.get(key)))

    def extra(self) -> dict[str, Any]:
        """The cells of the other columns, without the empty ones."""
        values = {name: self._value(self._cell(place)) for name, place in self.heads.extra.items()}
        return {name: value for name, value in values.items() if value is not None}

    def _value(self, cell: Any) -> Value:
        if not isinstance(cell, str):
            return cell if cell is None or isinstance(cell, bool | int | float) else text_of(cell)
        if self.reader.typed:
            return cell_value(cell)
        return unmarked(cell) or ("" if cell.strip() else None)


def _blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


_FIXED = {
    "ties": frozenset({"id", "source", "target", "directed"}),
    "nodes": frozenset({"id", "label"}),
    "groups": frozenset({"id", "label"}),
}


def _role(titles: list[str]) -> tuple[str | None, dict[str, int]]:
    """What a table with these heads lists."""
    ties = names.find(titles, names.TIES)
    if "source" in ties and "target" in ties:
        return "ties", ties
    groups = names.find(titles, names.GROUPS)
    if _is_group_list(titles, groups):
        return "groups", groups
    nodes = names.find(titles, names.NODES)
    # A lone word may be a title above the table: a name needs company, an id or a label does not.
    if ("id" in nodes or "label" in nodes) and (
        len(nodes) > 1 or len([title for title in titles if title]) > 1 or titles[0] in ("id", "Id")
    ):
        return "nodes", nodes
    return None, {}


def _is_group_list(titles: list[str], groups: dict[str, int]) -> bool:
    """The heads of OpenSID's list: "Nama Kelompok" or "Nama Lembaga", and a leader or members.

    Under a bare "Nama" it takes a leader and one thing more, and no word for what each row is.
    """
    if "label" not in groups:
        return False
    if names.plain(titles[groups["label"]]) != "nama":
        return "leader" in groups or "members" in groups
    told = "members" in groups or "group_kind" in groups
    return "leader" in groups and told and "kind" not in names.find(titles, names.NODES)
