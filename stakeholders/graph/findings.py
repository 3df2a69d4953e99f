"""What is worth talking about in a village's network: plain data, no words.

A finding is a question to ask, not a verdict. It carries the actors it is about, the numbers and
ties that say why, and how much of what it rests on nobody has been asked yet: every finding counts
``groups`` and ``not_interviewed``, the structural ones also ``pairs`` of groups concerned and
``unasked_pairs``, those of which neither group was interviewed.

Nothing private is read. Ties of a private kind, nodes marked ``restricted`` and all that ties
actors to the village government are put aside first: what a group says of the government is for
facilitators only, and as every group is asked about it, it would join everybody to everybody.
Groups are the nodes of kind ``group``; a node without a kind, as from a spreadsheet, is one too.

The kinds, with their subjects, further numbers and weight:

none_yet
    The groups to begin with, most often named first. ``about`` is the one possible next step:
    ``add_group`` or ``hold_worksheet``. Weight 100.
coverage
    The groups not interviewed, most often named first. ``interviewed``. Weight: the percentage
    that is missing, so that it leads while little is known and ends the list when all is.
sole_link
    An actor, then one group of each side that meets the others only through it, the largest side
    first. ``sizes`` of the sides in groups. Weight 50, plus up to 40 by the share of all pairs of
    groups; times the share of its pairs that could have been named, but at least 10.
disputed
    Two actors of whom one says what the other denies. ``supports``, ``competes`` and ``unrelated``
    count the statements. Weight 70.
tension
    Two who compete, then those on good terms with both. ``allies`` counts these. Weight 60.
parts
    One group of each part into which the groups fall, the largest first; single groups are left to
    ``unconnected``. ``sizes``; ``parts_with_others`` if persons and institutions join as well.
    Weight 45, plus up to 40, by pairs as for sole_link.
unconnected
    A group without a tie to another. ``interviewed`` is 0 or 1, ``denied`` counts the groups with
    which a relation was denied. ``about`` is ``not_asked`` if nobody said anything about it, and
    the weight then 15, otherwise 50.
empty_role
    The groups expected to have the role ``about``, of which none has. ``yes`` (0), ``name_only``,
    ``no``, ``unknown``. Weight 20, plus up to 25 by the share known; 5 if nothing is known.

Findings are sorted by weight, the largest first. Within a kind each further finding weighs a fifth
less, so that the first few speak of different things.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import networkx as nx

from stakeholders.graph.build import ABSENT, Node, edges, ordered, public, undirected
from stakeholders.graph.measures import components, separations

Number = int | tuple[int, ...]

GOVERNMENT = "government"
FADE = 0.8
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


def findings(
    graph: nx.Graph,
    *,
    interviewed: Collection[Node] | None = None,
    roles: Iterable[Mapping[str, Any]] = (),
) -> list[Finding]:
    """All findings of a network, weightiest first.

    Parameters
    ----------
    graph : usually from `build.network`. Nodes may carry ``kind``, ``interviewed``, ``restricted``;
        ties ``kind``, ``id``, ``disputed``.
    interviewed : the groups whose worksheet was held. By default those whose attribute
        ``interviewed`` is true; if no node has the attribute, who was asked is not known and
        nothing is made of it.
    roles : mappings with ``group``, ``role`` and ``value``, one for each role expected of a group:
        yes, name_only, no, not_applicable; any other value means not known.

    Raises
    ------
    ValueError
        If a node is tied to itself.
    """
    village = _read(graph, interviewed)
    if not village.groups:
        return [Finding("none_yet", (), village.numbers(), 100.0, about="add_group")]
    found = [
        *_coverage(village),
        *_sole_links(village),
        *_disputed(village),
        *_tensions(village),
        *_parts(village),
        *_unconnected(village),
        *_empty_roles(village, roles),
    ]
    return sorted(_faded(found), key=_order)


@dataclass(frozen=True)
class _Village:
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

    def unasked_pairs(self, sides: Sequence[Collection[Node]]) -> int:
        """Pairs of groups from different sides of which neither was interviewed."""
        if self.asked is None:
            return 0
        return _pairs_across([sum(node not in self.asked for node in side) for side in sides])


def _read(graph: nx.Graph, interviewed: Collection[Node] | None) -> _Village:
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
    return _Village(groups, asked, statements, meeting, meeting.subgraph(groups))


def _coverage(village: _Village) -> Iterator[Finding]:
    if village.asked is None:
        return
    missing = tuple(node for node in village.by_mention() if node not in village.asked)
    if not village.asked:
        yield Finding("none_yet", missing, village.numbers(), 100.0, about="hold_worksheet")
        return
    weight = 100 * len(missing) / len(village.groups)
    yield Finding("coverage", missing, village.numbers(interviewed=len(village.asked)), weight)


def _sole_links(village: _Village) -> Iterator[Finding]:
    rank = {node: number for number, node in enumerate(village.by_mention())}
    for actor, sides in separations(village.meeting).items():
        found = [[node for node in side if node in rank] for side in sides]
        apart = _largest_first([side for side in found if side], rank)
        if len(apart) < 2:
            continue
        ties = {tie for *_, ids in village.meeting.edges(actor, data="ties") for tie in ids}
        yield Finding(
            "sole_link",
            (actor, *(min(side, key=rank.__getitem__) for side in apart)),
            village.numbers(**_pairs(village, apart)),
            _weight_by_pairs(50, 40, village, apart),
            ties=tuple(ordered(ties)),
        )


def _parts(village: _Village) -> Iterator[Finding]:
    rank = {node: number for number, node in enumerate(village.by_mention())}
    parts = [part for part in components(village.among_groups) if len(part) > 1]
    if len(parts) < 2:
        return
    parts = _largest_first(parts, rank)
    firsts = tuple(min(part, key=rank.__getitem__) for part in parts)
    with_others = sum(not part.isdisjoint(firsts) for part in components(village.meeting))
    yield Finding(
        "parts",
        firsts,
        village.numbers(parts=len(parts), parts_with_others=with_others, **_pairs(village, parts)),
        _weight_by_pairs(45, 40, village, parts),
    )


def _disputed(village: _Village) -> Iterator[Finding]:
    pairs: dict[frozenset[Node], list[Mapping[str, Any]]] = defaultdict(list)
    for source, target, data in village.statements:
        pairs[frozenset((source, target))].append(data)
    for pair, statements in pairs.items():
        if not any(data.get("disputed") for data in statements):
            continue
        said = Counter(data.get("kind") for data in statements)
        numbers = {kind: said[kind] for kind in ("supports", "competes", "unrelated")}
        yield Finding(
            "disputed",
            tuple(ordered(pair)),
            village.numbers(**numbers),
            70.0,
            ties=_ids(statements),
        )


def _tensions(village: _Village) -> Iterator[Finding]:
    disputed = {
        frozenset((source, target))
        for source, target, data in village.statements
        if data.get("disputed")
    }
    friends: dict[Node, set[Node]] = defaultdict(set)
    rivals = []
    for a, b, kinds in village.meeting.edges(data="kinds"):
        if frozenset((a, b)) in disputed or {"supports", "competes"} <= set(kinds):
            continue
        if "competes" in kinds:
            rivals.append((a, b))
        elif "supports" in kinds:
            friends[a].add(b)
            friends[b].add(a)
    for a, b in rivals:
        allies = ordered(friends[a] & friends[b])
        if not allies:
            continue
        pairs = [(a, b), *((rival, ally) for ally in allies for rival in (a, b))]
        ties = {tie for pair in pairs for tie in village.meeting.edges[pair]["ties"]}
        yield Finding(
            "tension",
            (a, b, *allies),
            village.numbers(allies=len(allies)),
            60.0,
            ties=tuple(ordered(ties)),
        )


def _unconnected(village: _Village) -> Iterator[Finding]:
    if len(village.groups) < 2:
        return
    denials: dict[Node, list[tuple[Node, Mapping[str, Any]]]] = defaultdict(list)
    groups = set(village.groups)
    for source, target, data in village.statements:
        if data.get("kind") in ABSENT and {source, target} <= groups:
            denials[source].append((target, data))
            denials[target].append((source, data))
    for group in nx.isolates(village.among_groups):
        heard = denials[group]
        held = village.asked is not None and group in village.asked
        silent = village.asked is not None and not held and not heard
        if silent and not village.asked:
            continue  # Nobody was asked anything yet: that is one finding, not one a group.
        yield Finding(
            "unconnected",
            (group,),
            village.numbers(interviewed=int(held), denied=len({other for other, _ in heard})),
            15.0 if silent else 50.0,
            ties=_ids([data for _, data in heard]),
            about="not_asked" if silent else "",
        )


def _empty_roles(village: _Village, roles: Iterable[Mapping[str, Any]]) -> Iterator[Finding]:
    expected: dict[str, dict[Node, str]] = defaultdict(dict)
    groups = set(village.groups)
    for row in roles:
        if row["group"] in groups and row["value"] != "not_applicable":
            expected[row["role"]][row["group"]] = row["value"]
    for role, values in expected.items():
        said = Counter(values.values())
        if said["yes"]:
            continue
        known = said["name_only"] + said["no"]
        numbers = {kind: said[kind] for kind in ("yes", "name_only", "no")}
        yield Finding(
            "empty_role",
            tuple(ordered(values)),
            village.numbers(**numbers, unknown=len(values) - known),
            20 + 25 * known / len(values) if known else 5.0,
            about=role,
        )


def _largest_first(sides: Sequence[Any], rank: Mapping[Node, int]) -> list[Any]:
    return sorted(sides, key=lambda side: (-len(side), min(rank[node] for node in side)))


def _pairs(village: _Village, sides: Sequence[Collection[Node]]) -> dict[str, Number]:
    sizes = tuple(len(side) for side in sides)
    unasked = village.unasked_pairs(sides)
    return {"sizes": sizes, "pairs": _pairs_across(sizes), "unasked_pairs": unasked}


def _pairs_across(sizes: Iterable[int]) -> int:
    return sum(a * b for a, b in combinations(sizes, 2))


def _weight_by_pairs(
    least: float, more: float, village: _Village, sides: Sequence[Collection[Node]]
) -> float:
    """More for a larger share of all pairs of groups, less where nobody could have named them."""
    pairs = _pairs_across(len(side) for side in sides)
    share = 2 * pairs / (len(village.groups) * (len(village.groups) - 1))
    known = 1 - village.unasked_pairs(sides) / pairs
    return max(LEAST, (least + more * share) * known)


def _ids(statements: Iterable[Mapping[str, Any]]) -> tuple[Hashable, ...]:
    return tuple(ordered({data["id"] for data in statements if "id" in data}))


def _faded(found: Iterable[Finding]) -> Iterator[Finding]:
    """Each further finding of a kind a fifth lighter."""
    before: Counter[str] = Counter()
    for each in sorted(found, key=_order):
        yield replace(each, weight=round(each.weight * FADE ** before[each.kind], 3))
        before[each.kind] += 1


def _order(each: Finding) -> tuple[float, str, tuple[str, ...], str]:
    return -each.weight, each.kind, tuple(map(str, each.subjects)), each.about
