"""The switch between Indonesian and English."""

import pytest
from django.urls import reverse


@pytest.mark.django_db
def test_the_switch_keeps_the_language_and_goes_back(client):
    response = client.post(reverse("set_language"), {"language": "en", "next": "/masuk/"})
    assert response.url == "/masuk/"
    assert client.get("/masuk/").headers["Content-Language"] == "en"


@pytest.mark.django_db
def test_the_switch_never_leads_to_another_site(client):
    response = client.post(reverse("set_language"), {"language": "en", "next": "//evil.example/"})
    assert response.url == "/"


def test_looking_at_the_switch_is_not_enough(client):
    assert client.get(reverse("set_language")).status_code == 405
