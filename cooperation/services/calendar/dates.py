"""Counting on calendar days and months; nothing here asks the clock."""

import calendar
from datetime import date

MONTHS_A_YEAR = 12


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last of that month: 31 January + 1 is 28 February."""
    index = day.month - 1 + months
    year, month = day.year + index // MONTHS_A_YEAR, index % MONTHS_A_YEAR + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def months_between(first: date, last: date) -> int:
    """Whole months from ``first`` to ``last``; 0 when ``last`` is not a month later."""
    months = (last.year - first.year) * MONTHS_A_YEAR + last.month - first.month
    while months > 0 and add_months(first, months) > last:
        months -= 1
    return max(months, 0)
