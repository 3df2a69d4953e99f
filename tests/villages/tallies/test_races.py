"""Two at once: no change is lost, and sums stay those of the villages."""

from datetime import UTC, datetime, timedelta

import pytest

from jejaring.ids import uuid7
from stakeholders.models import GroupKind
from stakeholders.services.groups import record_stakeholder
from tests import factories
from tests.clock import turning
from tests.races import together
from tests.villages.tallies.sums import faults
from villages.models import TallyMark
from villages.tallies.keeping import count_all_marked
from villages.tallies.rebuilding import rebuild

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PATEN = "33.08.06.2013"
ROUNDS = 12


def recording(village, by, times=1):
    kind = GroupKind.objects.get(pk="otl")

    def act():
        for _ in range(times):
            record_stakeholder(
                village=village, by=by, kind="group", group_kind=kind, name=uuid7().hex
            )

    return act


def assert_counted():
    assert not TallyMark.objects.exists()
    outcome = rebuild(check=True)
    assert (outcome.first, faults()) == ((), [])


def test_two_villages_that_begin_a_month_at_once():
    with turning(datetime(2026, 1, 10, tzinfo=UTC)) as clock:
        by = factories.user()
        villages = [factories.village(), factories.village(PATEN, "Paten")]
        for _ in range(ROUNDS):
            clock.shift(timedelta(days=31))
            assert together(*(recording(village, by) for village in villages)) == [None, None]
            assert_counted()


def test_two_changes_of_one_village_at_once():
    by, village = factories.user(), factories.village()
    for _ in range(ROUNDS):
        acts = [recording(village, by, times=3) for _ in range(3)]
        assert together(*acts) == [None, None, None]
        assert_counted()


def test_rebuilding_while_people_record():
    by = factories.user()
    villages = [factories.village(), factories.village(PATEN, "Paten")]
    for _ in range(4):
        acts = [recording(village, by, times=6) for village in villages]
        told = together(rebuild, *acts, rebuild)
        assert not [each for each in told if isinstance(each, Exception)], told
        count_all_marked()
        assert_counted()
