"""Complement, scores, risks, and the best set: by properties and against brute force."""

import math
from itertools import permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperation.matching import (
    UNKNOWN,
    WEIGHTS,
    Line,
    Part,
    Risk,
    best_set,
    bundles,
    candidates,
    distances,
    greedy_set,
    pools,
    risk_of,
    score,
    together,
    worth,
)
from villages.geography import distance_km

LINES = st.builds(
    Line,
    owner=st.sampled_from("ABCD"),
    key=st.sampled_from(["cabai", "air"]),
    amount=st.one_of(st.just(math.nan), st.integers(1, 50).map(float)),
    dimension=st.sampled_from(["mass", "volume"]),
    months=st.integers(0, 4095),
    marks=st.integers(-1, 4),
    word=st.sampled_from(["", "x", "y"]),
)


def scored(needs, gives, km=math.nan, ties=0.0, earlier=0.0):
    """Both pools, the pairs and their scores."""
    pair = pools(bundles(needs), bundles(gives))
    need, give = candidates(*pair)
    size = len(need)
    told = {"km": np.full(size, km), "ties": np.full(size, ties), "earlier": np.full(size, earlier)}
    return pair, need, give, score(*pair, need, give, **told)


# --- complement ----------------------------------------------------------------------------------


@given(st.lists(LINES, max_size=12), st.lists(LINES, max_size=12))
def test_a_pair_is_a_need_and_a_surplus_of_one_matter_and_two_owners(needs, gives):
    (need_pool, give_pool), need, give, _scores = scored(needs, gives)
    found = {
        (need_pool.bundles[n].owner, give_pool.bundles[g].owner, need_pool.bundles[n].key)
        for n, g in zip(need, give, strict=True)
    }
    plain = {(n.owner, g.owner, n.key) for n in needs for g in gives
             if n.key == g.key and n.owner != g.owner}  # fmt: skip
    assert found == plain
    assert len(need) == len(plain)


@given(st.lists(LINES, max_size=12))
def test_the_same_surplus_on_both_sides_is_no_match(gives):
    """Two villages with one surplus need nothing: likeness proposes nobody."""
    _pools, need, _give, _scores = scored([], gives)
    assert len(need) == 0


def test_rows_of_one_matter_are_added_up_in_their_common_measure():
    (together_,) = bundles(
        [
            Line("A", "cabai", 5.0, "mass", 1, 3, "cabe"),
            Line("A", "cabai", 7.0, "mass", 2, 1, "cabe"),
            Line("A", "cabai", 99.0, "volume", 4, UNKNOWN, "cabe"),
        ]
    )
    assert (together_.amount, together_.dimension) == (12.0, "mass")
    assert (together_.months, together_.marks, together_.word) == (7, 1, "cabe")


# --- scores --------------------------------------------------------------------------------------


@given(st.lists(LINES, max_size=12), st.lists(LINES, max_size=12), st.floats(0, 500))
def test_scores_lie_between_none_and_all_and_their_parts_add_up(needs, gives, km):
    *_rest, scores = scored(needs, gives, km=km, ties=2.0, earlier=1.0)
    assert ((scores.parts >= 0) & (scores.parts <= 1)).all()
    assert ((scores.total >= 0) & (scores.total <= 1)).all()
    assert math.isclose(WEIGHTS.sum(), 1)
    assert np.allclose(scores.total, (scores.parts * WEIGHTS).sum(axis=1))


@given(st.lists(LINES, max_size=10), st.lists(LINES, max_size=10))
def test_a_pair_is_worth_the_same_from_whichever_side_it_is_looked_at(needs, gives):
    """Only one owner's rows on one side, as its page asks: the numbers do not change."""
    (need_pool, give_pool), need, give, scores = scored(needs, gives, km=7.0)
    for n, g, total in zip(need, give, scores.total, strict=True):
        only_need, only_give = [need_pool.bundles[n]], [give_pool.bundles[g]]
        for left, right in ((only_need, gives), (needs, only_give)):
            pair, again, against, theirs = scored(left, right, km=7.0)
            same = [
                value
                for a, b, value in zip(again, against, theirs.total, strict=True)
                if pair[0].bundles[a] == only_need[0] and pair[1].bundles[b] == only_give[0]
            ]
            assert same == [pytest.approx(total)]


def one(need, give, **told):
    """The parts of a single pair, and which are known."""
    *_rest, scores = scored([need], [give], **told)
    return scores.parts[0], scores.known[0]


def test_each_part_by_hand():
    need = Line("A", "cabai", 100.0, "mass", 0b111100, UNKNOWN, "cabe")
    give = Line("B", "cabai", 25.0, "mass", 0b001111, 3, "cabe")
    parts, known = one(need, give, km=15.0, ties=1.0, earlier=5.0)
    expected = [1, 0.25, 0.5, 0.5, 1 / 3, 1, 0.75]
    assert parts == pytest.approx(expected)
    assert known.all()


def test_what_is_unknown_counts_half_and_is_told():
    need = Line("A", "cabai", 100.0, "mass", 0, UNKNOWN, "cabe")
    give = Line("B", "cabai", 25.0, "volume", 7, UNKNOWN, "lombok")
    parts, known = one(need, give)
    assert parts[Part.MATTER] == 0.8
    for part in (Part.QUANTITY, Part.SEASON, Part.DISTANCE, Part.SUSTAINABLE):
        assert (parts[part], known[part]) == (0.5, False)


