"""Meetings for tests: one of Sengi or of both villages, brought as far as a test needs."""

from datetime import date, time

from cooperation.models import Meeting
from cooperation.services.meetings import (
    ITEM,
    SITTING,
    arrange_meeting,
    attend,
    invite,
    keep,
    planned_sitting,
    seen_of,
    ticked,
)
from villages.models import Region

THIRTY = {"farmers": [10, 5], "women": [0, 10], "poor": [2, 3]}
TWENTY = {"farmers": [7, 3], "women": [0, 8], "poor": [1, 1]}
NINETEEN = {"farmers": [7, 3], "women": [0, 8], "poor": [1, 0]}
DAY = date(2026, 11, 2)


def arrange(by, *, kind="musdes", agreement=None, codes=("33.08.06.2012",), **frame) -> Meeting:
    frame = {"title": "Air bersama", "held_on": DAY, "opens_at": time(9, 0)} | frame
    return arrange_meeting(
        villages=[Region.objects.get(pk=code) for code in codes],
        agenda=["Merawat mata air"],
        agreement=agreement,
        by=by,
        kind=kind,
        **frame,
    )


def call(meeting, by, counts=THIRTY, groups=(), offered=()):
    meeting.refresh_from_db()
    base = seen_of(meeting, ("invited",), ticked(meeting, "is_invited", offered)).digest
    told = {"groups": groups, "offered": offered, "base": base, "by": by}
    return invite(meeting=meeting, counts=counts, **told)


def count(meeting, by, present=TWENTY, stage=1, groups=(), offered=()):
    sitting = meeting.sittings.filter(stage=stage).first() or planned_sitting(meeting, stage)
    values = {name: getattr(sitting, name) for name in SITTING} | {"present": present}
    base = seen_of(sitting, SITTING, ticked(meeting, "is_present", offered)).digest
    told = {"groups": groups, "offered": offered, "base": base, "by": by}
    return attend(meeting=meeting, stage=stage, values=values, **told)


def decide(meeting, by, outcome="agreed", decision="Disepakati bersama."):
    item = meeting.agenda.order_by("position").first()
    values = {name: getattr(item, name) for name in ITEM}
    values |= {"outcome": outcome, "decision": decision}
    return keep(row=item, values=values, base=seen_of(item, ITEM).digest, by=by, verb="x")


def held(by, **frame) -> Meeting:
    """A meeting that met and agreed."""
    meeting = arrange(by, **frame)
    call(meeting, by)
    count(meeting, by)
    decide(meeting, by)
    meeting.refresh_from_db()
    return meeting
