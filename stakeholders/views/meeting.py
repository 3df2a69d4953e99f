"""The findings of a village for everybody in the room."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.presenters.slides import Slides
from stakeholders.services.coverage import coverage
from stakeholders.services.marks import marks_of
from stakeholders.services.network import OTHERS, Reading
from villages.models import Region, VillageProfile
from villages.services.places import places


@needs(Permission.VIEW)
@require_safe
def village_meeting(request, code):
    """One finding a slide, from what everybody may read, even when the team opens it."""
    village = get_object_or_404(Region.objects.visible_to(request.user).villages(), pk=code)
    get_object_or_404(VillageProfile.objects.visible_to(request.user), pk=code)
    covered = coverage([code])[code]
    page = request.GET.get("hal", "")
    slides = Slides(
        Reading(village, OTHERS),
        marks_of(village, for_team=False),
        covered,
        chosen=request.GET.getlist("pilih"),
        page=int(page) if page.isdecimal() and len(page) < 4 else 1,
    )
    context = {
        "village": village,
        "place": places([code])[code],
        "coverage": covered,
        "slides": slides,
        "may_mark": request.user.holds_over(Permission.RECORD, code),
    }
    return render(request, "stakeholders/village_meeting.html", context)
