"""What waits for a person: the acts that their own village owes, and drafts to be changed."""

from dataclasses import dataclass, replace

from cooperation.lifecycle import standing_after
from cooperation.presenters.turns import Step, turns
from cooperation.presenters.turns import Waiting as Owed
from cooperation.services.chain import facts_of
from cooperation.services.requirements import demands_on


@dataclass(frozen=True)
class Waiting:
    """An agreement and what the person can do in it now."""

    agreement: object
    steps: tuple[Step | Owed, ...]


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
        turn = turns(standing, parties, user)
        calls = [turn.draft] if turn.draft and turn.writes else []
        if owed := (*calls, *turn.mine):
            found.append(Waiting(agreement, owed))
    return found
