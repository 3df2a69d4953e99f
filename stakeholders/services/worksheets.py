"""Acts on worksheets: begin one, save a step, settle a conflict, declare it complete.

Answers are only ever added. Call ``record_step`` outside any transaction: an answer that lost
a race is kept in a transaction of its own before ``StepConflict`` is raised.
"""

import hashlib
import json
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from jejaring.ids import uuid7
from jejaring.models import User
from jejaring.services import id_for, record_event
from stakeholders import questions
from stakeholders.models import (
    GroupKind,
    Presence,
    Stakeholder,
    StepAnswer,
    Tie,
    VillageNetwork,
    Worksheet,
)
from stakeholders.models.kinds import Family
from stakeholders.questions import NOT_ASKED, Question
from stakeholders.services import merging
from stakeholders.services.groups import (
    AlreadyRecorded,
    namesakes,
    record_stakeholder,
    village_government,
)
from stakeholders.services.party_merging import now_known_as
from stakeholders.services.ties import TieWithItself, close_tie, state_tie, statement_about

# The kind with the code of its family is the broadest; only "other" has no such kind.
BROADEST = {Family.OTHER: "lainnya"}

# How often a save is tried again after losing to another one of the same moment: each loss
# means that somebody else's was saved.
TRIES = 20


class StepConflict(Exception):
    """Somebody saved the same parts of the step in between, and differently.

    ``current`` is the answer that stands, ``held`` the one that lost, kept until it is settled.
    """

    def __init__(self, current, held):
        super().__init__(f"step {current.step} of worksheet {current.worksheet_id}")
        self.current = current
        self.held = held


class ConsentNotRead(Exception):
    """A worksheet whose consent text was not read aloud cannot be declared complete."""


@dataclass(frozen=True)
class Missing:
    """A part of the worksheet that is still empty; ``groups`` counts those not asked about."""

    step: int
    question: Question
    groups: int = 0


# --- Begin, complete -----------------------------------------------------------------------------


def start_worksheet(*, group, village, by, pk=None) -> Worksheet:
    """Begin a worksheet about ``group``, or return the one that is open already."""
    pk = id_for(Worksheet, pk, group=group, village=village)
    try:
        with transaction.atomic():
            worksheet = Worksheet.objects.create(
                pk=pk, group=group, village=village, facilitator=by
            )
            VillageNetwork.objects.outdate(village.pk)
            record_event(by=by, verb="started", subject=worksheet, region_code=village.pk)
            return worksheet
    except IntegrityError:
        same = Worksheet.objects.filter(group=group, village=village)
        if earlier := same.filter(pk=pk).first() or same.open().first():
            return earlier
        raise


@transaction.atomic
def complete_worksheet(*, worksheet, by):
    """Declare a worksheet complete, whatever is still empty; twice is once.

    Raises ConsentNotRead.
    """
    worksheet.refresh_from_db()
    if not worksheet.consent_read:
        raise ConsentNotRead
    village = worksheet.village_id
    # The village first, as every act does: two that wait for each other never meet.
    VillageNetwork.objects.outdate(village)
    completed = Worksheet.objects.open().filter(pk=worksheet.pk)
    if completed.update(completed_at=timezone.now(), completed_by=by):
        record_event(by=by, verb="completed", subject=worksheet, region_code=village)
    worksheet.refresh_from_db()


# --- Read ----------------------------------------------------------------------------------------


def current_answers(worksheet) -> dict[int, StepAnswer]:
    """The answer that stands for each step; a step nobody answered is missing."""
    # In two steps, as ids first cost less than each row looking for a newer one.
    saved = StepAnswer.objects.filter(worksheet=worksheet, version__isnull=False)
    newest = dict(saved.order_by("version").values_list("step", "pk"))
    return {answer.step: answer for answer in StepAnswer.objects.filter(pk__in=newest.values())}


def current_contents(worksheet) -> dict[int, dict]:
    """What the answers that stand say, step by step."""
    return {step: answer.content for step, answer in current_answers(worksheet).items()}


def content_at(worksheet, step, version) -> dict:
    """What a version of a step says; nothing for a version that is not there, such as 0."""
    answer = worksheet.answers.filter(step=step, version=version).only("content").first()
    return answer.content if answer else {}


def groups_in_question(worksheet, content):
    """The groups of question 5: those on the map, and those archived since an answer.

    Whoever may read the worksheet may see them all: they are of its village, and none of them
    is known from a dependency alone.
    """
    answered = list(content.get("relations", {}))
    return _other_groups(worksheet).filter(Q(archived_at=None) | Q(pk__in=answered))


def _other_groups(worksheet):
    # Asked for with every page of question 5, hence not by ``in_village``: a list of ids is
    # found faster than a row that exists beside each group.
    present = Presence.objects.filter(region=worksheet.village_id).values("stakeholder")
    return Stakeholder.objects.filter(
        Q(village=worksheet.village_id) | Q(pk__in=present),
        ~Q(pk=worksheet.group_id),
        kind=Stakeholder.Kind.GROUP,
        restricted=False,
    )


