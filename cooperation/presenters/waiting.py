"""What waits for a person: the acts that their own village owes."""

from dataclasses import dataclass

from cooperation.lifecycle import standing_after
from cooperation.presenters.agreement import Step, is_owed, steps
from cooperation.services.chain import facts_of


@dataclass(frozen=True)
class Waiting:
    """An agreement and the steps in it that the person can take now."""

    agreement: object
    steps: tuple[Step, ...]


def waiting_for(user, agreements) -> list[Waiting]:
    """``agreements`` with ``parties`` and ``events`` fetched; those without a step are left out."""
    found = []
    for agreement in agreements:
        events = sorted(agreement.events.all(), key=lambda event: event.number)
        standing = standing_after(agreement.flow, facts_of(events))
        parties = sorted(agreement.parties.all(), key=lambda party: party.position)
        owed = tuple(step for step in steps(standing, parties, user) if is_owed(step))
        if owed:
            found.append(Waiting(agreement, owed))
    return found
