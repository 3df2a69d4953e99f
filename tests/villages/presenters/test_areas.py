"""Numbers of regions as pictures: classes, maps of shades, tiles, and the page that shows them."""

import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest
import shapely
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from villages.geography import Area
from villages.presenters.areas import HIDDEN, Key, Shade, cartogram, choropleth, picture
from villages.presenters.classes import Classes, classes_of
from villages.presenters.drawing import MARGIN, WIDE, frame_of, path_of, rings_of, tiles_of


def square(code, west, south, size=0.1, name="Desa"):
    """An area of one square, degrees."""
    x, y, side = (round(value * 100_000) for value in (west, south, size))
    ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side]]
    return Area(code, name, [[ring]], (west, south, west + size, south + size))


def polygon(path):
    """The drawn polygon of a path of one ring, by walking its steps."""
    (start, steps) = re.fullmatch(r"M(\d+ \d+)l([-\d ]+)z", path).groups()
    x, y = map(int, start.split())
    points, numbers = [(x, y)], [int(n) for n in re.findall(r"-?\d+", steps)]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return shapely.Polygon(points)


# --- classes ------------------------------------------------------------------------------------


def test_limits_are_round_and_classes_hold_about_as_many_each():
    classes = classes_of([3, 4, 6, 7, 11, 12, 13, 18, 19, 23, 31, 34, 47, 58, 61])
    assert classes.labels == ("3–6", "7–12", "13–19", "20–39", "40–61")
    assert [classes.step(n) for n in (3, 6, 7, 19, 20, 61, None)] == [0, 0, 1, 2, 3, 4, None]


@pytest.mark.parametrize(
    ("numbers", "labels"),
    [
        ([], ()),
        ([None, None], ()),
        ([float("nan"), float("inf")], ()),
        ([7], ("7",)),
        ([4, 4, 4], ("4",)),
        ([0, 0, 0], ("0",)),
        ([1, 1500], ("1", "1.500")),
        ([0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8], ("0", "1–2", "3–4", "5–6", "7–8")),
        ([0.5, 1.25, 2.5, 3, 4.75, 6, 7, 8.5, 9, 9.5], None),
    ],
)
def test_classes_at_the_edges(numbers, labels):
    classes = classes_of(numbers)
    if labels is None:
        assert classes.labels[0] == "0,5 sampai di bawah 2"
    else:
        assert classes.labels == labels


def test_a_label_may_say_what_is_counted():
    assert classes_of([1, 2], suffix="%").labels == ("1%", "2%")


NUMBERS = st.lists(
    st.one_of(st.none(), st.integers(-50, 10_000), st.decimals(-5, 500, places=2)), max_size=80
)


@given(NUMBERS)
def test_equal_numbers_share_a_class_and_greater_ones_never_stand_lower(numbers):
    classes = classes_of(numbers)
    there = sorted(Decimal(str(n)) for n in numbers if n is not None)
    steps = [classes.step(n) for n in there]
    assert steps == sorted(steps)
    assert len(classes.labels) <= 5
    assert set(steps) == set(range(len(classes.labels)))


# --- shapes -------------------------------------------------------------------------------------


def test_a_degree_of_longitude_shrinks_with_the_latitude():
    frame = frame_of([square("1", 110, -60.5, 1)])
    width, height = frame.width - 2 * MARGIN, frame.height - 2 * MARGIN
    assert (width, height) == (500, WIDE)


def test_neighbours_touch_and_do_not_overlap_after_rounding():
    left, right = square("1", 110, -7.6), square("2", 110.1, -7.6)
    shapes = [polygon(row.path) for row in choropleth([left, right], {}, []).rows]
    assert shapely.union_all(shapes).area == sum(shape.area for shape in shapes)
    assert shapely.union_all(shapes).geom_type == "Polygon"
    assert shapely.intersection(*shapes).area == 0


def test_a_path_steps_from_point_to_point():
    assert path_of([[(5, 5), (9, 5), (9, 2)], [(0, 0), (1, 0), (0, 1)]]) == (
        "M5 5l4 0 0-3zM0 0l1 0-1 1z"
    )


def test_an_island_too_small_to_see_is_drawn_as_a_speck():
    speck = square("2", 110.5, -7.5, 0.00001)
    frame = frame_of([square("1", 110, -8, 1), speck])
    assert shapely.Polygon(rings_of(speck, frame)[0]).area > 0


def test_a_name_is_written_where_it_has_room():
    wide, narrow = square("1", 110, -7.6, 0.3, "Sengi"), square("2", 110.3, -7.6, 0.01, "Paten")
    drawn = choropleth([wide, narrow], {}, [])
    assert [(word.text, word.roomy) for word in drawn.letterings] == [("Sengi", True)]
    (word,) = drawn.letterings
    assert polygon(drawn.rows[0].path).contains(shapely.Point(word.x, word.y))


# --- pictures -----------------------------------------------------------------------------------


def test_picture_legend_and_list_say_the_same():
    areas = [square("2", 110.1, -7.6, name="Paten"), square("1", 110, -7.6, name="Sengi")]
    areas += [Area("3", "Krinjing"), square("4", 110.2, -7.6, name="Sumber")]
    shades = {"1": Shade(1, "12 kelompok", "/1/"), "2": Shade(1, "14 kelompok"), "3": Shade(HIDDEN)}
    drawn = choropleth(areas, shades, ["1–9", "10–14"])
    assert drawn.legend == [
        Key("0", "1–9", 0),
        Key("1", "10–14", 2),
        Key("none", "tidak ada data", 1),
        Key("hidden", "disembunyikan", 1),
    ]
    assert [(row.name, row.value, row.mark, row.sentence) for row in drawn.rows] == [
        ("Sengi", "12 kelompok", "1", "Sengi: 12 kelompok"),
        ("Paten", "14 kelompok", "1", "Paten: 14 kelompok"),
        ("Krinjing", "disembunyikan", "hidden", "Krinjing: disembunyikan"),
        ("Sumber", "tidak ada data", "none", "Sumber: tidak ada data"),
    ]
    assert [row.name for row in drawn.lost] == ["Krinjing"]


