"""Distances and centres."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.geography import centre, distance_km, lies_in_indonesia

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def test_one_degree_along_a_meridian_is_111_km():
    assert distance_km((0, 110), (1, 110)) == pytest.approx(111.195, abs=0.001)


def test_sabang_to_merauke_is_as_far_as_the_tables_say():
    # Great circle between 5.8933 N 95.3214 E and 8.4667 S 140.3333 E.
    assert distance_km((5.8933, 95.3214), (-8.4667, 140.3333)) == pytest.approx(5235, rel=0.005)


def test_opposite_points_are_half_the_globe_apart():
    assert distance_km((0, 0), (0, 180)) == pytest.approx(20015.1, abs=0.1)


@given(points, points)
def test_distance_is_symmetric_and_never_negative(a, b):
    assert distance_km(a, b) == pytest.approx(distance_km(b, a), abs=1e-6)
    assert 0 <= distance_km(a, b) <= 20016
    assert distance_km(a, a) == 0


SQUARE = [[100, -8], [102, -8], [102, -6], [100, -6], [100, -8]]
HOLE = [[101, -8], [102, -8], [102, -6], [101, -6], [101, -8]]
SMALL = [[110, -8], [111, -8], [111, -7], [110, -7], [110, -8]]


def test_the_centre_of_a_square_is_its_middle_in_latitude_longitude_order():
    geometry = {"type": "Polygon", "coordinates": [SQUARE]}
    assert centre(geometry) == pytest.approx((-7, 101))


def test_an_open_ring_and_one_that_runs_backwards_give_the_same_centre():
    open_ring = {"type": "Polygon", "coordinates": [SQUARE[:-1]]}
    backwards = {"type": "Polygon", "coordinates": [SQUARE[::-1]]}
    assert centre(open_ring) == pytest.approx((-7, 101))
    assert centre(backwards) == pytest.approx((-7, 101))


def test_a_hole_is_taken_out_whichever_way_it_runs():
    for hole in (HOLE, HOLE[::-1]):
        geometry = {"type": "Polygon", "coordinates": [SQUARE, hole]}
        assert centre(geometry) == pytest.approx((-7, 100.5))


def test_parts_count_by_their_area():
    geometry = {"type": "MultiPolygon", "coordinates": [[SQUARE], [SMALL[::-1]]]}
    # Areas 4 and 1 with centres at 101, -7 and 110.5, -7.5.
    assert centre(geometry) == pytest.approx(((4 * -7 - 7.5) / 5, (4 * 101 + 110.5) / 5))


def test_an_area_of_nothing_gives_the_mean_of_its_points():
    line = {"type": "Polygon", "coordinates": [[[100, -8], [102, -6], [100, -8], [102, -6]]]}
    assert centre(line) == pytest.approx((-7, 101))


def test_a_point_is_its_own_centre():
    assert centre({"type": "Point", "coordinates": [110.4, -7.5, 900]}) == (-7.5, 110.4)


@pytest.mark.parametrize(
    "geometry",
    [
        {},
        {"type": "LineString", "coordinates": [[110, -7], [111, -7]]},
        {"type": "Point", "coordinates": None},
        {"type": "Point", "coordinates": [110]},
        {"type": "Point", "coordinates": ["110", "-7"]},
        {"type": "Point", "coordinates": [True, False]},
        {"type": "Point", "coordinates": [nan, -7]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "Polygon", "coordinates": [[[110, inf], [111, -7], [110, -7]]]},
        {"type": "MultiPolygon", "coordinates": [[[110, -7]]]},
    ],
)
def test_a_shape_that_is_none_is_refused(geometry):
    with pytest.raises(ValueError, match=r"no centre|not lists of numbers"):
        centre(geometry)


def test_indonesia_has_a_box():
    assert lies_in_indonesia(-7.5, 110.4)
    assert not lies_in_indonesia(110.4, -7.5)
    assert not lies_in_indonesia(nan, 110.4)
