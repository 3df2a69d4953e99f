"""Where regions end: files of every sort, and borders that stay closed."""

import gzip
import json
from math import cos, sin, tau

import pytest
import shapely
from django.db import IntegrityError, transaction

from tests import factories
from villages.geography import UNITS_PER_DEGREE
from villages.models import Boundary, Region
from villages.services.boundaries import areas_of, import_boundaries
from villages.services.boundary_files import read_boundaries
from villages.shapes import FINENESS, simplified

pytestmark = pytest.mark.django_db

SENGI, PATEN, KRINJING = factories.SENGI, "33.08.06.2013", "33.08.06.2014"


@pytest.fixture(autouse=True)
def _regions():
    factories.sample_villages()


@pytest.fixture
def read(tmp_path):
    """Read features, a text or bytes as a file of boundaries."""

    def read(*content):
        path = tmp_path / "batas.geojson"
        if isinstance(content[0], str | bytes):
            text = content[0]
        else:
            text = json.dumps({"type": "FeatureCollection", "features": list(content)})
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_boundaries(path)

    return read


def ring(west=110.0, south=-7.6, size=0.1):
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def area(code, *rings, **properties):
    rings = list(rings) or [ring()]
    return feature(code, {"type": "Polygon", "coordinates": rings}, **properties)


def feature(code, geometry, **properties):
    return {"type": "Feature", "properties": {"code": code, **properties}, "geometry": geometry}


def said(lines):
    return "\n".join(map(str, lines))


def test_an_area_is_kept_in_whole_numbers_with_its_box(read):
    saved = import_boundaries(read(area(SENGI)).shapes)
    assert (saved.new, saved.replaced) == (1, 0)
    kept = Boundary.objects.get()
    assert (kept.west, kept.south, kept.east, kept.north) == (110.0, -7.6, 110.1, -7.5)
    ((points,),) = kept.polygons
    assert sorted(points) == [
        [11_000_000, -760_000],
        [11_000_000, -750_000],
        [11_010_000, -760_000],
        [11_010_000, -750_000],
    ]


def test_a_second_file_replaces_and_says_who_is_missing(read):
    first = import_boundaries(read(area(SENGI)).shapes)
    assert first.missing == [(PATEN, "Paten"), (KRINJING, "Krinjing")]
    second = import_boundaries(
        read(area(SENGI, ring(111)), area(PATEN, ring(112)), area(KRINJING, ring(113))).shapes
    )
    assert (second.new, second.replaced, second.missing) == (2, 1, [])
    assert Boundary.objects.get(pk=SENGI).west == 111


def test_areas_come_in_one_query_those_without_boundary_too(read, django_assert_num_queries):
    Region.objects.filter(pk=PATEN).update(latitude=-7.5, longitude=110.4)
    import_boundaries(read(area(SENGI)).shapes)
    with django_assert_num_queries(1):
        sengi, paten = areas_of([PATEN, SENGI, "99"])
    assert (sengi.code, sengi.name, sengi.place) == (SENGI, "Sengi", None)
    assert sengi.bbox == (110.0, -7.6, 110.1, -7.5)
    assert len(sengi.polygons[0][0]) == 4
    assert (paten.polygons, paten.bbox, paten.place) == ([], None, (-7.5, 110.4))


@pytest.mark.parametrize(
    "properties",
    [
        {"code": SENGI},
        {"kode": "3308062012"},
        {"KODE": 3308062012},
        {"KODE_DESA": 3308062012.0},
        {"kode_prov": "33", "kode_kab": "3308", "KDEPUM": SENGI},
    ],
)
def test_the_code_is_found_under_its_usual_names(read, properties):
    file = read({**area(""), "properties": properties})
    assert file.problems == []
    assert list(file.shapes) == [SENGI]


def test_latitude_before_longitude_is_turned_and_told(read):
    file = read(area(SENGI, [[y, x] for x, y in ring()], name="Sengi"))
    assert file.shapes[SENGI].bounds == (110.0, -7.6, 110.1, -7.5)
    assert said(file.notes) == (
        f"objek 1 ({SENGI} Sengi): lintang dan bujur tertukar; sudah dibalik"
    )


