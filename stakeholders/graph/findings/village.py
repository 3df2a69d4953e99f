"""The network as the findings read it, and what a finding is."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from stakeholders.graph.build import Node, edges, ordered, public, undirected

Number = int | tuple[int, ...]

GOVERNMENT = "government"
OUTSIDE = "outside"
LEAST = 10.0


@dataclass(frozen=True)
class Finding:
    """One thing worth talking about; the text of the module says what each kind carries."""

    kind: str
    subjects: tuple[Node, ...]
    numbers: Mapping[str, Number]
    weight: float
    ties: tuple[Hashable, ...] = ()
    about: str = ""


@dataclass(frozen=True)
class Village:
    """The network without what is private, as the findings need it.

    ``asked`` is None when it is not known who was interviewed. ``meeting`` has one edge for each
    pair with a tie, ``among_groups`` those of groups only.
    """

    groups: list[Node]
    asked: frozenset[Node] | None
    statements: list[tuple[Node, Node, Mapping[str, Any]]]
    meeting: nx.Graph
    among_groups: nx.Graph

    def numbers(self, **more: Number) -> dict[str, Number]:
        unasked = len(self.groups) - len(self.asked) if self.asked is not None else 0
        return {"groups": len(self.groups), "not_interviewed": unasked, **more}

    def by_mention(self) -> list[Node]:
        """The groups, those with ties to most other groups first."""
        named = dict(self.among_groups.degree)
        return sorted(self.groups, key=lambda node: -named[node])

    def was_asked(self, group: Node) -> bool:
        """Whether the group was interviewed; where that is not known, nothing is made of it."""
        return self.asked is None or group in self.asked

    def how_many_asked(self, groups: Collection[Node]) -> int:
        """How many of these groups were interviewed; all where that is not known."""
        return sum(map(self.was_asked, groups))

    def disputed_pairs(self) -> set[frozenset[Node]]:
        """The pairs of whom one says what the other denies."""
        return {
            frozenset((source, target))
            for source, target, data in self.statements
            if data.get("disputed")
        }

    def unasked_pairs(self, sides: Sequence[Collection[Node]]) -> int:
        """Pairs of groups from different sides of which neither was interviewed."""
        if self.asked is None:
            return 0
        return pairs_across([sum(node not in self.asked for node in side) for side in sides])


def read_village(graph: nx.Graph, interviewed: Collection[Node] | None) -> Village:
    seen = public(graph)
    seen.remove_nodes_from([n for n, kind in seen.nodes(data="kind") if kind == GOVERNMENT])
    seen.remove_edges_from([tie[:-1] for tie in list(edges(seen, kinds={GOVERNMENT}))])
    groups = ordered(n for n, kind in seen.nodes(data="kind") if kind in (None, "group"))
    if interviewed is None:
        told = nx.get_node_attributes(seen, "interviewed")
        interviewed = [node for node, held in told.items() if held] if told else None
    asked = None if interviewed is None else frozenset(interviewed).intersection(groups)
    statements = [(source, target, data) for source, target, data in seen.edges(data=True)]
    meeting = undirected(seen)
    return Village(groups, asked, statements, meeting, meeting.subgraph(groups))


def largest_first(sides: Sequence[Any], rank: Mapping[Node, int]) -> list[Any]:
    return sorted(sides, key=lambda side: (-len(side), min(rank[node] for node in side)))


def pairs_between(village: Village, sides: Sequence[Collection[Node]]) -> dict[str, Number]:
    sizes = tuple(len(side) for side in sides)
    unasked = village.unasked_pairs(sides)
    return {"sizes": sizes, "pairs": pairs_across(sizes), "unasked_pairs": unasked}


def pairs_across(sizes: Iterable[int]) -> int:
    sizes = list(sizes)
    return (sum(sizes) ** 2 - sum(size**2 for size in sizes)) // 2


def weight_by_pairs(
    least: float, more: float, village: Village, sides: Sequence[Collection[Node]]
) -> float:
    """More for a larger share of all pairs of groups, less where nobody could have named them."""
    pairs = pairs_across(len(side) for side in sides)
    share = 2 * pairs / (len(village.groups) * (len(village.groups) - 1))
    known = 1 - village.unasked_pairs(sides) / pairs
    return max(LEAST, (least + more * share) * known)


def ids_of(statements: Iterable[Mapping[str, Any]]) -> tuple[Hashable, ...]:
    return tuple(ordered({data["id"] for data in statements if "id" in data}))
