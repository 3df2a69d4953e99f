"""The address of a person's calendar feed: made, renewed, closed, and read by its token."""

import logging
import secrets

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from cooperation.models import CalendarFeed
from jejaring.models import Event, User
from jejaring.services import hash_of, record_event

logger = logging.getLogger("jejaring.calendar")

# A calendar program asks a few times a day; more often an hour than this is a fault, or guessing.
MOST_A_FEED, MOST_A_SOURCE = 60, 600
HOUR = 3600


@transaction.atomic
def renew_feed(*, by) -> str:
    """Open a new address and close the old; the token is returned once and stored nowhere."""
    User.objects.select_for_update().get(pk=by.pk)  # of two at once the later one counts
    _close(by)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(user=by, token_hash=hash_of(token))
    record_event(by=by, verb="opened_calendar_feed", subject=feed)
    return token


@transaction.atomic
def revoke_feed(*, by) -> bool:
    """Close the address; False when there was none."""
    feed = CalendarFeed.objects.filter(user=by, revoked_at=None).first()
    if feed is None:
        return False
    _close(by)
    record_event(by=by, verb="closed_calendar_feed", subject=feed)
    return True


def _close(person):
    CalendarFeed.objects.filter(user=person, revoked_at=None).update(revoked_at=timezone.now())


def reader_behind(token: str) -> User | None:
    """Whose calendar a token opens; None when it opens nothing."""
    feed = (
        CalendarFeed.objects.filter(token_hash=hash_of(token), revoked_at=None)
        .select_related("user")
        .first()
    )
    if feed is None or not feed.user.is_active:
        return None
    _note_reading(feed)
    return feed.user


def _note_reading(feed):
    """Once a day in the record, each time in the log; never the token."""
    logger.info("calendar feed %s read", feed.pk)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    if not _readings(feed).filter(at__gte=midnight).exists():
        record_event(by=None, verb="read_calendar_feed", subject=feed)


def _readings(feed):
    return Event.objects.filter(
        subject_type="calendarfeed", subject_id=str(feed.pk), verb="read_calendar_feed"
    )


def last_read_at(feed):
    """The first reading of the last day on which the feed was read, or None."""
    return _readings(feed).order_by("-at").values_list("at", flat=True).first()


def may_ask(token: str, address: str) -> bool:
    """Whether this address may be asked once more this hour, and by this part of the network.

    Many people's calendars are read by the few machines of one service, so a network address may
    ask more often than one feed is read. The address comes first: whoever guesses tokens leaves
    one row in the cache, which also counts attempts to sign in, and not one for each guess.
    """
    return _once_more(f"calendar-feed-from:{hash_of(address)}", MOST_A_SOURCE) and _once_more(
        f"calendar-feed:{hash_of(token)}", MOST_A_FEED
    )


def _once_more(key, most) -> bool:
    if cache.add(key, 1, HOUR):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # it lapsed between the two
        return True