def test_a_ring_that_crosses_itself_is_mended_and_told(read):
    bow = [[110.0, -7.6], [110.1, -7.5], [110.1, -7.6], [110.0, -7.5], [110.0, -7.6]]
    file = read(area(SENGI, bow))
    assert file.shapes[SENGI].is_valid
    assert file.shapes[SENGI].area == pytest.approx(0.005)
    assert "memotong dirinya sendiri; sudah diperbaiki" in said(file.notes)


def test_the_areas_in_nested_collections_are_taken(read):
    inner = {"type": "GeometryCollection", "geometries": [area(SENGI)["geometry"], None]}
    outer = {"type": "GeometryCollection", "geometries": [inner, {"type": "Point"}]}
    file = read(feature(SENGI, outer))
    assert file.shapes[SENGI].area == pytest.approx(0.01)
    assert "titik atau garis" in said(file.notes)


NUMBERS = "ada koordinat yang bukan pasangan angka"


@pytest.mark.parametrize(
    ("geometry", "why"),
    [
        (None, "tanpa bentuk"),
        ({"type": "Polygon", "coordinates": []}, "tidak punya luas"),
        ({"type": "Polygon", "coordinates": [[]]}, "tidak punya luas"),
        ({"type": "Polygon"}, "tidak punya luas"),
        ({"type": "MultiPolygon", "coordinates": []}, "tanpa bentuk"),
        ({"type": "GeometryCollection", "geometries": []}, "tanpa bentuk"),
        ({"type": "Polygon", "coordinates": [[[110, -7]] * 5]}, "tidak punya luas"),
        ({"type": "Polygon", "coordinates": [[[110, -7], [111, -7], [112, -7]]]}, "luas"),
        ({"type": "Point", "coordinates": [110.4, -7.5]}, "bentuknya Point, bukan bidang"),
        ({"type": "LineString", "coordinates": ring()}, "LineString"),
        ("Polygon", "bukan bidang"),
        ({"type": "Polygon", "coordinates": 7}, NUMBERS),
        ({"type": "Polygon", "coordinates": [ring()[0]]}, NUMBERS),
        ({"type": "Polygon", "coordinates": [[["110", "-7"]]]}, NUMBERS),
        ({"type": "Polygon", "coordinates": [[[True, False]]]}, NUMBERS),
        ({"type": "Polygon", "coordinates": [[[float("nan"), -7.5], *ring()]]}, NUMBERS),
        ({"type": "Polygon", "coordinates": [[[10**400, -7.5], *ring()]]}, NUMBERS),
        ({"type": "Polygon", "coordinates": [ring(0.1, 51.5)]}, "di luar Indonesia"),
        ({"type": "Polygon", "coordinates": [ring(433_000, 9_170_000)]}, "EPSG:4326"),
        ({"type": "Polygon", "coordinates": [[*ring(), [0, 0]]]}, "di luar Indonesia"),
    ],
)
def test_a_shape_that_cannot_be_drawn_is_named_with_its_remedy(read, geometry, why):
    file = read(area(PATEN, ring(112)), feature(SENGI, geometry, name="Sengi"))
    assert [problem.line for problem in file.problems] == [2]
    assert f"objek 2 ({SENGI} Sengi): " in said(file.problems)
    assert why in said(file.problems)
    assert file.shapes == {}


def test_a_number_beyond_all_numbers_is_refused(read):
    text = json.dumps({"type": "FeatureCollection", "features": [area(SENGI)]})
    assert NUMBERS in said(read(text.replace("110.1", "1e309", 1)).problems)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (area("33.08.06.2999"), "tidak ada dalam daftar wilayah"),
        (area("33.8"), "bukan PP, PP.KK"),
        (area(PATEN), "sudah dipakai objek 1"),
        (area("33.08.06"), "setingkat Kecamatan, sedangkan berkas ini memuat Desa/kelurahan"),
        ({**area(""), "properties": {"desa": "Sengi"}}, "beri properti code (yang ada: desa)"),
        ({**area(""), "properties": None}, "bukan Feature"),
        (7, "bukan Feature"),
    ],
)
def test_a_feature_that_names_no_region_of_its_own_is_refused(read, bad, why):
    file = read(area(PATEN, ring(112)), area(KRINJING, ring(113)), bad)
    assert [problem.line for problem in file.problems] == [3]
    assert why in said(file.problems)


def test_a_code_out_of_force_is_refused_with_its_day(read):
    Region.objects.filter(pk=SENGI).update(inactive_since="2026-01-31")
    assert "tidak berlaku lagi sejak 2026-01-31" in said(read(area(SENGI)).problems)


