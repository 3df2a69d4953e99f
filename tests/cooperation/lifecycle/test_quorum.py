"""Quorum by hand: the share rounded up, the sittings in their order, the hours and days."""

from datetime import date, time

import pytest

from cooperation.lifecycle.quorum import (
    DEFAULTS,
    Result,
    Rules,
    Stage,
    latest_day,
    latest_hour,
    next_stages,
    result_of,
)


@pytest.mark.parametrize(
    ("invited", "least"), [(1, 1), (2, 2), (3, 2), (4, 3), (30, 20), (31, 21), (32, 22), (33, 22)]
)
def test_two_thirds_rounded_up(invited, least):
    assert DEFAULTS.least(invited) == least
    assert DEFAULTS.is_met(invited=invited, present=least)
    assert not DEFAULTS.is_met(invited=invited, present=least - 1)


def test_two_thirds_exactly_is_enough_and_nobody_invited_is_not():
    assert DEFAULTS.is_met(invited=36, present=24)
    assert not DEFAULTS.is_met(invited=0, present=5)


def test_a_kabupaten_may_ask_for_half_and_one_for_all():
    half, everybody = Rules(part=1, whole=2), Rules(part=1, whole=1)
    assert half.least(31) == 16
    assert half.is_met(invited=30, present=15)
    assert not everybody.is_met(invited=30, present=29)


@pytest.mark.parametrize(
    ("stage", "present", "result"),
    [
        (Stage.FIRST, 20, Result.MET),
        (Stage.FIRST, 19, Result.POSTPONED),
        (Stage.AFTER_WAIT, 20, Result.MET),
        (Stage.AFTER_WAIT, 19, Result.RESCHEDULED),
        (Stage.ANEW, 20, Result.MET),
        (Stage.ANEW, 1, Result.WITHOUT),
    ],
)
def test_what_comes_of_each_sitting_of_thirty_invited(stage, present, result):
    assert result_of(stage, invited=30, present=present, rules=DEFAULTS) == result


def test_a_talk_asks_for_no_quorum():
    assert result_of(1, invited=0, present=3, rules=DEFAULTS, asked=False) == Result.HELD


def test_sittings_follow_only_while_there_is_no_quorum():
    assert next_stages(1, Result.POSTPONED) == [Stage.AFTER_WAIT, Stage.ANEW]
    assert next_stages(2, Result.RESCHEDULED) == [Stage.ANEW]
    assert next_stages(1, Result.MET) == next_stages(3, Result.WITHOUT) == []


def test_three_hours_do_not_reach_into_the_next_day():
    assert latest_hour(time(9, 30), DEFAULTS) == time(12, 30)
    assert latest_hour(time(22, 0), DEFAULTS) == time(23, 59)
    assert latest_day(date(2026, 2, 27), DEFAULTS) == date(2026, 3, 2)
