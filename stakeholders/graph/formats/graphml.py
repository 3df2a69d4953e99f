"""GraphML, as yEd, Cytoscape, networkx, igraph, Gephi and graphology write it, and as we do.

Ours opens in networkx and igraph. networkx refuses a directed edge in an undirected graph, so a
network with ties of both sorts is written as directed, and its undirected ties carry ``directed``
= false as an attribute. Ids of ties are attributes too: igraph 1.0 reads those of edges wrongly.
"""

from dataclasses import dataclass, field
from typing import Any

from stakeholders.graph.formats import limits, names, xml_files
from stakeholders.graph.formats.draft import Draft
from stakeholders.graph.formats.exchange import Exchange, FormatError
from stakeholders.graph.formats.foreign import Renamer, settle, settle_direction
from stakeholders.graph.formats.values import text_of, without_control
from stakeholders.graph.formats.xml_files import (
    MIXED,
    BadValue,
    Columns,
    attributes,
    escaped,
    typed,
)


def read(content: bytes) -> Exchange:
    """The network in a GraphML file."""
    draft = Draft("graphml")
    reader = _Reader(draft)
    xml_files.walk(content, reader)
    if not reader.graphs:
        raise FormatError(
            "Berkas GraphML ini tidak memuat graf (<graph>); simpan ulang dari program asalnya."
        )
    reader.use_inner_ids()
    return draft.finish(directed=reader.directed)


@dataclass
class _Key:
    name: str
    kind: str
    of: str
    default: str | None = None


@dataclass
class _Element:
    """A node, an edge or a graph that has begun."""

    tag: str
    attributes: dict[str, str]
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    label: str = ""
    arrows: tuple[bool, bool] | None = None
    good: bool = True


