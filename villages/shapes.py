"""Areas: read what strangers drew, put it right, and make it light (no database).

The geometry is GEOS's (shapely). Neighbours are cleaned and simplified together, as a coverage:
what two areas share stays one line, so that no sliver opens between them and nothing overlaps.
Lengths are degrees, as in the files.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
import shapely

from villages.geography import UNITS_PER_DEGREE, Polygons, lies_in_indonesia

MOST_POINTS = 200_000  # of one area; the finest official drawings have a tenth of it
AREAL = ("Polygon", "MultiPolygon")
SMALLEST = 1e-10  # square degrees, about a square metre


class BadShape(ValueError):
    """Nothing that could be drawn; ``why`` is one of the words below, ``found`` what was there."""

    NOTHING = "nothing"  # no geometry, or an empty one
    NO_AREA = "no_area"  # points and lines
    NO_NUMBER = "no_number"
    FLAT = "flat"  # rings that hold no area
    OUTSIDE = "outside"
    TOO_MANY = "too_many"

    def __init__(self, why: str, found=""):
        super().__init__(why)
        self.why, self.found = why, found


@dataclass(frozen=True)
class Drawn:
    """An area that can be drawn, and what was done to it."""

    shape: shapely.MultiPolygon
    swapped: bool = False  # latitude came before longitude
    repaired: bool = False  # a ring crossed itself
    dropped: bool = False  # a collection held points or lines too


@dataclass(frozen=True)
class Fineness:
    """How much of a drawing is kept, degrees.

    ``tolerance``: the root of the area of the triangles that are flattened. ``gap``: how wide a
    gap between neighbours may be that is taken for carelessness and closed.
    """

    tolerance: float
    gap: float


# Drawn 360 to 700 pixels wide: villages for a kecamatan and for a kabupaten, and so on up.
FINENESS = {
    "village": Fineness(tolerance=0.0005, gap=0.0005),
    "subdistrict": Fineness(tolerance=0.001, gap=0.005),
    "regency": Fineness(tolerance=0.003, gap=0.01),
    "province": Fineness(tolerance=0.01, gap=0.03),
}


def read_shape(geometry) -> Drawn:
    """The area that a GeoJSON geometry describes, valid and in (longitude, latitude) order.

    Polygon, MultiPolygon, and collections of them however deep. Raises BadShape.
    """
    found, dropped = _polygons_in(geometry)
    polygons = [_rings(polygon) for polygon in found]
    if sum(len(ring) for rings in polygons for ring in rings) > MOST_POINTS:
        raise BadShape(BadShape.TOO_MANY, MOST_POINTS)
    polygons = [[ring for ring in rings if len(ring) >= 3] for rings in polygons if rings]
    polygons = [rings for rings in polygons if rings]
    if not polygons:
        raise BadShape(BadShape.FLAT)
    swapped = _is_swapped(polygons)
    if swapped:
        polygons = [[ring[:, ::-1] for ring in rings] for rings in polygons]
    shape = shapely.MultiPolygon([(rings[0], rings[1:]) for rings in polygons])
    repaired = not shape.is_valid
    if repaired:
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    shape = _areal(shape)
    if shape.area < SMALLEST:
        raise BadShape(BadShape.FLAT)
    return Drawn(shape, swapped, repaired, dropped)


def simplified(shapes: Sequence, fineness: Fineness) -> list:
    """The same areas with fewer points, in the same order: no gap between them and no overlap.

    What two claim goes to the one with the longer common border; an area that others claim
    wholly comes out empty.
    """
    cleaned = shapely.coverage_clean(list(shapes), gap_width=fineness.gap)
    return [_areal(shape) for shape in shapely.coverage_simplify(cleaned, fineness.tolerance)]


def moved(before, after) -> float:
    """Which part of ``before`` is no longer in ``after``, 0 to 1."""
    return before.difference(after).area / before.area


def in_units(shape) -> Polygons:
    """An area as it is kept, see ``Area``: neighbours round alike, so they stay neighbours."""
    polygons = []
    for polygon in shapely.get_parts(shape):
        rings = [_whole(ring) for ring in (polygon.exterior, *polygon.interiors)]
        if len(rings[0]) >= 3:
            polygons.append([ring for ring in rings if len(ring) >= 3])
    return polygons


def _whole(ring) -> list[list[int]]:
    points = np.rint(shapely.get_coordinates(ring)[:-1] * UNITS_PER_DEGREE).astype(int)
    stays = (points != np.roll(points, 1, axis=0)).any(axis=1)
    return points[stays].tolist()


def _polygons_in(geometry) -> tuple[list, bool]:
    """The coordinates of every polygon of a geometry, and whether anything else was passed over."""
    found, others, waiting = [], [], [geometry]
    while waiting:
        one = waiting.pop()
        kind = one.get("type") if isinstance(one, dict) else None
        if kind == "GeometryCollection":
            waiting += _list(one.get("geometries"))
        elif kind == "Polygon":
            found.append(one.get("coordinates"))
        elif kind == "MultiPolygon":
            found += _list(one.get("coordinates"))
        elif one is not None:
            others.append(str(kind))
    if not found:
        raise BadShape(BadShape.NO_AREA if others else BadShape.NOTHING, ", ".join(others[:3]))
    return found, bool(others)


def _list(value) -> list:
    if value is not None and not isinstance(value, list):
        raise BadShape(BadShape.NO_NUMBER, str(value)[:40])
    return value or []


def _rings(polygon) -> list[np.ndarray]:
    return [_points(ring) for ring in _list(polygon)]


def _points(ring) -> np.ndarray:
    """(n, 2) floats of a ring. Raises BadShape for what is no pair of finite numbers."""
    points = []
    for point in _list(ring):
        if not isinstance(point, list) or len(point) < 2 or not all(map(_is_number, point[:2])):
            raise BadShape(BadShape.NO_NUMBER, str(point)[:40])
        points.append(point[:2])
    return np.array(points, dtype=float).reshape(-1, 2)


def _is_number(value) -> bool:
    if type(value) is int:
        return abs(value) < 1e15  # a float can hold it
    return type(value) is float and isfinite(value)


def _is_swapped(polygons: Iterable) -> bool:
    """Whether latitude comes first. Raises BadShape where neither order lies in Indonesia."""
    points = np.concatenate([ring for rings in polygons for ring in rings])
    corners = [points.min(axis=0).tolist(), points.max(axis=0).tolist()]
    if all(lies_in_indonesia(y, x) for x, y in corners):
        return False
    if all(lies_in_indonesia(x, y) for x, y in corners):
        return True
    far = next(p for p in points.tolist() if not lies_in_indonesia(p[1], p[0]))
    raise BadShape(BadShape.OUTSIDE, far)


def _areal(shape):
    """The polygons of whatever came out, as one MultiPolygon."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.MultiPolygon([p for p in parts if p.geom_type in AREAL and not p.is_empty])
