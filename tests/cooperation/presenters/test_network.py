"""The map of cooperation: what is drawn, what is listed, what is said."""

from dataclasses import replace
from itertools import pairwise

import pytest

from cooperation.presenters.network import CooperationMap
from tests.cooperation.services.test_network_measures import cooperation, key_of

pytestmark = pytest.mark.django_db  # addresses alone; nothing is read


def drawn(network, stage=""):
    return CooperationMap(network, stage).sheets[-1].drawing


def placed(network, **points):
    """The same with coordinates."""
    for key, point in points.items():
        network.actors[key] = replace(network.actors[key], point=point)
    return network


def test_two_parties_are_a_line_and_three_a_small_node_with_three_lines():
    drawing = drawn(cooperation(["x: A B", "y: A B C"]))
    assert sorted(node.party["id"] for node in drawing.nodes) == [key_of(1), "A", "B", "C"]
    assert len(drawing.ties) == 1 + 3
    deal = next(node for node in drawing.nodes if node.party["id"] == key_of(1))
    assert deal.radius < min(node.radius for node in drawing.nodes if node is not deal)


def test_each_state_has_a_pattern_of_its_own():
    drawing = drawn(cooperation(["x: A B", "?y: B C", "-z: C D"]))
    styles = {tie.line["said"]: tie.line["style"] for tie in drawing.ties}
    assert styles == {
        "x: berjalan": "pact-running",
        "?y: sedang disusun": "pact-coming",
        "-z: sudah berakhir": "pact-over",
    }


def test_north_is_up_and_east_is_right_on_both_sheets():
    network = placed(
        cooperation(["x: A B", "y: B C"]),
        A=(-7.5, 110.2),
        B=(-7.6, 110.3),
        C=(-7.7, 110.25),
    )
    for sheet in CooperationMap(network).sheets:
        at = {node.party["id"]: node for node in sheet.drawing.nodes}
        assert at["A"].y < at["B"].y < at["C"].y
        assert at["A"].x < at["C"].x < at["B"].x


def test_without_coordinates_it_is_laid_out_by_who_goes_with_whom():
    shown = CooperationMap(cooperation(["x: A B"]))
    assert not shown.is_on_the_ground
    assert len(shown.sheets) == 2


def test_who_is_left_out_stands_on_the_map_and_in_the_list():
    network = placed(cooperation(["x: A B"], villages="C"), A=(-7, 110), B=(-7, 111), C=(-8, 110))
    shown = CooperationMap(network)
    node = next(node for node in drawn(network).nodes if node.party["id"] == "C")
    assert "unasked" in node.party["style"]
    assert [actor.key for group in shown.left_out for actor in group["villages"]] == ["C"]
    assert [row.actor.key for row in shown.village_rows] == ["A", "B"]


def test_many_without_are_dots_just_where_they_are():
    names = [f"V{number}" for number in range(60)]
    network = cooperation(["x: A B"], villages=" ".join(names))
    spots = {name: (-7 - number / 100, 110 + number / 50) for number, name in enumerate(names)}
    drawing = drawn(placed(network, A=(-7.1, 110.4), B=(-7.2, 110.1), **spots))
    dots = sorted((node for node in drawing.nodes if node.quiet), key=lambda node: node.x)
    assert len(dots) == 60
    steps = [b.x - a.x for a, b in pairwise(dots)]
    assert max(steps) - min(steps) < 0.3  # even steps, but for rounding
    assert all(dot.y <= drawing.height for dot in dots)


def test_a_stage_narrows_picture_and_list_alike():
    shown = CooperationMap(cooperation(["x: A B", "-z: C D"]), "berakhir")
    assert [row["pact"].title for row in shown.pact_rows] == ["-z"]
    assert {row.actor.key for row in shown.village_rows} == {"C", "D"}
    assert all(row.is_over for row in shown.village_rows)
    assert [(chip.count, chip.chosen) for chip in shown.stages] == [
        (2, False),
        (1, False),
        (0, False),
        (1, True),
    ]


def test_an_unknown_stage_is_all():
    assert len(CooperationMap(cooperation(["x: A B"]), "apa").pacts) == 1


def said(network):
    return {finding.kind: finding for finding in CooperationMap(network).findings}


def test_each_finding_says_why_why_not_and_one_step():
    deals = ["x: A B C D", "y: E F G H", "v: A M", "w: E M", "p: A k", "q: B k", "r: C u"]
    findings = CooperationMap(cooperation(deals, villages="Z", unread=2)).findings
    assert len(findings) >= 5
    for finding in findings:
        assert finding.sentence
        assert finding.why
        assert finding.step
        assert "2 desa yang kerja samanya tidak Anda baca" in finding.doubt


def test_the_left_out_are_counted_and_named():
    found = said(cooperation(["x: A B"], villages="C D E F G H"))["unconnected"]
    assert found.sentence == (
        "6 dari 8 desa belum punya kerja sama: Desa C, Desa D, Desa E, Desa F dan 2 lagi."
    )


def test_where_nobody_cooperates_nothing_is_found():
    assert said(cooperation([], villages="A B C")) == {}


def test_the_joining_agreement_is_named_with_both_sides():
    found = said(cooperation(["x: A B", "y: B C", "z: C D"]))["sole_link"]
    assert (
        found.sentence == "Hanya “y” yang menghubungkan Desa A dan Desa B dengan Desa C dan Desa D."
    )


def test_the_hub_has_its_share():
    found = said(cooperation(["x: A B", "y: A C", "z: A D", "u: E F G"], villages="H"))["hub"]
    assert "Desa A paling banyak bekerja sama: 3 kerja sama." in found.sentence
    assert "75 persen" in found.why
