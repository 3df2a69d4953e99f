"""Which numbers are shown: small ones are hidden, and enough others that none can be worked out.

For numbers about persons, or about what was said of somebody. The regions one level beneath a
region are a family; their numbers add up to its number. In each family

- a number from 1 to 4 is hidden; nought is shown;
- wherever one is, a companion is too: the first of the others in an order that depends on the
  codes and a secret, never on numbers, so that being chosen tells nothing. Whoever subtracts is
  left with a sum of hidden numbers of which any may be the companion (nought, or five and more);
- beneath a hidden number at least one number is hidden, down to the last level, or adding up would
  give it back;
- what is shown is rounded to the nearest multiple of five, so that two pages, months or files that
  differ by a few tell nothing.

No sums over months and no sums across are shown of such numbers: each is its own family only.
Sources: cell suppression with complementary cells, A. Hundepool et al., Statistical Disclosure
Control (Wiley, 2012), ch. 4; k = 5 as in ``docs/privacy.md``. ``prove dashboards`` attacks it.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.conf import settings

from villages.tallies.measures import SMALLEST

Numbers = Mapping[str, int]  # by region code; a region that is missing has nought


def is_small(number: int) -> bool:
    """Whether somebody could be recognised in it."""
    return 0 < number < SMALLEST


def rounded(number: int) -> int:
    """To the nearest multiple of five."""
    return (number + SMALLEST // 2) // SMALLEST * SMALLEST


def hidden_among(children: Iterable[str], numbers: Numbers, *, parent_hidden: bool) -> set[str]:
    """Which children of one region are hidden, for one measure in one month."""
    children = sorted(children, key=_order)
    small = {code for code in children if is_small(numbers.get(code, 0))}
    if not small and not parent_hidden:
        return set()
    companion = next((code for code in children if code not in small), None)
    return small | ({companion} if companion is not None else set())


def hidden_down(path: Iterable[tuple[str, Iterable[str]]], numbers: Numbers) -> set[str]:
    """Which regions are hidden along a path of families from the country downward.

    ``path``: pairs of a region and all its children, each region among the children before it,
    the first being the country.
    """
    hidden: set[str] = set()
    for place, (parent, children) in enumerate(path):
        if place == 0 and is_small(numbers.get(parent, 0)):
            hidden.add(parent)
        hidden |= hidden_among(children, numbers, parent_hidden=parent in hidden)
    return hidden


@lru_cache(maxsize=200_000)
def _order(code: str) -> bytes:
    """A place in an order that nobody outside can foresee, and that never changes."""
    return hmac.new(settings.SECRET_KEY.encode(), code.encode(), hashlib.sha256).digest()
