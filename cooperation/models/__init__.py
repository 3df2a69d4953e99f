"""Rows of cooperation: agreements with all that hangs on them, joint bodies, the calendar."""

from cooperation.models.agreement import Agreement, AgreementParty
from cooperation.models.appraisal import Appraisal, BenefitLine, RevenueLine
from cooperation.models.attachment import Attachment
from cooperation.models.body import BodyReview, BodySeats, HandedReport, JointBody, ServedVillage
from cooperation.models.calendar import CalendarFeed, RegencyCalendar, SentReminder
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
from cooperation.models.reminder import ReminderRefusal
from cooperation.models.requirement import Requirement
from cooperation.models.review import Comment, CommentReply, LinkAnswer, ReviewLink
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
    "BodyReview",
    "BodySeats",
    "CalendarFeed",
    "Comment",
    "CommentReply",
    "Dispute",
    "DocumentTemplate",
    "Element",
    "FollowUp",
    "HandedReport",
    "IssuedDocument",
    "JointBody",
    "Letterhead",
    "LinkAnswer",
    "MatchDecision",
    "Meeting",
    "MeetingFile",
    "MeetingGroup",
    "MeetingRules",
    "MeetingVillage",
    "Partner",
    "PartnerResource",
    "Reflection",
    "RegencyCalendar",
    "ReminderRefusal",
    "Requirement",
    "RevenueLine",
    "ReviewLink",
    "SentReminder",
    "ServedVillage",
    "Signatory",
    "Sitting",
]
