"""Arranging a meeting and keeping its record, so that two note-takers lose nothing.

Each part of a record (the frame, the invitation, a sitting, an item) is saved over what the person
saw of that part: ``base`` is its digest then. Whoever saves second is shown both versions.
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from cooperation.lifecycle.quorum import Rules, result_of
from cooperation.models import (
    AgendaItem,
    AgreementEvent,
    Meeting,
    MeetingGroup,
    MeetingVillage,
    Sitting,
)
from cooperation.services.chain import digest_of
from cooperation.services.meeting_rules import rules_of
from jejaring.ids import uuid7
from jejaring.services import id_for, record_event
from stakeholders.services.groups import AlreadyRecorded, StaleVersion

FRAME = (
    "kind",
    "is_sudden",
    "title",
    "held_on",
    "opens_at",
    "place",
    "chair",
    "secretary",
    "note_taker",
    "minutes_number",
)
ITEM = ("title", "discussion", "outcome", "decision")
FOLLOW_UP = ("text", "who", "due_on", "done_on")
SITTING = ("held_on", "opens_at", "closes_at", "place", "present")
UNNAMED = "x:"  # what stands before the name of an element of the village's own


@dataclass(frozen=True)
class Seen:
    """What a form shows of a part: columns of a row, and the groups that are ticked."""

    values: dict
    groups: tuple = ()

    @property
    def digest(self) -> str:
        plain = {
            name: value if isinstance(value, dict) else str(value)
            for name, value in self.values.items()
        }
        return digest_of([plain, sorted(str(group) for group in self.groups)])[:32]


def seen_of(row, columns, groups=()) -> Seen:
    """A part as it stands in ``row``."""
    return Seen({name: getattr(row, name) for name in columns}, tuple(groups))


def total(counts) -> int:
    """How many people ``{element: [men, women]}`` are."""
    return sum(men + women for men, women in counts.values())


def women_in(counts) -> int:
    """How many of them are women."""
    return sum(women for _men, women in counts.values())


@transaction.atomic
def arrange_meeting(*, villages, agenda=(), by, pk=None, agreement=None, **frame) -> Meeting:
    """A new meeting; the first of ``villages`` is the host. The same form again returns the first.

    Raises AlreadyRecorded when the form was sent before with other words.
    """
    pk = id_for(Meeting, pk, villages__village=villages[0])
    try:
        with transaction.atomic():
            meeting = Meeting(pk=pk or uuid7(), agreement=agreement, changed_by=by, **frame)
            meeting.save(force_insert=True)
    except IntegrityError:
        earlier = Meeting.objects.filter(pk=pk).first()
        if earlier is None:
            raise
        if seen_of(earlier, frame) != Seen(frame):
            raise AlreadyRecorded(earlier) from None
        return earlier
    MeetingVillage.objects.bulk_create(
        MeetingVillage(meeting=meeting, village=village, is_host=number == 0)
        for number, village in enumerate(dict.fromkeys(villages))
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=number, title=title, changed_by=by)
        for number, title in enumerate(agenda, 1)
    )
    _note(meeting, by, "arranged_meeting")
    return meeting


@transaction.atomic
def keep(*, row, values, base, by, verb):
    """Save a part over what the person saw. Raises StaleVersion; the same words change nothing."""
    current = type(row)._base_manager.select_for_update().get(pk=row.pk)
    _refuse_if_moved(current, seen_of(current, values), Seen(values), base)
    _write(current, values, by)
    if isinstance(current, Meeting):
        _count_anew(current)
    _note(getattr(current, "meeting", current), by, verb)
    return current


def _refuse_if_moved(current, stands, wanted, base):
    if stands.digest not in {base, wanted.digest}:
        raise StaleVersion(current)


def _write(row, values, by):
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_by, row.changed_at = by, timezone.now()
    row.save()


@transaction.atomic
def add_part(*, model, meeting, pk, values, by, verb):
    """A new item or follow-up; a form sent twice makes one. Raises StaleVersion."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    pk = id_for(model, pk, meeting=meeting)
    earlier = model.objects.filter(pk=pk).first()
    if earlier is not None:
        _refuse_if_moved(earlier, seen_of(earlier, values), Seen(values), "")
        return earlier
    if model is AgendaItem:
        last = meeting.agenda.order_by("-position").values_list("position", flat=True).first()
        values = values | {"position": (last or 0) + 1}
    row = model.objects.create(pk=pk, meeting=meeting, changed_by=by, **values)
    _note(meeting, by, verb)
    return row


class Decided(Exception):
    """Something was decided on the item, or an act on an agreement has taken it over."""


@transaction.atomic
def remove_item(*, item, base, by) -> None:
    """Take a point off the agenda that nothing was decided on; removed twice is removed once.

    Raises StaleVersion when it was changed since the person saw it, and Decided.
    """
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    current = AgendaItem.objects.select_for_update().filter(pk=item.pk).first()
    if current is None:
        return
    taken = AgreementEvent.objects.filter(
        agreement=meeting.agreement_id, content__item=str(current.pk)
    )
    if current.outcome or taken.exists():
        raise Decided
    if seen_of(current, ITEM).digest != base:
        raise StaleVersion(current)
    current.delete()
    _note(meeting, by, "removed_agenda_item")


