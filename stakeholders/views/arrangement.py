"""Changes of the map itself: laid out anew, moved by hand, and taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.arrangement import PlaceForm
from stakeholders.models import MapNote, SavedView
from stakeholders.presenters.village_map import VillageMap
from stakeholders.services.arrangement import (
    MapChanged,
    place_parties,
    tidy_network,
    undo_arrangement,
)
from stakeholders.services.map_keeping import toggle_note, toggle_view
from stakeholders.services.network import read_network
from stakeholders.views.undo import back_to_map, remember, selection_of, take
from villages.models import Region, VillageProfile


def village_with_map(user, code, *, to_change):
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
    village = village_with_map(request.user, code, to_change=True)
    tidy_network(village, by=request.user)
    remember(request, code, "place")
    messages.success(request, _("Peta sudah dirapikan. Susunan yang lama masih disimpan."))
    return redirect(back_to_map(request, code))


@needs(Permission.RECORD)
@require_POST
def network_place(request, code):
    """Keep where a party was moved to. For a script: answers with the new revision alone."""
    village = village_with_map(request.user, code, to_change=True)
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
    village = village_with_map(request.user, code, to_change=False)
    what, pk = take(request, code) or ("place", "")
    if _UNDO[what](request.user, village, pk):
        messages.success(request, _("Perubahan terakhir di peta sudah diurungkan."))
    else:
        messages.info(request, _("Tidak ada yang bisa diurungkan."))
    return redirect(back_to_map(request, code))


def _undo_place(user, village, _pk):
    return user.holds_over(Permission.RECORD, village.pk) and undo_arrangement(village, user)


def _undo_note(user, village, pk):
    """Take a new note off the map, or bring back one that was taken off."""
    note = MapNote.objects.editable_by(user).filter(pk=pk, village=village).first()
    if note:
        toggle_note(note, user)
    return bool(note)


def _undo_view(user, village, pk):
    view = SavedView.objects.editable_by(user).filter(pk=pk, village=village).first()
    if view:
        toggle_view(view, user)
    return bool(view)


_UNDO = {"place": _undo_place, "note": _undo_note, "view": _undo_view}
