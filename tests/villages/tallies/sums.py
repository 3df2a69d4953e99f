"""What must hold of kept numbers at any time, told by other ways than ``rebuilding``."""

from collections import defaultdict

from villages.codes import ancestors_of
from villages.models import SNAPSHOT, Tally
from villages.tallies import measures


def faults() -> list[str]:
    """Where a region is not the sum of the villages beneath it, in any month."""
    dated = set(measures.dated_keys())
    states, moments, months = _read(dated)
    found = []
    for month in months:
        sums = defaultdict(int)
        for code, snapshots in states.items():
            if len(code) == 13:
                for key, number in _held(snapshots, month).items():
                    for above in [*ancestors_of(code), ""]:
                        sums[above, key] += number
        for code, snapshots in states.items():
            if len(code) < 13:
                held = _held(snapshots, month)
                keys = {key for region, key in sums if region == code} | set(held)
                found += [
                    f"{code or '00'} {month} {key}: {held.get(key, 0)}, not {sums[code, key]}"
                    for key in sorted(keys)
                    if held.get(key, 0) != sums[code, key]
                ]
    return found + _dated_faults(moments)


def _read(dated):
    states = defaultdict(lambda: defaultdict(dict))
    moments = defaultdict(int)
    months = set()
    for code, month, key, number in Tally.objects.values_list(
        "region_code", "month", "measure", "number"
    ):
        if key in dated:
            moments[code, month, key] = number
        else:
            states[code][month][key] = number
            months.add(month)
    for snapshots in states.values():
        for month, numbers in snapshots.items():
            assert SNAPSHOT in numbers, month
    return states, moments, sorted(months)


def _held(snapshots, month) -> dict:
    before = [each for each in snapshots if each <= month]
    return snapshots[max(before)] if before else {}


def _dated_faults(moments) -> list[str]:
    sums = defaultdict(int)
    for (code, month, key), number in moments.items():
        if len(code) == 13:
            for above in [*ancestors_of(code), ""]:
                sums[above, month, key] += number
    upper = {place: number for place, number in moments.items() if len(place[0]) < 13}
    return [
        f"{place}: {upper.get(place, 0)}, not {sums.get(place, 0)}"
        for place in sorted(upper.keys() | sums.keys())
        if upper.get(place, 0) != sums.get(place, 0)
    ]


def standing(month: int) -> dict:
    """The snapshots of a month as they are kept, to see that nobody touches them."""
    rows = Tally.objects.filter(month=month).exclude(measure__in=measures.dated_keys())
    return {
        (code, key): number
        for code, key, number in rows.values_list("region_code", "measure", "number")
    }
