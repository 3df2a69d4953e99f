"""Who could introduce whom, whose choices are narrow, who stands out: each on a drawn village."""

import networkx as nx
import pytest

from stakeholders.graph.build import network
from stakeholders.graph.findings import findings, relations
from stakeholders.graph.findings.identity import key_of, state_of
from stakeholders.graph.findings.village import read_village
from tests.stakeholders.graph.drawn import drawn, village

EVERYBODY = "ABCDEFGHIJKLMN"


def of_kind(kind, found):
    return [each for each in found if each.kind == kind]


def pairs(text, **more):
    """The pairs that could be introduced, with who could do it."""
    found = of_kind("introduction", findings(village(text, **{"interviewed": EVERYBODY} | more)))
    return {each.subjects[:2]: each.subjects[2:] for each in found}


# --- who could introduce whom --------------------------------------------------------------------


def test_two_without_a_tie_are_introduced_by_who_is_on_good_terms_with_both():
    """A - X - B, an open triangle; C stands alone."""
    assert pairs("A+X X+B C") == {("A", "B"): ("X",)}


@pytest.mark.parametrize("ties", ["A+X X!B", "A+X X+B? B!X?", "A!X X!B", "A+X X/B"])
def test_who_quarrels_with_one_of_them_introduces_nobody(ties):
    assert pairs(ties) == {}


@pytest.mark.parametrize("ties", ["A+X X+B A+B", "A+X X+B A!B"])
def test_two_who_know_each_other_need_no_introduction(ties):
    assert pairs(ties) == {}


def test_a_person_in_two_groups_can_introduce_them():
    assert pairs("P~A P~B", persons="P") == {("A", "B"): ("P",)}


def test_never_through_a_dependency():
    """A and B both depend on X: that is no acquaintance to be used."""
    assert pairs("A>X B>X A+C") == {}


def test_nobody_is_introduced_by_a_nameless_party_from_elsewhere():
    nodes = [{"id": "x1", "kind": "outside"}, *({"id": n, "kind": "group"} for n in "AB")]
    ties = [{"id": n, "source": n, "target": "x1", "kind": "supports"} for n in "AB"]
    assert not of_kind("introduction", findings(network(nodes, ties)))


def test_groups_introduce_before_persons_and_the_best_known_first():
    """X and Y know A and B, and X knows C as well; P is a member of both."""
    found = pairs("A+X X+B A+Y Y+B P~A P~B X+C A+C B+C X+Y", persons="P")
    assert found["A", "B"] == ("X", "C", "Y")


def test_an_introduction_across_parts_weighs_most():
    """C and D meet only through the person P; A and B are in one part."""
    found = of_kind(
        "introduction",
        findings(village("A+X X+B P~A P~D D+E", persons="P", interviewed=EVERYBODY)),
    )
    first = found[0]
    assert (set(first.subjects[:2]), first.numbers["apart"], first.weight) == ({"A", "D"}, 1, 42)
    assert all(each.numbers["apart"] == 0 for each in found[1:])


def test_a_pair_that_denies_a_relation_weighs_more_and_one_not_asked_less():
    denied, asked, half, none = (
        of_kind("introduction", findings(village(text, interviewed=names)))
        for text, names in [
            ("A+X X+B A/B", "ABX"), ("A+X X+B", "ABX"), ("A+X X+B", "AX"), ("A+X X+B", "X"),
        ]
    )  # fmt: skip
    assert (denied[0].weight, asked[0].weight, half[0].weight) == (38, 28, 14)
    assert none == []


def test_nobody_is_sent_to_a_dozen_acquaintances():
    """X knows eight groups that do not know each other: 28 open triangles."""
    star = " ".join(f"X+{name}" for name in "ABCDEFGH")
    found = pairs(star)
    assert all(sum(name in pair for pair in found) <= 2 for name in "ABCDEFGH")
    assert 1 < len(found) <= 8


# --- narrow choices ------------------------------------------------------------------------------


def test_a_group_whose_acquaintances_all_know_each_other_has_narrow_choices():
    """A knows B and C, who know each other; D, E and F are beyond C::

    A - B
     \\ /
      C - D - E - F
    """
    found = of_kind("narrow", findings(village("A+B B+C A+C C+D D+E E+F", interviewed=EVERYBODY)))
    assert [each.subjects for each in found] == [("A", "C", "B"), ("B", "C", "A")]
    assert found[0].numbers["circle"] == 2
    assert found[0].numbers["others"] == 3
    assert set(found[0].ties) == {"A+B", "B+C", "A+C"}
    # Burt's measure of A in the network above, worked by hand: p(AB) = p(AC) = p(BA) = p(BC) = 1/2,
    # p(CA) = p(CB) = 1/3. By B: (1/2 + 1/2 * 1/3)^2, by C: (1/2 + 1/2 * 1/2)^2.
    assert found[0].numbers["constraint"] == round(100 * ((2 / 3) ** 2 + (3 / 4) ** 2))


@pytest.mark.parametrize(
    ("ties", "asked"),
    [
        ("A+B B+C A+C", "ABC"),  # there is nobody else
        ("A+B B+C A+C C+D D+E E+F", "DEF"),  # A and B were not asked
        ("A+B B+C C+D D+E", "ABCDE"),  # one acquaintance is no circle
    ],
)
def test_where_choices_are_not_called_narrow(ties, asked):
    assert not of_kind("narrow", findings(village(ties, interviewed=asked)))


# --- role models ---------------------------------------------------------------------------------


