"""Files that leave hold no word that their reader may not read."""

import re

import pytest

from jejaring.models import Event
from stakeholders.forms.exchange import DATA, NAMING, PICTURES
from tests.factories import SENGI
from tests.guards.walker import CANARY, canaries_out_of_place
from tests.guards.world.canaries import NAMES, PROFILE, canary
from tests.stakeholders.views.exports import ask, read, words_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("person", ["facilitator", "official", "bpd"])
@pytest.mark.parametrize("format", [*DATA, *PICTURES])
def test_no_file_holds_a_word_that_its_reader_may_not_read(client, world, person, format):
    for naming in NAMING:
        for dependency in ({}, {"dependency": "on"}):
            response = ask(client, world.people[person], format=format, naming=naming, **dependency)
            assert response.status_code in (200, 422)
            found = canaries_out_of_place(person, words_of(response))
            assert found == [], (naming, dependency)


def test_informants_words_are_in_no_file_not_even_the_teams(client, world):
    for format in ("json", "graphml", "svg"):
        for dependency in ({}, {"dependency": "on"}):
            response = ask(
                client, world.people["facilitator"], format=format, naming="names", **dependency
            )
            found = {field.lower() for field, _letter in CANARY.findall(words_of(response))}
            assert found <= PROFILE | NAMES | {"patron", "patronname"}, found


def test_the_words_looked_for_are_in_the_files_of_those_who_may_read_them(client, world):
    """Otherwise their absence elsewhere would prove nothing."""
    facilitator = world.people["facilitator"]
    whole = words_of(ask(client, facilitator, naming="names", dependency="on"))
    for field in ("group", "hamlet", "office", "institution", "person", "patron", "patronname"):
        assert canary(field, "own") in whole, field
    without = words_of(ask(client, facilitator, naming="names"))
    assert canary("patron", "own") not in without


@pytest.mark.parametrize("format", [*DATA, "svg"])
def test_codes_hide_every_name(client, world, format):
    response = ask(client, world.people["facilitator"], format=format, naming="codes")
    assert response.status_code == 200
    assert CANARY.findall(words_of(response)) == []


def test_a_secret_party_carries_its_mark_under_a_code_too(client, world):
    form = {"naming": "codes", "dependency": "on"}
    coded = read(ask(client, world.people["facilitator"], **form))
    secret = {node["id"] for node in coded["nodes"] if node.get("restricted")}
    [tie] = [tie for tie in coded["ties"] if tie["kind"] == "depends"]
    assert secret == {tie["source"]}


def test_codes_stand_for_the_same_party_throughout(client, world):
    coded = read(ask(client, world.people["facilitator"], naming="codes"))
    ids = {node["id"] for node in coded["nodes"]}
    assert all(re.fullmatch(r"[KOLPX]\d+", code) for code in ids)
    assert {end for tie in coded["ties"] for end in (tie["source"], tie["target"])} <= ids


def test_stances_of_the_village_government_are_for_the_team(client, world):
    def kinds(person):
        return {tie["kind"] for tie in read(ask(client, world.people[person]))["ties"]}

    assert "government" in kinds("facilitator")
    assert "government" not in kinds("official")
    official = read(ask(client, world.people["official"]))
    assert not {"stance", "certainty", "interview_on"} & {k for t in official["ties"] for k in t}


def test_taking_dependency_along_counts_as_reading_it(client, world):
    ask(client, world.people["facilitator"], dependency="on")
    assert Event.objects.filter(verb="read_dependency", region_code=SENGI).count() == 1
    assert Event.objects.get(verb="exported").detail["dependency"] is True


def test_a_picture_asks_for_nothing_from_elsewhere(client, world):
    drawn = words_of(ask(client, world.people["facilitator"], format="svg"))
    assert "href" not in drawn
    assert "<script" not in drawn
    assert "url(" not in drawn
