"""From spreadsheets to graphs: a list of ties, and a list of who there is.

Both are CSV. Comma, semicolon or tab separates (the first line decides); a byte-order mark, blank
lines, quotes and blanks around a cell do no harm. Columns may have any of the names in
`formats.names`. Reading is strict: whatever cannot be meant is refused with one line in Indonesian
that names the line and the remedy.
"""

import csv
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import networkx as nx

from stakeholders.graph.build import ABSENT, ordered
from stakeholders.graph.formats import names as known
from stakeholders.graph.formats.values import number
from stakeholders.graph.measures.signs import sign_of

ENDS = {end: known.TIES[end] for end in ("source", "target")}
PERSONS = ("source", "person", "orang", "anggota", "actor", "pihak", "nama", "name", "member",
           "warga", "woman")  # fmt: skip
GROUPS = ("target", "group", "kelompok", "event", "acara", "kegiatan", "forum", "lembaga")
SIDES = {"source": PERSONS + ENDS["source"], "target": GROUPS + ENDS["target"]}
# What else is read of a tie, by our name.
MORE = {
    "relation": known.TIES["kind"],
    **{name: known.TIES[name] for name in ("weight", "sign", "directed", "type", "strength")},
}
NAMED = {"source": "source", "target": "target"}
SIDES_NAMED = {"source": "orang", "target": "kelompok"}

Nodes = Mapping[str, Mapping[str, Any]]


class HeaderError(ValueError):
    """The first line does not name the columns with the two ends."""


