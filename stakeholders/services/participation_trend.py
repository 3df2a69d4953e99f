"""How the filling of roles has changed since an earlier day, like compared with like.

A role is filled or not; "in name only" does not fill it, "does not apply" does not count. Only what
was asked at both times is compared: a group asked for the first time since then may have filled its
roles all along, so it is counted apart and moves no number.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from stakeholders.models import Participation, Stakeholder
from stakeholders.models.kinds import Family
from stakeholders.models.participation import VillageRole
from stakeholders.services.participation import (
    NOT_ASKED,
    Matrix,
    participation_on,
    value_of,
)

YES, NOT_APPLICABLE = Participation.Value.YES, Participation.Value.NOT_APPLICABLE
SILENT = (NOT_ASKED, NOT_APPLICABLE)


@dataclass(frozen=True)
class Turn:
    """One role that a group fills now and did not then, or the reverse."""

    group: Stakeholder
    role: VillageRole
    then: Participation
    now: Participation

    @property
    def is_gain(self) -> bool:
        return self.now.value == YES


@dataclass(frozen=True)
class Tally:
    """Of ``both`` roles asked at both times, how many were filled then and now.

    ``asked_since``: roles of the same sort that were asked only later.
    """

    both: int
    then: int
    now: int
    asked_since: int

    @property
    def change(self) -> int:
        """More filled, or fewer if below nought."""
        return self.now - self.then


@dataclass(frozen=True)
class Trend:
    """The change since ``since`` in each role, in each family of groups, and in all.

    ``first``: the earliest day about which anything is recorded; None if nothing is.
    """

    since: date
    first: date | None
    whole: Tally
    roles: dict[VillageRole, Tally]
    families: dict[Family, Tally]
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class _Cell:
    """One role of one group at both times."""

    group: Stakeholder
    role: VillageRole
    then: Participation | None
    now: Participation | None

    @property
    def family(self) -> Family:
        return Family(self.group.group_kind.family)

    @property
    def is_comparable(self) -> bool:
        return value_of(self.then) not in SILENT and value_of(self.now) not in SILENT

    @property
    def is_asked_since(self) -> bool:
        return value_of(self.then) == NOT_ASKED and value_of(self.now) not in SILENT


def trend(village, since: date, *, now: Matrix) -> Trend:
    """What became since that day of the roles in ``now``, the matrix of the village: only groups
    that are there now. Three queries."""
    cells = _cells(participation_on(village, since), now)
    earliest = Participation.objects.filter(village=village).aggregate(day=Min("as_of"))["day"]
    return Trend(
        since=since,
        first=earliest,
        whole=_tally(cells),
        roles=_tallies(cells, lambda cell: cell.role),
        families=_tallies(cells, lambda cell: cell.family),
        turns=tuple(
            Turn(cell.group, cell.role, cell.then, cell.now)
            for cell in cells
            if cell.is_comparable and (cell.then.value == YES) != (cell.now.value == YES)
        ),
    )


def _cells(then: Matrix, now: Matrix) -> list[_Cell]:
    """The roles of the groups of now, each with its reading at both times."""
    before = {row.group.pk: row.readings for row in then.rows}
    return [
        _Cell(row.group, role, before.get(row.group.pk, {}).get(role), reading)
        for row in now.rows
        for role, reading in row.readings.items()
    ]


def _tallies(cells, key: Callable[[_Cell], Hashable]) -> dict:
    """A tally for each key that has something to compare or to count, in the order of the list."""
    found = {
        wanted: _tally([cell for cell in cells if key(cell) == wanted])
        for wanted in dict.fromkeys(key(cell) for cell in cells)
    }
    return {wanted: each for wanted, each in found.items() if each.both or each.asked_since}


def _tally(cells) -> Tally:
    both = [cell for cell in cells if cell.is_comparable]
    return Tally(
        both=len(both),
        then=sum(cell.then.value == YES for cell in both),
        now=sum(cell.now.value == YES for cell in both),
        asked_since=sum(cell.is_asked_since for cell in cells),
    )
