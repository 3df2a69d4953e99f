"""Where notes are pinned on a drawing, and where a spot of it lies among the positions.

A drawing moves parties about to make room, each by its own way. A point between them goes with
those nearest to it.
"""

import math
from dataclasses import dataclass

from stakeholders.presenters.drawing import is_upright

NEAREST = 4
EDGE = 9.0  # half a mark


@dataclass(frozen=True, slots=True)
class Pin:
    """A numbered mark on a drawing."""

    number: int
    text: str
    x: float
    y: float


def pins(drawing, positions, notes) -> list[Pin]:
    """The marks of ``notes`` that have a place on this drawing.

    A note has ``party_id`` or ``x`` and ``y``, and ``text``; its number is its place in the list.
    """
    nodes = {node.party["id"]: node for node in drawing.nodes}
    hung = {}
    found = []
    for number, note in enumerate(notes, 1):
        spot = None
        if node := nodes.get(str(note.party_id)):
            # Several notes on one party stand side by side.
            hung[node.number] = beside = hung.get(node.number, -1) + 1
            out = node.radius * 0.75
            spot = node.x + out + 17 * beside, node.y - out
        elif note.x is not None:
            spot = _carried(_links(drawing, positions), (note.x, note.y), 0)
            spot = spot and _turned(drawing, spot)
        if spot:
            x = min(max(spot[0], EDGE), drawing.width - EDGE)
            y = min(max(spot[1], EDGE), drawing.height - EDGE)
            found.append(Pin(number, note.text, round(x, 1), round(y, 1)))
    return found


def point_at(drawing, positions, x, y) -> list[float] | None:
    """The point among the positions for a spot of the drawing; None if nobody stands there.

    A spot beside the drawing counts as the nearest one on it.
    """
    spot = min(max(x, 0), drawing.width), min(max(y, 0), drawing.height)
    point = _carried(_links(drawing, positions), _turned(drawing, spot), 1)
    return point and [round(each, 3) for each in point]


def _links(drawing, positions):
    """For each tied party its position and its spot."""
    return [
        (tuple(positions[node.party["id"]]), _turned(drawing, (node.x, node.y)))
        for node in drawing.nodes
        if node.degree and node.party["id"] in positions
    ]


def _turned(drawing, spot):
    """A spot as it lies on a sheet that does not stand upright, or back again."""
    return spot[::-1] if is_upright(drawing.width) else spot


def _carried(links, point, side):
    """``point`` of one side of the links, carried to the other along with its neighbours."""
    if len(links) < 2:
        return None
    here, there = ([link[each] for link in links] for each in (side, 1 - side))
    scale = _spread(there) / (_spread(here) or 1)
    near = sorted(links, key=lambda link: math.dist(link[side], point))[:NEAREST]
    weights = [1 / (math.dist(link[side], point) + 1e-6) ** 2 for link in near]
    return tuple(
        sum(
            weight * (link[1 - side][axis] + (point[axis] - link[side][axis]) * scale)
            for link, weight in zip(near, weights, strict=True)
        )
        / sum(weights)
        for axis in (0, 1)
    )


def _spread(points):
    """How far points lie apart, in all."""
    return sum(max(axis) - min(axis) for axis in zip(*points, strict=True))
