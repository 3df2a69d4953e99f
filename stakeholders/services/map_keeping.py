"""Notes on the map and views with a name: kept, taken away, and brought back."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from jejaring.services import id_for, record_event
from stakeholders.models import MapNote, SavedView, VillageNetwork


def write_note(*, village, by, text, party=None, point=None, pk=None) -> MapNote:
    """Pin a few words to the map; sending the same ``pk`` again returns the first row.

    ``point``: where, in the unit of ``VillageNetwork.positions``, if not beside a ``party``.
    """
    pk = id_for(MapNote, pk, village=village)
    x, y = point if point and not party else (None, None)
    try:
        with transaction.atomic():
            VillageNetwork.objects.outdate(village.pk)
            note = MapNote.objects.create(
                pk=pk, village=village, party=party, x=x, y=y, text=text, written_by=by
            )
            _record(note, by, "noted_on_map")
            return note
    except IntegrityError:
        if earlier := MapNote.objects.filter(pk=pk, village=village).first():
            return earlier
        raise


@transaction.atomic
def toggle_note(note, by):
    """Take a note off the map, or bring it back."""
    VillageNetwork.objects.outdate(note.village_id)
    _toggle(note, by, "note")


def save_view(*, village, by, name, query, is_shared=False, for_team=False, pk=None) -> SavedView:
    """Keep a way of looking at the map; sending the same ``pk`` again returns the first row."""
    pk = id_for(SavedView, pk, village=village, owner=by)
    try:
        with transaction.atomic():
            view = SavedView.objects.create(
                pk=pk, village=village, owner=by, name=name, query=query,
                is_shared=is_shared, for_team=for_team,
            )  # fmt: skip
            _record(view, by, "saved_map_view")
            return view
    except IntegrityError:
        if earlier := SavedView.objects.filter(pk=pk, village=village, owner=by).first():
            return earlier
        raise


@transaction.atomic
def toggle_view(view, by):
    """Throw a view away, or bring it back."""
    _toggle(view, by, "map_view")


def _toggle(row, by, what):
    row.archived_at = None if row.archived_at else timezone.now()
    row.save(update_fields=["archived_at"])
    _record(row, by, f"archived_{what}" if row.archived_at else f"restored_{what}")


def _record(row, by, verb):
    record_event(by=by, verb=verb, subject=row, region_code=row.village_id)
