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
