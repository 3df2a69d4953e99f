"""What the shape of the network says: coverage, sole links, parts, the unconnected."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx

from stakeholders.graph.build import ABSENT, Node, ordered
from stakeholders.graph.findings.village import (
    Finding,
    Village,
    ids_of,
    largest_first,
    pairs_between,
    weight_by_pairs,
)
from stakeholders.graph.measures import components, separations


def coverage(village: Village) -> Iterator[Finding]:
    if village.asked is None:
        return
    missing = tuple(node for node in village.by_mention() if node not in village.asked)
    if not village.asked:
        yield Finding("none_yet", missing, village.numbers(), 100.0, about="hold_worksheet")
        return
    weight = 100 * len(missing) / len(village.groups)
    yield Finding("coverage", missing, village.numbers(interviewed=len(village.asked)), weight)


def sole_links(village: Village) -> Iterator[Finding]:
    rank = {node: number for number, node in enumerate(village.by_mention())}
    for actor, sides in separations(village.meeting).items():
        found = [[node for node in side if node in rank] for side in sides]
        apart = largest_first([side for side in found if side], rank)
        if len(apart) < 2:
            continue
        ties = {tie for *_, ids in village.meeting.edges(actor, data="ties") for tie in ids}
        yield Finding(
            "sole_link",
            (actor, *(min(side, key=rank.__getitem__) for side in apart)),
            village.numbers(**pairs_between(village, apart)),
            weight_by_pairs(50, 40, village, apart),
            ties=tuple(ordered(ties)),
        )


def parts(village: Village) -> Iterator[Finding]:
    rank = {node: number for number, node in enumerate(village.by_mention())}
    apart = [part for part in components(village.among_groups) if len(part) > 1]
    if len(apart) < 2:
        return
    apart = largest_first(apart, rank)
    firsts = tuple(min(part, key=rank.__getitem__) for part in apart)
    with_others = sum(not part.isdisjoint(firsts) for part in components(village.meeting))
    yield Finding(
        "parts",
        firsts,
        village.numbers(
            parts=len(apart), parts_with_others=with_others, **pairs_between(village, apart)
        ),
        weight_by_pairs(45, 40, village, apart),
    )


def unconnected(village: Village) -> Iterator[Finding]:
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
            ties=ids_of([data for _, data in heard]),
            about="not_asked" if silent else "",
        )
