"""A region for paper, for the shelf and for a message."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from jejaring.access import needs
from jejaring.dashboards.marking import with_marks
from jejaring.dashboards.pages import Page, address
from jejaring.dashboards.questions import MEASURES, questions
from jejaring.dashboards.reporting import chapters, small, styles
from jejaring.dashboards.summarising import absolute, summary
from jejaring.dashboards.views.elsewhere import elsewhere
from jejaring.dashboards.views.frame import (
    as_file,
    frame,
    part_of,
    place_and_state,
    refuse_unreadable,
    shown,
)
from jejaring.replica import from_replica
from jejaring.roles import Permission


@needs(Permission.VIEW_DASHBOARD)
@from_replica
@elsewhere
@require_safe
def dashboard_report(request, code):
    """Everything of a region, with a title page."""
    place, state = place_and_state(request, code)
    context = _report(request, Page(place, state, also=MEASURES))
    return shown(request, "jejaring/dashboards/report.html", context)


@needs(Permission.VIEW_DASHBOARD)
@from_replica
@require_safe
def dashboard_copy(request, code):
    """The same as one file to be read without a network."""
    place, state = place_and_state(request, code)
    if refused := refuse_unreadable(request):
        return refused
    page = Page(place, state, also=MEASURES, links=False)
    context = _report(request, page) | {
        "styles": styles(),
        "saved_at": timezone.localtime(),
        "language": request.LANGUAGE_CODE,
    }
    made = render_to_string("jejaring/dashboards/report_copy.html", context)
    return as_file(small(made), "text/html; charset=utf-8", page, "laporan", "html")


def _report(request, page) -> dict:
    context = frame(request, page)
    known = context["known"]
    return context | {
        "asked": _asked(request.user, page),
        "chapters": chapters(page) if known else [],
        "copy_url": address("dashboard_copy", page.place, page.state),
        "web_address": absolute(context["home"]),
    }


@needs(Permission.VIEW_DASHBOARD)
@from_replica
@elsewhere
@require_safe
def dashboard_summary(request, code):
    """The month in a few lines, to be sent."""
    place, state = place_and_state(request, code)
    page = Page(place, state, [part_of("cakupan")], also=MEASURES)
    context = frame(request, page) | {"summary": summary(page, _asked(request.user, page))}
    return shown(request, "jejaring/dashboards/summary.html", context)


def _asked(user, page):
    """The questions that the numbers raise, with how far each has come."""
    return with_marks(page.place.code, questions(page.figures, page.state), user)
