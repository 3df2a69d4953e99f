"""The table of acts against the oracle: a short walk; ``prove cooperation`` walks 20,000 steps."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.cooperation.machine import Agreements


@pytest.mark.django_db
def test_no_illegal_step_is_taken_no_legal_one_refused_and_nobody_oversteps():
    class Walk(Agreements):
        people = None

    run_state_machine_as_test(
        Walk, settings=settings(max_examples=20, stateful_step_count=40, database=None)
    )
    assert Walk.tally["steps"] > 60
