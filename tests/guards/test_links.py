"""Every address that a page offers opens for the person to whom it is offered."""

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from jejaring.models import User
from stakeholders.sample import ACCOUNTS
from tests.sample import sample_district

PAGES_A_ROUTE = 3
# The heads of both villages of the agreements stand on two sides of each; what else differs
# between the people of two villages is the role, so one secretary and one council are enough.
WALKERS = [
    account.username
    for account in ACCOUNTS
    if account.username not in {"sekdes-paten", "bpd-paten"}
]
# Pages full of rows are read on every database by those who see most of them.
ON_EVERY_DATABASE = {"pendamping", "kades-sengi", "koordinator"}


class Offers(HTMLParser):
    """The addresses a page offers: ``followed`` by a link or a search, ``sent`` by a form."""

    def __init__(self, page):
        super().__init__()
        self.followed, self.sent = set(), set()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "a" and "href" in given:
            self.followed.add(given["href"])
        elif tag == "form" and given.get("method", "get") == "get":
            self.followed.add(given.get("action", ""))
        elif address := given.get("formaction") or (tag == "form" and given.get("action")):
            self.sent.add(address)


def walk(client, start="/") -> tuple[list[str], Counter]:
    """Follow what is offered from `start`; return what was refused, and the pages by route."""
    refused, seen, routes, waiting = [], {start}, Counter(), [(start, "")]
    while waiting:
        address, origin = waiting.pop(0)
        route = _route(address)
        if route is None:
            refused.append(f"{address} on {origin}: no such address")
            continue
        routes[route] += 1
        if routes[route] > PAGES_A_ROUTE:
            continue
        answer = client.get(address, follow=True)
        if answer.status_code >= 400:
            refused.append(f"{address} on {origin}: {answer.status_code}")
            continue
        if "html" not in answer["Content-Type"]:  # a file to keep leads nowhere
            continue
        offers = Offers(answer.content.decode())
        refused += [
            f"form {sent} on {address}: no such address"
            for sent in offers.sent
            if _route(urljoin(address, sent)) is None
        ]
        for offered in sorted(offers.followed):
            target = urldefrag(urljoin(address, offered)).url
            if target not in seen and not urlsplit(target).netloc:
                seen.add(target)
                waiting.append((target, address))
    return refused, routes


def _route(address):
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None


@pytest.fixture
def sample(db):
    """The sample district."""
    sample_district()


@pytest.mark.parametrize(
    "username",
    [
        pytest.param(who, marks=[] if who in ON_EVERY_DATABASE else [pytest.mark.any_database])
        for who in WALKERS
    ],
)
def test_nobody_is_led_to_a_closed_door(sample, username):
    client = Client()
    client.force_login(User.objects.get(username=username))
    refused, routes = walk(client)
    assert refused == []
    assert routes.total() >= 5


def test_every_role_of_the_sample_is_walked():
    roles = {account.username: account.role for account in ACCOUNTS}
    assert {roles[walker] for walker in WALKERS} == set(roles.values())


def test_a_closed_door_is_seen(sample):
    client = Client()
    client.force_login(User.objects.get(username="koordinator"))
    refused, _routes = walk(client, "/desa/33.08.06.2012/")
    assert refused == ["/desa/33.08.06.2012/ on : 403"]
