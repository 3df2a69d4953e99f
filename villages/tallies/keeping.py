"""Counting a village again, and carrying the difference to the regions above it."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from villages.codes import ancestors_of
from villages.models import SNAPSHOT, Tally, TallyMark
from villages.tallies import measures
from villages.tallies.marking import spend
from villages.tallies.measures import Counting, Source
from villages.tallies.months import ends_at, this_month
from villages.tallies.statements import Statement, statement

Numbers = dict[tuple[int, str], int]  # by month and the key of the measure

_INSERT = (
    "INSERT INTO villages_tally (region_code, month, measure, number) VALUES {rows} "
    "ON CONFLICT (region_code, month, measure) DO {otherwise}"
)
_ADD = "UPDATE SET number = villages_tally.number + excluded.number"
_LEAVE = "NOTHING"  # of two that begin a month at once, one does
_A_STATEMENT = 200  # rows; SQLite takes no more than 999 values in one
_REBUILDING, _COUNTING = 7_203_001, 7_203_002  # names of locks that are no rows


def count_marked(code: str) -> bool:
    """Count what is marked of the village; False when nothing was.

    May be repeated at any time. Of two at once the second waits, and finds the marks gone. While
    everything is being rebuilt the marks stay: they are counted at the end of that.
    """
    with transaction.atomic():
        if not _alone():
            return False
        marks = dict(TallyMark.objects.filter(region_code=code).values_list("pk", "source"))
        if not marks:
            return False
        known = measures.sources()
        names = sorted(set(marks.values()))
        count_village(code, [known[name] for name in names if name in known])
        TallyMark.objects.filter(pk__in=marks).delete()
        spend(code)
        return True


def count_all_marked() -> int:
    """Count every village that is marked still; how many there were."""
    codes = TallyMark.objects.order_by("region_code").values_list("region_code", flat=True)
    return sum(count_marked(code) for code in codes.distinct())


def keep_counters_out():
    """Until the end of the transaction nobody counts a village; people go on recording."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_REBUILDING])
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_COUNTING])


def _alone() -> bool:
    """Wait until nobody else counts; False when everything is being rebuilt.

    One village after the other, as each would wait for the numbers of the country anyway: so no
    two begin a month at once, and none still writes into a month from which another carries on.
    SQLite has one writer in any case.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock_shared(%s)", [_REBUILDING])
        (free,) = cursor.fetchone()
        if free:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_COUNTING])
        return free


def count_village(code: str, sources: Iterable[Source]) -> Numbers:
    """Count the village by these sources now; the differences, by month and key."""
    month = this_month()
    above = ["", *reversed(ancestors_of(code))]
    first_time = code not in _open_month([*above, code], month)
    sources = list(measures.sources().values() if first_time else sources)
    difference = _difference(code, sources, month)
    if difference:
        rows = [(code, *key, number) for key, number in sorted(difference.items())]
        # From the country down and in one order always, so that two villages never wait crosswise.
        _write([(region, *row[1:]) for region in above for row in rows] + rows, _ADD)
    return difference


def count_past(code: str, month: int) -> Numbers:
    """Count how a month that is over ended in the village; the differences, by month and key.

    Only that month changes, of the village and of the regions above it. What is dated is counted
    for all months at once, and so is left alone.
    """
    above = ["", *reversed(ancestors_of(code))]
    _open_month([*above, code], month)
    sources = [source for source in measures.sources().values() if not source.is_dated]
    new = _stood(Counting(code, ends_at(month), is_now=False), sources, month)
    difference = _less(new, _kept(code, sources, month))
    rows = [(code, *key, number) for key, number in difference.items()]
    _write([(region, *row[1:]) for region in above for row in rows] + rows, _ADD)
    return difference


def counted(code: str, sources: Iterable[Source], month: int) -> Numbers:
    """What the sources count in one village now; a state belongs to ``month``. One query for all
    that queries say."""
    asked = Counting(code, timezone.now())
    found: Numbers = {}
    parts, params = [], []
    for source in sources:
        if source.is_listed(asked):
            found |= {(month, key): number for _code, key, number in source.rows(asked)}
            continue
        found_by = _compiled(source.name, timezone.get_current_timezone_name())
        parts.append(found_by.sql)
        params += found_by.params_of(code)
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            for key, when, number in cursor.fetchall():
                found[int(when or month), key] = number
    return found


@lru_cache(maxsize=200)
def _compiled(name, _zone) -> Statement:
    """The statement of a source for one village; making it takes longer than its answer.

    What stands now depends on the code of the village alone.
    """
    source = measures.sources()[name]
    found = statement(source, timezone.now(), is_now=True)
    when = "in_month" if source.is_dated else "0"
    sql = f"SELECT of_measure, {when}, how_many FROM ({found.sql}) one"  # noqa: S608 -- our SQL
    return replace(found, sql=sql)


def _stood(asked: Counting, sources: Iterable[Source], month) -> Numbers:
    """What sources of states say of a time past."""
    found: Numbers = {}
    for source in sources:
        rows = source.rows(asked)
        if not source.is_listed(asked):
            rows = rows.values_list("in_region", "of_measure", "how_many")
        found |= {(month, key): number for _code, key, number in rows}
    return found


def _difference(code, sources, month) -> Numbers:
    return _less(counted(code, sources, month), _kept(code, sources, month))


def _less(new: Numbers, old: Numbers) -> Numbers:
    return {
        key: new.get(key, 0) - old.get(key, 0)
        for key in sorted(new.keys() | old.keys())
        if new.get(key, 0) != old.get(key, 0)
    }


def _kept(code, sources, month) -> Numbers:
    """What is kept of the village for these sources."""
    states = {code for source in sources if not source.is_dated for code in source.codes}
    dated = {code for source in sources if source.is_dated for code in source.codes}
    rows = Tally.objects.filter(region_code=code)
    found: Numbers = {}
    if states:
        for key, number in rows.filter(month=month).values_list("measure", "number"):
            if key.partition(".")[0] in states:
                found[month, key] = number
    if dated:
        keys = [key for code in dated for key in measures.measure(code).keys]
        dated_rows = rows.filter(measure__in=keys)
        found |= {
            (when, key): number
            for when, key, number in dated_rows.values_list("month", "measure", "number")
        }
    return found


def _open_month(codes, month) -> dict[str, int]:
    """Let each region's state of this month begin with the one before it; the latest until now."""
    latest = dict(
        Tally.objects.snapshots()
        .filter(region_code__in=codes, month__lte=month)
        .values_list("region_code")
        .annotate(latest=Max("month"))
    )
    for code in codes:
        if code not in latest:
            _write([(code, month, SNAPSHOT, 0)], _LEAVE)
        elif latest[code] < month:
            _carry(code, latest[code], month)
    return latest


def _carry(code, earlier, month):
    rows = Tally.objects.filter(region_code=code, month=earlier).exclude(number=0)
    states = rows.exclude(measure__in=measures.dated_keys())
    kept = {SNAPSHOT: 0, **dict(states.values_list("measure", "number"))}
    _write([(code, month, key, number) for key, number in sorted(kept.items())], _LEAVE)


def _write(rows, otherwise):
    """Insert regions, months, keys and numbers; what to do ``otherwise``, where one stands."""
    for start in range(0, len(rows), _A_STATEMENT):
        part = rows[start : start + _A_STATEMENT]
        marks = ", ".join(["(%s, %s, %s, %s)"] * len(part))
        with connection.cursor() as cursor:
            cursor.execute(
                _INSERT.format(rows=marks, otherwise=otherwise),
                [value for row in part for value in row],
            )
