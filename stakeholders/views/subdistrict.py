"""The villages of one kecamatan side by side, for whoever reads several of them."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jejaring.access import needs
from jejaring.models import inside
from jejaring.roles import Permission
from stakeholders.presenters.findings.board import Board
from stakeholders.presenters.findings.changes import MONTHS_BACK, month_of, months_ago
from stakeholders.presenters.selection import Selection
from stakeholders.presenters.subdistrict import Entry, Subdistrict
from stakeholders.presenters.village_map import VillageMap
from stakeholders.services.changes import changes_since
from stakeholders.services.coverage import coverage
from stakeholders.services.marks import marks_of
from stakeholders.services.network import read_network
from stakeholders.services.subdistrict import across
from stakeholders.views.cards import cards
from villages.codes import well_formed
from villages.models import VillageProfile
from villages.services.places import places

LENGTH = 8  # of the code of a kecamatan


@needs(Permission.VIEW)
@require_safe
def subdistrict_detail(request, code):
    """What holds across the villages of a kecamatan that this person may open."""
    villages = _villages(request.user, code)
    if not villages:
        raise Http404
    codes = [village.pk for village in villages]
    where, covered = places([code, *codes]), coverage(codes)
    since = month_of(request.GET.get("sejak", "")) or months_ago(MONTHS_BACK)
    changes, shared = changes_since(codes, since), across(codes)
    entries = [
        Entry(pk, where[pk].name, covered[pk], board, changes[pk], shared.families[pk])
        for pk, board in zip(codes, _boards(request.user, villages), strict=True)
    ]
    page = Subdistrict(where[code], entries, shared, since=since)
    # Whatever the village: what changes when a release words the same data in another way.
    look = VillageMap(entries[0].board.reading, Selection(), "").look
    context = {"nav": "home", "page": page, "look": look}
    context["cards"] = cards("subdistrict", user=request.user, code=code)
    return render(request, "stakeholders/subdistrict_detail.html", context)


def _villages(user, code):
    """The begun villages of the kecamatan that this person may open, by name."""
    if len(code) != LENGTH or not well_formed(code):
        return []
    begun = VillageProfile.objects.visible_to(user).filter(inside("region_id", [code]))
    return [profile.region for profile in begun.select_related("region").order_by("region__name")]


def _boards(user, villages):
    for village in villages:
        reading = read_network(village, user)
        yield Board(reading, marks_of(village, for_team=reading.for_team))
