"""Phones and computers are shared: what one person read must not lie in a cache for the next."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("name", "args"), [("home", []), ("village_detail", [factories.SENGI])])
def test_pages_of_a_signed_in_person_stay_out_of_caches(client, name, args):
    factories.village()
    client.force_login(factories.user())
    assert "no-store" in client.get(reverse(name, args=args)).headers["Cache-Control"]


def test_a_refusal_stays_out_of_caches_as_well(client):
    client.force_login(factories.user(role="coordinator"))
    refused = client.get(reverse("village_detail", args=[factories.SENGI]))
    assert refused.status_code == 403
    assert "no-store" in refused.headers["Cache-Control"]
