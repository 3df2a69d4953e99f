"""A number, or the reason why there is none."""

import math

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from jejaring.dashboards.cells import (
    HIDDEN,
    NO_DATA,
    NOT_APPLICABLE,
    PERCENT,
    Missing,
    brief,
    cell_of,
    is_number,
    share,
    shown,
    spoken,
    total,
)


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (0, "number", "0"),
        (1234567, "number", "1.234.567"),
        (12.34, "number", "12,3"),
        (12.0, "number", "12"),
        (-3, "number", "−3"),
        (-0.0, "number", "0"),
        (0.04, "number", "<0,1"),
        (45.4, PERCENT, "45%"),
        (0, PERCENT, "0%"),
        (0.2, PERCENT, "<1%"),
        (99.6, PERCENT, ">99%"),
        (100, PERCENT, "100%"),
        (HIDDEN, PERCENT, "•"),
        (NO_DATA, "number", "–"),
        (NOT_APPLICABLE, "number", "×"),
    ],
)
def test_numbers_are_written_as_indonesians_write_them(cell, kind, text):
    with translation.override("id"):
        assert shown(cell, kind) == text


def test_english_readers_get_their_own_signs():
    with translation.override("en"):
        assert shown(1234567.5) == "1,234,567.5"


def test_what_is_missing_is_told_in_words():
    with translation.override("id"):
        assert spoken(HIDDEN) == "disembunyikan agar orang tidak dikenali"
        assert spoken(NO_DATA) == "belum ada data"
        assert spoken(12) == "12"
    assert len({kind.mark for kind in Missing}) == len(Missing)


def test_great_numbers_are_short_where_room_is_scarce():
    with translation.override("id"):
        assert [brief(n) for n in (99_999, 123_456, 999_999, 2_500_000, 3 * 10**9, NO_DATA)] == [
            "99.999",
            "123 rb",
            "1 jt",
            "2,5 jt",
            "3 M",
            "–",
        ]


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf, "12", True, 10**400])
def test_what_is_no_finite_number_is_nothing_recorded(value):
    assert cell_of(value) is NO_DATA


def test_a_share_of_nothing_is_nothing_recorded():
    assert share(0, 0) is NO_DATA
    assert share(3, 0) is NO_DATA
    assert share(1, 4) == 25
    assert share(HIDDEN, 4) is HIDDEN
    assert share(2, HIDDEN) is HIDDEN
    assert share(NO_DATA, 4) is NO_DATA
    assert share(HIDDEN, NOT_APPLICABLE) is NOT_APPLICABLE


def test_a_sum_does_not_betray_its_hidden_part():
    assert total([1, 2, NO_DATA]) == 3
    assert total([1, HIDDEN]) is HIDDEN
    assert total([NO_DATA, NO_DATA]) is NO_DATA
    assert total([]) is NO_DATA


CELLS = st.one_of(
    st.integers(-(10**18), 10**18), st.floats(allow_nan=False), st.sampled_from(list(Missing))
)


@given(CELLS, CELLS, st.sampled_from(["number", PERCENT]))
def test_every_cell_can_be_shown_and_no_share_divides_by_nought(part, whole, kind):
    found = share(part, whole)
    assert not is_number(found) or math.isfinite(found)
    for cell in (cell_of(part), found):
        text = shown(cell, kind)
        assert text
        assert "nan" not in text.lower()
        assert "inf" not in text.lower()
