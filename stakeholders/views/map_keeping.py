"""Notes pinned to the map, and views of it kept under a name."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.map_keeping import NoteForm, ViewForm
from stakeholders.forms.period import DayForm
from stakeholders.models import MapNote, SavedView
from stakeholders.models.map_keeping import QUERY_LENGTH
from stakeholders.presenters.selection import matching
from stakeholders.presenters.village_map import VillageMap
from stakeholders.services.map_keeping import save_view, toggle_note, toggle_view, write_note
from stakeholders.services.network import OTHERS, Reading, read_network
from stakeholders.views.arrangement import village_with_map
from stakeholders.views.network import map_page
from stakeholders.views.undo import back_to_map, remember, selection_of


@needs(Permission.RECORD)
@require_POST
def note_write(request, code):
    """Pin a note to the map: beside a party, at a point, or to the village."""
    village = village_with_map(request.user, code, to_change=True)
    selection = selection_of(request)
    form = NoteForm(request.POST, user=request.user, village=village, focus=selection.focus)
    if not form.is_valid():
        return map_page(request, village, selection, DayForm(), status=422, note_form=form)
    sent, point = form.cleaned_data, None
    if form.spot:
        seen = VillageMap(read_network(village, request.user), selection.whole(), "")
        point = seen.point_at(*form.spot)
    note = write_note(
        village=village, by=request.user, text=sent["text"], party=sent["party"],
        point=point, pk=sent["id"],
    )  # fmt: skip
    remember(request, code, "note", note.pk)
    messages.success(request, _("Catatan sudah ditempel di peta."))
    return redirect(back_to_map(request, code))


@needs(Permission.RECORD)
@require_POST
def note_archive(request, pk):
    """Take a note off the map."""
    note = get_object_or_404(MapNote.objects.editable_by(request.user).kept(), pk=pk)
    toggle_note(note, request.user)
    remember(request, note.village_id, "note", note.pk)
    messages.success(request, _("Catatan sudah dilepas dari peta."))
    return redirect(back_to_map(request, note.village_id))


@needs(Permission.RECORD)
@require_POST
def note_restore(request, pk):
    """Pin a note again that was taken off lately."""
    note = get_object_or_404(MapNote.objects.editable_by(request.user).taken_off(), pk=pk)
    toggle_note(note, request.user)
    remember(request, note.village_id, "note", note.pk)
    messages.success(request, _("Catatan sudah ditempel di peta."))
    return redirect(back_to_map(request, note.village_id))


@needs(Permission.VIEW)
@require_POST
def view_save(request, code):
    """Keep what is seen of the map under a name."""
    village = village_with_map(request.user, code, to_change=False)
    selection = selection_of(request)
    form = ViewForm(request.POST)
    if not form.is_valid():
        return map_page(request, village, selection, DayForm(), status=422, view_form=form)
    sent = form.cleaned_data
    view = save_view(
        village=village, by=request.user, name=sent["name"], query=_kept(selection),
        is_shared=sent["is_shared"], for_team=_speaks_of_private(village, selection),
        pk=sent["id"],
    )  # fmt: skip
    remember(request, code, "view", view.pk)
    messages.success(request, _("Tampilan “%(name)s” sudah disimpan.") % {"name": view.name})
    return redirect(back_to_map(request, code))


def _kept(selection) -> str:
    """The selection as it is written, without what one typed where it would be too long."""
    query = selection.query()
    if len(query) > QUERY_LENGTH:
        query = selection.query(focus="", search="", opened=frozenset())
    return query


def _speaks_of_private(village, selection) -> bool:
    """Whether a way of looking tells of what only the team may know."""
    focus, known = selection.focus, Reading(village, OTHERS).parties
    return (
        selection.private
        or selection.ask == "depends"
        or "government" in selection.kinds | selection.sorts
        or bool(focus and focus not in {party["id"] for party in known})
        or bool(selection.search and not matching(known, selection.search))
    )


@needs(Permission.VIEW)
@require_POST
def view_archive(request, pk):
    """Throw a view of one's own away."""
    view = get_object_or_404(SavedView.objects.editable_by(request.user).kept(), pk=pk)
    toggle_view(view, request.user)
    remember(request, view.village_id, "view", view.pk)
    messages.success(request, _("Tampilan “%(name)s” sudah dihapus.") % {"name": view.name})
    return redirect(back_to_map(request, view.village_id))
