"""Pajek .net: numbered vertices with labels and places, arcs, edges, lists, matrices, relations.

Pajek knows no ids. Where all labels differ a label is the id, which is how networkx reads it too;
elsewhere the number is. Characters that a label cannot hold are written as Pajek does, ``&#34;``.
A project file may hold several networks of the same vertices: each is a relation, and partitions
and vectors are attributes.
"""

import re
from itertools import islice
from typing import Any

from stakeholders.graph.formats import limits, names
from stakeholders.graph.formats.decode import CP1252_NOTE, encoding_of, lines_of
from stakeholders.graph.formats.draft import Draft
from stakeholders.graph.formats.exchange import Exchange, FormatError
from stakeholders.graph.formats.foreign import Renamer
from stakeholders.graph.formats.pajek_columns import KINDS, Columns
from stakeholders.graph.formats.values import number, short, without_control

_TOKEN = re.compile(r'"([^"]*)"|(\S+)')
_HEAD = re.compile(r'\*(\w+)\s*(?::\s*(\d+))?\s*(?:"([^"]*)"|(.*))?', re.DOTALL)
_RELATION = re.compile(r"(\d+):")
_ENTITY = re.compile(r"&#(\d{1,7});")
# How a vertex or a line is drawn: of no use here.
_SHAPES = frozenset(
    {"ellipse", "box", "diamond", "triangle", "cross", "empty", "circle", "house", "man", "woman"}
)
_DRAWING = frozenset(
    {"x_fact", "y_fact", "s_size", "size", "phi", "r", "q", "ic", "bc", "bw", "lc", "la", "lr",
     "lphi", "lp", "fos", "font", "c", "p", "s", "w", "a", "a1", "a2", "ap", "ax", "ay", "b", "h1",
     "h2", "k1", "k2"}
)  # fmt: skip
_LINES = frozenset({"arcs", "edges", "arcslist", "edgeslist", "matrix"})
_OBJECTS = frozenset({"network", *KINDS})
_SEVERAL = (
    "berkas ini memuat lebih dari satu jejaring dengan pihak yang berbeda; simpan setiap jejaring "
    "sebagai .net tersendiri."
)
_TIMED = (
    "berkas ini memuat jejaring yang berubah menurut waktu ([…]); simpan dari Pajek sebagai satu "
    "jejaring biasa (Network, Temporal Network, Generate in Time)."
)


def read(content: bytes) -> Exchange:
    """The network in a Pajek file, or in a project file."""
    draft = Draft("pajek")
    encoding = encoding_of(content)
    if encoding == "cp1252":
        draft.note(None, "", CP1252_NOTE)
    reader = _Reader(draft)
    for line, text in enumerate(lines_of(content, encoding), 1):
        reader.line(line, text.strip("\ufeff\0").strip())
    if reader.count is None:
        raise FormatError(
            "Berkas Pajek ini tidak memuat *Vertices; simpan ulang sebagai .net dari Pajek."
        )
    reader.finish()
    return draft.finish()


