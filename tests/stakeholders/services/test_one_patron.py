"""How many depend on a single patron: counted for the team, on each request anew."""

import html
import json

import pytest
from django.core.cache import cache
from django.urls import reverse

from jejaring.roles import Role
from stakeholders.models import PatronClientTie, VillageNetwork
from stakeholders.services.one_patron import OnePatron, one_patron
from tests import factories
from tests.factories import SENGI

pytestmark = pytest.mark.django_db

WORDS = "bergantung pada satu patron saja"


@pytest.fixture
def facilitator():
    cache.clear()
    return factories.user()


@pytest.fixture
def village(facilitator):
    """One with a single patron and no choice, one with a single patron, one with two patrons."""
    village = factories.village()
    factories.group(village, name="Tani")
    patrons = [factories.person(name=f"Patron {n}", restricted=True) for n in "ab"]
    clients = [factories.person(name=f"Klien {n}", restricted=True) for n in "abc"]
    for patron, client, alternative in (
        (0, 0, "no"), (0, 1, "partly"), (0, 2, "no"), (1, 2, "no"),
    ):  # fmt: skip
        PatronClientTie.objects.create(
            village=village,
            patron=patrons[patron],
            client=clients[client],
            forms=["capital"],
            frequency="daily",
            tightness="binding",
            alternative=alternative,
            recorded_by=facilitator,
        )
    VillageNetwork.objects.outdate(village.pk)
    return village


def page(client, person):
    client.force_login(person)
    return html.unescape(client.get(reverse("village_detail", args=[SENGI])).content.decode())


def test_those_with_one_patron_are_counted(village, facilitator):
    assert one_patron(village, facilitator) == OnePatron(clients=2, no_choice=1)


def test_a_dependency_that_ended_counts_no_more(village, facilitator):
    PatronClientTie.objects.update(closed_at="2026-05-01T00:00Z")
    assert one_patron(village, facilitator) is None


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.BPD, Role.COORDINATOR, None])
def test_nobody_else_is_told(client, village, facilitator, role):
    person = factories.user(role)
    assert one_patron(village, person) is None
    assert WORDS not in page(client, person)


def test_the_team_reads_numbers_without_names_and_nothing_of_it_is_stored(
    client, village, facilitator
):
    seen = page(client, facilitator)

    assert f"2 pihak {WORDS}. 1 di antaranya tidak punya pilihan lain." in seen
    assert "Klien a" not in seen
    stored = VillageNetwork.objects.get(pk=SENGI).reading
    assert "patron" not in json.dumps(stored)
    # Not in the stored page either: it is gone as soon as the ties are.
    PatronClientTie.objects.update(closed_at="2026-05-01T00:00Z")
    assert WORDS not in page(client, facilitator)


def test_it_stays_off_paper(client, village, facilitator):
    seen = page(client, facilitator)
    section = seen[: seen.index(WORDS)].rindex("<section")
    assert "private" in seen[section : section + 60]
