"""Finding a region, and opening a village."""

from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from jejaring.access import needs, signed_in
from jejaring.roles import Permission
from jejaring.services import NotAllowed
from villages.models import Region, VillageProfile
from villages.presenters import hit_row
from villages.services.search import MOST_HITS, hits_of, search_regions
from villages.services.start import (
    NoSuchVillage,
    NotADesa,
    Outcome,
    people_asked,
    start_village,
)


@signed_in
@require_safe
@vary_on_headers("HX-Request")
def region_search(request):
    """Find any region: public reference data, the same for everybody."""
    return _search(request, "villages/region_search.html")


@needs(Permission.RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def village_add(request):
    """Find a village and open it."""
    if not request.user.territories(Permission.RECORD):
        raise PermissionDenied  # they record in a group of their own only
    if request.method == "POST":
        return _start(request)
    return _search(
        request, "villages/village_add.html", levels=[Region.Level.VILLAGE], choosable=True
    )


def _search(request, page, *, levels=None, choosable=False):
    """The page with what was found, or for htmx what was found alone."""
    user = request.user
    text = request.GET.get("q", "").strip()
    if text or not choosable:
        hits = search_regions(text, levels=levels, near=user.territories(Permission.VIEW))
    else:
        hits = hits_of(_not_begun(user))
    within = [hit.code for hit in hits if user.holds_over(Permission.VIEW, hit.code)]
    begun = set(
        VillageProfile.objects.visible_to(user).filter(pk__in=within).values_list("pk", flat=True)
    )
    context = {
        "nav": "search",
        "text": text,
        "rows": [hit_row(hit, begun=hit.code in begun) for hit in hits],
        "more": len(hits) == MOST_HITS,
        "choosable": choosable,
    }
    fragment = request.htmx and not request.htmx.history_restore_request
    return render(request, "villages/_hits.html" if fragment else page, context)


def _not_begun(user):
    """Codes of the first desa in the person's own territories that nobody has opened."""
    desa = Region.objects.editable_by(user).in_force().desa().filter(profile=None)
    return desa.order_by("code").values_list("code", flat=True)[:MOST_HITS]


def _start(request):
    """Open the village that was chosen, or ask those who decide."""
    code = request.POST.get("code", "")
    try:
        started = start_village(code=code, by=request.user)
    except NoSuchVillage:
        raise Http404 from None
    except NotAllowed:
        raise PermissionDenied from None
    except NotADesa:
        context = {"nav": "search", "found": hits_of([code])[0]}
        return render(request, "villages/not_a_desa.html", context, status=422)
    if started.outcome is Outcome.ASKED:
        return redirect("village_requested", code)
    if started.outcome is Outcome.TOOK_ON:
        messages.success(
            request, _("Desa %(name)s sekarang Anda dampingi.") % {"name": started.region.name}
        )
    return redirect(started.region)


@needs(Permission.RECORD)
@require_safe
def village_requested(request, code):
    """Who has been asked to let the person in, and words to remind them with."""
    wish = get_object_or_404(request.user.access_requests.open(), region_code=code)
    (village,) = hits_of([wish.region_code])
    text = _(
        "Saya %(person)s ingin mendampingi Desa %(village)s, Kecamatan %(subdistrict)s, "
        "%(regency)s (kode %(code)s) di Jejaring. Mohon permintaan saya diputuskan: %(address)s"
    ) % {
        "person": request.user,
        "village": village.name,
        "subdistrict": village.subdistrict,
        "regency": village.regency,
        "code": village.code,
        "address": request.build_absolute_uri("/"),
    }
    context = {
        "nav": "search",
        "wish": wish,
        "found": village,
        "asked": people_asked(wish.region_code, by=request.user),
        "text": text,
        "whatsapp": f"https://wa.me/?text={quote(text)}",
    }
    return render(request, "villages/village_requested.html", context)
