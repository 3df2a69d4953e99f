"""Numbers of dashboards: whoever sees every page rebuilds no number from 1 to 4."""

import os
from collections import Counter
from datetime import UTC, datetime

from tests.clock import turning
from tests.prove import Proof
from tests.villages.tallies.attacker import Seen, sole, tree_of
from tests.villages.tallies.made_up import MadeUp
from villages.models import Tally
from villages.tallies.measures import measure_of
from villages.tallies.missing import HIDDEN
from villages.tallies.privacy import is_small
from villages.tallies.reading import figures, place_of

NAME = "dashboards"
# JEJARING_DISTRICTS=20 for a quick look.
DISTRICTS = int(os.environ.get("JEJARING_DISTRICTS", "200"))
KEYS = ("people", "ties.supports", "dependency", "no_way_out")
MONTHS = (202601, 202602, 202603)


def run() -> list[Proof]:
    with turning(datetime(2026, 4, 10, 3, tzinfo=UTC)):
        return [_attacks(), _before_and_after()]


def _attacks() -> Proof:
    """Every district, measure and month: by the rules, with small ones hidden only, and bare."""
    rebuilt, hidden, shown = Counter(), 0, 0
    for seed in range(DISTRICTS):
        made = MadeUp(seed, KEYS, MONTHS)
        made.write()
        pages = {month: _pages(made, month) for month in MONTHS}
        tree = tree_of(made.codes)
        for month in MONTHS:
            for key in KEYS:
                truth = made.of(month, key)
                seen = {code: pages[month][code, key] for code in made.codes}
                hidden += sum(number is HIDDEN for number in seen.values())
                shown += sum(isinstance(number, int) for number in seen.values())
                exact = month == MONTHS[-1] and key == KEYS[seed % len(KEYS)]
                rebuilt["by the rules"] += len(sole(Seen(seen, tree), truth, exact=exact))
                only = {c: HIDDEN if is_small(n) else n for c, n in truth.items()}
                bare = Seen(only, tree, rounds=False, companions=False)
                rebuilt["small ones hidden only"] += len(sole(bare, truth, exact=False))
                rebuilt["as they are"] += sum(map(is_small, truth.values()))
    done = f"{DISTRICTS} districts, {hidden} cells hidden, {shown} shown; rebuilt: " + ", ".join(
        f"{number} {how}" for how, number in rebuilt.items()
    )
    fails_without = rebuilt["small ones hidden only"] and rebuilt["as they are"]
    held = rebuilt["by the rules"] == 0 and bool(fails_without) and hidden > 0
    return Proof("No hidden number is rebuilt from all pages", done, held)


def _before_and_after() -> Proof:
    """One change more or less in a village, seen on every page before and after it."""
    told, edits = 0, 0
    for seed in range(0, DISTRICTS, 5):
        made = MadeUp(seed, KEYS, (*MONTHS, 202604))
        made.write()
        before = _pages(made, 202604)
        village = made.random.choice(made.villages)
        for key in KEYS:
            row = Tally.objects.filter(region_code=village, month=202604, measure=key)
            row.update(number=made.numbers[village, 202604, key] + 1)
            edits += 1
        after = _pages(made, 202604)
        told += sum(after[place] != page for place, page in before.items())
    done = f"{edits} changes, {told} cells that look otherwise after one"
    return Proof("A single change is not seen in what may be hidden", done, not told and edits > 0)


def _pages(made, month) -> dict:
    """Every number that any page shows, each on its own page and on that above; None: sealed."""
    found = {}
    for code in made.codes:
        page = figures(place_of(code), month, of=sorted({measure_of(key).code for key in KEYS}))
        for key in KEYS:
            of, *values = key.split(".")
            for region in page.codes:
                number = page.number(of, *values, code=region)
                number = number if isinstance(number, int) or number is HIDDEN else None
                assert found.setdefault((region, key), number) is number or (
                    found[region, key] == number
                ), f"two pages say {found[region, key]} and {number} of {region}"
    return found
