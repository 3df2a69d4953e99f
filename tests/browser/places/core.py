"""Doors and desks: signing in, the first page of each person, people and kinds."""

from jejaring.models import User
from jejaring.roles import Role
from jejaring.services import invite_person
from tests.browser.places.at import at

# Addresses that take a post and answer with another page, or that are a piece of a page.
NOT_PAGES = {
    "access_decide",
    "invitation_withdraw",
    "membership_end",
    "set_language",
}


def _doors():
    coordinator = User.objects.get(username="koordinator")
    _invitation, token = invite_person(
        invitee="Bu Sri", role=Role.FACILITATOR, region_code="33.08.06", by=coordinator
    )
    yield at("account_login", who="")
    yield at("account_reset_password", who="")
    yield at("account_reset_password_done", who="")
    yield at("account_reset_password_from_key", "x", "set-password", who="")
    yield at("account_reset_password_from_key_done", who="")
    yield at("account_signup", who="")
    yield at("account_inactive", who="")
    yield at("invitation_accept", token, who="")
    yield at("invitation_accept", "sudah-lama", who="", status=404)
    yield at("invitation_accept", token)
    yield at("account_change_password")
    yield at("account_email")
    yield at("account_logout")
    yield at("account_reauthenticate")
    yield at("health", who="admin")


def _desks():
    for who in ("pendamping", "kades-sengi", "bpd-sengi", "kwt-melati", "koordinator", "admin"):
        yield at("home", who=who)
    for who in ("koordinator", "admin"):
        yield at("people", who=who)
        yield at("person_invite", who=who)
        yield at("person_invite", who=who, query="?wilayah=33.08.06.2012")
    yield at("kinds", who="admin")
    yield at("kind_add", who="admin")
    yield at("kind_edit", "kwt", who="admin")
    yield "", "pendamping", "/tidak-ada/", 404
    yield at("people", status=403)


PARTS = {
    "doors": _doors,
    "desks": _desks,
}
