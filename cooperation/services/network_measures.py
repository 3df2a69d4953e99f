"""What the cooperation of a region measures: who is left out, hub, link; who stands in many.

The graph has two sides: agreements, and the villages and partners in them. Counted is what runs or
is being prepared; what has ended is history. Pure: no rows are read here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import networkx as nx

from cooperation.services.region_network import Cooperation, Pact
from stakeholders.graph.measures import components, lost_pairs, rank_groups, separations, two_mode

# In fewer an order means nothing, and neither does the share of one partner.
LEAST_RANKED, LEAST_WITH_PARTNER, LEAST_TWICE = 8, 3, 2
MOST_ON_A_PAR = 3


@dataclass(frozen=True)
class Joining:
    """Something without which the parts beside it fall asunder; each part the actors in it."""

    key: str
    sides: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Measured:
    """Keys throughout. ``counts``: agreements by actor; ``shares``: the same over all agreements.

    ``hubs``: the villages in most agreements, at most three on a par, empty where there are too
    few villages to speak of an order. ``joining``: agreements that alone hold others together,
    the widest first; ``link``: the village or partner that does, if there are enough to say so.
    ``leaned_on``: the partner in at least half of all agreements that have a partner, and in how
    many of how many; ``one_partner``: villages with several such agreements, all with the same.
    """

    counts: dict[str, int] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    hubs: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    joining: tuple[Joining, ...] = ()
    link: Joining | None = None
    leaned_on: tuple[str, int, int] | None = None
    one_partner: tuple[tuple[str, str], ...] = ()


def measured(cooperation: Cooperation) -> Measured:
    """All of it. An empty region gives empty measures."""
    pacts = [pact for pact in cooperation.pacts if pact.is_alive and pact.parties]
    graph = two_sided(pacts)
    deals = {pact.key for pact in pacts}
    counts = {key: graph.degree(key) for key in sorted(graph) if key not in deals}
    shares = two_mode(graph, deals).degree if deals else {}
    splits = separations(graph)
    return Measured(
        counts=counts,
        shares={key: shares[key] for key in counts},
        left_out=tuple(actor.key for actor in cooperation.here if actor.key not in counts),
        hubs=_hubs(cooperation, counts),
        parts=_by_size(set(part) - deals for part in components(graph)),
        joining=_joining_agreements(splits, deals),
        link=_link(graph, splits, deals, counts),
        leaned_on=_leaned_on(cooperation, pacts),
        one_partner=_one_partner(cooperation, pacts),
    )


def two_sided(pacts: Iterable[Pact]) -> nx.Graph:
    """The graph of agreements and their parties, in sorted order."""
    graph = nx.Graph()
    for pact in sorted(pacts, key=lambda pact: pact.key):
        graph.add_node(pact.key)
        graph.add_edges_from((pact.key, party) for party in sorted(pact.parties))
    return graph


def _by_size(sets) -> tuple[tuple[str, ...], ...]:
    each = (tuple(sorted(one)) for one in sets)
    return tuple(sorted(each, key=lambda one: (-len(one), one)))


def _hubs(cooperation, counts):
    villages = [key for key, actor in cooperation.actors.items() if actor.is_village]
    ranks = rank_groups({key: counts.get(key, 0) for key in villages}, least=LEAST_RANKED)
    if not ranks:
        return ()
    first = ranks[0]
    clear = len(first) <= MOST_ON_A_PAR and counts.get(first[0], 0) >= LEAST_TWICE
    return tuple(first) if clear else ()


def _joining_agreements(splits, deals) -> tuple[Joining, ...]:
    found = [
        _joining(key, sides, deals)
        for key, sides in splits.items()
        if key in deals and _holds_together(sides, deals)
    ]
    # The second largest side tells how much there is to lose.
    return tuple(sorted(found, key=lambda one: (-len(one.sides[1]), one.key)))


def _holds_together(sides, deals) -> bool:
    """Whether more than one of the sides has an agreement of its own."""
    return sum(any(node in deals for node in side) for side in sides) > 1


def _joining(key, sides, deals) -> Joining:
    return Joining(key, _by_size({node for node in side if node not in deals} for side in sides))


def _link(graph, splits, deals, counts) -> Joining | None:
    """The actor whose leaving costs most pairs their way to each other."""
    if len(counts) < LEAST_RANKED:
        return None
    lost = lost_pairs(graph)
    found = sorted((key for key in splits if key not in deals), key=lambda key: (-lost[key], key))
    alone = [key for key in found if lost[key] == lost[found[0]]]
    if len(alone) != 1:
        return None
    told = _joining(alone[0], splits[alone[0]], deals)
    return told if sum(len(side) > 0 for side in told.sides) > 1 else None


def _with_partner(cooperation, pacts):
    """Each agreement that has partners, with them."""
    for pact in pacts:
        partners = [key for key in pact.parties if not cooperation.actors[key].is_village]
        if partners:
            yield pact, partners


def _leaned_on(cooperation, pacts):
    found = list(_with_partner(cooperation, pacts))
    if len(found) < LEAST_WITH_PARTNER:
        return None
    times: dict[str, int] = {}
    for _pact, partners in found:
        for key in partners:
            times[key] = times.get(key, 0) + 1
    key, most = min(times.items(), key=lambda item: (-item[1], item[0]))
    return (key, most, len(found)) if most >= LEAST_TWICE and 2 * most >= len(found) else None


def _one_partner(cooperation, pacts):
    deals: dict[str, list[set[str]]] = {}
    for pact, partners in _with_partner(cooperation, pacts):
        for key in pact.parties:
            if cooperation.actors[key].is_village:
                deals.setdefault(key, []).append(set(partners))
    common = {
        key: set.intersection(*each) for key, each in deals.items() if len(each) >= LEAST_TWICE
    }
    return tuple((key, min(one)) for key, one in sorted(common.items()) if one)
