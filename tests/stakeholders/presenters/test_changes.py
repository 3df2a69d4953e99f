"""What changed, in the words and drawings of its page."""

from datetime import date

import pytest
from django.utils import timezone

from stakeholders.presenters.changes import months_before, presets


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 22), 3, date(2026, 8, 22)),
        (date(2026, 11, 22), 12, date(2025, 11, 22)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2024, 5, 31), 3, date(2024, 2, 29)),
        (date(2026, 1, 31), 1, date(2025, 12, 31)),
        (date(1, 2, 1), 3, date.min),
    ],
)
def test_months_are_counted_back_to_a_day_that_there_is(day, months, before):
    assert months_before(day, months) == before


@pytest.mark.parametrize(
    ("today", "march"),
    [
        (date(2026, 11, 22), "2026-03-01"),
        (date(2026, 4, 1), "2026-03-01"),
        (date(2026, 3, 31), "2025-03-01"),
        (date(2026, 1, 2), "2025-03-01"),
    ],
)
def test_march_is_the_last_one_that_is_over(monkeypatch, today, march):
    monkeypatch.setattr(timezone, "localdate", lambda: today)

    offered = presets("/perubahan/", date(2026, 1, 1), last_visit=None)

    assert f"/perubahan/?sejak={march}" in [preset.url for preset in offered]
    assert len(offered) == 3
