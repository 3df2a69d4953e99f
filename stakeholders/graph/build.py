"""From rows and spreadsheets to graphs, always in the same order.

Every graph is built from sorted nodes and ties, so that equal input gives equal output to the last
digit, in whatever order the database hands the rows over.
"""

import csv
import math
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import Any

import networkx as nx

Node = Hashable

# "We have nothing to do with each other" is an answer worth keeping, but it is not a tie.
ABSENT = frozenset({"unrelated"})
# Who depends on whom is for the facilitators of one village; nothing public is computed from it.
PRIVATE = frozenset({"depends"})


def ordered(nodes: Iterable[Node]) -> list[Node]:
    """The nodes in one fixed order: their own, or by type and text where they do not compare."""
    nodes = list(nodes)
    try:
        return sorted(nodes)  # type: ignore[type-var]
    except TypeError:
        return sorted(nodes, key=lambda node: (type(node).__name__, str(node)))


def network(
    nodes: Iterable[Mapping[str, Any]], ties: Iterable[Mapping[str, Any]]
) -> nx.MultiDiGraph:
    """The map of a village: one node for each actor, one keyed edge for each statement.

    Parameters
    ----------
    nodes : mappings with ``id`` and ``kind``; whatever else they carry becomes node attributes.
    ties : mappings with ``id``, ``source``, ``target`` and ``kind``; the id is the edge key, and
        all but the two ends become edge attributes (the id too).

    Raises
    ------
    ValueError
        If an id occurs twice, a tie names an unknown node, or a tie joins a node to itself.
    """
    graph = nx.MultiDiGraph()
    described = _by_id(nodes, "node")
    for node in ordered(described):
        row = described[node]
        graph.add_node(node, **{key: value for key, value in row.items() if key != "id"})
    stated = _by_id(ties, "tie")
    unknown = {row[end] for row in stated.values() for end in ("source", "target")} - set(described)
    if unknown:
        raise ValueError(f"ties to unknown nodes: {', '.join(map(str, ordered(unknown)))}")
    for tie in ordered(stated):
        row = stated[tie]
        _refuse_loop(row["source"], row["target"])
        attributes = {key: value for key, value in row.items() if key not in ("source", "target")}
        graph.add_edge(row["source"], row["target"], key=tie, **attributes)
    return graph


def public(graph: nx.Graph) -> nx.Graph:
    """The part of the network that may feed what everybody of the village sees.

    Leaves out ties of a private kind and the nodes marked ``restricted``, which exist only because
    of such ties. The type of the graph is kept; the input is not changed.
    """
    seen = graph.copy()
    seen.remove_nodes_from(
        [node for node, data in graph.nodes(data=True) if data.get("restricted")]
    )
    private = [tie for tie in edges(seen) if tie[-1].get("kind") in PRIVATE]
    seen.remove_edges_from([tie[:-1] for tie in private])
    return seen


def undirected(graph: nx.Graph, *, kinds: Collection[str] | None = None) -> nx.Graph:
    """The simple graph in which each pair of tied nodes has exactly one edge.

    Parameters
    ----------
    graph : any networkx graph; edges may carry ``kind`` and ``id``.
    kinds : keep only ties of these kinds. By default all but statements of absence.

    Returns
    -------
    networkx.Graph
        Nodes and edges in sorted order, nodes with their attributes. Edges carry ``kinds``, the
        sorted kinds of the pair, and ``ties``, the sorted ids behind them; both are empty tuples
        where the input has none.

    Raises
    ------
    ValueError
        If a node is tied to itself.
    """
    pairs: dict[frozenset[Node], tuple[set[str], set[Hashable]]] = {}
    for source, target, *_, data in edges(graph, kinds=kinds):
        _refuse_loop(source, target)
        pair_kinds, pair_ties = pairs.setdefault(frozenset((source, target)), (set(), set()))
        pair_kinds.update(data.get("kinds", ()), {data.get("kind")} - {None})
        pair_ties.update(data.get("ties", ()), {data.get("id")} - {None})
    simple = nx.Graph()
    nodes = ordered(graph)
    simple.add_nodes_from((node, graph.nodes[node]) for node in nodes)
    place = {node: number for number, node in enumerate(nodes)}
    for first, second in sorted(sorted(place[node] for node in pair) for pair in pairs):
        pair = frozenset((nodes[first], nodes[second]))
        kinds_of, ties_of = pairs[pair]
        simple.add_edge(
            nodes[first], nodes[second], kinds=tuple(sorted(kinds_of)), ties=tuple(ordered(ties_of))
        )
    return simple


def edges(graph: nx.Graph, *, kinds: Collection[str] | None = None) -> Iterator[tuple[Any, ...]]:
    """The ties of a graph as ``(source, target[, key], data)``.

    ``kinds`` keeps only those kinds; by default all but statements of absence are given.
    """
    keyed = {"keys": True} if graph.is_multigraph() else {}
    for tie in graph.edges(data=True, **keyed):
        kind = tie[-1].get("kind")
        if kind not in ABSENT if kinds is None else kind in kinds:
            yield tie