def test_one_area_drawn_for_two_villages_is_refused(read):
    assert "habis tertutup wilayah lain" in said(read(area(SENGI), area(PATEN)).problems)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "bukan GeoJSON"),
        ("kode,nama\n33,Jawa Tengah\n", "bukan GeoJSON"),
        ('{"type": "Feature"}', "bukan GeoJSON FeatureCollection"),
        ('{"features": []}', "tidak memuat satu wilayah pun"),
        ('{"features": [{"a": tru}]}', "terpotong atau rusak"),
        ('{"features": [' + "[" * 100_000, "terpotong atau rusak"),
        (gzip.compress(b'{"features": [' + b" " * 90_000)[:-20], "rusak"),
    ],
)
def test_what_is_no_geojson_is_refused(read, content, why):
    assert why in said(read(content).problems)


def test_a_packed_file_gives_no_more_than_is_decent(read, monkeypatch):
    monkeypatch.setattr("villages.services.boundary_files.LARGEST_FILE", 3_000_000)
    bomb = gzip.compress(b'{"features": [' + b" " * 50_000_000 + b"]}")
    assert len(bomb) < 100_000
    assert "terlalu besar; pecah per kabupaten" in said(read(bomb).problems)


def circle(points, radius=0.05):
    turns = [tau * n / points for n in range(points)]
    return [[110.4 + radius * cos(turn), -7.5 + radius * sin(turn)] for turn in turns]


def test_a_hundred_thousand_points_become_few_and_keep_the_area(read):
    file = read(area(SENGI, circle(100_000)))
    assert file.problems == []
    shape = file.shapes[SENGI]
    assert shapely.get_num_coordinates(shape) < 500
    assert shape.area == pytest.approx(tau / 2 * 0.05**2, rel=0.01)


def test_more_points_than_any_drawing_has_are_refused(read, monkeypatch):
    monkeypatch.setattr("villages.shapes.MOST_POINTS", 100)
    assert "lebih dari 100 titik" in said(read(area(SENGI, circle(101))).problems)


def wavy(west, east):
    """Two columns whose common border is a fine wave, drawn by two hands at different points."""

    def wave(y):
        return 110.1 + 0.002 * sin(y * 900)

    heights = [-7.6 + n * 0.0007 for n in range(143)]
    shifted = [heights[0], *[y + 0.0003 for y in heights[1:-1]], heights[-1]]
    left = [[wave(y), y] for y in heights]
    right = [[wave(y), y] for y in shifted]
    return (
        [[110.0, heights[0]], *left, [110.0, heights[-1]]],
        [[110.2, heights[0]], *right, [110.2, heights[-1]]],
    )


def test_neighbours_stay_neighbours_without_gap_or_overlap(read):
    """Two villages drawn by two hands come out with one common border, in whole numbers too."""
    left, right = wavy(110.0, 110.2)
    assert not shapely.coverage_is_valid([shapely.Polygon(left), shapely.Polygon(right)])
    import_boundaries(read(area(SENGI, left), area(PATEN, right)).shapes)
    drawn = [
        shapely.MultiPolygon([(rings[0], rings[1:]) for rings in one.polygons])
        for one in areas_of([SENGI, PATEN])
    ]
    together = shapely.union_all(drawn)
    assert together.geom_type == "Polygon"
    assert len(together.interiors) == 0
    assert shapely.intersection(*drawn).area == 0
    assert together.area == sum(shape.area for shape in drawn)
    whole = 0.2 * (142 * 0.0007) * UNITS_PER_DEGREE**2
    assert together.area == pytest.approx(whole, rel=0.01)
    assert sum(map(shapely.get_num_coordinates, drawn)) < len(left) + len(right)


def test_a_hole_that_is_a_town_stays_open():
    town = shapely.box(110.04, -7.56, 110.06, -7.54)
    around = shapely.box(110.0, -7.6, 110.1, -7.5).difference(town)
    (shape,) = simplified([around], FINENESS["village"])
    assert shape.area == pytest.approx(around.area)


def test_the_database_refuses_a_box_without_size():
    with pytest.raises(IntegrityError), transaction.atomic():
        Boundary.objects.create(
            region_id=SENGI, polygons=[], west=110, east=110, south=-7, north=-6
        )
