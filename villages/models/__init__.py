"""Rows of villages: regions by their official code, and what a village has and needs."""

from villages.models.boundary import Boundary
from villages.models.open_numbers import OpenNumbers
from villages.models.question_mark import QuestionMark
from villages.models.regions import (
    Region,
    RegionQuerySet,
    RegionWord,
    VillageProfile,
    VillageProfileQuerySet,
)
from villages.models.resources import Matter, Resource, ResourceBase, Side
from villages.models.sent_summary import SentSummary
from villages.models.tally import SNAPSHOT, Tally, TallyMark

__all__ = [
    "SNAPSHOT",
    "Boundary",
    "Matter",
    "OpenNumbers",
    "QuestionMark",
    "Region",
    "RegionQuerySet",
    "RegionWord",
    "Resource",
    "ResourceBase",
    "SentSummary",
    "Side",
    "Tally",
    "TallyMark",
    "VillageProfile",
    "VillageProfileQuerySet",
]
