"""JSON: our own rows as they are, and the usual shapes of others.

Others: node-link (networkx, d3), graphology, Cytoscape.js, and Kumu's export.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from stakeholders.graph.formats import limits, names
from stakeholders.graph.formats.decode import encoding_of, text_of_file
from stakeholders.graph.formats.draft import Draft
from stakeholders.graph.formats.exchange import Exchange, FormatError
from stakeholders.graph.formats.foreign import Renamer, settle, settle_direction
from stakeholders.graph.formats.values import text_of

OURS = "jejaring"
_NODE_LISTS, _TIE_LISTS = ("nodes", "elements"), ("ties", "edges", "links", "connections")
# Each object and each value takes memory many times its length in the file.
_OBJECTS, _COMMAS = 400_000, 1_200_000


def read(content: bytes) -> Exchange:
    """The network in a JSON file."""
    data = _load(content)
    if not isinstance(data, dict):
        raise FormatError(_SHAPE)
    ours = data.get("format") == OURS
    draft = Draft("json")
    holder = _holder(data)
    node_list, nodes = _list(holder, _NODE_LISTS)
    tie_list, ties = _list(holder, _TIE_LISTS)
    if not nodes and not ties:
        if ours or node_list or tie_list:
            return draft.finish(directed=data.get("directed") is True)
        raise FormatError(_SHAPE)
    implied = not nodes and not ours
    rename = None if ours else Renamer(names.NODES, _keys_of(nodes))
    for place, row in enumerate(_consumed(nodes), 1):
        _node(draft, row, place, node_list, rename)
    rename = None if ours else Renamer(names.TIES, _keys_of(ties))
    for place, row in enumerate(_consumed(ties), 1):
        _tie(draft, row, place, tie_list, rename)
    return draft.finish(directed=_direction(data), implied=implied)


_SHAPE = (
    'Berkas JSON ini tidak memuat jejaring; yang dibaca berbentuk {"nodes": [{"id": …}], '
    '"ties": [{"source": …, "target": …}]}.'
)


def _load(content: bytes) -> Any:
    if content.count(b"{") + content.count(b"[") > _OBJECTS or content.count(b",") > _COMMAS:
        raise FormatError(
            "Berkas JSON ini memuat terlalu banyak isian; bagi menjadi beberapa berkas."
        )
    try:
        return json.loads(
            text_of_file(content, encoding_of(content)), parse_constant=float, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        raise FormatError.at(
            error.lineno,
            f"bukan JSON yang utuh (huruf ke-{error.colno}); periksa kurung, tanda kutip, dan "
            "koma, atau simpan ulang dari program asalnya.",
        ) from error
    except RecursionError as error:
        raise FormatError(
            "Berkas JSON ini bertingkat terlalu dalam; simpan sebagai daftar pihak dan hubungan."
        ) from error


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= limits.DIGITS else digits


def _holder(data: dict[str, Any]) -> dict[str, Any]:
    """What holds the two lists; Cytoscape.js has them in one more layer, or both in one list."""
    inner = data.get("elements")
    if isinstance(inner, dict):
        return inner
    if isinstance(inner, list) and not any(isinstance(data.get(key), list) for key in _TIE_LISTS):
        ends = [isinstance(row, dict) and _is_tie(row) for row in inner]
        return {
            "nodes": [row for row, is_tie in zip(inner, ends, strict=True) if not is_tie],
            "edges": [row for row, is_tie in zip(inner, ends, strict=True) if is_tie],
        }
    return data


def _is_tie(row: dict[str, Any]) -> bool:
    inner = row.get("data")
    return row.get("group") == "edges" or (isinstance(inner, dict) and "source" in inner)


def _direction(data: dict[str, Any]) -> bool | None:
    """The direction of ties that say nothing; graphology has it among its options."""
    said = data.get("directed")
    options = data.get("options")
    if not isinstance(said, bool) and isinstance(options, dict):
        said = {"directed": True, "mixed": True, "undirected": False}.get(str(options.get("type")))
    return said if isinstance(said, bool) else None


def _list(holder: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[str, list[Any]]:
    for key in keys:
        rows = holder.get(key)
        if isinstance(rows, list):
            return key, rows
    return "", []


def _consumed(rows: list[Any]) -> Iterator[Any]:
    """The rows, each let go once it is read."""
    rows.reverse()
    while rows:
        yield rows.pop()


def _keys_of(rows: list[Any]) -> frozenset[str]:
    """The keys of the first row: what is called ``label`` there is the label."""
    first = rows[0] if rows and isinstance(rows[0], dict) else {}
    return frozenset(key for key, _ in _pairs(first))


def _node(draft: Draft, row: Any, place: int, sheet: str, rename: Renamer | None) -> None:
    values = _flat(draft, row, place, sheet, rename)
    if values is None:
        return
    label = text_of(values.pop("label", None))
    id = text_of(values.pop("id", None)) or label
    draft.add_node(id, label, values, place, sheet)


def _tie(draft: Draft, row: Any, place: int, sheet: str, rename: Renamer | None) -> None:
    values = _flat(draft, row, place, sheet, rename)
    if values is None:
        return
    if isinstance(values.get("id"), int | float):
        values["id"] = text_of(values["id"])
    if isinstance(values.pop("undirected", None), bool) and row.get("undirected") is True:
        values["directed"] = False
    (settle if rename else settle_direction)(values)
    source, target = (text_of(values.pop(end, None)) for end in ("source", "target"))
    draft.add_tie(source, target, values, place, sheet)


def _flat(
    draft: Draft,
    row: Any,
    place: int,
    sheet: str,
    rename: Renamer | None,
) -> dict[str, Any] | None:
    """The keys and plain values of a row, known keys under our names."""
    if not isinstance(row, dict):
        draft.problem(
            place,
            "",
            row if isinstance(row, str) else "",
            "bukan isian dengan kunci dan nilai.",
            sheet,
        )
        return None
    values: dict[str, Any] = {}
    for key, value in _pairs(row):
        plain = _plain(draft, key, value, place, sheet)
        values.setdefault(rename(key) if rename else key, plain)
    return values


def _pairs(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The keys of a row and of the ``data`` or ``attributes`` within it."""
    for key, value in row.items():
        if key in ("data", "attributes") and isinstance(value, dict):
            yield from value.items()
        elif key == "position" and isinstance(value, dict):
            yield from ((axis, value.get(axis)) for axis in ("x", "y"))
        elif key == "_id":
            yield "id", value
        else:
            yield key, value


def _plain(draft: Draft, key: str, value: Any, place: int, sheet: str) -> Any:
    if isinstance(value, list) and all(isinstance(each, str | int | float) for each in value):
        return "|".join(text_of(each) for each in value)
    if isinstance(value, dict | list):
        draft.note(place, key, f"Isi bertingkat pada '{key}' dilewati.", sheet)
        return None
    return value


def write(exchange: Exchange) -> bytes:
    """Everything, as it is."""
    data = {
        "format": OURS,
        "version": 1,
        "directed": exchange.directed,
        "nodes": exchange.nodes,
        "ties": exchange.ties,
    }
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1).encode()
