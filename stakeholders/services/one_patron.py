"""How many in a village depend on a single patron: for its team, on each request anew.

Apart from the findings of the graph on purpose. Those are stored and shared by everybody who may
open the village; what rests on dependencies is neither stored nor shared, printed or exported.
"""

from collections import defaultdict
from dataclasses import dataclass

from jejaring.roles import Permission
from stakeholders.models import PatronClientTie


@dataclass(frozen=True)
class OnePatron:
    """``clients`` with one patron only, and how many of them have ``no_choice`` beside."""

    clients: int
    no_choice: int


def one_patron(village, user) -> OnePatron | None:
    """The count, or None for who may not see dependencies there, or if there is nobody."""
    if not user.holds_over(Permission.VIEW_DEPENDENCY, village.pk):
        return None
    found = defaultdict(list)
    ties = PatronClientTie.objects.visible_to(user).current().filter(village=village)
    for client, alternative in ties.values_list("client", "alternative"):
        found[client].append(alternative)
    alone = [alternatives[0] for alternatives in found.values() if len(alternatives) == 1]
    if not alone:
        return None
    return OnePatron(len(alone), alone.count(PatronClientTie.Alternative.NO))
