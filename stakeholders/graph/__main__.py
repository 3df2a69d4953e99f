"""``python3 -m stakeholders.graph FILE``: the measures of a network in a file, as JSON.

FILE is a CSV edge list with the columns ``source,target[,weight,sign,relation]``, ``-`` reads one
from standard input; or any file that `formats` reads. Bad input is answered with one line on
standard error, in Indonesian, and exit status 2.
"""

import argparse
import io
import json
import os
import sys
import textwrap
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import NoReturn

import networkx as nx

from stakeholders.graph import formats
from stakeholders.graph.definitions import FILES, NETWORK, NODES, TWO_MODE
from stakeholders.graph.edge_list import HeaderError, Nodes, from_edge_list, mark_sides, node_list
from stakeholders.graph.formats import limits, sniff
from stakeholders.graph.formats.tables import ACCEPTED
from stakeholders.graph.report import plain, report, two_mode_report

# Node attributes that are yes or no.
TRUTHS = ("interviewed", "restricted")
YES = frozenset({"1", "true", "ya", "yes", "y", "benar"})
NO_MEMBERSHIP = (
    "Berkas ini tidak memuat keanggotaan; --two-mode memerlukan kolom orang dan kelompok, satu "
    "baris untuk tiap keanggotaan."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, measure, print; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        graph = _graph(options)
        told = two_mode_report(graph) if options.two_mode else report(graph, by=options.by)
    except ValueError as error:
        return _refused(" ".join(str(error).split()))
    except OSError as error:
        return _refused(
            f"Berkas {error.filename} tidak dapat dibuka; periksa nama, tempat, dan izinnya."
        )
    text = json.dumps(plain(told), ensure_ascii=False, allow_nan=False, indent=2)
    try:
        sys.stdout.buffer.write(f"{text}\n".encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # Whoever reads has seen enough, as "head" does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python3 -m stakeholders.graph",
        description="Menghitung ukuran jejaring dari berkas dan mencetaknya sebagai JSON.",
        epilog=_definitions(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file",
        metavar="BERKAS",
        help="CSV berkepala source,target[,weight,sign,relation], atau XLSX, GraphML, GEXF, Pajek "
        "(.net), UCINET (.dl), JSON; - untuk CSV dari masukan baku",
    )
    parser.add_argument(
        "--nodes",
        metavar="PIHAK.csv",
        help="pihak dan sifatnya: CSV dengan kolom id, atau id pada kolom pertama",
    )
    parser.add_argument(
        "--directed",
        action="store_true",
        help="A,B berarti dari A ke B; tanpa ini A,B sama dengan B,A",
    )
    parser.add_argument(
        "--undirected", action="store_true", help="abaikan arah, juga bila berkas menyebutnya"
    )
    parser.add_argument("--relation", metavar="NAMA", help="hanya hubungan dengan relation ini")
    parser.add_argument("--by", metavar="SIFAT", help="sifat pihak untuk ei_index dan mixing")
    parser.add_argument(
        "--two-mode", action="store_true", help="berkas memuat keanggotaan orang dalam kelompok"
    )
    return parser


class _Parser(argparse.ArgumentParser):
    """Answers a wrong call in one line too."""

    def error(self, message: str) -> NoReturn:
        sys.exit(
            _refused(
                f"Cara pakai: {self.prog} BERKAS [--nodes PIHAK.csv] [--directed | --undirected] "
                "[--relation NAMA] [--by SIFAT] [--two-mode]; --help menjelaskan semuanya."
            )
        )


def _definitions() -> str:
    """The meaning of every key that is printed."""
    lines = [*textwrap.wrap(FILES, 96), ""]
    for title, keys in (("nodes[id]", NODES), ("network", NETWORK)):
        lines.append(f"{title}:")
        for key, meaning in keys.items():
            lines += textwrap.wrap(
                f"{key}: {meaning}", 96, initial_indent="  ", subsequent_indent="      "
            )
        lines.append("")
    lines.append("findings: temuan yang layak dibicarakan, yang terpenting dahulu.")
    lines += textwrap.wrap(TWO_MODE, 96)
    lines.append("Yang tidak dapat ditentukan dicetak null.")
    return "\n".join(lines)


def _graph(options: argparse.Namespace) -> nx.Graph:
    """The network that the options describe."""
    if options.directed and options.undirected:
        raise ValueError("--directed dan --undirected berlawanan; pilih satu.")
    if options.two_mode and (options.directed or options.by):
        raise ValueError("--two-mode tidak dapat dipakai bersama --directed atau --by; pilih satu.")
    nodes = node_list(_lines(_content(options.nodes))) if options.nodes else {}
    for told in nodes.values():
        told |= {key: told[key].lower() in YES for key in TRUTHS if key in told}
    graph = _ties(options, nodes)
    if options.by:
        _require(graph, options.by)
    return graph


def _ties(options: argparse.Namespace, nodes: Nodes) -> nx.Graph:
    """The ties of the file among the nodes: a plain list strictly, else by its format."""
    content = _content(options.file)
    how = {"directed": _direction(options), "relation": options.relation}
    if sniff(content, name=options.file) != "csv":
        return _from_format(content, options, nodes)
    lines = _lines(content)
    try:
        return from_edge_list(lines, nodes=nodes, two_mode=options.two_mode, **how)
    except HeaderError:
        try:  # There may be lines above the table, or a matrix, or no ties at all.
            return _from_format(content, options, nodes)
        except ValueError as error:
            if ACCEPTED not in str(error):
                raise
        raise


def _from_format(content: bytes, options: argparse.Namespace, nodes: Nodes) -> nx.Graph:
    """The network in any file that `formats` reads, if nothing in it is wrong."""
    exchange = formats.read(content, name=options.file)
    if exchange.problems:
        raise ValueError(_one_line(exchange.problems))
    graph = formats.to_graph(exchange, directed=_direction(options), relation=options.relation)
    if options.two_mode:
        if exchange.nodes and not exchange.ties:
            raise ValueError(NO_MEMBERSHIP)
        graph = mark_sides(graph, [(tie["source"], tie["target"]) for tie in exchange.ties], nodes)
    graph.graph["weighted"] = any(tie.get("weight") is not None for tie in exchange.ties)
    graph.add_nodes_from((node, nodes[node]) for node in sorted(nodes))
    return graph


def _direction(options: argparse.Namespace) -> bool | None:
    """Whether to follow arrows, None for as the file says; memberships have none."""
    return False if options.undirected or options.two_mode else options.directed or None


def _require(graph: nx.Graph, by: str) -> None:
    """Refuse an attribute that nobody has."""
    there = sorted({str(key) for _, told in graph.nodes(data=True) for key in told})
    if len(graph) and by not in there:
        names = f"yang ada: {', '.join(there)[:200]}" if there else "sebutkan lewat --nodes"
        raise ValueError(f"Sifat '{by}' tidak ada pada pihak mana pun; {names}.")


def _content(name: str) -> bytes:
    """A file, or standard input, read no further than what is accepted."""
    with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as stream:
        content = stream.read(limits.CONTENT + 1)
    if len(content) > limits.CONTENT:
        raise limits.too_large()
    return content


def _lines(content: bytes) -> Iterable[str]:
    """The lines of a text file, with their ends."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(
            f"Baris {line}: huruf tidak terbaca; simpan berkas sebagai CSV UTF-8."
        ) from error
    return io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", newline="")


def _one_line(problems: Sequence[object]) -> str:
    more = f" (dan {len(problems) - 1} hal lain)" if len(problems) > 1 else ""
    return " ".join(f"{problems[0]}{more}".split())


def _refused(reason: str) -> int:
    print(reason, file=sys.stderr)  # noqa: T201  the door of a command line
    return 2


if __name__ == "__main__":
    sys.exit(main())
