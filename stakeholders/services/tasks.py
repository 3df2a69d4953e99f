"""Acts on tasks and promises. The record of acts never says what was promised."""

from django.utils import timezone

from stakeholders.models import PlanTask
from stakeholders.services import revisions
from stakeholders.services.groups import StaleVersion


def record_task(*, village, by, pk=None, **said) -> PlanTask:
    """Write down a task or a promise. Raises AlreadyRecorded."""
    return revisions.begin(PlanTask, village=village, by=by, verb="recorded_task", pk=pk, **said)


def update_task(*, task, by, pk=None, **said) -> PlanTask:
    """Write the task as it is now; how it was stays. Raises StaleVersion."""
    return revisions.go_on(task, by=by, verb="updated_task", pk=pk, **said)


def tick_task(*, task, done, by) -> PlanTask:
    """Say that a task is done, or that it is not after all. Twice is once.

    Raises StaleVersion when somebody changed the task in between and it stands otherwise.
    """
    on = timezone.localdate() if done else None
    try:
        return revisions.go_on(
            task, by=by, verb="ticked_task" if done else "unticked_task", done_on=on
        )
    except StaleVersion as stale:
        if bool(stale.current.done_on) == done:
            return stale.current
        raise
