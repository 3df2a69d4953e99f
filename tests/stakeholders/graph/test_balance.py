"""Who leans on whom: every answer worked out by hand.

The village of most tests, patron to client, with what is supplied and what was said of others::

    P ─ capital, market (no) ──▶ a        Q ─ capital (unknown) ──▶ c
    P ─ market (partly) ───────▶ b        Q ─ land (no) ──────────▶ a
"""

import networkx as nx
import pytest

from stakeholders.graph.balance import Exit, SoleSource, exits, single_patron, sole_sources
from stakeholders.graph.balance import without_alternative as left_without
from stakeholders.graph.build import network


def leaning(*ties):
    """A graph of dependencies from ``(patron, client, forms in one string, alternative)``."""
    nodes = {end for patron, client, *_rest in ties for end in (patron, client)}
    return network(
        ({"id": node, "kind": "person"} for node in nodes),
        (
            {"id": f"{patron}{client}", "source": patron, "target": client, "kind": "depends"}
            | {"forms": forms.split(), "alternative": said}
            for patron, client, forms, said in ties
        ),
    )


@pytest.fixture
def village():
    return leaning(
        ("P", "a", "capital market", "no"),
        ("P", "b", "market", "partly"),
        ("Q", "c", "capital", "unknown"),
        ("Q", "a", "land", "no"),
    )


def test_a_client_without_another_source_is_named_once(village):
    assert left_without(village) == ["a"]


def test_a_client_with_two_patrons_does_not_lean_on_one(village):
    assert single_patron(village) == {"b": "P", "c": "Q"}


def test_several_ties_to_one_patron_are_one_patron():
    twice = nx.MultiDiGraph([("P", "a"), ("P", "a")])
    assert single_patron(twice) == {"a": "P"}


def test_who_alone_supplies_a_form_to_several_is_a_sole_source(village):
    """Capital has two sources, land one client only."""
    assert sole_sources(village) == [SoleSource("P", "market", ("a", "b"))]


def test_from_how_many_clients_on_a_source_counts_can_be_said(village):
    assert [sole.form for sole in sole_sources(village, least=1)] == ["market", "land"]


def test_only_forms_that_were_asked_for_are_looked_at(village):
    assert sole_sources(village, forms={"capital", "land"}) == []


def test_an_exit_is_what_was_said_or_another_who_supplies_the_same(village):
    assert exits(village) == [
        Exit("Pa", "P", "a", "", {"capital": ("Q",)}),
        Exit("Pb", "P", "b", "partly", {}),
        Exit("Qc", "Q", "c", "", {"capital": ("P",)}),
    ]


def test_what_nobody_else_could_supply_is_no_exit(village):
    assert [found.tie for found in exits(village, forms={"land"})] == ["Pb"]


def test_nobody_is_their_own_way_out():
    """a supplies capital to b, and takes it from P: P's exit for b is a, but not for a."""
    chain = leaning(("P", "a", "capital", "no"), ("a", "b", "capital", "no"))
    assert exits(chain) == [Exit("ab", "a", "b", "", {"capital": ("P",)})]


def test_nothing_recorded_gives_nothing():
    for empty in (nx.MultiDiGraph(), nx.empty_graph(3, create_using=nx.MultiDiGraph)):
        assert left_without(empty) == exits(empty) == sole_sources(empty) == []
        assert single_patron(empty) == {}


def test_ties_of_which_little_is_known_do_no_harm():
    bare = nx.MultiDiGraph([("P", "a")])
    assert (left_without(bare), sole_sources(bare), exits(bare)) == ([], [], [])


def test_the_graph_is_left_as_it_was(village):
    before = nx.to_dict_of_dicts(village)
    exits(village)
    sole_sources(village)
    assert nx.to_dict_of_dicts(village) == before
