"""Networks in files: read what other programs write, write what they read.

``read`` and ``write`` carry rows, ``to_graph`` makes a networkx graph of them. Nothing here opens a
connection or follows a reference, and a file is never read beyond ``limits``.
"""

from collections.abc import Callable

import networkx as nx

from stakeholders.graph.formats import (
    csv_files,
    gexf,
    graphml,
    html_tables,
    json_files,
    limits,
    pajek,
    ucinet,
    xlsx,
)
from stakeholders.graph.formats.exchange import (
    NODE_KEYS,
    TIE_KEYS,
    Exchange,
    FormatError,
    Problem,
)
from stakeholders.graph.formats.sniff import READABLE, sniff

__all__ = [
    "NODE_KEYS",
    "READABLE",
    "TIE_KEYS",
    "WRITERS",
    "Exchange",
    "FormatError",
    "Problem",
    "read",
    "sniff",
    "to_graph",
    "write",
]

UNREADABLE = (
    "Berkas ini tidak dapat dibaca. Simpan ulang dari program asalnya sebagai XLSX atau CSV, lalu "
    "unggah lagi."
)
_READERS: dict[str, Callable[[bytes], Exchange]] = {
    "csv": csv_files.read,
    "csv-zip": csv_files.read_zip,
    "graphml": graphml.read,
    "gexf": gexf.read,
    "html": html_tables.read,
    "json": json_files.read,
    "pajek": pajek.read,
    "ucinet-dl": ucinet.read,
    "xlsx": xlsx.read,
}
WRITERS: dict[str, Callable[[Exchange], bytes]] = {
    "csv": csv_files.write,
    "csv-nodes": csv_files.write_nodes,
    "csv-ties": csv_files.write_ties,
    "graphml": graphml.write,
    "gexf": gexf.write,
    "json": json_files.write,
    "pajek": pajek.write,
    "ucinet-dl": ucinet.write,
    "xlsx": xlsx.write,
}


def read(content: bytes, *, name: str = "") -> Exchange:
    """The network in a file, whatever its format; the name only helps to word a refusal.

    Rows that cannot be taken are in ``problems``, all that were found up to a limit.

    Raises
    ------
    FormatError
        When nothing can be read; nothing else is ever raised.
    """
    limits.check_size(content)
    format = sniff(content, name=name)
    if format not in _READERS:
        raise FormatError(f"Format ini belum dibaca; simpan sebagai {READABLE}.")
    try:
        return _READERS[format](content)
    except FormatError:
        raise
    except Exception as error:  # a stranger's file brings down nobody, whatever we forgot
        raise FormatError(UNREADABLE) from error


def write(exchange: Exchange, *, format: str) -> bytes:
    """A network as a file; ``format`` is one of ``WRITERS``.

    The same network gives the same bytes, but for XLSX, which says when it was written. ``csv``
    is a zip with both tables.
    """
    return WRITERS[format](exchange)


def to_graph(
    exchange: Exchange, *, directed: bool | None = None, relation: str | None = None
) -> nx.MultiDiGraph | nx.MultiGraph:
    """The graph of a network, its nodes and ties in sorted order.

    Parameters
    ----------
    directed : a directed graph or not; by default as the file says, and directed as soon as one
        tie is. In a directed graph an undirected tie stands once in each direction; one of a file
        that says nothing of direction leads from its source to its target.
    relation : only ties of this kind, whatever its case; all nodes stay.

    Returns
    -------
    networkx.MultiDiGraph or networkx.MultiGraph
        Nodes are ids with the other keys as attributes, None left out; edges have the tie's id as
        key, else a running number, and all keys but the ends as attributes.

    Raises
    ------
    FormatError
        When no tie is of the kind asked for.
    """
    if directed is None:
        directed = any(tie.get("directed", exchange.directed) for tie in exchange.ties) or (
            exchange.directed and not exchange.ties
        )
    graph = nx.MultiDiGraph() if directed else nx.MultiGraph()
    nodes = sorted(exchange.nodes, key=lambda node: node["id"])
    graph.add_nodes_from((node["id"], _attributes(node, {"id"})) for node in nodes)
    arrows = exchange.directed or not exchange.direction_told
    for number, tie in enumerate(_of(exchange, relation)):
        key = tie.get("id", number)
        data = _attributes(tie, {"source", "target"})
        graph.add_edges_from([(tie["source"], tie["target"], key, data)])
        if directed and not tie.get("directed", arrows):
            graph.add_edges_from([(tie["target"], tie["source"], key, data)])
    return graph


def _of(exchange: Exchange, relation: str | None) -> list[dict]:
    ties = exchange.ties
    if relation is not None:
        wanted = relation.strip().casefold()
        ties = [tie for tie in ties if str(tie.get("kind", "")).casefold() == wanted]
        if not ties:
            kinds = sorted({str(tie["kind"]) for tie in exchange.ties if tie.get("kind")})
            there = (
                f"yang ada: {', '.join(kinds[:20])}" if kinds else "berkas ini tidak menyebutnya"
            )
            raise FormatError(f"Hubungan '{relation}' tidak ada; {there}.")
    return sorted(ties, key=lambda tie: (tie["source"], tie["target"], str(tie.get("id", ""))))


def _attributes(row: dict, without: set[str]) -> dict:
    return {key: value for key, value in row.items() if key not in without and value is not None}
