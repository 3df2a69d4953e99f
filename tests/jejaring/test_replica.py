"""Reading the replica: what is read there, by whom, and what happens when it is gone."""

import copy
import logging
import threading
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS as PRIMARY
from django.db import OperationalError, connections, router, transaction
from django.http import HttpResponse
from django.urls import reverse

from jejaring import replica as reading
from jejaring.dashboards.opening import open_numbers
from jejaring.models import Event, Membership
from jejaring.replica import REPLICA, SECONDS_ASIDE, SECONDS_BEHIND, WROTE, from_replica, state
from jejaring.roles import Role
from tests import factories
from tests.jejaring.dashboards.district import REGENCY, SUBDISTRICT, coordinator, district
from villages.models import Region, Tally

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

NUMBERS, PEOPLE = '"villages_tally"', '"jejaring_membership"'


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


def home():
    return reverse("dashboard", args=[REGENCY])


@from_replica
def count_regions(_request):
    return HttpResponse(str(Region.objects.count()))


def asking(method="GET", **cookies):
    return SimpleNamespace(method=method, COOKIES=cookies)


# --- What is read there ---------------------------------------------------------------------------

PAGES = [
    ("dashboard", [REGENCY]),
    ("dashboard_part", [REGENCY, "kelompok"]),
    ("dashboard_part", [REGENCY, "cakupan"]),
    ("dashboard_questions", [REGENCY]),
    ("dashboard_compare", [REGENCY]),
    ("dashboard_report", [REGENCY]),
    ("dashboard_copy", [REGENCY]),
    ("dashboard_summary", [REGENCY]),
    ("dashboard_table", [REGENCY, "kelompok", "csv"]),
    ("dashboard_table", [SUBDISTRICT, "kelompok", "xlsx"]),
]


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_numbers_are_read_there_and_rights_at_the_primary(signed_in, there, name, args):
    assert signed_in.get(reverse(name, args=args)).status_code == 200
    assert there.times(REPLICA, NUMBERS)
    assert not there.times(PRIMARY, NUMBERS)
    assert there.times(PRIMARY, PEOPLE)
    assert not there.times(REPLICA, PEOPLE)
    assert not there.times(REPLICA, "django_session")


def test_a_public_page_is_read_there_and_whether_it_is_open_is_not(client, numbers, there):
    open_numbers(regency=Region.objects.get(pk=REGENCY), by=coordinator())
    assert client.get(reverse("open_numbers_page", args=[REGENCY])).status_code == 200
    assert there.times(REPLICA, NUMBERS)
    assert not there.times(REPLICA, '"villages_opennumbers"')


@pytest.mark.parametrize("name", ["agreement_sheet", "partner_sheet", "body_sheet"])
def test_lists_to_keep_are_read_there(client, there, name):
    client.force_login(factories.user(Role.FACILITATOR))
    assert client.get(reverse(name)).status_code == 200
    assert there.times(REPLICA, '"cooperation_')


def test_other_pages_stay_at_the_primary(signed_in, there):
    assert signed_in.get(reverse("home")).status_code == 200
    assert there.asked[PRIMARY]
    assert not there.asked[REPLICA]


def test_a_server_without_a_replica_reads_the_primary(signed_in):
    assert not reading.is_configured()
    assert signed_in.get(home()).status_code == 200
    with pytest.raises(MiddlewareNotUsed):
        reading.OwnWritesMiddleware(None)


# --- What is written, and who wrote ---------------------------------------------------------------


def test_who_has_just_written_reads_the_primary_until_the_replica_must_have_it(signed_in, there):
    sent = signed_in.post(reverse("dashboard_question", args=[REGENCY, "apa-saja"]))
    cookie = sent.cookies[WROTE]
    assert cookie["max-age"] > SECONDS_BEHIND
    assert cookie["httponly"]
    there.asked[PRIMARY].clear()
    signed_in.get(home())
    assert there.times(PRIMARY, NUMBERS)
    assert not there.asked[REPLICA]
    del signed_in.cookies[WROTE]
    signed_in.get(home())
    assert there.times(REPLICA, NUMBERS)


