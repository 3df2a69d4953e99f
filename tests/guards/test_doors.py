"""Every view of ours says who may pass."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.urls import get_resolver, path

from jejaring.access import AccessMarkMiddleware, public
from tests.guards.found import is_ours, routes


def without_mark(found) -> list[str]:
    """The addresses whose view lacks a mark."""
    return [
        pattern
        for pattern, _name, view in found
        if is_ours(view) and not hasattr(view, "access_mark")
    ]


def forgotten(request):
    """A view of ours whose writer forgot the door."""


forgotten.__module__ = "stakeholders.views.forgotten"


def test_every_view_of_ours_carries_an_access_mark():
    found = list(routes())
    assert sum(is_ours(view) for _pattern, _name, view in found) > 10
    assert without_mark(found) == []


def test_a_forgotten_door_is_seen():
    assert without_mark(routes(_Site([path("rahasia/", forgotten)]))) == ["rahasia/"]


def test_a_forgotten_door_stays_shut():
    request = RequestFactory().get("/")
    with pytest.raises(PermissionDenied):
        AccessMarkMiddleware(None).process_view(request, forgotten, (), {})


def test_every_address_has_a_name_and_public_ones_are_these():
    found = [(name, view) for _pattern, name, view in routes(get_resolver()) if is_ours(view)]
    marked_public = {name for name, view in found if view.access_mark == "public"}
    assert marked_public - {""} == {
        "account_login",
        "calendar_ics",
        "health",
        "invitation_accept",
        "open_numbers_file",
        "open_numbers_page",
        "review_open",
        "set_language",
    }


class _Site:
    def __init__(self, patterns):
        self.url_patterns = patterns


def test_a_public_view_needs_no_sign_in():
    assert public(lambda request: None).login_required is False
