"""Shares of rows by columns: shaded, numbered, and distinct where there is nothing to say."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from jejaring.dashboards.cells import HIDDEN, NO_DATA, NOT_APPLICABLE
from jejaring.dashboards.charts.matrix import Head, Square, matrix, shade_of
from tests.jejaring.dashboards.charts.makers import ABOUT, CELLS, LINKS, NAMES, SHARES, check


@pytest.fixture(autouse=True)
def _indonesian():
    with translation.override("id"):
        yield


SQUARES = st.builds(Square, SHARES | st.just(NOT_APPLICABLE), CELLS, LINKS)


@st.composite
def matrices(draw):
    rows = [Head(n, draw(LINKS)) for n in draw(st.lists(NAMES, min_size=1, max_size=8))]
    columns = [Head(n) for n in draw(st.lists(NAMES, min_size=1, max_size=10))]
    squares = [[draw(SQUARES) for _c in columns] for _r in rows]
    totals = {}
    if draw(st.booleans()):
        totals["row_totals"] = [draw(SHARES) for _r in rows]
    if draw(st.booleans()):
        totals["column_totals"] = [draw(SHARES) for _c in columns]
    return matrix("Apa saja", rows, columns, squares, about=ABOUT, **totals)


@given(matrices())
def test_any_matrix_can_be_drawn(chart):
    page = check(chart)
    assert page.count('class="square is-not-applicable"') == sum(
        square.style == "is-not-applicable" for row in chart.rows for square in row.squares
    )


@pytest.mark.parametrize(
    ("cell", "style"),
    [
        (0, "shade-0"),
        (19.9, "shade-0"),
        (20, "shade-1"),
        (79, "shade-3"),
        (100, "shade-4"),
        (HIDDEN, "is-hidden"),
        (NO_DATA, "is-no-data"),
        (NOT_APPLICABLE, "is-not-applicable"),
    ],
)
def test_a_share_has_its_shade_and_each_reason_its_own_look(cell, style):
    assert shade_of(cell) == style


@pytest.fixture
def small():
    return matrix(
        "Peran",
        [Head("Kelompok tani"), Head("Kelompok adat", "/adat/")],
        [Head("Perencanaan"), Head("Musyawarah")],
        [
            [Square(75, 40, "/tani/perencanaan/"), Square(HIDDEN)],
            [Square(NOT_APPLICABLE), Square(10, 20)],
        ],
        corner="Jenis kelompok",
        column_totals=[60, HIDDEN],
        about=ABOUT,
    )


def test_a_cell_leads_to_what_it_counts_and_says_of_how_many(small):
    page = " ".join(check(small).split())
    assert 'href="/tani/perencanaan/" aria-label="Kelompok tani, Perencanaan: 75% dari 40"' in page
    assert "Kelompok tani, Musyawarah: disembunyikan agar orang tidak dikenali" in page
    assert "Kelompok adat, Perencanaan: tidak berlaku" in page
    assert small.summary == (
        "Tertinggi: Kelompok tani, Perencanaan (75%); terendah: Kelompok adat, Musyawarah (10%)."
    )


def test_totals_are_those_given_and_never_added_up(small):
    assert small.totals == (("60%", "60%"), ("•", HIDDEN.words))
    assert small.table.cells[-1] == ["Semua", 60, NOT_APPLICABLE, HIDDEN, NOT_APPLICABLE]
    assert not small.has_row_totals


def test_the_bar_in_a_cell_is_as_long_as_the_share(small):
    bars = [m for m in small.wide.every if m.tag == "rect" and m.style.startswith("fill")]
    squares = [m for m in small.wide.every if m.tag == "rect" and "square" in m.style]
    full = squares[0].width - 12
    assert [round(bar.width / full, 2) for bar in bars] == [0.75, 0.1]
