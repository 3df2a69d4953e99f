"""The drawing: everything legible, nothing over anything else."""

import math
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stakeholders.presenters.drawing import (
    CROWD,
    NAMED,
    NARROW,
    UNIT,
    WIDE,
    draw,
    outline_of,
    sheet_width,
)
from stakeholders.presenters.signs import HALF, SHARES, Ground
from tests.stakeholders.presenters.makers import boxes, line, overlaps, party, pid, village

LONG = "Paguyuban Petani Pemakai Air Lereng Merapi Sumber Rejeki Desa Sengi Kecamatan Du"


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("count", [1, 2, 12, 40, 60])
@pytest.mark.parametrize("name", [None, LONG[:76], "👩‍🌾 Kelompok 'Wanita' Tani"])
def test_no_label_lies_over_a_node_or_another_label(count, width, name):
    parties, lines, positions = village(count, name=name)

    assert overlaps(draw(parties, lines, positions, width=width)) == []


def test_a_large_village_on_one_sheet_is_legible_too():
    parties, lines, positions = village(300, 900, name=LONG[:70])

    assert overlaps(draw(parties, lines, positions, width=sheet_width(300))) == []


points = st.tuples(st.floats(-3, 3), st.floats(-3, 3))
names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), width=st.sampled_from([NARROW, WIDE]))
def test_whatever_the_names_and_places_everything_stays_apart_and_on_the_sheet(data, width):
    count = data.draw(st.integers(1, 25))
    parties = [party(i, data.draw(names).strip() or "x") for i in range(count)]
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    ties = {tuple(sorted(pair)) for pair in data.draw(st.lists(pairs, max_size=40))}
    lines = [line(a, b) for a, b in sorted(ties) if a != b]
    positions = {each["id"]: data.draw(points) for each in parties}

    drawing = draw(parties, lines, positions, width=width)

    assert overlaps(drawing) == []
    for _, (left, top, right, bottom) in boxes(drawing):
        assert left >= 0
        assert right <= width
        assert top >= 0
        assert bottom <= drawing.height + 1


def test_parties_in_one_place_are_moved_apart():
    parties = [party(i) for i in range(12)]
    lines = [line(0, i) for i in range(1, 12)]

    drawing = draw(parties, lines, dict.fromkeys((p["id"] for p in parties), (0, 0)), width=NARROW)

    assert overlaps(drawing) == []


def test_an_empty_village_is_an_empty_sheet():
    assert draw([], [], {}, width=NARROW).nodes == []


def test_whoever_has_no_tie_stands_below_the_others():
    """0 – 1    and 2 alone: 2 is drawn under the line that says so."""
    parties = [party(i) for i in range(3)]
    positions = {pid(0): (0, 0), pid(1): (1, 0), pid(2): (0.5, -5)}

    drawing = draw(parties, [line(0, 1)], positions, width=NARROW)

    alone = next(node for node in drawing.nodes if node.party["id"] == pid(2))
    assert drawing.apart is not None
    assert alone.y > drawing.apart


def test_a_village_without_any_tie_has_no_line_between():
    drawing = draw([party(0), party(1)], [], {pid(0): (0, 0), pid(1): (1, 0)}, width=NARROW)

    assert drawing.apart is None
    assert overlaps(drawing) == []


def test_whoever_knows_many_is_drawn_a_little_larger():
    parties = [party(i, kind="group") for i in range(6)]
    lines = [line(0, i) for i in range(1, 6)]
    positions = {pid(i): (i, i % 2) for i in range(6)}

    sizes = {n.party["id"]: n.radius for n in draw(parties, lines, positions, width=WIDE).nodes}

    assert sizes[pid(1)] < sizes[pid(0)] < 2 * sizes[pid(1)]


def test_a_disputed_tie_is_split_in_the_middle_each_half_as_its_side_tells_it():
    positions = {pid(0): (0, 0), pid(1): (1, 0)}

    [tie] = draw([party(0), party(1)], [line(0, 1, "disputed")], positions, width=WIDE).ties

    (first, one), (second, other) = tie.paths
    assert (first, second) == ("supports", "competes")
    assert one.split("L")[1] == other.split("L")[0].removeprefix("M")
    assert f"{tie.middle[0]} {tie.middle[1]}" in one


def test_a_sign_moves_along_its_tie_until_it_lies_free():
    """A cross: both ties have their middle at the same spot."""
    positions = {pid(0): (-1, 0), pid(1): (1, 0), pid(2): (0, -1), pid(3): (0, 1)}
    lines = [line(0, 1, "disputed"), line(2, 3, "disputed")]

    ties = draw([party(i) for i in range(4)], lines, positions, width=WIDE).ties

    assert math.dist(ties[0].middle, ties[1].middle) >= 2 * HALF
    for tie in ties:
        (_, one), (_, other) = tie.paths
        assert one.split("L")[1] == other.split("L")[0].removeprefix("M")


