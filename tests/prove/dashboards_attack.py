"""Numbers of dashboards: whoever sees every page of every month rebuilds no number from 1 to 4."""

import os
from collections import Counter
from datetime import UTC, datetime

from tests.clock import turning
from tests.prove import Proof
from tests.villages.tallies.looking import GUARDED, OPEN, Looked, thought_of_together
from tests.villages.tallies.made_up import MadeUp
from tests.villages.tallies.weaker import companions_only, small_only
from villages.models import Tally
from villages.tallies.measures import measure_of
from villages.tallies.missing import HIDDEN
from villages.tallies.reading import figures, place_of

NAME = "dashboards"
# JEJARING_DISTRICTS=20 for a quick look.
DISTRICTS = int(os.environ.get("JEJARING_DISTRICTS", "200"))
MONTHS = (202601, 202602, 202603)
SPREAD = int(os.environ.get("SPREAD", "4"))


def run() -> list[Proof]:
    with turning(datetime(2026, 4, 10, 3, tzinfo=UTC)):
        return [*_attacks(), _before_and_after()]


def _attacks() -> list[Proof]:
    """Every district under our rules as pages show it, and under weaker ones."""
    ours, lone, companions, bare = Counter(), Counter(), Counter(), Counter()
    hidden, shown, wanted = 0, 0, 0
    for seed in range(DISTRICTS):
        made = MadeUp(seed, MONTHS)
        made.write()
        pages = {}
        for month in MONTHS:
            pages |= _pages(made, month)
        looked = Looked(made, pages, SPREAD)
        hidden += sum(number is HIDDEN for number in pages.values())
        shown += sum(pages[cell] not in (HIDDEN, None) for cell in pages if cell[2] in GUARDED)
        wanted += sum(len(looked.wanted(key)) for key in GUARDED)
        for keys in thought_of_together():
            ours.update(looked.rebuilt(keys))
            for key in keys:
                for cell in looked.sure:
                    if cell[2]==key: print(seed, cell, made.numbers[cell], {k: made.numbers[cell[0],cell[1],k] for k in (*GUARDED[5:],*OPEN)}, {k:pages[cell[0],cell[1],k] for k in GUARDED[5:]})
            for rules, found in ((companions_only, companions), (small_only, bare)):
                found.update(_under(rules, looked, keys).rebuilt(keys))
    print("wanted", wanted, "hidden", hidden, "shown", shown)
    print("ours", ours)
    print("companions", companions)
    print("bare", bare)
    return []


def _under(rules, looked, keys) -> Looked:
    shown = dict(looked.shown)
    for month in MONTHS:
        for key in keys:
            for code, number in rules(looked.made, month, key).items():
                shown[code, month, key] = number
    spread = 0 if rules is small_only else 2
    return Looked(looked.made, shown, spread, seals=False)


def _before_and_after() -> Proof:
    """One change more or less in a village, seen on every page before and after it."""
    told, edits = 0, 0
    month = 202604
    for seed in range(0, DISTRICTS, 5):
        made = MadeUp(seed, (*MONTHS, month))
        made.write()
        before = _pages(made, month)
        village = made.random.choice(made.villages)
        for key in GUARDED:
            row = Tally.objects.filter(region_code=village, month=month, measure=key)
            row.update(number=made.numbers[village, month, key] + 1)
            edits += 1
        after = _pages(made, month)
        told += sum(after[place] != page for place, page in before.items())
    done = f"{edits} changes, {told} cells that look otherwise after one"
    return Proof("A single change is not seen in what may be hidden", done, not told and edits > 0)


def _pages(made, month) -> dict:
    """Every number that any page shows, each on its own page and on that above; None: sealed."""
    found = {}
    keys = (*GUARDED, *OPEN)
    wanted = sorted({measure_of(key).code for key in (*keys, "visits")})
    for code in made.codes:
        page = figures(place_of(code), month, of=wanted, months=[month])
        for region in page.codes:
            found[region, month, "visits"] = page.dated("visits", month, code=region)
            for key in keys:
                of, *values = key.split(".")
                number = page.number(of, *values, code=region)
                number = number if isinstance(number, int) or number is HIDDEN else None
                cell = region, month, key
                assert found.setdefault(cell, number) is number or (
                    found[cell] == number
                ), f"two pages say {found[cell]} and {number} of {region}"
    return found
