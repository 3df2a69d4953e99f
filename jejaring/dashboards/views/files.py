"""Numbers that leave as files: the table of a part, a chart of it."""

from django.http import Http404
from django.views.decorators.http import require_safe

from jejaring.access import needs
from jejaring.dashboards.pages import Page
from jejaring.dashboards.pictures import Picture
from jejaring.dashboards.state import FIGURE
from jejaring.dashboards.views.frame import as_file, part_of, place_and_state, refuse_unreadable
from jejaring.replica import from_replica
from jejaring.roles import Permission

TABLES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
PICTURES = {"png": "image/png", "svg": "image/svg+xml", "xlsx": TABLES["xlsx"]}


@needs(Permission.VIEW_DASHBOARD)
@from_replica
@require_safe
def dashboard_table(request, code, key, format):
    """The table of a part as a file."""
    place, state = place_and_state(request, code)
    if refused := refuse_unreadable(request):
        return refused
    page = Page(place, state, [part_of(key)])
    if format not in TABLES or not page.parts:
        raise Http404
    table = page.table(page.parts[0])
    return as_file(getattr(table, format)(), TABLES[format], page, key, format)


@needs(Permission.VIEW_DASHBOARD)
@from_replica
@require_safe
def dashboard_picture(request, code, key, chart, format):
    """A chart of a part as a picture or as its table, with where and when it was counted."""
    place, state = place_and_state(request, code)
    if refused := refuse_unreadable(request):
        return refused
    part = part_of(key)
    page = Page(place, state, [part])
    figure = part.figure(request.GET.get(FIGURE, ""), state)
    if format not in PICTURES or figure is None or not page.parts:
        raise Http404
    drawn = page.named_charts(part, figure).get(chart)
    if drawn is None:
        raise Http404
    content = drawn.table.xlsx() if format == "xlsx" else getattr(Picture(drawn), format)()
    return as_file(content, PICTURES[format], page, f"{key}-{chart}", format)
