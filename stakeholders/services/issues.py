"""Issues of a village, and where each party stands on them.

Positions are only added. A row says the number that the writer had seen last; if the same party
was moved since, both readings are shown and a person decides.
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from jejaring.services import id_for, record_event
from stakeholders.models import Issue, Position
from stakeholders.services.groups import AlreadyRecorded, StaleVersion

# What a person says of a party; the rest of a row is kept by the services.
READING = ("power", "power_source", "interest", "stance", "closeness", "as_of", "reason")
TRIES = 5


@dataclass(frozen=True)
class Placed:
    """A party on the sheet: its reading now, and the one before it (None for the first)."""

    now: Position
    before: Position | None

    @property
    def has_moved(self) -> bool:
        """Whether power, interest or stance was another before."""
        said = ("power", "interest", "stance")
        return self.before is not None and any(
            getattr(self.before, name) != getattr(self.now, name) for name in said
        )


def record_issue(*, village, name, by, question="", pk=None) -> Issue:
    """Add an issue to a village. The same ``pk`` with the same name returns the first row.

    Raises AlreadyRecorded when the form was sent before with another name.
    """
    pk = id_for(Issue, pk, village=village)
    try:
        with transaction.atomic():
            issue = Issue.objects.create(
                pk=pk, village=village, name=name, question=question, recorded_by=by
            )
            _note(issue, "recorded_issue", by)
            return issue
    except IntegrityError:
        earlier = Issue.objects.get(pk=pk)
        if earlier.name == name:
            return earlier
        raise AlreadyRecorded(earlier) from None


@transaction.atomic
def revise_issue(*, issue, version, by, **fields) -> Issue:
    """Change ``name`` or ``question``. Raises StaleVersion when it has another version now."""
    changed = Issue.objects.filter(pk=issue.pk, version=version).update(
        version=F("version") + 1, **fields
    )
    issue.refresh_from_db()
    if not changed:
        if all(getattr(issue, name) == value for name, value in fields.items()):
            return issue
        raise StaleVersion(issue)
    _note(issue, "revised_issue", by)
    return issue


@transaction.atomic
def close_issue(*, issue, by):
    """Put an issue aside; everything said about it stays."""
    if Issue.objects.open().filter(pk=issue.pk).update(closed_at=timezone.now()):
        _note(issue, "closed_issue", by)


@transaction.atomic
def reopen_issue(*, issue, by):
    """Take a closed issue up again."""
    if Issue.objects.filter(pk=issue.pk).exclude(closed_at=None).update(closed_at=None):
        _note(issue, "reopened_issue", by)


def last_number(issue) -> int:
    """The number of the issue's newest row, 0 without any."""
    return issue.positions.aggregate(last=Max("number"))["last"] or 0


def place_party(*, issue, stakeholder, seen, by, pk=None, **reading) -> Position:
    """Say where a party stands now; ``reading`` holds the columns of ``READING``.

    ``seen``: the issue's ``last_number`` when the form was made. The same reading again, or the
    same ``pk``, changes nothing. Raises StaleVersion, with the newest row, when somebody moved
    this party in between.
    """
    pk = id_for(Position, pk, issue=issue)
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return _place(issue, stakeholder, seen, by, pk, reading)
        except IntegrityError:
            # Somebody added a row of this issue at the same moment: look again.
            if not left:
                raise
    raise AssertionError("unreachable")


def _place(issue, stakeholder, seen, by, pk, reading):
    now = _newest(issue, stakeholder)
    if now and (now.pk == pk or _says(now, reading)):
        return now
    if now and now.number > seen:
        raise StaleVersion(now)
    return _add(issue, stakeholder, "placed_party", by, pk=pk, **reading)


def _newest(issue, stakeholder):
    rows = issue.positions.filter(stakeholder=stakeholder).select_related("recorded_by")
    return rows.order_by("-number").first()


def _says(row, reading):
    return not row.withdrawn and all(getattr(row, k) == value for k, value in reading.items())


def _add(issue, stakeholder, verb, by, **columns):
    row = Position.objects.create(
        issue=issue,
        stakeholder=stakeholder,
        number=last_number(issue) + 1,
        recorded_by=by,
        **columns,
    )
    record_event(by=by, verb=verb, subject=row, region_code=issue.village_id)
    return row


def undo_position(*, position, by) -> bool:
    """Take a move back: the party stands where it stood before, or leaves the sheet.

    Nothing is deleted: a further row says so. False when the party was moved again since.
    """
    with transaction.atomic():
        issue, party = position.issue, position.stakeholder
        rows = issue.positions.filter(stakeholder=party).order_by("-number")
        newest, before = [*rows[:2], None][:2] if rows else (None, None)
        if newest is None or newest.pk != position.pk:
            return False
        said = before or newest
        columns = {name: getattr(said, name) for name in READING}
        withdrawn = before is None or before.withdrawn
        _add(issue, party, "undid_position", by, withdrawn=withdrawn, **columns)
        return True


def withdraw_party(*, position, by) -> bool:
    """Take a party off the sheet of this issue. False when it was moved since."""
    with transaction.atomic():
        newest = _newest(position.issue, position.stakeholder)
        if newest.pk != position.pk or newest.withdrawn:
            return False
        columns = {name: getattr(newest, name) for name in READING}
        _add(
            position.issue,
            position.stakeholder,
            "withdrew_party",
            by,
            withdrawn=True,
            **columns,
        )
        return True


def board(issue) -> list[Placed]:
    """Everybody on the sheet of an issue, by name, each with the reading before the present one."""
    rows = (
        issue.positions.filter(stakeholder__archived_at=None)
        .select_related("stakeholder__group_kind", "recorded_by")
        .order_by("number")
    )
    readings = {}
    for row in rows:
        readings.setdefault(row.stakeholder_id, []).append(row)
    placed = [
        Placed(told[-1], _last_that_differs(told))
        for told in readings.values()
        if not told[-1].withdrawn
    ]
    return sorted(placed, key=lambda each: (each.now.stakeholder.name.casefold(), each.now.pk))


def _last_that_differs(told):
    """The latest earlier reading that was on the sheet and is not the present one said again."""
    said = ("power", "interest", "stance")
    for row in reversed(told[:-1]):
        if row.withdrawn:
            return None
        if any(getattr(row, name) != getattr(told[-1], name) for name in said):
            return row
    return None


def history(issue, stakeholder) -> list[Position]:
    """Every reading of one party on one issue, the latest first."""
    rows = issue.positions.filter(stakeholder=stakeholder).select_related("recorded_by")
    return list(rows.order_by("-number"))


def _note(issue, verb, by):
    record_event(by=by, verb=verb, subject=issue, region_code=issue.village_id)