def test_reading_leaves_no_cookie(signed_in, there):
    assert WROTE not in signed_in.get(home()).cookies


def test_what_is_written_goes_to_the_primary_and_is_read_there_from_then_on(there):
    @from_replica
    def view(_request):
        before = router.db_for_read(Tally)
        Tally.objects.create(region_code="33", month=202601, measure="villages", number=1)
        return before, router.db_for_read(Tally)

    assert view(asking()) == (REPLICA, PRIMARY)
    assert not there.times(REPLICA, "INSERT")


def test_writing_what_is_never_read_there_changes_nothing(there):
    @from_replica
    def view(_request):
        cache.set("drawn", "once")
        Event.objects.create(verb="read")
        return router.db_for_read(Tally)

    assert view(asking()) == REPLICA


def test_rows_that_are_locked_are_those_of_the_primary(there):
    @from_replica
    def view(_request):
        return list(Region.objects.select_for_update().filter(pk=REGENCY))

    view(asking())
    assert there.times(PRIMARY, '"villages_region"')
    assert not there.asked[REPLICA]


def test_a_transaction_is_of_one_database(there):
    @from_replica
    def view(_request):
        with transaction.atomic():
            within = router.db_for_read(Region)
        return within, router.db_for_read(Region)

    assert view(asking()) == (PRIMARY, REPLICA)


def test_a_row_that_came_from_there_is_saved_at_the_primary(numbers, there):
    @from_replica
    def view(_request):
        row = Region.objects.get(pk=REGENCY)
        assert row._state.db == REPLICA
        row.save()
        return row

    row = view(asking())
    assert there.times(PRIMARY, "UPDATE")
    assert not there.times(REPLICA, "UPDATE")
    assert row._state.db == PRIMARY


def test_a_row_that_came_from_there_leads_to_the_primary_later(there):
    row = Membership(region_code=REGENCY)
    row._state.db = REPLICA
    assert router.db_for_read(Region, instance=row) == PRIMARY


def test_the_copy_gets_no_tables_from_migrations(there):
    assert not router.allow_migrate(REPLICA, "villages")
    assert router.allow_migrate(PRIMARY, "villages")


def test_rows_of_both_may_be_joined(there):
    one, other = Region(code="33"), Membership()
    one._state.db, other._state.db = REPLICA, PRIMARY
    assert router.allow_relation(one, other)


@pytest.mark.parametrize("request_", [asking("POST"), asking(wrote="1")])
def test_whoever_may_not_read_there_does_not_even_connect(there, request_):
    count_regions(request_)
    assert there.tried == 0
    assert there.times(PRIMARY, '"villages_region"')


def test_only_the_thread_of_the_request_reads_there(there):
    found = []

    @from_replica
    def view(_request):
        other = threading.Thread(target=lambda: found.append(router.db_for_read(Region)))
        other.start()
        other.join()
        found.append(router.db_for_read(Region))

    view(asking())
    assert found == [PRIMARY, REPLICA]


# --- When it is gone ------------------------------------------------------------------------------


@pytest.fixture
def said(caplog):
    caplog.set_level(logging.WARNING, "jejaring.replica")
    return lambda: [record.getMessage() for record in caplog.records]


def test_a_replica_that_refuses_costs_nobody_a_page(signed_in, there, said):
    there.refuses = "connection refused"
    for _time in range(3):
        assert signed_in.get(home()).status_code == 200
    assert there.times(PRIMARY, NUMBERS)
    assert there.tried == 1
    (words,) = said()
    assert "connection refused" in words
    assert str(SECONDS_ASIDE) in words


