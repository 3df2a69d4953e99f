"""Boundaries of regions: keep them, and hand them to whoever draws."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from villages.codes import LEVELS, parent_of
from villages.geography import Area
from villages.models import Boundary, Region
from villages.shapes import in_units

FIELDS = ("polygons", "west", "south", "east", "north")
BATCH = 500


@dataclass(frozen=True)
class Saved:
    """What an import did, and which neighbours still have no boundary: (code, name)."""

    new: int
    replaced: int
    missing: list[tuple[str, str]]


@transaction.atomic
def import_boundaries(shapes: dict[str, object]) -> Saved:
    """Keep the areas of these codes, in place of what was kept of them; all or nothing.

    ``shapes``: simplified areas of regions in force, as ``read_boundaries`` gives them. Missing
    are the regions of the same level beneath the same parents.
    """
    known = set(Boundary.objects.values_list("region_id", flat=True))
    rows = [_row(code, shape) for code, shape in sorted(shapes.items())]
    Boundary.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["region"],
        update_fields=FIELDS,
    )
    replaced = len(known & shapes.keys())
    return Saved(len(rows) - replaced, replaced, _missing(shapes))


def areas_of(codes: Iterable[str]) -> list[Area]:
    """These regions as they are drawn, by code, in one query; those without boundary too."""
    rows = (
        Region.objects.filter(pk__in=set(codes))
        .order_by("code")
        .values_list(
            *("code", "name", "latitude", "longitude"), *(f"boundary__{name}" for name in FIELDS)
        )
    )
    return [
        Area(
            code=code,
            name=name,
            polygons=polygons or [],
            bbox=tuple(box) if polygons else None,
            place=None if latitude is None else (latitude, longitude),
        )
        for code, name, latitude, longitude, polygons, *box in rows
    ]


def _row(code, shape) -> Boundary:
    west, south, east, north = (round(value, 5) for value in shape.bounds)
    return Boundary(
        region_id=code,
        polygons=in_units(shape),
        west=west,
        south=south,
        east=east,
        north=north,
    )


def _missing(codes) -> list[tuple[str, str]]:
    """Regions without boundary beside those of ``codes``."""
    families = {(LEVELS[len(code)], parent_of(code)) for code in codes}
    rows = (
        Region.objects.in_force()
        .filter(level__in={level for level, _parent in families}, boundary=None)
        .order_by("code")
        .values_list("code", "name", "level")
    )
    return [(code, name) for code, name, level in rows if (level, parent_of(code)) in families]
