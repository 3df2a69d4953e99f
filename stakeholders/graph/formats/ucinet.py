"""UCINET DL: matrices, halves of matrices, lists of edges and of nodes; one mode or two.

A network that equals its mirror image is read as undirected. DL knows no ids: a label is the id.
UCINET makes no difference between capital and small letters in labels, so neither is made here.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from stakeholders.graph.formats import limits
from stakeholders.graph.formats.decode import CP1252_NOTE, encoding_of, lines_of
from stakeholders.graph.formats.draft import Draft
from stakeholders.graph.formats.exchange import Exchange, FormatError
from stakeholders.graph.formats.ucinet_header import LABEL, MATRICES, Header, Lines
from stakeholders.graph.formats.values import number, short, without_control

_MISSING = frozenset({".", "na", "-na-"})


def read(content: bytes) -> Exchange:
    """The network in a DL file."""
    draft = Draft("ucinet-dl")
    encoding = encoding_of(content)
    if encoding == "cp1252":
        draft.note(None, "", CP1252_NOTE)
    lines = enumerate(lines_of(content, encoding), 1)
    header = Header()
    data = header.read(lines)
    body = _Body(header, draft)
    if header.format in MATRICES:
        body.matrices(data)
    else:
        body.lists(data)
    return body.finish()


# --- the data --------------------------------------------------------------------------------


class _Names:
    """The labels of one side: those declared, then those met."""

    def __init__(self, declared: list[str], count: int) -> None:
        self.labels = list(declared)
        self.count = count
        self._places = {label.casefold(): place for place, label in enumerate(declared)}

    def place(self, label: str) -> int | None:
        """The place of a label, a new one while there is room."""
        key = label.casefold()
        if key not in self._places:
            if len(self.labels) >= self.count:
                return None
            self._places[key] = len(self.labels)
            self.labels.append(label)
        return self._places[key]

    def known(self, label: str) -> int | None:
        """The place of a label that was declared, or None."""
        return self._places.get(label.casefold())

    def all(self) -> list[str]:
        """Every label; a number for those that were never named."""
        taken = set(self.labels)
        rest = [str(place) for place in range(len(self.labels) + 1, self.count + 1)]
        return self.labels + [name if name not in taken else f"{name} *" for name in rest]


class _Body:
    def __init__(self, header: Header, draft: Draft) -> None:
        self.header = header
        self.draft = draft
        both = header.labels.get("", [])
        self.row_names = _Names(header.labels.get("row", both), header.rows)
        same = not header.two_modes
        columns = header.labels.get("col", both if same else [])
        self.column_names = self.row_names if same else _Names(columns, header.columns)
        # row, column, weight, number of the matrix, line
        self.arcs: list[tuple[int, int, int | float, int, int]] = []

    # --- matrices --------------------------------------------------------------------------

    def matrices(self, lines: Lines) -> None:
        tokens = _tokens(lines)
        for matrix in range(self.header.counts.get("nm", 1)):
            self._matrix(tokens, matrix)
        if (left := next(tokens, None)) is not None:
            self.draft.problem(
                left[0],
                "",
                left[1],
                "angka ini lebih dari ukuran matriksnya; periksa n, nm, dan baris-barisnya.",
            )

    def _matrix(self, tokens: Iterator[tuple[int, str]], matrix: int) -> None:
        embedded = self.header.embedded
        if embedded & {"", "col"}:
            labels = [text for _, text in islice(tokens, self.header.columns)]
            if self.header.two_modes or not self.row_names.labels:
                for label in labels:
                    self.column_names.place(label)
        named_here = self.header.two_modes or not embedded & {"", "col"}
        for row in range(self.header.rows):
            if embedded & {"", "row"} and (label := next(tokens, None)) and named_here:
                self.row_names.place(label[1])
            columns = self._columns(row)
            cells = list(islice(tokens, len(columns)))
            if len(cells) < len(columns):
                raise FormatError(
                    f"Matriks DL ini terpotong pada baris ke-{row + 1}; periksa n dan banyaknya "
                    "angka pada tiap baris."
                )
            for column, (line, text) in zip(columns, cells, strict=True):
                self._cell(row, column, text, matrix, line)

    def _columns(self, row: int) -> range | list[int]:
        """The columns whose cells are given for a row."""
        whole, diagonal = self.header.columns, self.header.diagonal
        if self.header.format == "lowerhalf":
            return range(row + 1 if diagonal else row)
        if self.header.format == "upperhalf":
            return range(row if diagonal else row + 1, whole)
        return range(whole) if diagonal else [place for place in range(whole) if place != row]

    def _cell(self, row: int, column: int, text: str, matrix: int, line: int) -> None:
        if text == "0":
            return
        if text.casefold() in _MISSING:
            self.draft.note(
                line, "", "Angka yang tidak diketahui (na) dibaca sebagai tanpa hubungan."
            )
            return
        weight = number(text)
        if weight is None:
            self.draft.problem(
                line, "", text, f"'{short(text)}' bukan angka; isi matriks dengan angka."
            )
        elif weight:
            self._arc(row, column, weight, matrix, line)

    def _arc(self, row: int, column: int, weight: int | float, matrix: int, line: int) -> None:
        if row == column and not self.header.two_modes and self.header.format in MATRICES:
            self.draft.note(line, "", "Angka pada diagonal matriks dilewati.")
            return
        if len(self.arcs) >= 2 * limits.TIES:
            raise limits.too_many("hubungan", limits.TIES)
        self.arcs.append((row, column, weight, matrix, line))

    # --- lists -----------------------------------------------------------------------------

    def lists(self, lines: Lines) -> None:
        matrix = row = 0
        for line, text in lines:
            cells = [
                found.group(1) if found.group(1) is not None else found.group(2)
                for found in LABEL.finditer(text)
            ]
            if not cells:
                continue
            if cells[0] == "!":
                matrix, row = matrix + 1, 0
                continue
            row += 1
            if self.header.format.endswith("b"):  # "how many" in place of "whose"
                cells = [str(row), *cells[1:]]
                self._nodes(cells, matrix, line, counted=True)
            elif self.header.format.startswith("node"):
                self._nodes(cells, matrix, line)
            else:
                self._edge(cells, matrix, line)

    def _edge(self, cells: list[str], matrix: int, line: int) -> None:
        if len(cells) < 2:
            self.draft.problem(line, "target", cells[0], "hubungan memerlukan dua pihak.")
            return
        weight = number(cells[2]) if len(cells) > 2 else 1
        if weight is None:
            self.draft.problem(
                line, "weight", cells[2], f"bobot '{short(cells[2])}' bukan angka; tulis angka."
            )
            return
        self._tie(cells[0], cells[1], weight, matrix, line)

    def _nodes(self, cells: list[str], matrix: int, line: int, *, counted: bool = False) -> None:
        for target in cells[1:]:
            self._tie(cells[0], target, 1, matrix, line, source_counted=counted)

    def _tie(
        self,
        source: str,
        target: str,
        weight: int | float,
        matrix: int,
        line: int,
        *,
        source_counted: bool = False,
    ) -> None:
        if not weight:
            return
        row = self._place(source, self.row_names, "row", line, source_counted)
        column = self._place(target, self.column_names, "col", line, False)
        if row is None or column is None:
            return
        if row == column and not self.header.two_modes:
            self.draft.problem(
                line,
                "target",
                target,
                f"'{short(target)}' dihubungkan dengan dirinya sendiri; hapus baris ini.",
            )
            return
        self._arc(row, column, weight, matrix, line)

    def _place(self, text: str, side: _Names, which: str, line: int, by_number: bool) -> int | None:
        if self.header.embedded & {"", which} and not by_number:
            place = side.place(text)
        else:
            said = int(text) if text.isdecimal() and len(text) < 10 else 0
            # Names may stand here too where a list of labels tells which they are.
            place = said - 1 if 1 <= said <= side.count else side.known(text)
        if place is None:
            self.draft.problem(
                line,
                "",
                text,
                f"'{short(text)}' tidak ada di antara {side.count} pihak; periksa ejaannya dan "
                "angka n.",
            )
        return place

    # --- the network -----------------------------------------------------------------------

    def finish(self) -> Exchange:
        rows, columns = self._nodes_of()
        two_modes = self.header.two_modes
        mirrored = not two_modes and self._is_mirrored()
        binary = all(weight == 1 for _, _, weight, _, _ in self.arcs)
        for row, column, weight, matrix, line in self.arcs:
            if mirrored and row > column and self.header.format != "lowerhalf":
                continue
            values: dict[str, Any] = {} if binary else {"weight": weight}
            if kind := self._relation(matrix):
                values["kind"] = kind
            self.draft.add_tie(rows[row], columns[column], values, line)
        half = self.header.format in ("lowerhalf", "upperhalf")
        return self.draft.finish(directed=not (mirrored or two_modes or half))

    def _nodes_of(self) -> tuple[list[str], list[str]]:
        rows = self.row_names.all()
        if not self.header.two_modes:
            for label in rows:
                self.draft.add_node(label, label)
            return rows, rows
        taken = set(rows)
        columns = [
            f"{label} (kolom)" if label in taken else label for label in self.column_names.all()
        ]
        for mode, labels in ((1, rows), (2, columns)):
            for label in labels:
                self.draft.add_node(label, label, {"mode": mode})
        return rows, columns

    def _is_mirrored(self) -> bool:
        cells = {(row, column, matrix): w for row, column, w, matrix, _ in self.arcs}
        if self.header.format in ("lowerhalf", "upperhalf"):
            return False
        return len(cells) == len(self.arcs) and all(
            cells.get((column, row, matrix)) == weight
            for (row, column, matrix), weight in cells.items()
        )

    def _relation(self, matrix: int) -> str | None:
        labels = self.header.labels.get("matrix", [])
        if matrix < len(labels):
            return labels[matrix]
        return f"matriks {matrix + 1}" if self.header.counts.get("nm", 1) > 1 or matrix else None


def _tokens(lines: Lines) -> Iterator[tuple[int, str]]:
    for line, text in lines:
        for found in LABEL.finditer(text):
            cell = found.group(1) if found.group(1) is not None else found.group(2)
            if cell != "!":
                yield line, cell


# --- writing ---------------------------------------------------------------------------------


def write(exchange: Exchange) -> bytes:
    """Labels, weights and relations as ``edgelist1``; DL holds no more.

    An undirected tie is written in both directions; parallel ties of one kind are added up.
    """
    labels = _distinct([node["label"] for node in exchange.nodes])
    numbers = {node["id"]: place for place, node in enumerate(exchange.nodes, 1)}
    kinds = sorted({tie.get("kind") or "" for tie in exchange.ties}) or [""]
    lines = [f"dl n={max(len(labels), 1)} nm={len(kinds)} format=edgelist1", "labels:"]
    lines += [",\r\n".join(_quoted(label) for label in labels) or '"-"']
    if kinds != [""]:
        lines += ["matrix labels:", ",\r\n".join(_quoted(kind or "-") for kind in kinds)]
    lines.append("data:")
    for place, kind in enumerate(kinds):
        if place:
            lines.append("!")
        arcs = _arcs(exchange, numbers, kind)
        lines += [f"{row} {column} {weight!r}" for (row, column), weight in arcs.items()]
    return "\r\n".join([*lines, ""]).encode()


def _arcs(
    exchange: Exchange, numbers: dict[str, int], kind: str
) -> dict[tuple[int, int], int | float]:
    arcs: dict[tuple[int, int], int | float] = {}
    for tie in exchange.ties:
        if (tie.get("kind") or "") != kind:
            continue
        ends = (numbers[tie["source"]], numbers[tie["target"]])
        weight = tie.get("weight")
        both = () if tie.get("directed", exchange.directed) else (ends[::-1],)
        for pair in (ends, *both):
            arcs[pair] = arcs.get(pair, 0) + (1 if weight is None else weight)
    return arcs


def _distinct(labels: list[str]) -> list[str]:
    """The labels as DL tells them apart: a number behind those that occur again."""
    taken: set[str] = set()
    result = []
    for label in labels:
        clean = " ".join(without_control(label).replace('"', "'").split()) or "-"
        name, again = clean, 1
        while name.casefold() in taken:
            again += 1
            name = f"{clean} ({again})"
        taken.add(name.casefold())
        result.append(name)
    return result


def _quoted(label: str) -> str:
    return '"' + " ".join(without_control(label).replace('"', "'").split()) + '"'
