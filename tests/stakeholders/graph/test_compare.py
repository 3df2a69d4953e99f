"""Two days of one network, and what became of it: worked out by hand."""

from datetime import date

import pytest
from hypothesis import given

from stakeholders.graph.build import network
from stakeholders.graph.compare import Change, Comparison, compare
from tests.stakeholders.graph.drawn import graphs, village

MARCH = date(2026, 3, 1)


def became(before, after, asked="", asked_after=None, **options):
    """Compare two villages, in the notation of ``drawn``; ``asked``: who was, by the first day."""
    first, second = (
        text if not isinstance(text, str) else village(text) for text in (before, after)
    )
    return compare(
        first,
        second,
        interviewed_before=set(asked),
        interviewed_after=set(asked if asked_after is None else asked_after),
        **options,
    )


def told(changes):
    """Parties, before and after, and whether it is only more asking."""
    return [("".join(c.parties), c.before, c.after, c.by_asking) for c in changes]


# --- ties ------------------------------------------------------------------------------------


def test_equal_networks_differ_in_nothing():
    """A – B, C alone, on both days."""
    assert became("A+B C", "A+B C", "A") == Comparison(kept=1)
    assert became("", "") == Comparison()


def test_who_was_asked_before_and_now_names_a_tie_brings_news():
    """A was asked, named B, and names C now."""
    found = became("A+B C", "A+B A+C", "A")

    assert found.added == (
        Change(("A", "C"), "relation", "", "supports", ("A+C",), ("A",), by_asking=False),
    )
    assert (found.removed, found.changed, found.kept) == ((), (), 1)


def test_a_tie_named_in_a_first_interview_is_only_heard():
    """B was first asked in between: it may have supported C all along."""
    found = became("A+C B", "A+C B+C", "A", "AB")

    assert told(found.added) == [("BC", "", "supports", True)]
    assert found.interviewed == ("B",)


def test_an_interview_that_is_not_completed_yet_is_a_first_one_too():
    assert told(became("A+C B", "A+C B!C", "A", "A").added) == [("BC", "", "competes", True)]


def test_what_one_says_anew_is_news_although_the_other_is_heard_for_the_first_time():
    """A says anew that it supports B, and B, asked for the first time, agrees."""
    assert told(became("A B", "A+B B+A", "A", "AB").added) == [("AB", "", "supports", False)]


def test_a_denied_tie_that_is_affirmed_is_news():
    """A first said: we have nothing to do with B."""
    assert told(became("A/B", "A+B", "A").added) == [("AB", "", "supports", False)]


def test_a_tie_denied_by_the_newly_heard_side_is_disputed_by_asking():
    found = became("A+B", "A+B B/A", "A", "AB")

    assert told(found.changed) == [("AB", "supports", "disputed", True)]
    assert found.changed[0].speakers == ("B",)


def test_a_dispute_that_one_side_settles_is_news():
    found = became("A+B B!A", "A+B B+A", "AB")

    assert told(found.changed) == [("AB", "disputed", "supports", False)]


def test_a_dispute_that_one_side_begins_is_news():
    assert told(became("A+B B+A", "A+B B!A", "AB").changed) == [
        ("AB", "supports", "disputed", False)
    ]


def test_a_kind_that_changes_is_one_change_and_no_removal():
    found = became("A!B", "A+B", "A")

    assert told(found.changed) == [("AB", "competes", "supports", False)]
    assert (found.added, found.removed, found.kept) == ((), (), 0)


def test_the_same_said_by_both_now_is_confirmed_and_kept():
    found = became("A+B", "A+B B+A", "A", "AB")

    assert told(found.confirmed) == [("AB", "supports", "supports", True)]
    assert (found.changed, found.kept) == ((), 1)


def test_one_of_two_sides_falling_silent_changes_nothing():
    found = became("A+B B+A", "A+B", "AB")

    assert found == Comparison(kept=1)


def test_what_nobody_says_any_more_is_removed_with_the_words_of_then():
    found = became("A+B", "A B", "A")

    assert found.removed == (
        Change(("A", "B"), "relation", "supports", "", ("A+B",), ("A",), by_asking=False),
    )


def test_denying_a_tie_that_was_removes_it():
    assert told(became("A+B", "A/B", "A").removed) == [("AB", "supports", "", False)]


def test_two_denials_are_never_a_tie():
    assert became("A/B", "A/B B/A", "A", "AB") == Comparison(interviewed=("B",))


def test_what_is_said_to_hold_since_before_the_first_day_is_no_news():
    nodes = [{"id": "A"}, {"id": "B"}]
    tie = {"id": "t", "source": "A", "target": "B", "kind": "supports"}
    before, after = network(nodes, []), network(nodes, [{**tie, "since": date(2025, 7, 1)}])

    assert told(became(before, after, "A", first=MARCH).added) == [("AB", "", "supports", True)]
    later = network(nodes, [{**tie, "since": date(2026, 7, 1)}])
    assert told(became(before, later, "A", first=MARCH).added) == [("AB", "", "supports", False)]


