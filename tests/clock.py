"""A clock that a test turns: everything in the process reads it, databases and browsers do not."""

import datetime
from zoneinfo import ZoneInfo

import time_machine
from django.conf import settings


def turning(start: datetime.datetime) -> time_machine.travel:
    """As a context: the clock goes on from ``start`` (aware); what it yields has ``shift``."""
    # In the zone of `start` the process itself would be moved there.
    return time_machine.travel(start.astimezone(datetime.UTC), tick=True)


def today() -> datetime.date:
    """The day in the zone of the app."""
    return datetime.datetime.now(ZoneInfo(settings.TIME_ZONE)).date()


def morning_of(day: datetime.date) -> datetime.datetime:
    """Nine o'clock of that day in the zone of the app."""
    nine = datetime.time(9, tzinfo=ZoneInfo(settings.TIME_ZONE))
    return datetime.datetime.combine(day, nine)
