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

introduction
    Two groups without a tie, then those on good terms with both: groups first, up to three.
    ``common`` counts them; ``apart`` is 1 if the two are in different parts, ``denied`` if one of
    them said that there is no relation, ``interviewed`` counts which of the two were asked.
    Weight 28, plus 14 if apart and 10 if denied; half where only one of the two was asked.
narrow
    A group, then its acquaintances, who all know each other. ``circle`` counts these, ``others``
    the connected groups outside, ``constraint`` is Burt's measure in hundredths. Weight 25 to 35.
role_model
    The groups that fill every role expected of them. ``models``, ``short`` of groups that do not,
    ``roles`` the first of them fills. Weight 24.
hub
    The one group to which most others are tied while they are hardly tied to each other (degree
    centralisation of a half or more). ``most`` ties of ``others`` possible. Weight 46.
most_tied
    Otherwise the one to three groups tied to most others, in one rank group. ``most`` and ``least``
    of their ties, of ``others`` possible. Weight 18.
between
    The one to three groups on most of the shortest ways between others, unless they are a sole
    link or the most tied anyway. Weight 16.
clusters
    One group of each dense cluster, the largest first. ``sizes``, ``clusters``. Weight 14.

The last four compare groups: never fewer than 8, for clusters 12, and only where half of the
groups were interviewed.

Findings are sorted by weight, the largest first. Within a kind each further finding weighs a fifth
less, so that the first few speak of different things.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import networkx as nx

from stakeholders.graph.build import Node
from stakeholders.graph.findings.ranks import stand_outs
from stakeholders.graph.findings.relations import (
    disputed,
    introductions,
    narrow_choices,
    tensions,
)
from stakeholders.graph.findings.roles import empty_roles, role_models
from stakeholders.graph.findings.shape import coverage, parts, sole_links, unconnected
from stakeholders.graph.findings.village import Finding, read_village

__all__ = ["Finding", "findings"]

FADE = 0.8


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
    village = read_village(graph, interviewed)
    roles = list(roles)
    if not village.groups:
        return [Finding("none_yet", (), village.numbers(), 100.0, about="add_group")]
    found = [
        *coverage(village),
        *sole_links(village),
        *disputed(village),
        *tensions(village),
        *parts(village),
        *unconnected(village),
        *empty_roles(village, roles),
        *role_models(village, roles),
        *introductions(village),
        *narrow_choices(village),
        *stand_outs(village),
    ]
    return sorted(_faded(found), key=_order)


def _faded(found: Iterable[Finding]) -> Iterator[Finding]:
    """Each further finding of a kind a fifth lighter."""
    before: Counter[str] = Counter()
    for each in sorted(found, key=_order):
        yield replace(each, weight=round(each.weight * FADE ** before[each.kind], 3))
        before[each.kind] += 1


def _order(each: Finding) -> tuple[float, str, tuple[str, ...], str]:
    return -each.weight, each.kind, tuple(map(str, each.subjects)), each.about
