"""The door for somebody who was invited."""

import pytest
from django.urls import reverse

from jejaring import services
from jejaring.models import User
from jejaring.roles import Role
from jejaring.sessions import ON_SHARED_COMPUTER
from tests.factories import user, village

pytestmark = pytest.mark.django_db

GOOD = {
    "full_name": "Sri Lestari",
    "username": "sri.lestari",
    "password": "kopi-lereng-merapi",
    "password_again": "kopi-lereng-merapi",
}


@pytest.fixture
def inviter():
    village()
    return user(Role.COORDINATOR, "33.08", full_name="Koordinator Kita")


@pytest.fixture
def door(inviter):
    _invitation, token = services.invite_person(
        invitee="Bu Sri", role=Role.FACILITATOR, region_code="33.08.06", by=inviter
    )
    return reverse("invitation_accept", args=[token])


def test_the_door_says_who_invites_to_what(client, door):
    response = client.get(door)
    body = response.content.decode()
    assert response.status_code == 200
    assert "Undangan dari Koordinator Kita" in body
    assert "sebagai Pendamping desa untuk Kecamatan Dukun, Kabupaten Magelang" in body
    assert 'value="Bu Sri"' in body
    assert "no-store" in response.headers["Cache-Control"]


def test_making_the_account_signs_in_and_leads_home(client, door):
    response = client.post(door, GOOD, follow=True)
    assert response.redirect_chain == [(reverse("home"), 302)]
    assert "Desa saya" in response.content.decode()
    assert client.session.get_expiry_age() <= ON_SHARED_COMPUTER.total_seconds()


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "pendek", "password_again": "pendek"},
        {"password": "1234567890123", "password_again": "1234567890123"},
        {"password": "sri.lestari", "password_again": "sri.lestari"},
        {"password_again": "lain-sekali"},
        {"username": "sri lestari"},
        {"username": ""},
        {"full_name": "n" * 101},
    ],
)
def test_what_is_wrong_is_said_and_no_account_is_made(client, door, wrong):
    people = User.objects.count()
    assert client.post(door, GOOD | wrong).status_code == 422
    assert User.objects.count() == people


def test_a_username_in_use_is_said_at_its_field(client, door):
    user(username="sri.lestari")
    response = client.post(door, GOOD)
    assert response.status_code == 422
    assert "sudah dipakai" in response.content.decode()


def test_a_door_opens_once(client, door):
    client.post(door, GOOD)
    client.logout()
    response = client.get(door)
    assert response.status_code == 404
    assert "tidak berlaku lagi" in response.content.decode()


def test_a_wrong_link_and_a_used_one_look_alike(client, door):
    client.post(door, GOOD)
    client.logout()
    wrong = reverse("invitation_accept", args=["x" * 32])
    used, unknown = client.get(door), client.get(wrong)
    assert used.status_code == unknown.status_code == 404
    assert _plain(used, door) == _plain(unknown, wrong)


def _plain(response, address):
    lines = response.content.decode().replace(address, "").splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line]


def test_somebody_who_has_an_account_adds_the_invitation_to_it(client, door):
    person = user(region_code="34.01")
    client.force_login(person)
    assert "ditambahkan ke akun itu" in client.get(door).content.decode()
    client.post(door)
    assert person.memberships.filter(region_code="33.08.06", role=Role.FACILITATOR).exists()


def test_nobody_raises_their_own_rights_by_an_own_invitation(client, door, inviter):
    client.force_login(inviter)
    response = client.post(door)
    assert response.status_code == 422
    assert "Anda buat sendiri" in response.content.decode()
    assert inviter.memberships.count() == 1