def from_edge_list(lines: Iterable[str], *, directed: bool = False) -> nx.Graph:
    """A graph from the lines of a CSV file with the columns ``source,target[,weight]``.

    Comma, semicolon or tab separates (the first line decides); a byte-order mark, blank lines,
    quotes and blanks around a cell do no harm; further columns are ignored. A missing weight is 1.
    A tie listed twice counts once, with the sum of its weights as attribute ``weight``.

    Raises
    ------
    ValueError
        One line in Indonesian with the line number and the remedy.
    """
    graph = nx.DiGraph() if directed else nx.Graph()
    rows = list(_ties_of(iter(lines)))
    graph.add_nodes_from(ordered({end for row in rows for end in row[:2]}))
    weights: dict[tuple[str, str], list[float]] = {}
    for source, target, weight in rows:
        pair = (source, target) if directed or source < target else (target, source)
        weights.setdefault(pair, []).append(weight)
    for source, target in sorted(weights):
        graph.add_edge(source, target, weight=math.fsum(weights[source, target]))
    return graph


def _by_id(rows: Iterable[Mapping[str, Any]], what: str) -> dict[Hashable, Mapping[str, Any]]:
    found: dict[Hashable, Mapping[str, Any]] = {}
    for row in rows:
        if row["id"] in found:
            raise ValueError(f"the {what} {row['id']} occurs twice")
        found[row["id"]] = row
    return found


def _refuse_loop(source: Node, target: Node) -> None:
    if source == target:
        raise ValueError(f"{source} is tied to itself")


def _ties_of(lines: Iterator[str]) -> Iterator[tuple[str, str, float]]:
    """The ties of an edge list, line by line."""
    skipped = 0
    header = next(lines, "").removeprefix("\ufeff")
    while header and not header.strip():
        skipped, header = skipped + 1, next(lines, "")
    columns = _columns(header, skipped + 1)
    reader = csv.reader(lines, delimiter=_separator(header), skipinitialspace=True)
    line = seen = skipped + 1
    try:
        for cells in reader:
            line, seen = seen + 1, skipped + 1 + reader.line_num
            if seen > line:
                raise ValueError(
                    f"Baris {line}: tanda kutip dibuka tetapi tidak ditutup pada baris yang sama; "
                    'lengkapi atau hapus tanda ".'
                )
            if any(cell.strip() for cell in cells):
                yield _tie([cell.strip() for cell in cells], columns, line)
    except csv.Error as error:
        raise ValueError(
            f"Baris {seen + 1}: isinya tidak terbaca; simpan ulang berkas sebagai CSV."
        ) from error


def _separator(header: str) -> str:
    return max(",;\t", key=header.count)


def _columns(header: str, line: int) -> dict[str, int]:
    """Where each known column stands, and under ``""`` how many columns there are."""
    cells = next(csv.reader([header], delimiter=_separator(header), skipinitialspace=True), [])
    names = [cell.strip().lower() for cell in cells]
    for name in ("source", "target"):
        if names.count(name) != 1:
            raise ValueError(
                f"Baris {line}: kepala kolom harus memuat 'source' dan 'target'; "
                "tulis source,target atau source,target,weight pada baris pertama."
            )
    known = (name for name in ("source", "target", "weight") if name in names)
    return {name: names.index(name) for name in known} | {"": len(names)}


def _tie(cells: list[str], columns: dict[str, int], line: int) -> tuple[str, str, float]:
    """One tie from the cells of one line, or the reason why not."""
    if len(cells) > columns[""] and any(cells[columns[""] :]):
        raise ValueError(
            f"Baris {line}: ada {len(cells)} kolom, padahal kepala kolom hanya {columns['']}; "
            "beri tanda kutip pada nama yang memuat pemisah kolom."
        )
    cells = cells + [""] * (columns[""] - len(cells))
    source, target = cells[columns["source"]], cells[columns["target"]]
    for name, value in (("source", source), ("target", target)):
        if not value:
            raise ValueError(f"Baris {line}: kolom {name} kosong; isi nama pihaknya.")
    if source == target:
        raise ValueError(
            f"Baris {line}: '{_short(source)}' dihubungkan dengan dirinya sendiri; "
            "hapus baris ini atau perbaiki salah satu namanya."
        )
    return source, target, _weight(cells[columns["weight"]] if "weight" in columns else "", line)


def _short(cell: str) -> str:
    return cell if len(cell) <= 60 else f"{cell[:60]}…"


def _weight(cell: str, line: int) -> float:
    try:
        weight = float(cell.replace(",", ".") or 1)
    except ValueError:
        weight = math.nan
    if not 0 < weight < math.inf:
        raise ValueError(
            f"Baris {line}: bobot '{_short(cell)}' bukan angka lebih dari nol; "
            "tulis misalnya 2 atau 0.5, atau kosongkan."
        )
    return weight
