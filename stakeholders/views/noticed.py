"""What several pages show of a party: the findings about it, and how far they may be believed."""

from jejaring.roles import Permission
from stakeholders.presenters.findings.board import Board
from stakeholders.presenters.ways import Ways
from stakeholders.services.coverage import coverage
from stakeholders.services.marks import marks_of
from stakeholders.services.network import read_network
from villages.models import VillageProfile


def findings_about(user, stakeholder, village) -> dict:
    """For the template: ``board`` of the findings about this party, ``coverage``, ``may_mark``, and
    for the team ``way``, how a group reaches the village government.

    Nothing for somebody who may not walk through the village, as findings name other parties,
    and nothing about a party that only a dependency made known or that is archived.
    """
    profile = VillageProfile.objects.visible_to(user).filter(pk=village.pk)
    if stakeholder.restricted or stakeholder.archived_at or not profile.exists():
        return {}
    reading = read_network(village, user)
    board = Board(reading, marks_of(village, for_team=reading.for_team), about=str(stakeholder.pk))
    way = Ways(reading).to_government(str(stakeholder.pk)) if stakeholder.is_group else None
    if not (board.open or board.settled or way):
        return {}
    return {
        "way": way,
        "board": board,
        "coverage": coverage([village.pk])[village.pk],
        "may_mark": user.holds_over(Permission.RECORD, village.pk),
    }
