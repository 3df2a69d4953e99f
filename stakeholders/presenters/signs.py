"""Where on its tie a sign or a number is written: near the middle, where nothing else lies."""

import numpy as np

# Shares of the tie, the ones we like best first.
SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
HALF = 9.0  # half of what a sign takes up, with a little air


class Ground:
    """What lies on a sheet: boxes (left, top, right, bottom) of shapes and names, then signs."""

    def __init__(self, boxes):
        self._boxes = np.array(boxes, float).reshape(-1, 4)

    def claim(self, along, shares=SHARES) -> float:
        """The first of ``shares`` that is free, or else the one that hides least; it is taken then.

        ``along`` gives the point at a share of the tie.
        """
        signs = np.array([_box(along(share)) for share in shares])
        hidden = self._hidden(signs)
        best = int(np.argmin(hidden))
        self._boxes = np.concatenate([self._boxes, signs[best : best + 1]])
        return shares[best]

    def _hidden(self, signs):
        """How much of what is there lies under each of the signs, in square units."""
        a, b = signs[:, None], self._boxes[None]
        sides = np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2])
        return np.clip(sides, 0, None).prod(-1).sum(-1)


def _box(point):
    x, y = point
    return (x - HALF, y - HALF, x + HALF, y + HALF)
