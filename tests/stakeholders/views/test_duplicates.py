"""Look-alikes on pages: who may decide, what is shown before, and taking it back."""

import pytest
from django.urls import reverse

from jejaring.roles import Role
from stakeholders.models import DistinctPair, PartyMerge, Stakeholder
from stakeholders.services.party_merging import merge_parties
from tests import factories

pytestmark = pytest.mark.django_db

NOWHERE = "01890000-0000-7000-8000-000000000000"


@pytest.fixture
def village():
    return factories.village()


@pytest.fixture
def pair(village):
    return (
        factories.group(village, name="CANARY Melati", kind="kwt"),
        factories.group(village, name="CANARY Mlati", kind="kwt"),
    )


@pytest.fixture
def insider(client, village):
    client.force_login(factories.user(full_name="Bu Sri"))
    return client


def list_url(code=factories.SENGI):
    return reverse("duplicate_list", args=[code])


def compare_url(party):
    return reverse("duplicate_compare", args=[party.pk])


@pytest.mark.parametrize(
    ("role", "code", "status"),
    [
        (Role.OFFICIAL, factories.SENGI, 403),
        (Role.BPD, factories.SENGI, 403),
        (Role.COORDINATOR, "33.08", 403),
        (None, "", 403),
        (Role.FACILITATOR, "33.08.06.2013", 404),
    ],
)
def test_nobody_but_the_villages_facilitators_decides(client, pair, role, code, status):
    one, other = pair
    merge = merge_parties(kept=one, absorbed=other, by=factories.user())
    client.force_login(factories.user(role, code))
    for door in (list_url(), compare_url(one)):
        answer = client.get(door)
        assert answer.status_code == status
        assert "CANARY" not in answer.content.decode()
    undo = client.post(reverse("merge_undo", args=[merge.pk]))
    assert undo.status_code == status
    assert PartyMerge.objects.standing().count() == 1


def test_a_pair_is_offered_compared_merged_and_taken_apart(insider, pair):
    one, other = pair
    assert "ejaannya hampir sama" in insider.get(list_url()).content.decode()
    page = insider.get(compare_url(one), {"dengan": other.pk}).content.decode()
    assert "Yang terjadi bila disatukan" in page
    insider.post(compare_url(one), {"dengan": other.pk})
    merge = PartyMerge.objects.get()
    assert (merge.kept, merge.absorbed) == (one, other)
    kept_page = insider.get(one.get_absolute_url()).content.decode()
    assert "Juga dicatat sebagai:" in kept_page
    assert "CANARY Mlati" in kept_page
    answer = insider.post(reverse("merge_undo", args=[merge.pk]), follow=True)
    assert "berdiri sendiri lagi" in answer.content.decode()
    assert Stakeholder.objects.present().filter(pk=other.pk).exists()


def test_two_that_are_two_are_not_asked_about_again(insider, pair):
    one, other = pair
    insider.post(compare_url(one), {"dengan": other.pk, "beda": "1"})
    assert DistinctPair.objects.count() == 1
    assert "ejaannya hampir sama" not in insider.get(list_url()).content.decode()


def test_any_party_of_the_same_kind_can_be_chosen(insider, pair, village):
    person = factories.person(village, name="CANARY-orang")
    page = insider.get(compare_url(pair[0])).content.decode()
    assert "CANARY Mlati" in page
    assert person.name not in page


@pytest.mark.parametrize("chosen", ["", "x", NOWHERE])
def test_a_choice_that_is_none_is_refused(insider, pair, chosen):
    answer = insider.post(compare_url(pair[0]), {"dengan": chosen})
    assert answer.status_code == 422
    assert PartyMerge.objects.count() == 0


def test_a_party_of_another_village_looks_as_if_it_were_none(insider, pair):
    foreign = factories.group(factories.village("33.08.06.2013", "Paten"), name="CANARY-asing")
    answer = insider.post(compare_url(pair[0]), {"dengan": foreign.pk})
    assert answer.status_code == 422
    assert "CANARY-asing" not in answer.content.decode()


def test_two_open_worksheets_are_in_the_way_and_it_is_said(insider, pair):
    for group in pair:
        factories.worksheet(group)
    answer = insider.post(compare_url(pair[0]), {"dengan": pair[1].pk})
    assert answer.status_code == 422
    assert "Selesaikan salah satunya dulu" in answer.content.decode()


def test_restoring_an_absorbed_group_takes_the_merge_back(insider, pair):
    one, other = pair
    merge_parties(kept=one, absorbed=other, by=factories.user())
    insider.post(reverse("group_restore", args=[other.pk]))
    assert PartyMerge.objects.standing().count() == 0
    assert Stakeholder.objects.present().filter(pk=other.pk).exists()


def test_officials_are_not_told_of_other_records(client, pair):
    one, other = pair
    merge_parties(kept=one, absorbed=other, by=factories.user())
    client.force_login(factories.user(Role.OFFICIAL))
    page = client.get(one.get_absolute_url()).content.decode()
    assert "Juga dicatat sebagai" not in page
    assert "CANARY Mlati" not in page


def test_nothing_of_another_village_comes_up_when_two_groups_present_there_are_compared(
    insider, pair, village
):
    elsewhere = factories.village("34.01.01.2001", "Jangkaran")
    there, here = factories.group(elsewhere, name="Jauh"), factories.group(village, name="Dekat")
    for group in pair:
        factories.tie(group, there, village=elsewhere)
        factories.tie(group, here)
    one, other = pair

    page = insider.get(compare_url(one), {"dengan": other.pk}).content.decode()

    assert "Dekat" in page
    assert "Jauh" not in page