@pytest.mark.parametrize("taken", ["shape", "name"])
def test_a_sign_keeps_off_shapes_and_names(taken):
    box = (45, -9, 55, 9) if taken == "shape" else (30, -9, 60, 9)
    share = Ground([box]).claim(lambda share: (100 * share, 0))
    x = 100 * share
    assert x + HALF <= box[0] or x - HALF >= box[2]


def test_where_nothing_is_free_a_sign_hides_as_little_as_it_can():
    ground = Ground([(-100, -100, 80, 100)])
    assert ground.claim(lambda share: (100 * share, 0)) == SHARES[-1]


def test_several_ties_between_two_lie_beside_each_other_where_no_number_is_written():
    positions = {pid(0): (0, 0), pid(1): (1, 0)}
    lines = [line(0, 1), line(0, 1, "membership"), line(0, 1, "competes")]

    drawing = draw([party(0), party(1)], lines, positions, width=WIDE)

    middles = sorted(tie.middle[1] for tie in drawing.ties)
    assert middles[1] - middles[0] >= 6
    assert middles[2] - middles[1] >= 6
    assert drawing.counts == []


def test_several_ties_between_two_are_one_line_with_their_number():
    positions = {pid(0): (0, 0), pid(1): (1, 0)}
    lines = [line(0, 1), line(0, 1, "membership"), line(0, 1, "disputed"), line(0, 1, "competes")]
    lines[3]["off"] = True

    drawing = draw([party(0), party(1)], lines, positions, width=WIDE, terse=True)

    assert len({tie.middle for tie in drawing.ties}) == 1
    assert [(tie.line["kind"], tie.several) for tie in drawing.ties] == [
        ("membership", True),
        ("supports", True),
        ("competes", True),
        ("disputed", False),
    ]
    (count,) = drawing.counts
    assert count.number == 3
    assert count.spot != drawing.ties[0].middle  # the sign of the disputed one is there


def test_a_single_tie_has_no_number_and_one_that_stands_for_many_has_theirs():
    positions = {pid(i): (i, 0) for i in range(3)}
    lines = [line(0, 1), {**line(1, 2), "count": 4}]

    drawing = draw([party(i) for i in range(3)], lines, positions, width=WIDE, terse=True)

    assert [count.number for count in drawing.counts] == [4]


def test_what_is_private_lies_beside_and_is_not_counted_with_the_rest():
    positions = {pid(0): (0, 0), pid(1): (1, 0)}
    depends = {**line(0, 1, "depends", tightness="loose"), "a": pid(1), "b": pid(0), "aside": True}
    lines = [line(0, 1), line(0, 1, "membership"), depends]

    drawing = draw([party(0), party(1)], lines, positions, width=WIDE, terse=True)

    heights = {tie.line["kind"]: tie.middle[1] for tie in drawing.ties}
    assert heights["supports"] == heights["membership"]
    assert abs(heights["depends"] - heights["supports"]) >= 6
    assert [count.number for count in drawing.counts] == [2]


def test_two_ties_that_name_the_same_parties_the_other_way_round_still_lie_apart():
    positions = {pid(0): (0, 0), pid(1): (1, 0)}
    back = {**line(0, 1, "depends", tightness="loose"), "a": pid(1), "b": pid(0), "aside": True}

    ties = draw([party(0), party(1)], [line(0, 1), back], positions, width=WIDE).ties

    assert abs(ties[0].middle[1] - ties[1].middle[1]) >= 6


def test_a_tie_swerves_round_a_party_in_its_way_and_is_straight_otherwise():
    """0 – 1 – 2 in a row, and 0 – 2 passing by 1."""
    parties = [party(i, "KT", kind="group") for i in range(3)]
    positions = {pid(0): (0, 0), pid(1): (1, 0), pid(2): (2, 0)}

    ties = draw(parties, [line(0, 1), line(1, 2), line(0, 2)], positions, width=WIDE).ties

    bent = {(tie.line["a"], tie.line["b"]) for tie in ties if "Q" in tie.paths[0][1]}
    assert bent == {(pid(0), pid(2))}


