"""Queries that count rows by village, in the shape that a `Source` gives.

Columns, named as in no model: ``in_region``, ``of_measure``, ``how_many``, and of what is dated
``in_month``.
"""

from django.db.models import Count, F, Max, Value
from django.db.models.functions import Concat

from villages.tallies.months import month_from


def key(code: str, *columns: str):
    """The key of a number as an expression: the measure, then the value of each axis."""
    parts = [Value(code)]
    for column in columns:
        parts += [Value("."), F(column)]
    return Concat(*parts) if columns else parts[0]


def counted(rows, measure, *, village="village_id"):
    """How many of the rows each village has."""
    rows = rows.order_by().values(in_region=F(village), of_measure=measure)
    return rows.annotate(how_many=Count("pk"))


def once(rows, measure, *, village="village_id"):
    """One for each village that has such a row."""
    rows = rows.order_by()
    return rows.values(in_region=F(village), of_measure=measure, how_many=Value(1)).distinct()


def dated(rows, measure, day, *, village="village_id"):
    """How many of the rows each village has by the month of their ``day``; none without one."""
    rows = _on_a_day(rows, day).values(
        in_region=F(village), of_measure=measure, in_month=month_from("on_day")
    )
    return rows.annotate(how_many=Count("pk"))


def once_a_month(rows, measure, day, *, village="village_id"):
    """One for each village and month that has such a row."""
    return (
        _on_a_day(rows, day)
        .values(
            in_region=F(village),
            of_measure=measure,
            in_month=month_from("on_day"),
            how_many=Value(1),
        )
        .distinct()
    )


def latest(rows, measure, day, *, village="village_id"):
    """One for each village, in the month of its latest ``day``."""
    rows = _on_a_day(rows, day).values(in_region=F(village), of_measure=measure)
    return rows.annotate(in_month=month_from(Max("on_day")), how_many=Value(1))


def _on_a_day(rows, day):
    """Those that have a day. It is named first: a condition on a column of a table with many rows
    for one would otherwise join that table anew, and count its rows with each other."""
    return rows.alias(on_day=F(day)).filter(on_day__isnull=False).order_by()
