"""What sources ask of the database: made once, put to one region after the other."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import EmptyResultSet

from jejaring.models import just_after
from villages.tallies.measures import Counting, Source

_ANY = "00.00.00.0000"  # stands for the code of a region


@dataclass(frozen=True)
class Statement:
    """The query of a source for any region."""

    sql: str
    params: tuple

    def params_of(self, first: str, last: str = "") -> list:
        """What to put in for the villages at or beneath this code, or from it to ``last``."""
        given = {_ANY: first, just_after(_ANY): just_after(last or first)}
        return [given.get(each, each) for each in self.params]


def statement(source: Source, until: datetime, is_now: bool) -> Statement | None:
    """What a source asks of the database; None where no row can meet its conditions."""
    try:
        sql, params = source.rows(Counting(_ANY, until, is_now)).query.sql_with_params()
    except EmptyResultSet:
        return None
    return Statement(sql, params)