def test_the_arrow_of_a_dependency_points_from_patron_to_client():
    positions = {pid(0): (0, 0), pid(1): (1, 0)}
    depends = line(0, 1, "depends", tightness="binding")

    drawing = draw([party(0), party(1)], [depends], positions, width=WIDE)

    [tie] = drawing.ties
    tip = [float(number) for number in re.findall(r"[\d.]+", tie.arrow)[:2]]
    client = next(node for node in drawing.nodes if node.party["id"] == pid(1))
    patron = next(node for node in drawing.nodes if node.party["id"] == pid(0))
    assert abs(tip[0] - client.x) < abs(tip[0] - patron.x)


def test_ties_to_parties_that_are_not_drawn_are_left_out():
    drawing = draw([party(0), party(1)], [line(0, 1), line(1, 7)],
                   {pid(0): (0, 0), pid(1): (1, 0)}, width=WIDE)  # fmt: skip

    assert len(drawing.ties) == 1


def test_the_same_village_is_drawn_the_same_whatever_the_order_of_its_rows():
    parties, lines, positions = village(20)

    one = draw(parties, lines, positions, width=WIDE)
    other = draw(parties, lines[::-1], positions, width=WIDE)

    assert [(n.x, n.y) for n in one.nodes] == [(n.x, n.y) for n in other.nodes]
    assert one.ties == other.ties


def test_letters_are_twelve_pixels_or_more_on_a_telephone_of_360():
    from stakeholders.presenters.drawing import LETTER

    assert LETTER * 360 / NARROW >= 12


@pytest.mark.parametrize("shape", ["circle", "square", "diamond", "hexagon"])
def test_every_shape_is_a_closed_path_within_its_radius(shape):
    path = outline_of(shape, 10)

    assert path.endswith("z")
    assert max(abs(float(number)) for number in re.findall(r"-?[\d.]+", path)) <= 20


def spots(drawing):
    return {node.party["id"]: (node.x, node.y) for node in drawing.nodes if node.degree}


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("count", [12, 60])
def test_where_somebody_placed_them_they_stand_on_such_a_sheet(width, count):
    """What is drawn once from its own places is drawn the same again, within a letter's width."""
    parties, lines, positions = village(count)
    once = spots(draw(parties, lines, positions, width=width))
    turned = {k: (y, x) if width == NARROW else (x, y) for k, (x, y) in once.items()}
    placed = {party: (x / UNIT, y / UNIT) for party, (x, y) in turned.items()}

    again = spots(draw(parties, lines, placed, width=width, arranged=width))

    moved = [abs(x - again[k][0]) + abs(y - again[k][1]) for k, (x, y) in once.items()]
    assert max(moved) < 30
    assert sum(moved) / count < 3


def test_on_the_other_sheet_what_was_placed_is_legible_too():
    parties, lines, positions = village(30)
    placed = {k: (x / UNIT, y / UNIT) for k, (x, y) in positions.items()}

    assert overlaps(draw(parties, lines, placed, width=NARROW, arranged=WIDE)) == []


def test_somebody_dropped_upon_another_makes_room():
    parties, lines, positions = village(12)
    placed = {k: (x + 4, y + 4) for k, (x, y) in positions.items()}
    placed[pid(3)] = placed[pid(4)]

    assert overlaps(draw(parties, lines, placed, width=WIDE, arranged=WIDE)) == []


def test_a_weight_makes_a_shape_larger_than_its_ties_would():
    parties, lines, positions = village(5)
    parties[4]["weight"], parties[0]["weight"] = 1.0, 0.0

    radii = {n.party["id"]: n.radius for n in draw(parties, lines, positions, width=WIDE).nodes}

    assert radii[pid(4)] > radii[pid(0)] + 10


def test_in_a_crowd_on_a_telephone_the_best_tied_bear_their_names_and_whoever_is_asked_about():
    parties, lines, positions = village(50)
    parties[49]["named"] = True
    ties = [end for each in lines for end in (each["a"], each["b"])]

    on_paper = draw(parties, lines, positions, width=NARROW)
    drawing = draw(parties, lines, positions, width=NARROW, terse=True)
    narrow = {node.party["id"]: node for node in drawing.nodes}
    wide = draw(parties, lines, positions, width=WIDE, terse=True).nodes

    named = {party for party, node in narrow.items() if not node.quiet}
    assert len(named) == NAMED
    assert pid(49) in named
    assert max(ties.count(p) for p in narrow.keys() - named) <= min(
        ties.count(p) for p in named - {pid(49)}
    )
    assert overlaps(drawing) == []
    assert not any(node.quiet for node in [*wide, *on_paper.nodes])
    few = draw(*village(CROWD), width=NARROW, terse=True).nodes
    assert not any(node.quiet for node in few)
