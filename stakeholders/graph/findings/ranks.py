"""Who stands out, in rank groups: never a decimal, never a rank among a handful.

Only groups with a tie to another group are compared, and only where at least half of all groups
were interviewed: whoever was asked names others and looks well connected.
"""

from collections.abc import Iterator, Mapping

from stakeholders.graph.build import Node
from stakeholders.graph.findings.village import Finding, Village, largest_first
from stakeholders.graph.measures import (
    articulation_points,
    betweenness,
    communities,
    degree_centralization,
    modularity,
    rank_groups,
)

LEAST_ACTORS = 8
LEAST_FOR_COMMUNITIES = 12
# Above so many groups, who stands between others is judged from so many of them.
EXACT_UP_TO = 2_000
# More than so many at the top are no top.
AT_THE_TOP = 3
ONE_CENTRE = 0.5
CLEARLY_APART = 0.3
LEAST_IN_A_CLUSTER = 3


def stand_outs(village: Village) -> Iterator[Finding]:
    """One centre, or those with most acquaintances; those on most ways; dense clusters."""
    known = village.among_groups
    connected = known.subgraph([node for node in known if known.degree(node)])
    if len(connected) < LEAST_ACTORS or 2 * village.how_many_asked(village.groups) < len(
        village.groups
    ):
        return
    yield from _most_tied(village, connected)
    yield from _between(village, connected)
    if len(connected) >= LEAST_FOR_COMMUNITIES:
        yield from _clusters(village, connected)


def _most_tied(village, connected) -> Iterator[Finding]:
    tied = dict(connected.degree)
    first = _at_the_top(tied)
    if not first:
        return
    counts = [tied[group] for group in first]
    others = len(connected) - 1
    centre = len(first) == 1 and degree_centralization(connected) >= ONE_CENTRE
    yield Finding(
        "hub" if centre else "most_tied",
        tuple(first),
        village.numbers(most=max(counts), least=min(counts), others=others),
        46.0 if centre else 18.0,
    )


def _between(village, connected) -> Iterator[Finding]:
    """Those whom most shortest ways cross, unless a sole link already says so."""
    passed = {
        node: _two_digits(value)
        for node, value in betweenness(connected, sample=EXACT_UP_TO).items()
    }
    first = _at_the_top(passed)
    sole = set(articulation_points(village.meeting))
    tied = dict(connected.degree)
    if first and passed[first[0]] and not sole.intersection(first) and first != _at_the_top(tied):
        yield Finding("between", tuple(first), village.numbers(), 16.0)


def _clusters(village, connected) -> Iterator[Finding]:
    rank = {node: number for number, node in enumerate(village.by_mention())}
    parts = communities(connected)
    dense = [part for part in parts if len(part) >= LEAST_IN_A_CLUSTER]
    if len(dense) < 2 or modularity(connected, parts) < CLEARLY_APART:
        return
    dense = largest_first(dense, rank)
    yield Finding(
        "clusters",
        tuple(min(part, key=rank.__getitem__) for part in dense),
        village.numbers(sizes=tuple(len(part) for part in dense), clusters=len(dense)),
        14.0,
    )


def _at_the_top(values: Mapping[Node, float]) -> list[Node]:
    """The first rank group, if it is small and there is somebody below it."""
    ranks = rank_groups(values, least=LEAST_ACTORS)
    if not ranks or len(ranks) < 2 or len(ranks[0]) > AT_THE_TOP:
        return []
    return ranks[0]


def _two_digits(value: float) -> float:
    return float(f"{value:.2g}")
