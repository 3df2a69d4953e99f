"""Where each node and its label go, so that nothing lies over anything else.

Plain geometry in drawing units: x to the right, y downwards. A node is a square round its
shape plus a box for its label on one of four sides. The given positions are kept as far as
the room allows; the width is fixed, the height grows as needed.
"""

from dataclasses import dataclass

import numpy as np

SIDES = (
    "below",
    "above",
    "right",
    "left",
    "lower right",
    "lower left",
    "upper right",
    "upper left",
)
# How much less we like a side to begin with, in ties that run through the label.
DISLIKE = (0.0, 0.35, 0.45, 0.5, 0.7, 0.75, 0.8, 0.85)
GAP = 4.0  # between a node's shape and its own label
CLEAR = 5.0  # between anything and anything else
SIGN = 9.0  # half of what a sign takes up
SAME = 1e-9  # points nearer than this are one
TRACE = 1.0  # an overlap of so few square units is one of rounding
ROUNDS = 3  # of choosing sides for the labels and making room for them
PUSHES = 60  # small moves a round


@dataclass(frozen=True)
class Placed:
    """What ``place`` returns: centres (n, 2), side per node (names of ``SIDES``), total height.

    ``down``: how far all were moved down to come onto the sheet.
    """

    centres: np.ndarray
    sides: tuple[str, ...]
    height: float
    down: float = 0.0


def place(
    points, radii, labels, ties, *, signs=(), width, margin=10.0, crowded=False, fitting="even"
) -> Placed:
    """Spread nodes and labels over a sheet ``width`` wide.

    ``points`` (n, 2) wanted positions in any unit; ``radii`` (n,) half sizes of the shapes;
    ``labels`` (n, 2) width and height of each label; ``ties`` (m, 2) pairs of row numbers,
    which labels keep clear of where they can; ``signs`` (k, 2) those with a sign in their middle,
    which no label should hide. ``crowded`` puts every label below its node. ``fitting``: how the
    points come onto the sheet: "even" moves them part of the way to equal steps, "plain" only
    stretches, "exact" takes them for places on the sheet.
    Nothing overlaps in the result: not two shapes, not two labels, not a shape and a label.
    """
    points = np.asarray(points, float).reshape(-1, 2)
    radii = np.asarray(radii, float)
    labels = np.asarray(labels, float).reshape(-1, 2)
    ties = np.asarray(ties, int).reshape(-1, 2)
    if not len(points):
        return Placed(points, (), 2 * margin)
    signs = np.asarray(signs, int).reshape(-1, 2)
    sheet = _Sheet(radii, labels, ties, signs, width, margin, crowded)
    centres = points.copy() if fitting == "exact" else sheet.fit(points, even=fitting == "even")
    sides = np.zeros(len(points), int)
    for _ in range(0 if crowded else ROUNDS):
        sides = sheet.choose_sides(centres, sides)
        centres = sheet.push_apart(centres, sides)
    centres = sheet.settle(sheet.push_apart(centres, sides), sides)
    if not crowded:
        sides = sheet.choose_sides(centres, sides, weight=1000.0)
    boxes = sheet.boxes(centres, sides)
    down = margin - boxes[:, 1].min()
    if fitting == "exact":
        down = max(down, 0)  # Where the topmost was taken away, the others stay put.
    centres[:, 1] += down
    height = boxes[:, 3].max() + down + margin
    return Placed(centres, tuple(SIDES[side] for side in sides), float(height), float(down))