class _Reader:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.count: int | None = None
        self._rows = 0  # of a network of two modes, how many stand first
        self._labels: dict[int, str] = {}
        self._vertices: dict[int, tuple[int, dict[str, Any]]] = {}
        self._ties: list[tuple[int, int, dict[str, Any], int, int]] = []
        self._networks: list[str] = []
        self._columns = Columns(draft)
        self._object, self._name = "network", ""
        self._timed = False
        self._section = ""
        self._relation: str | None = None
        self._relations: dict[str, str] = {}
        self._row = 0
        self._renamers = {"nodes": Renamer(names.NODES), "ties": Renamer(names.TIES)}

    def line(self, line: int, text: str) -> None:
        if not text or text.startswith(("%", "/*")):
            return
        if text.startswith("*"):
            self._head(line, text)
        elif self._section == "vertices":
            self._vertex(line, text)
        elif self._section in ("arcs", "edges"):
            self._tie(line, text)
        elif self._section in ("arcslist", "edgeslist"):
            self._list(line, text)
        elif self._section == "matrix":
            self._matrix(line, text)
        elif self._section == "values":
            self._columns.row(text)
        elif self._section == "again":
            self._vertex_again(line, text)

    # --- sections --------------------------------------------------------------------------

    def _head(self, line: int, text: str) -> None:
        found = _HEAD.match(text)
        section = found.group(1).lower() if found else ""
        rest = (found.group(4) or "").strip() if found else ""
        name = (found.group(3) or rest) if found else ""
        self._section = section
        if section == "vertices":
            self._begin_vertices(line, rest)
        elif found and section in _LINES:
            self._row = 0
            self._section = section if self._object == "network" else "skipped"
            self._relation = self._named(found.group(2), name)
        elif section in _OBJECTS:
            self._object, self._name = section, name
        else:
            self._object = "skipped"
            self.draft.note(line, "", f"Bagian *{short(section)} pada berkas Pajek dilewati.")

    def _named(self, number: str | None, name: str | None) -> str | None:
        """The relation of a section: its name, remembered by its number."""
        name = _plain((name or "").strip())
        if name.isdecimal():  # "*Edges 9": how many follow
            name = ""
        if number is None:
            return name or None
        if name:
            self._relations[number] = name
        return self._relations.setdefault(number, number)

    def _begin_vertices(self, line: int, rest: str) -> None:
        counts = rest.split()
        whole = [int(each) for each in counts[:2] if each.isdecimal() and len(each) < 10]
        if len(whole) != len(counts[:2]) or not whole or (whole[1:] and whole[1] > whole[0]):
            raise FormatError.at(line, "*Vertices harus diikuti jumlah pihak; tulis *Vertices 12.")
        if whole[0] > limits.NODES:
            raise limits.too_many("pihak", limits.NODES)
        if self._object in KINDS:
            self._section = "values"
            self._columns.begin(self._object, self._name, whole[0], line)
        elif self._object == "network" and self.count is not None:
            self._begin_again(line, whole)
        elif self._object == "network":
            self._begin_network(whole)
        else:
            self._section = "skipped"

    def _begin_network(self, whole: list[int]) -> None:
        self._networks.append(self._name)
        self.count, self._rows = whole[0], _rows_of(whole)

    def _begin_again(self, line: int, whole: list[int]) -> None:
        """One more network, which must be of the same vertices."""
        if (whole[0], _rows_of(whole)) != (self.count, self._rows):
            self._another(line)
            return
        if len(self._networks) >= limits.NAMES:
            raise limits.too_many("jejaring", limits.NAMES)
        self._networks.append(self._name)
        self._relations = {}
        self._section = "again"

    def _vertex_again(self, line: int, text: str) -> None:
        tokens = _tokens(text)
        place = self._place(tokens[0], line)
        if place and len(tokens) > 1 and _plain(tokens[1]) != self._labels.get(place):
            self._another(line)

    def _another(self, line: int) -> None:
        self._object = self._section = "skipped"
        self.draft.problem(line, "", self._name, _SEVERAL)

    # --- lines -----------------------------------------------------------------------------

    def _vertex(self, line: int, text: str) -> None:
        tokens = _tokens(text)
        place = self._place(tokens[0], line)
        if place is None:
            return
        if place in self._vertices:
            self.draft.problem(
                line, "", tokens[0], f"pihak nomor {place} tercantum lebih dari sekali."
            )
            return
        self._labels[place] = _plain(tokens[1]) if len(tokens) > 1 else ""
        values: dict[str, Any] = {}
        rest = tokens[2:]
        for axis in ("x", "y", "z"):
            if rest and (coordinate := number(rest[0])) is not None:
                values[axis] = float(coordinate)
                rest = rest[1:]
        values.pop("z", None)
        if rest and rest[0].lower() in _SHAPES:
            rest = rest[1:]
        self._pairs(rest, values, "nodes", line)
        self._vertices[place] = (line, values)

    def _pairs(self, tokens: list[str], values: dict[str, Any], of: str, line: int) -> None:
        """Names and values that follow; those of other programs are attributes."""
        if any(token.startswith("[") for token in tokens):
            if not self._timed:
                self._timed = True
                self.draft.problem(line, "", " ".join(tokens), _TIMED)
            return
        for name, value in zip(tokens[::2], tokens[1::2], strict=False):
            if name == "l":
                values["label"] = _plain(value)
            elif name.lower() not in _DRAWING:
                values.setdefault(self._renamers[of](name), _plain(value))

    def _tie(self, line: int, text: str) -> None:
        tokens = _tokens(text)
        relation = self._relation
        if found := _RELATION.fullmatch(tokens[0]):
            relation = self._relations.setdefault(found.group(1), found.group(1))
            tokens = tokens[1:]
        if len(tokens) < 2:
            self.draft.problem(
                line, "target", text, "hubungan memerlukan dua nomor pihak; tulis misalnya 1 2."
            )
            return
        values: dict[str, Any] = {"directed": self._section == "arcs"}
        rest = tokens[2:]
        if rest and not rest[0].startswith("[") and (rest[0].lower() not in _DRAWING | {"l"}):
            values["weight"] = rest[0]
            rest = rest[1:]
        self._pairs(rest, values, "ties", line)
        self._add(tokens[0], tokens[1], values, relation, line)

    def _list(self, line: int, text: str) -> None:
        source, *targets = _tokens(text)
        for target in targets:
            self._add(
                source, target, {"directed": self._section == "arcslist"}, self._relation, line
            )

    def _matrix(self, line: int, text: str) -> None:
        self._row += 1
        first = self._rows
        width = (self.count or 0) - first
        if self._row > (first or width):
            self.draft.problem(line, "", text, "baris matriks ini lebih dari jumlah pihak.")
            return
        cells = text.replace(",", " ").split()
        if len(cells) < width:
            self.draft.problem(
                line, "", text, f"baris matriks ini memuat {len(cells)} angka, seharusnya {width}."
            )
            return
        for column, cell in enumerate(cells[:width], 1):
            if cell == "0":
                continue
            weight = number(cell)
            if weight == 0:
                continue
            if column == self._row and not first:
                self.draft.note(line, "", "Angka pada diagonal matriks dilewati.")
                continue
            values = {"directed": not first, "weight": cell if weight is None else weight}
            if weight == 1:
                del values["weight"]
            self._add(str(self._row), str(column + first), values, self._relation, line)

    def _add(
        self, source: str, target: str, values: dict[str, Any], relation: str | None, line: int
    ) -> None:
        # "-3" in a list is a tie of negative value
        if self._section.endswith("list") and target.startswith("-"):
            target, values["weight"] = target[1:], -1
        ends = [self._place(each, line) for each in (source, target)]
        if relation is not None:
            values.setdefault("kind", relation)
        if ends[0] is not None and ends[1] is not None:
            if len(self._ties) >= limits.TIES:
                raise limits.too_many("hubungan", limits.TIES)
            self._ties.append((ends[0], ends[1], values, line, len(self._networks) - 1))

    def _place(self, text: str, line: int) -> int | None:
        """The number of a vertex, or None and a problem."""
        if text.isdecimal() and len(text) < 10 and 0 < int(text) <= (self.count or 0):
            return int(text)
        self.draft.problem(
            line,
            "",
            text,
            f"'{short(text)}' bukan nomor pihak dari 1 sampai {self.count or 0}; periksa nomornya "
            "dan angka pada *Vertices.",
        )
        return None

    def finish(self) -> None:
        """Hand over vertices, those that no line describes too, and ties."""
        count = self.count or 0
        labels = {place: self._labels.get(place) or str(place) for place in range(1, count + 1)}
        distinct = len(set(labels.values())) == count
        ids = {place: label if distinct else str(place) for place, label in labels.items()}
        columns = self._columns.named(count)
        drawn = {(v.get("x"), v.get("y")) for _, v in self._vertices.values()}
        for place, label in labels.items():
            line, values = self._vertices.get(place, (None, {}))
            if len(drawn) == 1 and count > 1:
                values = {name: v for name, v in values.items() if name not in ("x", "y")}
            if self._rows:
                values = values | {"mode": 1 if place <= self._rows else 2}
            values = {name: numbers[place - 1] for name, numbers in columns.items()} | values
            self.draft.add_node(ids[place], label, values, line)
        for source, target, values, line, network in self._ties:
            if len(self._networks) > 1:
                values.setdefault("kind", self._networks[network] or f"jejaring {network + 1}")
            self.draft.add_tie(ids[source], ids[target], values, line)


