"""Numbers in up to five classes, for a map of shades (pure: numbers in, words out)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.translation import gettext as _

MOST = 5
MANY_ZEROS = 5  # every fifth is a zero: then zero is a class of its own
STEPS = (Decimal(5), Decimal(2), Decimal(1))


@dataclass(frozen=True)
class Classes:
    """Classes from the lowest on: where each begins, and its words ("10–24").

    Without numbers there are none.
    """

    starts: tuple[Decimal, ...] = ()
    labels: tuple[str, ...] = ()

    def step(self, number) -> int | None:
        """The class of a number, 0 the lowest; None for no number."""
        value = _decimal(number)
        if value is None or not self.starts:
            return None
        return max(0, sum(start <= value for start in self.starts) - 1)


def classes_of(numbers: Iterable, *, suffix: str = "") -> Classes:
    """Up to five classes with about as many numbers each; equal numbers never part.

    None and what is no finite number are passed over. Limits are the roundest that keep the
    classes; ``suffix`` ("%", " kelompok") follows each label. Fewer than six different numbers
    are a class each.
    """
    counts = Counter(value for number in numbers if (value := _decimal(number)) is not None)
    if not counts:
        return Classes()
    groups = _groups(counts)
    starts = [groups[0][0]]
    starts += [_roundest(below[-1], above[0]) for below, above in pairwise(groups)]
    whole = all(value == value.to_integral_value() for value in counts)
    labels = [
        _label(start, group, following, whole) + suffix
        for start, group, following in zip(starts, groups, [*starts[1:], None], strict=True)
    ]
    return Classes(tuple(starts), tuple(labels))


def _decimal(number) -> Decimal | None:
    if number is None or isinstance(number, bool):
        return None
    value = Decimal(str(number))
    return value if value.is_finite() else None


def _groups(counts) -> list[list[Decimal]]:
    """The different numbers, sorted, cut into classes."""
    values = sorted(counts)
    if len(values) <= MOST:
        return [[value] for value in values]
    zero = Decimal(0)
    if values[0] == 0 and counts[zero] * MANY_ZEROS >= counts.total():
        return [[zero], *_cut(values[1:], counts, MOST - 1)]
    return _cut(values, counts, MOST)


def _cut(values, counts, most) -> list[list[Decimal]]:
    """``values`` in at most ``most`` runs of about equal count."""
    groups: list[list[Decimal]] = []
    left = sum(counts[value] for value in values)
    place = 0
    for remaining in range(most, 0, -1):
        if place == len(values):
            break
        if remaining == 1:
            groups.append(values[place:])
            break
        end, held = _run(values, counts, place, left / remaining)
        groups.append(values[place:end])
        place, left = end, left - held
    return groups


def _run(values, counts, place, target) -> tuple[int, int]:
    """Where a run from ``place`` ends, and how many it holds: as near to ``target`` as can be."""
    end, held = place + 1, counts[values[place]]
    while end < len(values):
        more = held + counts[values[end]]
        if abs(more - target) > abs(held - target):
            break
        end, held = end + 1, more
    return end, held


def _roundest(below, above) -> Decimal:
    """The roundest number that is more than ``below`` and at most ``above``."""
    finest = above.as_tuple().exponent
    for power in range(above.adjusted() + 1, finest - 1, -1):
        for step in STEPS:
            size = step.scaleb(power)
            candidate = (above / size).to_integral_value("ROUND_FLOOR") * size
            if candidate > below:
                return candidate
    return above


def _label(start, group, following, whole) -> str:
    if len(group) == 1:
        return _told(group[0])
    if following is not None and not whole:
        return _("%(low)s sampai di bawah %(high)s") % {
            "low": _told(start),
            "high": _told(following),
        }
    last = group[-1] if following is None else following - 1
    return _("%(low)s–%(high)s") % {"low": _told(start), "high": _told(last)}


def _told(number) -> str:
    number = number.normalize()
    places = max(0, -number.as_tuple().exponent)
    return number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True)
