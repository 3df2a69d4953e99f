"""Which group fills which role in the village: recording a reading, and reading them all."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from jejaring.services import id_for, record_event
from stakeholders.models import Participation, Stakeholder, VillageNetwork
from stakeholders.models.kinds import Family
from stakeholders.models.participation import EXPECTED_ROLES, VillageRole
from stakeholders.services.days import midnight_after

NOT_ASKED = "not_asked"


class RoleNotExpected(Exception):
    """The role is no part of what this kind of group does, so it can be no gap either."""


class StaleReading(Exception):
    """Somebody recorded the same roles in between; ``current``: role -> the reading now."""

    def __init__(self, current):
        super().__init__(f"newer readings of {', '.join(sorted(current))}")
        self.current = current


@dataclass(frozen=True)
class Row:
    """One group and its current reading of each role its kind is expected to fill.

    ``readings``: role -> Participation, or None when nobody asked yet.
    """

    group: Stakeholder
    readings: dict[str, Participation | None]

    @property
    def counts(self) -> Counter:
        """How many roles stand at each value, ``not_asked`` among them."""
        return Counter(value_of(reading) for reading in self.readings.values())


@dataclass(frozen=True)
class EmptyRole:
    """A role that nobody fills, although ``asked`` of the ``expected`` groups were asked.

    ``family``: only in this family of groups; empty when in no family at all.
    """

    role: VillageRole
    expected: int
    asked: int
    family: Family | None = None


@dataclass(frozen=True)
class Matrix:
    """The roles that count in a village, and one row for each group present there."""

    roles: tuple[VillageRole, ...]
    rows: tuple[Row, ...]

    def counts(self, role, family=None) -> Counter:
        """How many groups (of one family) stand at each value of a role they should fill."""
        return Counter(
            value_of(row.readings[role])
            for row in self.rows
            if role in row.readings and family in (None, row.group.group_kind.family)
        )

    @property
    def empty_roles(self) -> list[EmptyRole]:
        """Roles nobody fills: in the whole village, else within one family of groups.

        A role is empty only once somebody was asked about it; "does not apply" is no answer
        in either direction. Within a family the whole village's emptiness is not repeated.
        Those of the whole village come first, then those of which more groups were asked.
        """
        found = [empty for role in self.roles for empty in self._empty_of(role)]
        return sorted(found, key=lambda empty: (empty.family is not None, -empty.asked))

    def _empty_of(self, role):
        if everywhere := _empty(role, self.counts(role)):
            return [everywhere]
        present = {row.group.group_kind.family for row in self.rows}
        within = (_empty(role, self.counts(role, f), f) for f in Family if f in present)
        return [empty for empty in within if empty]


def _empty(role, counts, family=None):
    asked = counts[Participation.Value.NAME_ONLY] + counts[Participation.Value.NO]
    if counts[Participation.Value.YES] or not asked:
        return None
    return EmptyRole(role, expected=asked + counts[NOT_ASKED], asked=asked, family=family)


def value_of(reading) -> str:
    """The value of a reading, ``not_asked`` for none."""
    return reading.value if reading else NOT_ASKED


def expected_roles(group) -> tuple[VillageRole, ...]:
    """The roles that a group of this kind is expected to fill."""
    return EXPECTED_ROLES[group.group_kind.family]


def matrix(village) -> Matrix:
    """All current readings of a village, in two queries whatever the number of groups."""
    current = {
        (reading.group_id, reading.role): reading
        for reading in Participation.objects.current().filter(village=village)
    }
    return _matrix(_groups(village).present(), current)


def participation_on(village, on: date) -> Matrix:
    """The readings of a village as they stood on an earlier day, in two queries.

    A reading counts from the day it is about (``as_of``), whenever it was written down; of several
    of one role the one written last counts. Groups are those recorded by then that had not left,
    and those of whom something is known of that day; each with the roles of its kind of today.
    """
    told = Participation.objects.filter(village=village, as_of__lte=on).order_by("version")
    readings = {(reading.group_id, reading.role): reading for reading in told}
    after = midnight_after(on)
    there = Q(created_at__lt=after) | Q(pk__in=told.order_by().values("group"))
    not_left = Q(archived_at=None) | Q(archived_at__gte=after)
    return _matrix(_groups(village).filter(there, not_left), readings)


def _groups(village):
    """All groups that have ever stood on the map of the village, in the order of the matrix."""
    groups = Stakeholder.objects.groups().in_village(village.pk)
    return groups.select_related("group_kind", "village").order_by(
        "group_kind__position", "name", "pk"
    )


def _matrix(groups, readings):
    rows = tuple(
        Row(group, {role: readings.get((group.pk, role)) for role in expected_roles(group)})
        for group in groups
    )
    counted = {role for row in rows for role in row.readings}
    return Matrix(roles=tuple(role for role in VillageRole if role in counted), rows=rows)


def role_readings(village, on: date | None = None) -> Iterator[dict]:
    """Each group's value in each role expected of it, for the findings of the network; ``on`` an
    earlier day, or now.

    Yields dicts of ``group`` (id as text), ``role``, ``family`` and ``value``, which is None
    while nobody asked.
    """
    for row in (participation_on(village, on) if on else matrix(village)).rows:
        for role, reading in row.readings.items():
            yield {
                "group": str(row.group.pk),
                "role": str(role),
                "family": row.group.group_kind.family,
                "value": reading and reading.value,
            }


def readings_of(*, group, village) -> dict[str, Participation | None]:
    """The current reading of each role expected of one group."""
    current = {
        reading.role: reading
        for reading in Participation.objects.current().filter(village=village, group=group)
    }
    return {role: current.get(role) for role in expected_roles(group)}


def record_participation(
    *, village, group, role, value, reason, as_of, base_version, by, pk=None
) -> Participation:
    """Add one reading of one role; what was already said so is left alone.

    ``base_version``: the version the person had seen, 0 for none. Raises RoleNotExpected, and
    StaleReading when somebody recorded something else in between.
    """
    said = {"value": value, "reason": reason, "as_of": as_of}
    [reading] = record_readings(
        village=village,
        group=group,
        readings={role: {**said, "base_version": base_version, "pk": pk}},
        by=by,
    )
    return reading


def record_readings(*, village, group, readings, by) -> list[Participation]:
    """Add readings of several roles of one group: all of them, or none.

    ``readings``: role -> value, reason, as_of, base_version and, optionally, pk. Raises as
    ``record_participation`` does; StaleReading then names every role that has moved on.
    """
    if set(readings) - set(expected_roles(group)):
        raise RoleNotExpected
    try:
        with transaction.atomic():
            return _add_readings(village, group, readings, by)
    except IntegrityError:
        # Somebody was faster by a hair; now their rows can be seen.
        with transaction.atomic():
            return _add_readings(village, group, readings, by)


def _add_readings(village, group, readings, by):
    current = readings_of(group=group, village=village)
    stale = {
        role: current[role]
        for role, reading in readings.items()
        if current[role]
        and not _same(current[role], reading)
        and reading["base_version"] != current[role].version
    }
    if stale:
        raise StaleReading(stale)
    news = {role: said for role, said in readings.items() if not _same(current[role], said)}
    if news:
        VillageNetwork.objects.outdate(village.pk)
        record_event(
            by=by,
            verb="recorded_participation",
            subject=group,
            region_code=village.pk,
            roles=sorted(news),
        )
    added = {
        role: _add(village, group, role, said, current[role], by) for role, said in news.items()
    }
    return [added.get(role, current[role]) for role in readings]


def _same(current, reading):
    return current is not None and all(
        getattr(current, name) == reading[name] for name in ("value", "reason", "as_of")
    )


def _add(village, group, role, reading, now, by):
    return Participation.objects.create(
        pk=id_for(Participation, reading.get("pk")),
        village=village,
        group=group,
        role=role,
        version=now.version + 1 if now else 1,
        value=reading["value"],
        reason=reading["reason"],
        as_of=reading["as_of"],
        recorded_by=by,
    )
