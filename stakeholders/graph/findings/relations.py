"""What is between two: disagreement, tension, and who could introduce whom."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, islice
from typing import Any

import networkx as nx

from stakeholders.graph.build import ABSENT, Node, ordered
from stakeholders.graph.findings.village import OUTSIDE, Finding, Village, ids_of
from stakeholders.graph.measures import components, constraint, open_triangles

# An acquaintance who quarrels with one of the two is no good introducer.
GOOD_TERMS = frozenset({"supports", "membership"})
INTRODUCERS = 3
MEETINGS_EACH = 2
MOST_INTRODUCTIONS = 200
# One hub among thousands opens millions of triangles; those with most in common are looked at.
LOOKED_AT = 100_000
# A circle is narrow only where there are others to know.
OTHERS_TO_KNOW = 2

# Its weight, the two, and who is on good terms with both.
Introduction = tuple[float, tuple[Node, ...], list[Node]]


def disputed(village: Village) -> Iterator[Finding]:
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
            ties=ids_of(statements),
        )


def tensions(village: Village) -> Iterator[Finding]:
    disputed = village.disputed_pairs()
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


def introductions(village: Village) -> Iterator[Finding]:
    """Pairs of groups without a tie, and who is on good terms with both: an open triangle."""
    place = _parts_by_group(village)
    rank = {node: number for number, node in enumerate(village.by_mention())}
    groups = set(village.groups)
    denials = _denied_pairs(village)
    tied = dict(village.meeting.degree)
    between = [
        (tuple(sorted((a, b), key=rank.__getitem__)), actors)
        for a, b, actors in open_triangles(_on_good_terms(village), most=LOOKED_AT)
        if {a, b} <= groups and not village.meeting.has_edge(a, b)
    ]
    weighed = [
        (_weight_of_introduction(village, pair, place, denials), pair, actors)
        for pair, actors in between
    ]
    for weight, pair, actors in islice(_a_few_each(weighed), MOST_INTRODUCTIONS):
        yield Finding(
            "introduction",
            (*pair, *_best_known(actors, groups, tied)[:INTRODUCERS]),
            village.numbers(
                common=len(actors),
                apart=int(place[pair[0]] != place[pair[1]]),
                denied=int(frozenset(pair) in denials),
                interviewed=village.how_many_asked(pair),
            ),
            weight,
            ties=_ties_of(village, pair, actors[:INTRODUCERS]),
        )


def narrow_choices(village: Village) -> Iterator[Finding]:
    """Groups whose acquaintances all know each other, though there are others to know."""
    known = village.among_groups
    connected = [node for node in village.groups if known.degree(node)]
    rank = {node: number for number, node in enumerate(village.by_mention())}
    narrow = [
        group
        for group in connected
        if village.was_asked(group)
        and known.degree(group) > 1
        and len(connected) - known.degree(group) - 1 >= OTHERS_TO_KNOW
        and all(known.has_edge(a, b) for a, b in combinations(known[group], 2))
    ]
    if not narrow:
        return
    bound = constraint(known)
    for group in narrow:
        circle = sorted(known[group], key=rank.__getitem__)
        pairs = [*combinations(circle, 2), *((group, other) for other in circle)]
        yield Finding(
            "narrow",
            (group, *circle),
            village.numbers(
                circle=len(circle),
                others=len(connected) - len(circle) - 1,
                constraint=round(100 * bound[group]),
            ),
            25 + 10 * min(1.0, bound[group]),
            ties=tuple(ordered({tie for pair in pairs for tie in known.edges[pair]["ties"]})),
        )


def _on_good_terms(village: Village) -> nx.Graph:
    """Who could speak well of whom; somebody nameless from elsewhere is nobody to ask."""
    disputed = village.disputed_pairs()
    friends = nx.Graph()
    friends.add_nodes_from(
        node for node, kind in village.meeting.nodes(data="kind") if kind != OUTSIDE
    )
    friends.add_edges_from(
        (a, b)
        for a, b, kinds in village.meeting.edges(data="kinds")
        if set(kinds) <= GOOD_TERMS and frozenset((a, b)) not in disputed
        if a in friends and b in friends
    )
    return friends


def _parts_by_group(village: Village) -> dict[Node, int]:
    parts = components(village.among_groups)
    return {node: number for number, part in enumerate(parts) for node in part}


def _denied_pairs(village: Village) -> set[frozenset[Node]]:
    return {
        frozenset((source, target))
        for source, target, data in village.statements
        if data.get("kind") in ABSENT
    }


def _best_known(actors: list[Node], groups: set[Node], tied: Mapping[Node, int]) -> list[Node]:
    """Groups before persons and institutions, then those with ties to most others."""
    return sorted(actors, key=lambda node: (node not in groups, -tied[node]))


def _weight_of_introduction(village, pair, place, denials) -> float:
    """More across parts and where a relation was denied, less where only one side was asked."""
    if village.asked is not None and not village.how_many_asked(pair):
        return 0.0  # Nobody could have named the tie.
    weight = 28.0 + 14.0 * (place[pair[0]] != place[pair[1]])
    weight += 10.0 * (frozenset(pair) in denials)
    return weight if village.asked is None or village.how_many_asked(pair) == 2 else weight / 2


def _ties_of(village, pair, actors) -> tuple:
    ends = [(actor, group) for actor in actors for group in pair]
    return tuple(ordered({tie for end in ends for tie in village.meeting.edges[end]["ties"]}))


def _a_few_each(weighed: list[Introduction]) -> Iterator[Introduction]:
    """The weightiest, no group in more than a few: nobody makes a dozen acquaintances at once."""
    met: Counter[Node] = Counter()
    for weight, pair, actors in sorted(weighed, key=lambda each: (-each[0], -len(each[2]))):
        if weight and all(met[group] < MEETINGS_EACH for group in pair):
            met.update(pair)
            yield weight, pair, actors