def test_a_judgement_of_the_government_is_compared_by_its_stance():
    nodes = [{"id": "A"}, {"id": "G", "kind": "government"}]

    def judged(stance):
        tie = {"id": stance, "source": "A", "target": "G", "kind": "government", "stance": stance}
        return network(nodes, [tie])

    [change] = became(judged("support"), judged("hinder"), "A").changed
    assert (change.subject, change.before, change.after) == ("government", "support", "hinder")
    assert became(network(nodes, []), judged("hinder"), "A").connected == ()


def test_an_office_stands_beside_the_relation_and_is_the_groups_to_tell():
    """P, new on the map, becomes an officer of A, which was asked, and of B, which was not."""
    before = village("A+B")
    found = became(before, village("A+B P~A P~B", persons="P"), "A")

    assert [(c.parties, c.subject, c.by_asking) for c in found.added] == [
        (("A", "P"), "membership", False),
        (("B", "P"), "membership", True),
    ]


def test_dependencies_and_who_is_known_through_them_are_not_compared():
    secret = network(
        [{"id": "A"}, {"id": "R", "kind": "person", "restricted": True}],
        [{"id": "d", "source": "R", "target": "A", "kind": "depends"}],
    )

    assert became(village("A"), secret, "A") == Comparison()


# --- parties -----------------------------------------------------------------------------------


def test_who_is_new_on_the_map_may_have_been_in_the_village_before():
    found = became("A", "A B", "A", first=MARCH)

    assert [(p.party, p.by_asking) for p in found.arrived] == [("B", True)]


@pytest.mark.parametrize(("founded", "by_asking"), [(1998, True), (2026, True), (2027, False)])
def test_who_was_founded_in_a_later_year_is_new_in_the_village(founded, by_asking):
    after = network(
        [{"id": "A"}, {"id": "B", "founded": founded}],
        [{"id": "t", "source": "B", "target": "A", "kind": "supports"}],
    )
    found = became("A", after, "A", "AB", first=MARCH)

    assert [(p.party, p.by_asking) for p in found.arrived] == [("B", by_asking)]
    assert told(found.added) == [("AB", "", "supports", by_asking)]


def test_a_tie_with_one_who_was_not_on_the_map_could_not_be_heard_before():
    """A was asked, but B was not on its list yet."""
    assert told(became("A", "A+B", "A").added) == [("AB", "", "supports", True)]


def test_who_left_is_named_and_its_ties_are_removed():
    found = became("A+B C", "B", "A")

    assert found.left == ("A", "C")
    assert told(found.removed) == [("AB", "supports", "", False)]


# --- the shape of the whole ----------------------------------------------------------------------


def test_a_group_that_stood_alone_is_connected_by_news_or_by_asking():
    """B was alone until A named it; C until it was asked itself."""
    found = became("A+D B C", "A+D A+B C+D", "A", "AC")

    assert [(p.party, p.by_asking) for p in found.connected] == [("B", False), ("C", True)]


def test_a_group_tied_to_a_person_only_still_stands_alone():
    before, after = village("A B P", persons="P"), village("A B P~A", persons="P")

    assert became(before, after, "A").connected == ()


def test_a_group_that_lost_its_last_tie_is_disconnected():
    assert became("A+B B+C", "A+B C", "ABC").disconnected == ("C",)


def test_parts_that_meet_are_told_largest_first():
    """A–B–C and D–E meet when B names D."""
    found = became("A+B B+C D+E", "A+B B+C D+E B+D", "B")

    [met] = found.merged
    assert met.parts == (("A", "B", "C"), ("D", "E"))
    assert not met.by_asking
    assert found.split == ()


def test_parts_that_only_asking_joined_are_told_apart():
    [met] = became("A+B C+D", "A+B C+D C+B", "A", "AC").merged

    assert met.by_asking


def test_a_network_that_falls_apart_names_its_parts():
    found = became("A+B B+C C+D", "A+B C+D", "ABCD")

    assert [parting.parts for parting in found.split] == [(("A", "B"), ("C", "D"))]
    assert found.merged == ()


# --- whatever the network ------------------------------------------------------------------------


def test_a_tie_with_oneself_is_refused():
    loop = village("A")
    loop.add_edge("A", "A", kind="supports")

    with pytest.raises(ValueError, match="A is tied to itself"):
        became(loop, village("A"))


@given(graphs(), graphs())
def test_what_is_added_one_way_is_removed_the_other(before, after):
    forth, back = became(before, after), became(after, before)

    assert [c.parties for c in forth.added] == [c.parties for c in back.removed]
    assert {p.party for p in forth.arrived} == set(back.left)
    assert [c.parties for c in forth.changed] == [c.parties for c in back.changed] == []
    assert len(forth.added) + forth.kept == after.number_of_edges()
    assert [len(r.parts) for r in forth.merged] == [len(r.parts) for r in back.split]


@given(graphs())
def test_nothing_became_of_what_stayed_the_same(graph):
    assert became(graph, graph) == Comparison(kept=graph.number_of_edges())
