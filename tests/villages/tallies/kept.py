"""What is kept, and what a step changes of it."""

from contextlib import contextmanager

from villages.codes import ancestors_of
from villages.models import Tally
from villages.tallies.measures import dated_keys
from villages.tallies.months import this_month


def kept(code: str, key: str, month: int) -> int:
    """A number; nought when there is none."""
    row = Tally.objects.filter(region_code=code, measure=key, month=month).first()
    return row.number if row else 0


def numbers(code: str) -> dict[str, int]:
    """Every number of a region: states of this month, dated ones of all months together."""
    found: dict[str, int] = {}
    dated = set(dated_keys())
    for key, month, number in Tally.objects.filter(region_code=code).values_list(
        "measure", "month", "number"
    ):
        # "On time" says when something was written down, which is now.
        if key != "on_time" and (key in dated or month == this_month()):
            found[key] = found.get(key, 0) + number
    return found


@contextmanager
def changes(counting, village="33.08.06.2012"):
    """Yields a function: by how much each number changed, the same at every level."""
    places = [village, *ancestors_of(village), ""]
    counting()
    before = {code: numbers(code) for code in places}
    told = {}
    yield lambda *, villages=True: told[village] if villages else told[""]
    counting()
    for code in places:
        after = numbers(code)
        differences = {
            key: after.get(key, 0) - before[code].get(key, 0)
            for key in after.keys() | before[code].keys()
        }
        told[code] = {key: number for key, number in sorted(differences.items()) if number}
    told_above = [told[code] for code in places[1:]]
    assert all(each == told_above[0] for each in told_above), told
    if not any(code != village for code in _villages()):
        assert told[village] == told_above[0], told


def _villages():
    rows = Tally.objects.order_by().values_list("region_code", flat=True).distinct()
    return [code for code in rows if len(code) == 13]
