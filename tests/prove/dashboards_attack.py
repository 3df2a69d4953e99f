"""Numbers of dashboards: whoever sees every page of every month rebuilds no number from 1 to 4."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from tests.clock import turning
from tests.prove import Proof
from tests.villages.tallies.looking import GUARDED, OPEN, Looked, thought_of_together
from tests.villages.tallies.made_up import MadeUp
from tests.villages.tallies.weaker import as_before, small_only
from villages.models import Tally
from villages.tallies.measures import VILLAGE_LENGTH, measure_of
from villages.tallies.missing import HIDDEN
from villages.tallies.reading import figures, place_of

NAME = "dashboards"
# JEJARING_DISTRICTS=20 for a quick look; JEJARING_FROM=200 for others.
DISTRICTS = int(os.environ.get("JEJARING_DISTRICTS", "200"))
FIRST = int(os.environ.get("JEJARING_FROM", "0"))
MONTHS = (202601, 202602, 202603)
SOME = 5  # of so many districts one is attacked under weaker rules, and changed
SPREAD = 4  # a number that is shown is less than five from what it is


def run() -> list[Proof]:
    with turning(datetime(2026, 4, 10, 3, tzinfo=UTC)):
        return [*_attacks(), _before_and_after()]


def _attacks() -> list[Proof]:
    """Every district under our rules as pages show it, some of them under weaker ones as well."""
    ours, shown, wanted, before, bare = Counter(), Counter(), Counter(), Counter(), Counter()
    for seed in range(FIRST, FIRST + DISTRICTS):
        made = MadeUp(seed, MONTHS)
        made.write()
        pages = {cell: n for month in MONTHS for cell, n in _pages(made, month).items()}
        looked = Looked(made, pages, SPREAD)
        for key in GUARDED:
            wanted[key] += len(looked.wanted(key))
            shown[key] += sum(isinstance(n, int) and n > 0 for c, n in pages.items() if c[2] == key)
        for keys in thought_of_together():
            ours.update(looked.rebuilt(keys))
            if seed % SOME == 0:
                before.update(looked.under(as_before, keys, spread=2).rebuilt(keys))
                bare.update(looked.under(small_only, keys, spread=0).rebuilt(keys))
    return list(_told(ours, shown, wanted, before, bare))


def _told(ours, shown, wanted, before, bare) -> Iterator[Proof]:
    """A line for each measure: the attack must win where rules are weak, and nowhere on ours."""
    some = len(range(0, DISTRICTS, SOME))
    for key in GUARDED:
        done = (
            f"{DISTRICTS} districts, {len(MONTHS)} months together: {shown[key]} shown, "
            f"{wanted[key]} small ones not, {ours[key]} rebuilt; of {some} districts {before[key]} "
            f"under the rules before, {bare[key]} where only small ones are hidden"
        )
        held = not ours[key] and wanted[key] > 0 and bare[key] > 0
        yield Proof(f"No hidden number of {key} is rebuilt", done, held)


def _before_and_after() -> Proof:
    """One change more or less in a village, seen on every page before and after it."""
    told, edits = 0, 0
    month = 202604
    for seed in range(FIRST, FIRST + DISTRICTS, SOME):
        made = MadeUp(seed, (*MONTHS, month))
        made.write()
        before = _pages(made, month)
        village = made.random.choice(made.villages)
        for key in GUARDED:
            number = made.numbers[village, month, key] + 1
            Tally.objects.update_or_create(
                region_code=village, month=month, measure=key, defaults={"number": number}
            )
            edits += 1
        after = _pages(made, month)
        told += sum(after[place] != page for place, page in before.items())
    done = f"{edits} changes, {told} cells that look otherwise after one"
    return Proof("A single change is not seen in what may be hidden", done, not told and edits > 0)


def _pages(made, month) -> dict:
    """Every number that any page shows; None: there is none.

    Each stands on a page of its own and on that above, and both say the same; of villages that is
    seen on one in each kecamatan.
    """
    found: dict = {}
    wanted = sorted({measure_of(key).code for key in (*GUARDED, *OPEN, "visits")})
    first = {code[:8]: code for code in reversed(made.villages)}
    for code in made.codes:
        if len(code) < VILLAGE_LENGTH or first[code[:8]] == code:
            page = figures(place_of(code), month, of=wanted, months=[month])
            for region in page.codes:
                _read(page, region, month, found)
    return found


def _read(page, region, month, found):
    found[region, month, "visits"] = page.dated("visits", month, code=region)
    for key in (*GUARDED, *OPEN):
        of, *values = key.split(".")
        number = page.number(of, *values, code=region)
        number = number if isinstance(number, int) or number is HIDDEN else None
        cell = region, month, key
        before = found.setdefault(cell, number)
        assert before is number or before == number, f"{cell}: {before} on a page, {number} on one"
