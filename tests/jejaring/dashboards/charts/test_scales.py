"""Lengths begin at nought; labels make room for each other."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jejaring.dashboards.charts.scales import apart, around, from_nought, quartile

VALUES = st.lists(
    st.floats(-1e9, 1e9, allow_subnormal=False) | st.integers(-(10**9), 10**9),
    min_size=1,
    max_size=20,
)


@given(VALUES)
def test_a_scale_of_lengths_holds_nought_and_every_value(values):
    scale = from_nought(values, 0, 100)
    assert scale.low <= min(0, *values)
    assert scale.high >= max(0, *values)
    assert 2 <= len(scale.ticks) <= 8
    assert all(-0.001 <= scale(value) <= 100.001 for value in values)
    assert any(tick == 0 for tick in scale.ticks)


@given(VALUES)
def test_a_scale_of_places_holds_every_value(values):
    scale = around(values, 0, 100)
    assert scale.low <= min(values)
    assert scale.high >= max(values)
    assert all(0 <= scale(value) <= 100 for value in values)


def test_scales_end_at_round_numbers():
    assert from_nought([3, 14], 0, 100).ticks == [0, 5, 10, 15]
    assert from_nought([0], 0, 100).ticks == [0, 1]
    assert from_nought([-3, 2], 0, 100).ticks == [-4, -2, 0, 2]
    assert around([40, 60], 0, 100).ticks == [40, 45, 50, 55, 60]
    assert around([7, 7], 0, 100).ticks == [6, 7, 8]


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(1, 40)), min_size=1, max_size=5))
def test_labels_do_not_lie_on_each_other_and_stay_where_there_is_room(wanted):
    places = apart(wanted, 0, 200)
    spans = sorted((y, y + tall) for y, (_m, tall) in zip(places, wanted, strict=True))
    for (_top, bottom), (below, _end) in itertools.pairwise(spans):
        assert bottom <= below + 1e-6
    assert spans[0][0] >= -1e-6
    assert spans[-1][1] <= 200 + 1e-6


@pytest.mark.parametrize(
    ("part", "value"), [(0, 1), (0.25, 1.75), (0.5, 2.5), (0.75, 3.25), (1, 4)]
)
def test_quartiles_are_those_of_the_usual_definition(part, value):
    assert quartile([1, 2, 3, 4], part) == value
