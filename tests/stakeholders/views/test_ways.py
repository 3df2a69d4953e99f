"""Who connects whom: for the team with the village government, for others without."""

import html

import pytest
from django.urls import reverse

from jejaring.roles import Role
from stakeholders.models import VillageNetwork
from stakeholders.services.groups import village_government
from tests import factories
from tests.factories import SENGI

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator():
    return factories.user()


@pytest.fixture
def parties(facilitator):
    """Fishers - herders - village government; the youth stands alone."""
    fishers, herders, youth = (
        factories.group(name=name) for name in ("Nelayan", "Ternak", "Pemuda")
    )
    government = village_government(fishers.village)
    factories.tie(fishers, herders, by=facilitator)
    factories.tie(herders, government, "government", stance="support", by=facilitator)
    VillageNetwork.objects.outdate(SENGI)
    return fishers, herders, youth, government


def page(client, person, query="", status=200):
    client.force_login(person)
    response = client.get(reverse("village_ways", args=[SENGI]) + query)
    assert response.status_code == status
    return html.unescape(response.content.decode())


def between(a, b):
    return f"?dari={a.pk}&ke={b.pk}"


def test_the_answer_is_a_sentence_and_each_tie(client, parties, facilitator):
    fishers, _herders, _youth, government = parties

    seen = page(client, facilitator, between(fishers, government))

    assert f"Nelayan terhubung dengan {government.name} lewat Ternak." in seen
    assert "Nelayan – Ternak" in seen
    assert "saling mendukung, menurut Nelayan" in seen
    assert "pemerintah desa memberi dukungan nyata" in seen


def test_two_who_are_tied_and_two_who_are_not(client, parties, facilitator):
    fishers, herders, youth, _government = parties
    assert "Nelayan dan Ternak berhubungan langsung." in page(
        client, facilitator, between(fishers, herders)
    )
    assert "Nelayan dan Pemuda belum terhubung di peta ini." in page(
        client, facilitator, between(fishers, youth)
    )
    assert "Pilih dua pihak yang berbeda." in page(client, facilitator, between(fishers, fishers))


def test_the_team_sees_at_once_who_leads_to_the_village_government(client, parties, facilitator):
    seen = page(client, facilitator)
    assert "Jalan ke pemerintah desa" in seen
    assert "lewat Ternak" in seen
    client.force_login(facilitator)
    group = client.get(reverse("group_detail", args=[parties[0].pk])).content.decode()
    assert "Jalan ke pemerintah desa: lewat Ternak." in group


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.BPD])
def test_others_find_ways_without_the_government(client, parties, role):
    fishers, herders, _youth, government = parties
    person = factories.user(role)

    seen = page(client, person, between(fishers, government))

    assert "Jalan ke pemerintah desa" not in seen
    assert "dukungan nyata" not in seen
    assert "terhubung dengan" not in seen
    assert "berhubungan langsung" in page(client, person, between(fishers, herders))
    group = client.get(reverse("group_detail", args=[fishers.pk])).content.decode()
    assert "Jalan ke pemerintah desa" not in group


def test_no_way_leads_through_the_government_or_a_dependency(client, parties, facilitator):
    """Youth, too, is asked about the government; that makes it no acquaintance of the herders."""
    fishers, _herders, youth, government = parties
    factories.tie(youth, government, "government", stance="passive", by=facilitator)
    VillageNetwork.objects.outdate(SENGI)
    assert "belum terhubung" in page(client, facilitator, between(fishers, youth))


@pytest.mark.parametrize("query", ["?dari=x&ke=y", "?dari=", "?ke=☃", "?dari=" + "9" * 5000])
def test_odd_questions_are_no_harm(client, parties, facilitator, query):
    assert "Jawaban" not in page(client, facilitator, query)


def test_strangers_find_nothing(client, parties):
    page(client, factories.user(region_code="33.08.07.2003"), status=404)
    page(client, factories.user(role=None), status=403)
