"""Soft shapes drawn round parties that belong together."""

import math
from dataclasses import dataclass

AIR = 13.0
CORNERS = 12  # of the polygon round one shape


@dataclass(frozen=True, slots=True)
class Hull:
    """A shape behind the drawing: its class, what it holds in words, its path."""

    style: str
    label: str
    path: str


def hulls(nodes, shades) -> list[Hull]:
    """One hull for each shade that two tied parties or more have.

    ``shades``: id of a party to something with ``style`` and ``label``. Who has no tie stands in
    rows below and belongs to no hull.
    """
    members = {}
    for node in nodes:
        if node.degree and (shade := shades.get(node.party["id"])):
            members.setdefault((shade.style, shade.label), []).append(node)
    return [
        Hull(style, label, _path(_around(listed)))
        for (style, label), listed in members.items()
        if len(listed) > 1
    ]


def _around(nodes):
    """The convex polygon round the shapes of all nodes."""
    turns = [2 * math.pi * step / CORNERS for step in range(CORNERS)]
    points = sorted(
        {
            (
                round(node.x + (node.radius + AIR) * math.cos(turn)),
                round(node.y + (node.radius + AIR) * math.sin(turn)),
            )
            for node in nodes
            for turn in turns
        }
    )
    return _half(points) + _half(points[::-1])


def _half(points):
    """One side of the convex hull of sorted points (Andrew's monotone chain)."""
    kept = []
    for point in points:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
            kept.pop()
        kept.append(point)
    return kept[:-1]


def _turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _path(points):
    return "M" + "L".join(f"{x} {y}" for x, y in points) + "z"
