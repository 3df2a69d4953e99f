"""The proof about crashes can fail: it notices what is missing."""

import pytest

from jejaring.services import record_event
from tests import factories
from tests.prove import crash
from villages.models import VillageProfile

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(monkeypatch):
    """Two villages opened as the service does it, and a tally that knows of both."""
    monkeypatch.setattr(crash, "KILLS", 1)
    by = factories.user()
    for code in ("33.08.06.2001", "33.08.06.2002"):
        profile = VillageProfile.objects.get(pk=factories.village(code).pk)
        record_event(by=by, verb="started", subject=profile, region_code=code)
    return crash.Tally(acknowledged={"33.08.06.2001", "33.08.06.2002"}, slowest_return=0.4)


def held(tally):
    return [proof.ok for proof in crash._verdict(tally)]


def test_nothing_missing_holds(opened):
    assert held(opened) == [True, True, True, True]


def test_an_acknowledged_write_that_is_gone_breaks_it(opened):
    opened.acknowledged.add("33.08.06.2003")
    assert held(opened) == [False, True, True, True]


def test_half_an_act_breaks_it(opened):
    factories.village("33.08.06.2004")
    assert held(opened) == [True, False, True, True]


def test_an_unsound_database_or_a_slow_return_breaks_it(opened):
    opened.unsound.append("row 3 missing from index")
    opened.slowest_return = 6.0
    assert held(opened) == [True, True, False, False]


def test_a_run_without_load_proves_nothing(opened):
    opened.acknowledged.clear()
    assert held(opened)[0] is False
