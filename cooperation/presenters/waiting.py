"""What waits for a person: the acts that their own village owes."""

from dataclasses import dataclass, replace

from cooperation.lifecycle import Standing, standing_after
from cooperation.lifecycle import standing as stands
from cooperation.presenters.agreement import Step, is_aside, steps
from cooperation.services.chain import facts_of
from cooperation.services.requirements import demands_on


@dataclass(frozen=True)
class Waiting:
    """An agreement and the steps in it that the person can take now."""

    agreement: object
    steps: tuple[Step, ...]


def waiting_for(user, agreements, rules=()) -> list[Waiting]:
    """``agreements`` with ``parties`` and ``events`` fetched; those without a step are left out.

    ``rules``: what the kabupaten of their villages ask for.
    """
    found = []
    for agreement in agreements:
        events = sorted(agreement.events.all(), key=lambda event: event.number)
        standing = standing_after(agreement.flow, facts_of(events))
        parties = sorted(agreement.parties.all(), key=lambda party: party.position)
        standing = replace(standing, demands=demands_on(agreement, parties, rules))
        owed = tuple(
            step
            for step in steps(standing, parties, user)
            if step.is_open and not is_aside(step) and is_owed(step, standing)
        )
        if owed:
            found.append(Waiting(agreement, owed))
    return found


def is_owed(step: Step, standing: Standing) -> bool:
    """Whether the party has yet to do it; what can be done again is owed once."""
    side = standing.sides.get(str(step.party.pk)) if step.party else None
    if side is None:
        return True
    done = {
        "deliberate": side.deliberated == stands.AGREED,
        "plan": side.planned,
        "consent": bool(standing.text) and side.consent_text == standing.text,
    }
    return not done.get(step.act.code, False)
