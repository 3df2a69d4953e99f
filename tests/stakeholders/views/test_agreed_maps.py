"""A map that a meeting agreed on: recorded once, read by the village, compared with today."""

import pytest
from django.urls import reverse

from jejaring.ids import uuid7
from jejaring.roles import Role
from stakeholders.models import AgreedMap, VillageNetwork
from stakeholders.services.agreed_maps import digest_of, record_agreed_map
from stakeholders.services.dependency import NewParty, record_dependency
from stakeholders.services.groups import village_government
from stakeholders.services.network import TEAM, Reading
from stakeholders.services.ties import close_tie
from tests import factories

pytestmark = pytest.mark.django_db

RECORD = {
    "agreed_on": "2026-06-01",
    "meeting": "Musyawarah dusun",
    "place": "Balai",
    "attended": 24,
}


@pytest.fixture
def village():
    return factories.village()


@pytest.fixture
def tie(village):
    one, other = (factories.group(village, name=name) for name in ("Tirta", "Melati"))
    VillageNetwork.objects.outdate(village.pk)
    return factories.tie(one, other, "supports")


@pytest.fixture
def insider(client, village):
    client.force_login(factories.user(full_name="Bu Sri"))
    return client


def sent(**fields):
    return {"id": uuid7(), **RECORD, "decisions": "Peta ini benar"} | fields


def create_url(code=factories.SENGI):
    return reverse("agreed_map_create", args=[code])


def agreed(village, **fields):
    record = {"decisions": "", **RECORD} | fields
    return record_agreed_map(village=village, by=factories.user(), **record)


def test_a_meetings_agreement_is_kept_once_with_what_the_map_showed(insider, tie):
    form = sent()
    first = insider.post(create_url(), form)
    second = insider.post(create_url(), form)
    assert first.url == second.url
    kept = AgreedMap.objects.get()
    assert {party["name"] for party in kept.shown["parties"]} == {"Tirta", "Melati"}
    assert kept.shown["ties"][0]["kind"] == "supports"
    assert kept.digest == digest_of(kept.shown)


def test_the_same_form_about_another_meeting_is_asked_about(insider, tie):
    form = sent()
    insider.post(create_url(), form)
    assert insider.post(create_url(), form | {"meeting": "Lain"}).status_code == 409
    assert AgreedMap.objects.count() == 1


def test_what_changed_since_is_said_and_the_agreed_map_stays(insider, village, tie):
    kept = agreed(village)
    page = insider.get(kept.get_absolute_url()).content.decode()
    assert "Peta masih sama dengan yang disepakati." in page
    close_tie(tie=tie, by=tie.recorded_by)
    factories.group(village, name="Kelompok Baru")
    factories.tie(factories.group(village, name="Ketiga"), tie.target, "competes")
    page = insider.get(kept.get_absolute_url()).content.decode()
    for words in ("Kelompok Baru", "Hubungan yang berakhir", "Hubungan baru"):
        assert words in page


def test_nothing_private_is_kept_whoever_records_it(village, tie):
    by = tie.recorded_by
    factories.tie(tie.source, village_government(village), "government", stance="hinder", by=by)
    record_dependency(
        village=village,
        patron=NewParty("CANARY-patron"),
        client=tie.source,
        by=by,
        forms=["market"],
        frequency="daily",
        tightness="loose",
    )
    assert Reading(village, TEAM).private_parties  # otherwise this would prove nothing
    text = str(agreed(village).shown)
    assert "CANARY" not in text
    assert "government" not in text
    assert "depends" not in text


@pytest.mark.parametrize(
    ("role", "code", "status"),
    [
        (Role.OFFICIAL, factories.SENGI, 200),
        (Role.BPD, factories.SENGI, 200),
        (Role.COORDINATOR, "33.08", 403),
        (None, "", 403),
        (Role.FACILITATOR, "33.08.06.2013", 404),
    ],
)
def test_the_village_reads_it_and_nobody_else(client, village, role, code, status):
    kept = agreed(village)
    client.force_login(factories.user(role, code))
    for url in (kept.get_absolute_url(), reverse("agreed_map_list", args=[village.pk])):
        assert client.get(url).status_code == status
    assert client.get(create_url()).status_code in (403, 404)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("meeting", " "),
        ("agreed_on", "2999-01-01"),
        ("agreed_on", "kemarin"),
        ("attended", "0"),
        ("attended", "9" * 30),
        ("id", "x"),
        ("decisions", "NIK 3308061201990001"),
    ],
)
def test_bad_input_is_refused_by_the_name_of_its_field(insider, village, field, value):
    answer = insider.post(create_url(), sent(**{field: value}))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert AgreedMap.objects.count() == 0