def missing_answers(worksheet) -> list[Missing]:
    """What is still empty, in the order of the worksheet."""
    contents = current_contents(worksheet)
    found = [
        Missing(step, question)
        for step in range(len(questions.STEPS))
        for question in questions.still_empty(step, contents)
    ]
    unasked = _unasked(worksheet, contents.get(questions.RELATIONS, {}))
    if unasked:
        question = questions.STEPS[questions.RELATIONS].question("relations")
        found.append(Missing(questions.RELATIONS, question, unasked))
    return sorted(found, key=lambda missing: missing.step)


def _unasked(worksheet, content):
    asked = {
        group_id
        for group_id, said in content.get("relations", {}).items()
        if said["kind"] != NOT_ASKED
    }
    known = _other_groups(worksheet).present().values_list("pk", flat=True)
    return sum(str(pk) not in asked for pk in known)


def meet_group(*, worksheet, name, family, by, pk) -> Stakeholder:
    """Put a group heard of while asking on the map, or find the one of that name there.

    It gets the broadest kind of its family; a closer one is chosen on the group's own page.
    """
    if known := namesakes(village=worksheet.village, name=name):
        return known[0]
    source = _("Disebut dalam wawancara dengan %(group)s") % {"group": worksheet.group.name}
    fields = {
        "village": worksheet.village,
        "by": by,
        "kind": Stakeholder.Kind.GROUP,
        "name": name,
        "group_kind": GroupKind.objects.get(pk=BROADEST.get(family, family)),
        "source": source,
        "is_example": worksheet.group.is_example,
    }
    try:
        return record_stakeholder(pk=pk, **fields)
    except AlreadyRecorded:
        # The back button: the same form, another group.
        return record_stakeholder(**fields)


# --- Save a step ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sent:
    """One form as it was sent."""

    worksheet: Worksheet
    step: int
    content: dict
    base_version: int
    by: User
    operation: UUID

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps(self.content, sort_keys=True).encode()).hexdigest()

    def is_mine(self, answer) -> bool:
        """Whether ``answer`` came from this very form, sent by the same person."""
        return answer.operation == self.operation and answer.recorded_by_id == self.by.pk


def record_step(
    *, worksheet, step, content, base_version, by, pk, resume_at=None, settles=None
) -> StepAnswer:
    """Save the answer to one step and return the answer that stands.

    ``content``: the whole step (see ``questions``); ``base_version``: the version the person had
    before their eyes, 0 for none; ``pk``: made by the form, the same when it is sent again.
    ``resume_at``: the step to come back to; ``settles``: a held answer this one puts an end to.

    What others changed since ``base_version`` is kept: parts that only one side changed are
    merged. Sending a form twice saves it once; sending it again with other words (the back
    button) replaces what it said before. Nothing new to say makes no new version.

    Raises StepConflict when both sides changed a part, and not to the same: the answer is then
    kept without a version. Raises TieWithItself for a relation of the group with itself.
    """
    content = questions.tidy(step, content)
    if str(worksheet.group_id) in content.get("relations", {}):
        raise TieWithItself(worksheet.group_id)
    sent = Sent(worksheet, step, content, base_version, by, UUID(str(pk)))
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                answer, current = _record(sent)
                _leave(sent, resume_at, settles)
            break
        except IntegrityError:
            if attempt == TRIES - 1:
                raise
    if answer.version is None and answer.settled_at is None:
        raise StepConflict(current, answer)
    return current


def _record(sent) -> tuple[StepAnswer, StepAnswer | None]:
    """Save, merge or hold; return the answer of this form and the one that stands now."""
    answers = StepAnswer.objects.filter(worksheet=sent.worksheet, step=sent.step)
    newer = list(answers.saved().filter(version__gte=sent.base_version).order_by("version"))
    current = newer[-1] if newer else answers.saved().order_by("version").last()
    if earlier := answers.filter(
        operation=sent.operation, digest=sent.digest, recorded_by=sent.by
    ).first():
        return earlier, current
    standing = current.content if current else {}
    touched, theirs = _changes(sent, newer)
    if merging.clashes(sent.content, standing, touched=touched, theirs=theirs):
        answers.held().filter(operation=sent.operation, recorded_by=sent.by).update(
            settled_at=timezone.now()
        )
        return _add(sent, version=None, content=sent.content), current
    merged = merging.overlay(standing, sent.content, touched)
    if current and merged == standing:
        return current, current
    answer = _add(sent, version=current.version + 1 if current else 1, content=merged)
    _carry_out(answer, standing)
    return answer, answer


