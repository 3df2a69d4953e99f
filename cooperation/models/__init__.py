"""Rows of cooperation: agreements, their parties, texts and events."""

from cooperation.models.agreement import Agreement, AgreementParty
from cooperation.models.event import AgreementEvent, Signatory
from cooperation.models.meeting import (
    AgendaItem,
    Element,
    FollowUp,
    Meeting,
    MeetingFile,
    MeetingGroup,
    MeetingRules,
    MeetingVillage,
    Sitting,
)
from cooperation.models.partner import Partner
from cooperation.models.text import AgreementText

__all__ = [
    "AgendaItem",
    "Agreement",
    "AgreementEvent",
    "AgreementParty",
    "AgreementText",
    "Element",
    "FollowUp",
    "Meeting",
    "MeetingFile",
    "MeetingGroup",
    "MeetingRules",
    "MeetingVillage",
    "Partner",
    "Signatory",
    "Sitting",
]
