"""Which numbers are shown: small ones are hidden, and enough others that none can be worked out.

For numbers about persons, or about what was said of somebody. The regions one level beneath a
region are a family; their numbers add up to its number. In each family

- a number from 1 to 4 is hidden; nought is shown, except where the open number that it is part of
  is itself from 1 to 4: of one group in a village, "hidden" would say one;
- wherever one is, a companion is too: of the others that have five or more the first in an order
  that depends on the codes, the measure and a secret, never on numbers. Whoever subtracts is left
  with a sum of which either may be the companion. Where no other has any, a nought of a region in
  which somebody has begun; the nought of one where nobody has is known anyway and hides nothing;
- beneath a hidden number at least one number is hidden, down to the last level, or adding up would
  give it back; regions no longer in force are of the family, as their numbers are in its sum;
- what is shown is rounded to the nearest multiple of five, so that two months or files that
  differ by a few tell nothing;
- the month that is running is not shown: who looks before and after one change would see a number
  go from nought to hidden, and know it is one.

No sums over months and no sums across are shown of such numbers: each is its own family only.
Sources: cell suppression with complementary cells, A. Hundepool et al., Statistical Disclosure
Control (Wiley, 2012), ch. 4; k = 5 as in ``docs/privacy.md``. ``prove dashboards`` attacks it.
"""

import hashlib
import hmac
from collections.abc import Collection, Iterable, Mapping
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


def hidden_among(
    children: Iterable[str],
    numbers: Numbers,
    *,
    parent_hidden: bool,
    about: str = "",
    wholes: Numbers | None = None,
    empty: Collection[str] = (),
) -> set[str]:
    """Which children of one region are hidden, for one measure in one month.

    ``about``: the key of the measure; ``wholes``: the open numbers that these are part of;
    ``empty``: regions of which everybody knows that nothing was recorded.
    """
    children = sorted(children, key=lambda code: _order(about, code))
    small = {code for code in children if _tells(code, numbers, wholes)}
    if not small and not parent_hidden:
        return set()
    others = [code for code in children if code not in small]
    with_some = [code for code in others if numbers.get(code, 0)]
    companions = with_some or [code for code in others if code not in empty]
    return small | {*companions[:1]}


def hidden_down(path: Iterable[tuple[str, Iterable[str]]], numbers: Numbers, **known) -> set[str]:
    """Which regions are hidden along a path of families from the country downward.

    ``path``: pairs of a region and all its children, each region among the children before it,
    the first being the country; ``known``: as ``hidden_among``.
    """
    hidden: set[str] = set()
    for place, (parent, children) in enumerate(path):
        if place == 0 and _tells(parent, numbers, known.get("wholes")):
            hidden.add(parent)
        hidden |= hidden_among(children, numbers, parent_hidden=parent in hidden, **known)
    return hidden


def _tells(code, numbers, wholes) -> bool:
    return is_small(numbers.get(code, 0)) or is_small((wholes or {}).get(code, 0))


@lru_cache(maxsize=200_000)
def _order(about: str, code: str) -> bytes:
    """A place in an order that nobody outside can foresee, and that never changes."""
    word = f"{about} {code}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), word, hashlib.sha256).digest()
