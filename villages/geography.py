"""Places on the globe: distance, areas, and the middle of an area (no database)."""

from dataclasses import dataclass
from math import asin, cos, isfinite, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG

# Indonesia with its sea, degrees.
LATITUDES = (-11.5, 6.5)
LONGITUDES = (94.0, 142.0)

# Boundaries are kept as whole numbers of this part of a degree, about a metre.
UNITS_PER_DEGREE = 100_000

Ring = list[list[int]]
Polygons = list[list[Ring]]


@dataclass(frozen=True)
class Area:
    """A region as it is drawn; without polygons where nobody has brought its boundary.

    ``polygons``: each an outer ring and its holes, rings of [x, y] in ``UNITS_PER_DEGREE``, not
    closed by a second first point. ``bbox``: west, south, east, north in degrees. ``place``:
    (latitude, longitude) of its middle in degrees.
    """

    code: str
    name: str
    polygons: Polygons = ()
    bbox: tuple[float, float, float, float] | None = None
    place: tuple[float, float] | None = None


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in km between two (latitude, longitude) pairs in degrees.

    Haversine on a sphere: at most 0.5 % off the ellipsoid, and exact for points close by.
    """
    lat_a, lon_a, lat_b, lon_b = map(radians, (*a, *b))
    half_chord = (
        sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, half_chord)))


def lies_in_indonesia(latitude: float, longitude: float) -> bool:
    """Whether the point lies in the box around Indonesia; never for NaN or infinity."""
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]


def centre(geometry: dict) -> tuple[float, float]:
    """The (latitude, longitude) of a GeoJSON Point, or the centroid of an area.

    Polygon and MultiPolygon: the centroid weighted by area, holes taken out (shoelace formula;
    in degrees, good enough for areas the size of a regency). GeoJSON order is (lon, lat).
    Raises ValueError for another type or for coordinates that are no numbers.
    """
    centre_of = _CENTRES.get(geometry.get("type"))
    if centre_of is None:
        raise ValueError(f"no centre of a geometry of type {geometry.get('type')!r}")
    try:
        longitude, latitude = centre_of(geometry["coordinates"])
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise ValueError("coordinates are not lists of numbers") from error
    return latitude, longitude


def _area_centroid(polygons) -> tuple[float, float]:
    """(x, y) of polygons, each an outer ring and then its holes."""
    origin = [_number(value) for value in polygons[0][0][0][:2]]
    area = moment_x = moment_y = 0.0
    for polygon in polygons:
        for position, ring in enumerate(polygon):
            ring_area, x, y = _ring_moments(ring, origin)
            # The direction of a ring says nothing in practice; its place in the list does.
            sign = (1 if position == 0 else -1) * (1 if ring_area >= 0 else -1)
            area += sign * ring_area
            moment_x += sign * x
            moment_y += sign * y
    if area <= 0:
        return _mean([point for polygon in polygons for ring in polygon for point in ring])
    return origin[0] + moment_x / area, origin[1] + moment_y / area


def _ring_moments(ring, origin) -> tuple[float, float, float]:
    """Signed area and first moments of a ring about ``origin``, which keeps digits."""
    points = [(_number(x) - origin[0], _number(y) - origin[1]) for x, y, *_ in ring]
    area = moment_x = moment_y = 0.0
    for (x, y), (next_x, next_y) in zip(points, points[1:] + points[:1], strict=True):
        cross = x * next_y - next_x * y
        area += cross / 2
        moment_x += (x + next_x) * cross / 6
        moment_y += (y + next_y) * cross / 6
    return area, moment_x, moment_y


def _mean(points) -> tuple[float, float]:
    return (
        sum(point[0] for point in points) / len(points),
        sum(point[1] for point in points) / len(points),
    )


def _number(value) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(f"{value!r} is not a number")
    return float(value)


_CENTRES = {
    "Point": lambda point: map(_number, point[:2]),
    "Polygon": lambda rings: _area_centroid([rings]),
    "MultiPolygon": _area_centroid,
}
