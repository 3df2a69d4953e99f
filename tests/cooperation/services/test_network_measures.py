"""Networks of cooperation small enough to measure by hand."""

from uuid import UUID

import pytest

from cooperation.services.network_measures import measured
from cooperation.services.region_network import (
    COMING,
    OVER,
    PARTNER,
    RUNNING,
    VILLAGE,
    Actor,
    Cooperation,
    Pact,
)


def key_of(number) -> str:
    """The key of the deal at that place."""
    return str(UUID(int=number))


def cooperation(deals, *, villages="", unread=0):
    """``deals``: "name: parties" with villages in capitals and partners in small letters.

    A deal that begins with "-" has ended, one with "?" is being drafted.
    """
    pacts = []
    for number, deal in enumerate(deals):
        name, parties = deal.split(":")
        stage = {"-": OVER, "?": COMING}.get(name[0], RUNNING)
        key = key_of(number)
        pacts.append(Pact(key, name, stage, "", tuple(parties.split())))
    keys = sorted({key for pact in pacts for key in pact.parties} | set(villages.split()))
    actors = {
        key: Actor(key, VILLAGE if key.isupper() else PARTNER, key, is_here=key.isupper())
        for key in keys
    }
    return Cooperation("33.08.06", actors, pacts, unread)


def test_nothing_is_measured_of_nothing():
    found = measured(cooperation([]))
    assert (found.counts, found.left_out, found.parts, found.joining) == ({}, (), (), ())
    assert found.leaned_on is None
    assert found.link is None


def test_who_has_none_is_left_out_and_what_has_ended_does_not_count():
    """A–B runs, C–D has ended, E never had one."""
    found = measured(cooperation(["x: A B", "-y: C D"], villages="E"))
    assert found.left_out == ("C", "D", "E")
    assert found.counts == {"A": 1, "B": 1}


def test_a_village_beyond_the_reader_is_never_said_to_be_left_out():
    network = cooperation(["-y: A B"])
    network.actors["B"] = Actor("B", VILLAGE, "B", is_here=False)
    assert measured(network).left_out == ("A",)


def test_shares_are_those_of_the_two_sided_network():
    """A in two of two agreements, B and C in one of two each."""
    found = measured(cooperation(["x: A B", "?y: A C"]))
    assert found.shares == {"A": 1.0, "B": 0.5, "C": 0.5}


SEVEN = ["x: A B", "y: A C", "z: A D", "u: E F G"]


def test_no_order_among_seven_villages_and_one_among_eight():
    """A is in three agreements, all others in one."""
    assert measured(cooperation(SEVEN)).hubs == ()
    assert measured(cooperation(SEVEN, villages="H")).hubs == ("A",)


def test_many_on_a_par_are_no_hub():
    """Four pairs of two agreements each: everybody has two."""
    deals = ["a: A B", "b: A B", "c: C D", "d: C D", "e: E F", "f: E F", "g: G H", "h: G H"]
    assert measured(cooperation(deals)).hubs == ()


def test_parts_come_the_largest_first():
    found = measured(cooperation(["x: A B", "y: C D E", "z: E F"]))
    assert found.parts == (("C", "D", "E", "F"), ("A", "B"))


def test_an_agreement_holds_parts_together_only_if_they_have_others():
    """
    A–B (x), B–C (y), C–D (z): y joins {A, B} and {C, D}; x and z only have a leaf behind them.
    """
    found = measured(cooperation(["x: A B", "y: B C", "z: C D"]))
    (one,) = found.joining
    assert one.key == key_of(1)
    assert one.sides == (("A", "B"), ("C", "D"))


def test_a_ring_is_held_together_by_no_single_agreement():
    assert measured(cooperation(["x: A B", "y: B C", "z: C A"])).joining == ()


def test_an_agreement_of_three_can_join_three_parts():
    """m: A C E, and each of the three has a neighbour of its own."""
    found = measured(cooperation(["m: A C E", "x: A B", "y: C D", "z: E F"]))
    (one,) = found.joining
    assert one.sides == (("A", "B"), ("C", "D"), ("E", "F"))


def test_a_link_is_named_among_eight_and_not_among_fewer():
    """Two stars of three round A and E, both with M."""
    deals = ["x: A B C D", "y: E F G H", "v: A M", "w: E M"]
    found = measured(cooperation(deals))
    assert found.link.key == "M"
    assert found.link.sides == (("A", "B", "C", "D"), ("E", "F", "G", "H"))
    assert measured(cooperation(["x: A B", "v: A M", "w: E M", "y: E F"])).link is None


def test_a_partner_in_half_of_at_least_three_is_leaned_on():
    """k in two of three agreements with a partner; the one between villages does not count."""
    found = measured(cooperation(["x: A k", "y: B k", "z: C u", "v: A B"]))
    assert found.leaned_on == ("k", 2, 3)
    assert measured(cooperation(["x: A k", "y: B k"])).leaned_on is None
    assert measured(cooperation(["x: A k", "y: B u", "z: C w"])).leaned_on is None


def test_a_village_with_several_deals_and_one_partner_is_told():
    found = measured(cooperation(["x: A k", "y: A k", "z: B k", "u: B w"]))
    assert found.one_partner == (("A", "k"),)


@pytest.mark.parametrize("deals", [["x: A"], ["x: A k", "y: k"]])
def test_an_agreement_of_which_one_party_is_left_breaks_nothing(deals):
    assert measured(cooperation(deals)).counts["A"] == 1
