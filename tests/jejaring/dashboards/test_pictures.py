"""Charts as files: whole in themselves, with where they are from, and nobody's markup."""

import struct
from datetime import date

import pytest
from defusedxml.ElementTree import fromstring
from django.utils import translation

from jejaring.dashboards.cells import HIDDEN, NOT_APPLICABLE
from jejaring.dashboards.charts.balance import Region, balance
from jejaring.dashboards.charts.chart import Child
from jejaring.dashboards.charts.flow import Exit, Stage, flow
from jejaring.dashboards.charts.matrix import Head, Square, matrix
from jejaring.dashboards.charts.multiples import Course, multiples
from jejaring.dashboards.charts.spread import spread
from jejaring.dashboards.charts.timeline import Month, timeline
from jejaring.dashboards.charts.trend import Series, trend
from jejaring.dashboards.pictures import Picture

SVG = "{http://www.w3.org/2000/svg}"
ABOUT = ("Kabupaten Magelang (33.08)", "November 2026 · 214 dari 372 desa sudah dimulai")
NASTY = "<script>\"&'</script>\x00 " + "W" * 80
MONTHS = [date(2026, 1, 1), date(2026, 2, 1)]


@pytest.fixture(autouse=True)
def _indonesian():
    with translation.override("id"):
        yield


CHARTS = {
    "trend": lambda: trend(NASTY, MONTHS, [Series(NASTY, (1, HIDDEN))], about=ABOUT),
    "multiples": lambda: multiples(
        NASTY, MONTHS, [Course(NASTY, (1, 2), "33", "/x/")], about=ABOUT
    ),
    "matrix": lambda: matrix(
        NASTY,
        [Head(NASTY, "/x/")],
        [Head(NASTY), Head("B")],
        [[Square(50), Square(NOT_APPLICABLE)]],
        about=ABOUT,
    ),
    "flow": lambda: flow(
        NASTY, [Stage("a", NASTY, 4, "/x/")], [Exit("a", NASTY, HIDDEN)], about=ABOUT
    ),
    "timeline": lambda: timeline(NASTY, [Month(m, 3, "/x/") for m in MONTHS], about=ABOUT),
    "spread": lambda: spread(
        NASTY, [Child(NASTY, n, "33", "/x/") for n in (1, 2, 2, 3, 90)], about=ABOUT
    ),
    "balance": lambda: balance(NASTY, [Region(NASTY, 3, 2, 1, "33", "/x/")], about=ABOUT),
}


@pytest.fixture(params=CHARTS)
def picture(request):
    return Picture(CHARTS[request.param]())


def test_a_picture_is_whole_in_itself_and_says_where_it_is_from(picture):
    root = fromstring(picture.svg())
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert all(line in words for line in ABOUT)
    assert any("Sumber: Jejaring" in line for line in words)
    assert root.find(f"{SVG}title").text == picture.chart.title.replace("\x00", "")
    style = root.find(f"{SVG}style").text
    assert "var(" not in style
    assert "{ fill: #14624f; }" in style
    assert not list(root.iter(f"{SVG}a"))
    assert not list(root.iter(f"{SVG}script"))


def test_no_word_of_a_picture_is_wider_than_its_sheet(picture):
    for text in picture.chart.wide.texts:
        assert text.box[2] <= picture.width


def test_the_same_in_dots(picture):
    content = picture.png()
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    assert width >= picture.width
    assert height > 100
