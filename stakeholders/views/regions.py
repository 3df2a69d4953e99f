"""The map of a kecamatan and of a kabupaten: of those villages in it that a person may open."""

from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jejaring.access import needs
from jejaring.models import inside
from jejaring.roles import Permission
from stakeholders.presenters.region_map import RegionMap, RegionSelection, packed
from stakeholders.services.region_network import read_region
from villages.codes import LEVELS, parent_of
from villages.models import VillageProfile
from villages.services.places import places

ROWS_A_PAGE = 50


@needs(Permission.VIEW)
@require_safe
def subdistrict_map(request, code):
    """The villages of a kecamatan on one map."""
    return _region_map(request, code, "subdistrict")


@needs(Permission.VIEW)
@require_safe
def regency_map(request, code):
    """The villages of a kabupaten on one map."""
    return _region_map(request, code, "regency")


@needs(Permission.VIEW)
@require_safe
def region_map_data(request, code):
    """What the script of the large map draws, or how many villages it has to wait for."""
    network = read_region(_villages(request.user, code, "subdistrict", "regency"))
    waiting = {"waiting": network.waiting}
    return JsonResponse(waiting if network.waiting else packed(network))


def _region_map(request, code, level):
    network = read_region(_villages(request.user, code, level))
    shown = RegionMap(network, RegionSelection.from_query(request.GET), request.path)
    above = parent_of(code) if level == "subdistrict" else ""
    where = places([code, above])
    context = {"nav": "map", "code": code, "place": where[code], "map": shown}
    if above:
        context["regency"] = where[above]
    if shown.view == "semua":
        page = Paginator(shown.found, ROWS_A_PAGE).get_page(request.GET.get("hal"))
        page.rows = [shown.row(place) for place in page]
        context["page"] = page
    return render(request, "stakeholders/region_map.html", context)


def _villages(user, code, *levels):
    """The begun villages beneath this code that the person may open; 404 without any."""
    if LEVELS.get(len(code)) not in levels:
        raise Http404
    profiles = VillageProfile.objects.visible_to(user).filter(inside("region_id", [code]))
    villages = [profile.region for profile in profiles.select_related("region").order_by("pk")]
    if not villages:
        raise Http404
    return villages
