"""How far the worksheet of each group has come in a village."""

from dataclasses import dataclass
from uuid import UUID

from stakeholders.models import StepAnswer, Worksheet

QUESTIONS = 7


@dataclass(frozen=True)
class Progress:
    """The worksheet that counts for one group: the open one, else the last completed.

    ``answered``: how many of the seven questions have an answer; ``step``: the first without one
    (0 is the opening), None when all have.
    """

    worksheet: UUID | None = None
    completed: bool = False
    answered: int = 0
    step: int | None = 0

    @property
    def unasked(self) -> bool:
        """Whether nobody has finished asking this group."""
        return not self.completed


def progress(village, groups) -> dict[UUID, Progress]:
    """The progress of each of these groups (ids), in two queries whatever their number."""
    groups = list(groups)
    sheets = _latest_sheets(village, groups)
    steps = _answered_steps([sheet["pk"] for sheet in sheets.values()])
    return {
        group: _progress(sheets[group], steps) if group in sheets else Progress()
        for group in groups
    }


def _latest_sheets(village, groups):
    rows = (
        Worksheet.objects.filter(village=village, group__in=groups)
        .order_by("started_at", "pk")
        .values("pk", "group_id", "completed_at")
    )
    # The last one wins, an open one over any completed one.
    ranked = sorted(rows, key=lambda row: row["completed_at"] is None)
    return {row["group_id"]: row for row in ranked}


def _answered_steps(sheets):
    answered = {sheet: set() for sheet in sheets}
    rows = StepAnswer.objects.saved().filter(worksheet__in=sheets).distinct()
    for sheet, step in rows.values_list("worksheet_id", "step"):
        answered[sheet].add(step)
    return answered


def _progress(sheet, steps):
    answered = steps[sheet["pk"]]
    return Progress(
        worksheet=sheet["pk"],
        completed=sheet["completed_at"] is not None,
        answered=len(answered - {0}),
        step=next((step for step in range(QUESTIONS + 1) if step not in answered), None),
    )
