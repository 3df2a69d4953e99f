"""A clock that a test turns forward: ``timezone.now`` and ``localdate``, and what columns default
to, all read it."""

import datetime
from contextlib import contextmanager
from unittest import mock


class Turned(datetime.datetime):
    """As ``datetime``, so many days later; ``turned_by`` is changed while it goes."""

    turned_by = datetime.timedelta()

    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.now(tz) + cls.turned_by


@contextmanager
def turning(start: datetime.datetime | None = None):
    """Yields a class whose ``turned_by`` moves the clock; it starts at ``start`` (aware)."""

    class Clock(Turned):
        pass

    if start is not None:
        Clock.turned_by = start - datetime.datetime.now(datetime.UTC)
    with mock.patch("django.utils.timezone.datetime", Clock):
        yield Clock
