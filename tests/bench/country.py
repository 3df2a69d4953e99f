"""A country of numbers for benchmarks: one kabupaten at work, its numbers lent to the others."""

import io
from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from villages.models import Region, Tally
from villages.services.bulk import run
from villages.tallies.months import later, this_month
from villages.tallies.rebuilding import rebuild

REGENCY = "33.08"
MONTHS = 3  # counted as they ended; what is dated reaches over two years in any case


def fill(*codes: str, months: int = 24) -> None:
    """Let these kabupaten work for two years, in an empty database or beside others."""
    quiet = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    if not Region.objects.exists():
        call_command("import_regions", **quiet)
    until = timezone.localdate() - timedelta(days=1)
    call_command("make_country", within=list(codes), months=months, until=until, **quiet)


def numbers_everywhere() -> None:
    """Numbers of every province, of every kabupaten beside `REGENCY`, and of all that is in it.

    A page reads a region, those beneath it and those beside the regions above it: so each of its
    readings finds as many rows as it would in a whole country. Does nothing where there are some.
    """
    if Tally.objects.exists():
        return
    fill(REGENCY)
    rebuild(since=later(this_month(), 1 - MONTHS))
    province = REGENCY[:2]
    _lend(province, "province", "")
    _lend(REGENCY, "regency", province + ".")
    if connection.vendor == "postgresql":
        run("ANALYZE")


def _lend(code, level, beneath):
    """Write the numbers of a region for all others of its level beneath the same one."""
    others = "SELECT code FROM villages_region WHERE level = %s AND code LIKE %s AND code <> %s"
    chosen = [level, beneath + "%", code]
    run(f"DELETE FROM villages_tally WHERE region_code IN ({others})", chosen)  # noqa: S608 -- our SQL
    run(
        "INSERT INTO villages_tally (region_code, month, measure, number) "  # noqa: S608 -- our SQL
        "SELECT other.code, t.month, t.measure, t.number FROM villages_tally t, "
        f"({others}) other WHERE t.region_code = %s",
        [*chosen, code],
    )
