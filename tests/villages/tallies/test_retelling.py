"""A past that comes in on one day is counted as if it had been told month by month."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from stakeholders.models import Stakeholder
from stakeholders.sample import FIRST_DAY
from tests import factories
from tests.clock import turning
from tests.villages.tallies.kept import kept
from tests.villages.tallies.sums import faults
from villages.models import Tally
from villages.tallies.keeping import count_all_marked
from villages.tallies.months import later, month_of, this_month
from villages.tallies.reading import NO_DATA, figures, place_of
from villages.tallies.rebuilding import date_back, rebuild, retell

pytestmark = pytest.mark.django_db
DUKUN, SENGI = "33.08.06", "33.08.06.2012"
FIRST = month_of(FIRST_DAY)


@pytest.fixture
def loaded():
    """The sample district in an installation that was counted when it was new."""
    factories.sample_villages()
    count_all_marked()
    call_command("load_sample")
    count_all_marked()
    call_command("load_sample_agreements")
    count_all_marked()


def test_every_month_of_the_sample_is_what_its_rows_say(loaded):
    outcome = rebuild(check=True, since=later(FIRST, -1))
    assert outcome.first == ()
    assert outcome.numbers > 500
    assert faults() == []


def test_the_year_of_the_sample_is_told_month_by_month(loaded):
    begun = [kept(DUKUN, "begun", month) for month in (later(FIRST, -1), FIRST, this_month())]
    assert begun == [0, 3, 3]
    assert kept(DUKUN, "villages", later(FIRST, -1)) == len(factories.SAMPLE_VILLAGES)
    running = [kept(DUKUN, "agreements.running", month) for month in (202603, 202604, 202610)]
    assert running == [0, 2, 2]
    assert kept("33", "ties.supports", 202601) < kept("33", "ties.supports", 202609)


def test_numbers_about_persons_are_there_before_the_first_month_is_over(loaded):
    shown = figures(place_of(DUKUN), of=["ties", "dependency"])
    assert shown.number("ties", "supports") >= 10
    assert shown.number("dependency") is not NO_DATA


def test_where_the_country_was_not_counted_so_long_ago_nothing_is_told():
    factories.group()
    count_all_marked()
    before = list(Tally.objects.order_by("pk").values_list())
    assert not retell([SENGI], FIRST)
    assert list(Tally.objects.order_by("pk").values_list()) == before


def test_a_count_is_dated_back_only_before_anything_is_recorded():
    factories.village(begun=False)
    count_all_marked()
    assert date_back(202512)
    assert kept("33.08", "villages", 202512) == 1
    assert not date_back(202511)
    factories.group()
    count_all_marked()
    assert not date_back(202511)
    assert kept("33.08", "villages", 202511) == 0


def test_told_twice_it_is_told_the_same():
    with turning(datetime(2026, 3, 10, tzinfo=UTC)) as clock:
        factories.village(begun=False)
        count_all_marked()
        assert date_back(202601)
        clock.shift(timedelta(days=25))
        group = factories.group(name="Tani Maju")
        count_all_marked()
        Stakeholder.objects.filter(pk=group.pk).update(created_at=datetime(2026, 2, 3, tzinfo=UTC))
        for _again in range(2):
            assert retell([SENGI], 202601)
            months = (202601, 202602, 202603, 202604)
            assert [kept("33", "groups.otl", month) for month in months] == [0, 1, 1, 1]
