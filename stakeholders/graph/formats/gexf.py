"""GEXF 1.1 to 1.3, with and without ``www`` in its namespace, and 1.3 as we write it.

What changes over time within a file (spells, start and end, dynamic attributes) is a problem, never
dropped in silence. Ours opens in networkx, which refuses edges of both sorts in one graph: see
``graphml`` for how such a network is written.
"""

from dataclasses import dataclass, field
from typing import Any

from stakeholders.graph.formats import limits, names, xml_files
from stakeholders.graph.formats.draft import Draft
from stakeholders.graph.formats.exchange import Exchange, FormatError
from stakeholders.graph.formats.foreign import Renamer, settle, settle_direction
from stakeholders.graph.formats.graphml import directions
from stakeholders.graph.formats.values import short, without_control
from stakeholders.graph.formats.xml_files import (
    MIXED,
    BadValue,
    Columns,
    attributes,
    spelled,
    typed,
)

DYNAMIC = (
    "GEXF dinamis: isinya berubah menurut waktu (start, end, spells, atau atribut dinamis), dan "
    "itu tidak dibaca. Di Gephi pilih satu rentang waktu, lalu ekspor ulang sebagai GEXF statis."
)
_IN_TIME = ("start", "end", "timestamp", "startopen", "endopen", "timestamps", "intervals")
_MOVING_TAGS = frozenset({"spell", "spells", "slice", "slices"})


def read(content: bytes) -> Exchange:
    """The network in a GEXF file."""
    draft = Draft("gexf")
    reader = _Reader(draft)
    xml_files.walk(content, reader)
    if not reader.graphs:
        raise FormatError(
            "Berkas GEXF ini tidak memuat graf (<graph>); simpan ulang dari program asalnya."
        )
    reader.check_parents()
    return draft.finish(directed=reader.directed)


@dataclass
class _Attribute:
    title: str
    kind: str
    default: str | None = None


@dataclass
class _Element:
    """A node or an edge that has begun."""

    tag: str
    attributes: dict[str, str]
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    drawn: dict[str, Any] = field(default_factory=dict)
    good: bool = True


