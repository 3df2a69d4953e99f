"""What several pages show of a party: the findings about it, and how far they may be believed."""

from jejaring.roles import Permission
from stakeholders.presenters.findings.board import Board
from stakeholders.services.coverage import coverage
from stakeholders.services.marks import marks_of
from stakeholders.services.network import read_network
from villages.models import VillageProfile


def findings_about(user, stakeholder, village) -> dict:
    """For the template: ``board`` of the findings about this party, ``coverage``, ``may_mark``.

    Nothing for somebody who may not walk through the village, as findings name other parties,
    and nothing about a party that only a dependency made known or that is archived.
    """
    profile = VillageProfile.objects.visible_to(user).filter(pk=village.pk)
    if stakeholder.restricted or stakeholder.archived_at or not profile.exists():
        return {}
    reading = read_network(village, user)
    board = Board(reading, marks_of(village, for_team=reading.for_team), about=str(stakeholder.pk))
    if not board.open and not board.settled:
        return {}
    return {
        "board": board,
        "coverage": coverage([village.pk])[village.pk],
        "may_mark": user.holds_over(Permission.RECORD, village.pk),
    }
