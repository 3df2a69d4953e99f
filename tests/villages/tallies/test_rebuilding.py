"""Counting everything: what differs is told, and put right; and regions that come and go."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from stakeholders.models import Stakeholder
from tests import factories
from tests.clock import turning
from tests.villages.tallies.kept import kept
from tests.villages.tallies.sums import faults, standing
from villages.models import Region, Tally, TallyMark
from villages.services.regions import import_regions
from villages.tallies import rebuilding
from villages.tallies.keeping import count_all_marked
from villages.tallies.months import this_month
from villages.tallies.rebuilding import rebuild

pytestmark = pytest.mark.django_db
SENGI, PATEN = "33.08.06.2012", "33.08.06.2013"


@pytest.fixture
def wrong():
    """One number that is not that of the rows."""
    factories.person()
    count_all_marked()
    Tally.objects.filter(region_code="33.08", measure="people").update(number=7)


def test_a_wrong_number_is_told_and_put_right(wrong):
    outcome = rebuild(check=True)
    assert [(each.region_code, each.kept, each.counted) for each in outcome.first] == [
        ("33.08", 7, 1)
    ]
    assert kept("33.08", "people", this_month()) == 7
    assert rebuild().different == 1
    assert kept("33.08", "people", this_month()) == 1
    assert rebuild(check=True).different == 0


@pytest.mark.parametrize(("at_once", "parts"), [(1, 3), (3, 2), (2_000, 1)])
def test_provinces_are_counted_together_or_apart_alike(at_once, parts, monkeypatch):
    homes = [factories.village(f"{code}.01.2001") for code in ("11.01", "33.08", "33.09", "91.03")]
    for home in homes:
        factories.person(home)
    count_all_marked()
    monkeypatch.setattr(rebuilding, "_AT_ONCE", at_once)
    assert len(rebuilding._parts()) == parts
    Tally.objects.filter(measure="people").delete()
    assert rebuild().different == 4 + 4 + 4 + 3 + 1  # two of the villages lie in one province
    assert rebuild(check=True).different == 0
    assert kept("", "people", this_month()) == 4


def test_a_number_that_is_missing_and_one_too_many():
    factories.person()
    count_all_marked()
    month = this_month()
    Tally.objects.filter(region_code=SENGI, measure="people").delete()
    Tally.objects.create(region_code="33", month=month, measure="groups.adat", number=2)
    assert rebuild().different == 2
    assert rebuild(check=True).different == 0
    assert kept("33", "groups.adat", month) == 0


def test_past_months_are_told_from_the_rows():
    with turning(datetime(2026, 1, 10, tzinfo=UTC)) as clock:
        person = factories.person()
        clock.shift(timedelta(days=40))
        Stakeholder.objects.filter(pk=person.pk).update(archived_at=timezone.now())
        factories.person()
        factories.person()
        clock.shift(timedelta(days=30))
        TallyMark.objects.all().delete()
        rebuild(since=202512)
        assert [kept("33", "people", month) for month in (202601, 202602)] == [1, 2]
        # Since when the list holds nobody has said; nobody had begun.
        assert (kept("", "villages", 202512), kept("", "begun", 202512)) == (1, 0)
        assert faults() == []
        assert rebuild(check=True, since=202512).different == 0


def test_the_command(wrong, capsys):
    with pytest.raises(CommandError, match="1 berbeda"):
        call_command("rebuild_tallies", check=True)
    assert "33.08" in capsys.readouterr().out
    call_command("rebuild_tallies")
    call_command("rebuild_tallies", check=True)
    assert "0 berbeda" in capsys.readouterr().out
    factories.person()
    call_command("rebuild_tallies", waiting=True)
    assert "1 desa" in capsys.readouterr().out
    assert kept("", "people", this_month()) == 2


@pytest.mark.parametrize("since", ["2026-13", "kemarin", "2199-01"])
def test_a_month_that_is_none_is_refused(since):
    with pytest.raises(CommandError, match=since):
        call_command("rebuild_tallies", f"--since={since}")


def test_a_desa_that_leaves_the_list_is_no_longer_counted_and_its_past_stays():
    with turning(datetime(2026, 1, 10, tzinfo=UTC)) as clock:
        factories.group()
        factories.village(PATEN, "Paten", begun=False)
        names = dict(Region.objects.values_list("code", "name"))
        import_regions(names | {"33.08.06.2014": "Krinjing"}, on=timezone.localdate())
        rebuild()
        january = standing(202601)
        assert (january["", "villages"], january["", "begun"]) == (3, 1)
        clock.shift(timedelta(days=31))
        del names[SENGI]
        import_regions(names, on=timezone.localdate())
        count_all_marked()
        for code in ("33.08.06", "33", ""):
            assert [kept(code, key, 202602) for key in ("villages", "begun", "mapped")] == [1, 0, 0]
            # Its groups are still there, under the old code.
            assert kept(code, "groups.otl", 202602) == 1
        assert standing(202601) == january
        assert rebuild(check=True).different == 0
        assert faults() == []
        import_regions(names | {SENGI: "Sengi"}, on=timezone.localdate())
        count_all_marked()
        assert kept("", "begun", 202602) == 1
        assert rebuild(check=True).different == 0
