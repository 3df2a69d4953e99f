"""Changes of the map itself: laid out anew, moved by hand, and taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.arrangement import PlaceForm
from stakeholders.presenters.village_map import VillageMap
from stakeholders.services.arrangement import (
    MapChanged,
    place_parties,
    tidy_network,
    undo_arrangement,
)
from stakeholders.services.network import read_network
from stakeholders.views.undo import back_to_map, remember, selection_of, take
from villages.models import Region, VillageProfile


def _village(user, code, *, to_change):
    """A village with a map, to look at or to change; 404 for any other."""
    regions, profiles = Region.objects.visible_to(user), VillageProfile.objects.visible_to(user)
    if to_change:
        regions, profiles = (
            Region.objects.editable_by(user),
            VillageProfile.objects.editable_by(user),
        )
    get_object_or_404(profiles, pk=code)
    return get_object_or_404(regions, pk=code)


@needs(Permission.RECORD)
@require_POST
def network_tidy(request, code):
    """Lay the map out anew."""
    village = _village(request.user, code, to_change=True)
    tidy_network(village, by=request.user)
    remember(request, code, "place")
    messages.success(request, _("Peta sudah dirapikan. Susunan yang lama masih disimpan."))
    return redirect(back_to_map(request, code))


@needs(Permission.RECORD)
@require_POST
def network_place(request, code):
    """Keep where a party was moved to. For a script: answers with the new revision alone."""
    village = _village(request.user, code, to_change=True)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    sent = form.cleaned_data
    reading = read_network(village, request.user)
    seen = VillageMap(reading, selection_of(request).whole(), "")
    moved = seen.moved(sent["lembar"], str(sent["pihak"]), sent["x"], sent["y"])
    if moved is None:
        return HttpResponse(status=409 if reading.revision != sent["dasar"] else 422)
    positions, width = moved
    try:
        revision = place_parties(
            village, request.user, positions=positions, width=width, base=sent["dasar"]
        )
    except MapChanged:
        return HttpResponse(status=409)
    remember(request, code, "place")
    return HttpResponse(str(revision), content_type="text/plain")


@needs(Permission.VIEW)
@require_POST
def network_undo(request, code):
    """Take back the latest change that this person made on the map of a village."""
    village = _village(request.user, code, to_change=False)
    may_record = request.user.holds_over(Permission.RECORD, code)
    what, _pk = take(request, code) or ("place", "")
    if what == "place" and may_record and undo_arrangement(village, request.user):
        messages.success(request, _("Susunan peta yang sebelumnya sudah dikembalikan."))
    else:
        messages.info(request, _("Tidak ada yang bisa diurungkan."))
    return redirect(back_to_map(request, code))
