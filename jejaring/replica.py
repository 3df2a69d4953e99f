"""Reading from a streaming copy of the database, where the server has one.

A view that says so (``from_replica``) reads the rows of villages there. Everything else stays at
the primary: all writing, who somebody is and what they may do, sessions, the cache, whatever is
read within a transaction. What a page shows is never older than `SECONDS_BEHIND`; who has just
written reads the primary for as long. When the copy falls away, the primary answers.

Rows go through Django's router, so reading must be done by the ORM: a cursor of
``django.db.connection`` is always one of the primary.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS as PRIMARY
from django.db import Error, connections

REPLICA = "replica"
# Rights, sessions and the cache are never read there: an ended membership has ended at once.
READ_THERE = {"villages", "stakeholders", "cooperation"}
SECONDS_ASIDE = 30  # after a failure, before it is tried again
SECONDS_BEHIND = 10
SECONDS_BETWEEN_LOOKS = SECONDS_BEHIND / 2
WROTE = "wrote"  # the cookie of somebody who has just written
SAFE = ("GET", "HEAD")
_POSITION = {
    PRIMARY: "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')",
    REPLICA: "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')",
}

logger = logging.getLogger("jejaring.replica")


# --- Which database a row is read from ------------------------------------------------------------


@dataclass
class _Request:
    """A request that may read there; ``depth``: how many transactions were open when it began."""

    depth: int
    wrote: bool = False


_request: ContextVar[_Request | None] = ContextVar("request_that_reads_the_replica", default=None)


class ReplicaRouter:
    """Reads of a request that ``from_replica`` lets go there; everything else is the primary's.

    Always says which: Django would otherwise go on with the database a row came from.
    """

    def db_for_read(self, model, **hints):
        request = _request.get()
        if request is None or request.wrote or model._meta.app_label not in READ_THERE:
            return PRIMARY
        # What was begun since belongs together, and may be written from what it reads.
        return PRIMARY if _depth() > request.depth else REPLICA

    def db_for_write(self, model, **hints):
        """Also of what is read to be written; the rest of the request sees it."""
        request = _request.get()
        if request and model._meta.app_label in READ_THERE:
            request.wrote = True
        return PRIMARY

    def allow_relation(self, one, other, **hints):
        """Rows of both are rows of one database."""
        return True

    def allow_migrate(self, db, app_label, **hints):
        """The copy gets its tables from the primary."""
        return db != REPLICA


def _depth() -> int:
    return len(connections[PRIMARY].atomic_blocks)


@contextmanager
def _reading() -> Iterator[None]:
    token = _request.set(_Request(_depth()))
    try:
        yield
    finally:
        _request.reset(token)


def from_replica(view):
    """Let a view read the replica, if there is one that answers and is up to date.

    For views that only read. When the replica fails on the way, the view is run once more, at the
    primary. What a response reads later, while it is streamed, is read at the primary.
    """

    @wraps(view)
    def reading(request, *args, **kwargs):
        if not _may_read_there(request):
            return view(request, *args, **kwargs)
        try:
            with _reading():
                return view(request, *args, **kwargs)
        except Error as error:
            if not connections[REPLICA].errors_occurred:
                raise
            state.fail(error)
        return view(request, *args, **kwargs)

    return reading


def _may_read_there(request) -> bool:
    return (
        is_configured()
        and request.method in SAFE
        and WROTE not in request.COOKIES
        and state.is_usable()
    )


def is_configured() -> bool:
    """Whether this server has a replica."""
    return REPLICA in connections


class OwnWritesMiddleware:
    """Keep who has just written at the primary until the replica must have what they wrote."""

    def __init__(self, get_response):
        if not is_configured():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method not in (*SAFE, "OPTIONS"):
            response.set_cookie(
                WROTE,
                "1",
                max_age=SECONDS_BEHIND + 2,  # browsers count whole seconds
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response


# --- Whether it answers, and how far behind it is -------------------------------------------------


class Behind(Exception):
    """The copy answers, and has not got what the primary had some time ago."""


class ReplicaState:
    """What this process knows of the replica; one for all threads.

    How old a copy is it cannot tell itself: one that is cut off believes to be up to date. So the
    primary is asked how far its log goes, and the replica, now or at a later look, whether it has
    come that far. All times are those of ``time.monotonic``.
    """

    def __init__(self):
        self._lock = threading.Lock()
        self.forget()

    def forget(self):
        """Begin anew, as a process that has just started."""
        self._failed = False
        self._aside_until = self._look_at = 0.0
        self._fresh_at = float("-inf")  # it has everything the primary had at this time
        self._sought: tuple[float, int] | None = None  # a time and the end of the log at that time

    def is_usable(self) -> bool:
        """Whether this request may read there. Connects, and looks from time to time."""
        if not self._may_try():
            return False
        replica = connections[REPLICA]
        try:
            replica.close_if_health_check_failed()
            replica.ensure_connection()
            fresh = self._is_fresh()
        except (Error, Behind) as error:
            if isinstance(error, Error) and not replica.errors_occurred:
                raise  # the primary's own
            self.fail(error)
            return False
        if self._failed:
            self._recover(fresh)
        return fresh

    def fail(self, error):
        """Leave the replica alone for a while; the log is told when it begins and when it ends."""
        connections[REPLICA].close()
        with self._lock:
            is_news, self._failed = not self._failed, True
            self._aside_until = time.monotonic() + SECONDS_ASIDE
            self._sought = None
        if is_news:
            words = " ".join(str(error).split()) or type(error).__name__
            logger.warning(
                "the primary is read instead of the replica, which is tried every %d s: %s",
                SECONDS_ASIDE,
                words,
            )

    def _recover(self, fresh):
        with self._lock:
            self._aside_until = 0.0
            was_failed, self._failed = self._failed, self._failed and not fresh
        if was_failed and fresh:
            logger.warning("the replica is read again")

    def _may_try(self) -> bool:
        """After a failure one request tries; the others do not wait for what becomes of it."""
        with self._lock:
            now = time.monotonic()
            if now < self._aside_until:
                return False
            if self._failed:
                self._aside_until = now + SECONDS_ASIDE
            return True

    def _is_fresh(self) -> bool:
        now = time.monotonic()
        with self._lock:
            if now < self._look_at and self._has_all_since(now - SECONDS_BEHIND):
                return True
            self._look_at = now + SECONDS_BETWEEN_LOOKS
        self._look(now)
        return self._has_all_since(now - SECONDS_BEHIND)

    def _has_all_since(self, then) -> bool:
        return self._fresh_at >= then

    def _look(self, now):
        """Compare the two. Raises Behind."""
        end, reached = _position(PRIMARY), _position(REPLICA)
        if reached is None:
            raise Behind("it follows nobody")
        with self._lock:
            if reached >= end:
                self._fresh_at, self._sought = max(self._fresh_at, now), None
                return
            if self._sought and reached >= self._sought[1]:
                self._fresh_at, self._sought = max(self._fresh_at, self._sought[0]), None
            self._sought = self._sought or (now, end)
            if now - self._sought[0] > SECONDS_BEHIND:
                raise Behind(f"it is more than {SECONDS_BEHIND} s behind")


def _position(alias) -> int | None:
    """How far the log of a database goes, in bytes; None where it is that of no replica."""
    if connections[alias].vendor != "postgresql":
        return 0
    with connections[alias].cursor() as cursor:
        cursor.execute(_POSITION[alias])
        (position,) = cursor.fetchone()
    return None if position is None else int(position)


state = ReplicaState()
