"""Where and when: a village with its size, its days, and who looks after it."""

from dataclasses import dataclass, field

from cooperation.sample.country.dice import Dice
from cooperation.sample.country.tables import Tables
from jejaring.models import Membership, User
from jejaring.roles import Role

BEGUN = 0.88
SILENT = 0.12
YEAR = 365
_VILLAGES_EACH = 3
NOBODY = "!contoh"  # no password opens an account that begins so


@dataclass(frozen=True)
class Span:
    """The days of the history: from ``first`` to ``last``, both within."""

    first: int
    last: int


@dataclass
class Party:
    """A node of the map: its id, since when it is there, and the code of its kind."""

    key: str
    since: int
    kind: str = ""
    archived: int | None = None


@dataclass
class Village:
    """One village: ``first`` and ``last`` are the days between which somebody worked there."""

    code: str
    name: str
    facilitator: str
    dice: Dice
    tables: Tables
    size: float
    first: int
    last: int
    until: int
    is_begun: bool
    groups: list[Party] = field(default_factory=list)
    persons: list[Party] = field(default_factory=list)
    institutions: list[Party] = field(default_factory=list)

    def many(self, average: float) -> int:
        """So many on average over all villages, those without beginning included."""
        return max(1, round(average * self.size / BEGUN))


def village_of(code, name, *, facilitator, seed, span: Span, tables) -> Village:
    """A village as chance wants it; some are not begun, some silent for a year and longer."""
    dice = Dice(seed, code)
    is_begun, size = dice.happens(BEGUN), dice.size()
    first = dice.early(span.first, span.last - 30)
    last = span.last
    if dice.happens(SILENT) and first < span.last - YEAR:
        last = dice.day(first, span.last - YEAR)
    return Village(code, name, facilitator, dice, tables, size, first, last, span.last, is_begun)


def seat_facilitators(subdistrict, codes, *, seed, span, tables) -> dict[str, str]:
    """A facilitator for every few villages; returns the id of each village's."""
    dice, found = Dice(seed, f"people {subdistrict}"), {}
    for start in range(0, len(codes), _VILLAGES_EACH):
        key, number = dice.key(span.first), start // _VILLAGES_EACH + 1
        name = username(subdistrict, number)
        joined = dice.moment(span.first)
        phone = f"08{dice.randrange(10**9, 10**10)}"
        tables.add(
            *(User, key, name, f"Pendamping contoh {subdistrict}/{number}", phone, NOBODY, None),
            *(False, False, True, "", joined, True),
        )
        for code in codes[start : start + _VILLAGES_EACH]:
            found[code] = key
            tables.add(
                *(Membership, dice.key(span.first), key, Role.FACILITATOR.value, code),
                *(None, None, joined, None),
            )
    return found


def username(subdistrict: str, number: int) -> str:
    """The sign-in name of a facilitator; the first of a kecamatan also says that it is made."""
    return f"contoh-{subdistrict.replace('.', '')}-{number}"
