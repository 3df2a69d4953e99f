"""Numbers of dashboards: a long walk of random people leaves every sum right."""

import os
import time
from datetime import UTC, datetime, timedelta

from django.db import connection

from tests.clock import turning
from tests.prove import Proof
from tests.villages.tallies.district import WEIGHTS, District
from tests.villages.tallies.sums import faults, standing
from villages.models import TallyMark
from villages.tallies.months import this_month
from villages.tallies.rebuilding import rebuild

NAME = "dashboards"
ON = ("sqlite", "postgresql")
# JEJARING_STEPS=1000 for a quick look.
STEPS = int(os.environ.get("JEJARING_STEPS", "10000"))
LOOK_EVERY = max(1, STEPS // 20)
MONTHS = 8


def run() -> list[Proof]:
    """Random acts, each counted after its commit, while months go by."""
    _never_mind_the_disk()
    began = time.monotonic()
    wrong, looked, touched = [], 0, 0
    with turning(datetime(2026, 1, 10, 3, tzinfo=UTC)) as clock:
        district = District(seed=1)
        rebuild()
        month, past = this_month(), {}
        for step in range(1, STEPS + 1):
            clock.shift(timedelta(days=MONTHS * 30 / STEPS))
            if this_month() != month:
                past[month] = standing(month)
                month = this_month()
            district.act()
            if step % LOOK_EVERY == 0:
                looked += 1
                wrong += [f"after {step}: {each}" for each in _looked()]
                touched += sum(standing(old) != kept for old, kept in past.items())
                if wrong:
                    break
    missing = sorted(set(WEIGHTS) - set(district.done))
    done = (
        f"{step} acts in {len(past)} turns of a month, {looked} looks in "
        f"{time.monotonic() - began:.0f} s: {len(wrong)} differences {wrong[:3] or ''}, "
        f"{touched} closed months touched, acts never done: {', '.join(missing) or 'none'}, "
        f"refused {district.done.get('refused', 0)}"
    )
    held = not wrong and not touched and not missing and bool(past)
    return [Proof("Every number is that of the rows, every sum that of its villages", done, held)]


def _looked() -> list[str]:
    found = [f"left marked: {TallyMark.objects.count()}"] if TallyMark.objects.exists() else []
    outcome = rebuild(check=True)
    found += [str(each) for each in outcome.first]
    return found + faults()


def _never_mind_the_disk():
    """What is proved here is arithmetic; nobody pulls the plug."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous=OFF")
        else:
            cursor.execute("SET synchronous_commit TO off")
