"""Months as numbers."""

from datetime import UTC, date, datetime

import pytest

from tests.clock import turning
from villages.tallies import months


def test_months_go_round_the_year():
    assert months.later(202612, 1) == 202701
    assert months.later(202601, -1) == 202512
    assert months.later(202605, -17) == 202412
    assert months.months_between(202511, 202602) == 3
    assert months.span(202602, 4) == [202511, 202512, 202601, 202602]
    assert months.month_of(date(2026, 2, 28)) == 202602


@pytest.mark.parametrize("value", [0, 202600, 202613, 199912, 210001, -202601])
def test_what_is_no_month(value):
    assert not months.is_month(value)


def test_a_month_ends_at_midnight_of_the_server():
    assert months.is_month(202602)
    assert months.ends_at(202602) == datetime(2026, 2, 28, 17, tzinfo=UTC)
    with turning(datetime(2026, 2, 28, 16, 59, tzinfo=UTC)):
        assert months.this_month() == 202602
    with turning(datetime(2026, 2, 28, 17, 1, tzinfo=UTC)):
        assert months.this_month() == 202603
