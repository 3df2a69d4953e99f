"""The sample agreement that runs was planned and reviewed once, and its chain is whole."""

from datetime import date

import pytest

from cooperation import sample
from cooperation.models import Agreement
from cooperation.services.chain import first_break
from cooperation.services.fairness import counted, watches
from cooperation.services.review_seals import is_as_sealed
from tests.sample import sample_district

pytestmark = pytest.mark.django_db


def test_paten_loses_a_little_once_and_is_not_flagged_yet():
    sample_district()
    sample.load_sample()
    water = Agreement.objects.get(title=sample.WATER["title"])
    plan, review = counted(water)
    paten = water.parties.get(village=sample.PATEN)
    assert plan.is_plan
    assert review.verdicts[str(paten.pk)] == "loses"
    assert watches([water], date(2026, 11, 28))[water.pk].losing == ()
    assert is_as_sealed(review)
    assert first_break(water) is None
    assert [cycle.planned for cycle in water.reflections.order_by("number")][1] == (
        water.reflections.get(number=1).next_step
    )
