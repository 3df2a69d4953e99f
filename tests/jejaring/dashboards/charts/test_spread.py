"""Regions beneath on one scale, nobody ranked, the unusual named as a question."""

import random
import time

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from jejaring.dashboards.cells import HIDDEN, NO_DATA
from jejaring.dashboards.charts.chart import Child
from jejaring.dashboards.charts.spread import spread
from tests.jejaring.dashboards.charts.makers import ABOUT, LINKS, NAMES, check


@pytest.fixture(autouse=True)
def _indonesian():
    with translation.override("id"):
        yield


def of(*cells):
    children = [Child(f"Kecamatan {n}", cell, f"33.{n:02}") for n, cell in enumerate(cells, 1)]
    return spread("Kelompok", children, about=ABOUT)


VALUES = st.one_of(
    st.integers(0, 1000), st.floats(-1e6, 1e6), st.sampled_from([HIDDEN, NO_DATA, 5, 5, 5])
)


@given(st.lists(st.tuples(NAMES, VALUES, LINKS), max_size=90))
def test_any_regions_can_be_drawn(told):
    children = [Child(name, cell, "33.08", href) for name, cell, href in told]
    check(spread("Apa saja", children, about=ABOUT))


def dots(drawing):
    return [m for m in drawing.every if m.tag == "path" and m.style.startswith("dot")]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ((), "Belum ada angka yang dapat ditunjukkan."),
        ((HIDDEN, NO_DATA), "Belum ada angka yang dapat ditunjukkan. 2 wilayah tanpa angka."),
        ((7,), "Baru satu wilayah yang berisi angka: Kecamatan 1 (7)."),
        ((7, 9), "2 wilayah, dari 7 sampai 9."),
        ((7,) * 20, "Semua 20 wilayah sama: 7."),
        ((1, 2, 3, 4, 5), "Nilai tengah 3; setengah dari 5 wilayah terletak antara 2 dan 4."),
    ],
)
def test_the_sentence_fits_how_many_there_are(cells, said):
    chart = of(*cells)
    assert chart.summary == said
    check(chart)


def test_who_lies_far_outside_is_asked_why():
    chart = of(10, 11, 12, 12, 13, 14, 60)
    assert [(child.name, value) for child, value in chart.unusual] == [("Kecamatan 7", "60")]
    assert chart.summary.endswith("Jauh berbeda: Kecamatan 7 (60); tanyakan mengapa.")
    words = [text.words for text in chart.wide.texts]
    assert "Kecamatan 7: 60" in words
    assert chart.reason in words
    assert sum("unusual" in mark.style for mark in dots(chart.wide)) == 2  # the dot and its key


def test_where_many_lie_far_outside_nobody_is_unusual():
    assert of(*[0] * 20, *range(30, 38)).unusual == []


def test_a_middle_half_of_four_says_nothing():
    chart = of(1, 2, 3, 100)
    assert chart.ordinary is None
    assert not any(mark.style == "ordinary" for mark in chart.wide.every)


def test_dots_do_not_lie_on_each_other():
    chart = of(*[5] * 10, *range(5, 15))
    places = [mark.d.split("a")[0] for mark in dots(chart.wide)]
    assert len(set(places)) == len(places) == 20


def test_a_whole_kabupaten_becomes_columns_that_count_everybody():
    numbers = random.Random(4)  # noqa: S311 - any villages will do
    cells = [max(0, round(numbers.gauss(14, 5))) for _ in range(850)]
    before = time.perf_counter()
    chart = of(*cells)
    check(chart)
    assert time.perf_counter() - before < 5
    columns = [m for m in chart.wide.every if m.tag == "rect" and m.style == "block"]
    counts = [int(mark.tip.split()[0]) for mark in columns]
    assert sum(counts) == 850
    tallest = max(columns, key=lambda mark: mark.height)
    assert int(tallest.tip.split()[0]) == max(counts)
    for mark, count in zip(columns, counts, strict=True):
        assert mark.height / tallest.height == pytest.approx(count / max(counts))
