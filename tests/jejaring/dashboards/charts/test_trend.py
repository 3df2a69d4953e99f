"""Numbers through months: gaps stay gaps, names stand at the ends of the lines."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from jejaring.dashboards.cells import HIDDEN, NO_DATA, PERCENT
from jejaring.dashboards.charts.multiples import Course, multiples
from jejaring.dashboards.charts.trend import Series, trend
from tests.jejaring.dashboards.charts.makers import ABOUT, CELLS, LINKS, NAMES, check, months


@pytest.fixture(autouse=True)
def _indonesian():
    with translation.override("id"):
        yield


def courses(count):
    return st.lists(CELLS, min_size=count, max_size=count).map(tuple)


@st.composite
def trends(draw):
    count = draw(st.integers(1, 36))
    labels = draw(st.lists(NAMES, min_size=1, max_size=4))
    series = [Series(label, draw(courses(count))) for label in labels]
    kind = draw(st.sampled_from(["number", PERCENT]))
    return trend("Apa saja", months(count), series, about=ABOUT, kind=kind)


@given(trends())
def test_any_course_can_be_drawn(chart):
    check(chart)


def paths(chart, style):
    return [mark for mark in chart.wide.every if mark.tag == "path" and style in mark.style]


def test_a_month_without_a_number_is_a_gap_and_a_hidden_one_has_a_mark():
    chart = trend("K", months(7), [Series("Kelompok", (1, 2, NO_DATA, 3, HIDDEN, 4, 5))])
    assert len(paths(chart, "course")) == 2  # 1–2 and 4–5; the 3 stands alone
    assert len(paths(chart, "dot")) == 5
    assert [mark.tip for mark in paths(chart, "hollow") if mark.tip] == [
        "Mei 2026: disembunyikan agar orang tidak dikenali"
    ]


def test_the_foot_of_the_scale_is_nought():
    chart = trend("K", months(3), [Series("Kelompok", (98, 99, 100))])
    ticks = [t.words for t in chart.wide.texts if t.anchor == "end"]
    assert ticks[0] == "0"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ((12, 13, 15), "Kelompok naik dari 12 menjadi 15 sejak Januari 2026."),
        ((15, 13, 12), "Kelompok turun dari 15 menjadi 12 sejak Januari 2026."),
        ((5, NO_DATA, 5), "Kelompok tetap 5 sejak Januari 2026."),
        (
            (0, 4, 0),
            "Kelompok naik turun antara 0 dan 4 sejak Januari 2026, kini 0.",
        ),
        (
            (5, 5, NO_DATA),
            "Kelompok tetap 5 sampai Februari 2026; sesudahnya tidak ada angka.",
        ),
        ((NO_DATA, NO_DATA, 5), "Kelompok: 5 pada Maret 2026."),
        (
            (5, 6, NO_DATA),
            "Kelompok naik dari 5 menjadi 6 sampai Februari 2026; sesudahnya tidak ada angka.",
        ),
        ((NO_DATA,) * 3, "Kelompok: belum ada data."),
        ((NO_DATA, HIDDEN, NO_DATA), "Kelompok: disembunyikan agar orang tidak dikenali."),
    ],
)
def test_the_sentence_says_how_it_moved(cells, said):
    assert trend("K", months(3), [Series("Kelompok", cells)]).summary == said


def test_what_went_up_and_down_before_the_numbers_end_is_not_said_to_stand_still():
    said = trend("K", months(4), [Series("Kelompok", (5, 9, 5, NO_DATA))]).summary
    assert said == (
        "Kelompok naik turun antara 5 dan 9 sampai Maret 2026; sesudahnya tidak ada angka."
    )


def test_five_lines_are_refused():
    with pytest.raises(ValueError, match="one to four"):
        trend("K", months(1), [Series("x", (1,))] * 5)


@st.composite
def many(draw):
    count = draw(st.integers(1, 24))
    names = draw(st.lists(NAMES, min_size=1, max_size=12))
    children = [Course(n, draw(courses(count)), "33.08.01", draw(LINKS)) for n in names]
    return multiples("Apa saja", months(count), children, about=ABOUT)


@given(many())
def test_any_small_courses_can_be_drawn(chart):
    check(chart)


def test_small_courses_share_one_scale_and_lead_to_their_region():
    children = [Course("Dukun", (1, 2), "33.08.06", "/dukun/"), Course("Salam", (40, 38))]
    chart = multiples("K", months(2), children, about=ABOUT)
    page = check(chart)
    assert '<a class="cover" href="/dukun/">Dukun</a>' in page
    assert [panel.now for panel in chart.panels] == ["2", "38"]
    heights = [
        next(m.d for m in panel.drawing.marks if m.tag == "path" and "course" in m.style)
        for panel in chart.panels
    ]
    assert heights == ["M6 41.1L114 40.2", "M6 6L114 7.8"]
    late = multiples("K", months(2), [Course("Dukun", (7, HIDDEN)), Course("Salam", (HIDDEN,) * 2)])
    assert [panel.now for panel in late.panels] == ["7 (Jan)", "•"]
    assert chart.summary == (
        "Dari 2 wilayah: 1 naik dan 1 turun, Januari 2026 sampai Februari 2026."
    )


def test_regions_with_nothing_but_noughts_are_named_and_not_drawn():
    children = [Course("Dukun", (0, 0)), Course("Salam", (0, 3)), Course("Tegal", (HIDDEN, 0))]
    chart = multiples("K", months(2), children, about=ABOUT)
    check(chart)
    assert [panel.name for panel in chart.panels] == ["Salam", "Tegal"]
    assert "Selalu 0: Dukun." in chart.scale
    assert len(chart.table.rows) == 3
