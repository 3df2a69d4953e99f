"""What is known of villages and partners beside what they offer and need."""

import math
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from django.db.models import F, Q

from cooperation.lifecycle import State
from cooperation.matching import distances
from cooperation.models import AgreementParty, Partner
from jejaring.models import inside
from stakeholders.models import Presence, Tie
from villages.models import Region

IN_FORCE = (State.SIGNED, State.PROMULGATED, State.RUNNING, State.POSTPONED)
HAPPENED = (*IN_FORCE, State.ENDED)
REGENCY = 5  # length of a code


@dataclass
class Around:
    """What is known of villages and partners beside their rows."""

    regions: dict = field(default_factory=dict)
    partners: dict = field(default_factory=dict)
    ties: dict = field(default_factory=dict)  # frozenset of two codes -> ties between their groups
    agreements: list = field(default_factory=list)  # (parties, in force)

    def km(self, pairs) -> np.ndarray:
        """Distances of pairs of owners, NaN for whatever has no place."""
        spots = [[self._spot(owner) for owner in side] for side in zip(*pairs, strict=True)]
        return distances(np.array(spots[0]), np.array(spots[1])) if spots else np.empty(0)

    def _spot(self, owner):
        region = self.regions.get(owner)
        if region is None or region.latitude is None:
            return (math.nan, math.nan)
        return (region.latitude, region.longitude)

    def tie_counts(self, pairs) -> np.ndarray:
        return np.array([self.ties.get(frozenset(pair), 0) for pair in pairs], dtype=float)

    def earlier(self, pairs) -> np.ndarray:
        together = defaultdict(int)
        for parties, _in_force in self.agreements:
            for one in parties:
                for other in parties - {one}:
                    together[one, other] += 1
        return np.array([together[pair] for pair in pairs], dtype=float)

    def in_force_of(self, owner) -> list[set]:
        """The other parties of each agreement in force of an owner."""
        return [
            parties - {owner}
            for parties, in_force in self.agreements
            if in_force and owner in parties
        ]


def around_of(code, owners, user) -> Around:
    """Places, ties and agreements of these owners; ``code`` bounds whose ties are looked at."""
    codes = {owner for owner in owners if "." in owner}
    partners = Partner.objects.visible_to(user).filter(pk__in=owners - codes)
    return Around(
        regions=Region.objects.in_bulk(codes),
        partners={str(partner.pk): partner for partner in partners},
        ties=_ties(code, codes),
        agreements=_agreements(owners),
    )


def _ties(code, codes) -> dict:
    """Ties of support between groups of two villages, and groups that are in both, by pair.

    What is known from a dependency alone, and what groups say of the village government, is left
    out: counts tell as well.
    """
    counts = defaultdict(int)
    ties = Tie.objects.current().filter(
        inside("village_id", [code[:REGENCY]]),
        kind=Tie.Kind.SUPPORTS,
        source__restricted=False,
        target__restricted=False,
        source__village__in=codes,
        target__village__in=codes,
    )
    ends = ties.exclude(source__village=F("target__village"))
    for pair in ends.values_list("source__village_id", "target__village_id"):
        counts[frozenset(pair)] += 1
    shared = Presence.objects.filter(
        stakeholder__archived_at=None,
        stakeholder__restricted=False,
        stakeholder__village__in=codes,
        region__in=codes,
    )
    for pair in shared.values_list("stakeholder__village_id", "region_id"):
        counts[frozenset(pair)] += 1
    return counts


def _agreements(owners) -> list[tuple[set, bool]]:
    """The parties of each agreement of these owners that came about, and whether it holds."""
    codes = {owner for owner in owners if "." in owner}
    seats = AgreementParty.objects.filter(is_witness=False, agreement__state__in=HAPPENED)
    ids = seats.filter(Q(village__in=codes) | Q(partner__in=owners - codes)).values("agreement")
    parties, state = defaultdict(set), {}
    columns = ("agreement_id", "agreement__state", "village_id", "partner_id")
    for agreement, stands, village, partner in seats.filter(agreement__in=ids).values_list(
        *columns
    ):
        parties[agreement].add(village or str(partner))
        state[agreement] = stands in IN_FORCE
    return [(each, state[agreement]) for agreement, each in parties.items()]
