"""Balances, shares and inequality, beside numbers worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.fairness.benefits import (
    Balance,
    Estimate,
    Verdict,
    balances,
    gini,
    losing_on,
    missing_from_whole,
    span,
    split,
)

# Three villages and one spring. In millions of rupiah: the upper village gives 11 (forest watch,
# land) and gets nothing, the middle one gives 6 and gets 9, the lower one gives 10 and gets 18.
THREE = [
    Estimate("upper", gives=True, value=11),
    Estimate("middle", gives=True, value=6),
    Estimate("middle", gives=False, value=9),
    Estimate("lower", gives=True, value=10),
    Estimate("lower", gives=False, value=18),
]
VILLAGES = ["upper", "middle", "lower"]


def test_the_three_villages_balance_as_worked_by_hand():
    found = balances(THREE, VILLAGES)
    assert {name: balance.net_value for name, balance in found.items()} == {
        "upper": -11,
        "middle": 3,
        "lower": 8,
    }
    assert found["upper"].verdict == Verdict.LOSES
    assert (found["middle"].times, found["lower"].times) == (1.5, 1.8)


def test_the_village_that_only_gives_is_flagged_at_its_second_review_and_not_before():
    verdicts = {name: balance.verdict for name, balance in balances(THREE, VILLAGES).items()}
    assert losing_on([verdicts]) == []
    assert losing_on([verdicts, verdicts]) == ["upper"]
    better = verdicts | {"upper": Verdict.EVEN}
    assert losing_on([verdicts, verdicts, better]) == []
    assert losing_on([verdicts, better, verdicts]) == []
    unasked = verdicts | {"upper": Verdict.UNKNOWN}
    assert losing_on([verdicts, unasked, verdicts]) == []


def test_the_inequality_of_the_three_is_as_worked_by_hand():
    """What comes back for a rupiah: 0, 1.5, 1.8. Pairs: 1.5 + 1.8 + 0.3 = 3.6; 2 * 3.3 = 6.6."""
    found = balances(THREE, VILLAGES)
    assert gini([balance.times for balance in found.values()]) == pytest.approx(3.6 / 6.6)


def test_the_ends_of_inequality():
    assert gini([4, 4, 4]) == 0
    assert gini([0, 0]) == 0
    assert gini([0, 0, 9]) == 1
    assert gini([0, 5]) == 1
    assert gini([1, 3]) == 0.5
    assert gini([7]) is None
    with pytest.raises(ValueError, match="negative"):
        gini([1, -1])


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=12).filter(any))
def test_it_is_ginis_coefficient_corrected_for_few(values):
    """The mean difference over twice the mean, times n / (n - 1), told the slow way."""
    n = len(values)
    plain = Fraction(sum(abs(a - b) for a in values for b in values), 2 * n * sum(values))
    found = gini(values)
    assert found == pytest.approx(float(plain * n / (n - 1)))
    assert 0 <= found <= 1
    assert gini([value * 1000 for value in values]) == pytest.approx(found)


def test_the_span_names_both_ends_and_their_ratio():
    found = balances(THREE, VILLAGES)
    ends = span(found)
    assert (ends.best, ends.worst, ends.ratio) == ("lower", "upper", None)
    del found["upper"]
    assert span(found).ratio == pytest.approx(1.2)
    del found["middle"]
    assert span(found) is None


def test_rupiah_and_weights_are_never_added_up():
    assert Balance(gets_value=1, gives_weight=3, lines=2).verdict == Verdict.MIXED
    assert Balance(gives_weight=3, lines=1).verdict == Verdict.LOSES
    assert Balance(gives_weight=1, gets_weight=1, gets_value=5, lines=3).verdict == Verdict.GAINS
    assert Balance(lines=2, gives_value=5, gets_value=5).verdict == Verdict.EVEN
    assert Balance().verdict == Verdict.UNKNOWN


def test_a_party_without_estimates_is_unknown_and_a_stranger_is_an_error():
    assert balances([], ["a"])["a"].verdict == Verdict.UNKNOWN
    with pytest.raises(KeyError):
        balances(THREE, ["upper"])


# Widuri waterfall, 2017: of net tickets 60/35/5, of parking 65/35.
TICKETS = {"lmdh": Decimal(60), "perhutani": Decimal(35), "village": Decimal(5)}


def test_the_shares_of_the_waterfall_are_whole_and_split_to_the_last_rupiah():
    assert missing_from_whole(TICKETS.values()) == 0
    assert missing_from_whole([Decimal(65), Decimal("34.5")]) == Decimal("0.5")
    assert missing_from_whole([Decimal(65), Decimal(36)]) == -1
    assert split(1_000_000, TICKETS) == {"lmdh": 600_000, "perhutani": 350_000, "village": 50_000}
    assert split(101, TICKETS) == {"lmdh": 61, "perhutani": 35, "village": 5}


@given(st.integers(0, 10**12), st.integers(0, 100))
def test_no_rupiah_is_lost_in_a_split(amount, first):
    parts = split(amount, {"a": Decimal(first), "b": Decimal(100 - first)})
    assert sum(parts.values()) == amount
