"""What every page of numbers needs: the region, what is chosen, the ways on."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from jejaring.dashboards.cells import is_number
from jejaring.dashboards.figures import BY_KEY, PARTS, Part
from jejaring.dashboards.pages import address, is_kept_from, titled
from jejaring.dashboards.state import State, Unreadable
from jejaring.roles import Permission
from villages.tallies.reading import Place, place_of


def place_and_state(request, code) -> tuple[Place, State]:
    """The region and what is chosen; 404 for whatever lies outside the reader's territory."""
    if not request.user.holds_over(Permission.VIEW_DASHBOARD, code):
        raise Http404
    place = place_of(code)
    if place is None:
        raise Http404
    try:
        return place, State.of(request.GET)
    except Unreadable as error:
        request.unreadable = str(error)
        return place, State.of({})


def refuse_unreadable(request):
    """The answer to what cannot be read where there is no page to say it on, or None."""
    words = getattr(request, "unreadable", "")
    if not words:
        return None
    return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")


def part_of(key) -> Part:
    """The part of this name; 404 for others."""
    if key not in BY_KEY:
        raise Http404
    return BY_KEY[key]


def frame(request, page) -> dict:
    """Where we are and what is chosen, for every page."""
    place, state = page.place, page.state
    return {
        "nav": "dashboards",
        "page": page,
        "place": place,
        "title": titled(place),
        "state": state,
        "unreadable": getattr(request, "unreadable", ""),
        "above": _above(request.user, place, state),
        "territories": request.user.territories(Permission.VIEW_DASHBOARD),
        "around": lambda: _around(request.user, page),
        "successor": _successor(place, state),
        "known": is_number(page.figures.number("villages")),
        "all_parts": [
            (part, address("dashboard_part", place, state, part.key))
            for part in PARTS
            if not is_kept_from(place, part, state)
        ],
        "home": address("dashboard", place, state),
        "questions_url": address("dashboard_questions", place, state),
        "current": request.resolver_match.url_name,
        "actions": _actions(request.user, place, state),
        "kept": {},
    }


def _actions(user, place, state) -> list[tuple[str, str, str]]:
    """What else can be done with the numbers of a region: name, words, address."""
    words = {
        "dashboard_compare": _("Bandingkan"),
        "dashboard_report": _("Laporan"),
        "dashboard_summary": _("Kirim"),
    }
    if place.level == "regency" and user.holds_over(Permission.MANAGE_RULES, place.code):
        words["open_numbers_set"] = _("Angka terbuka")
    return [(name, label, address(name, place, state)) for name, label in words.items()]


def _above(user, place, state) -> list[tuple[str, str]]:
    """The regions above, with addresses for those within the reader's territory."""
    found = []
    for there in place.above:
        held = user.holds_over(Permission.VIEW_DASHBOARD, there.code)
        found.append((titled(there), address("dashboard", there, state) if held else ""))
    return found


def _around(user, page) -> list[tuple[str, list[tuple[str, str]]]]:
    """The regions one may go to from here, by where they lie: code and name."""
    above = [
        (there.code, titled(there))
        for there in page.place.above
        if user.holds_over(Permission.VIEW_DASHBOARD, there.code)
    ]
    around = [
        (label, [(there.code, there.name) for there in places])
        for label, places in page.around(user)
    ]
    return [(_("Di atasnya"), above), *around] if above else around


def _successor(place, state):
    """Where the numbers of a region go on that is no longer on the list."""
    if not place.inactive_since or not place.successor:
        return None
    after = place_of(place.successor)
    return (after, address("dashboard", after, state)) if after else None


def shown(request, template, context):
    """What cannot be read of an address is said on the page, which shows what comes by itself."""
    return render(request, template, context, status=400 if context["unreadable"] else 200)


def as_file(content, kind, page, name, format):
    """To be kept: the name of the file says of where and when it is."""
    where = slugify(f"{page.place.code or 'indonesia'} {page.place.name}")
    month = page.state.month
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{where}-{name}-{month}.{format}"'
    return response