@pytest.mark.parametrize(
    "words", ["server closed the connection", "canceling statement due to conflict with recovery"]
)
def test_a_page_during_which_it_falls_away_is_read_again_at_the_primary(
    signed_in, there, said, words
):
    there.breaks = words
    answer = signed_in.get(home())
    assert answer.status_code == 200
    assert len(there.asked[REPLICA]) == 1
    assert there.times(PRIMARY, NUMBERS)
    assert there.closed == 1
    assert words in said()[0]
    there.asked[REPLICA].clear()
    signed_in.get(home())
    assert not there.asked[REPLICA]


def test_after_a_while_one_tries_and_the_others_do_not_wait(there, clock, said):
    there.refuses = "connection refused"
    count_regions(asking())
    clock.now += SECONDS_ASIDE
    found = []
    there.meanwhile = lambda: found.append(state.is_usable())
    for _time in range(3):
        count_regions(asking())
    assert there.tried == 2
    assert found == [False]
    assert len(said()) == 1
    there.refuses = ""
    clock.now += SECONDS_ASIDE
    count_regions(asking())
    assert there.times(REPLICA, '"villages_region"') == 1
    assert said()[1:] == ["the replica is read again"]


def test_an_error_of_the_primary_is_not_the_replicas(there, said):
    @from_replica
    def view(_request):
        raise OperationalError("the primary is full")

    with pytest.raises(OperationalError):
        view(asking())
    assert not said()
    assert state.is_usable()


def test_what_is_read_while_a_response_is_streamed_is_read_at_the_primary(there):
    @from_replica
    def view(_request):
        return (region.pk for region in Region.objects.all())

    rows = view(asking())
    there.asked[REPLICA].clear()
    list(rows)
    assert not there.asked[REPLICA]


# --- How far behind it is -------------------------------------------------------------------------


def where(there):
    """Which database a request reads now."""
    for asked in there.asked.values():
        asked.clear()
    count_regions(asking())
    return REPLICA if there.asked[REPLICA] else PRIMARY


def test_a_replica_that_has_everything_is_read(there):
    assert where(there) == REPLICA


def test_one_that_runs_a_little_behind_a_busy_primary_is_read(there, clock):
    there.position |= {PRIMARY: 520, REPLICA: 510}
    assert where(there) == PRIMARY  # how old it is nobody knows yet
    clock.now += 1
    there.position |= {PRIMARY: 540, REPLICA: 530}
    assert where(there) == REPLICA
    for step in range(1, 10):
        clock.now += 4
        there.position |= {PRIMARY: 540 + 20 * step, REPLICA: 530 + 20 * step}
        assert where(there) == REPLICA


def test_one_that_stands_still_is_never_read_when_older_than_allowed(there, clock, said):
    assert where(there) == REPLICA
    there.position[PRIMARY] = 600
    read_at = []
    for _second in range(3 * SECONDS_BEHIND):
        clock.now += 1
        if where(there) == REPLICA:
            read_at.append(clock.now - 1000)
    assert max(read_at) <= SECONDS_BEHIND
    assert [words for words in said() if "behind" in words]


def test_one_that_has_caught_up_is_read_again(there, clock, said):
    there.position[PRIMARY] = 600
    for _second in range(SECONDS_BEHIND + 2):
        where(there)
        clock.now += 1
    there.position[REPLICA] = 590
    clock.now += SECONDS_ASIDE
    assert where(there) == PRIMARY
    there.position |= {PRIMARY: 640, REPLICA: 630}
    clock.now += 1
    assert where(there) == REPLICA
    assert said()[-1] == "the replica is read again"


def test_one_nobody_looked_at_for_long_is_looked_at_first(there, clock):
    assert where(there) == REPLICA
    there.position[PRIMARY] = 600
    clock.now += 3600
    assert where(there) == PRIMARY


def test_a_database_that_follows_nobody_is_no_replica(there, said):
    there.position[REPLICA] = None
    assert where(there) == PRIMARY
    assert "follows nobody" in said()[0]
