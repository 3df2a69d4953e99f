"""A clock that a test turns forward: ``timezone.now`` and ``localdate``, and what columns default
to, all read it."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


class Turned(datetime.datetime):
    """As ``datetime``, so many days later; ``turned_by`` is changed while it goes."""

    turned_by = datetime.timedelta()

    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.now(tz) + cls.turned_by


@contextmanager
def turning(start: datetime.datetime | None = None) -> Iterator[type[Turned]]:
    """Yields a class whose ``turned_by`` moves the clock; it starts at ``start`` (aware), or goes
    on from the clock that runs."""

    class Clock(Turned):
        turned_by = getattr(timezone.datetime, "turned_by", datetime.timedelta())

    if start is not None:
        Clock.turned_by = start - datetime.datetime.now(datetime.UTC)
    with mock.patch("django.utils.timezone.datetime", Clock):
        yield Clock


def today_of_this_machine() -> datetime.date:
    """The day by the machine's clock in the zone of the app, whatever has been turned."""
    return datetime.datetime.now(ZoneInfo(settings.TIME_ZONE)).date()


def morning_of(day: datetime.date) -> datetime.datetime:
    """Nine o'clock of that day in the zone of the app."""
    nine = datetime.time(9, tzinfo=ZoneInfo(settings.TIME_ZONE))
    return datetime.datetime.combine(day, nine)