def roles(**values):
    """``roles(A="yn")``: the values of A in the first and the second role."""
    said = {"y": "yes", "n": "no", "-": "not_applicable", "?": None}
    return [
        {"group": group, "role": f"role{number}", "value": said[letter]}
        for group, letters in values.items()
        for number, letter in enumerate(letters)
    ]


def models(**values):
    found = findings(village("A+B B+C", interviewed="ABC"), roles=roles(**values))
    return [each.subjects for each in of_kind("role_model", found)]


def test_who_fills_every_role_that_applies_is_an_example_where_others_do_not():
    assert models(A="yyy", B="yy-", C="yny") == [("A", "B")]


@pytest.mark.parametrize("values", [{"A": "yyy"}, {"A": "yy?", "B": "n"}, {"A": "y", "B": "n"}])
def test_who_is_no_example(values):
    """Nobody to learn from it, not all asked, or a single role."""
    assert models(**values) == []


# --- who stands out ------------------------------------------------------------------------------


def kinds(graph):
    return {each.kind for each in findings(graph)}


def ring(*names):
    return " ".join(f"{a}-{b}" for a, b in zip(names, names[1:] + names[:1], strict=True))


def test_fewer_than_eight_are_not_ranked():
    star = [f"X-{name}" for name in "ABCDEFG"]
    assert "hub" not in kinds(drawn(" ".join(star[:6])))
    assert "hub" in kinds(drawn(" ".join(star)))


def test_one_centre_is_a_hub_and_not_also_the_most_tied():
    """Freeman: a star has a degree centralisation of 1."""
    found = findings(drawn(" ".join(f"X-{name}" for name in "ABCDEFG")))
    (finding,) = of_kind("hub", found)
    assert finding.subjects == ("X",)
    assert (finding.numbers["most"], finding.numbers["others"]) == (7, 7)
    assert not of_kind("most_tied", found)


def test_those_with_as_many_acquaintances_are_told_together():
    """A ring of eight with the chord A-E: A and E have three acquaintances, all others two."""
    (finding,) = of_kind("most_tied", findings(drawn(ring(*"ABCDEFGH") + " A-E")))
    assert finding.subjects == ("A", "E")
    assert finding.numbers["most"] == 3


def test_where_all_are_equal_nobody_is_named():
    assert not kinds(drawn(ring(*"ABCDEFGH"))) & {"hub", "most_tied", "between"}


def test_who_stands_between_is_named_unless_the_most_tied_or_a_sole_link():
    """Two cliques of five, joined through M as well as by a longer way round, A-x-y-F."""
    left, right = nx.complete_graph(list("ABCDE")), nx.complete_graph(list("FGHIJ"))
    graph = nx.compose(left, right)
    graph.add_edges_from([("E", "M"), ("M", "J"), ("A", "x"), ("x", "y"), ("y", "z"), ("z", "F")])
    found = findings(graph)
    (finding,) = of_kind("between", found)
    assert finding.subjects == ("E", "J", "M")


def test_where_few_were_asked_nobody_is_ranked():
    star = " ".join(f"X+{name}" for name in "ABCDEFG")
    few, half = (findings(village(star, interviewed=names)) for names in ("XAB", "XABC"))
    assert not of_kind("hub", few)
    assert of_kind("hub", half)


def test_dense_clusters_are_told_from_twelve_on():
    """Three cliques of four in a row; without the last it is two cliques of four."""
    cliques = [nx.complete_graph(list(names)) for names in ("ABCD", "EFGH", "IJKL")]
    graph = nx.compose_all(cliques)
    graph.add_edges_from([("D", "E"), ("H", "I")])
    (finding,) = of_kind("clusters", findings(graph))
    assert finding.numbers["sizes"] == (4, 4, 4)
    graph.remove_nodes_from("IJKL")
    assert not of_kind("clusters", findings(graph))


# --- which finding it is -------------------------------------------------------------------------


def told(kind, subjects, about="", **numbers):
    return {"kind": kind, "subjects": subjects, "numbers": numbers, "about": about}


def test_the_same_matter_keeps_its_key_when_more_is_known_of_it():
    before = told("coverage", ["A", "B"], interviewed=3, groups=5)
    after = told("coverage", ["A"], interviewed=4, groups=5)
    assert key_of(before) == key_of(after)
    assert state_of(before) != state_of(after)


def test_the_order_of_two_parties_does_not_matter():
    assert key_of(told("tension", ["A", "B", "C"])) == key_of(told("tension", ["B", "A", "D"]))


@pytest.mark.parametrize(
    "other",
    [told("sole_link", ["B", "A"]), told("narrow", ["A", "B"]), told("sole_link", ["A"], "x")],
)
def test_another_matter_has_another_key(other):
    assert key_of(told("sole_link", ["A", "B"])) != key_of(other)


def test_one_more_interview_elsewhere_changes_nothing():
    before = told("sole_link", ["A", "B"], pairs=4, groups=5, not_interviewed=2, unasked_pairs=1)
    after = told("sole_link", ["A", "B"], pairs=4, groups=6, not_interviewed=1, unasked_pairs=0)
    assert state_of(before) == state_of(after)
    assert state_of(before) != state_of(told("sole_link", ["A", "B"], pairs=5))


def test_a_hub_among_many_does_not_make_a_finding_of_every_pair(monkeypatch):
    made = []
    monkeypatch.setattr(relations, "Finding", lambda *row, **more: made.append(row))
    village = read_village(nx.star_graph(200), None)
    assert len(list(relations.introductions(village))) == len(made) == 199