def from_edge_list(
    lines: Iterable[str],
    *,
    directed: bool | None = None,
    relation: str | None = None,
    nodes: Nodes | None = None,
    two_mode: bool = False,
) -> nx.Graph:
    """A graph from the lines of a CSV file with the columns ``source,target``.

    The columns ``weight``, ``sign``, ``relation`` and ``directed`` may follow, as may ``type``,
    which holds directions (Gephi) or relations (Kumu); further ones are ignored. A missing weight
    is 1. A tie told from both ends counts once: with the sum of its weights as attribute
    ``weight``; with ``sign`` 1 or -1, or 0 if the rows contradict each other, where any is given;
    with its relation as ``kind``, or several as ``kinds``.

    Parameters
    ----------
    directed : true: A,B means from A to B, unless its row says that it is not directed; false: no
        tie has a direction, whatever its row says. By default the graph is directed if any row
        says so. A tie without direction stands both ways in a directed graph.
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
    rows = [row for line, cells in table.rows for row in _ties(cells, table, line, seen)]
    _refuse_contradictions(rows)
    if two_mode:
        directed = False
    follow = any(row.directed for row in rows) if directed is None else directed
    graph = nx.DiGraph() if follow else nx.Graph()
    graph.graph["weighted"] = any(row.weighed for row in rows)
    names = {end for row in rows for end in (row.source, row.target)}.union(nodes or ())
    graph.add_nodes_from((name, dict((nodes or {}).get(name, {}))) for name in ordered(names))
    if two_mode:
        mark_sides(graph, [(row.source, row.target) for row in rows], nodes or {})
    merged: dict[tuple[str, str], list[_Row]] = {}
    for row in _chosen(rows, relation, told={"relation", "type"} & set(table.columns)):
        ends = (row.source, row.target)
        merged.setdefault(ends if follow else tuple(sorted(ends)), []).append(row)
        if follow and not (directed if row.directed is None else row.directed):
            merged.setdefault(ends[::-1], []).append(row)
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
    directed: bool | None = None


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
    lower = [known.plain(name) for name in names]
    columns = {name: lower.index(name) for name in lower if lower.count(name) == 1}
    for name, others in (MORE if needed else {}).items():
        found = [columns[other] for other in others if other in columns]
        columns |= {name: found[0]} if found else {}
    for name, others in needed.items():
        found = [columns[other] for other in others if other in columns]
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


def _ties(cells: list[str], table: _Table, line: int, seen: dict[str, str]) -> Iterator[_Row]:
    """The tie in the cells of one line, or the reason why not; Kumu lists several targets."""
    told = {name: seen.setdefault(cells[at], cells[at]) for name, at in table.columns.items()}
    row = _tie(told, table, line)
    several = "|" in row.target and known.plain(table.names[table.columns["target"]]) == "to"
    for target in row.target.split("|") if several else [row.target]:
        _check_ends(row.source, target.strip(), table, line)
        yield replace(row, target=target.strip())


def _check_ends(source: str, target: str, table: _Table, line: int) -> None:
    for name, value in (("source", source), ("target", target)):
        if not value:
            raise ValueError(f"Baris {line}: kolom {table.named[name]} kosong; isi nama pihaknya.")
    if source != target:
        return
    if table.named is SIDES_NAMED:
        raise ValueError(
            f"Baris {line}: '{_short(source)}' ada di sisi orang dan di sisi kelompok; "
            "bedakan namanya."
        )
    raise ValueError(
        f"Baris {line}: '{_short(source)}' dihubungkan dengan dirinya sendiri; "
        "hapus baris ini atau perbaiki salah satu namanya."
    )


def _tie(told: Mapping[str, str], table: _Table, line: int) -> _Row:
    """One tie as its cells tell, its ends not yet looked at."""
    weight, sign = told.get("weight", ""), told.get("sign", "")
    if "weight" not in table.columns and number(told.get("strength")) is not None:
        weight = told["strength"]  # as Kumu has it, unless it is told in words
    directed, relation = _direction(told, line)
    return _Row(
        line,
        told["source"],
        told["target"],
        _weight(weight, line),
        bool(weight),
        _sign(sign, line) if sign else sign_of({"kind": relation}),
        relation,
        directed,
    )


def _direction(told: Mapping[str, str], line: int) -> tuple[bool | None, str]:
    """Whether a row says that it is directed, and its relation; ``type`` may hold either."""
    relation, kind, said = (told.get(name, "") for name in ("relation", "type", "directed"))
    directed = None
    if kind.casefold() in known.PLAIN_DIRECTIONS:
        directed = known.DIRECTIONS[kind.casefold()]
    elif not relation:
        relation = kind
    if said and said.casefold() not in known.DIRECTIONS:
        raise ValueError(
            f"Baris {line}: arah '{_short(said)}' tidak dikenal; "
            "tulis berarah atau tidak berarah, atau kosongkan."
        )
    return known.DIRECTIONS[said.casefold()] if said else directed, relation


def _chosen(rows: Iterable[_Row], relation: str | None, *, told: Collection[str]) -> list[_Row]:
    """The ties of one relation, or all that are ties at all."""
    rows = list(rows)
    if relation is None:
        return [row for row in rows if row.relation not in ABSENT]
    if not told:
        raise ValueError("Kolom 'relation' tidak ada; hapus --relation atau tambahkan kolomnya.")
    wanted = relation.strip().casefold()
    found = [row for row in rows if row.relation.casefold() == wanted]
    if rows and not found:
        names = ", ".join(_short(name) for name in sorted({row.relation for row in rows} - {""}))
        raise ValueError(
            f"Tidak ada hubungan '{_short(relation)}' pada kolom relation; yang ada: {names[:200]}."
        )
    return found


def _refuse_contradictions(rows: Iterable[_Row]) -> None:
    """One tie told twice in the same words with two weights: which of them holds is for people."""
    first: dict[tuple[str, str, str, int], _Row] = {}
    for row in rows:
        if not row.weighed:
            continue
        earlier = first.setdefault((row.source, row.target, row.relation, row.sign), row)
        if earlier.weight != row.weight:
            raise ValueError(
                f"Baris {row.line}: hubungan '{_short(row.source)}' dan '{_short(row.target)}' "
                f"tercantum dua kali (juga baris {earlier.line}) dengan bobot {earlier.weight:g} "
                f"dan {row.weight:g}; sisakan satu, jumlahkan, atau beri nama hubungan berbeda."
            )


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
        remedy = "tulis misalnya 2 atau 0.5, atau kosongkan."
        if weight < 0:
            remedy = "tulis misalnya 2 atau 0.5, dan tanda - pada kolom sign."
        raise ValueError(
            f"Baris {line}: bobot '{_short(cell)}' bukan angka lebih dari nol; {remedy}"
        )
    return weight


def _sign(cell: str, line: int) -> int:
    sign = sign_of({"sign": cell})
    if not sign and number(cell) != 0:
        raise ValueError(
            f"Baris {line}: tanda '{_short(cell)}' tidak dikenal; "
            "tulis + untuk mendukung, - untuk bersaing, atau kosongkan."
        )
    return sign
