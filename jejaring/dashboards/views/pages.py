"""Pages of numbers: every one of a region within the reader's territory, none of a person."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jejaring.access import needs
from jejaring.dashboards import coverage
from jejaring.dashboards.drawn import drawn
from jejaring.dashboards.marking import with_marks
from jejaring.dashboards.pages import Page, address, way_to
from jejaring.dashboards.questions import MEASURES, questions
from jejaring.dashboards.views.files import PICTURES, TABLES
from jejaring.dashboards.views.frame import frame, part_of, place_and_state, shown
from jejaring.replica import from_replica
from jejaring.roles import Permission
from villages.services.places import places
from villages.tallies.reading import COUNTRY

FIRST_SHOWN = 3  # questions on the first page of a region
FIRST_SILENT = 10  # villages that are not folded away


@needs(Permission.VIEW_DASHBOARD)
@from_replica
@require_safe
def dashboards(request):
    """The numbers of one's own territory, or a choice among several."""
    codes = request.user.territories(Permission.VIEW_DASHBOARD)
    if len(codes) == 1:
        return redirect("dashboard", codes[0])
    where = places([code for code in codes if code])
    return render(
        request,
        "jejaring/dashboards/dashboards.html",
        {"nav": "dashboards", "country": COUNTRY in codes, "places": list(where.values())},
    )


@needs(Permission.VIEW_DASHBOARD)
@from_replica
@require_safe
def dashboard(request, code):
    """Everything of a region at a glance, each figure a door to the regions beneath."""
    place, state = place_and_state(request, code)
    page = Page(place, state, also=MEASURES)
    asked = with_marks(code, questions(page.figures, state), request.user)
    context = frame(request, page) | {
        "drawn_parts": drawn("jejaring/dashboards/_parts.html", page, context=lambda: _parts(page)),
        "questions": [each for each in asked if not each.is_settled][:FIRST_SHOWN],
        "more_questions": max(len(asked) - FIRST_SHOWN, 0),
    }
    return shown(request, "jejaring/dashboards/dashboard.html", context)


@needs(Permission.VIEW_DASHBOARD)
@from_replica
@require_safe
def dashboard_part(request, code, key):
    """One subject: where the regions beneath stand, as picture and as table."""
    place, state = place_and_state(request, code)
    part = part_of(key)
    lists = request.user.holds_over(Permission.VIEW_AGREEMENT, code)
    page = Page(place, state, [part], also=MEASURES, lists=lists)
    figure = part.figure(request.GET.get("angka", ""), state)
    if figure is None or not page.parts:
        raise Http404
    chosen = part.key, figure.key, page.courses
    context = frame(request, page) | {
        "part": part,
        "drawn_map": drawn(
            "jejaring/dashboards/_part_map.html",
            *(page, *chosen),
            context=lambda: _map(page, part, figure),
        ),
        "drawn_charts": drawn(
            "jejaring/dashboards/_part_charts.html",
            *(page, *chosen),
            context=lambda: _charts(page, part, figure),
        ),
    }
    if key == "cakupan":
        context |= _coverage(request.user, page)
    if context.get("silent") is None:  # a list of names says more than a question about them
        context["asked"] = _asked(request.user, page, part)
    return shown(request, "jejaring/dashboards/part.html", context)


def _parts(page) -> dict:
    ways = [address("dashboard_part", page.place, page.state, part.key) for part in page.parts]
    told = [page.told(part, in_short=True) for part in page.parts]
    return {"page": page, "parts": list(zip(page.parts, ways, told, strict=True))}


def _asked(user, page, part) -> list:
    """The questions of this part that nobody has settled, each with the regions it is about."""
    found = with_marks(page.place.code, questions(page.figures, page.state), user)
    return [
        (each, [(place, way_to(place, part, page.state)) for place in each.question.places])
        for each in found
        if each.question.part == part.key and not each.is_settled
    ]


def _map(page, part, figure) -> dict:
    """With the figures of the part, each with the address that maps and compares it."""
    told = page.told(part)
    return {
        "told": told,
        "map": page.map(figure, part),
        "figure": figure,
        "figures": [(each.figure, each.href, each.figure.key == figure.key) for each in told],
    }


def _charts(page, part, figure) -> dict:
    query = page.state.query
    return {
        "page": page,
        "place": page.place,
        "state": page.state,
        "part": part,
        "charts": page.named_charts(part, figure),
        "table": page.table(part),
        "table_formats": list(TABLES),
        "picture_formats": list(PICTURES),
        "figure_query": f"{query}&angka={figure.key}" if query else f"?angka={figure.key}",
    }


def _coverage(user, page) -> dict:
    """How long ago, and who is silent; names of villages only up to a kabupaten."""
    ages = [
        (label, coverage.ages(page.figures, of, page.state))
        for of, label in (
            ("last_visit", _("Wawancara terakhir")),
            ("last_worksheet", _("Lembar kerja terakhir")),
            ("last_review", _("Tinjauan kerja sama terakhir")),
        )
    ]
    if len(page.place.code) < coverage.LISTED_FROM:
        return {"ages": ages, "silent": None}
    silent = coverage.silent_villages(page.place.code, page.state, user)
    lapsed = [village for village in silent if village.last]
    return {
        "ages": ages,
        "silent": silent,
        "lapsed": lapsed,
        "longest": lapsed[:FIRST_SILENT],
        "more_silent": lapsed[FIRST_SILENT:],
        "never": [village for village in silent if not village.last],
    }
