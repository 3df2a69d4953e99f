"""Indonesian first; English for whoever asks for it."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_phone_set_to_english_still_reads_indonesian(client):
    page = client.get(reverse("account_login"), headers={"accept-language": "en-US,en"})
    assert page.headers["Content-Language"] == "id"
    assert 'lang="id"' in page.text


def test_a_chosen_language_is_kept(client):
    client.post(reverse("set_language"), {"language": "en"})
    assert 'lang="en"' in client.get(reverse("account_login")).text


def test_a_language_that_does_not_exist_is_indonesian(client):
    client.cookies["django_language"] = "xx"
    assert 'lang="id"' in client.get(reverse("account_login")).text
