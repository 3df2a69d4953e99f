"""Counting everything anew from the rows, to compare with what is kept or to put it right.

All in the database: the queries of the sources fill a temporary table, sums of the regions above
follow, and what differs is told or written. So memory stays small whatever the country holds.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from villages.models import SNAPSHOT, Region, Tally, TallyMark, VillageProfile
from villages.services.bulk import insert_rows, run
from villages.services.tables import Tick, no_tick
from villages.tallies import measures
from villages.tallies.keeping import count_all_marked, count_past, keep_counters_out
from villages.tallies.marking import spend_all
from villages.tallies.measures import Counting
from villages.tallies.months import ends_at, later, months_between, span, this_month
from villages.tallies.statements import Statement, statement

_AT_ONCE = 2_000  # villages at work that are counted by one statement, if in several provinces
_MARKS_A_STATEMENT = 500  # SQLite takes no more than 999 values in one
TOLD = 50  # differences shown; all are counted
_LEVELS = ((13, 8), (8, 5), (5, 2))  # lengths of the codes of a region and of the one above


@dataclass(frozen=True)
class Difference:
    """What is kept, and what the rows say."""

    region_code: str
    month: int
    measure: str
    kept: int
    counted: int


@dataclass(frozen=True)
class Outcome:
    """How many ``numbers`` were counted, how many were ``different``, and the first of those."""

    numbers: int
    different: int
    first: tuple[Difference, ...]


def rebuild(*, check: bool = False, since: int | None = None, tick: Tick = no_tick) -> Outcome:
    """Count what stands now and what is dated, from ``since`` on also how each month ended.

    With ``check`` nothing is changed. Months that are over are kept as they were written unless
    ``since`` asks for them: rows tell the past only as far as nothing was erased.
    """
    count_all_marked()
    months = [this_month()]
    while since is not None and months[0] > since:
        months.insert(0, later(months[0], -1))
    outcomes = [_rebuild(month, check=check, tick=tick) for month in months]
    count_all_marked()  # what changed meanwhile
    first = tuple(each for outcome in outcomes for each in outcome.first)
    return Outcome(
        numbers=sum(outcome.numbers for outcome in outcomes),
        different=sum(outcome.different for outcome in outcomes),
        first=first[:TOLD],
    )


@transaction.atomic
def date_back(month: int) -> bool:
    """Let the first count of an installation hold from a month that is over.

    So villages of which a past is told (``retell``) find the country above them. False, with
    nothing done, where anything was begun or counted since: that has its day already.
    """
    keep_counters_out()
    counted_in = set(Tally.objects.values_list("month", flat=True).distinct())
    if VillageProfile.objects.exists() or counted_in != {this_month()}:
        return False
    Tally.objects.update(month=month)
    return True


@transaction.atomic
def retell(codes: Iterable[str], since: int) -> bool:
    """Count how each month since then ended in these villages; all others stay as they are kept.

    For villages whose history came in on one day. False, with nothing done, where the country was
    not counted so long ago: what lies above them would be made of them alone.
    """
    keep_counters_out()
    if not Tally.objects.snapshots().filter(region_code="", month__lte=since).exists():
        return False
    codes = sorted(codes)
    for month in span(later(this_month(), -1), months_between(since, this_month())):
        for code in codes:
            count_past(code, month)
    return True


@transaction.atomic
def recount(*names: str) -> Outcome:
    """Count by these sources of states alone, everywhere, as it stands now; all else is kept."""
    keep_counters_out()
    month = this_month()
    _begin()
    wanted = [measures.sources()[name] for name in names]
    _recount_all(wanted, month, timezone.now(), is_now=True)
    _sum_up_all()
    keys = [key for source in wanted for each in source.measures for key in each.keys]
    _compare(month, keys=keys)
    outcome = _told(month)
    if outcome.different:
        _carry_others(month, keys)
        _put_right(month)
    _end()
    return outcome


@transaction.atomic
def _rebuild(month, *, check, tick) -> Outcome:
    keep_counters_out()
    # Marks that are there before anything is read; what is marked from now on is counted after.
    marks = list(TallyMark.objects.values_list("pk", flat=True))
    is_now = month == this_month()
    until = timezone.now() if is_now else ends_at(month)
    _begin()
    wanted = [source for source in measures.sources().values() if is_now or not source.is_dated]
    _recount_all(wanted, month, until, is_now, tick)
    _sum_up_all()
    _compare(month, is_now=is_now)
    outcome = _told(month)
    if not check and outcome.different:
        _put_right(month)
    if not check and is_now:
        for start in range(0, len(marks), _MARKS_A_STATEMENT):
            part = marks[start : start + _MARKS_A_STATEMENT]
            TallyMark.objects.filter(pk__in=part).delete()
        spend_all()
    _end()
    return outcome


def _begin():
    run(
        "CREATE TEMPORARY TABLE recounted (region_code varchar(13), month integer, "
        "measure varchar(60), number bigint)"
    )


def _end():
    for table in ("recounted", "standing", "differing"):
        run(f"DROP TABLE {table}")


def _recount_all(wanted, month, until, is_now, tick=no_tick):
    """Count part by part: what is read of one stays in memory, whatever the country holds.

    No source needs a row of another province to count a village.
    """
    country = Counting("", until, is_now)
    listed = [source for source in wanted if source.is_listed(country)]
    asked = [
        (source.is_dated, found)
        for source in wanted
        if source not in listed and (found := statement(source, until, is_now))
    ]
    for done, provinces in enumerate(_parts()):
        first, last = provinces[0], provinces[-1]
        tick(first, done)
        for source in listed:
            for code in provinces:
                rows = [(*row, month) for row in source.rows(Counting(code, until, is_now))]
                if rows:
                    insert_rows("recounted", ("region_code", "measure", "number", "month"), rows)
        for is_dated, found in asked:
            _recount(found, first, last, None if is_dated else month)


def _recount(found: Statement, first, last, month):
    """What a source says of provinces; ``month``: of a state, as what is dated says it itself."""
    when, given = ("in_month", ()) if month is None else ("%s", (month,))
    run(
        "INSERT INTO recounted (region_code, measure, number, month) "  # noqa: S608 -- our own SQL
        f"SELECT in_region, of_measure, how_many, {when} FROM ({found.sql}) counted",
        [*given, *found.params_of(first, last)],
    )


def _parts() -> list[list[str]]:
    """The provinces in their order, as many together as have few villages at work.

    To plan a statement costs as much as to count some hundred villages by it.
    """
    provinces = Region.objects.filter(level=Region.Level.PROVINCE).order_by("code")
    begun = Counter(code[:2] for code in VillageProfile.objects.values_list("pk", flat=True))
    parts, room = [[]], _AT_ONCE
    for code in provinces.values_list("code", flat=True):
        if parts[-1] and begun[code] > room:
            parts.append([])
            room = _AT_ONCE
        parts[-1].append(code)
        room -= begun[code]
    return [part for part in parts if part]


def _sum_up_all():
    for length, above in (*_LEVELS, (2, 0)):
        _sum_up(length, above)


def _sum_up(length, above):
    """The regions above of those whose codes are so long."""
    run(
        "INSERT INTO recounted (region_code, month, measure, number) "
        "SELECT substr(region_code, 1, %s), month, measure, sum(number) FROM recounted "
        "WHERE length(region_code) = %s GROUP BY 1, 2, 3",
        [above, length],
    )


def _compare(month, *, is_now=False, keys=()):
    """Put into ``differing`` where the two do not say the same; a missing number is nought.

    ``keys``: of these alone. What is dated belongs to now.
    """
    if connection.vendor == "postgresql":
        # A planner that was last told while it was empty would compare row by row, for minutes.
        run("ANALYZE villages_tally")
    dated = measures.dated_keys()
    marks = ", ".join(["%s"] * len(dated))
    only = f"t.measure IN ({', '.join(['%s'] * len(keys))})" if keys else "1 = 1"
    run(
        "CREATE TEMPORARY TABLE standing AS "  # noqa: S608 -- marks only
        "SELECT t.region_code, CAST(%s AS integer) AS month, t.measure, t.number "
        "FROM villages_tally t JOIN (SELECT region_code, max(month) AS month FROM villages_tally "
        f"WHERE measure = '{SNAPSHOT}' AND month <= %s GROUP BY region_code) last "
        "ON last.region_code = t.region_code AND last.month = t.month "
        f"WHERE t.measure NOT IN ({marks}) AND {only} AND t.number <> 0",
        [month, month, *dated, *keys],
    )
    if is_now:
        run(
            "INSERT INTO standing SELECT region_code, month, measure, number "  # noqa: S608 -- marks only
            f"FROM villages_tally WHERE measure IN ({marks}) AND number <> 0",
            dated,
        )
    run(
        "CREATE TEMPORARY TABLE differing AS SELECT region_code, month, measure, "
        "CAST(sum(kept) AS bigint) AS kept, CAST(sum(counted) AS bigint) AS counted FROM ("
        "SELECT region_code, month, measure, number AS kept, 0 AS counted FROM standing UNION ALL "
        "SELECT region_code, month, measure, 0, number FROM recounted) both_sides "
        "GROUP BY region_code, month, measure HAVING sum(kept) <> sum(counted)"
    )
    if connection.vendor == "sqlite":
        # Without it, all differences are looked through for each number that is kept.
        run("CREATE UNIQUE INDEX differing_key ON differing (region_code, month, measure)")
    else:  # nobody else tells the planner how much is in a temporary table
        run("ANALYZE recounted")
        run("ANALYZE differing")


def _told(month) -> Outcome:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM recounted")
        (numbers,) = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM differing")
        (different,) = cursor.fetchone()
        cursor.execute(
            "SELECT region_code, month, measure, kept, counted FROM differing "
            "ORDER BY region_code, month, measure LIMIT %s",
            [TOLD],
        )
        first = tuple(Difference(*row) for row in cursor.fetchall())
    return Outcome(numbers, different, first)


def _carry_others(month, keys):
    """Let the month begin with what is kept of all but ``keys``, where one of those differs."""
    others = [*measures.dated_keys(), *keys]
    run(
        "INSERT INTO villages_tally (region_code, month, measure, number) "  # noqa: S608 -- marks only
        "SELECT t.region_code, %s, t.measure, t.number FROM villages_tally t "
        "JOIN (SELECT region_code, max(month) AS month FROM villages_tally "
        f"WHERE measure = '{SNAPSHOT}' AND month <= %s GROUP BY region_code) last "
        "ON last.region_code = t.region_code AND last.month = t.month "
        "WHERE t.region_code IN (SELECT region_code FROM differing) AND t.number <> 0 "
        f"AND t.measure NOT IN ({', '.join(['%s'] * len(others))}) "
        "ON CONFLICT (region_code, month, measure) DO NOTHING",
        [month, month, *others],
    )


def _put_right(month):
    """Write what differs; a region whose state does gets a whole snapshot of the month."""
    run(
        "DELETE FROM villages_tally WHERE EXISTS (SELECT 1 FROM differing d "
        "WHERE d.region_code = villages_tally.region_code AND d.month = villages_tally.month "
        "AND d.measure = villages_tally.measure)"
    )
    run(
        "INSERT INTO villages_tally (region_code, month, measure, number) "
        "SELECT region_code, month, measure, counted FROM differing WHERE counted <> 0"
    )
    changed = (
        "SELECT DISTINCT region_code FROM differing WHERE month = %s AND measure NOT IN ({dated})"
    )
    dated = measures.dated_keys()
    changed = changed.format(dated=", ".join(["%s"] * len(dated)))
    run(
        "INSERT INTO villages_tally (region_code, month, measure, number) "  # noqa: S608 -- marks only
        "SELECT r.region_code, r.month, r.measure, r.number FROM recounted r "
        f"WHERE r.month = %s AND r.region_code IN ({changed}) "
        f"AND r.measure NOT IN ({', '.join(['%s'] * len(dated))}) AND r.number <> 0 "
        "AND NOT EXISTS (SELECT 1 FROM differing d WHERE d.region_code = r.region_code "
        "AND d.month = r.month AND d.measure = r.measure) "
        "ON CONFLICT (region_code, month, measure) DO NOTHING",
        [month, month, *dated, *dated],
    )
    run(
        "INSERT INTO villages_tally (region_code, month, measure, number) "  # noqa: S608 -- marks only
        f"SELECT region_code, %s, '{SNAPSHOT}', 0 FROM ({changed}) changed "
        "WHERE true ON CONFLICT (region_code, month, measure) DO NOTHING",
        [month, month, *dated],
    )
