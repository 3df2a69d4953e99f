"""Which numbers are shown: small ones are hidden, and enough others that none can be worked out.

For numbers about persons, or about what was said of somebody. The regions one level beneath a
region are a family; their numbers add up to its number. In each family

- a number from 1 to 4 is hidden; nought is shown, except where the open number that it is part of
  is itself from 1 to 4: of one group in a village, "hidden" would say one. Of villages two are
  enough: that nobody in them fills a role is what the question to the district is about;
- so is a number that nearly is the whole of which it is part: of 13 groups that all are
  unconnected, 3 are in the village that has 3;
- what is part of an open number is hidden up to a number from 4 to 8, secret and its own for each
  region and measure: the open number tells by how much it can have grown since it was hidden;
- so is a sealed number where fewer than three villages have begun: it would be that of a village;
- wherever one is, a companion is too: of the others that have five or more the first in an order
  that depends on the codes, the measure and a secret, never on numbers. Whoever subtracts is left
  with a sum of which either may be the companion. Where no other has any, a nought of a region in
  which somebody has begun; the nought of one where nobody has is known anyway and hides nothing;
- companions follow until every small number could be any from 1 to 4, also for somebody who knows
  which of the hidden ones are small: the order may be learned from many months. Where there are
  none left, all the family is hidden, noughts as well: 1, 1 and 5 add up to no more than 7;
- beneath a hidden number at least one number is hidden, down to the last level, or adding up would
  give it back; regions no longer in force are of the family, as their numbers are in its sum;
- what is shown is rounded to a multiple of five, up or down from a point that is secret and its own
  for each region and measure, so that two months or files that differ by a few tell nothing;
- the month that is running is not shown: who looks before and after one change would see a number
  go from nought to hidden, and know it is one.

No sums over months and no sums across are shown of such numbers: each is its own family only.
Sources: cell suppression with complementary cells, A. Hundepool et al., Statistical Disclosure
Control (Wiley, 2012), ch. 4; k = 5 as in ``docs/privacy.md``. ``prove dashboards`` attacks it.
"""

import hashlib
import hmac
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from villages.tallies.measures import SMALLEST

Numbers = Mapping[str, int]  # by region code; a region that is missing has nought
Box = tuple[int, int]  # the least and the most that a number may be
_NO_END = 10**9


def is_small(number: int) -> bool:
    """Whether somebody could be recognised in it."""
    return 0 < number < SMALLEST


def rounded(number: int, about: str, code: str) -> int:
    """To a multiple of five near it, by the point of the measure ``about`` and the region."""
    return (number + _point(about, code)) // SMALLEST * SMALLEST


@dataclass(frozen=True)
class Known:
    """What decides about one measure in one month.

    ``about``: its key; ``numbers``: its numbers; ``wholes``: the open numbers that these are part
    of, of which there must be ``least_whole`` for a nought to be shown; ``empty``: regions of which
    everybody knows that nothing was recorded; ``few``: regions that are hidden whatever their
    number, as it would be that of a village or two.
    """

    numbers: Numbers
    about: str = ""
    wholes: Numbers | None = None
    least_whole: int = SMALLEST
    empty: Collection[str] = ()
    few: Collection[str] = ()

    def number(self, code: str) -> int:
        return self.numbers.get(code, 0)

    def whole(self, code: str) -> int:
        return _NO_END if self.wholes is None else self.wholes.get(code, 0)

    def tells(self, code: str) -> bool:
        """Whether the number, shown, would tell of somebody."""
        number, whole = self.number(code), self.whole(code)
        return (
            code in self.few
            or self.is_low(code)
            or self.is_whole_small(code)
            or self._is_nearly_all(number, whole)
        )

    def is_whole_small(self, code: str) -> bool:
        """Whether there is so little that to be none of it tells of each."""
        return 0 < self.whole(code) < self.least_whole

    def is_low(self, code: str) -> bool:
        """Whether the number is small; of a part of an open whole that begins where nobody knows,
        as the whole tells by how much a number that became 5 can have grown."""
        least = SMALLEST if self.wholes is None else SMALLEST + _start(self.about, code)
        return 0 < self.number(code) < least

    def box(self, code: str, hidden: Collection[str]) -> Box:
        """What may be thought of the number by whoever knows why it is hidden."""
        number, whole = self.number(code), self.whole(code)
        if code not in hidden:
            if not number:
                return 0, 0
            least = rounded(number, self.about, code) - _point(self.about, code)
            return max(SMALLEST, least), min(least + SMALLEST - 1, whole)
        if code in self.few or self.is_whole_small(code):
            return 0, whole
        if self.is_low(code):
            return 1, min(whole, SMALLEST - 1 if self.wholes is None else 2 * SMALLEST - 2)
        if self._is_nearly_all(number, whole):
            return max(1, whole - SMALLEST + 1), whole
        return (SMALLEST, whole) if number else (0, 0)

    @staticmethod
    def _is_nearly_all(number, whole) -> bool:
        return number > 0 and whole - number < SMALLEST


def hidden_among(
    children: Iterable[str], known: Known, *, parent_hidden: bool, above: Box = (0, _NO_END)
) -> set[str]:
    """Which children of one region are hidden; ``above``: what may be thought of its number."""
    children = sorted(children, key=lambda code: _order(known.about, code))
    hidden = {code for code in children if known.tells(code)}
    if not hidden and not parent_hidden:
        return set()
    others = [code for code in children if code not in hidden]
    with_some = [code for code in others if known.number(code)]
    noughts = [code for code in others if code not in known.empty]
    hidden |= {*(with_some or noughts)[:1]}
    for code in with_some[1:]:
        if _has_room(children, hidden, known, above):
            return hidden
        hidden.add(code)
    if not _has_room(children, hidden, known, above):
        hidden |= {*with_some, *noughts}
    return hidden


def _has_room(children, hidden, known: Known, above: Box) -> bool:
    """Whether each number that tells may be any that its reason allows, all others being so too."""
    boxes = {code: known.box(code, hidden) for code in children}
    least = sum(low for low, _high in boxes.values())
    most = sum(high for _low, high in boxes.values())
    wide = [boxes[code][1] - boxes[code][0] for code in hidden if known.tells(code)]
    up = max((min(each, SMALLEST - 1) for each in wide), default=0)
    down = max((each for each in wide if each < _NO_END // 2), default=0)
    return above[1] - least >= up and most - above[0] >= down


def hidden_down(path: Iterable[tuple[str, Iterable[str]]], known: Known) -> set[str]:
    """Which regions are hidden along a path of families from the country downward.

    ``path``: pairs of a region and all its children, each region among the children before it,
    the first being the country.
    """
    hidden: set[str] = set()
    for place, (parent, children) in enumerate(path):
        if place == 0 and known.tells(parent):
            hidden.add(parent)
        above = known.box(parent, hidden)
        hidden |= hidden_among(children, known, parent_hidden=parent in hidden, above=above)
    return hidden


@lru_cache(maxsize=200_000)
def _order(about: str, code: str) -> bytes:
    """A place in an order that nobody outside can foresee, and that never changes."""
    word = f"{about} {code}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), word, hashlib.sha256).digest()


def _start(about: str, code: str) -> int:
    """From 0 to 4: by how much a number must be more than five to be shown."""
    return _order(about, code)[1] % SMALLEST


def _point(about: str, code: str) -> int:
    """From 0 to 4: what is added before rounding down."""
    return _order(about, code)[0] % SMALLEST
