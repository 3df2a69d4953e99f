"""Disputes on their pages: for a head, for who only reads, and for a stranger."""

import pytest
from django.urls import reverse

from cooperation.lifecycle import State
from cooperation.models import Dispute
from jejaring.ids import uuid7
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import between_villages, lead_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return lead_to(between_villages(), State.RUNNING)


def form(cast, **values):
    cast.agreement.refresh_from_db()
    return {
        "id": str(uuid7()),
        "seen": cast.agreement.events_count,
        "subject": "Pembagian air",
        "among": [str(party.pk) for party in cast.parties],
        "opened_on": "2026-11-01",
    } | values


SETTLED = {
    "way": "musyawarah",
    "settlement": "Bergilir tiap dua hari.",
    "minutes": "4/BA/2026",
    "settled_on": "2026-11-10",
}


def send(client, person, address, values):
    client.force_login(person)
    return client.post(address, values)


def test_a_head_records_a_dispute_and_its_settlement_which_is_final(client, cast):
    head, address = cast.people["head-sengi"], reverse("dispute_open", args=[cast.agreement.pk])
    said = form(cast)
    for _ in range(2):
        answer = send(client, head, address, said)
        assert answer.status_code == 302
    dispute = Dispute.objects.get()
    assert answer.url == dispute.get_absolute_url()
    assert "Camat" in client.get(answer.url).content.decode()
    settled = form(cast) | SETTLED
    assert send(client, head, answer.url, settled).status_code == 302
    again = send(client, head, answer.url, settled | {"settlement": "Lain."})
    assert again.status_code == 302
    page = client.get(answer.url).content.decode()
    assert "Bergilir tiap dua hari." in page
    assert "final" in page
    assert cast.agreement.events.filter(act="settle").count() == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"subject": ""}, "Wajib diisi"),
        ({"among": []}, "Wajib diisi"),
        ({"opened_on": "2999-01-01"}, "belum tiba"),
        ({"subject": "3308061234567890"}, "NIK"),
    ],
)
def test_a_dispute_that_lacks_something_is_refused(client, cast, values, words):
    address = reverse("dispute_open", args=[cast.agreement.pk])
    answer = send(client, cast.people["head-sengi"], address, form(cast, **values))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_one_party_alone_has_no_dispute_and_an_older_state_is_told(client, cast):
    address = reverse("dispute_open", args=[cast.agreement.pk])
    head = cast.people["head-sengi"]
    alone = form(cast, among=[str(cast.parties[0].pk)])
    answer = send(client, head, address, alone)
    assert answer.status_code == 422
    assert "sedikitnya dua pihak" in answer.content.decode()
    answer = send(client, head, address, form(cast, seen=1))
    assert answer.status_code == 409
    assert "Pembagian air" in answer.content.decode()
    assert not Dispute.objects.exists()


def test_a_settlement_before_the_dispute_is_refused(client, cast):
    address = reverse("dispute_open", args=[cast.agreement.pk])
    head = cast.people["head-sengi"]
    page = send(client, head, address, form(cast)).url
    answer = send(client, head, page, form(cast) | SETTLED | {"settled_on": "2026-10-01"})
    assert answer.status_code == 422
    assert Dispute.objects.get().is_open


def test_who_reads_along_settles_nothing_and_a_stranger_finds_nothing(client, cast):
    opening = reverse("dispute_open", args=[cast.agreement.pk])
    page = send(client, cast.people["head-sengi"], opening, form(cast)).url
    for who in ("facilitator", "secretary-sengi", "bpd-paten"):
        client.force_login(cast.people[who])
        shown = client.get(page)
        assert shown.status_code == 200
        assert "Catat penyelesaian" not in shown.content.decode()
        assert client.post(page, form(cast) | SETTLED).status_code == 404
        assert client.get(opening).status_code == 403
    stranger = factories.user(Role.VILLAGE_HEAD, "33.08.07.2003")
    client.force_login(stranger)
    assert client.get(page).status_code == 404
    assert client.get(opening).status_code == 404


def test_nothing_unsigned_is_disputed(client):
    cast = between_villages()
    client.force_login(cast.people["head-sengi"])
    answer = client.get(reverse("dispute_open", args=[cast.agreement.pk]))
    assert (answer.status_code, answer.url) == (302, cast.agreement.get_absolute_url())


def test_a_dispute_is_opened_and_settled_while_a_change_is_talked_about(client, cast):
    cast.act("amend", "head-sengi", reason="Harga", minutes="2", on="2026-11-23")
    head, address = cast.people["head-sengi"], reverse("dispute_open", args=[cast.agreement.pk])
    client.force_login(head)
    assert address in client.get(cast.agreement.get_absolute_url()).content.decode()
    answer = send(client, head, address, form(cast))
    assert answer.status_code == 302
    assert "Catat penyelesaian" in client.get(answer.url).content.decode()
    assert send(client, head, answer.url, form(cast) | SETTLED).status_code == 302
    assert not Dispute.objects.get().is_open
    cast.act("abandon", "head-sengi", reason="Batal")
    assert "Bergilir tiap dua hari." in client.get(answer.url).content.decode()
