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
    rows = rows.filter(**{f"{day}__isnull": False}).order_by()
    rows = rows.values(in_region=F(village), of_measure=measure, in_month=month_from(day))
    return rows.annotate(how_many=Count("pk"))


def once_a_month(rows, measure, day, *, village="village_id"):
    """One for each village and month that has such a row."""
    rows = rows.filter(**{f"{day}__isnull": False}).order_by()
    return rows.values(
        in_region=F(village), of_measure=measure, in_month=month_from(day), how_many=Value(1)
    ).distinct()


def latest(rows, measure, day, *, village="village_id"):
    """One for each village, in the month of its latest ``day``."""
    rows = rows.filter(**{f"{day}__isnull": False}).order_by()
    rows = rows.values(in_region=F(village), of_measure=measure)
    return rows.annotate(in_month=month_from(Max(day)), how_many=Value(1))
