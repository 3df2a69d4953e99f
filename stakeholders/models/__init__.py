"""The tables of the stakeholder map, one file a subject."""

from stakeholders.models.approach import (
    Alliance,
    ApproachPlan,
    Coalition,
    ContactPath,
    ContactStep,
    CooperationIdea,
    PlanParty,
    PlanVersion,
)
from stakeholders.models.dependency import PatronClientTie
from stakeholders.models.duplicates import AgreedMap, DistinctPair, PartyMerge
from stakeholders.models.exchange import ImportBatch
from stakeholders.models.finding_mark import FindingMark
from stakeholders.models.issue import Issue, Position
from stakeholders.models.kinds import GroupKind
from stakeholders.models.map_keeping import MapNote, SavedView
from stakeholders.models.network import VillageNetwork
from stakeholders.models.participation import Participation
from stakeholders.models.stakeholder import PersonName, Presence, Stakeholder
from stakeholders.models.steps import DependencyStep
from stakeholders.models.tasks import PlanTask
from stakeholders.models.tie import Tie, TieWords
from stakeholders.models.worksheet import StepAnswer, Worksheet

__all__ = [
    "AgreedMap",
    "Alliance",
    "ApproachPlan",
    "Coalition",
    "ContactPath",
    "ContactStep",
    "CooperationIdea",
    "DependencyStep",
    "DistinctPair",
    "FindingMark",
    "GroupKind",
    "ImportBatch",
    "Issue",
    "MapNote",
    "Participation",
    "PartyMerge",
    "PatronClientTie",
    "PersonName",
    "PlanParty",
    "PlanTask",
    "PlanVersion",
    "Position",
    "Presence",
    "SavedView",
    "Stakeholder",
    "StepAnswer",
    "Tie",
    "TieWords",
    "VillageNetwork",
    "Worksheet",
]
