"""Rows of cooperation: agreements with all that hangs on them, joint bodies, the calendar."""

from cooperation.models.agreement import Agreement, AgreementParty
from cooperation.models.body import (
    BodyReview,
    BodySeats,
    HandedReport,
    JointBody,
    ServedVillage,
)
from cooperation.models.calendar import CalendarFeed, RegencyCalendar, SentReminder
from cooperation.models.event import AgreementEvent, Signatory
from cooperation.models.partner import Partner
from cooperation.models.text import AgreementText

__all__ = [
    "Agreement",
    "AgreementEvent",
    "AgreementParty",
    "AgreementText",
    "BodyReview",
    "BodySeats",
    "CalendarFeed",
    "HandedReport",
    "JointBody",
    "Partner",
    "RegencyCalendar",
    "SentReminder",
    "ServedVillage",
    "Signatory",
]
