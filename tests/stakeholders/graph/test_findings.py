import json
from dataclasses import asdict

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholders.graph.build import network
from stakeholders.graph.findings import findings
from tests.stakeholders.graph.drawn import drawn, village

EVERYBODY = "ABCDEFGH"


def of_kind(kind, found):
    return [each for each in found if each.kind == kind]


def only(kind, found):
    (one,) = of_kind(kind, found)
    return one


def roles(**values):
    """``roles(A="yes")``: the value of one role in each group."""
    return [{"group": group, "role": "bpd", "value": value} for group, value in values.items()]


def test_a_village_without_groups_needs_a_group():
    (finding,) = findings(village("P", persons="P"))
    assert (finding.kind, finding.about, finding.weight) == ("none_yet", "add_group", 100)


def test_a_village_without_worksheets_needs_one_of_the_group_named_most():
    """Nobody was asked; the ties were told by a person. B has two, A and C one, D none."""
    (finding, *others) = findings(village("A+B B+C D"))
    assert (finding.kind, finding.about) == ("none_yet", "hold_worksheet")
    assert finding.subjects == ("B", "A", "C", "D")
    assert not of_kind("coverage", others)
    assert not of_kind("unconnected", others)


def test_coverage_counts_who_was_interviewed_and_names_the_rest():
    finding = only("coverage", findings(village("A+B A+C C+D", interviewed="A")))
    assert finding.subjects == ("C", "B", "D")
    assert finding.numbers == {"groups": 4, "not_interviewed": 3, "interviewed": 1}
    assert finding.weight == 75


def test_full_coverage_ends_the_list():
    found = findings(village("A+B C", interviewed="ABC"))
    assert found[-1].kind == "coverage"
    assert found[-1].weight == 0


def test_the_caller_may_say_who_was_interviewed():
    found = findings(village("A+B A+C C+D", interviewed="ABCD"), interviewed={"A", "B", "gone"})
    assert only("coverage", found).numbers["interviewed"] == 2


def test_two_who_contradict_each_other_are_disputed():
    finding = only("disputed", findings(village("A+B? B!A? B+C", interviewed="AB")))
    assert finding.subjects == ("A", "B")
    assert finding.ties == ("A+B?", "B!A?")
    numbers = finding.numbers
    assert (numbers["supports"], numbers["competes"], numbers["unrelated"]) == (1, 1, 0)


def test_a_relation_one_side_denies_is_disputed_too():
    finding = only("disputed", findings(village("A+B? B/A?", interviewed="AB")))
    assert finding.numbers["unrelated"] == 1


def test_the_only_link_between_two_sides_is_found():
    """A, B and C meet D only through X; E hangs on D::

    A - B
     \\ /
      X - D - E      C - X
    """
    found = findings(village("A+B A+X B+X C+X X+D D+E", interviewed="ABCDEX"))
    first, second = of_kind("sole_link", found)
    assert first.subjects == ("X", "A", "D", "C")
    assert first.numbers["sizes"] == (2, 2, 1)
    assert first.numbers["pairs"] == 2 * 2 + 2 * 1 + 2 * 1
    assert set(first.ties) == {"A+X", "B+X", "C+X", "X+D"}
    assert second.subjects == ("D", "X", "E")
    assert second.numbers["sizes"] == (4, 1)


def test_a_person_can_be_the_only_link():
    """P holds an office in A and in B, which have no tie of their own."""
    finding = only("sole_link", findings(village("P~A P~B", persons="P", interviewed="AB")))
    assert finding.subjects == ("P", "A", "B")


def test_a_group_is_no_link_to_its_own_officers():
    """P and Q are known through A only, but they are no side of their own."""
    found = findings(village("P~A Q~A A+B", persons="PQ", interviewed="AB"))
    assert not of_kind("sole_link", found)


def test_a_link_weighs_less_where_nobody_was_asked():
    """Only the middle of a star was interviewed: of course all ties run through it."""
    ties = "X+A X+B X+C X+D"
    asked, unasked = (
        only("sole_link", findings(village(ties, interviewed=names))) for names in ("XABCD", "X")
    )
    assert asked.numbers["unasked_pairs"] == 0
    assert unasked.numbers["unasked_pairs"] == unasked.numbers["pairs"] == 6
    assert asked.weight > 70
    assert unasked.weight == 10


def test_supporters_of_one_who_compete_are_a_tension():
    """A supports B and C, who compete; D is supported by both of them."""
    found = findings(village("A+B A+C B!C B+D C+D E!B", interviewed=EVERYBODY))
    finding = only("tension", found)
    assert finding.subjects == ("B", "C", "A", "D")
    assert finding.numbers["allies"] == 2
    assert set(finding.ties) == {"A+B", "A+C", "B!C", "B+D", "C+D"}


@pytest.mark.parametrize(
    "ties", ["A+B A+C B!C? C+B?", "A+B A+C B!C C+B", "A+B A!C B!C", "A+B A~C B!C"]
)
def test_a_doubtful_or_one_sided_triangle_is_no_tension(ties):
    assert not of_kind("tension", findings(village(ties, interviewed="ABC")))


def test_parts_are_counted_among_groups():
    """A-B-C and D-E are joined by the person P only; F stands alone."""
    found = findings(village("A+B B+C D+E P~C P~D F", persons="P", interviewed=EVERYBODY))
    finding = only("parts", found)
    assert finding.subjects == ("B", "D")
    assert finding.numbers["sizes"] == (3, 2)
    assert finding.numbers["parts"] == 2
    assert finding.numbers["parts_with_others"] == 1
    assert finding.numbers["pairs"] == 6


