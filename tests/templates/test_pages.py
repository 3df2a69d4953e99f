"""The frame around every page, and the pages for when something went wrong."""

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views import defaults

from jejaring.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return User.objects.create_user(username="sri", password="rahasia-sekali", full_name="Sri <b>")


def test_a_stranger_sees_the_sign_in_and_what_jejaring_does(client):
    html = client.get(reverse("account_login")).content.decode()
    assert "Peta siapa mendukung siapa" in html
    assert "Akun diberikan lewat undangan" in html
    assert '<html lang="id">' in html
    assert 'class="nav"' not in html


def test_a_wrong_password_is_said_at_the_top_and_nothing_is_lost(client):
    html = client.post(reverse("account_login"), {"login": "sri", "password": "x"}).content.decode()
    assert 'role="alert"' in html
    assert 'value="sri"' in html


def test_signing_in_leads_home_without_chatter(client, person):
    answer = client.post(
        reverse("account_login"), {"login": "sri", "password": "rahasia-sekali"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == reverse("home")
    assert list(answer.context["messages"]) == []
    assert "Sri &lt;b&gt;" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("account_reset_password", "Kata sandi baru"),
        ("account_reset_password_done", "Periksa email Anda"),
        ("account_signup", "Akun lewat undangan"),
        ("account_inactive", "tidak aktif"),
    ],
)
def test_the_pages_of_the_account_wear_our_look(client, name, words):
    html = client.get(reverse(name)).content.decode()
    assert words in html
    assert "css/base.css" in html


@pytest.mark.parametrize(
    "name", ["account_logout", "account_change_password", "account_reauthenticate", "account_email"]
)
def test_the_pages_of_ones_own_account_wear_our_look(client, person, name):
    client.force_login(person)
    html = client.get(reverse(name)).content.decode()
    assert 'class="btn btn-primary"' in html
    assert "css/base.css" in html


def test_the_language_switch_stays_on_the_page(client):
    html = client.get(reverse("account_login") + "?next=/desa/").content.decode()
    assert 'name="next" value="/masuk/?next=/desa/"' in html
    answer = client.post(reverse("set_language"), {"language": "en", "next": "/masuk/"})
    assert answer.headers["Location"] == "/masuk/"
    assert '<html lang="en">' in client.get("/masuk/").content.decode()


def test_a_page_that_does_not_exist_says_what_to_do(client, person):
    client.force_login(person)
    answer = client.get("/tidak-ada/")
    assert answer.status_code == 404
    assert "Cari desanya dari Beranda" in answer.content.decode()


def test_a_form_from_yesterday_says_how_to_save_the_words():
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "sri"})
    assert answer.status_code == 403
    assert "salin tulisan yang panjang" in answer.content.decode()


def test_a_refusal_and_an_unreadable_request_name_the_remedy():
    request = RequestFactory().get("/")
    assert "koordinator wilayah" in defaults.permission_denied(request, None).content.decode()
    answer = defaults.bad_request(request, SuspiciousOperation())
    assert "muat ulang" in answer.content.decode()


def test_a_breakdown_needs_neither_database_nor_person(django_db_blocker):
    with django_db_blocker.block():
        answer = defaults.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Yang sudah tersimpan tetap aman" in answer.content.decode()