def test_distance_is_the_great_circle():
    sengi, jakarta = (-7.53, 110.39), (-6.2, 106.85)
    (km,) = distances(np.array([sengi]), np.array([jakarta]))
    assert km == pytest.approx(distance_km(sengi, jakarta))
    assert math.isnan(distances(np.array([sengi]), np.array([(math.nan, math.nan)]))[0])


# --- dependence ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agreements", "covered", "risk"),
    [
        ([], 1.0, Risk.NONE),
        ([{"P"}], 0.1, Risk.ONLY),
        ([{"P"}, {"P"}], math.nan, Risk.ONLY),
        ([{"P"}, {"Q"}], 0.6, Risk.DOMINANT),
        ([{"P"}, {"Q"}], 0.5, Risk.NONE),
        ([{"P"}, {"Q"}], math.nan, Risk.NONE),
        ([{"P", "Q"}], 0.2, Risk.NONE),
        ([{"P"}, {"Q"}, {"R"}], 1.0, Risk.NONE),
    ],
)
def test_leaning_on_one_party_is_warned_of(agreements, covered, risk):
    assert risk_of(agreements, "P", covered) == risk


# --- the best set --------------------------------------------------------------------------------


def units(name, amounts, key="cabai"):
    return [
        Line(f"{name}{number}", key, float(amount), "mass") for number, amount in enumerate(amounts)
    ]


def feasible(chosen, needs, gives):
    """No need met twice, no surplus given twice."""
    met, given = np.zeros(len(needs)), np.zeros(len(gives))
    for each in chosen:
        met[each.need] += each.share
        given[each.give] += each.share * needs.amount[each.need]
    return (met <= 1 + 1e-6).all() and (given <= gives.amount * (1 + 1e-6)).all()


AMOUNTS = st.lists(st.integers(1, 4), min_size=1, max_size=4)


@settings(deadline=None, max_examples=60)
@given(AMOUNTS, AMOUNTS, st.randoms(use_true_random=False))
def test_the_best_set_is_that_of_a_matching_of_single_units(needed, there, rng):
    """Every need and surplus taken apart into units, matched by networkx: the same value."""
    needs, gives = pools(bundles(units("n", needed)), bundles(units("g", there)))
    need, give = candidates(needs, gives)
    fit = np.array([rng.random() + 0.01 for _ in need])
    best = best_set(needs, gives, need, give, fit)
    graph = nx.Graph()
    for n, g, value in zip(need.tolist(), give.tolist(), fit.tolist(), strict=True):
        for a in range(needed[n]):
            for b in range(there[g]):
                graph.add_edge(("n", n, a), ("g", g, b), weight=value / needed[n])
    matched = nx.max_weight_matching(graph)
    exact = sum(graph.edges[edge]["weight"] for edge in matched)
    assert worth(best, need, give, fit)[0] == pytest.approx(exact, abs=1e-5)
    assert feasible(best, needs, gives)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 5), st.randoms(use_true_random=False))
def test_with_one_unit_each_it_is_the_best_of_all_orders(size, rng):
    needs, gives = pools(bundles(units("n", [1] * size)), bundles(units("g", [1] * size)))
    need, give = candidates(needs, gives)
    fit = np.array([rng.random() for _ in need])
    value = {(n, g): f for n, g, f in zip(need, give, fit, strict=True)}
    exact = max(
        sum(value[n, g] for n, g in enumerate(order)) for order in permutations(range(size))
    )
    best = best_set(needs, gives, need, give, fit)
    assert worth(best, need, give, fit)[0] == pytest.approx(exact, abs=1e-5)


@settings(deadline=None, max_examples=60)
@given(st.lists(LINES, max_size=12), st.lists(LINES, max_size=12))
def test_the_best_set_is_never_worth_less_than_the_greedy_one(needs, gives):
    pair, need, give, scores = scored(needs, gives, km=9.0)
    best = best_set(*pair, need, give, scores.fit)
    greedy = greedy_set(*pair, need, give, scores.fit)
    value = worth(best, need, give, scores.fit)[0]
    assert value >= worth(greedy, need, give, scores.fit)[0] - 1e-6


def test_greed_can_lose():
    """The best pair takes the only surplus the second need could have had."""
    needs, gives = pools(bundles(units("n", [1, 1])), bundles(units("g", [1, 1])))
    need, give = candidates(needs, gives)
    fit = np.array([0.9, 0.8, 0.85, 0.1])
    best, greedy = (way(needs, gives, need, give, fit) for way in (best_set, greedy_set))
    assert worth(best, need, give, fit)[0] == pytest.approx(1.65)
    assert worth(greedy, need, give, fit)[0] == pytest.approx(1.0)


def test_pairs_that_come_in_late_change_nothing(monkeypatch):
    """Column generation finds what the whole programme finds."""
    rng = np.random.default_rng(5)
    sides = [bundles(units(name, rng.integers(1, 40, 40))) for name in "ng"]
    needs, gives = pools(*sides)
    need, give = candidates(needs, gives)
    fit = rng.random(len(need))
    monkeypatch.setattr(together, "WHOLE", len(need))
    whole = best_set(needs, gives, need, give, fit)
    monkeypatch.setattr(together, "WHOLE", 0)
    monkeypatch.setattr(together, "FIRST_PAIRS", 1)
    late = best_set(needs, gives, need, give, fit)
    assert worth(late, need, give, fit)[0] == pytest.approx(worth(whole, need, give, fit)[0])
    assert feasible(late, needs, gives)
