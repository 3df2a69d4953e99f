"""Requests that no page can read, and methods that none answers, are refused in words."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db

PATHS = ["/desa/%00/", "/desa/%00/peta/", "/kelompok/desa-lain/?presences=%00", "/?hal=%00"]


@pytest.mark.parametrize("path", PATHS)
def test_a_nul_in_an_address_is_refused_before_the_database_meets_it(client, path):
    factories.village()
    client.force_login(factories.user())
    refused = client.get(path)
    assert refused.status_code == 400
    assert "Permintaan ini tidak terbaca" in refused.text


def test_a_percent_sign_that_is_part_of_what_was_typed_is_not_taken_for_a_nul(client):
    client.force_login(factories.user())
    assert client.get(reverse("region_search"), {"q": "%00"}).status_code == 200


def test_words_in_another_encoding_are_refused_even_where_the_token_is_looked_for(client):
    client.handler.enforce_csrf_checks = True
    refused = client.post(
        reverse("set_language"),
        "language=en",
        content_type="application/x-www-form-urlencoded; charset=utf-16",
    )
    assert refused.status_code == 400
    assert "Permintaan ini tidak terbaca" in refused.text


def test_an_address_that_only_takes_forms_says_so_to_whoever_signs_in_again(client):
    client.force_login(factories.user())
    refused = client.get(reverse("network_tidy", args=[factories.village().pk]))
    assert refused.status_code == 405
    assert refused.headers["Allow"] == "POST"
    assert "isian yang tadi belum terkirim" in refused.text


@pytest.mark.parametrize("path", ["/static/css/base.css", "/masuk/", "/tidak-ada/"])
def test_every_answer_carries_the_content_security_policy(client, settings, path):
    settings.WHITENOISE_USE_FINDERS = True
    answer = client.get(path)
    answer.close()  # of a file
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
