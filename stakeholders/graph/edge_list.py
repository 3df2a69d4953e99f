"""From spreadsheets to graphs: a list of ties, and a list of who there is.

Both are CSV. Comma, semicolon or tab separates (the first line decides); a byte-order mark, blank
lines, quotes and blanks around a cell do no harm. Reading is strict: whatever cannot be meant is
refused with one line in Indonesian that names the line and the remedy.
"""

import csv
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import networkx as nx

from stakeholders.graph.build import ABSENT, ordered
from stakeholders.graph.measures.signs import sign_of

ENDS = {"source": ("source",), "target": ("target",)}
SIDES = {
    "source": ("source", "person", "orang", "anggota", "actor", "pihak"),
    "target": ("target", "group", "kelompok", "event", "acara", "kegiatan", "forum"),
}
NAMED = {"source": "source", "target": "target"}
SIDES_NAMED = {"source": "orang", "target": "kelompok"}

Nodes = Mapping[str, Mapping[str, Any]]


class HeaderError(ValueError):
    """The first line does not name the columns with the two ends."""


def from_edge_list(
    lines: Iterable[str],
    *,
    directed: bool = False,
    relation: str | None = None,
    nodes: Nodes | None = None,
    two_mode: bool = False,
) -> nx.Graph:
    """A graph from the lines of a CSV file with the columns ``source,target``.

    The columns ``weight``, ``sign`` and ``relation`` may follow; further ones are ignored. A
    missing weight is 1. A tie listed twice counts once: with the sum of its weights as attribute
    ``weight``; with ``sign`` 1 or -1, or 0 if the rows contradict each other, where any is given;
    with its relation as ``kind``, or several as ``kinds``.

    Parameters
    ----------
    directed : A,B means from A to B.
    relation : keep only ties of this relation; everybody named in the file stays. By default all
        but statements of absence.
    nodes : from `node_list`: who is there besides, and what is known of them.
    two_mode : the ties are memberships, of ``person`` in ``group`` (or ``source``, ``target``). The
        nodes carry their ``side``, "person" or "group".

    Returns
    -------
    networkx.Graph or networkx.DiGraph
        Its ``graph["weighted"]`` tells whether any weight was given.

    Raises
    ------
    ValueError
        One line in Indonesian with the line number and the remedy.
    """
    table = _table(lines, SIDES if two_mode else ENDS, SIDES_NAMED if two_mode else NAMED)
    seen: dict[str, str] = {}  # the same text once in memory
    rows = [_tie(cells, table, line, seen) for line, cells in table.rows]
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.graph["weighted"] = any(row.weighed for row in rows)
    names = {end for row in rows for end in (row.source, row.target)}.union(nodes or ())
    graph.add_nodes_from((name, dict((nodes or {}).get(name, {}))) for name in ordered(names))
    if two_mode:
        mark_sides(graph, [(row.source, row.target) for row in rows], nodes or {})
    merged: dict[tuple[str, str], list[_Row]] = {}
    for row in _chosen(rows, relation, known="relation" in table.columns):
        ends = (row.source, row.target)
        merged.setdefault(ends if directed else tuple(sorted(ends)), []).append(row)
    for pair in sorted(merged):
        graph.add_edge(*pair, **_attributes(merged[pair]))
    return graph