@transaction.atomic
def invite(*, meeting, counts, groups, offered, base, by) -> Meeting:
    """Whom the meeting invites: ``counts`` by element, and groups of the map.

    ``offered``: ids the form showed; groups it did not show stay as they are.
    """
    current = Meeting.objects.select_for_update().get(pk=meeting.pk)
    stands = seen_of(current, ("invited",), ticked(current, "is_invited", offered))
    _refuse_if_moved(current, stands, Seen({"invited": counts}, tuple(groups)), base)
    _write(current, {"invited": counts, "invited_count": total(counts)}, by)
    _tick(current, "is_invited", offered, groups)
    _count_anew(current)
    _note(current, by, "invited_to_meeting")
    return current


@transaction.atomic
def attend(*, meeting, stage, values, groups, offered, base, by) -> Sitting:
    """Count a sitting: what came of it follows from the rules of the kabupaten."""
    current = Meeting.objects.select_for_update().get(pk=meeting.pk)
    sitting = Sitting.objects.select_for_update().filter(meeting=current, stage=stage).first()
    sitting = sitting or planned_sitting(current, stage)
    stands = seen_of(sitting, SITTING, ticked(current, "is_present", offered))
    _refuse_if_moved(sitting, stands, Seen(values, tuple(groups)), base)
    if not sitting.rule:
        sitting.rule = rules_of_meeting(current).kept
    _judge(sitting, current, values["present"])
    _write(sitting, values, by)
    _tick(current, "is_present", offered, groups)
    _repeat_latest(current)
    _note(current, by, "counted_meeting")
    return sitting


def planned_sitting(meeting, stage) -> Sitting:
    """The first sitting as the invitation calls it, before anybody was counted."""
    return Sitting(
        meeting=meeting,
        stage=stage,
        held_on=meeting.held_on,
        opens_at=meeting.opens_at,
        place=meeting.place,
    )


@transaction.atomic
def call_again(*, meeting, stage, held_on, opens_at, place, by) -> Sitting:
    """Call the next sitting. Raises StaleVersion when somebody called it already."""
    current = Meeting.objects.select_for_update().get(pk=meeting.pk)
    try:
        with transaction.atomic():
            sitting = Sitting.objects.create(
                meeting=current,
                stage=stage,
                held_on=held_on,
                opens_at=opens_at,
                place=place,
                changed_by=by,
            )
    except IntegrityError:
        raise StaleVersion(current.sittings.get(stage=stage)) from None
    _repeat_latest(current)
    _note(current, by, "called_meeting_again")
    return sitting


def _judge(sitting, meeting, present):
    sitting.present_count = total(present)
    sitting.result = result_of(
        sitting.stage,
        invited=meeting.invited_count,
        present=sitting.present_count,
        rules=Rules(**sitting.rule),
        asked=meeting.asks_quorum,
    )


def _count_anew(meeting):
    """An invitation or a kind that was put right changes what came of the sittings."""
    for sitting in meeting.sittings.exclude(present_count=None):
        _judge(sitting, meeting, sitting.present)
        sitting.save(update_fields=["result", "present_count"])
    _repeat_latest(meeting)


def _repeat_latest(meeting):
    latest = meeting.sittings.order_by("-stage").first()
    meeting.result = latest.result if latest else ""
    meeting.present_count = latest.present_count if latest else None
    counted = meeting.present_count is not None
    meeting.women_count = women_in(latest.present) if counted else None
    meeting.last_on = latest.held_on if latest else None
    meeting.save(update_fields=["result", "present_count", "women_count", "last_on"])


def ticked(meeting, column, offered) -> list:
    """The ids of offered groups for which ``column`` is set."""
    rows = meeting.groups.filter(stakeholder__in=offered, **{column: True})
    return list(rows.values_list("stakeholder_id", flat=True))


def _tick(meeting, column, offered, chosen):
    kept = {row.stakeholder_id: row for row in meeting.groups.filter(stakeholder__in=offered)}
    chosen = set(chosen)
    for pk in offered:
        row = kept.get(pk)
        if row is None and pk in chosen:
            MeetingGroup.objects.create(meeting=meeting, stakeholder_id=pk, **{column: True})
        elif row is not None and getattr(row, column) != (pk in chosen):
            setattr(row, column, pk in chosen)
            row.save(update_fields=[column])


def rules_of_meeting(meeting) -> Rules:
    """The rules of the kabupaten of the host."""
    codes = meeting.villages.values_list("village_id", flat=True)
    return rules_of(next(iter(codes), ""))


def last_local_elements(meeting) -> list[str]:
    """Elements of their own that the meeting's villages counted before, without the mark."""
    villages = meeting.villages.values("village")
    near = Meeting.objects.filter(villages__village__in=villages).order_by("-created_at")
    names = {}
    for invited in near.values_list("invited", flat=True)[:20]:
        names |= dict.fromkeys(key[len(UNNAMED) :] for key in invited if key.startswith(UNNAMED))
    return sorted(names)


def note_file(meeting, by):
    _note(meeting, by, "added_meeting_file")


def _note(meeting, by, verb):
    code = meeting.villages.values_list("village_id", flat=True).first() or ""
    record_event(by=by, verb=verb, subject=meeting, region_code=code)
