"""What changed in a village between two days."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.period import PeriodForm
from stakeholders.presenters.changes import VillageChanges, months_before, presets
from stakeholders.presenters.changes_drawing import ChangesDrawing
from stakeholders.services.changes import read_changes
from stakeholders.services.coverage import visit_before
from stakeholders.views.replies import form_status
from villages.models import Region, VillageProfile
from villages.services.places import places

MONTHS = 3  # to look back when no day is given


@needs(Permission.VIEW)
@require_safe
def village_changes(request, code):
    """The list of what changed first, then both days in one drawing."""
    village = get_object_or_404(Region.objects.visible_to(request.user).villages(), pk=code)
    get_object_or_404(VillageProfile.objects.visible_to(request.user), pk=code)
    today = timezone.localdate()
    form = PeriodForm(request.GET or None)
    context = {"nav": "map", "village": village, "place": places([code])[code], "form": form}
    since = until = today
    if not form.is_bound or form.is_valid():
        said = form.cleaned_data if form.is_bound else {}
        until = said.get("sampai") or today
        since = said.get("sejak") or months_before(until, MONTHS)
        changes = read_changes(village, request.user, since=since, until=until)
        map_path = reverse("village_map", args=[code])
        told = VillageChanges(changes, map_path)
        context |= {"changes": told, "picture": ChangesDrawing(told)}
        context["form"] = PeriodForm(initial={"sejak": since, "sampai": until})
    context["presets"] = presets(request.path, since, last_visit=visit_before(code, today))
    status = form_status(form) if form.errors else 200
    return render(request, "stakeholders/village_changes.html", context, status=status)