class _Reader:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.graphs = 0
        self.directed = False
        self._keys: dict[str, _Key] = {}
        self._key: _Key | None = None
        self._with_default: dict[str, list[_Key]] = {}
        self._open: list[_Element] = []
        self._data: str | None = None
        self._ours = False
        self._renamers: dict[str, Renamer] = {}
        self._inner_ids: dict[str, str] = {}

    # --- elements --------------------------------------------------------------------------

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        if self._data is not None:
            self._drawn(tag, attributes)
        elif tag == "key":
            self._declare(attributes)
        elif tag == "data":
            self._data = attributes.get("key", "")
        elif tag == "graph":
            self._graph(attributes, line)
        elif tag in ("node", "edge", "hyperedge", "port"):
            self._open.append(_Element(tag, attributes, line))

    def end(self, tag: str, text: str, line: int) -> None:
        if tag == "data":
            self._value(text, line)
            self._data = None
        elif self._data is not None:
            self._drawn_text(tag, text)
        elif tag == "default" and self._key:
            self._key.default = text
        elif tag == "key":
            self._key = None
        elif tag == "desc" and not self._open and text.startswith(xml_files.OURS):
            self._ours = True
        elif tag in ("node", "edge", "hyperedge", "port", "graph") and self._open:
            self._close(self._open.pop())

    def _declare(self, attributes: dict[str, str]) -> None:
        id = attributes.get("id", "")
        if len(self._keys) >= limits.NAMES:
            raise limits.too_many("nama atribut", limits.NAMES)
        self._with_default.clear()
        name = attributes.get("attr.name") or ("" if "yfiles.type" in attributes else id)
        self._key = _Key(name, attributes.get("attr.type", "string"), attributes.get("for", "all"))
        self._keys[id] = self._key

    def _graph(self, attributes: dict[str, str], line: int) -> None:
        nested = any(element.tag == "node" for element in self._open)
        if not nested:
            self.graphs += 1
            if self.graphs > 1:
                self.draft.problem(
                    line,
                    "graph",
                    attributes.get("id", ""),
                    "berkas ini memuat lebih dari satu graf; simpan setiap graf dalam berkas "
                    "tersendiri.",
                )
            # Where nothing is said networkx and igraph read no direction.
            self.directed = attributes.get("edgedefault", "").strip().lower() == "directed"
        else:
            self.draft.note(
                line,
                "graph",
                "Pihak di dalam kotak kelompok (graf bertingkat) dibaca sejajar; kotaknya dicatat "
                "sebagai atribut 'parent'.",
            )
        self._open.append(_Element("graph", attributes, line))

    def _close(self, element: _Element) -> None:
        if element.tag == "node":
            self._node(element)
        elif element.tag == "edge":
            self._edge(element)
        elif element.tag == "hyperedge":
            self.draft.problem(
                element.line,
                "hyperedge",
                element.attributes.get("id", ""),
                "satu hubungan di sini mengikat lebih dari dua pihak; ganti dengan hubungan antara "
                "dua pihak, atau dengan satu pihak bersama yang diikuti semuanya.",
            )

    # --- values ----------------------------------------------------------------------------

    def _value(self, text: str, line: int) -> None:
        """The text of a ``data`` element, for whatever it stands in."""
        element = self._open[-1] if self._open else None
        id = self._data or ""
        key = self._keys.get(id) or _Key(id, "string", "all")
        if element is None or element.tag not in ("node", "edge") or not key.name:
            return
        name = self._name(element.tag, key.name)
        try:
            kind = MIXED if self._ours and id.startswith("m") else key.kind
            value = typed(text, kind, exact=self._ours)
        except BadValue as error:
            self.draft.problem(line, name, text, str(error))
            element.good = False
            return
        if value is not None:
            element.values[name] = value

    def _name(self, tag: str, name: str) -> str:
        if self._ours:
            return name
        if tag not in self._renamers:
            declared = {key.name for key in self._keys.values() if key.of in (tag, "all")}
            table = names.NODES if tag == "node" else names.TIES
            self._renamers[tag] = Renamer(table, frozenset(declared))
        return self._renamers[tag](name)

    def _defaults(self, element: _Element) -> None:
        if element.tag not in self._with_default:
            self._with_default[element.tag] = [
                key
                for key in self._keys.values()
                if key.name and key.default is not None and key.of in (element.tag, "all")
            ]
        for key in self._with_default[element.tag]:
            name = self._name(element.tag, key.name)
            if name not in element.values:
                try:
                    value = typed(key.default, key.kind, exact=self._ours)
                except BadValue as error:
                    self.draft.problem(element.line, name, key.default, str(error))
                    value = None
                if value is not None:
                    element.values[name] = value

    # --- what yEd and yFiles draw ----------------------------------------------------------

    def _drawn(self, tag: str, attributes: dict[str, str]) -> None:
        element = self._open[-1] if self._open else None
        if element is None:
            return
        if tag in _BOXES and element.tag == "node" and "x" not in element.values:
            places = [_coordinate(attributes, *sides) for sides in _BOXES[tag]]
            if None not in places:
                element.values["x"], element.values["y"] = places
        elif tag == "Arrows" and element.tag == "edge":
            ends = [attributes.get(end, "none") != "none" for end in ("source", "target")]
            element.arrows = (ends[0], ends[1])

    def _drawn_text(self, tag: str, text: str) -> None:
        element = self._open[-1] if self._open else None
        if element and tag in _LABELS and not element.label:
            element.label = text.strip()

    # --- rows ------------------------------------------------------------------------------

    def _node(self, element: _Element) -> None:
        self._defaults(element)
        values = element.values
        id = element.attributes.get("id", "")
        if "id" in values:
            self._inner_ids[id] = text_of(values.pop("id"))
        label = text_of(values.pop("label", "")) or element.label
        if outer := self._outer_node():
            values.setdefault("parent", outer)
        if element.good:
            self.draft.add_node(id, label, values, element.line)

    def _outer_node(self) -> str:
        """The node whose nested graph this is in, or ``""``."""
        outer = [each.attributes.get("id", "") for each in self._open if each.tag == "node"]
        return outer[-1] if outer else ""

    def _edge(self, element: _Element) -> None:
        self._defaults(element)
        values = element.values
        own = element.attributes
        if "id" in values or own.get("id"):
            values["id"] = text_of(values.get("id", own.get("id")))
        if element.label:
            values.setdefault("label", element.label)
        (settle_direction if self._ours else settle)(values)
        ends = [own.get("source", ""), own.get("target", "")]
        if "directed" in own:
            values.setdefault("directed", own["directed"].strip().lower() in ("true", "1"))
        elif element.arrows:
            # Drawn from target to source: only the drawing says so.
            ends = ends[::-1] if element.arrows == (True, False) else ends
            values.setdefault("directed", element.arrows[0] != element.arrows[1])
        else:
            self._own_direction(values)
        for port in ("sourceport", "targetport"):
            if port in own:
                values.setdefault(port, own[port])
        if element.good:
            self.draft.add_tie(*ends, values, element.line)

    def _own_direction(self, values: dict[str, Any]) -> None:
        """Within a nested graph its own default holds."""
        graphs = [each for each in self._open if each.tag == "graph"]
        if len(graphs) > 1 and "edgedefault" in graphs[-1].attributes:
            values.setdefault("directed", graphs[-1].attributes["edgedefault"] != "undirected")

    def use_inner_ids(self) -> None:
        """Take the ids that igraph kept as an attribute while it numbered the nodes anew."""
        nodes = self.draft.nodes
        inner = {id: self._inner_ids.get(id, "") for id in nodes}
        if inner and all(inner.values()) and len(set(inner.values())) == len(inner):
            self.draft.rename_nodes(inner)
        else:
            for id, kept in self._inner_ids.items():
                if id in nodes and kept != id:
                    nodes[id].setdefault("id (atribut)", kept)


