"""Rows of cooperation: agreements, their parties, texts and events."""

from cooperation.models.agreement import Agreement, AgreementParty
from cooperation.models.appraisal import Appraisal, BenefitLine, RevenueLine
from cooperation.models.attachment import Attachment
from cooperation.models.dispute import Dispute
from cooperation.models.document import DocumentTemplate, IssuedDocument, Letterhead
from cooperation.models.event import AgreementEvent, Signatory
from cooperation.models.matching import MatchDecision, PartnerResource
from cooperation.models.partner import Partner
from cooperation.models.reflection import Reflection
from cooperation.models.text import AgreementText

__all__ = [
    "Agreement",
    "AgreementEvent",
    "AgreementParty",
    "AgreementText",
    "Appraisal",
    "Attachment",
    "BenefitLine",
    "Dispute",
    "DocumentTemplate",
    "IssuedDocument",
    "Letterhead",
    "MatchDecision",
    "Partner",
    "PartnerResource",
    "Reflection",
    "RevenueLine",
    "Signatory",
]
