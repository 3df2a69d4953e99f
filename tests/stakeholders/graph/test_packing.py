import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholders.graph import packing

SIZES = st.floats(0, 20, allow_subnormal=False).map(lambda size: round(size, 3))


def overlap(a, b):
    """Whether two boxes (x, y, width, height) share an area."""
    return all(a[i] + a[i + 2] > b[i] + 1e-6 and b[i] + b[i + 2] > a[i] + 1e-6 for i in (0, 1))


@given(st.lists(st.tuples(SIZES, SIZES), min_size=1, max_size=25), st.floats(0.3, 3))
def test_packed_boxes_keep_their_distance(sizes, aspect):
    corners = packing.packed(sizes, aspect, 1)
    boxes = [(x, y, w + 1, h + 1) for (x, y), (w, h) in zip(corners, sizes, strict=True)]
    assert not any(overlap(a, b) for k, a in enumerate(boxes) for b in boxes[:k])
    assert corners.min() >= 0


def test_the_first_box_stands_in_the_corner():
    assert packing.packed([(5, 3), (2, 2), (1, 1)], 1.3, 1)[0].tolist() == [0, 0]


def test_small_boxes_fill_the_room_beside_a_tall_one():
    """One of 6 by 6 and six of 2 by 1: two columns beside, not one row beneath."""
    sizes = [(6, 6)] + [(2, 1)] * 6
    ends = packing.packed(sizes, 1.3, 0.5) + np.array(sizes)
    width, height = ends.max(axis=0)
    assert width * height <= 1.3 * sum(w * h for w, h in np.array(sizes) + 0.5)


def test_nothing_packs_to_nothing():
    assert packing.packed([], 1.3, 1).shape == (0, 2)


def test_a_tilted_row_is_laid_level():
    tilted = np.outer(np.arange(5), [math.cos(1), math.sin(1)])
    row = packing.level(tilted)
    assert row[:, 1] == pytest.approx(0)
    assert row[:, 0] == pytest.approx([-2, -1, 0, 1, 2])


def test_a_turned_and_mirrored_drawing_is_laid_like_the_old_one():
    old = np.array([(0, 0), (3, 0), (3, 1), (7, 2)], dtype=float)
    new = packing.rotated(old * (-1, 1), 0.7) * 1.5 + (4, 4)
    expected = (old - old.mean(axis=0)) * 1.5
    assert packing.turned_like(new, old) == pytest.approx(expected)


def test_a_quarter_turn_puts_the_lower_edge_to_the_right():
    """Coordinates run down: (0, 1) lies below and comes to lie on the right."""
    assert packing.rotated(np.array([[0.0, 1.0]]), math.pi / 2)[0] == pytest.approx([1, 0])


def test_a_grid_counts_row_by_row():
    assert packing.grid(5, 3).tolist() == [[0, 0], [1, 0], [2, 0], [0, 1], [1, 1]]


@given(
    st.lists(st.tuples(SIZES, SIZES, st.floats(-9, 9), st.floats(-9, 9)), min_size=1, max_size=20)
)
def test_spread_boxes_do_not_overlap(rows):
    table = np.array(rows)
    sizes, centres = table[:, :2], packing.spread(table[:, 2:], table[:, :2], 1)
    boxes = [(*spot, w + 1, h + 1) for spot, (w, h) in zip(centres - sizes / 2, sizes, strict=True)]
    assert not any(overlap(a, b) for k, a in enumerate(boxes) for b in boxes[:k])


def test_spread_boxes_lie_as_on_the_ground():
    """Four villages at the corners of a square: whoever lies east or north still does."""
    ground = np.array([(0, 0), (1, 0), (0, 1), (1, 1)], dtype=float)
    spots = packing.spread(ground, np.full((4, 2), 10.0), 2)
    assert (spots[[1, 3], 0] > spots[[0, 2], 0] + 11).all()
    assert (spots[[2, 3], 1] > spots[[0, 1], 1] + 11).all()
    assert np.ptp(spots) < 40


def test_boxes_on_one_spot_are_spread():
    spots = packing.spread(np.zeros((6, 2)), np.full((6, 2), 4.0), 1)
    gaps = np.abs(spots[:, None] - spots[None]).max(axis=2) + 9 * np.eye(6)
    assert gaps.min() >= 5 - 1e-6
