"""A matrix in a sheet: names across and names down, a number where two are tied."""

from collections.abc import Iterable
from typing import Any

from stakeholders.graph.formats import limits
from stakeholders.graph.formats.draft import Draft
from stakeholders.graph.formats.values import number, short, text_of, unmarked

Arc = tuple[str, str, int | float, int]


def first_name(titles: list[str]) -> int | None:
    """Where the names across begin, when a first row with these titles may head a matrix."""
    place = next((place for place, title in enumerate(titles) if title), 0)
    across = titles[place:]
    if place == 0 or len(across) < 2 or not all(across) or len(set(across)) < len(across):
        return None
    return place


class Matrix:
    """Reads the rows of one matrix into a draft."""

    def __init__(self, draft: Draft, across: list[str], first: int, sheet: str) -> None:
        self.draft = draft
        self.across = across
        self.first = first
        self.sheet = sheet
        self.down: dict[str, int] = {}
        self.arcs: list[Arc] = []

    def row(self, line: int, cells: Iterable[Any]) -> None:
        """One row: its name, then a number under each name across."""
        cells = list(cells)
        name = _text(cells[self.first - 1]) if len(cells) >= self.first else ""
        if not name or name in self.down:
            reason = (
                "nama pada awal baris matriks ini kosong atau sudah ada di atas; perbaiki namanya."
            )
            self.draft.problem(line, "", name, reason, self.sheet)
            return
        self.down[name] = line
        for title, cell in zip(self.across, cells[self.first :], strict=False):
            self._cell(name, title, cell, line)

    def _cell(self, row: str, column: str, cell: Any, line: int) -> None:
        if cell is None or cell == 0 or (isinstance(cell, str) and cell.strip() in ("", "0", "-")):
            return
        weight = int(cell) if isinstance(cell, bool) else number(cell)
        if weight is None:
            shown = short(getattr(cell, "text", cell))
            reason = f"'{shown}' bukan angka; isi matriks dengan angka, 0 bila tidak ada hubungan."
            self.draft.problem(line, short(column), shown, reason, self.sheet)
        elif weight and row == column:
            self.draft.note(line, "", "Angka pada diagonal matriks dilewati.", self.sheet)
        elif weight:
            if len(self.arcs) >= 2 * limits.TIES:
                raise limits.too_many("hubungan", limits.TIES)
            self.arcs.append((row, column, weight, line))

    def finish(self) -> None:
        """Hand nodes and ties over; a matrix that equals its mirror image is undirected."""
        two_modes = not set(self.across) & set(self.down)
        for mode, labels in ((1, list(self.down)), (2, self.across)):
            for label in labels:
                if two_modes or mode == 1 or label not in self.down:
                    values = {"mode": mode} if two_modes else {}
                    self.draft.add_node(label, label, values, self.down.get(label), self.sheet)
        cells = {(row, column): weight for row, column, weight, _ in self.arcs}
        mirrored = all(cells.get(pair[::-1]) == weight for pair, weight in cells.items())
        binary = all(weight == 1 for weight in cells.values())
        for row, column, weight, line in self.arcs:
            if two_modes or not mirrored or row < column:
                values = {"directed": not (two_modes or mirrored)}
                values |= {} if binary else {"weight": weight}
                self.draft.add_tie(row, column, values, line, self.sheet)


def _text(cell: Any) -> str:
    return unmarked(cell) if isinstance(cell, str) else text_of(cell)
