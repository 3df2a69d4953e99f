"""Where regions lie."""

import gzip
import json
import tempfile
import tracemalloc
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from villages.models import Region
from villages.services.coordinates import (
    PACKAGED_CENTROIDS,
    import_coordinates,
    read_coordinates,
)
from villages.services.regions import PACKAGED_REGIONS, read_regions

pytestmark = pytest.mark.django_db

SENGI, NGARGOMULYO = factories.SENGI, "33.08.06.2014"
SQUARE = [[[110.0, -8.0], [110.2, -8.0], [110.2, -7.8], [110.0, -7.8], [110.0, -8.0]]]


@pytest.fixture(autouse=True)
def _regions():
    factories.village(SENGI)
    factories.village(NGARGOMULYO)


@pytest.fixture
def read(tmp_path):
    """Read a text, bytes or a GeoJSON object as a file of places."""

    def read(content):
        path = tmp_path / "places"
        if isinstance(content, dict):
            content = json.dumps(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_coordinates(path)

    return read


def feature(code, geometry):
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def collection(*features, **more):
    return {"type": "FeatureCollection", **more, "features": list(features)}


def polygon(code):
    return feature(code, {"type": "Polygon", "coordinates": SQUARE})


def said(places):
    return [str(problem) for problem in places.problems]


def test_points_come_from_a_csv(read):
    places = read(f"code,latitude,longitude\n{SENGI},-7.5,110.4\n{NGARGOMULYO}, -7.51 ,110.41\n")
    assert places.problems == []
    assert places.points == {SENGI: (-7.5, 110.4), NGARGOMULYO: (-7.51, 110.41)}


def test_columns_may_have_indonesian_names_and_the_file_may_be_packed(read):
    packed = gzip.compress(f"kode;bujur;lintang\n{SENGI};110.4;-7.5\n".encode())
    assert read(packed).points == {SENGI: (-7.5, 110.4)}


def test_areas_count_by_their_centroid_and_geojson_is_longitude_first(read):
    places = read(collection(polygon(SENGI), crs={"x": ["features"]}, name="desa"))
    assert places.problems == []
    assert places.points[SENGI] == pytest.approx((-7.9, 110.1))


def test_points_and_many_parts_are_understood(read):
    places = read(
        collection(
            feature(SENGI, {"type": "Point", "coordinates": [110.4, -7.5]}),
            feature(NGARGOMULYO, {"type": "MultiPolygon", "coordinates": [SQUARE, SQUARE]}),
        )
    )
    assert places.problems == []
    assert places.points[SENGI] == (-7.5, 110.4)
    assert places.points[NGARGOMULYO] == pytest.approx((-7.9, 110.1))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("33.08.06.2999,-7.5,110.4", "kode 33.08.06.2999 tidak ada dalam daftar wilayah"),
        (",-7.5,110.4", "kode – tidak ada"),
        (f"{NGARGOMULYO},110.4,-7.5", "tampaknya tertukar"),
        (f"{NGARGOMULYO},51.5,0.1", "di luar Indonesia"),
        (f"{NGARGOMULYO},nan,110.4", "di luar Indonesia"),
        (f"{NGARGOMULYO},,", "harus angka bertitik, bukan –"),
        (f'{NGARGOMULYO},"-7,5","110,4"', "harus angka bertitik, bukan -7,5 110,4"),
        (f"{NGARGOMULYO},-7.5", "ada 2 kolom, seharusnya 3"),
        (f"{SENGI},-7.6,110.4", f"kode {SENGI} sudah ada di baris 2"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_reason(read, line, why):
    places = read(f"code,latitude,longitude\n{SENGI},-7.5,110.4\n{line}\n")
    assert [problem.line for problem in places.problems] == [3]
    assert why in said(places)[0]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ({"type": "Feature", "properties": {}, "geometry": None}, "tanpa properti code"),
        (
            {"type": "Feature", "properties": {"code": NGARGOMULYO}, "geometry": None},
            "tanpa bentuk",
        ),
        (7, "tanpa properti code"),
        (feature(NGARGOMULYO, {"type": "LineString", "coordinates": []}), "bentuk tidak terbaca"),
        (feature(NGARGOMULYO, {"type": "Point", "coordinates": [-7.5, 110.4]}), "tertukar"),
        (feature("99", {"type": "Point", "coordinates": [110.4, -7.5]}), "tidak ada dalam daftar"),
    ],
)
def test_a_bad_feature_is_named_by_its_number(read, bad, why):
    places = read(collection(polygon(SENGI), bad))
    assert [problem.line for problem in places.problems] == [2]
    assert why in said(places)[0]


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        '{"type": "Feature"}',
        '{"features": 7}',
        json.dumps(collection(polygon(SENGI)))[:-20],
        json.dumps(collection(polygon(SENGI)))[:-2],
        '{"features": [' + "[" * 100_000,
        '{"features": [{"a": tru}]}',
        "",
        "code,latitude,longitude\n",
    ],
)
def test_a_broken_or_empty_file_is_refused(read, broken):
    assert read(broken).problems