def test_tiles_stand_where_boundaries_are_missing_altogether():
    assert picture([Area("1", "Sengi")], {}, []).tiles
    assert not picture([square("1", 110, -7.6)], {}, []).tiles


def test_tiles_without_places_stand_in_the_order_of_their_codes():
    squares, _width, _height = tiles_of([Area(code, "") for code in ("3", "1", "4", "2")])
    corners = {code: ring[0] for code, ring in squares.items()}
    assert sorted(corners, key=lambda code: corners[code][::-1]) == ["1", "2", "3", "4"]


def test_tiles_keep_north_up_and_east_right():
    places = {"n": (-7.0, 110.5), "s": (-8.0, 110.5), "w": (-7.5, 110.0), "e": (-7.5, 111.0)}
    squares, _w, _h = tiles_of([Area(code, "", place=place) for code, place in places.items()])
    assert squares["n"][0][1] < squares["s"][0][1]
    assert squares["w"][0][0] < squares["e"][0][0]


PLACES = st.lists(
    st.one_of(st.none(), st.tuples(st.floats(-11, 6), st.floats(95, 141))), min_size=1, max_size=60
)


@given(PLACES)
def test_no_two_tiles_ever_share_a_cell_and_none_leaves_the_picture(places):
    areas = [Area(f"{n:03}", "", place=place) for n, place in enumerate(places)]
    squares, width, height = tiles_of(areas)
    assert len({ring[0] for ring in squares.values()}) == len(areas)
    for ring in squares.values():
        assert min(map(min, ring)) >= 0
        assert max(x for x, _y in ring) <= width
        assert max(y for _x, y in ring) <= height


def test_the_same_place_twice_gives_two_tiles_and_none_gives_an_empty_picture():
    twins = [Area(code, "", place=(-7.5, 110.4)) for code in "12"]
    assert len({row.path for row in cartogram(twins, {}, []).rows}) == 2
    assert cartogram([], {}, []).rows == []


# --- the page -----------------------------------------------------------------------------------


class Reader(HTMLParser):
    """Attributes of every element, and ids."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for found, attributes in self.elements if found == tag]


def render(areas, shades, name="peta"):
    drawn = picture(areas, shades, ["1–9", "10–14"])
    return render_to_string(
        "villages/_areas.html",
        {"picture": drawn, "name": name, "label": "Kelompok", "heading": "Kelompok"},
    )


AREAS = [square("1", 110, -7.6, name="Sengi <i>"), square("2", 110.1, -7.6, name="Paten")]
SHADES = {"1": Shade(1, "12", "/1/"), "2": Shade(HIDDEN)}


def test_the_fragment_has_a_link_in_picture_and_list_and_words_for_all():
    html = render([*AREAS, Area("3", "Krinjing")], SHADES)
    assert [link["href"] for link in Reader(html).all("a")] == ["/1/", "/1/"]
    assert "<title>Sengi &lt;i&gt;: 12</title>" in html
    assert "<title>Paten: disembunyikan</title>" in html
    assert "1 wilayah belum punya batas" in html
    assert html.count("<tr class=") == 3
    assert "<i>" not in html


def test_every_fill_is_a_pattern_of_this_fragment():
    reader = Reader(render(AREAS, SHADES, name="kiri"))
    ids = {pattern["id"] for pattern in reader.all("pattern")}
    fills = [path["fill"] for path in reader.all("path") if "fill" in path]
    assert fills == ["url(#kiri-1)", "url(#kiri-hidden)"]
    assert {fill[5:-1] for fill in fills} <= ids
    assert len(ids) == 7
    assert not any("style" in attributes for _tag, attributes in reader.elements)


def test_numbers_of_the_drawing_have_points_and_not_commas():
    many = [square(f"{n:03}", 110 + n / 10, -7.6) for n in range(61)]
    assert 'patternTransform="scale(0.6)"' in render(many, {})


def test_no_numbers_no_classes():
    assert Classes().step(3) is None


def test_tiles_of_names_that_begin_alike_are_told_apart():
    names = ["Sumatera Utara", "Sumatera Barat", "Kepulauan Bangka Belitung", "Riau"]
    areas = [Area(f"1{n}", name) for n, name in enumerate(names)]
    others = [Area(f"{n}", f"Provinsi {n}") for n in range(20, 54)]
    drawn = cartogram([*areas, *others], {}, ["0"])
    written = [word for word in drawn.letterings if word.roomy]
    said = ["Suma…", "Utara", "Suma…", "Barat", "Kepu…", "Beli…", "Riau"]
    assert [word.text for word in written[:7]] == said
    assert len({(word.x, word.y) for word in written}) == len(written)


def test_where_there_is_room_a_tile_holds_more_of_its_name():
    names = ["Sumatera Utara", "Riau"]
    others = [Area(f"{n}", f"Provinsi {n}") for n in range(20, 54)]
    drawn = cartogram([*(Area(f"1{n}", name) for n, name in enumerate(names)), *others], {}, ["0"])
    first, more, last = drawn.letterings[:3]
    assert (first.text, first.roomy, first.brief) == ("Sumat…", True, True)
    assert (more.text, more.roomy, more.brief) == ("Sumatera", False, False)
    assert (first.x, first.y) == (more.x, more.y)
    assert (last.text, last.brief) == ("Utara", False)
