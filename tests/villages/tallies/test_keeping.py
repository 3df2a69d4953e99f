"""Counting after a change: marks, savepoints, failures, and months that turn."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from stakeholders.models import Stakeholder
from stakeholders.services.groups import archive_stakeholder
from tests import factories
from tests.clock import turning
from tests.villages.tallies.kept import kept
from tests.villages.tallies.sums import faults, standing
from villages.models import Region, TallyMark
from villages.tallies import keeping, marking
from villages.tallies.keeping import count_all_marked, count_marked
from villages.tallies.months import this_month

pytestmark = pytest.mark.django_db
SENGI, PATEN = "33.08.06.2012", "33.08.06.2013"


def marks() -> set[str]:
    return set(TallyMark.objects.values_list("source", flat=True))


def test_what_a_commit_counts(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        factories.person()
        assert "people" in marks()
    assert not TallyMark.objects.exists()
    for code in (SENGI, "33.08.06", "33.08", "33", ""):
        assert kept(code, "people", this_month()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        factories.person()
    assert kept("", "people", this_month()) == 2


def test_a_village_is_counted_once_however_much_of_it_changed(
    django_capture_on_commit_callbacks, monkeypatch
):
    counted = []
    monkeypatch.setattr(keeping, "count_marked", counted.append)
    with django_capture_on_commit_callbacks(execute=True) as calls:
        factories.person()
        factories.group()
    assert len(calls) > 5
    assert counted == [SENGI]


def test_a_savepoint_that_is_taken_back_takes_its_mark_along():
    village = factories.village()
    count_all_marked()
    try:
        with transaction.atomic():
            factories.person(village)
            raise ValueError
    except ValueError:
        pass
    assert marks() == set()
    factories.person(village)
    assert "people" in marks()


def test_a_change_after_a_count_in_one_transaction_is_marked_again():
    with transaction.atomic():
        person = factories.person()
        count_all_marked()
        person.delete()
    assert "people" in marks()
    count_all_marked()
    assert kept("", "people", this_month()) == 0


def test_a_count_that_fails_leaves_its_mark_and_the_answer_saved(
    client, django_capture_on_commit_callbacks, monkeypatch, caplog
):
    def broken(*_about):
        raise RuntimeError("no numbers today")

    person = factories.user()
    client.force_login(person)
    village = factories.village()
    count_all_marked()
    monkeypatch.setattr(keeping, "count_village", broken)
    with django_capture_on_commit_callbacks(execute=True):
        archived = factories.group(village)
        archive_stakeholder(stakeholder=archived, by=person)
        assert client.get(reverse("village_detail", args=[SENGI])).status_code == 200
    assert Stakeholder.objects.get(pk=archived.pk).archived_at
    assert "not counted yet" in caplog.text
    assert "groups" in marks()
    monkeypatch.undo()
    assert count_marked(SENGI)
    assert marks() == set()


def test_a_mark_of_a_source_that_is_gone_goes():
    factories.village()
    count_all_marked()
    TallyMark.objects.create(region_code=SENGI, source="of-an-older-edition")
    assert count_marked(SENGI)
    assert marks() == set()
    assert not count_marked(SENGI)


def test_a_region_above_is_never_counted_like_a_village():
    factories.person()
    count_all_marked()
    Region.objects.get(pk="33.08").save()
    assert marks() == set()


def test_months_that_are_over_stay_and_the_next_begins_with_them():
    with turning(datetime(2026, 1, 31, 16, 59, tzinfo=UTC)) as clock:  # 23.59 in Jakarta
        factories.person()
        factories.person(factories.village(PATEN, "Paten"))
        count_all_marked()
        january = standing(202601)
        assert january["33.08.06", "people"] == 2
        clock.shift(timedelta(minutes=2))
        assert this_month() == 202602
        factories.person()
        count_all_marked()
        assert standing(202601) == january
        assert kept("33.08.06", "people", 202602) == 3
        # Nothing changed there: its last snapshot holds.
        assert kept(PATEN, "people", 202602) == 0
        assert faults() == []
        clock.shift(timedelta(days=62))
        Stakeholder.objects.filter(village=PATEN).update(archived_at=timezone.now())
        count_all_marked()
        assert kept("33.08.06", "people", 202604) == 2
        assert standing(202601) == january
        assert faults() == []


def test_many_rows_at_once_are_asked_for_in_parts(monkeypatch):
    village = factories.village()
    monkeypatch.setattr(marking, "_ROWS_A_STATEMENT", 2)
    rows = [Stakeholder(village=village, kind="person", name=f"Tokoh {n}") for n in range(5)]
    Stakeholder.objects.bulk_create(rows)
    count_all_marked()
    paten = factories.village(PATEN, "Paten")
    Stakeholder.objects.filter(village=village).update(village=paten)
    count_all_marked()
    assert kept(PATEN, "people", this_month()) == 5
    assert kept(SENGI, "people", this_month()) == 0
