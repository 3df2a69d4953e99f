"""The stored reading of a village, and what each of the two audiences sees of it."""

import json
from datetime import date
from itertools import pairwise
from uuid import UUID

import pytest

from jejaring.roles import Role
from stakeholders.models import PatronClientTie, Presence, Stakeholder, Tie, VillageNetwork
from stakeholders.services.groups import village_government
from stakeholders.services.network import (
    OTHERS,
    TEAM,
    audience_of,
    read_network,
)
from stakeholders.services.ties import close_tie, state_tie
from tests import factories
from tests.factories import SENGI

pytestmark = pytest.mark.django_db


@pytest.fixture
def sengi():
    return factories.village()


@pytest.fixture
def facilitator(sengi):
    return factories.user()


@pytest.fixture
def official(sengi):
    return factories.user(Role.OFFICIAL)


def state(source, target, kind="supports", by=None, **fields):
    """Say something, as the worksheet does."""
    by = by or factories.user(region_code=source.village_id)
    return state_tie(
        village=source.village, source=source, target=target, kind=kind, by=by, **fields
    )


def depend(patron, client, by, **fields):
    """Say who depends on whom."""
    fields = {"forms": ["capital"], "frequency": "weekly", "tightness": "binding", **fields}
    row = PatronClientTie.objects.create(
        village=patron.village, patron=patron, client=client, recorded_by=by, **fields
    )
    VillageNetwork.objects.outdate(patron.village_id)
    return row


def ids(parties):
    return {UUID(party["id"]) for party in parties}


def kinds(reading):
    return {line["kind"] for line in reading.lines}


# --- audiences ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "audience"),
    [
        (Role.FACILITATOR, TEAM),
        (Role.OFFICIAL, OTHERS),
        (Role.BPD, OTHERS),
        (Role.COORDINATOR, OTHERS),
    ],
)
def test_only_facilitators_of_the_village_are_its_team(sengi, role, audience):
    assert audience_of(factories.user(role), SENGI) == audience


def test_a_facilitator_of_another_village_is_not_of_the_team(sengi):
    elsewhere = factories.village("33.08.06.2001", "Ngargomulyo")

    assert audience_of(factories.user(region_code=elsewhere.pk), SENGI) == OTHERS


def test_the_team_sees_government_ties_and_others_neither_them_nor_the_government(
    sengi, facilitator, official
):
    farmers, women = factories.group(), factories.group(kind="perempuan")
    government = village_government(sengi)
    state(farmers, government, "government", stance="hinder")
    state(farmers, women)

    team, others = read_network(sengi, facilitator), read_network(sengi, official)

    assert kinds(team) == {"government", "supports"}
    assert government.pk in ids(team.parties)
    assert kinds(others) == {"supports"}
    assert government.pk not in ids(others.parties)


def test_others_still_see_the_government_where_somebody_belongs_to_it(sengi, official):
    head = factories.person(name="Kepala desa")
    government = village_government(sengi)
    state(head, government, "membership", office="kepala desa")

    assert government.pk in ids(read_network(sengi, official).parties)


def test_dependencies_are_a_layer_of_their_own_and_for_the_team_only(sengi, facilitator, official):
    buyer = factories.person(name="Pengepul salak", restricted=True)
    farmers = factories.group()
    depend(buyer, farmers, facilitator)

    team, others = read_network(sengi, facilitator), read_network(sengi, official)

    assert ids(team.parties) == ids(others.parties) == {farmers.pk}
    assert team.lines == others.lines == []
    assert ids(team.private_parties) == {buyer.pk}
    assert [line["kind"] for line in team.private_lines] == ["depends"]
    assert str(buyer.pk) in team.private_positions
    assert others.private_parties == others.private_lines == []


def test_nothing_stored_for_all_knows_of_a_dependency(sengi, facilitator):
    """Not even where somebody stands: the two would be drawn nearer to each other."""
    buyer = factories.person(name="Pengepul salak", restricted=True)
    groups = [factories.group() for _ in range(4)]
    for one, other in pairwise(groups):
        state(one, other)
    before = read_network(sengi, facilitator).positions

    depend(buyer, groups[0], facilitator)
    depend(groups[3], groups[0], facilitator)
    reading = read_network(sengi, facilitator)

    assert reading.positions == before
    stored = VillageNetwork.objects.get(pk=SENGI)
    assert str(buyer.pk) not in json.dumps([stored.positions, stored.reading])


def test_what_a_hidden_party_is_tied_to_stays_hidden_with_it(sengi, facilitator, official):
    lender = factories.person(name="Pelepas uang", restricted=True)
    women = factories.group(kind="perempuan")
    state(lender, women, "membership", office="pembina")

    assert read_network(sengi, official).lines == []
    assert read_network(sengi, facilitator).lines == []
    assert [line["kind"] for line in read_network(sengi, facilitator).private_lines] == [
        "membership"
    ]


