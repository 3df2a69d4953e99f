"""One line for each pair, from what each side says."""

from itertools import count

import pytest

from stakeholders.services.lines import dependency, fold

NUMBERS = count(1)


def says(source, target, kind="supports", stance="", office=""):
    """A statement; later ones have later ids, as rows have."""
    return {
        "id": f"{next(NUMBERS):06}",
        "source": source,
        "target": target,
        "kind": kind,
        "stance": stance,
        "office": office,
    }


def folded(*statements):
    """The only line of these statements."""
    [line] = fold(statements)
    return line


def test_both_sides_say_the_same():
    line = folded(says("A", "B"), says("B", "A"))

    assert (line["kind"], line["both"]) == ("supports", True)


def test_one_side_only_was_heard():
    line = folded(says("B", "A", "competes"))

    assert (line["kind"], line["both"], line["says"]) == ("competes", False, [None, "competes"])


@pytest.mark.parametrize("other", ["competes", "unrelated"])
def test_two_sides_that_differ_are_disputed_and_never_averaged(other):
    line = folded(says("A", "B", "supports"), says("B", "A", other))

    assert (line["kind"], line["says"], line["both"]) == ("disputed", ["supports", other], False)


def test_it_does_not_matter_who_spoke_first():
    one = folded(says("A", "B", "supports"), says("B", "A", "competes"))
    other = folded(says("B", "A", "competes"), says("A", "B", "supports"))

    assert (one["a"], one["b"], one["says"]) == (other["a"], other["b"], other["says"])


@pytest.mark.parametrize("sides", [[("A", "B")], [("A", "B"), ("B", "A")]])
def test_that_nobody_sees_a_tie_is_no_line(sides):
    assert fold([says(*side, "unrelated") for side in sides]) == []


def test_a_government_tie_carries_its_stance():
    line = folded(says("A", "G", "government", stance="passive"))

    assert (line["kind"], line["stance"], line["says"]) == (
        "government",
        "passive",
        ["passive", None],
    )


def test_a_membership_stands_beside_what_the_two_say_of_each_other():
    lines = fold([says("A", "B"), says("A", "B", "membership", office="ketua")])

    assert {(line["kind"], line["office"]) for line in lines} == {
        ("membership", "ketua"),
        ("supports", ""),
    }


def test_several_offices_of_one_person_are_one_line():
    line = folded(
        says("P", "A", "membership", office="ketua"),
        says("P", "A", "membership", office="bendahara"),
    )

    assert line["office"] == "bendahara, ketua"
    assert len(line["ties"]) == 2


def test_a_line_leads_to_its_newest_statement_and_knows_all():
    older, newer = says("A", "B"), says("B", "A")

    line = folded(older, newer)

    assert (line["id"], set(line["ties"])) == (newer["id"], {older["id"], newer["id"]})


def test_lines_come_in_one_order():
    statements = [says("B", "C"), says("A", "C"), says("A", "B")]

    assert fold(statements) == fold(statements[::-1])
    assert [(line["a"], line["b"]) for line in fold(statements)] == [
        ("A", "B"),
        ("A", "C"),
        ("B", "C"),
    ]


def test_a_dependency_leads_from_patron_to_client_whatever_their_ids():
    line = dependency({"id": "1", "patron": "Z", "client": "A", "tightness": "binding"})

    assert (line["a"], line["b"], line["kind"], line["tightness"]) == (
        "Z",
        "A",
        "depends",
        "binding",
    )
