"""What is read at the replica, by whom, and where what is written goes."""

import threading

import pytest
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS as PRIMARY
from django.db import router, transaction
from django.urls import reverse

from jejaring import replica as reading
from jejaring.dashboards.opening import open_numbers
from jejaring.models import Event, Membership
from jejaring.replica import REPLICA, SECONDS_BEHIND, WROTE, from_replica
from jejaring.roles import Role
from tests import factories
from tests.jejaring.dashboards.district import REGENCY, SUBDISTRICT, coordinator
from tests.jejaring.replica.asking import NUMBERS, PEOPLE, asking, count_regions, home
from villages.models import Region, Tally

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

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
