"""Rules that hold for every test."""

from contextlib import ExitStack
from datetime import date

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.utils import translation

from tests.clock import morning_of, today, turning
from tests.strictness import forbid_network

# How long one example takes says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile(
    "jejaring", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("jejaring")

ON_POSTGRESQL_ONLY = ("race", "postgres_only")
DATABASE = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser):
    parser.addoption(
        "--races-must-run",
        action="store_true",
        help="fail unless at least one race test ran (and passed) in this session",
    )
    parser.addoption(
        "--beside-another-database",
        action="store_true",
        help="leave out what a run on another database proves as well: tests that ask for none,"
        " and those marked any_database",
    )
    parser.addoption(
        "--on-day",
        type=date.fromisoformat,
        help="the day the tests live on, as 2027-01-01; today without it",
    )


def pytest_configure(config):
    """Let every run begin at nine in the morning: one begun before midnight would find a
    "tomorrow" of its first minutes to be today. Workers are told the same day."""
    config.option.on_day = config.option.on_day or today()
    with ExitStack() as morning:
        morning.enter_context(turning(morning_of(config.option.on_day)))
        config.add_cleanup(morning.pop_all().close)


def pytest_collection_modifyitems(config, items):
    if config.getoption("--beside-another-database"):
        proved = [item for item in items if not leans_on_its_database(item)]
        items[:] = [item for item in items if leans_on_its_database(item)]
        config.hook.pytest_deselected(items=proved)
    on_postgresql = connection.vendor == "postgresql"
    reason = "counts on PostgreSQL only: SQLite lets one writer in at a time"
    for item in items:
        if _empties_tables(item):
            _restore_what_migrations_wrote(item)
        if not on_postgresql and any(map(item.get_closest_marker, ON_POSTGRESQL_ONLY)):
            item.add_marker(pytest.mark.skip(reason=reason))
    # After them, the others would find the tables without the rows of migrations.
    items.sort(key=_empties_tables)


def leans_on_its_database(item) -> bool:
    """Whether a test could tell one database from another; without the mark it gets none."""
    if item.get_closest_marker("any_database"):
        return False
    return bool(
        item.get_closest_marker("django_db")
        or DATABASE & set(getattr(item, "fixturenames", ()))
        or any(map(item.get_closest_marker, ON_POSTGRESQL_ONLY))
    )


def _empties_tables(item) -> bool:
    """Whether the test commits, so that all tables are emptied after it."""
    mark = item.get_closest_marker("django_db")
    fixtures = getattr(item, "fixturenames", ())
    return bool(
        (mark and mark.kwargs.get("transaction"))
        or "live_server" in fixtures
        or "transactional_db" in fixtures
    )


def _restore_what_migrations_wrote(item):
    """Let a test that commits start with the rows of migrations (the kinds of groups)."""
    if mark := item.get_closest_marker("django_db"):
        mark.kwargs["serialized_rollback"] = True
    else:
        item.fixturenames.append("django_db_serialized_rollback")


def pytest_sessionfinish(session):
    """A suite whose race tests were all skipped has proved nothing about races."""
    if not session.config.getoption("--races-must-run") or hasattr(session.config, "workerinput"):
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not any("race" in report.keywords for report in reporter.stats.get("passed", ())):
        reporter.write_line("No race test ran, so races are not proved.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session", autouse=True)
def _no_network():
    with pytest.MonkeyPatch.context() as monkeypatch:
        forbid_network(monkeypatch)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let rows of migrations come back table by table: Django brings them back one by one."""
    from tests.sample import put_back, rows_of_all_tables

    with django_db_blocker.unblock():
        migrated = rows_of_all_tables()
    with pytest.MonkeyPatch.context() as monkeypatch:
        # The first test that commits finds them still there.
        monkeypatch.setattr(
            connection.creation,
            "deserialize_db_from_string",
            lambda _written: put_back(migrated, on_conflict="ON CONFLICT DO NOTHING"),
        )
        yield


@pytest.fixture(autouse=True)
def _source_language():
    """Start each test in Indonesian: a request in English before it left its language behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _nothing_drawn():
    """Start each test without what another drew: it would hide that it cannot be drawn here."""
    caches["drawn"].clear()


@pytest.fixture(scope="module")
def _world_of_the_module(django_db_setup, django_db_blocker):
    """The world in a transaction around all tests of a module; each takes back what it did."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        from tests.guards.world import make_world  # it takes a second, and few tests need it

        made = make_world()
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def world(_world_of_the_module, db):
    """Three villages full of canaries, and one person of each role."""
    return _world_of_the_module


@pytest.fixture
def counting(db):
    """Count what is marked, as a commit would: tests are rolled back, so none comes by itself."""
    from villages.tallies.keeping import count_all_marked

    return count_all_marked
