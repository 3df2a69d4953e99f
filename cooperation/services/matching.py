"""Rows to matches and back: who could complement a village, and the best set of a kecamatan."""

import hashlib
import json
import math
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from django.db.models import Q

from cooperation.matching import (
    UNKNOWN,
    Bundle,
    Line,
    Risk,
    Scores,
    best_set,
    bundles,
    candidates,
    greedy_set,
    pools,
    risk_of,
    score,
    worth,
)
from cooperation.models import MatchDecision, PartnerResource
from cooperation.services.surroundings import around_of
from jejaring.models import inside
from villages.matters import folded
from villages.models import Matter, Resource, Side

GET, GIVE = MatchDecision.Way.GET, MatchDecision.Way.GIVE
REGENCY = 5  # length of a code


@dataclass(frozen=True)
class Fact:
    """A need and a surplus that fit, with everything that is said about them.

    ``needer`` and ``giver``: codes of villages or ids of partners, as text.
    """

    needer: str
    giver: str
    key: str
    need: Bundle
    give: Bundle
    parts: tuple
    known: tuple
    total: float
    covered: float
    km: float
    ties: int
    earlier: int

    @property
    def numbers(self) -> str:
        """A digest of what was compared: a decision holds as long as it stays the same."""
        told = [
            [self._plain(side.amount), side.dimension, side.months]
            for side in (self.need, self.give)
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    @property
    def told(self) -> tuple:
        """Who, what, and of which numbers: what a no is said of."""
        return (self.needer, self.giver, self.key, self.numbers)

    @staticmethod
    def _plain(amount):
        return None if math.isnan(amount) else round(amount, 3)


@dataclass(frozen=True)
class Match:
    """A fact as one village sees it: what it would get or give, and what was decided."""

    way: str
    other: str
    fact: Fact
    risk: Risk
    decision: MatchDecision | None = None
    refused_there: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is still to be proposed: nobody said no to these very numbers."""
        return self.decision is None and not self.refused_there


# --- one village -------------------------------------------------------------------------------


def matches_of(village, user) -> list[Match]:
    """Everything that fits a village, the best first: open ones, decided ones, refused ones."""
    own = list(_columns(Resource.objects.current().filter(village=village)))
    keys = {
        GET: {row.key for row in own if row.side == Side.NEED},
        GIVE: {row.key for row in own if row.is_give},
    }
    theirs = _others(village, user, keys)
    around = around_of(village.pk, {row.owner for row in theirs} | {village.pk}, user)
    facts = [
        *_facts(_needs(own), _gives(theirs), around),
        *_facts(_needs(theirs), _gives(own), around),
    ]
    return _as_seen(village, facts, around)


def match_of(village, user, way, other, key) -> Match | None:
    """One match of a village; None when it does not fit or does not exist."""
    found = (m for m in matches_of(village, user) if (m.way, m.other) == (way, other))
    return next((match for match in found if match.fact.key == key), None)


def own_side(match) -> Bundle:
    """The village's own half of a match."""
    return match.fact.need if match.way == GET else match.fact.give


def _as_seen(village, facts, around) -> list[Match]:
    decided = MatchDecision.objects.filter(Q(village=village) | Q(other_village=village))
    by_place = {}
    for row in decided.select_related("decided_by"):
        by_place[row.village_id, row.way, row.other, row.key] = row
    agreements = around.in_force_of(village.pk)
    found = [_seen(village.pk, fact, agreements, by_place) for fact in facts]
    return sorted(found, key=lambda match: (-match.fact.total, match.other, match.fact.key))


def _seen(code, fact, agreements, decided) -> Match:
    way = GET if fact.needer == code else GIVE
    other = fact.giver if way == GET else fact.needer
    decision = decided.get((code, way, other, fact.key))
    there = decided.get((other, GIVE if way == GET else GET, code, fact.key))
    covered = fact.covered if way == GET else _taken(fact)
    return Match(
        way,
        other,
        fact,
        risk_of(agreements, other, covered),
        holding(decision, fact),
        bool(holding(there, fact)) and there.verdict == MatchDecision.Verdict.REJECTED,
    )


def holding(decision, fact):
    """The decision, unless it was a no to other numbers."""
    if decision is None or decision.verdict == MatchDecision.Verdict.ACCEPTED:
        return decision
    return decision if decision.numbers == fact.numbers else None


def _taken(fact) -> float:
    """The share of the surplus that the need would take."""
    return 1 / fact.covered if fact.covered > 0 else math.nan


# --- a kecamatan -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Together:
    """The best set of a kecamatan beside the greedy one: value, and needs met."""

    pairs: list  # (Fact, share of the need)
    value: float
    met: float
    greedy_value: float
    greedy_met: float
    needs: int
    met_whole: int
    greedy_whole: int


def best_of_subdistrict(code, user) -> Together:
    """The pairs in a kecamatan that together are worth most, without what was rejected."""
    rows = list(_columns(Resource.objects.current().filter(inside("village_id", [code]))))
    rows += _columns_of_partners(user, Q(inside("partner__region_id", [code])))
    around = around_of(code, {row.owner for row in rows}, user)
    facts = _facts(_needs(rows), _gives(rows), around)
    rejected = _rejected(code)
    return together([fact for fact in facts if fact.told not in rejected])


def together(facts) -> Together:
    """The best set of these facts, and the greedy one beside it."""
    by_pair = {(fact.needer, fact.giver, fact.key): fact for fact in facts}
    needs = sorted({(f.needer, f.key): f.need for f in facts}.items())
    gives = sorted({(f.giver, f.key): f.give for f in facts}.items())
    need_pool, give_pool = pools([each for _, each in needs], [each for _, each in gives])
    need, give = candidates(need_pool, give_pool)
    places = [(*needs[n][0], gives[g][0][0]) for n, g in zip(need, give, strict=True)]
    there = [(needer, giver, key) in by_pair for needer, key, giver in places]
    need, give = need[there], give[there]
    ordered = [
        by_pair[n, g, k] for (n, k, g), is_there in zip(places, there, strict=True) if is_there
    ]
    fit = np.array([_fit(fact) for fact in ordered])
    best, greedy = (way(need_pool, give_pool, need, give, fit) for way in (best_set, greedy_set))
    fact_at = {(int(n), int(g)): f for n, g, f in zip(need, give, ordered, strict=True)}
    value, met = worth(best, need, give, fit)
    greedy_value, greedy_met = worth(greedy, need, give, fit)
    pairs = [(fact_at[each.need, each.give], each.share) for each in best]
    pairs.sort(key=lambda pair: (-pair[0].total * pair[1], pair[0].needer, pair[0].key))
    return Together(
        pairs, value, met, greedy_value, greedy_met, len(needs), _whole(best), _whole(greedy)
    )


def _fit(fact) -> float:
    parts = np.array([fact.parts])
    return float(Scores(parts, np.array([fact.known]), np.empty(1)).fit[0])


def _whole(chosen) -> int:
    """How many needs are met to the end."""
    shares = defaultdict(float)
    for each in chosen:
        shares[each.need] += each.share
    return sum(share > 0.999 for share in shares.values())


def _rejected(code) -> set:
    """What villages of the kecamatan said no to, with the numbers they said it of."""
    rows = MatchDecision.objects.filter(
        inside("village_id", [code]), verdict=MatchDecision.Verdict.REJECTED
    )
    found = set()
    for row in rows:
        ends = (row.village_id, row.other)
        found.add((*(ends if row.way == GET else ends[::-1]), row.key, row.numbers))
    return found


# --- rows --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Row:
    owner: str
    side: str
    is_give: bool
    key: str
    line: Line


def _columns(rows):
    for row in rows.only("village_id", *_USED):
        yield _row(row, row.village_id)


_USED = ("side", "name", "key", "amount", "unit", "per", "months", "is_surplus", "marks")


def _row(row, owner) -> _Row:
    amount, dimension = row.yearly
    marks = UNKNOWN if row.marks is None else len(row.marks)
    line = Line(owner, row.key, amount, dimension, row.months, marks, folded(row.name))
    is_give = row.side == Side.POTENTIAL and row.is_surplus
    return _Row(owner, row.side, is_give, row.key, line)


def _others(village, user, keys):
    """Rows of the kabupaten, and of known partners, that may complement those of the village."""
    wanted = Q(side=Side.POTENTIAL, is_surplus=True, key__in=keys[GET]) | Q(
        side=Side.NEED, key__in=keys[GIVE]
    )
    regency = village.pk[:REGENCY]
    rows = Resource.objects.current().filter(wanted, inside("village_id", [regency]))
    theirs = list(_columns(rows.exclude(village=village)))
    return theirs + _columns_of_partners(user, wanted & inside("partner__region_id", [regency]))


def _columns_of_partners(user, condition) -> list[_Row]:
    rows = PartnerResource.objects.visible_to(user).current().filter(condition)
    return [_row(row, str(row.partner_id)) for row in rows.only("partner_id", *_USED)]


def _needs(rows) -> list[Bundle]:
    return bundles(row.line for row in rows if row.side == Side.NEED)


def _gives(rows) -> list[Bundle]:
    return bundles(row.line for row in rows if row.is_give)


def _facts(needs, gives, around) -> list[Fact]:
    """Every need and surplus that fit, scored. Two partners are left to themselves."""
    need_pool, give_pool = pools(needs, gives)
    need, give = candidates(need_pool, give_pool)
    pairs = [(needs[n].owner, gives[g].owner) for n, g in zip(need, give, strict=True)]
    kept = [not set(pair) <= around.partners.keys() for pair in pairs]
    need, give = need[kept], give[kept]
    pairs = [pair for pair, is_kept in zip(pairs, kept, strict=True) if is_kept]
    km, ties, earlier = around.km(pairs), around.tie_counts(pairs), around.earlier(pairs)
    scores = score(need_pool, give_pool, need, give, km=km, ties=ties, earlier=earlier)
    total = scores.total
    return [
        Fact(
            *pairs[k],
            needs[n].key,
            needs[n],
            gives[g],
            tuple(scores.parts[k].tolist()),
            tuple(scores.known[k].tolist()),
            float(total[k]),
            float(scores.covered[k]),
            float(km[k]),
            int(ties[k]),
            int(earlier[k]),
        )
        for k, (n, g) in enumerate(zip(need, give, strict=True))
    ]


def labels_of(keys) -> dict:
    """The names of matters, by key; words outside the vocabulary are their own name."""
    return {matter.pk: str(matter) for matter in Matter.objects.filter(pk__in=keys)}
