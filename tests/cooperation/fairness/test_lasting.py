"""Dependence, the four aspects, and when to look again."""

from datetime import date

import pytest

from cooperation.fairness.aspects import QUESTIONS, Aspect, Level, Trend, level, trend
from cooperation.fairness.dependence import (
    STEPS,
    WHY,
    Alone,
    Answers,
    Exit,
    Owner,
    Part,
    Risk,
    risks,
)
from cooperation.fairness.schedule import Due, due


def test_one_buyer_and_no_exit_clause_is_warned_about():
    said = Answers(income=80, exit=Exit.NONE)
    assert risks(said, with_partner=True) == [Risk.ONE_PARTNER_NO_EXIT]


def test_one_buyer_with_a_way_out_is_a_milder_warning():
    assert risks(Answers(income=50, exit=Exit.WRITTEN), with_partner=True) == [Risk.ONE_BUYER]
    assert risks(Answers(income=49, exit=Exit.WRITTEN), with_partner=True) == []
    assert risks(Answers(inputs=100, exit=Exit.WRITTEN), with_partner=True) == [Risk.ONE_SUPPLIER]


def test_what_was_only_spoken_is_no_way_out():
    assert risks(Answers(income=10, exit=Exit.SPOKEN), with_partner=True) == [Risk.NO_EXIT]


def test_what_is_left_at_the_end_is_warned_about():
    said = Answers(
        exit=Exit.WRITTEN, assets=Owner.PARTNER, alone=Alone.NOTHING, community=Part.NONE
    )
    assert risks(said, with_partner=True) == [
        Risk.ASSETS_LOST,
        Risk.NOTHING_ALONE,
        Risk.NO_COMMUNITY,
    ]
    assert Risk.ASSETS_UNSAID in risks(Answers(assets=Owner.UNSAID), with_partner=False)


def test_not_having_asked_is_a_warning_only_with_a_third_party():
    assert risks(Answers(), with_partner=True) == [Risk.NOT_ASKED]
    assert risks(Answers(), with_partner=False) == []


def test_every_risk_has_a_reason_and_a_step():
    assert set(WHY) == set(STEPS) == set(Risk)


def test_an_aspect_stands_at_the_lower_median_of_what_was_answered():
    assert level({"a": 4, "b": 2, "c": None}) == Level.POOR
    assert level({"a": 4, "b": 3, "c": 1}) == Level.FAIR
    assert level({"a": None}) is None


@pytest.mark.parametrize(
    ("before", "now", "moved"),
    [
        ({"a": 3, "b": 3}, {"a": 2, "b": 3}, Trend.WORSE),
        ({"a": 3, "b": 3}, {"a": 4, "b": 3}, Trend.BETTER),
        ({"a": 3, "b": 3}, {"a": 4, "b": 1}, Trend.MIXED),
        ({"a": 3, "b": 3}, {"a": 3, "b": 3}, Trend.SAME),
        ({"a": 3, "b": None}, {"a": None, "b": 1}, Trend.NEW),
        ({}, {"a": 1}, Trend.NEW),
    ],
)
def test_the_trend_counts_what_was_answered_both_times(before, now, moved):
    assert trend(before, now) == moved


def test_there_are_four_aspects_with_three_questions_each():
    assert set(QUESTIONS) == set(Aspect)
    assert {len(asked) for asked in QUESTIONS.values()} == {3}


def test_when_the_next_review_is_due():
    today = date(2026, 11, 28)
    assert due(None, today) == Due.UNSET
    assert due(date(2026, 11, 27), today) == Due.LATE
    assert due(today, today) == Due.SOON
    assert due(date(2026, 12, 28), today) == Due.SOON
    assert due(date(2026, 12, 29), today) == Due.LATER
