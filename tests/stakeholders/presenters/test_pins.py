"""Notes on a drawing: beside their party, or where they were put."""

from dataclasses import dataclass

import pytest

from stakeholders.presenters.drawing import NARROW, WIDE, draw
from stakeholders.presenters.pins import pins, point_at
from tests.stakeholders.presenters.makers import party, pid, village


@dataclass
class Note:
    text: str = "tanya lagi"
    party_id: str | None = None
    x: float | None = None
    y: float | None = None


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("spot", [(100, 60), (200, 150), (30, 30)])
def test_a_spot_becomes_a_point_and_the_point_lies_near_the_spot(width, spot):
    parties, lines, positions = village(12)
    drawing = draw(parties, lines, positions, width=width)

    x, y = point_at(drawing, positions, *spot)
    (pin,) = pins(drawing, positions, [Note(x=x, y=y)])

    assert (pin.x, pin.y) == pytest.approx(spot, abs=25)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_beside_a_party_a_mark_stands_on_its_shoulder_and_the_next_one_beside_it(width):
    parties, lines, positions = village(12)
    drawing = draw(parties, lines, positions, width=width)
    node = next(node for node in drawing.nodes if 60 < node.x < width - 60)

    first, second = pins(drawing, positions, [Note(party_id=node.party["id"])] * 2)

    assert (first.number, second.number) == (1, 2)
    assert abs(first.x - node.x) < node.radius
    assert second.x - first.x >= 16


def test_a_note_of_the_village_or_of_somebody_not_drawn_has_no_mark():
    drawing = draw([party(0)], [], {pid(0): (0, 0)}, width=WIDE)

    assert pins(drawing, {}, [Note(), Note(party_id=pid(7)), Note(x=1, y=1)]) == []
    assert point_at(drawing, {}, 10, 10) is None


def test_far_away_points_stay_on_the_sheet():
    parties, lines, positions = village(5)
    drawing = draw(parties, lines, positions, width=NARROW)

    (pin,) = pins(drawing, positions, [Note(x=1e6, y=-1e6)])

    assert 0 < pin.x < NARROW
    assert 0 < pin.y < drawing.height


@pytest.mark.parametrize("far", [1e308, -1e308, 1e200])
def test_a_spot_beside_the_sheet_is_the_nearest_one_on_it(far):
    parties, lines, positions = village(12)
    drawing = draw(parties, lines, positions, width=WIDE)

    edge = WIDE if far > 0 else 0
    assert point_at(drawing, positions, far, 60) == point_at(drawing, positions, edge, 60)
