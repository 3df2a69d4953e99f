"""Who ties to whom by an attribute: within the own kind, or across."""

import math
from dataclasses import dataclass
from typing import Any, Literal

from stakeholders.graph.build import Node, ordered
from stakeholders.graph.measures.arrays import Arrays, Network, read


def ei_index(graph: Network, by: str, *, of: Literal["pairs", "arcs"] = "pairs") -> float:
    """Ties outside less ties inside the own group, over all: -1 to +1 (Krackhardt, Stern 1988).

    -1 when everybody is tied to their own kind only, +1 when only to others. ``by`` names the node
    attribute. Each tied pair counts once, whatever its direction, or with ``of="arcs"`` each arrow;
    ties of nodes without a value are left out. NaN if no tie is left. Groups of different size lean
    to one side by themselves: read it beside `mixing`.
    """
    net = read(graph)
    values = _values(net, by)
    inside = outside = 0
    ties = net.pairs if of == "pairs" else (net.sources, net.targets)
    for a, b in zip(*(ends.tolist() for ends in ties), strict=True):
        if values[a] is not None and values[b] is not None:
            inside += values[a] == values[b]
            outside += values[a] != values[b]
    return (outside - inside) / (outside + inside) if outside + inside else math.nan


@dataclass(frozen=True)
class Mixing:
    """Ties between groups: ``table`` as counted, ``expected`` if every pair were equally likely.

    ``groups`` are the values of the attribute, sorted, ``sizes`` how many nodes have each. Keys of
    the tables are pairs of groups in that order; both have all pairs, a group with itself too.
    """

    groups: list[Any]
    sizes: dict[Any, int]
    table: dict[tuple[Any, Any], int]
    expected: dict[tuple[Any, Any], float]


def mixing(graph: Network, by: str) -> Mixing:
    """The groups-by-groups table of tied pairs, with what the sizes of the groups alone would give.

    Expected: all tied pairs counted here times the share of all pairs of nodes that lie between
    the two groups. Direction is ignored, nodes without a value of ``by`` are left out.
    """
    net = read(graph)
    values = _values(net, by)
    groups = ordered({value for value in values if value is not None})
    sizes = {group: values.count(group) for group in groups}
    place = {group: number for number, group in enumerate(groups)}
    keys = [(a, b) for a in groups for b in groups if place[a] <= place[b]]
    table = dict.fromkeys(keys, 0)
    for first, second in zip(*(ends.tolist() for ends in net.pairs), strict=True):
        pair = [values[first], values[second]]
        if None not in pair:
            a, b = sorted(pair, key=place.__getitem__)
            table[a, b] += 1
    ties, known = sum(table.values()), sum(sizes.values())
    pairs = known * (known - 1) / 2

    def between(a: Any, b: Any) -> float:
        return sizes[a] * (sizes[a] - 1) / 2 if a == b else sizes[a] * sizes[b]

    expected = {(a, b): ties * between(a, b) / pairs if pairs else 0.0 for a, b in keys}
    return Mixing(groups, sizes, table, expected)


def _values(net: Arrays, by: str) -> list[Any]:
    """The attribute of each node; empty text is no value."""
    found: dict[Node, Any] = dict(net.graph.nodes(data=by))
    return [None if found[node] == "" else found[node] for node in net.nodes]
