"""The kinds of groups and the administrator who looks after them."""

import pytest
from django.urls import reverse

from jejaring.roles import GRANTS, Permission, Role
from stakeholders.models import GroupKind, Presence, VillageNetwork
from stakeholders.models.kinds import Family
from stakeholders.services.kinds import KindNameTaken, add_kind, update_kind
from tests.factories import group, user, village

pytestmark = pytest.mark.django_db

NEW = {"name": "Kelompok lebah madu", "family": "otl", "mark": "lb"}


@pytest.fixture
def admin():
    return user(Role.ADMINISTRATOR, "")


@pytest.fixture
def signed_in(client, admin):
    client.force_login(admin)
    return client


@pytest.mark.parametrize("role", [r for r in Role if Permission.MANAGE_KINDS not in GRANTS[r]])
def test_nobody_else_comes_in(client, role):
    client.force_login(user(role, group=group() if role == Role.GROUP_OPERATOR else None))
    for address in (reverse("kinds"), reverse("kind_add"), reverse("kind_edit", args=["kwt"])):
        assert client.get(address).status_code == 403


def test_all_families_are_listed_with_the_seven_protected(signed_in):
    body = signed_in.get(reverse("kinds")).content.decode()
    for family in Family:
        assert f'aria-label="{family.label}"' in body
    assert body.count("jenis dasar</span>") == 7
    assert reverse("kind_edit", args=["otl"]) not in body


def test_a_kind_is_added_beneath_a_family(signed_in):
    signed_in.post(reverse("kind_add"), NEW)
    kind = GroupKind.objects.get(name="Kelompok lebah madu")
    assert (kind.code, kind.family, kind.mark, kind.protected, kind.active) == (
        "kelompok-lebah-madu",
        "otl",
        "LB",
        False,
        True,
    )
    assert kind in GroupKind.objects.offered()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "Karang Taruna"},
        {"family": "lebah"},
        {"family": ""},
        {"mark": "L"},
        {"mark": "L!"},
        {"mark": ""},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_added(signed_in, wrong):
    count = GroupKind.objects.count()
    assert signed_in.post(reverse("kind_add"), NEW | wrong).status_code == 422
    assert GroupKind.objects.count() == count


def test_a_kind_that_is_no_longer_offered_stays_with_its_groups(signed_in):
    one = group(kind="kwt")
    sent = {"name": "KWT", "family": "perempuan", "mark": "KW"}
    signed_in.post(reverse("kind_edit", args=["kwt"]), sent)
    kind = GroupKind.objects.get(pk="kwt")
    assert (kind.name, kind.active) == ("KWT", False)
    assert kind not in GroupKind.objects.offered()
    one.refresh_from_db()
    assert one.group_kind == kind


def test_the_seven_cannot_be_touched(signed_in):
    address = reverse("kind_edit", args=["otl"])
    assert signed_in.get(address).status_code == 404
    assert signed_in.post(address, NEW).status_code == 404


def test_a_name_that_two_people_take_at_once_is_refused(admin):
    with pytest.raises(KindNameTaken):
        add_kind(by=admin, name="Karang Taruna", family="otl", mark="XX")


def test_names_that_make_the_same_code_get_codes_of_their_own(admin):
    codes = [
        add_kind(by=admin, name=name, family="otl", mark="XX").code
        for name in ("Air bersih!", "Air bersih?", "漢字", "漢字 2", "字" * 40, "a" * 80)
    ]
    assert len(set(codes)) == len(codes)
    assert all(len(code) <= 30 for code in codes)


def test_the_maps_of_villages_with_such_groups_are_drawn_anew(admin):
    one, elsewhere = group(kind="kwt"), village("33.08.06.2001", "Ngargomulyo")
    Presence.objects.create(stakeholder=one, region=elsewhere)
    kind = GroupKind.objects.get(pk="kwt")
    update_kind(kind=kind, by=admin, name="KWT", family="otl", mark="KW", active=True)
    assert kind.position == GroupKind.objects.get(pk="otl").position
    outdated = VillageNetwork.objects.filter(revision=1).values_list("pk", flat=True)
    assert set(outdated) == {one.village_id, elsewhere.code}
