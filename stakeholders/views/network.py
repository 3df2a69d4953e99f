"""The village page, its map, and what stands behind a single tie."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.map_keeping import NoteForm, ViewForm
from stakeholders.forms.period import DayForm
from stakeholders.models import MapNote, SavedView, Stakeholder, Tie
from stakeholders.presenters.findings import private
from stakeholders.presenters.findings.board import Board
from stakeholders.presenters.findings.changes import MONTHS_BACK, changes, months_ago
from stakeholders.presenters.selection import Selection
from stakeholders.presenters.village_map import VillageMap
from stakeholders.presenters.ways import Ways
from stakeholders.services.changes import changes_since, coverage_on
from stakeholders.services.coverage import coverage
from stakeholders.services.dependency import note_reading
from stakeholders.services.marks import marks_of
from stakeholders.services.network import read_network
from stakeholders.services.one_patron import one_patron
from stakeholders.services.progress import progress
from stakeholders.services.statements import read_pair
from stakeholders.views.cards import cards
from stakeholders.views.promises import promises_seen_by
from stakeholders.views.undo import latest
from villages.models import Region, VillageProfile
from villages.services.places import places

GROUPS_A_PAGE = 20
MOST_KEPT = 100  # notes, and views, on the page of a map


@needs(Permission.VIEW)
@require_safe
def village_detail(request, code):
    """What the network of a village says: findings, map, list, groups."""
    village = get_object_or_404(Region.objects.visible_to(request.user).villages(), pk=code)
    profile = VillageProfile.objects.visible_to(request.user).filter(pk=code).first()
    context = {
        "nav": "village",
        "village": village,
        "place": places([code])[code],
        "profile": profile,
        "may_record": request.user.holds_over(Permission.RECORD, code),
        "top_cards": cards("village_top", user=request.user, village=village),
    }
    if not profile:
        return render(request, "stakeholders/village_not_begun.html", context)
    shown = _village_map(request, village, Selection.from_query(request.GET), overview=True)
    context |= {
        "map": shown,
        "board": Board(shown.reading, marks_of(village, for_team=shown.reading.for_team)),
        # Never stored, and never in what is shared.
        "one_patron": private.one_patron(one_patron(village, request.user), village),
        # Asked for only by a page that is not stored yet.
        "changes": SimpleLazyObject(lambda: _changes(code)),
        "coverage": SimpleLazyObject(lambda: coverage([code])[code]),
        "groups": SimpleLazyObject(lambda: _groups(request, village)),
        "promises": promises_seen_by(request.user, village),
        "cards": cards("village", user=request.user, village=village),
    }
    return render(request, "stakeholders/village_detail.html", context)


def _changes(code):
    """What changed of late, as a finding, or None."""
    since = months_ago(MONTHS_BACK)
    url = reverse("village_changes", args=[code])
    return changes(changes_since([code], since)[code], since, url)


@needs(Permission.VIEW)
@require_safe
def village_map(request, code):
    """The map alone, large, with everything that can be chosen."""
    village = get_object_or_404(Region.objects.visible_to(request.user).villages(), pk=code)
    get_object_or_404(VillageProfile.objects.visible_to(request.user), pk=code)
    day = DayForm(request.GET)
    selection = Selection.from_query(request.GET, on=day.on)
    return map_page(request, village, selection, day, status=422 if day.errors else 200)


def map_page(request, village, selection, day, *, status, note_form=None, view_form=None):
    """The page of the map; ``note_form``, ``view_form``: a form that was refused."""
    user, code = request.user, village.pk
    may_record = user.holds_over(Permission.RECORD, code) and not day.on
    notes = SimpleLazyObject(lambda: list(_notes(user, code)) if not day.on else [])
    shown = _village_map(request, village, selection, notes=notes)
    context = {
        "nav": "map",
        "village": village,
        "place": places([code])[code],
        "coverage": coverage_on(shown.reading) if day.on else coverage([code])[code],
        "map": shown,
        "day": day,
        "may_record": may_record,
        "step_back": latest(request, code),
        "notes": notes,
        "notes_taken_off": SimpleLazyObject(lambda: _notes_taken_off(user, code)),
        "note_form": note_form or NoteForm(user=user, village=village, focus=selection.focus),
        "views": _views(user, code),
        "view_form": view_form or ViewForm(),
    }
    return render(request, "stakeholders/village_map.html", context, status=status)


def _notes(user, code):
    """The notes on the map of a village, in the order in which they were written."""
    notes = MapNote.objects.visible_to(user).kept().filter(village=code)
    return notes.select_related("party", "written_by").order_by("written_at", "pk")[:MOST_KEPT]


def _notes_taken_off(user, code):
    """The notes that were taken off the map lately, for who may pin them again."""
    notes = MapNote.objects.editable_by(user).taken_off().filter(village=code)
    return list(notes.order_by("-archived_at")[:MOST_KEPT])


def _views(user, code):
    """The views of a map that this person may open: their own first."""
    views = SavedView.objects.visible_to(user).kept().filter(village=code).select_related("owner")
    return sorted(views.order_by("name", "pk")[:MOST_KEPT], key=lambda v: v.owner_id != user.pk)


def _village_map(request, village, selection, *, overview=False, notes=()):
    reading = read_network(village, request.user, on=selection.on)
    path = reverse("village_detail" if overview else "village_map", args=[village.pk])
    shown = VillageMap(reading, selection, path, overview=overview, notes=notes)
    if shown.with_private:
        note_reading(subject=village, village_code=village.pk, by=request.user)
    return shown


def _groups(request, village):
    """One page of the village's groups, each with the progress of its worksheet."""
    groups = (
        Stakeholder.objects.visible_to(request.user)
        .groups()
        .present()
        .in_village(village.pk)
        .select_related("group_kind", "village")
        .order_by("group_kind__position", "name", "pk")
    )
    page = Paginator(groups, GROUPS_A_PAGE).get_page(request.GET.get("hal"))
    done = progress(village, [group.pk for group in page])
    page.rows = [(group, done[group.pk]) for group in page]
    return page


@needs(Permission.VIEW)
@require_safe
def village_ways(request, code):
    """Who connects two parties: a sentence, and each tie of the way."""
    village = get_object_or_404(Region.objects.visible_to(request.user).villages(), pk=code)
    get_object_or_404(VillageProfile.objects.visible_to(request.user), pk=code)
    reading = read_network(village, request.user)
    context = {
        "nav": "map",
        "village": village,
        "place": places([code])[code],
        "coverage": coverage([code])[code],
        "ways": Ways(reading, request.GET.get("dari", ""), request.GET.get("ke", "")),
    }
    return render(request, "stakeholders/village_ways.html", context)


@needs(Permission.VIEW)
@require_safe
def tie_detail(request, pk):
    """What each side says of the other, in which words, and what was said before."""
    ties = Tie.objects.visible_to(request.user).select_related("village")
    tie = get_object_or_404(ties, pk=pk)
    pair = read_pair(tie, request.user)
    if pair is None:
        raise Http404
    context = {"nav": "map", "village": tie.village, "pair": pair, "tie": tie}
    return render(request, "stakeholders/tie_detail.html", context)
