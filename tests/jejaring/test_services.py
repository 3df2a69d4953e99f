"""Acts on people and access: nobody hands out more than they may, nor raises their own rights."""

import pytest

from jejaring import services
from jejaring.models import AccessRequest, Event, Invitation, Membership
from jejaring.roles import GRANTS, MAY_INVITE, VILLAGE_OFFICES, Role
from jejaring.services import NotAllowed
from tests.factories import SENGI, group, user, village

pytestmark = pytest.mark.django_db

DUKUN = "33.08.06"
MAGELANG = "33.08"


def invited(by, role=Role.FACILITATOR, region_code=DUKUN, **fields):
    return services.invite_person(
        invitee="Bu Sri", role=role, region_code=region_code, by=by, **fields
    )


@pytest.mark.parametrize("role", Role)
def test_each_role_invites_only_what_the_table_says(role):
    home = village()
    person = user(role, "" if role == Role.ADMINISTRATOR else SENGI, group=_own(role, home))
    for offered in Role:
        group_id = group(home).pk if offered == Role.GROUP_OPERATOR else None
        if offered in MAY_INVITE.get(role, ()):
            invited(person, offered, SENGI, group_id=group_id)
        else:
            with pytest.raises(NotAllowed):
                invited(person, offered, SENGI, group_id=group_id)


def _own(role, home):
    return group(home) if role == Role.GROUP_OPERATOR else None


def test_a_coordinator_never_makes_a_coordinator_or_an_administrator():
    person = user(Role.COORDINATOR, MAGELANG)
    assert services.roles_offered_by(person, SENGI) == [
        Role.FACILITATOR,
        Role.VILLAGE_HEAD,
        Role.VILLAGE_SECRETARY,
        Role.OFFICIAL,
        Role.BPD,
        Role.GROUP_OPERATOR,
    ]


@pytest.mark.parametrize("elsewhere", ["33", "33.09", "33.080", "", "34.08.06", "33.0"])
def test_nobody_invites_outside_their_territory(elsewhere):
    with pytest.raises(NotAllowed):
        invited(user(Role.COORDINATOR, MAGELANG), region_code=elsewhere)


def test_two_roles_do_not_add_up_to_a_third():
    person = user(Role.COORDINATOR, MAGELANG)
    Membership.objects.create(user=person, role=Role.FACILITATOR, region_code="34")
    with pytest.raises(NotAllowed):
        invited(person, region_code="34.01")


@pytest.mark.parametrize("office", sorted(VILLAGE_OFFICES))
def test_an_office_of_one_village_is_never_given_over_several(office):
    person = user(Role.ADMINISTRATOR, "")
    assert office not in services.roles_offered_by(person, DUKUN)
    with pytest.raises(NotAllowed):
        invited(person, office, DUKUN)


def test_an_operator_is_invited_for_a_group_and_nobody_else_is():
    person = user(Role.COORDINATOR, MAGELANG)
    with pytest.raises(NotAllowed):
        invited(person, Role.GROUP_OPERATOR, SENGI)
    with pytest.raises(NotAllowed):
        invited(person, Role.FACILITATOR, SENGI, group_id=group().pk)


def test_the_token_opens_the_invitation_and_stands_nowhere_in_the_database():
    invitation, token = invited(user(Role.COORDINATOR, MAGELANG))
    assert services.open_invitation(token) == invitation
    assert token not in str(Invitation.objects.values().get(pk=invitation.pk))
    assert token not in str(list(Event.objects.values()))


def test_a_form_sent_twice_makes_one_invitation():
    person = user(Role.COORDINATOR, MAGELANG)
    invitation, _token = invited(person)
    with pytest.raises(services.AlreadyInvited):
        invited(person, pk=invitation.pk)
    assert Invitation.objects.count() == 1


def test_an_accepted_invitation_makes_an_account_with_that_role_and_no_other():
    _invitation, token = invited(user(Role.COORDINATOR, MAGELANG))
    person = services.accept_invitation(
        token=token, username="Sri", full_name="Sri Lestari", password="rahasia-sekali"
    )
    assert person.username == "sri"
    assert person.check_password("rahasia-sekali")
    assert [(m.role, m.region_code) for m in person.memberships.all()] == [
        (Role.FACILITATOR, DUKUN)
    ]
    assert person.permissions == GRANTS[Role.FACILITATOR]


