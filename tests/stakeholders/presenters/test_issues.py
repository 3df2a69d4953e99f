"""Where the sheet puts a party: inside its cell, at no one else's place."""

from itertools import combinations
from math import hypot
from types import SimpleNamespace

import pytest

from stakeholders.presenters.issues import (
    CORE,
    NARROW,
    RADII,
    RINGS,
    WIDE,
    fields,
    sheets,
    venn,
)
from stakeholders.services.issues import Placed

LONG = "Perkumpulan Petani Pemakai Air Bersih dan Irigasi Sumber Rejeki Lereng Merapi Jaya"


def placed(number, *, power=3, interest=2, closeness=3, before=None, name="Kelompok"):
    kind = SimpleNamespace(family="otl", mark="KT")
    party = SimpleNamespace(pk=number, name=f"{name} {number}", kind="group", group_kind=kind)
    now = SimpleNamespace(
        stakeholder=party, power=power, interest=interest, closeness=closeness, stance="unknown"
    )
    return Placed(now, before)


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("power", [1, 2, 3, 4])
@pytest.mark.parametrize("interest", [1, 2, 3, 4])
def test_everybody_stands_in_the_own_cell(size, power, interest):
    board = [placed(number, power=power, interest=interest, name=LONG) for number in range(3)]
    sheet = next(sheet for sheet in sheets(board) if sheet.size is size)
    left, top = size.corner(power, interest)
    for spot in sheet.spots:
        assert left < spot.x < left + size.cell[0]
        assert top < spot.y < top + size.cell[1]


def test_the_four_fields_lie_apart():
    """High power is above low power and above the strip with the names of the lower fields."""
    assert NARROW.corner(4, 1)[1] < NARROW.corner(3, 1)[1]
    assert NARROW.corner(3, 1)[1] + NARROW.cell[1] + NARROW.band == NARROW.corner(2, 1)[1]
    assert NARROW.corner(1, 1)[1] + NARROW.cell[1] == NARROW.bottom


@pytest.mark.parametrize("count", [1, 2, 5, 6, 15, 40])
def test_nobody_covers_anybody_and_the_rest_is_counted(count):
    board = [placed(number) for number in range(count)]
    for sheet in sheets(board):
        for one, other in combinations(sheet.spots, 2):
            assert hypot(one.x - other.x, one.y - other.y) >= 26
        assert len(sheet.spots) + sum(more for *_, more in sheet.hidden) == count


def test_every_party_is_in_exactly_one_field():
    board = [placed(4 * p + i, power=p, interest=i) for p in (1, 2, 3, 4) for i in (1, 2, 3, 4)]
    found = fields(board)
    assert [field.code for field in found] == ["key", "win", "raise", "inform"]
    assert [len(field.placed) for field in found] == [4, 4, 4, 4]


def test_the_venn_sheet_keeps_ring_and_size():
    board = [placed(c, closeness=c, power=c) for c in (1, 2, 3, 4)]
    for circle in venn(board).circles:
        now = circle.placed.now
        assert hypot(circle.x, circle.y) == pytest.approx(RINGS[now.closeness], abs=0.2)
        assert circle.radius == RADII[now.power]
        assert hypot(circle.x, circle.y) > CORE + circle.radius


def test_circles_of_one_ring_do_not_cover_each_other():
    circles = venn([placed(n, power=2) for n in range(10)]).circles
    for one, other in combinations(circles, 2):
        assert hypot(one.x - other.x, one.y - other.y) > one.radius + other.radius
