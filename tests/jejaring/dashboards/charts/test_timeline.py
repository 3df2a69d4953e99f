"""What ends in the months to come."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from jejaring.dashboards.cells import HIDDEN, NO_DATA
from jejaring.dashboards.charts.timeline import Month, timeline
from tests.jejaring.dashboards.charts.makers import ABOUT, CELLS, LINKS, check, months


@pytest.fixture(autouse=True)
def _indonesian():
    with translation.override("id"):
        yield


def of(*cells, href=""):
    days = months(len(cells), first=12)
    return timeline(
        "Berakhir", [Month(d, c, href) for d, c in zip(days, cells, strict=True)], about=ABOUT
    )


@given(st.lists(st.tuples(CELLS, LINKS), min_size=1, max_size=12))
def test_any_twelve_months_can_be_drawn(told):
    days = months(len(told), first=12)
    check(timeline("B", [Month(d, *t) for d, t in zip(days, told, strict=True)], about=ABOUT))


@pytest.mark.parametrize("size", [0, 1])
def test_columns_are_as_long_as_many_end(size):
    drawing = of(2, 0, 8).drawings[size]
    long = [
        mark.width if size == 0 else mark.height
        for mark in drawing.every
        if mark.tag == "rect" and mark.style == "block"
    ]
    assert long[1] == 0
    assert long[0] * 4 == pytest.approx(long[2])


def test_a_month_leads_to_its_list_and_has_room_for_a_thumb():
    chart = of(2, href="/berakhir/2026-12/")
    page = check(chart)
    assert page.count('href="/berakhir/2026-12/"><title>Desember 2026: 2</title>') == 2
    touch = [m for m in chart.drawings[0].every if m.tag == "rect" and m.style == "touch"]
    assert touch[0].height >= 44


def test_the_sentence_says_when_most_end_and_how_many_months_are_hidden():
    assert of(2, HIDDEN, 5).summary == (
        "7 berakhir sampai Februari 2027, terbanyak pada Februari 2027 (5). "
        "Angka 1 bulan disembunyikan."
    )
    assert of(0, 0).summary == "Tidak ada yang tercatat berakhir sampai Januari 2027."
    assert of(NO_DATA).summary == "Belum ada angka yang dapat ditunjukkan."
