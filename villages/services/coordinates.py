"""Where regions lie: from a list of points, or from boundaries in GeoJSON."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from villages.geography import LATITUDES, LONGITUDES, centre, lies_in_indonesia
from villages.models import Region
from villages.services.bulk import run, staged
from villages.services.geojson import features, is_json
from villages.services.tables import Problem, Tick, no_tick, read_table, ticking

PACKAGED_CENTROIDS = Path(__file__).parents[1] / "data" / "centroids-33.08.csv"


@dataclass
class Places:
    """What a file says: (latitude, longitude) of each code, and what is wrong with it."""

    points: dict[str, tuple[float, float]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_coordinates(path: Path, tick: Tick = no_tick) -> Places:
    """Read a CSV of code, latitude and longitude, or a GeoJSON FeatureCollection; maybe gzip.

    In GeoJSON each feature names its region in the property ``code``, its geometry is in
    (lon, lat) order, and an area counts by its centroid; the "line" of a problem is then the
    number of the feature. Only one feature is held in memory at a time. Raises OSError.
    """
    places = Places()
    known = set(Region.objects.values_list("code", flat=True).iterator())
    lines: dict[str, int] = {}
    read = _read_features if is_json(path) else _read_points
    for line, code, point in ticking(read(path, places.problems), _("Membaca"), tick):
        reason = _why_refused(code, point, known, lines)
        if reason:
            places.problems.append(Problem(line, reason))
        else:
            lines[code] = line
            places.points[code] = point
    if not places.points and not places.problems:
        places.problems.append(Problem(1, _("berkas tidak memuat satu titik pun")))
    places.problems.sort(key=lambda problem: problem.line)
    return places


@transaction.atomic
def import_coordinates(points: dict[str, tuple[float, float]]) -> int:
    """Write (latitude, longitude) in degrees of the regions named; return how many changed."""
    rows = ((code, *point) for code, point in sorted(points.items()))
    with staged(Region, ("code", "latitude", "longitude"), rows):
        return run(
            "UPDATE villages_region SET latitude = staged.latitude, longitude = staged.longitude "
            "FROM staged WHERE villages_region.code = staged.code AND ("
            "villages_region.latitude IS NULL OR villages_region.latitude <> staged.latitude "
            "OR villages_region.longitude <> staged.longitude)"
        )


def _why_refused(code, point, known, lines) -> str | None:
    """What is wrong with one place, in words; None when nothing is."""
    latitude, longitude = point
    if code not in known:
        return _("kode %(code)s tidak ada dalam daftar wilayah") % {"code": code or "–"}
    if code in lines:
        return _("kode %(code)s sudah ada di baris %(line)d") % {"code": code, "line": lines[code]}
    if lies_in_indonesia(latitude, longitude):
        return None
    values = {"code": code, "latitude": latitude, "longitude": longitude}
    if lies_in_indonesia(longitude, latitude):
        return (
            _("kode %(code)s: lintang %(latitude)s dan bujur %(longitude)s tampaknya tertukar")
            % values
        )
    return _(
        "kode %(code)s: titik %(latitude)s, %(longitude)s di luar Indonesia "
        "(lintang %(south)s sampai %(north)s, bujur %(west)s sampai %(east)s)"
    ) % {
        **values,
        "south": LATITUDES[0],
        "north": LATITUDES[1],
        "west": LONGITUDES[0],
        "east": LONGITUDES[1],
    }


def _read_points(path, problems) -> Iterator[tuple[int, str, tuple[float, float]]]:
    """Line, code and point of each row of a CSV."""
    for line, (code, latitude, longitude) in read_table(
        path, ("code", "latitude", "longitude"), problems
    ):
        try:
            yield line, code.strip(), (float(latitude), float(longitude))
        except ValueError:
            reason = _("kode %(code)s: lintang dan bujur harus angka bertitik, bukan %(found)s")
            found = f"{latitude} {longitude}".strip() or "–"
            problems.append(Problem(line, reason % {"code": code, "found": found}))


def _read_features(path, problems) -> Iterator[tuple[int, str, tuple[float, float]]]:
    """Number, code and centre of each feature."""
    for number, feature in features(path, problems):
        try:
            code = str(feature["properties"]["code"])
            yield number, code, centre(feature["geometry"])
        except (TypeError, KeyError, AttributeError):
            problems.append(
                Problem(number, _("objek tanpa properti code, atau tanpa bentuk (geometry)"))
            )
        except ValueError:
            reason = _(
                "kode %(code)s: bentuk tidak terbaca; harus Point, Polygon, atau MultiPolygon "
                "dengan angka bujur, lintang"
            )
            problems.append(Problem(number, reason % {"code": code}))
