"""Two regions or two months side by side."""

from dataclasses import replace

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jejaring.access import needs
from jejaring.dashboards.comparing import Comparison, Side
from jejaring.dashboards.pages import Page, titled
from jejaring.dashboards.state import OTHER_MONTH, WITH, Unreadable, month_from
from jejaring.dashboards.views.elsewhere import code_from, elsewhere
from jejaring.dashboards.views.frame import frame, place_and_state, shown
from jejaring.replica import from_replica
from jejaring.roles import Permission
from villages.tallies.reading import place_of


@needs(Permission.VIEW_DASHBOARD)
@from_replica
@elsewhere
@require_safe
def dashboard_compare(request, code):
    """Two regions, or two months of one, with what differs most."""
    place, state = place_and_state(request, code)
    page = Page(place, state)
    kept = {name: request.GET[name] for name in (WITH, OTHER_MONTH) if request.GET.get(name)}
    there = None
    try:
        there = _other_side(request.user, page, kept)
    except Unreadable as error:
        request.unreadable = getattr(request, "unreadable", "") or str(error)
        kept = {}
    comparison = there and Comparison(_here(page, there), there, tuple(page.parts))
    context = frame(request, page) | {
        "comparison": comparison,
        "kept": kept,
        "regions": _regions(request.user, page, kept.get(WITH)),
        "months": [(value, words) for value, words, now in state.month_choices if not now],
    }
    return shown(request, "jejaring/dashboards/compare.html", context)


def _other_side(user, page, kept) -> Side | None:
    """What is asked for; None for nothing. Raises Unreadable, naming the field and the remedy."""
    if len(kept) > 1:
        raise Unreadable(_("Pilih wilayah lain atau bulan lain, jangan keduanya sekaligus."))
    if WITH in kept:
        return _other_region(user, page, kept[WITH])
    return _other_month(page, kept[OTHER_MONTH]) if kept else None


def _other_region(user, page, text) -> Side:
    """Another region; 404 outside the reader's territory, whether it exists or not."""
    code = code_from(text)
    if code == page.place.code:
        raise Unreadable(_("Wilayahnya sama. Pilih wilayah lain dari daftar."))
    if not user.holds_over(Permission.VIEW_DASHBOARD, code):
        raise Http404
    child = next((each for each in page.figures.children if each.code == code), None)
    if child:  # read already, with its parent
        return Side(titled(child), page.figures, code, page.state)
    place = place_of(code)
    if place is None:
        raise Unreadable(
            _("Wilayah “%(text)s” tidak ada. Pilih wilayah dari daftar.") % {"text": text}
        )
    # A village has no page of what is sealed; beside a kabupaten its cells say so.
    wanted = {of for part in page.parts for of in part.measures(page.state)}
    return Side(titled(place), Page(place, page.state, also=wanted).figures, code, page.state)


def _other_month(page, text) -> Side:
    month = month_from(text)
    if month == page.state.month:
        raise Unreadable(_("Bulannya sama. Pilih bulan lain dari daftar."))
    there = Page(page.place, replace(page.state, month=month))
    return Side(there.state.month_words, there.figures, page.place.code, there.state)


def _here(page, there) -> Side:
    """This side, called by what tells it from the other."""
    same = there.code == page.place.code
    words = page.state.month_words if same else titled(page.place)
    return Side(words, page.figures, page.place.code, page.state)


def _regions(user, page, chosen) -> list[tuple[str, list]]:
    """The regions to choose from."""
    return [
        (label, [(each.code, each.name, each.code == chosen) for each in places])
        for label, places in page.around(user)
    ]
