"""Who gains, comes out even or loses, for each region beneath."""

import itertools

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from jejaring.dashboards.cells import HIDDEN, NO_DATA, numbers
from jejaring.dashboards.charts.balance import PARTS, Region, balance
from tests.jejaring.dashboards.charts.makers import ABOUT, CELLS, LINKS, NAMES, check


@pytest.fixture(autouse=True)
def _indonesian():
    with translation.override("id"):
        yield


REGIONS = st.lists(
    st.builds(Region, NAMES, CELLS, CELLS, CELLS, st.just("33.08"), LINKS), min_size=1, max_size=12
)


def bars(drawing):
    """Rectangles of parts below the key, by line."""
    parts = [m for m in drawing.every if m.tag == "rect" and m.style.startswith("part")]
    lines = {}
    for mark in parts[len(PARTS) :]:
        lines.setdefault(mark.y, []).append(mark)
    return lines


@given(REGIONS)
def test_any_balance_can_be_drawn_and_its_lengths_are_its_numbers(regions):
    chart = balance("Apa saja", regions, about=ABOUT)
    check(chart)
    counts = [sum(numbers(region.cells)) for region in regions]
    for drawing in chart.drawings:
        long = [sum(m.width for m in line) for line in bars(drawing).values()]
        drawn = [count for count in counts if count]
        assert len(long) == len(drawn)
        for one, count in zip(long, drawn, strict=True):
            assert one / max(long) == pytest.approx(count / max(drawn))
        for line in bars(drawing).values():
            for left, right in itertools.pairwise(line):
                assert left.x + left.width == pytest.approx(right.x)


def test_the_numbers_stand_beside_the_bar_and_losing_has_a_pattern():
    chart = balance("N", [Region("Dukun", 5, 0, 2), Region("Salam", HIDDEN, 1, NO_DATA)])
    words = [text.words for text in chart.wide.texts if "strong" in text.style]
    assert words == ["2", "0", "5", "–", "1", "•"]
    hatched = [m for m in chart.wide.every if m.tag == "path" and m.style == "hatch on"]
    assert len(hatched) == 2  # the bar and the key
    assert chart.summary == (
        "5 desa untung, 1 seimbang, 2 rugi. Desa yang rugi terbanyak di Dukun (2). "
        "Angka yang disembunyikan tidak ikut dihitung."
    )


def test_where_nothing_can_be_shown_it_says_so():
    chart = balance("N", [Region("Dukun", HIDDEN, NO_DATA, HIDDEN)], about=ABOUT)
    check(chart)
    assert chart.summary == "Belum ada angka yang dapat ditunjukkan."
