"""Acts on the steps that were agreed to make a dependency fairer.

The record of acts says who and when, never what was agreed.
"""

from stakeholders.models import DependencyStep, PatronClientTie
from stakeholders.services import revisions


class DependencyEnded(Exception):
    """A dependency that has ended takes no new step."""


def agree_step(*, tie, by, pk=None, **agreed) -> DependencyStep:
    """Record a step that was agreed about a dependency, as it is seen now.

    Raises DependencyEnded, and AlreadyRecorded when the form was sent before with other words.
    """
    if not PatronClientTie.objects.current().filter(pk=tie.pk).exists():
        raise DependencyEnded
    return revisions.begin(
        DependencyStep, village=tie.village, by=by, verb="agreed_step", pk=pk, tie=tie, **agreed
    )


def update_step(*, step, by, pk=None, **seen) -> DependencyStep:
    """Write how the step stands now; how it stood stays. Raises StaleVersion."""
    return revisions.go_on(step, by=by, verb="updated_step", pk=pk, **seen)
