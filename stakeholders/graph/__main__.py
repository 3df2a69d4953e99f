"""``python3 -m stakeholders.graph FILE [--directed]``: the measures of a spreadsheet, as JSON.

FILE is a CSV edge list with the columns ``source,target[,weight]``; ``-`` reads standard input. Bad
input is answered with one line on standard error, in Indonesian, and exit status 2.
"""

import argparse
import io
import json
import math
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

import networkx as nx

from stakeholders.graph import measures
from stakeholders.graph.build import from_edge_list
from stakeholders.graph.findings import findings


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, measure, print; returns the exit status."""
    parser = _Parser(
        prog="python3 -m stakeholders.graph",
        description="Menghitung ukuran jejaring dari daftar hubungan dan mencetaknya sebagai JSON.",
    )
    parser.add_argument(
        "file", metavar="BERKAS", help="CSV berkepala source,target[,weight]; - untuk masukan baku"
    )
    parser.add_argument("--directed", action="store_true", help="A,B berarti dari A ke B")
    options = parser.parse_args(arguments)
    try:
        graph = from_edge_list(_lines(options.file), directed=options.directed)
    except ValueError as error:
        return _refused(str(error))
    except OSError:
        return _refused(
            f"Berkas {options.file} tidak dapat dibuka; periksa nama, tempat, dan izinnya."
        )
    text = json.dumps(_finite(report(graph)), ensure_ascii=False, allow_nan=False, indent=2)
    sys.stdout.buffer.write(f"{text}\n".encode())
    return 0


def report(graph: nx.Graph) -> dict[str, Any]:
    """All measures of a graph: of each node, of the whole, and what is worth talking about.

    ``component`` numbers the parts from 1, the largest first; ``betweenness`` counts pairs of
    others, ``betweenness_share`` is its share of all of them; both ignore direction. In an
    undirected network ``in_degree`` and ``out_degree`` equal ``degree``.
    """
    parts = measures.components(graph)
    columns: dict[str, dict[Any, Any]] = {
        "degree": measures.degree(graph),
        "in_degree": measures.degree(graph, direction="in"),
        "out_degree": measures.degree(graph, direction="out"),
        "betweenness": (between := measures.betweenness(graph)),
        "betweenness_share": measures.as_share(between),
        "component": {node: number for number, part in enumerate(parts, 1) for node in part},
    }
    cut = set(measures.articulation_points(graph))
    return {
        "nodes": {
            node: {name: column[node] for name, column in columns.items()}
            | {"articulation": node in cut}
            for node in sorted(graph)
        },
        "network": {
            "nodes": len(graph),
            "ties": graph.number_of_edges(),
            "directed": graph.is_directed(),
            "density": measures.density(graph),
            "components": len(parts),
            "component_sizes": [len(part) for part in parts],
            "isolates": len(measures.isolates(graph)),
            "fragmentation": measures.fragmentation(graph),
            "bridges": measures.bridges(graph),
        },
        "findings": [asdict(finding) for finding in findings(graph)],
    }


class _Parser(argparse.ArgumentParser):
    """Answers a wrong call in one line too."""

    def error(self, message: str) -> NoReturn:
        sys.exit(_refused(f"Cara pakai: {self.prog} BERKAS.csv [--directed]"))


def _lines(name: str) -> list[str]:
    """The lines of a file, or of standard input for ``-``, with their ends."""
    content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(
            f"Baris {line}: huruf tidak terbaca; simpan berkas sebagai CSV UTF-8."
        ) from error
    return list(io.StringIO(text, newline=""))


def _finite(value: Any) -> Any:
    """The same data with null in place of numbers that JSON does not have."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return value


def _refused(reason: str) -> int:
    print(reason, file=sys.stderr)  # noqa: T201  the door of a command line
    return 2


if __name__ == "__main__":
    sys.exit(main())