def _rows_of(whole: list[int]) -> int:
    """How many of the vertices are of the first mode; 0 in a network of one."""
    return whole[1] if len(whole) > 1 and whole[1] < whole[0] else 0


def _tokens(text: str) -> list[str]:
    return [
        found.group(1) if found.group(1) is not None else found.group(2)
        for found in islice(_TOKEN.finditer(text), limits.NODES)
    ]


def _plain(text: str) -> str:
    """A label with the characters that Pajek spells by number."""
    return _ENTITY.sub(
        lambda found: chr(int(found.group(1))) if int(found.group(1)) < 0x110000 else found.group(),
        text,
    )


# --- writing ---------------------------------------------------------------------------------


def write(exchange: Exchange) -> bytes:
    """Labels, places, weights, directions and relations; Pajek holds no more."""
    lines = [f"*Vertices {len(exchange.nodes)}"]
    numbers = {}
    for place, node in enumerate(exchange.nodes, 1):
        numbers[node["id"]] = place
        lines.append(" ".join([str(place), _quoted(node["label"]), *_drawn(node)]))
    sections = {
        (bool(tie.get("directed", exchange.directed)), tie.get("kind") or None)
        for tie in exchange.ties
    }
    # networkx takes a second heading with a relation for a tie: several kinds stand with the ties.
    alone = len(sections) == 1
    for directed in (True, False):
        ties = [
            tie for tie in exchange.ties if bool(tie.get("directed", exchange.directed)) == directed
        ]
        if ties:
            head, kind = "*Arcs" if directed else "*Edges", ties[0].get("kind")
            lines.append(f"{head} :1 {_quoted(kind)}" if alone and kind else head)
        lines += [_tie_line(tie, numbers, with_kind=not alone) for tie in ties]
    return "\r\n".join([*lines, ""]).encode()


def _tie_line(tie: dict[str, Any], numbers: dict[str, int], *, with_kind: bool) -> str:
    """The numbers of both ends, the weight, and the kind; a kind needs a weight before it."""
    said = [str(numbers[tie["source"]]), str(numbers[tie["target"]])]
    kind = tie.get("kind") if with_kind else None
    if tie.get("weight") is not None:
        said.append(repr(tie["weight"]))
    elif kind:
        said.append("1")
    return " ".join([*said, *(["kind", _quoted(kind)] if kind else [])])


def _drawn(node: dict[str, Any]) -> list[str]:
    places = [node.get("x"), node.get("y")]
    return [repr(float(each)) for each in places] if None not in places else []


def _quoted(text: Any) -> str:
    plain = without_control(str(text)).replace("&#", "&#38;#")
    return '"' + re.sub(r'["\r\n\t]', lambda found: f"&#{ord(found.group())};", plain) + '"'
