"""Signing in, how long it lasts, and the sample accounts of a try-out."""

import time
from datetime import timedelta

import pytest
from django.urls import reverse

from jejaring.roles import Role
from jejaring.sessions import ON_OWN_PHONE, ON_SHARED_COMPUTER, REFRESH_AFTER
from stakeholders import sample
from tests.factories import user

pytestmark = pytest.mark.django_db

MINUTE = 60


@pytest.fixture(autouse=True)
def person():
    return user(username="sri")


def sign_in(client, **fields):
    sent = {"login": "sri", "password": "rahasia-sekali", **fields}
    return client.post(reverse("account_login"), sent)


def test_signing_in_leads_to_the_page_one_wanted(client):
    response = sign_in(client, next="/orang/")
    assert response.url == "/orang/"


def test_signing_in_never_leads_to_another_site(client):
    assert sign_in(client, next="https://jejaring.example.org/").url == reverse("home")


def test_allauths_own_address_is_the_same_door(client):
    sample_user()
    assert "Akun contoh" in client.get("/akun/login/").content.decode()


def test_a_phone_of_ones_own_is_remembered_for_14_days_from_now(client):
    sign_in(client, remember="on")
    assert client.session.get_expiry_age() == pytest.approx(
        ON_OWN_PHONE.total_seconds(), abs=MINUTE
    )
    before = client.session.get_expiry_date()
    client.get(reverse("home"))
    assert client.session.get_expiry_date() - before < timedelta(seconds=1)


def test_a_shared_computer_forgets_after_12_idle_hours(client):
    sign_in(client)
    assert client.session.get_expiry_age() == ON_SHARED_COMPUTER.total_seconds()
    assert client.cookies["sessionid"]["max-age"] == ON_SHARED_COMPUTER.total_seconds()


def test_work_pushes_the_idle_limit_ahead_but_not_with_every_page(client):
    sign_in(client)
    busy_at = client.session["busy_at"]
    client.get(reverse("home"))
    assert client.session["busy_at"] == busy_at
    session = client.session
    session["busy_at"] = int(time.time() - REFRESH_AFTER.total_seconds() - MINUTE)
    session.save()
    response = client.get(reverse("home"))
    assert client.session["busy_at"] == pytest.approx(time.time(), abs=MINUTE)
    assert response.cookies["sessionid"]["max-age"] == ON_SHARED_COMPUTER.total_seconds()


def sample_user():
    account = sample.ACCOUNTS[0]
    return user(username=account.username, full_name=account.full_name, is_example=True)


def test_the_sample_accounts_stand_on_the_sign_in_page_of_a_try_out(client):
    sample_user()
    body = client.get(reverse("account_login")).content.decode()
    assert sample.ACCOUNTS[0].username in body
    assert sample.PASSWORD in body


def test_nothing_of_them_stands_there_in_production(client, settings):
    sample_user()
    settings.LOCAL = False
    body = client.get(reverse("account_login")).content.decode()
    assert sample.PASSWORD not in body
    assert "Akun contoh" not in body


def test_only_accounts_that_are_examples_are_shown(client):
    user(Role.FACILITATOR, username=sample.ACCOUNTS[0].username)
    assert sample.PASSWORD not in client.get(reverse("account_login")).content.decode()


def test_nobody_makes_an_account_unasked(client):
    response = client.post(
        reverse("account_signup"),
        {"username": "baru", "password1": "kopi-lereng-merapi", "password2": "kopi-lereng-merapi"},
    )
    assert "undangan" in response.content.decode()
    assert "_auth_user_id" not in client.session