class _Reader:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.graphs = 0
        self.directed = False
        self._declared: dict[str, dict[str, _Attribute]] = {"node": {}, "edge": {}}
        self._with_default: dict[str, list[_Attribute]] = {}
        self._class = "node"
        self._attribute: _Attribute | None = None
        self._open: list[_Element] = []
        self._ours = self._moving = False
        self._renamers: dict[str, Renamer] = {}
        self._parents: dict[str, tuple[str, int]] = {}

    # --- elements --------------------------------------------------------------------------

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        if tag in _MOVING_TAGS or any(name in attributes for name in _IN_TIME):
            self._moves(tag, line)
        if tag == "attvalue":
            self._value(attributes, line)
        elif tag in ("node", "edge"):
            self._open.append(_Element(tag, attributes, line))
        elif tag == "attribute":
            self._declare(attributes)
        elif tag == "attributes":
            self._class = attributes.get("class", "node")
            if attributes.get("mode", attributes.get("type")) == "dynamic":
                self._moves(tag, line)
        elif tag == "graph":
            self._graph(attributes, line)
        elif self._open:
            self._drawn(tag, attributes)

    def end(self, tag: str, text: str, line: int) -> None:
        if tag in ("node", "edge") and self._open:
            element = self._open.pop()
            (self._node if tag == "node" else self._edge)(element)
        elif tag == "default" and self._attribute:
            self._attribute.default = text
        elif tag == "attribute":
            self._attribute = None
        elif tag == "creator" and text == xml_files.OURS:
            self._ours = True

    def _graph(self, attributes: dict[str, str], line: int) -> None:
        self.graphs += 1
        self.directed = attributes.get("defaultedgetype", "undirected") == "directed"
        if attributes.get("mode", "static") in ("dynamic", "slice"):
            self._moves("graph", line)
        if self.graphs > 1:
            self.draft.problem(
                line,
                "graph",
                "",
                "berkas ini memuat lebih dari satu graf; simpan setiap graf dalam berkas "
                "tersendiri.",
            )

    def _moves(self, tag: str, line: int) -> None:
        if not self._moving:
            self._moving = True
            self.draft.problem(line, tag, "", DYNAMIC)

    def _declare(self, attributes: dict[str, str]) -> None:
        id = attributes.get("id", "")
        title = attributes.get("title") or id
        self._attribute = _Attribute(title, attributes.get("type", "string"))
        declared = self._declared.setdefault(self._class, {})
        if len(declared) >= limits.NAMES or len(self._declared) > limits.NAMES:
            raise limits.too_many("nama atribut", limits.NAMES)
        declared[id] = self._attribute
        self._with_default.clear()

    # --- values ----------------------------------------------------------------------------

    def _value(self, attributes: dict[str, str], line: int) -> None:
        if not self._open:
            return
        element = self._open[-1]
        id = attributes.get("for", attributes.get("id", ""))
        declared = self._declared[element.tag].get(id) or _Attribute(id, "string")
        if self._ours and id.startswith("m"):
            declared = _Attribute(declared.title, MIXED)
        if declared.title:
            self._put(element, declared, attributes.get("value", ""), line)

    def _put(self, element: _Element, declared: _Attribute, text: str, line: int) -> None:
        name = self._name(element.tag, declared.title)
        if text == "null" and declared.kind != "string" and not self._ours:
            return  # how Gephi writes that there is no value
        try:
            value = typed(text, declared.kind, exact=self._ours)
        except BadValue as error:
            self.draft.problem(line, name, text, str(error))
            element.good = False
            return
        if value is not None:
            element.values[name] = value

    def _name(self, tag: str, title: str) -> str:
        if self._ours:
            return title
        if tag not in self._renamers:
            own = {"id", "label"} if tag == "node" else {"id", "label", "source", "target"}
            titles = {each.title for each in self._declared[tag].values()}
            table = names.NODES if tag == "node" else names.TIES
            self._renamers[tag] = Renamer(table, frozenset(titles | own))
        return self._renamers[tag](title)

    def _defaults(self, element: _Element) -> None:
        if element.tag not in self._with_default:
            self._with_default[element.tag] = [
                each for each in self._declared[element.tag].values() if each.default is not None
            ]
        for declared in self._with_default[element.tag]:
            if self._name(element.tag, declared.title) not in element.values:
                self._put(element, declared, declared.default, element.line)

    def _drawn(self, tag: str, attributes: dict[str, str]) -> None:
        """What the viz module says of the node or edge."""
        drawn = self._open[-1].drawn
        if tag == "position":
            drawn |= {axis: _coordinate(attributes.get(axis)) for axis in ("x", "y")}
        elif tag == "color":
            drawn["color"] = _colour(attributes)
        elif tag in ("size", "thickness"):
            drawn[tag] = _coordinate(attributes.get("value"))
        elif tag == "shape":
            drawn[tag] = attributes.get("value")

    # --- rows ------------------------------------------------------------------------------

    def _values_of(self, element: _Element) -> dict[str, Any]:
        self._defaults(element)
        values = element.values
        for name, value in element.drawn.items():
            if value is not None and not self._ours:
                values.setdefault(name, value)
        return values

    def _node(self, element: _Element) -> None:
        values = self._values_of(element)
        own = element.attributes
        outer = [each.attributes.get("id", "") for each in self._open if each.tag == "node"]
        if parent := own.get("pid") or (outer[-1] if outer else ""):
            values.setdefault("parent", parent)
            self._parents[own.get("id", "")] = (parent, element.line)
            self.draft.note(
                element.line,
                "pid",
                "Pihak yang berada di dalam pihak lain dibaca sejajar; induknya dicatat sebagai "
                "atribut 'parent'.",
            )
        label = own.get("label") or str(values.get("name") or values.get("nama") or "")
        if element.good:
            self.draft.add_node(own.get("id", ""), label, values, element.line)

    def check_parents(self) -> None:
        """Name each parent that nobody is, and each circle of nodes within one another once."""
        checked: set[str] = set()
        for first in self._parents:
            path: dict[str, int] = {}
            node = first
            while node in self._parents and node not in checked and node not in path:
                parent, path[node] = self._parents[node]
                if parent not in self.draft.nodes:
                    reason = (
                        f"induk '{short(parent)}' tidak ada dalam daftar pihak; perbaiki pid-nya."
                    )
                    self.draft.problem(path[node], "pid", parent, reason)
                node = parent
            if node in path:
                reason = (
                    f"'{short(node)}' berada di dalam dirinya sendiri melalui induknya; perbaiki "
                    "pid-nya, atau hapus."
                )
                self.draft.problem(path[node], "pid", node, reason)
            checked.update(path)

    def _edge(self, element: _Element) -> None:
        values = self._values_of(element)
        own = element.attributes
        if own.get("id"):
            values["id"] = own["id"]
        for name in ("weight", "label", "kind"):
            if own.get(name):
                values.setdefault(name, own[name])
        (settle_direction if self._ours else settle)(values)
        if kind := own.get("type", "").lower():
            values.setdefault("directed", kind == "directed")
        if element.good:
            self.draft.add_tie(own.get("source", ""), own.get("target", ""), values, element.line)


