"""How a server is told of its replica, and of a pooler."""

import runpy
from types import SimpleNamespace

import pytest
from django.db import DEFAULT_DB_ALIAS as PRIMARY

from jejaring.checks import POSTGRESQL, replica_is_postgresql
from jejaring.replica import REPLICA

URL = "postgres://jejaring:rahasia@10.0.0.12:5432/jejaring?sslmode=require"


@pytest.fixture
def settings_with(monkeypatch, settings):
    """The settings of a server with these variables."""

    def read(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return SimpleNamespace(**runpy.run_path(settings.BASE_DIR / "jejaring" / "settings.py"))

    return read


def test_without_an_address_nothing_changes(settings_with):
    server = settings_with(DATABASE_URL=URL)
    assert list(server.DATABASES) == [PRIMARY]
    assert not hasattr(server, "DATABASE_ROUTERS")
    assert "jejaring.replica.OwnWritesMiddleware" not in server.MIDDLEWARE


def test_an_address_is_enough(settings_with):
    server = settings_with(DATABASE_URL=URL, JEJARING_REPLICA_URL=URL)
    there = server.DATABASES[REPLICA]
    assert there["HOST"] == "10.0.0.12"
    assert there["OPTIONS"]["sslmode"] == "require"
    assert 0 < there["OPTIONS"]["connect_timeout"] <= 2
    assert "statement_timeout" in there["OPTIONS"]["options"]
    assert there["TEST"] == {"MIRROR": PRIMARY}
    assert server.DATABASE_ROUTERS == ["jejaring.replica.ReplicaRouter"]
    assert "jejaring.replica.OwnWritesMiddleware" in server.MIDDLEWARE


def test_behind_a_pooler_nothing_outlives_a_transaction(settings_with):
    server = settings_with(DATABASE_URL=URL, JEJARING_REPLICA_URL=URL, JEJARING_POOLED="1")
    for database in server.DATABASES.values():
        assert database["DISABLE_SERVER_SIDE_CURSORS"] is True
    # PgBouncer refuses whoever sends options along.
    assert "options" not in server.DATABASES[REPLICA]["OPTIONS"]


@pytest.mark.parametrize(
    ("primary", "replica", "ids"),
    [
        (POSTGRESQL, None, []),
        (POSTGRESQL, POSTGRESQL, []),
        (POSTGRESQL, "django.db.backends.sqlite3", ["jejaring.E002"]),
        ("django.db.backends.sqlite3", POSTGRESQL, ["jejaring.E002"]),
    ],
)
def test_a_replica_of_another_kind_is_refused(monkeypatch, settings, primary, replica, ids):
    databases = {PRIMARY: {"ENGINE": primary}} | ({REPLICA: {"ENGINE": replica}} if replica else {})
    monkeypatch.setattr("jejaring.checks.settings", SimpleNamespace(DATABASES=databases))
    assert [error.id for error in replica_is_postgresql(None)] == ids
