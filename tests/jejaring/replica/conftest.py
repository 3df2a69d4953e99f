"""A server with a replica, for tests."""

import copy
import logging

import pytest
from django.db import DEFAULT_DB_ALIAS as PRIMARY
from django.db import connections

from jejaring import replica as reading
from jejaring.replica import REPLICA, state
from tests.jejaring.dashboards.district import coordinator, district


class Clock:
    """What ``time.monotonic`` says."""

    def __init__(self):
        self.now = 1000.0

    def monotonic(self):
        return self.now


class Copy:
    """The replica of a test: the primary's own connection under another name, so that both hold
    the same rows; ``asked`` are the questions to each, ``position`` the ends of both logs."""

    def __init__(self, primary):
        self.connection = copy.copy(primary)
        self.connection.__dict__.pop("wrap_database_errors", None)
        self.connection.alias = REPLICA
        self.connection.close = self._close
        self.asked = {PRIMARY: [], REPLICA: []}
        self.position = {PRIMARY: 500, REPLICA: 500}
        self.tried = self.closed = 0
        self.refuses = self.breaks = ""
        self.meanwhile = lambda: None
        self.connection.execute_wrappers = [self._ask]
        self.connection.ensure_connection = self._connect

    def _close(self):
        self.closed += 1

    def _connect(self):
        self.tried += 1
        self.meanwhile()
        if self.refuses:
            self._fail(self.refuses)

    def _ask(self, execute, sql, params, many, context):
        alias = context["connection"].alias
        self.asked[alias].append(sql)
        if self.breaks and alias == REPLICA:
            self._fail(self.breaks)
        return execute(sql, params, many, context)

    def _fail(self, words):
        with self.connection.wrap_database_errors:
            raise self.connection.Database.OperationalError(words)

    def times(self, alias, table) -> int:
        """How often a database was asked about a table."""
        return sum(table in sql for sql in self.asked[alias])


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(reading, "time", clock)
    return clock


@pytest.fixture
def there(db, monkeypatch, settings, clock):
    """A server with a replica."""
    primary = connections[PRIMARY]
    made = Copy(primary)
    monkeypatch.setitem(connections.settings, REPLICA, connections.settings[PRIMARY])
    monkeypatch.setattr(reading, "_position", made.position.get)
    settings.DATABASE_ROUTERS = ["jejaring.replica.ReplicaRouter"]
    settings.MIDDLEWARE = ["jejaring.replica.OwnWritesMiddleware", *settings.MIDDLEWARE]
    state.forget()
    connections[REPLICA] = made.connection
    with primary.execute_wrapper(made._ask):
        yield made
    del connections[REPLICA]
    state.forget()


@pytest.fixture
def numbers(db):
    district()


@pytest.fixture
def signed_in(client, numbers):
    client.force_login(coordinator())
    return client


@pytest.fixture
def said(caplog):
    caplog.set_level(logging.WARNING, "jejaring.replica")
    return lambda: [record.getMessage() for record in caplog.records]
