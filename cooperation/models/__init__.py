"""Rows of cooperation: agreements, their parties, texts and events."""

from cooperation.models.agreement import Agreement, AgreementParty
from cooperation.models.appraisal import Appraisal, BenefitLine, RevenueLine
from cooperation.models.attachment import Attachment
from cooperation.models.dispute import Dispute
from cooperation.models.document import DocumentTemplate, IssuedDocument, Letterhead
from cooperation.models.event import AgreementEvent, Signatory
from cooperation.models.matching import MatchDecision, PartnerResource
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
from cooperation.models.reflection import Reflection
from cooperation.models.text import AgreementText

__all__ = [
    "AgendaItem",
    "Agreement",
    "AgreementEvent",
    "AgreementParty",
    "AgreementText",
    "Appraisal",
    "Attachment",
    "BenefitLine",
    "Dispute",
    "DocumentTemplate",
    "Element",
    "FollowUp",
    "IssuedDocument",
    "Letterhead",
    "MatchDecision",
    "Meeting",
    "MeetingFile",
    "MeetingGroup",
    "MeetingRules",
    "MeetingVillage",
    "Partner",
    "PartnerResource",
    "Reflection",
    "RevenueLine",
    "Signatory",
    "Sitting",
]
