"""Keeping what came of a question that the numbers raised."""

from dataclasses import dataclass

from django.db import transaction

from jejaring.dashboards.questions import Question
from jejaring.services import record_event
from villages.models import QuestionMark

Verdict = QuestionMark.Verdict


@dataclass(frozen=True)
class Marked:
    """A question with the mark that holds; ``moved``: the numbers are others since it was set."""

    question: Question
    mark: QuestionMark | None = None

    @property
    def moved(self) -> bool:
        return bool(self.mark) and self.mark.state != self.question.state

    @property
    def is_settled(self) -> bool:
        return bool(self.mark) and self.mark.verdict == Verdict.SETTLED and not self.moved


def with_marks(code: str, found: list[Question], user) -> list[Marked]:
    """The questions of a region with their marks; what is settled comes last. One query."""
    return marked(found, marks_of(code, user))


def marks_of(code: str, user) -> dict[str, QuestionMark]:
    """The mark that holds on each question of a region, by its key. One query."""
    rows = QuestionMark.objects.visible_to(user).filter(region_code=code)
    newest = {row.key: row for row in rows.select_related("marked_by").order_by("marked_at", "pk")}
    return {key: mark for key, mark in newest.items() if mark.verdict != Verdict.OPEN}


def marked(found: list[Question], marks: dict[str, QuestionMark]) -> list[Marked]:
    """The questions with their marks; what is settled comes last."""
    found = [Marked(question, marks.get(question.key)) for question in found]
    return sorted(found, key=lambda each: each.is_settled)


@transaction.atomic
def mark_question(*, code: str, question: Question, verdict: str, note: str, by) -> QuestionMark:
    """Say how far a question has come; the same again adds nothing."""
    rows = QuestionMark.objects.filter(region_code=code, key=question.key)
    last = rows.order_by("marked_at", "pk").last()
    if last and (last.state, last.verdict, last.note) == (question.state, verdict, note):
        return last
    mark = QuestionMark.objects.create(
        region_code=code,
        key=question.key,
        state=question.state,
        verdict=verdict,
        note=note,
        marked_by=by,
    )
    record_event(by=by, verb="marked_question", subject=mark, region_code=code)
    return mark