def _coordinate(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None


def _colour(attributes: dict[str, str]) -> str | None:
    if attributes.get("hex"):
        return attributes["hex"]
    try:
        parts = [int(float(attributes[part])) & 255 for part in ("r", "g", "b")]
    except (KeyError, ValueError, OverflowError):
        return None
    return "#{:02x}{:02x}{:02x}".format(*parts)


# --- writing ---------------------------------------------------------------------------------

_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
<meta><creator>{xml_files.OURS}</creator></meta>
"""
# These have a place of their own in the file.
_NODE_OWN = frozenset({"id", "label"})
_TIE_OWN = frozenset({"id", "source", "target", "weight"})


def write(exchange: Exchange) -> bytes:
    """The network as GEXF 1.3."""
    directed, ties = directions(exchange)
    default = "directed" if directed else "undirected"
    nodes = Columns(exchange.nodes, _NODE_OWN, "n")
    edges = Columns(ties, _TIE_OWN, "e")
    lines = [_HEAD, f'<graph defaultedgetype="{default}" mode="static">\n']
    for of, columns in (("node", nodes), ("edge", edges)):
        lines.append(f'<attributes class="{of}">\n')
        for id, title, kind in columns.declared(_TYPES):
            lines.append(f"<attribute{attributes(id=id, title=title, type=kind)}/>\n")
        lines.append("</attributes>\n")
    lines.append("<nodes>\n")
    lines += [_node(node, nodes) for node in exchange.nodes]
    lines.append("</nodes>\n<edges>\n")
    lines += [_edge(tie, edges) for tie in ties]
    lines.append("</edges>\n</graph>\n</gexf>\n")
    return "".join(lines).encode()


def _node(node: dict[str, Any], columns: Columns) -> str:
    own = {key: without_control(node[key]) for key in ("id", "label") if node.get(key)}
    inner = _values(node, columns)
    x, y = node.get("x"), node.get("y")
    if isinstance(x, int | float) and isinstance(y, int | float):
        inner += f"<viz:position{attributes(x=spelled(x), y=spelled(y), z='0.0')}/>"
    return f"<node{attributes(**own)}>{inner}</node>\n"


def _edge(tie: dict[str, Any], columns: Columns) -> str:
    own = {key: without_control(tie[key]) for key in ("id", "source", "target") if tie.get(key)}
    if tie.get("weight") is not None:
        own["weight"] = spelled(tie["weight"])
    if isinstance(tie.get("kind"), str):
        own["kind"] = without_control(tie["kind"])  # without it Gephi joins parallel ties
    return f"<edge{attributes(**own)}>{_values(tie, columns)}</edge>\n"


def _values(row: dict[str, Any], columns: Columns) -> str:
    said = "".join(
        f"<attvalue{attributes(for_=id, value=text)}/>" for id, text in columns.values(row)
    )
    return f"<attvalues>{said}</attvalues>" if said else ""
