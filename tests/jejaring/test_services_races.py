"""Acts on people and access, two at once."""

import pytest

from jejaring.models import Membership, User
from jejaring.roles import Role
from jejaring.services import InvitationClosed, accept_invitation, invite_person
from tests import factories
from tests.races import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = 10


def test_an_invitation_opened_twice_at_once_makes_one_account():
    administrator = factories.user(Role.ADMINISTRATOR, "")
    for number in range(ROUNDS):
        _, token = invite_person(
            invitee="Bu Sri", role=Role.COORDINATOR, region_code="33.08", by=administrator
        )

        def accept(name, token=token):
            return accept_invitation(
                token=token, username=name, full_name="Sri", password="rahasia-sekali"
            )

        answers = together(
            lambda n=number: accept(f"sri{n}a"),
            lambda n=number: accept(f"sri{n}b"),
        )
        assert {type(answer) for answer in answers} == {User, InvitationClosed}
    assert Membership.objects.filter(role=Role.COORDINATOR).count() == ROUNDS
