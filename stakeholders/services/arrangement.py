"""Where parties stand on the map of a village: laid out anew, placed by hand, and taken back.

Positions are shared by everybody who opens the village.
"""

from django.db import transaction

from jejaring.services import record_event
from stakeholders.models import VillageNetwork
from stakeholders.services.network import arranged
from stakeholders.services.network_rows import Rows

STEPS_BACK = 15
# A large village keeps fewer steps: so many positions in all.
MOST_KEPT = 20_000


class MapChanged(Exception):
    """The map is not the one that was looked at: something changed in between."""


@transaction.atomic
def tidy_network(village, by):
    """Lay the village's map out anew; ``undo_arrangement`` takes it back."""
    row = _locked(village)
    _rearrange(row, arranged(Rows(village), {}), 0)
    _keep(row, by, "tidied_map")


@transaction.atomic
def place_parties(village, by, *, positions, width, base) -> int:
    """Keep where somebody put parties by hand, on a sheet of that ``width``.

    ``positions``: id to point, as in ``Reading.positions``; unknown ids are passed over. ``base``:
    the revision of the map they were put on. Returns the new revision. Raises MapChanged if the
    map is another by now.
    """
    row = _locked(village)
    if row.revision != base + 1:
        raise MapChanged
    known = {party: list(positions[party]) for party in positions if party in row.positions}
    _rearrange(row, known, width)
    _keep(row, by, "placed_on_map")
    return row.revision


@transaction.atomic
def undo_arrangement(village, by) -> bool:
    """Take back the latest rearrangement. Returns whether there was one."""
    row = _locked(village)
    if not row.earlier:
        return False
    before = row.earlier.pop()
    row.positions |= before["positions"]
    row.arranged_width = before["width"]
    _keep(row, by, "undid_map")
    return True


def _locked(village):
    """The stored row, marked as changed, so that no other change comes in between."""
    VillageNetwork.objects.outdate(village.pk)
    return VillageNetwork.objects.get(pk=village.pk)


def _rearrange(row, positions, width):
    """Put parties elsewhere and remember where they stood, as far as that is another place."""
    before = {
        party: row.positions[party]
        for party, point in positions.items()
        if party in row.positions and row.positions[party] != point
    }
    row.earlier = [*row.earlier, {"positions": before, "width": row.arranged_width}][-STEPS_BACK:]
    while sum(len(step["positions"]) for step in row.earlier[:-1]) > MOST_KEPT:
        del row.earlier[0]
    row.positions |= positions
    row.arranged_width = width
    if len(positions) > 1:
        row.reading.pop("gone", None)  # Where others stood tells nothing on another drawing.


def _keep(row, by, verb):
    row.save(update_fields=["positions", "arranged_width", "earlier", "reading"])
    record_event(by=by, verb=verb, subject=row, region_code=row.pk)