@pytest.mark.parametrize("how", ["used", "withdrawn", "lapsed", "inviter lost the right", "wrong"])
def test_a_closed_invitation_opens_nothing(how, django_user_model):
    inviter = user(Role.COORDINATOR, MAGELANG)
    invitation, token = invited(inviter)
    if how == "used":
        services.accept_invitation(token=token, username="a", full_name="A", password="x")
    elif how == "withdrawn":
        services.withdraw_invitation(invitation=invitation, by=inviter)
    elif how == "lapsed":
        Invitation.objects.update(expires_at=invitation.created_at)
    elif how == "wrong":
        token += "x"
    else:
        Membership.objects.filter(user=inviter).delete()
    people = django_user_model.objects.count()
    with pytest.raises(services.InvitationClosed):
        services.accept_invitation(token=token, username="b", full_name="B", password="x")
    assert django_user_model.objects.count() == people


def test_a_username_that_is_taken_in_other_capitals_leaves_the_invitation_open():
    user(username="sri")
    _invitation, token = invited(user(Role.COORDINATOR, MAGELANG))
    with pytest.raises(services.UsernameTaken):
        services.accept_invitation(token=token, username="SRI", full_name="S", password="x")
    assert services.open_invitation(token)


def test_an_invitation_can_be_given_to_an_account_that_exists():
    _invitation, token = invited(user(Role.COORDINATOR, MAGELANG))
    person = user(region_code="34.01")
    services.accept_invitation_as(token=token, user=person)
    assert set(person.memberships.values_list("region_code", flat=True)) == {"34.01", DUKUN}


def test_nobody_accepts_an_invitation_of_their_own_making():
    person = user(Role.COORDINATOR, MAGELANG)
    _invitation, token = invited(person)
    with pytest.raises(NotAllowed):
        services.accept_invitation_as(token=token, user=person)
    assert person.memberships.count() == 1


def test_accepting_what_one_has_already_changes_nothing():
    person = user(region_code=DUKUN)
    _invitation, token = invited(user(Role.COORDINATOR, MAGELANG))
    services.accept_invitation_as(token=token, user=person)
    assert person.memberships.count() == 1


def test_nobody_ends_their_own_membership_nor_one_they_could_not_hand_out():
    person = user(Role.COORDINATOR, MAGELANG)
    equal = user(Role.COORDINATOR, MAGELANG)
    for membership in [*person.memberships.all(), *equal.memberships.all()]:
        with pytest.raises(NotAllowed):
            services.end_membership(membership=membership, by=person)
    assert Membership.objects.in_force().count() == 2


def test_an_ended_membership_holds_nothing_any_more():
    person = user(region_code=DUKUN)
    services.end_membership(
        membership=person.memberships.get(), by=user(Role.COORDINATOR, MAGELANG)
    )
    assert person.permissions == frozenset()
    assert person.memberships.count() == 1


def test_nobody_withdraws_an_invitation_they_could_not_have_made():
    invitation, _token = invited(user(Role.ADMINISTRATOR, ""), Role.COORDINATOR, MAGELANG)
    with pytest.raises(NotAllowed):
        services.withdraw_invitation(invitation=invitation, by=user(Role.COORDINATOR, MAGELANG))


def test_nobody_grants_their_own_wish():
    person = user(Role.COORDINATOR, MAGELANG)
    wish = services.request_access(region_code=SENGI, by=person)
    with pytest.raises(NotAllowed):
        services.decide_access(request=wish, granted=True, by=person)
    assert person.memberships.count() == 1


def test_the_first_answer_to_a_wish_stands():
    wish = services.request_access(region_code=SENGI, by=user(region_code="34.01"))
    coordinator = user(Role.COORDINATOR, MAGELANG)
    services.decide_access(request=wish, granted=False, by=coordinator)
    services.decide_access(request=wish, granted=True, by=coordinator)
    assert AccessRequest.objects.get().granted is False
    assert wish.user.memberships.count() == 1


def test_asking_twice_is_asking_once():
    person = user(region_code="34.01")
    first = services.request_access(region_code=SENGI, by=person)
    assert services.request_access(region_code=SENGI, by=person) == first
