"""Pages of numbers: every one of a region within the reader's territory, none of a person."""

from functools import cached_property

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jejaring.access import needs
from jejaring.dashboards import coverage
from jejaring.dashboards.drawn import drawn, told_again
from jejaring.dashboards.figures import Part
from jejaring.dashboards.marking import Marked, marked, marks_of
from jejaring.dashboards.pages import Page, address, way_to
from jejaring.dashboards.questions import MEASURES, questions
from jejaring.dashboards.state import FIGURE
from jejaring.dashboards.views.elsewhere import elsewhere
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
@elsewhere
@require_safe
def dashboard(request, code):
    """Everything of a region at a glance, each figure a door to the regions beneath."""
    place, state = place_and_state(request, code)
    page = Page(place, state, also=MEASURES)
    context = frame(request, page) | {
        "asked": Asked(request.user, page, "jejaring/dashboards/_asked_in_short.html"),
        "drawn_parts": drawn("jejaring/dashboards/_parts.html", page, context=lambda: _parts(page)),
    }
    return shown(request, "jejaring/dashboards/dashboard.html", context)


@needs(Permission.VIEW_DASHBOARD)
@from_replica
@elsewhere
@require_safe
def dashboard_part(request, code, key):
    """One subject: where the regions beneath stand, as picture and as table."""
    place, state = place_and_state(request, code)
    part = part_of(key)
    lists = request.user.holds_over(Permission.VIEW_AGREEMENT, code)
    page = Page(place, state, [part], also=MEASURES, lists=lists)
    wanted = request.GET.get(FIGURE, "")
    figure = part.figure(wanted, state)
    if not page.parts:
        raise Http404
    if figure is None:
        said = _("Angka “%(text)s” tidak ada di bagian ini. Pilih yang ada di sini.")
        request.unreadable = said % {"text": wanted[:40]}
        wanted, figure = "", part.figure("", state)
    chosen = part.key, figure.key, page.courses
    context = frame(request, page) | {
        "part": part,
        "kept": {FIGURE: wanted} if wanted else {},
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
        context["asked"] = Asked(request.user, page, "jejaring/dashboards/_asked.html", part)
    return shown(request, "jejaring/dashboards/part.html", context)


def _parts(page) -> dict:
    ways = [address("dashboard_part", page.place, page.state, part.key) for part in page.parts]
    told = [page.told(part, in_short=True) for part in page.parts]
    return {"page": page, "parts": list(zip(page.parts, ways, told, strict=True))}


class Asked:
    """The questions of a page, or of one part, that nobody has settled: drawn but once."""

    def __init__(self, user, page: Page, template: str, part: Part | None = None):
        self.page, self.template, self.part = page, template, part
        self.marks = marks_of(page.place.code, user)
        self.rests_on = (
            *(MEASURES, part.key if part else ""),
            [(mark.key, mark.state, mark.verdict) for mark in self.marks.values()],
        )

    @cached_property
    def first(self) -> str:
        """The sentence of the one that weighs most; "" where there is none."""
        return told_again("first question", self.page, *self.rests_on, make=self._first)

    @cached_property
    def drawn(self) -> str:
        """All of them."""
        return drawn(self.template, self.page, *self.rests_on, context=self._context)

    @cached_property
    def _open(self) -> list[Marked]:
        found = marked(questions(self.page.figures, self.page.state), self.marks)
        part = self.part
        return [m for m in found if not m.is_settled and (not part or m.question.part == part.key)]

    def _first(self):
        return self._open[0].question.sentence if self._open else ""

    def _context(self):
        page, part = self.page, self.part
        context = {
            "page": page,
            "questions_url": address("dashboard_questions", page.place, page.state),
        }
        if not part:
            return context | {"asked": self._open[:FIRST_SHOWN]}
        return context | {
            "asked": [
                (m, [(place, way_to(place, part, page.state)) for place in m.question.places])
                for m in self._open
            ]
        }


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
    if len(page.place.code) < coverage.LISTED_FROM or not page.figures.is_known:
        return {"ages": ages, "silent": None}
    silent = coverage.silent_villages(page.place.code, page.state, user)
    lapsed = [village for village in silent if village.last]
    return {
        "ages": ages,
        "silent": silent,
        "together": coverage.together(silent, page.state),
        "lapsed": lapsed,
        "longest": lapsed[:FIRST_SILENT],
        "more_silent": lapsed[FIRST_SILENT:],
        "never": [village for village in silent if not village.last],
    }
