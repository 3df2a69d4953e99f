"""Roles as they stood on an earlier day, and what became of them since."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from stakeholders.models import Participation, Presence
from stakeholders.models.kinds import Family
from stakeholders.models.participation import VillageRole
from stakeholders.services.network import read_network
from stakeholders.services.participation import matrix, participation_on, role_readings
from stakeholders.services.participation_trend import Tally, trend
from stakeholders.services.ties import state_tie
from tests import factories
from tests.factories import SENGI

pytestmark = pytest.mark.django_db

LAST_YEAR, JANUARY, MARCH, JUNE = (
    date(2025, 11, 15),
    date(2026, 1, 20),
    date(2026, 3, 1),
    date(2026, 6, 1),
)


def at(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture
def sengi():
    return factories.village()


@pytest.fixture
def by(sengi):
    return factories.user()


def group(recorded=JANUARY, **fields):
    return factories.group(created_at=at(recorded), **fields)


def say(of, role, value, as_of, *, by, recorded=None, reason="", village=None):
    """Add a reading; the next version, whatever the day it is about."""
    village = village or of.village
    version = Participation.objects.filter(group=of, role=role, village=village).count() + 1
    return Participation.objects.create(
        village=village, group=of, role=role, value=value, as_of=as_of, version=version,
        recorded_by=by, recorded_at=at(recorded or as_of), reason=reason,
    )  # fmt: skip


def values(village, on, role="planning"):
    """What each group answered on that day, by name."""
    return {
        row.group.name: reading and reading.value
        for row in participation_on(village, on).rows
        for asked, reading in row.readings.items()
        if asked == role
    }


def since(village, day):
    return trend(village, day, now=matrix(village))


# --- as of a day ---------------------------------------------------------------------------------


def test_a_reading_counts_from_the_day_it_is_about_whenever_it_was_written_down(sengi, by):
    a = group(name="A")
    say(a, "planning", "no", LAST_YEAR, recorded=JANUARY, by=by)
    say(a, "planning", "yes", MARCH, by=by)

    assert values(sengi, date(2025, 11, 14)) == {}
    assert values(sengi, LAST_YEAR) == {"A": "no"}
    assert values(sengi, date(2026, 2, 28)) == {"A": "no"}
    assert values(sengi, MARCH) == {"A": "yes"}


def test_of_several_readings_the_one_written_last_counts(sengi, by):
    """Somebody corrects what was written about March by a reading about January."""
    a = group(name="A")
    say(a, "planning", "yes", MARCH, by=by)
    say(a, "planning", "name_only", JANUARY, recorded=JUNE, by=by)

    assert values(sengi, JUNE) == {"A": "name_only"}
    assert matrix(sengi).rows[0].readings["planning"].value == "name_only"


def test_groups_are_those_that_were_there(sengi, by):
    group(name="A")
    group(JUNE, name="Belum dicatat")
    group(name="Sudah pergi", archived_at=at(date(2026, 2, 1)))
    group(name="Pergi kemudian", archived_at=at(JUNE))
    elsewhere = group(home=factories.village("33.08.06.2001", "Ngargomulyo"), name="Tamu")
    Presence.objects.create(stakeholder=elsewhere, region=sengi)

    assert set(values(sengi, MARCH)) == {"A", "Pergi kemudian", "Tamu"}


def test_today_is_the_matrix_of_today(sengi, by):
    a, b = group(name="A"), group(name="B", kind="kwt")
    say(a, "planning", "yes", JANUARY, by=by)
    say(b, "bpd", "no", MARCH, by=by)

    assert participation_on(sengi, timezone.localdate()) == matrix(sengi)


def test_the_past_is_read_in_two_queries(sengi, by, django_assert_num_queries):
    for _ in range(5):
        say(group(), "planning", "yes", JANUARY, by=by)

    with django_assert_num_queries(2):
        assert len(participation_on(sengi, MARCH).rows) == 5


def test_the_findings_of_a_past_day_know_the_roles_of_that_day(sengi, by):
    a, b = group(name="A"), group(name="B")
    state_tie(village=sengi, source=a, target=b, kind="supports", by=by, on=JANUARY)
    for each in (a, b):
        say(each, "planning", "no", JANUARY, by=by)
        say(each, "planning", "yes", JUNE, by=by)

    def empty(on):
        found = read_network(sengi, by, on=on).findings
        return "planning" in [each["about"] for each in found if each["kind"] == "empty_role"]

    assert empty(MARCH)
    assert not empty(None)
    assert [r["value"] for r in role_readings(sengi, MARCH) if r["value"]] == ["no", "no"]


# --- the trend -----------------------------------------------------------------------------------


def test_only_what_was_asked_at_both_times_is_compared(sengi, by):
    """A gains planning and loses BPD, B stays in name only, C was first asked in June."""
    a, b, c = group(name="A"), group(name="B", kind="kwt"), group(name="C")
    say(a, "planning", "name_only", LAST_YEAR, by=by)
    say(a, "planning", "yes", MARCH, reason="Dibaca sendiri.", by=by)
    say(a, "bpd", "yes", LAST_YEAR, by=by)
    say(a, "bpd", "no", MARCH, by=by)
    say(b, "planning", "name_only", LAST_YEAR, by=by)
    say(b, "planning", "no", MARCH, by=by)
    say(c, "planning", "yes", JUNE, by=by)

    found = since(sengi, JANUARY)

    assert found.whole == Tally(both=3, then=1, now=1, asked_since=1)
    assert found.roles == {
        VillageRole.PLANNING: Tally(both=2, then=0, now=1, asked_since=1),
        VillageRole.BPD: Tally(both=1, then=1, now=0, asked_since=0),
    }
    assert found.families == {
        Family.PEREMPUAN: Tally(both=1, then=0, now=0, asked_since=0),
        Family.OTL: Tally(both=2, then=1, now=1, asked_since=1),
    }
    assert [(t.group.name, t.role, t.is_gain) for t in found.turns] == [
        ("A", "planning", True),
        ("A", "bpd", False),
    ]
    assert found.roles[VillageRole.PLANNING].change == 1
    assert (found.since, found.first) == (JANUARY, LAST_YEAR)


def test_what_does_not_apply_at_either_time_is_not_compared(sengi, by):
    a, b = group(), group()
    say(a, "planning", "not_applicable", LAST_YEAR, by=by)
    say(a, "planning", "yes", MARCH, by=by)
    say(b, "planning", "yes", LAST_YEAR, by=by)
    say(b, "planning", "not_applicable", MARCH, by=by)

    assert since(sengi, JANUARY).whole == Tally(both=0, then=0, now=0, asked_since=0)


def test_a_group_that_left_moves_no_number(sengi, by):
    gone, a = group(archived_at=at(JUNE)), group()
    for each in (gone, a):
        say(each, "planning", "yes", LAST_YEAR, by=by)

    assert since(sengi, JANUARY).whole == Tally(both=1, then=1, now=1, asked_since=0)


def test_a_group_is_asked_in_each_village_of_its_own(sengi, by):
    guest = group(home=factories.village("33.08.06.2001", "Ngargomulyo"))
    Presence.objects.create(stakeholder=guest, region=sengi)
    say(guest, "planning", "yes", LAST_YEAR, by=by)
    say(guest, "planning", "no", MARCH, by=by, village=sengi)

    assert since(sengi, JANUARY).whole == Tally(both=0, then=0, now=0, asked_since=1)


def test_a_village_nobody_asked_has_nothing_to_compare(sengi):
    found = since(sengi, JANUARY)

    assert (found.first, found.roles, found.turns) == (None, {}, ())
    assert found.whole == Tally(0, 0, 0, 0)


def test_other_villages_do_not_come_in(sengi, by):
    other = group(home=factories.village("33.08.06.2001", "Ngargomulyo"))
    say(other, "planning", "yes", LAST_YEAR, by=by)

    assert since(sengi, JANUARY).first is None
    assert participation_on(factories.village(SENGI), MARCH).rows == ()
