"""Every page of the app and who opens it, for tests that look at all of them.

A new page goes into the module of its app, into one of the functions of its ``PARTS``; an
address that is no page, into its ``NOT_PAGES``.
"""

from dataclasses import dataclass

from django.urls import get_resolver

from tests.browser.places import cooperation, core, numbers, stakeholders, villages
from tests.browser.places.furnished import furnish

__all__ = ["NOT_PAGES", "PARTS", "SHUT", "Place", "furnish", "places", "routes"]

APPS = (core, villages, stakeholders, cooperation, numbers)
PARTS = {part: found for app in APPS for part, found in app.PARTS.items()}
NOT_PAGES = {route for app in APPS for route in app.NOT_PAGES}
# Doors of the library that stay shut: we confirm no addresses and sign nobody in by a code.
SHUT = {
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_set_password",
}


@dataclass(frozen=True)
class Place:
    """A page: the part of the app it belongs to, its route, who opens it, and its address.

    ``who``: a username of the sample; empty for somebody who has not signed in.
    """

    part: str
    route: str
    who: str
    path: str
    status: int = 200

    def __str__(self):
        return f"{self.path} as {self.who or 'nobody'}"


def routes() -> set[str]:
    """The names of all addresses."""
    return {name for name in get_resolver().reverse_dict if isinstance(name, str)}


def places(part: str) -> list[Place]:
    """The pages of one part of the furnished sample."""
    return [Place(part, *rest) for rest in PARTS[part]()]
