"""The page of a kabupaten that everybody may read, and whether there is one."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from jejaring.access import needs, public
from jejaring.dashboards.opening import OpenPage, is_open, open_numbers, shut_numbers
from jejaring.replica import from_replica
from jejaring.roles import Permission
from villages.models import Region
from villages.tallies.reading import place_of

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "geojson": "application/geo+json",
}


# Public: a kabupaten chose to show these numbers to its citizens; they name no person, no
# village and no single group, and are the same for everybody.
@public
@from_replica
@require_safe
def open_numbers_page(request, code):
    """The open numbers of a kabupaten."""
    page = _open_page(code)
    return render(
        request,
        "jejaring/dashboards/open_numbers.html",
        {"page": page, "tables": page.tables(), "formats": FORMATS},
    )


# Public: the same numbers as the page, for programs.
@public
@from_replica
@require_safe
def open_numbers_file(request, code, format):
    """The open numbers as a file."""
    page = _open_page(code)
    if format not in FORMATS:
        raise Http404
    content = page.geojson() if format == "geojson" else getattr(page.table(), format)()
    response = HttpResponse(content, content_type=FORMATS[format])
    response["Content-Disposition"] = f'attachment; filename="angka-{code}.{format}"'
    return response


@needs(Permission.MANAGE_RULES)
@require_http_methods(["GET", "HEAD", "POST"])
def open_numbers_set(request, code):
    """Open or shut the public page of a kabupaten."""
    regencies = Region.objects.allowed(request.user, Permission.MANAGE_RULES).in_force()
    regency = get_object_or_404(regencies.filter(level=Region.Level.REGENCY), pk=code)
    if request.method == "POST":
        change = open_numbers if request.POST.get("open") == "1" else shut_numbers
        change(regency=regency, by=request.user)
        return redirect("open_numbers_set", code)
    page = OpenPage(place_of(code))
    context = {
        "nav": "dashboards",
        "regency": regency,
        "page": page,
        "is_open": is_open(code),
        "figures": page.figures(),
    }
    return render(request, "jejaring/dashboards/open_numbers_set.html", context)


def _open_page(code) -> OpenPage:
    """404 for whatever is shut, as for what does not exist."""
    if not is_open(code):
        raise Http404
    return OpenPage(place_of(code))