def label_box(centre, radius, label, side) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the label of one node."""
    offsets = _label_offsets(np.array([radius]), np.array([label]))
    x, y = centre
    left, top, right, bottom = offsets[SIDES.index(side), 0]
    return (x + left, y + top, x + right, y + bottom)


def _label_offsets(radii, labels):
    """Boxes of the labels round the origin, for each side: (sides, n, 4)."""
    w, h, out, slant = labels[:, 0], labels[:, 1], radii + GAP, radii * 0.6 + GAP / 2
    corners = [
        (-w / 2, out),
        (-w / 2, -out - h),
        (out, -h / 2),
        (-out - w, -h / 2),
        (slant, slant),
        (-slant - w, slant),
        (slant, -slant - h),
        (-slant - w, -slant - h),
    ]
    return np.stack([np.stack([left, top, left + w, top + h], 1) for left, top in corners])


class _Sheet:
    """The sizes that do not change while nodes and labels are moved about."""

    def __init__(self, radii, labels, ties, signs, width, margin, crowded):
        self.ties, self.signs = ties, signs
        self.width, self.margin, self.crowded = width, margin, crowded
        self.count = len(radii)
        self.shapes = np.stack([-radii, -radii, radii, radii], 1)
        self.offsets = _label_offsets(radii, labels)
        extents = np.stack([radii * 2 + 2 * CLEAR, radii * 2 + labels[:, 1] + GAP + 2 * CLEAR], 1)
        extents[:, 0] = np.maximum(extents[:, 0], labels[:, 0] + 2 * CLEAR)
        self.area = extents.prod(1).sum()
        self.half = extents.max(0) / 2
        # A label may stand on the inner side of a node at the edge.
        self.edge = np.array([radii.max() + 2 * CLEAR, self.half[1]])

    def fit(self, points, *, even):
        """Scale the wanted positions to the sheet, stretched just enough to give room."""
        inner = self.width - 2 * self.margin - 2 * self.edge[0]
        low, span = points.min(0), np.ptp(points, axis=0)
        span = np.where(span < SAME, 0, span)
        wide = inner / span[0] if span[0] else 1.0
        natural = span[1] * wide
        roomy = self.area * 1.9 / self.width
        tall = float(np.clip(natural, 0.8 * roomy, max(1.15 * roomy, 0.6 * self.width)))
        shares = (points - low) / np.where(span, span, 1)
        shares = self._evened(shares) if even else shares
        fitted = shares * (inner, tall) + self.margin + self.edge
        if not span[0]:
            fitted[:, 0] = self.width / 2
        # Two nodes on the same spot could be pushed either way: let the order decide.
        return fitted + np.stack([np.arange(self.count) * 1e-3] * 2, 1)

    def _evened(self, shares):
        """Shares of width and height, moved part of the way to equal steps: room for a crowd."""
        ranks = shares.argsort(0, kind="stable").argsort(0) / max(1, self.count - 1)
        part = min(0.6, self.count * self.half[0] / self.width / 6)
        return (1 - part) * shares + part * ranks

    def rectangles(self, centres, sides):
        """All shapes, then all labels: (2n, 4)."""
        at = np.concatenate([centres, centres], 1)
        labels = self.offsets[sides, np.arange(self.count)]
        return np.concatenate([self.shapes + at, labels + at])

    def boxes(self, centres, sides):
        """One box a node, round its shape and its label: (n, 4)."""
        every = self.rectangles(centres, sides)
        shapes, labels = every[: self.count], every[self.count :]
        return np.concatenate(
            [np.minimum(shapes[:, :2], labels[:, :2]), np.maximum(shapes[:, 2:], labels[:, 2:])], 1
        )

    def push_apart(self, centres, sides):
        """Move what overlaps apart, a little each time, within the width of the sheet."""
        centres = centres.copy()
        # In a crowd one box round shape and label is near enough, and four times faster.
        outlines = self.boxes if self.crowded else self.rectangles
        owners = np.arange(self.count if self.crowded else 2 * self.count) % self.count
        for _ in range(PUSHES):
            self._keep_inside(centres, sides)
            rectangles = outlines(centres, sides)
            first, second = _overlapping(rectangles, CLEAR, owners)
            if not len(first):
                break
            moves = _ways_out(rectangles, first, second, CLEAR) * 0.55
            np.add.at(centres, owners[first], -moves / 2)
            np.add.at(centres, owners[second], moves / 2)
        self._keep_inside(centres, sides)
        return centres

    def _keep_inside(self, centres, sides):
        boxes = self.boxes(centres, sides)
        centres[:, 0] += np.maximum(self.margin - boxes[:, 0], 0)
        centres[:, 0] -= np.maximum(boxes[:, 2] - (self.width - self.margin), 0)

    def choose_sides(self, centres, sides, weight=3.0):
        """Give each label the side with the fewest ties and neighbours in its way.

        ``weight`` is what a neighbour in the way counts for, in ties.
        """
        sides = sides.copy()
        crossed = self._ties_crossed(centres)
        everyone = np.arange(self.count)
        for _ in range(2):
            for node in everyone:
                rectangles = self.rectangles(centres, sides)
                others = np.concatenate([everyone != node, everyone != node])
                at = np.tile(centres[node], 2)
                costs = np.array(DISLIKE) + crossed[:, node]
                for side in range(len(SIDES)):
                    box = self.offsets[side, node] + at
                    overlap = _overlap_area(box, rectangles[others])
                    outside = max(self.margin - box[0], box[2] - self.width + self.margin, 0)
                    costs[side] += (
                        weight * (overlap > TRACE).sum() + overlap.sum() / 300 + outside / 8
                    )
                sides[node] = int(np.argmin(costs))
        return sides

    def _ties_crossed(self, centres):
        """How many ties run through the label of each node, on each side: (sides, n)."""
        boxes = self.offsets + np.tile(centres, 2)[None]
        if not len(self.ties):
            return np.zeros(boxes.shape[:2])
        start, end = centres[self.ties[:, 0]], centres[self.ties[:, 1]]
        through = _segments_through(boxes.reshape(-1, 4), start, end).reshape(boxes.shape[:2])
        return through + 4 * self._signs_hidden(boxes, centres)

    def _signs_hidden(self, boxes, centres):
        """How many signs lie under each of the boxes: (sides, n)."""
        x, y = centres[self.signs].mean(1).T
        left, top, right, bottom = (boxes[..., None, corner] for corner in range(4))
        near = (x > left - SIGN) & (x < right + SIGN) & (y > top - SIGN) & (y < bottom + SIGN)
        return near.sum(-1)

    def settle(self, centres, sides):
        """Take away the last overlaps: from the top down, each node sinks until it is free."""
        centres = centres.copy()
        rectangles = self.rectangles(centres, sides)
        tops = self.boxes(centres, sides)[:, 1]
        settled = np.zeros(2 * self.count, bool)
        for node in np.argsort(tops, kind="stable"):
            own = [node, node + self.count]
            while (sink := _sink(rectangles[own], rectangles[settled], CLEAR)) > 0:
                rectangles[own, 1] += sink
                rectangles[own, 3] += sink
                centres[node, 1] += sink
            settled[own] = True
        return centres


def _overlapping(rectangles, clear, owners):
    """Pairs of rectangles of different owners that are nearer than ``clear``."""
    left, top, right, bottom = rectangles.T
    near = (left[:, None] < right[None] + clear) & (left[None] < right[:, None] + clear)
    near &= (top[:, None] < bottom[None] + clear) & (top[None] < bottom[:, None] + clear)
    near &= owners[:, None] != owners[None]
    return np.nonzero(np.triu(near))


def _ways_out(rectangles, first, second, clear):
    """For each overlapping pair the shortest way for the second to leave the first."""
    a, b = rectangles[first], rectangles[second]
    middle = (b[:, :2] + b[:, 2:] - a[:, :2] - a[:, 2:]) / 2
    reach = (b[:, 2:] - b[:, :2] + a[:, 2:] - a[:, :2]) / 2 + clear
    depth = reach - np.abs(middle)
    # Height is free and width is not: leave upwards or downwards unless sideways is nearer.
    sideways = depth[:, 0] < depth[:, 1] * 0.8
    direction = np.where(middle >= 0, 1.0, -1.0)
    moves = depth * direction
    moves[sideways, 1] = 0
    moves[~sideways, 0] = 0
    return moves


def _overlap_area(box, others):
    wide = np.minimum(box[2], others[:, 2]) - np.maximum(box[0], others[:, 0]) + CLEAR
    high = np.minimum(box[3], others[:, 3]) - np.maximum(box[1], others[:, 1]) + CLEAR
    return np.clip(wide, 0, None) * np.clip(high, 0, None)


def _segments_through(boxes, start, end):
    """How many of the segments cross each box (Liang and Barsky's clipping, all at once)."""
    x, y = start.T
    dx, dy = (end - start).T
    enter = np.zeros((len(boxes), len(start)))
    leave = np.ones_like(enter)
    for p, q in (
        (-dx, x[None] - boxes[:, 0:1]),
        (dx, boxes[:, 2:3] - x[None]),
        (-dy, y[None] - boxes[:, 1:2]),
        (dy, boxes[:, 3:4] - y[None]),
    ):
        with np.errstate(divide="ignore", invalid="ignore"):
            at = q / p
        enter = np.where(p < 0, np.maximum(enter, at), enter)
        leave = np.where(p > 0, np.minimum(leave, at), leave)
        leave = np.where((p == 0) & (q < 0), -1.0, leave)
    return (enter < leave).sum(1)


def _sink(own, settled, clear):
    """How far the two boxes of a node must move down to leave the first thing beneath them."""
    if not len(settled):
        return 0.0
    a, b = own[:, None], settled[None]
    apart = clear - 0.01
    near = (a[..., 0] < b[..., 2] + apart) & (b[..., 0] < a[..., 2] + apart)
    near &= (a[..., 1] < b[..., 3] + apart) & (b[..., 1] < a[..., 3] + apart)
    return float(np.where(near, b[..., 3] + clear - a[..., 1], 0).max())