def test_packed_files_that_are_cut_off_are_refused(read):
    text = json.dumps(collection(*[polygon(SENGI)] * 50)).encode()
    assert read(gzip.compress(text)[:-30]).problems
    assert read(gzip.compress(text)[:30]).problems


PIECES = st.sampled_from(
    [
        '{"type":',
        '"features"',
        ":",
        "[",
        "]",
        "{",
        "}",
        ",",
        '"',
        "7",
        "null",
        '{"properties":',
        '"code"',
    ]
)


@given(st.one_of(st.text(max_size=100), st.lists(PIECES).map("".join)), st.booleans())
def test_any_text_gives_points_or_problems_and_never_an_error(content, packed):
    content = content.encode("utf-8", "surrogatepass")
    with tempfile.NamedTemporaryFile() as file:
        file.write(gzip.compress(content)[: len(content) // 2 + 20] if packed else content)
        file.flush()
        assert read_coordinates(Path(file.name)).problems


def test_only_one_feature_at_a_time_is_in_memory(tmp_path):
    wide = json.dumps(polygon("99") | {"filler": "x" * 500_000})
    path = tmp_path / "large.geojson"
    path.write_text('{"features": [' + ",".join([wide] * 60) + "]}")
    tracemalloc.start()
    places = read_coordinates(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(places.problems) == 60
    assert path.stat().st_size > 30_000_000 > 12_000_000 > peak


def test_writing_tells_how_many_changed():
    points = {SENGI: (-7.5, 110.4), NGARGOMULYO: (-7.51, 110.41)}
    assert import_coordinates(points) == 2
    assert import_coordinates(points) == 0
    assert import_coordinates({SENGI: (-7.5, 110.5)}) == 1
    sengi = Region.objects.get(pk=SENGI)
    assert (sengi.latitude, sengi.longitude) == (-7.5, 110.5)
    assert Region.objects.get(pk="33.08").latitude is None


def test_the_command_writes_all_or_nothing(tmp_path, capsys):
    path = tmp_path / "places.csv"
    path.write_text(f"code,latitude,longitude\n{SENGI},-7.5,110.4\n99,-7.5,110.4\n")
    with pytest.raises(CommandError, match="1 baris bermasalah"):
        call_command("import_coordinates", path)
    assert "baris 3: kode 99" in capsys.readouterr().err
    assert Region.objects.get(pk=SENGI).latitude is None
    path.write_text(f"code,latitude,longitude\n{SENGI},-7.5,110.4\n")
    call_command("import_coordinates", path)
    assert "1 titik dibaca, 1 wilayah berubah letaknya." in capsys.readouterr().out


def test_a_missing_file_is_a_plain_sentence():
    with pytest.raises(CommandError, match="tidak dapat dibuka"):
        call_command("import_coordinates", "/nothing/here.csv")


def test_the_packaged_centroids_are_those_of_all_villages_of_the_pilot_regency():
    names = read_regions(PACKAGED_REGIONS).names
    villages = {code for code in names if code.startswith("33.08.") and len(code) == 13}
    listed = PACKAGED_CENTROIDS.read_text().splitlines()[1:]
    assert {line.split(",")[0] for line in listed} == villages
