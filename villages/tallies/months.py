"""Months as whole numbers, ``YYYYMM``: comparable, and the same in every database."""

import datetime

from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import timezone
from django.utils.formats import date_format

FIRST, LAST = 200001, 209912
DAYS_TO_REPORT = 10  # of the next month: until then a month is recorded in time


def month_of(day: datetime.date) -> int:
    """The month a day lies in."""
    return day.year * 100 + day.month


def this_month() -> int:
    """The month that is running, by the clock of the server's zone."""
    return month_of(timezone.localdate())


def month_to_look_at() -> int:
    """The newest month that says something: the one before while that is still being recorded."""
    month = this_month()
    return month if timezone.localdate().day > DAYS_TO_REPORT else later(month, -1)


def first_day(month: int) -> datetime.date:
    """The first day of a month."""
    return datetime.date(month // 100, month % 100, 1)


def later(month: int, by: int) -> int:
    """So many months later; earlier when ``by`` is negative."""
    count = month // 100 * 12 + month % 100 - 1 + by
    return count // 12 * 100 + count % 12 + 1


def months_between(first: int, last: int) -> int:
    """How many months lie from ``first`` to ``last``; 0 for the same."""
    return (last // 100 - first // 100) * 12 + last % 100 - first % 100


def span(last: int, count: int) -> list[int]:
    """``count`` months that end with ``last``, the earliest first."""
    return [later(last, step - count + 1) for step in range(count)]


def is_month(value: int) -> bool:
    """Whether the number is a month that can be asked for."""
    return FIRST <= value <= LAST and 1 <= value % 100 <= 12


def ends_at(month: int) -> datetime.datetime:
    """The moment at which a month is over."""
    day = first_day(later(month, 1))
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def in_words(month: int) -> str:
    """ "November 2026"."""
    return date_format(first_day(month), "F Y")


def month_from(column):
    """The month of a date column, or of an aggregate of one, as an expression."""
    return ExtractYear(column) * 100 + ExtractMonth(column)