_LABELS = ("NodeLabel", "EdgeLabel", "Label.Text")
_BOXES = {
    "Geometry": (("x", "width"), ("y", "height")),
    "RectD": (("X", "Width"), ("Y", "Height")),
}


def _coordinate(attributes: dict[str, str], place: str, size: str) -> float | None:
    """The middle of a drawn box along one axis."""
    try:
        return float(attributes[place]) + float(attributes.get(size, "0")) / 2
    except (KeyError, ValueError):
        return None


# --- writing ---------------------------------------------------------------------------------

_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write(exchange: Exchange) -> bytes:
    """The network as GraphML."""
    directed, ties = directions(exchange)
    nodes = Columns(exchange.nodes, frozenset({"id"}), "n")
    edges = Columns(ties, frozenset({"source", "target"}), "e")
    lines = [_HEAD, f"<desc>{xml_files.OURS}</desc>\n"]
    for of, columns in (("node", nodes), ("edge", edges)):
        for id, name, kind in columns.declared(_TYPES):
            said = attributes(id=id, for_=of, attr_name=name, attr_type=kind)
            lines.append(f"<key{said}/>\n")
    default = "directed" if directed else "undirected"
    lines.append(f'<graph id="G" edgedefault="{default}">\n')
    for node in exchange.nodes:
        head = f"<node{attributes(id=without_control(node['id']))}"
        lines.append(_element(head, "node", node, nodes))
    for tie in ties:
        ends = {end: without_control(tie[end]) for end in ("source", "target")}
        lines.append(_element(f"<edge{attributes(**ends)}", "edge", tie, edges))
    lines.append("</graph>\n</graphml>\n")
    return "".join(lines).encode()


def directions(exchange: Exchange) -> tuple[bool, list[dict[str, Any]]]:
    """The direction of the whole, and the ties, saying ``directed`` only where they differ."""
    ties = [
        {key: value for key, value in tie.items() if key != "directed"} for tie in exchange.ties
    ]
    said = [tie.get("directed", exchange.directed) for tie in exchange.ties]
    if len(set(said)) < 2:
        return (said[0] if said else exchange.directed), ties
    for tie, one in zip(ties, said, strict=True):
        if not one:
            tie["directed"] = False
    return True, ties


def _element(head: str, tag: str, row: dict[str, Any], columns: Columns) -> str:
    data = [f'<data key="{id}">{escaped(text)}</data>' for id, text in columns.values(row)]
    return f"{head}>{''.join(data)}</{tag}>\n" if data else f"{head}/>\n"
