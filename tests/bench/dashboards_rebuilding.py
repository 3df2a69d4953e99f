"""Counting everything anew, to the bare statements that group and count the same rows."""

import resource
import sys
import time
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.utils import timezone

from tests.bench import Result, at_most
from tests.bench.country import REGENCY, fill
from villages.models import Tally
from villages.tallies.measures import Counting, sources
from villages.tallies.rebuilding import rebuild

NAME = "dashboards"
ON = ("sqlite", "postgresql")
GOAL = 3
GROWTH = 1.25  # of the time for each row, from one kabupaten to four
MEGABYTES = 64  # more than before, whatever is counted
OTHERS = ("33.07", "33.23", "33.71")
ROUNDS = 3


@dataclass
class Counted:
    """Milliseconds of a first counting, of one that finds all as it is, of the bare statements."""

    first: float
    again: float
    bare: float
    numbers: int

    @property
    def each(self):
        return self.again / self.numbers


def run() -> list[Result]:
    fill(REGENCY)
    before = megabytes()
    small = counted()
    fill(*OTHERS)
    Tally.objects.all().delete()
    large = counted()
    used = megabytes() - before
    note = "to the bare GROUP BY statements"
    rows = f"{large.numbers:,} numbers"
    return [
        at_most(GOAL, large.again, large.bare, name=f"comparing {rows}", note=note),
        at_most(GOAL, large.first, large.bare, name=f"counting and writing {rows}", note=note),
        at_most(GROWTH, large.each, small.each, name="time a number, four kabupaten to one"),
        at_most(1, used, MEGABYTES, name="memory of the process, above the start", unit="MB"),
    ]


def counted() -> Counted:
    _analyze()
    first = milliseconds(rebuild)
    _analyze()
    times = [(milliseconds(lambda: rebuild(check=True)), milliseconds(bare)) for _ in range(ROUNDS)]
    again, reference = (min(column) for column in zip(*times, strict=True))
    return Counted(first, again, reference, Tally.objects.count())


def bare():
    """What every source says of the whole country, counted in the database and thrown away."""
    now = Counting("", timezone.now())
    for source in sources().values():
        if source.is_listed(now):  # no statement says it: it counts for us, not for the reference
            continue
        try:
            sql, params = source.rows(now).query.sql_with_params()
        except EmptyResultSet:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*), sum(how_many) FROM ({sql}) bare", params)  # noqa: S608 -- our SQL
            cursor.fetchone()


def _analyze():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def milliseconds(act):
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def megabytes():
    """The most memory this process has held; kilobytes on Linux, bytes on macOS."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