def _changes(sent, newer) -> tuple[set, set]:
    """The parts this form changed, and those others changed since it was opened.

    What an earlier sending of the same form changed counts as its own: taking words back
    with the back button is a change too.
    """
    has_base = newer and newer[0].version == sent.base_version
    base = newer[0].content if has_base else {}
    touched, theirs = merging.changed(base, sent.content), set()
    before = base
    for answer in newer[1:] if has_base else newer:
        side = touched if sent.is_mine(answer) else theirs
        side |= merging.changed(before, answer.content)
        before = answer.content
    return touched, theirs


def _add(sent, *, version, content):
    """Add a row. An operation that is somebody else's, or a second sending, gets a new id."""
    operation = sent.operation
    known = StepAnswer.objects.filter(operation=operation)
    if known.exclude(worksheet=sent.worksheet, step=sent.step, recorded_by=sent.by).exists():
        operation = uuid7()
    taken = StepAnswer.objects.filter(pk=operation).exists()
    answer = StepAnswer.objects.create(
        pk=uuid7() if taken else operation,
        worksheet=sent.worksheet,
        step=sent.step,
        version=version,
        base_version=sent.base_version,
        operation=operation,
        digest=sent.digest,
        content=content,
        recorded_by=sent.by,
    )
    saved_as = "corrected" if sent.worksheet.completed_at else "answered"
    record_event(
        by=sent.by,
        verb=saved_as if version else "held",
        subject=sent.worksheet,
        region_code=sent.worksheet.village_id,
        step=sent.step,
        version=version,
    )
    return answer


def _leave(sent, resume_at, settles):
    """Note where to go on, and that a held answer has been dealt with."""
    if resume_at is not None:
        Worksheet.objects.filter(pk=sent.worksheet.pk).update(resume_step=resume_at)
    if settles is not None:
        StepAnswer.objects.held().filter(pk=settles.pk).update(settled_at=timezone.now())


# --- What an answer does besides being kept ------------------------------------------------------


def _carry_out(answer, before):
    """Let the rest of the app know what was answered; ``before``: the answer that stood."""
    VillageNetwork.objects.outdate(answer.worksheet.village_id)
    if effect := _EFFECTS.get(answer.step):
        effect(answer, before)


def _fill_opening(answer, before):
    """Repeat the opening in the columns of the worksheet, for lists."""
    said, worksheet = answer.content, answer.worksheet
    worksheet.informant = said.get("informant", "")
    worksheet.held_on = parse_date(said.get("held_on", ""))
    worksheet.place = said.get("place", "")
    worksheet.consent_read = said.get("consent_read", False)
    worksheet.save(update_fields=["informant", "held_on", "place", "consent_read"])


def _state_relations(answer, before):
    """Question 5: what was said about each group becomes, changes or ends a tie.

    A group archived or gone meanwhile keeps its answer and gets no tie: it is off the map. What
    is said of a record that was merged into another is said of that one.
    """
    said = answer.content.get("relations", {})
    changed = {UUID(group_id) for _key, group_id in merging.changed(before, answer.content)}
    merged = now_known_as(changed)
    # What is said of the group itself counts before what is said of a record merged into it.
    known_as = {
        merged.get(pk, pk): pk for pk in sorted(changed, key=merged.__contains__, reverse=True)
    }
    on_the_map = _other_groups(answer.worksheet).present().in_bulk(known_as)
    for target in on_the_map.values():
        relation = said.get(str(known_as[target.pk]), {"kind": NOT_ASKED})
        _state(answer, target, relation["kind"], {"kind": relation["kind"]}, relation.get("reason"))


def _state_government(answer, before):
    """Question 6: the tie to the village government."""
    stance = answer.content.get("stance", NOT_ASKED)
    target = village_government(answer.worksheet.village)
    statement = {"kind": Tie.Kind.GOVERNMENT, "stance": stance}
    _state(answer, target, stance, statement, answer.content.get("why"))


def _state(answer, target, code, statement, reason):
    """State a tie of the worksheet's group, or withdraw it when it was not asked after all.

    The newest interview speaks for the group: a correction to an older worksheet does not
    touch what a newer one says, and "not asked" withdraws only what this worksheet said.
    """
    worksheet = answer.worksheet
    if worksheet.group.archived_at:
        return
    pair = {"village": worksheet.village, "source": worksheet.group, "target": target}
    current = statement_about(**pair)
    origin = current.answer.worksheet if current and current.answer else None
    if origin and origin.started_at > worksheet.started_at:
        return
    if code == NOT_ASKED:
        if origin == worksheet:
            close_tie(tie=current, by=answer.recorded_by)
        return
    said_before = Tie.objects.filter(**pair, answer__worksheet=worksheet).exists()
    state_tie(
        **pair,
        **statement,
        by=answer.recorded_by,
        answer=answer,
        step=answer.step,
        reason=reason or "",
        # First it holds since the interview; what is said anew holds from the day it is saved.
        on=None if said_before else worksheet.held_on,
    )


_EFFECTS = {
    questions.OPENING: _fill_opening,
    questions.RELATIONS: _state_relations,
    questions.GOVERNMENT: _state_government,
}
