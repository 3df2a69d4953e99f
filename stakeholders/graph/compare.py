"""What became of a network between two days: plain data, no words.

Two drawings of one village differ for two reasons: the village changed, or more of it was asked.
Only the first is news, so every change carries ``by_asking``, which is true when what is new in it
could have been so all along and nobody was there to say it. A statement is such old news if

- its speaker had not been interviewed by the first day (of a membership: the group had not), or
- it is about a group that was not on the map by the first day, so that nobody was asked about it,
  unless that group was founded in a later year than that day, or
- it is said to hold since the first day or longer.

What a speaker no longer says, or says otherwise than before, is never old news.

Limits. Somebody asked before the first day may have been asked about this pair only later, and a
correction of a mistake looks like a change of mind: both count as changes of the village. Who was
first interviewed in between may tell of what is truly new: it counts as asking. So a change that is
not ``by_asking`` deserves a question, and one that is deserves no conclusion.

Nothing private is read: ties of a private kind and nodes marked ``restricted`` are put aside first.
How groups judge the village government is compared like any tie (``before`` and ``after`` are then
stances) and never joins groups to each other.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import networkx as nx

from stakeholders.graph.build import ABSENT, Node, ordered, public
from stakeholders.graph.measures import components

RELATION, GOVERNMENT, MEMBERSHIP, DISPUTED = "relation", "government", "membership", "disputed"
# Subjects of their own beside what two parties say of their relation.
APART = (GOVERNMENT, MEMBERSHIP)

Pair = tuple[Node, Node]
Key = tuple[Pair, str]


@dataclass(frozen=True)
class Change:
    """What became of one relation between two parties.

    ``subject`` is relation, government or membership. ``before`` and ``after`` are what both sides
    together say: the kind of tie (a stance for the government), ``disputed`` when they differ, and
    empty for no tie. ``ties`` are the ids of the statements behind it, of the second day or, when
    the tie is gone, of the first. ``speakers`` are the parties whose word changed.
    """

    parties: Pair
    subject: str
    before: str
    after: str
    ties: tuple[Hashable, ...]
    speakers: tuple[Node, ...]
    by_asking: bool


@dataclass(frozen=True)
class PartyChange:
    """Something new about one party. ``by_asking``: it could have been so before, unheard."""

    party: Node
    by_asking: bool


@dataclass(frozen=True)
class Regrouping:
    """Parts of the groups' network that became one, or one that fell apart.

    ``parts`` are those that met or came apart, the largest first, at least two groups in each.
    ``by_asking``: without what only asking added, no two of them would have met.
    """

    parts: tuple[tuple[Node, ...], ...]
    by_asking: bool


@dataclass(frozen=True)
class Comparison:
    """All differences, each list in the order of its parties.

    ``added`` had no tie before, ``removed`` has none now, ``changed`` has another one;
    ``confirmed`` has the same, which both sides say now and one said before; ``kept`` counts the
    pairs with the same tie on both days, the confirmed among them. ``arrived`` and ``left`` are
    parties. ``connected`` are groups on both maps without a tie to another group before and with
    one now, ``disconnected`` the reverse. ``interviewed`` are the groups first heard in between.
    """

    added: tuple[Change, ...] = ()
    removed: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    confirmed: tuple[Change, ...] = ()
    kept: int = 0
    arrived: tuple[PartyChange, ...] = ()
    left: tuple[Node, ...] = ()
    connected: tuple[PartyChange, ...] = ()
    disconnected: tuple[Node, ...] = ()
    merged: tuple[Regrouping, ...] = ()
    split: tuple[Regrouping, ...] = ()
    interviewed: tuple[Node, ...] = ()


def compare(
    before: nx.Graph,
    after: nx.Graph,
    *,
    interviewed_before: Collection[Node],
    interviewed_after: Collection[Node],
    first: date | None = None,
) -> Comparison:
    """What changed from ``before`` to ``after``, and what of it is only more interviewing.

    Parameters
    ----------
    before, after : the network on both days, from `build.network`. Nodes may carry ``kind``,
        ``founded`` (a year) and ``restricted``; ties ``kind``, ``stance``, ``id`` and ``since``
        (a day). A node without a kind is a group.
    interviewed_before, interviewed_after : the groups interviewed by either day.
    first : the day of ``before``; without it nothing is known to be founded or said to hold since.

    Returns
    -------
    Comparison
        Empty lists for equal networks, two empty ones among them. The order of the two days is
        not checked: exchanged, additions are removals, but who was asked is judged anew.

    Raises
    ------
    ValueError
        If a node is tied to itself.
    """
    earlier, later = _State(public(before)), _State(public(after))
    unlisted = set(later.groups) - earlier.nodes
    hearing = _Hearing(unlisted, frozenset(interviewed_before), first, later.founded)
    keys = _in_order(earlier.told.keys() | later.told.keys())
    changes = [each for key in keys if (each := _change(key, earlier, later, hearing))]
    added = tuple(each for each in changes if not each.before)
    groups_before, groups_after = earlier.groups_joined(), later.groups_joined()
    # As it would be had nobody more been asked: what only asking brought together is apart in it.
    unasked = later.groups_joined(
        without={each.parties for each in added if each.by_asking and each.subject == RELATION}
    )
    return Comparison(
        added=added,
        removed=tuple(each for each in changes if not each.after),
        changed=tuple(
            each for each in changes if each.before and each.after and each.before != each.after
        ),
        confirmed=tuple(each for each in changes if each.before == each.after),
        kept=sum(
            bool(kind := _kind(sides)) and kind == _kind(later.told.get(key, {}))
            for key, sides in earlier.told.items()
        ),
        arrived=tuple(
            PartyChange(party, not hearing.is_founded_later(party))
            for party in ordered(later.nodes - earlier.nodes)
        ),
        left=tuple(ordered(earlier.nodes - later.nodes)),
        connected=tuple(
            PartyChange(group, not unasked.degree(group))
            for group in _newly_tied(groups_before, groups_after)
        ),
        disconnected=tuple(_newly_tied(groups_after, groups_before)),
        merged=tuple(_regrouped(groups_before, groups_after, unasked)),
        split=tuple(_regrouped(groups_after, groups_before)),
        interviewed=tuple(ordered(set(interviewed_after) - set(interviewed_before))),
    )


@dataclass(frozen=True)
class _Said:
    """What one side says of a pair: the word, the statements it stands in, the earliest day."""

    word: str
    ids: frozenset[Hashable]
    since: date | None


class _State:
    """One day: who is there, and who says what. ``told``: (pair, subject) -> side -> _Said."""

    def __init__(self, graph: nx.Graph):
        self.nodes = set(graph)
        self.founded = dict(graph.nodes(data="founded"))
        self.groups = [n for n, kind in graph.nodes(data="kind") if kind in (None, "group")]
        self.told: dict[Key, dict[Node, _Said]] = defaultdict(dict)
        for source, target, data in graph.edges(data=True):
            if source == target:
                raise ValueError(f"{source} is tied to itself")
            first, second = ordered((source, target))
            subject = data.get("kind") if data.get("kind") in APART else RELATION
            # Who holds an office is the group's to tell, whoever holds it.
            side = target if subject == MEMBERSHIP else source
            sides = self.told[(first, second), subject]
            sides[side] = _joined(sides.get(side), data)

    def groups_joined(self, without: Collection[Pair] = ()) -> nx.Graph:
        """The groups, with one edge for each pair of them that has a tie."""
        graph = nx.Graph()
        graph.add_nodes_from(ordered(self.groups))
        for (pair, subject), sides in self.told.items():
            if subject == RELATION and _kind(sides) and pair not in without:
                graph.add_edge(*pair)
        return nx.Graph(graph.subgraph(self.groups))


def _joined(earlier: _Said | None, data: Mapping[str, Any]) -> _Said:
    word, since = data.get("stance") or data.get("kind") or "tie", data.get("since")
    ids = frozenset({data["id"]} if "id" in data else ())
    if earlier is None:
        return _Said(word, ids, since)
    days = [day for day in (since, earlier.since) if day]
    return _Said(word, ids | earlier.ids, min(days, default=None))


@dataclass(frozen=True)
class _Hearing:
    """Who could be heard by the first day; ``unlisted`` groups came on the map only later."""

    unlisted: Collection[Node]
    interviewed: Collection[Node]
    first: date | None
    founded: Mapping[Node, int | None]

    def is_founded_later(self, party: Node) -> bool:
        """Whether the party came to be in a later year than the first day."""
        year = self.founded.get(party)
        return bool(year and self.first and year > self.first.year)

    def was_out_of_reach(self, side: Node, pair: Pair, since: date | None) -> bool:
        """Whether what this side says could have been so by the first day, unheard."""
        if self.first and since and since <= self.first:
            return True
        unlisted = [party for party in pair if party in self.unlisted]
        if any(self.is_founded_later(party) for party in unlisted):
            return False
        return bool(unlisted) or side not in self.interviewed


def _kind(sides: Mapping[Node, _Said]) -> str:
    """What the sides together say; empty for no tie."""
    words = {said.word for said in sides.values()}
    if words <= ABSENT:
        return ""
    return words.pop() if len(words) == 1 else DISPUTED


def _change(key: Key, earlier: _State, later: _State, hearing: _Hearing) -> Change | None:
    """What became of one pair; None for nothing that can be told."""
    pair, subject = key
    then, now = earlier.told.get(key, {}), later.told.get(key, {})
    before, after = _kind(then), _kind(now)
    if before == after and not (before and len(now) > len(then)):
        return None
    words = {side: said.word for side, said in now.items()}
    news = [s for s in {**then, **now} if words.get(s) != (then[s].word if s in then else None)]
    told = now if after else then
    return Change(
        parties=pair,
        subject=subject,
        before=before,
        after=after,
        ties=tuple(ordered({each for said in told.values() for each in said.ids})),
        speakers=tuple(ordered(news)),
        by_asking=bool(after)
        and all(
            side not in then and hearing.was_out_of_reach(side, pair, now[side].since)
            for side in news
        ),
    )


def _in_order(keys: Iterable[Key]) -> list[Key]:
    """Pairs with their subjects in the order of the parties, whatever these are."""
    keys = list(keys)
    place = {node: n for n, node in enumerate(ordered({end for pair, _ in keys for end in pair}))}
    return sorted(keys, key=lambda key: (*(place[end] for end in key[0]), key[1]))


def _newly_tied(before: nx.Graph, after: nx.Graph) -> list[Node]:
    """Nodes of both graphs that had no tie and have one."""
    common = [node for node in ordered(after) if node in before]
    return [node for node in common if after.degree(node) and not before.degree(node)]


def _regrouped(
    apart: nx.Graph, together: nx.Graph, unasked: nx.Graph | None = None
) -> list[Regrouping]:
    """Parts of ``apart`` that are one in ``together``; a group alone is no part."""
    parts = [frozenset(part) for part in components(apart) if len(part) > 1]
    found = []
    for whole in components(together):
        met = [part for part in parts if part & whole]
        if len(met) < 2:
            continue
        by_asking = unasked is not None and not _any_meet(met, unasked)
        largest_first = sorted(met, key=lambda part: (-len(part), str(ordered(part)[0])))
        found.append(Regrouping(tuple(tuple(ordered(part)) for part in largest_first), by_asking))
    return found


def _any_meet(parts: list[frozenset], graph: nx.Graph) -> bool:
    """Whether at least two of the parts hang together in the graph."""
    return any(sum(bool(part & whole) for part in parts) > 1 for whole in components(graph))