def test_a_party_that_a_dependency_made_known_elsewhere_is_unknown_here(sengi, facilitator):
    elsewhere = factories.village("33.08.06.2001", "Ngargomulyo")
    lender = factories.person(elsewhere, restricted=True)
    Presence.objects.create(stakeholder=lender, region=sengi)
    VillageNetwork.objects.outdate(SENGI)

    reading = read_network(sengi, facilitator)

    assert reading.parties == reading.private_parties == []


def test_findings_are_the_same_for_both_and_rest_on_nothing_private(sengi, facilitator, official):
    """A is joined to the rest through the government and through a dependency only."""
    alone, b, c = (factories.group(name=name) for name in ("A", "B", "C"))
    state(b, c)
    for group in (alone, b, c):
        factories.worksheet(group, completed_at="2026-10-01T00:00:00Z")
    state(alone, village_government(sengi), "government", stance="support")
    depend(alone, b, facilitator)

    team, others = (read_network(sengi, user).findings for user in (facilitator, official))

    assert team == others
    assert [list(found["subjects"]) for found in team if found["kind"] == "unconnected"] == [
        [str(alone.pk)]
    ]


# --- from rows to lines ---------------------------------------------------------------------


def test_opposite_statements_are_a_disputed_line_and_a_finding(sengi, facilitator):
    a, b = factories.group(), factories.group()
    state(a, b, "supports")
    state(b, a, "competes")

    reading = read_network(sengi, facilitator)

    assert kinds(reading) == {"disputed"}
    assert "disputed" in {found["kind"] for found in reading.findings}


def test_a_changed_answer_changes_the_line(sengi, facilitator):
    a, b = factories.group(), factories.group()
    state(a, b, "supports", by=facilitator)
    assert kinds(read_network(sengi, facilitator)) == {"supports"}

    state(a, b, "competes", by=facilitator)

    assert kinds(read_network(sengi, facilitator)) == {"competes"}


def test_an_ended_tie_is_gone(sengi, facilitator):
    a, b = factories.group(), factories.group()
    close_tie(tie=state(a, b), by=facilitator)

    assert read_network(sengi, facilitator).lines == []


def test_a_tie_to_somebody_archived_is_not_drawn(sengi, facilitator):
    a, b = factories.group(), factories.group()
    state(a, b)
    Stakeholder.objects.filter(pk=b.pk).update(archived_at="2026-10-01T00:00:00Z")
    VillageNetwork.objects.outdate(SENGI)

    reading = read_network(sengi, facilitator)

    assert ids(reading.parties) == {a.pk}
    assert reading.lines == []


def test_the_other_end_beyond_the_village_is_nameless(sengi, facilitator):
    stranger = factories.group(factories.village("33.08.06.2001", "Ngargomulyo"), name="Rahasia")
    ours = factories.group()
    state(ours, stranger)

    reading = read_network(sengi, facilitator)

    outsider = next(party for party in reading.parties if party["kind"] == "outside")
    assert "Rahasia" not in json.dumps(reading.parties)
    assert str(stranger.pk) not in json.dumps([reading.parties, reading.lines, reading.positions])
    assert outsider["id"] in reading.positions


def test_a_group_present_here_stands_on_the_map_with_its_home(sengi, facilitator):
    guest = factories.group(factories.village("33.08.06.2001", "Ngargomulyo"), name="Gapoktan")
    Presence.objects.create(stakeholder=guest, region=sengi)
    VillageNetwork.objects.outdate(SENGI)

    [party] = read_network(sengi, facilitator).parties

    assert (party["name"], party["home"]) == ("Gapoktan", "Ngargomulyo")


def test_a_person_without_mark_gets_the_letters_of_the_role(sengi, facilitator):
    factories.person(name="ketua KWT Melati")
    factories.person(name="(dalang)")
    VillageNetwork.objects.outdate(SENGI)

    marks = {party["mark"] for party in read_network(sengi, facilitator).parties}

    assert marks == {"KK", "(D"}


def test_a_village_nobody_touched_has_an_empty_reading(sengi, facilitator):
    reading = read_network(sengi, facilitator)

    assert (reading.parties, reading.lines, reading.findings, reading.positions) == ([], [], [], {})


# --- stored and stale -----------------------------------------------------------------------


