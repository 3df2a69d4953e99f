"""Pages of an agreement under review: the largest against the smallest.

33 parties, 20 versions of 40 clauses and 500 comments may take three times as long on the server
as 2 parties (an agreement has no fewer), one version of the eight mandatory clauses and one
comment. Who looks is the head of one of the villages.
"""

from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from jejaring.roles import Role
from tests import factories
from tests.bench import Result, at_most, paired
from tests.cooperation.large import SUBDISTRICT, head_of_all, under_review

NAME = "cooperation"
LARGE = {"villages": 33, "versions": 20, "clauses": 40, "comments": 500}
SMALL = {"villages": 2, "versions": 1, "clauses": 8, "comments": 1}
GOAL = 3
STATIC_AS_IT_IS = "django.contrib.staticfiles.storage.StaticFilesStorage"
ROUTES = ("agreement_detail", "agreement_text", "comment_list", "agreement_compare")


def run() -> list[Result]:
    """One comparison a page."""
    # Hashed names of static files would need them collected first.
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": STATIC_AS_IT_IS}}
    with override_settings(STORAGES=storages, ALLOWED_HOSTS=["testserver"]):
        return _compared()


def _compared() -> list[Result]:
    head, writer = head_of_all(), head_of_all()
    large, small = (under_review(by=head, writer=writer, **size) for size in (LARGE, SMALL))
    client = Client()
    client.force_login(factories.user(Role.VILLAGE_HEAD, f"{SUBDISTRICT}.2500"))
    results = []
    for route in ROUTES:
        ours, reference = paired(
            lambda route=route: _get(client, route, large),
            lambda route=route: _get(client, route, small),
        )
        name = f"{route}: largest agreement against smallest"
        results.append(at_most(GOAL, ours, reference, name=name))
    return results


def _get(client, route, agreement):
    response = client.get(reverse(route, args=[agreement.pk]))
    if response.status_code != 200:
        raise RuntimeError(f"{route}: {response.status_code}")