def node_list(lines: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Who is there, from the lines of a CSV file: by id, all that the other columns say.

    The id stands in the column ``id``, without one in the first column. Empty cells are left out.

    Raises
    ------
    ValueError
        One line in Indonesian with the line number and the remedy.
    """
    table = _table(lines, {}, {})
    key = table.columns.get("id", 0)
    found: dict[str, dict[str, Any]] = {}
    for line, cells in table.rows:
        name = cells[key]
        if not name:
            raise ValueError(f"Baris {line}: kolom {table.names[key]} kosong; isi nama pihaknya.")
        if name in found:
            raise ValueError(
                f"Baris {line}: '{_short(name)}' sudah ada pada baris sebelumnya; "
                "hapus salah satu atau bedakan namanya."
            )
        found[name] = {
            column: cell
            for column, cell in zip(table.names, cells, strict=True)
            if cell and column != table.names[key]
        }
    return found


def mark_sides(graph: nx.Graph, memberships: Iterable[tuple[str, str]], nodes: Nodes) -> nx.Graph:
    """Write into each node its ``side``: "person" or "group", as its memberships say.

    One without membership is a group only if ``nodes`` says so under ``side``.

    Raises
    ------
    ValueError
        One line in Indonesian, if somebody is on both sides.
    """
    sides: dict[str, str] = {}
    for person, group in memberships:
        for name, side in ((person, "person"), (group, "group")):
            if sides.setdefault(name, side) != side:
                raise ValueError(
                    f"'{_short(name)}' ada di sisi orang dan di sisi kelompok; bedakan namanya."
                )
    for name in graph:
        told = str(nodes.get(name, {}).get("side", "")).lower()
        graph.nodes[name]["side"] = sides.get(
            name, "group" if told in SIDES["target"] else "person"
        )
    return graph


@dataclass(frozen=True, slots=True)
class _Row:
    """One tie as written in one line."""

    line: int
    source: str
    target: str
    weight: float = 1.0
    weighed: bool = False
    sign: int = 0
    relation: str = ""


@dataclass(frozen=True)
class _Table:
    """The rows of a file with their line numbers, once, and where each column stands."""

    names: list[str]
    columns: Mapping[str, int]
    named: Mapping[str, str]
    rows: Iterator[tuple[int, list[str]]] = field(default_factory=lambda: iter(()))


def _table(
    lines: Iterable[str], needed: Mapping[str, tuple[str, ...]], named: Mapping[str, str]
) -> _Table:
    """All rows that hold anything, each as wide as the header, read as they are asked for."""
    lines = iter(lines)
    skipped = 0
    header = next(lines, "").removeprefix("\ufeff")
    while header and not header.strip():
        skipped, header = skipped + 1, next(lines, "")
    table = _headed(header, skipped + 1, needed, named)
    cells = _cells(lines, _separator(header), skipped + 1)
    return replace(table, rows=_as_wide(cells, len(table.names)))


def _as_wide(rows: Iterable[tuple[int, list[str]]], width: int) -> Iterator[tuple[int, list[str]]]:
    for line, cells in rows:
        if len(cells) > width and any(cells[width:]):
            raise ValueError(
                f"Baris {line}: ada {len(cells)} kolom, padahal kepala kolom hanya {width}; "
                "beri tanda kutip pada nama yang memuat pemisah kolom."
            )
        yield line, (cells + [""] * width)[:width]


def _headed(
    header: str, line: int, needed: Mapping[str, tuple[str, ...]], named: Mapping[str, str]
) -> _Table:
    cells = next(csv.reader([header], delimiter=_separator(header), skipinitialspace=True), [])
    names = [cell.strip() for cell in cells]
    lower = [name.lower() for name in names]
    columns = {name: lower.index(name) for name in lower if lower.count(name) == 1}
    for name, others in needed.items():
        found = [lower.index(other) for other in others if lower.count(other) == 1]
        if not found or lower.count(name) > 1:
            first, second = named["source"], named["target"]
            raise HeaderError(
                f"Baris {line}: kepala kolom harus memuat '{first}' dan '{second}'; "
                f"tulis {first},{second} atau {first},{second},weight pada baris pertama."
            )
        columns[name] = found[0]
    if not any(names):
        raise ValueError(f"Baris {line}: kepala kolom kosong; tulis id pada baris pertama.")
    return _Table(names, columns, named)


def _cells(lines: Iterator[str], separator: str, above: int) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line that has any, with its number."""
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    line = seen = above
    try:
        for cells in reader:
            line, seen = seen + 1, above + reader.line_num
            if seen > line:
                raise ValueError(
                    f"Baris {line}: tanda kutip dibuka tetapi tidak ditutup pada baris yang sama; "
                    'lengkapi atau hapus tanda ".'
                )
            if any(cell.strip() for cell in cells):
                yield line, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise ValueError(
            f"Baris {seen + 1}: isinya tidak terbaca; simpan ulang berkas sebagai CSV."
        ) from error


def _separator(header: str) -> str:
    return max(",;\t", key=header.count)


def _tie(cells: list[str], table: _Table, line: int, seen: dict[str, str]) -> _Row:
    """One tie from the cells of one line, or the reason why not."""
    told = {name: seen.setdefault(cells[at], cells[at]) for name, at in table.columns.items()}
    source, target = told["source"], told["target"]
    for name, value in (("source", source), ("target", target)):
        if not value:
            raise ValueError(f"Baris {line}: kolom {table.named[name]} kosong; isi nama pihaknya.")
    if source == target:
        raise ValueError(
            f"Baris {line}: '{_short(source)}' dihubungkan dengan dirinya sendiri; "
            "hapus baris ini atau perbaiki salah satu namanya."
        )
    weight, relation = told.get("weight", ""), told.get("relation", "")
    sign = _sign(told.get("sign", ""), line) or sign_of({"kind": relation})
    return _Row(line, source, target, _weight(weight, line), bool(weight), sign, relation)


def _chosen(rows: Iterable[_Row], relation: str | None, *, known: bool) -> list[_Row]:
    """The ties of one relation, or all that are ties at all."""
    rows = list(rows)
    if relation is None:
        return [row for row in rows if row.relation not in ABSENT]
    if not known:
        raise ValueError("Kolom 'relation' tidak ada; hapus --relation atau tambahkan kolomnya.")
    wanted = relation.strip().casefold()
    found = [row for row in rows if row.relation.casefold() == wanted]
    if rows and not found:
        names = ", ".join(_short(name) for name in sorted({row.relation for row in rows} - {""}))
        raise ValueError(
            f"Tidak ada hubungan '{_short(relation)}' pada kolom relation; yang ada: {names[:200]}."
        )
    return found


def _attributes(rows: list[_Row]) -> dict[str, Any]:
    """What the rows of one tie say together."""
    found: dict[str, Any] = {"weight": math.fsum(row.weight for row in rows)}
    signs = {row.sign for row in rows} - {0}
    if signs:
        found["sign"] = signs.pop() if len(signs) == 1 else 0
    kinds = sorted({row.relation for row in rows} - {""} - ABSENT)  # Asked for, they are ties.
    if kinds:
        found |= {"kind": kinds[0]} if len(kinds) == 1 else {"kinds": tuple(kinds)}
    return found


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


def _sign(cell: str, line: int) -> int:
    sign = sign_of({"sign": cell})
    if cell and not sign:
        raise ValueError(
            f"Baris {line}: tanda '{_short(cell)}' tidak dikenal; "
            "tulis + untuk mendukung, - untuk bersaing, atau kosongkan."
        )
    return sign
