"""The proof about crashes can fail: it notices what is missing."""

import pytest

from jejaring.ids import uuid7
from stakeholders.models import StepAnswer, Tie
from stakeholders.questions import GOVERNMENT
from stakeholders.services.worksheets import record_step
from tests import factories
from tests.prove import crash

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(monkeypatch):
    """Two answers saved as the service does it, and a tally that knows of both."""
    monkeypatch.setattr(crash, "KILLS", 1)
    tally, worksheet = crash.Tally(slowest_return=0.4), factories.worksheet()
    for version, stance in enumerate(("support", "hinder")):
        operation = uuid7()
        record_step(
            worksheet=worksheet,
            step=GOVERNMENT,
            content={"stance": stance, "why": f"kata {version}"},
            base_version=version,
            by=worksheet.facilitator,
            pk=operation,
        )
        tally.acknowledged[str(operation)] = f"kata {version}"
    return tally


def held(tally):
    return [proof.ok for proof in crash.verdict(tally)]


def test_nothing_missing_holds(saved):
    assert held(saved) == [True, True, True, True]


def test_an_acknowledged_answer_that_is_gone_breaks_it(saved):
    saved.acknowledged[str(uuid7())] = "kata 3"
    assert held(saved) == [False, True, True, True]


def test_an_acknowledged_answer_with_other_words_breaks_it(saved):
    saved.acknowledged[next(iter(saved.acknowledged))] = "bukan itu"
    assert held(saved) == [False, True, True, True]


def test_a_tie_that_was_not_closed_breaks_it(saved):
    Tie.objects.filter(answer__version=2).delete()
    assert held(saved) == [True, False, True, True]


def test_a_version_that_was_left_out_breaks_it(saved):
    StepAnswer.objects.filter(version=2).update(version=3)
    assert held(saved) == [True, False, True, True]


def test_an_unsound_database_or_a_slow_return_breaks_it(saved):
    saved.unsound.append("row 3 missing from index")
    saved.slowest_return = 6.0
    assert held(saved) == [True, True, False, False]


def test_a_run_without_load_proves_nothing(saved):
    saved.acknowledged.clear()
    assert held(saved)[0] is False
