"""Amounts, units and months as people write them."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.units import (
    ALL_YEAR,
    UNITS,
    in_base,
    in_largest,
    mask_of,
    months_in,
    read_amount,
    read_months,
    spans,
    unit_called,
)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1.500", "1500"),
        ("1.500,5", "1500.5"),
        ("2,5", "2.5"),
        ("2.5", "2.5"),
        ("12.50", "12.50"),
        ("Rp 2.000.000", "2000000"),
        (12, "12"),
        (0.25, "0.25"),
    ],
)
def test_a_number_is_read_as_indonesians_write_it(written, amount):
    assert read_amount(written) == Decimal(amount)


@pytest.mark.parametrize("written", ["", "banyak", "1e9", "1_000", "٣", "nan", "1,2,3", True])
def test_what_is_no_number_is_refused(written):
    with pytest.raises(ValueError, match=r".*"):
        read_amount(written)


def test_units_of_one_dimension_convert():
    assert in_base(Decimal("2.5"), "ton") == (2500.0, "mass")
    assert in_base(25, "kwintal") == (2500.0, "mass")
    assert in_base(1, "hok") == (8.0, "work")
    amount, dimension = in_base(None, "kg")
    assert math.isnan(amount)
    assert dimension == ""


@given(st.sampled_from(sorted(UNITS)), st.integers(1, 10**6))
def test_an_amount_is_the_same_in_its_best_unit(code, amount):
    base, dimension = in_base(amount, code)
    shown, unit = in_largest(base, dimension)
    assert unit.dimension == dimension
    assert in_base(Decimal(str(shown)), unit.code)[0] == pytest.approx(base)


def test_units_are_known_by_the_words_people_use():
    assert unit_called("Kw").code == "kwintal"
    assert unit_called(" hektar ").code == "ha"
    assert unit_called("Rp.").code == "rupiah"
    assert unit_called("karung") is None


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("Jan-Mar, Juli", [1, 2, 3, 7]),
        ("11-2", [1, 2, 11, 12]),
        ("Agustus s/d Oktober", [8, 9, 10]),
        ("sepanjang tahun", list(range(1, 13))),
        ("des", [12]),
        ("", []),
    ],
)
def test_months_are_read(written, months):
    assert months_in(read_months(written)) == months


@pytest.mark.parametrize("written", ["musim hujan", "13", "Jan-Mar-Mei", "0"])
def test_what_is_no_month_is_refused(written):
    with pytest.raises(ValueError, match=r".*"):
        read_months(written)


@given(st.integers(0, ALL_YEAR))
def test_the_runs_of_a_mask_hold_its_months_and_no_others(mask):
    held = set()
    for first, last in spans(mask):
        held |= {(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)}
    assert mask_of(held) == mask
