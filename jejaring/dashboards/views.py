"""Pages of numbers: every one of a region within the reader's territory, none of a person."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jejaring.access import needs
from jejaring.dashboards import coverage
from jejaring.dashboards.cells import is_number
from jejaring.dashboards.figures import BY_KEY, PARTS
from jejaring.dashboards.forms import QuestionMarkForm
from jejaring.dashboards.marking import mark_question, with_marks
from jejaring.dashboards.pages import Page, address, titled
from jejaring.dashboards.pictures import Picture
from jejaring.dashboards.questions import MEASURES, questions
from jejaring.dashboards.state import State, Unreadable
from jejaring.roles import Permission
from villages.services.places import places
from villages.tallies.reading import COUNTRY, Place, place_of

FIRST_SHOWN = 3  # questions on the first page of a region
TABLES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


@needs(Permission.VIEW_DASHBOARD)
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
@require_safe
def dashboard(request, code):
    """Everything of a region at a glance, each figure a door to the regions beneath."""
    place, state = _asked(request, code)
    page = Page(place, state, also=MEASURES)
    asked = with_marks(code, questions(page.figures, state), request.user)
    context = _frame(request, page) | {
        "parts": [(part, _way(page, part), page.told(part)) for part in page.parts],
        "questions": [each for each in asked if not each.is_settled][:FIRST_SHOWN],
        "more_questions": max(len(asked) - FIRST_SHOWN, 0),
    }
    return _page(request, "jejaring/dashboards/dashboard.html", context)


@needs(Permission.VIEW_DASHBOARD)
@require_safe
def dashboard_part(request, code, key):
    """One subject: where the regions beneath stand, as picture and as table."""
    place, state = _asked(request, code)
    part = _part(key)
    page = Page(place, state, [part])
    figure = part.figure(request.GET.get("angka", ""), state)
    if figure is None or not page.parts:
        raise Http404
    context = _frame(request, page) | {
        "part": part,
        "figure": figure,
        "told": page.told(part),
        "charts": page.named_charts(part, figure),
        "map": page.map(figure, part),
        "table": page.table(part),
        "figures": _choices(page, part, figure),
    }
    if key == "cakupan":
        context |= _coverage(request.user, page)
    return _page(request, "jejaring/dashboards/part.html", context)


def _choices(page, part, chosen):
    """The figures of a part, each with the address that maps and compares it."""
    return [(each.figure, each.href, each.figure.key == chosen.key) for each in page.told(part)]


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
    return {
        "ages": ages,
        "silent": silent,
        "lapsed": [village for village in silent if village.last],
        "never": [village for village in silent if not village.last],
    }


@needs(Permission.VIEW_DASHBOARD)
@require_safe
def dashboard_table(request, code, key, format):
    """The table of a part as a file."""
    place, state = _asked(request, code)
    page = Page(place, state, [_part(key)])
    if format not in TABLES or not page.parts:
        raise Http404
    table = page.table(page.parts[0])
    return _file(getattr(table, format)(), TABLES[format], page, key, format)


@needs(Permission.VIEW_DASHBOARD)
@require_safe
def dashboard_picture(request, code, key, chart, format):
    """A chart of a part as a picture, with where and when it was counted."""
    place, state = _asked(request, code)
    part = _part(key)
    page = Page(place, state, [part])
    figure = part.figure(request.GET.get("angka", ""), state)
    if format not in PICTURES or figure is None or not page.parts:
        raise Http404
    drawn = page.named_charts(part, figure).get(chart)
    if drawn is None:
        raise Http404
    content = getattr(Picture(drawn), format)()
    return _file(content, PICTURES[format], page, f"{key}-{chart}", format)


@needs(Permission.VIEW_DASHBOARD)
@require_safe
def dashboard_questions(request, code):
    """What deserves a question, with the regions it is about and how far it has come."""
    place, state = _asked(request, code)
    page = Page(place, state, [], also=MEASURES)
    asked = with_marks(code, questions(page.figures, state), request.user)
    context = _frame(request, page) | {
        "asked": [(each, *_about(page, each)) for each in asked],
        "verdicts": QuestionMarkForm.base_fields["verdict"].choices,
    }
    return _page(request, "jejaring/dashboards/questions.html", context)


def _about(page, marked):
    """The addresses of the regions a question is about."""
    key = marked.question.part
    places = [
        (place, address("dashboard_part", place, page.state, key))
        for place in marked.question.places
    ]
    return places, address("dashboard_part", page.place, page.state, key)


@needs(Permission.VIEW_DASHBOARD)
@require_http_methods(["POST"])
def dashboard_question(request, code, key):
    """Say how far a question has come."""
    place, state = _asked(request, code)
    found = questions(Page(place, state, [], also=MEASURES).figures, state)
    question = next((each for each in found if each.key == key), None)
    back = address("dashboard_questions", place, state)
    if question is None:
        messages.warning(request, _("Angkanya sudah berubah: pertanyaan ini tidak ada lagi."))
        return redirect(back)
    form = QuestionMarkForm(request.POST)
    if not form.is_valid():
        words = "; ".join(str(error) for errors in form.errors.values() for error in errors)
        messages.error(request, _("Belum disimpan. Sampai mana: %(words)s") % {"words": words})
        return redirect(back)
    mark_question(code=code, question=question, by=request.user, **form.cleaned_data)
    messages.success(request, _("Tercatat."))
    return redirect(f"{back}#{key}")


# --- What every page needs --------------------------------------------------------------------


def _asked(request, code) -> tuple[Place, State]:
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


def _part(key):
    if key not in BY_KEY:
        raise Http404
    return BY_KEY[key]


def _way(page, part) -> str:
    return address("dashboard_part", page.place, page.state, part.key)


def _frame(request, page) -> dict:
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
        "successor": _successor(place, state),
        "known": is_number(page.figures.number("villages")),
        "all_parts": [(part, address("dashboard_part", place, state, part.key)) for part in PARTS],
        "home": address("dashboard", place, state),
        "questions_url": address("dashboard_questions", place, state),
    }


def _above(user, place, state) -> list[tuple[str, str]]:
    """The regions above, with addresses for those within the reader's territory."""
    found = []
    for there in place.above:
        held = user.holds_over(Permission.VIEW_DASHBOARD, there.code)
        found.append((titled(there), address("dashboard", there, state) if held else ""))
    return found


def _successor(place, state):
    """Where the numbers of a region go on that is no longer on the list."""
    if not place.inactive_since or not place.successor:
        return None
    after = place_of(place.successor)
    return (after, address("dashboard", after, state)) if after else None


def _page(request, template, context):
    """What cannot be read of an address is said on the page, which shows what comes by itself."""
    return render(request, template, context, status=400 if context["unreadable"] else 200)


def _file(content, kind, page, name, format):
    where = slugify(f"{page.place.code or 'indonesia'} {page.place.name}")
    month = page.state.month
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{where}-{name}-{month}.{format}"'
    return response
