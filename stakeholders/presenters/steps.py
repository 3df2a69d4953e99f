"""Steps that were agreed, in the order in which they need care, and how each came to stand so."""

from stakeholders.models import DependencyStep
from stakeholders.presenters.dependency import in_order_of_care
from stakeholders.presenters.versions import in_words

FOLLOWED = ("state", "text", "who", "agreed_on", "due_on", "note")


def step_stories(chains) -> list[dict]:
    """Each step as ``step`` and ``history``, overdue ones first.

    ``chains``: of ``services.revisions.chains``. ``history``: for each earlier row, the latest
    first, ``by``, ``at`` of the change away from it, and ``changes`` (label, was, now).
    """
    ordered = sorted(chains, key=lambda chain: in_order_of_care(chain[0]))
    return [{"step": step, "history": _history(step, earlier)} for step, earlier in ordered]


def _history(step, earlier):
    told, later = [], step
    for older in earlier:
        told.append(
            {"by": later.recorded_by, "at": later.recorded_at, "changes": _changes(older, later)}
        )
        later = older
    return told


def _changes(older, later):
    for name in FOLLOWED:
        if getattr(older, name) != getattr(later, name):
            field = DependencyStep._meta.get_field(name)
            label = str(field.verbose_name)
            yield {
                "label": label[:1].upper() + label[1:],
                "was": in_words(getattr(older, name), field),
                "now": in_words(getattr(later, name), field),
            }
