"""The first account of a server."""

import io

import pytest
from django.core.management import CommandError, call_command

from jejaring.models import User
from jejaring.roles import Role

pytestmark = pytest.mark.django_db


def add(monkeypatch, password, username="Siti"):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    call_command("add_administrator", username, "Siti Aminah", stdout=io.StringIO())


def test_the_first_administrator_manages_the_whole_country(monkeypatch):
    add(monkeypatch, "kopi-lereng-merapi")
    person = User.objects.get(username="siti")
    assert person.check_password("kopi-lereng-merapi")
    assert [(m.role, m.region_code) for m in person.memberships.all()] == [(Role.ADMINISTRATOR, "")]
    assert not person.is_superuser


@pytest.mark.parametrize("password", ["", "pendek", "siti aminah", "12345678901"])
def test_a_weak_password_is_refused(monkeypatch, password):
    with pytest.raises(CommandError):
        add(monkeypatch, password)
    assert not User.objects.exists()


def test_a_name_that_is_taken_is_said(monkeypatch):
    add(monkeypatch, "kopi-lereng-merapi")
    with pytest.raises(CommandError, match="sudah dipakai"):
        add(monkeypatch, "kopi-lereng-merapi", "SITI")
