"""What the machines that watch over the server are told."""

import json
import tomllib

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from jejaring import __version__

pytestmark = pytest.mark.django_db


def test_a_healthy_server_says_so_in_json_to_machines(client):
    response = client.get(reverse("health"))
    told = json.loads(response.content)
    assert response.status_code == 200
    assert (told["ok"], told["version"], told["database"]) == (True, __version__, connection.vendor)
    assert "no-store" in response.headers["Cache-Control"]


def test_the_version_is_that_of_the_package(settings):
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    assert project["version"] == __version__


def test_a_browser_gets_a_page(client):
    response = client.get(reverse("health"), headers={"Accept": "text/html,*/*;q=0.8"})
    assert "Aplikasi berjalan baik" in response.content.decode()


def test_a_database_that_does_not_answer_is_503(client, monkeypatch):
    def refuse():
        raise OperationalError("could not connect to 10.0.0.1 as jejaring")

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    response = client.get(reverse("health"), headers={"Accept": "text/html"})
    assert response.status_code == 503
    assert json.loads(response.content)["ok"] is False
    assert "10.0.0.1" not in response.content.decode()


def test_a_setting_that_would_lose_data_is_503(client, monkeypatch):
    monkeypatch.setattr(
        "jejaring.views.health.sqlite_settings", lambda connection: {"synchronous": (2, 1)}
    )
    response = client.get(reverse("health"))
    assert response.status_code == 503
    assert json.loads(response.content)["settings"] == {"synchronous": 1}


def test_nothing_secret_is_told(client, settings):
    body = client.get(reverse("health")).content.decode()
    for secret in (
        settings.SECRET_KEY,
        str(settings.DATA_DIR),
        settings.DATABASES["default"]["NAME"],
    ):
        assert str(secret) not in body