def test_a_whole_network_has_no_parts_to_speak_of():
    assert not of_kind("parts", findings(village("A+B B+C D", interviewed="ABCD")))


def test_a_group_without_a_tie_is_unconnected():
    """A and C deny each other, C was interviewed, D is tied to a person only."""
    found = of_kind(
        "unconnected", findings(village("A+B A/C C/A P~D", persons="P", interviewed="ACD"))
    )
    assert [each.subjects for each in found] == [("C",), ("D",)]
    assert found[0].numbers["denied"] == 1
    assert found[0].numbers["interviewed"] == 1
    assert found[0].ties == ("A/C", "C/A")
    assert found[0].about == found[1].about == ""


def test_not_asked_yet_is_another_thing_than_unconnected():
    """C was not interviewed and nobody said anything about it; of D, A said "no relation"."""
    found = of_kind("unconnected", findings(village("A+B C A/D", interviewed="A")))
    assert [(each.subjects, each.about) for each in found] == [(("D",), ""), (("C",), "not_asked")]
    assert found[0].weight > found[1].weight


def test_a_single_group_is_not_unconnected():
    assert not of_kind("unconnected", findings(village("A", interviewed="A")))


def test_a_role_that_no_group_has_is_empty():
    found = findings(
        village("A+B B+C C+D", interviewed="ABCD"),
        roles=roles(A="no", B="name_only", C=None, D="not_applicable", gone="yes"),
    )
    finding = only("empty_role", found)
    assert finding.about == "bpd"
    assert finding.subjects == ("A", "B", "C")
    numbers = finding.numbers
    assert [numbers[k] for k in ("yes", "name_only", "no", "unknown")] == [0, 1, 1, 1]
    assert finding.weight == pytest.approx(20 + 25 * 2 / 3, abs=1e-3)


@pytest.mark.parametrize("values", [{"A": "yes", "B": "no"}, {"A": "not_applicable"}, {}])
def test_a_role_that_somebody_has_or_nobody_needs_is_not_empty(values):
    found = findings(village("A+B", interviewed="AB"), roles=roles(**values))
    assert not of_kind("empty_role", found)


def test_a_role_nobody_was_asked_about_weighs_little():
    found = findings(village("A+B", interviewed="AB"), roles=roles(A=None, B=None))
    assert only("empty_role", found).weight == 5


def test_the_first_findings_speak_of_different_things():
    """Three disputed pairs, but the three first places go to three kinds."""
    found = findings(village("A+B? B!A? C+D? D!C? E+F? F!E? A+G A+H G!H", interviewed=EVERYBODY))
    assert [each.kind for each in found[:3]] == ["parts", "disputed", "tension"]
    assert [each.weight for each in of_kind("disputed", found)] == [70, 56, 44.8]


def test_a_spreadsheet_without_kinds_or_interviews_has_findings_of_shape_only():
    found = findings(drawn("A-B B-C D-E"))
    assert [each.kind for each in found] == ["parts", "sole_link", "introduction"]
    assert all(each.numbers["not_interviewed"] == 0 for each in found)


def with_private_rows(graph, pairs):
    """The same village with dependency ties, a patron made for one, and its government."""
    nodes = [{"id": node, **data} for node, data in graph.nodes(data=True)]
    ties = [{"source": a, "target": b, **data} for a, b, data in graph.edges(data=True)]
    nodes += [
        {"id": "patron", "kind": "person", "restricted": True},
        {"id": "desa", "kind": "government"},
    ]
    for group in [node for node, data in graph.nodes(data=True) if data["kind"] == "group"]:
        ties.append({"id": f"g{group}", "source": group, "target": "desa", "kind": "government"})
        ties.append({"id": f"p{group}", "source": "patron", "target": group, "kind": "depends"})
    ties += [
        {"id": f"d{a}{b}", "source": a, "target": b, "kind": "depends", "disputed": True}
        for a, b in pairs
    ]
    return network(nodes, ties)


PAIRS = [(a, b) for a in "ABCDEF" for b in "ABCDEF" if a != b]
WORDS = [a + sign + b for a, b in PAIRS for sign in "+!/"]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*WORDS, "P~A", "P~B", "E", "F"]), min_size=1, unique=True),
    st.sets(st.sampled_from("ABCDEF")),
    st.sets(st.sampled_from(PAIRS)),
)
def test_dependency_and_government_ties_never_show_in_findings(words, asked, pairs):
    graph = village(" ".join(words), persons="P", interviewed="".join(asked))
    known = [(a, b) for a, b in pairs if a in graph and b in graph]
    if not graph or list(graph) == ["P"]:
        return
    assert findings(with_private_rows(graph, known)) == findings(graph)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), unique=True), st.sets(st.sampled_from("ABCDEF")))
def test_findings_can_be_stored_and_come_in_order(words, asked):
    found = findings(village(" ".join([*words, "A"]), interviewed="".join(asked)))
    assert [each.weight for each in found] == sorted((each.weight for each in found), reverse=True)
    assert json.loads(json.dumps([asdict(each) for each in found], allow_nan=False))
    assert all(0 <= each.weight <= 100 for each in found)


def test_finding_does_not_change_the_network():
    graph = village("A+B B!C C/A A>C", interviewed="A")
    before = graph.copy()
    findings(graph)
    assert nx.utils.graphs_equal(graph, before)


def test_a_group_tied_to_itself_is_refused():
    with pytest.raises(ValueError, match="1 is tied to itself"):
        findings(nx.Graph([(1, 1), (1, 2)]))
