"""Turning drawings and putting them side by side.

Coordinates run right and down, as on a page. ``xy`` has a row for each node and two columns.
"""

import math
from collections.abc import Sequence

import numpy as np

# The share of boxes that has room before the first push. Then all are squeezed together by so much
# so many times, pushing each other apart after each; at last until none overlap, with a little more
# room in every round.
SOME = 0.15
SQUEEZES, CLOSER, PUSHES_EACH = 12, 0.92, 6
PUSHES = 400
MORE_ROOM = 1.002


def level(xy: np.ndarray) -> np.ndarray:
    """The drawing with its longest direction across and its first node to the upper left."""
    turned = rotated(xy - xy.mean(axis=0), principal_angle(xy))
    return turned * np.where(turned[0] > 0, -1, 1)


def principal_angle(xy: np.ndarray) -> float:
    """The direction in which the points spread most, in radians from the horizontal."""
    centred = xy - xy.mean(axis=0)
    (xx, xy_), (_, yy) = centred.T @ centred
    return 0.5 * math.atan2(2 * xy_, xx - yy)


def rotated(xy: np.ndarray, angle: float) -> np.ndarray:
    """The points turned so that what lay at ``angle`` comes to lie across."""
    cos, sin = math.cos(angle), math.sin(angle)
    return xy @ np.array([[cos, -sin], [sin, cos]])


def turned_like(xy: np.ndarray, old: np.ndarray) -> np.ndarray:
    """The drawing turned, and mirrored if need be, to lie most like ``old`` (Procrustes)."""
    centred = xy - xy.mean(axis=0)
    left, _, right = np.linalg.svd(centred.T @ (old - old.mean(axis=0)))
    return centred @ (left @ right)


def packed(boxes: Sequence[tuple[float, float]], aspect: float, gap: float) -> np.ndarray:
    """Upper left corners that put boxes (width, height) close together without overlap.

    The boxes are set in the given order, each as high up as it fits, then as far left (bottom-left
    rule on a skyline). Of several page widths the one is taken whose outline fits best into a page
    of ``aspect`` (width by height).
    """
    if not boxes:
        return np.zeros((0, 2))
    sizes = [(width + gap, height + gap) for width, height in boxes]
    widest = max(width for width, _ in sizes)
    ideal = math.sqrt(sum(width * height for width, height in sizes) * aspect)
    widths = {max(widest, ideal * factor) for factor in (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.8)}
    tries = [_skyline(sizes, width) for width in sorted(widths | {widest + sizes[-1][0]})]
    ends = np.array(sizes)
    return min(tries, key=lambda corners: _page(corners + ends, aspect))


def grid(count: int, columns: int) -> np.ndarray:
    """Points in rows, one unit apart, from the upper left."""
    numbers = np.arange(count)
    return np.column_stack((numbers % columns, numbers // columns)).astype(float)


def _page(ends: np.ndarray, aspect: float) -> float:
    """The height of the smallest page of this aspect on which all fits."""
    width, height = ends.max(axis=0)
    return max(width / aspect, height)


def _skyline(sizes: Sequence[tuple[float, float]], page: float) -> np.ndarray:
    """Corners by the bottom-left rule on a page of this width and any height."""
    line = [(0.0, 0.0)]  # where each step of the skyline begins, and how far down it is filled
    corners = []
    for width, height in sizes:
        x, y = min(
            (
                (x, max(depth for start, depth in line[index:] if start < x + width - 1e-9))
                for index, (x, _) in enumerate(line)
                if x + width <= page + 1e-9
            ),
            key=lambda corner: (corner[1], corner[0]),
        )
        corners.append((x, y))
        beyond = [depth for start, depth in line if start <= x + width + 1e-9][-1]
        line = [step for step in line if step[0] < x or step[0] > x + width + 1e-9]
        line += [(x, y + height)] + ([(x + width, beyond)] if x + width < page - 1e-9 else [])
        line.sort()
    return np.array(corners)


def spread(centres: np.ndarray, sizes: np.ndarray, gap: float) -> np.ndarray:
    """Centres for boxes so that none overlap, lying to each other as ``centres`` do.

    The places are brought to a scale at which some boxes have room, squeezed together, and those
    that overlap push each other apart: neighbours stay neighbours, empty land shrinks.

    Parameters
    ----------
    centres : a row for each box, in any unit.
    sizes : width and height of each, in the unit of the result.
    gap : the least room between two boxes.
    """
    count = len(centres)
    if count < 2:
        return np.zeros((count, 2))
    spots = _told_apart(centres - centres.mean(axis=0))
    need = (sizes[:, None] + sizes[None]) / 2 + gap
    first, second = np.triu_indices(count, 1)
    need = need[first, second]
    way = np.abs(spots[first] - spots[second])
    room = np.divide(need, way, out=np.full_like(way, np.inf), where=way > 0).min(axis=1)
    # As much as each box needs to be free of its nearest, of those who need little.
    nearest = np.zeros(count)
    np.maximum.at(nearest, first, room)
    np.maximum.at(nearest, second, room)
    spots *= float(np.quantile(nearest, SOME))
    for _ in range(SQUEEZES):
        spots *= CLOSER
        for _ in range(PUSHES_EACH):
            _push_apart(spots, first, second, need)
    for _ in range(PUSHES):
        if not _push_apart(spots, first, second, need):
            return spots
        spots *= MORE_ROOM
    return packed([tuple(size) for size in sizes], 1.3, gap) + sizes / 2


def _push_apart(spots: np.ndarray, first: np.ndarray, second: np.ndarray, need: np.ndarray) -> bool:
    """Move the boxes of each pair that overlaps apart, the shorter way; whether any did."""
    way = spots[first] - spots[second]
    missing = need - np.abs(way)
    hit = np.flatnonzero((missing > 1e-6).all(axis=1))
    if not len(hit):
        return False
    way, missing = way[hit], missing[hit]
    rows, axis = np.arange(len(hit)), missing.argmin(axis=1)
    push = np.zeros((len(hit), 2))
    push[rows, axis] = missing[rows, axis] / 2 * np.where(way[rows, axis] < 0, -1, 1)
    np.add.at(spots, first[hit], push)
    np.add.at(spots, second[hit], -push)
    return True


def _told_apart(spots: np.ndarray) -> np.ndarray:
    """The same places, those on one spot a hair apart, each by its place in the list."""
    hair = 1e-6 * (np.ptp(spots, axis=0).max() or 1.0)
    turn = np.arange(len(spots)) * 2.4
    return spots + hair * np.column_stack((np.cos(turn), np.sin(turn)))
