"""The act of review in the one table of acts: who may do it, from where, and what it moves."""

from dataclasses import replace

import pytest

from cooperation.lifecycle import ACTS, Flow, State
from cooperation.lifecycle.acts import one_more
from cooperation.lifecycle.standing import Fact, Standing
from jejaring.roles import GRANTS, Role

REVIEW = ACTS["review"]


@pytest.mark.parametrize("state", list(State))
def test_only_what_runs_or_is_postponed_is_reviewed(state):
    standing = Standing(flow=Flow.BETWEEN, state=state, number=3)
    assert REVIEW.fits(standing) == (state in {State.RUNNING, State.POSTPONED})


@pytest.mark.parametrize("state", [State.RUNNING, State.POSTPONED])
def test_a_review_counts_as_an_event_and_moves_nothing_else(state):
    standing = Standing(flow=Flow.VILLAGE_LED, state=state, number=3, text="x")
    fact = Fact("review", content={"appraisal": "d"}, actor="a")
    assert one_more(standing, fact) == replace(standing, number=4)


def test_drafting_or_reviewing_is_enough_and_reading_is_not():
    may = {role for role in Role if GRANTS[role] & set(REVIEW.permissions)}
    assert may == {
        Role.FACILITATOR,
        Role.VILLAGE_HEAD,
        Role.VILLAGE_SECRETARY,
        Role.OFFICIAL,
        Role.BPD,
    }
    assert all(len(act.permissions) == 1 for act in ACTS.values() if act is not REVIEW)