def test_the_reading_goes_stale_with_a_change_and_is_computed_once(sengi, facilitator):
    a, b = factories.group(), factories.group()
    state(a, b)
    assert read_network(sengi, facilitator).positions
    stored = VillageNetwork.objects.get(pk=SENGI)
    assert stored.computed_revision == stored.revision

    read_network(sengi, facilitator).positions  # noqa: B018
    assert VillageNetwork.objects.get(pk=SENGI).computed_at == stored.computed_at

    state(a, factories.group())
    assert VillageNetwork.objects.get(pk=SENGI).computed_revision < stored.revision + 1
    assert len(read_network(sengi, facilitator).positions) == 3


def test_two_readers_at_once_come_to_the_same_and_neither_goes_back(sengi, facilitator):
    a, b = factories.group(), factories.group()
    state(a, b)
    early, late = read_network(sengi, facilitator), read_network(sengi, facilitator)
    assert early.stored.revision == late.stored.revision

    assert early.positions == late.positions

    state(b, factories.group())
    newer = read_network(sengi, facilitator)
    assert newer.positions
    slow = read_network(sengi, facilitator)
    slow.stored.revision, slow.stored.computed_revision = 1, 0
    slow.positions  # noqa: B018
    assert VillageNetwork.objects.get(pk=SENGI).computed_revision == newer.revision


def test_a_reading_stored_by_an_older_release_is_computed_anew(sengi, facilitator):
    state(factories.group(), factories.group())
    read_network(sengi, facilitator).findings  # noqa: B018
    VillageNetwork.objects.update(reading={"findings": "as it was"})

    assert isinstance(read_network(sengi, facilitator).findings, list)


def test_nobody_moves_when_somebody_comes(sengi, facilitator):
    groups = [factories.group() for _ in range(6)]
    for one, other in pairwise(groups):
        state(one, other)
    before = read_network(sengi, facilitator).positions

    newcomer = factories.group()
    state(groups[0], newcomer)
    after = read_network(sengi, facilitator).positions

    assert {party: after[party] for party in before} == before
    assert str(newcomer.pk) in after


def test_whoever_leaves_is_forgotten(sengi, facilitator):
    groups = [factories.group() for _ in range(6)]
    state(groups[0], groups[1])
    read_network(sengi, facilitator).positions  # noqa: B018

    Stakeholder.objects.filter(pk=groups[5].pk).update(archived_at="2026-10-01T00:00:00Z")
    VillageNetwork.objects.outdate(SENGI)

    assert str(groups[5].pk) not in read_network(sengi, facilitator).positions


@pytest.mark.parametrize("count", [3, 30])
def test_reading_takes_as_many_queries_whatever_the_number_of_parties(
    sengi, facilitator, django_assert_num_queries, count
):
    groups = [factories.group() for _ in range(count)]
    Tie.objects.bulk_create(
        Tie(village=sengi, source=one, target=other, kind="supports", since=date(2026, 1, 5),
            recorded_by=facilitator)
        for one, other in pairwise(groups)
    )  # fmt: skip
    VillageNetwork.objects.outdate(SENGI)
    facilitator.territories("view")

    with django_assert_num_queries(8):
        reading = read_network(sengi, facilitator)
        assert (len(reading.parties), len(reading.lines)) == (count, count - 1)
        assert reading.findings


# --- measures -------------------------------------------------------------------------------


def test_both_audiences_read_the_same_measures_resting_on_nothing_private(
    sengi, facilitator, official
):
    """Tani – KWT – Taruna; all three speak of the government, and Tani depends on somebody."""
    groups = [factories.group(name=name) for name in ("Tani", "KWT", "Taruna")]
    ketua = factories.person(name="Ketua KWT")
    buyer = factories.person(name="Pengepul salak", restricted=True)
    for one, other in pairwise(groups):
        state(one, other)
    state(ketua, groups[1], "membership", office="Ketua")
    for group in groups:
        state(group, village_government(sengi), "government", stance="support")
    before = read_network(sengi, official).measures
    depend(buyer, groups[0], facilitator)

    team, others = read_network(sengi, facilitator), read_network(sengi, official)

    tani, kwt, taruna = (str(group.pk) for group in groups)
    assert team.measures == others.measures == before
    assert team.measures["degree"] == {tani: 1, kwt: 3, taruna: 1, str(ketua.pk): 1}
    assert team.measures["betweenness"] == {kwt: 3}
    assert team.measures["cuts"] == [kwt]


def test_whose_leaving_cuts_off_no_group_is_no_cut(sengi, facilitator):
    """Only the head of KWT, who is no group, hangs on KWT alone."""
    tani, kwt = factories.group(name="Tani"), factories.group(name="KWT")
    state(tani, kwt)
    state(factories.person(name="Ketua KWT"), kwt, "membership", office="Ketua")

    assert read_network(sengi, facilitator).measures["cuts"] == []
