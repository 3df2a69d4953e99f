"""Erasing who signed: by whoever answers for the name, with the chain intact."""

import pytest
from django.conf import settings
from django.urls import reverse

from cooperation.lifecycle import State
from cooperation.models import Attachment, Signatory
from cooperation.services.attachments import attach, stored_as
from cooperation.services.chain import first_break
from cooperation.services.scans import CheckedFile
from jejaring.models import Event
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import SIGNED, between_villages, lead_to, with_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    """Signed by the heads of both villages, each under a name of their own."""
    cast = lead_to(between_villages(), State.READY)
    cast.act("sign", "head-sengi", 0, signatory=("Pak Lurah", "Kepala Desa"), **SIGNED)
    cast.act("sign", "head-paten", 1, signatory=("Bu Paten", "Kepala Desa"), **SIGNED)
    return cast


def number_of(cast, party):
    return Signatory.objects.get(event__party=cast.parties[party]).event.number


def address(cast, party=None):
    args = [cast.agreement.pk]
    if party is None:
        return reverse("signatory_list", args=args)
    return reverse("signatory_forget", args=[*args, number_of(cast, party)])


def test_a_head_reads_and_erases_the_name_of_the_own_village_alone(client, cast):
    client.force_login(cast.people["head-sengi"])
    assert address(cast) in client.get(cast.agreement.get_absolute_url()).content.decode()
    page = client.get(address(cast)).content.decode()
    assert "Pak Lurah" in page
    assert "Bu Paten" not in page
    assert client.get(address(cast, 1)).status_code == 404
    assert client.post(address(cast, 1), {"sure": "on"}).status_code == 404
    where = address(cast, 0)
    assert "Yang tetap" in client.get(where).content.decode()
    assert client.post(where, {"sure": ""}).status_code == 422
    assert Signatory.objects.count() == 2
    assert client.post(where, {"sure": "on"}).status_code == 302
    assert Signatory.objects.get().name == "Bu Paten"
    cast.agreement.refresh_from_db()
    assert first_break(cast.agreement, cast.agreement.head) is None
    assert client.post(where, {"sure": "on"}).status_code == 404
    assert "Tidak ada nama yang tersimpan" in client.get(address(cast)).content.decode()
    assert Event.objects.filter(verb="forgot_signatory").count() == 1
    assert "Pak Lurah" not in str(list(Event.objects.values()))


def test_the_scan_of_that_signature_goes_along_when_asked(
    client, cast, django_capture_on_commit_callbacks
):
    event = Signatory.objects.get(event__party=cast.parties[0]).event
    told = {"agreement": cast.agreement, "by": cast.people["head-sengi"]}
    scan = attach(file=CheckedFile("a.pdf", b"%PDF-1", "application/pdf"), event=event, **told)
    other = attach(file=CheckedFile("b.pdf", b"%PDF-2", "application/pdf"), **told)
    path = settings.SCAN_DIR / stored_as(scan)
    client.force_login(cast.people["head-sengi"])
    where = address(cast, 0)
    assert "Ada 1 pindaian" in client.get(where).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(where, {"sure": "on", "with_scans": "on"})
    assert list(Attachment.objects.all()) == [other]
    assert not path.exists()
    assert (settings.SCAN_DIR / stored_as(other)).exists()


def test_who_does_not_decide_sees_no_name_and_a_stranger_finds_nothing(client, cast):
    for who in ("facilitator", "secretary-sengi", "bpd-sengi"):
        client.force_login(cast.people[who])
        assert address(cast) not in client.get(cast.agreement.get_absolute_url()).content.decode()
        assert client.get(address(cast)).status_code == 403
        assert client.post(address(cast, 0), {"sure": "on"}).status_code == 403
    client.force_login(factories.user(Role.VILLAGE_HEAD, "33.08.07.2003"))
    assert client.get(address(cast)).status_code == 404
    assert client.post(address(cast, 0), {"sure": "on"}).status_code == 404
    assert Signatory.objects.count() == 2


def test_the_name_of_a_partner_is_erased_by_the_village_that_recorded_it(client):
    cast = with_partner()
    event = cast.agreement.events.get()
    event.party = cast.parties[1]
    event.save()
    Signatory.objects.create(event=event, salt="x", name="Bu Direktur", office="Direktur")
    client.force_login(cast.people["head-sengi"])
    assert "Bu Direktur" in client.get(address(cast)).content.decode()
    client.force_login(cast.people["head-paten"])
    assert client.get(address(cast)).status_code == 404


def test_an_agreement_without_names_offers_no_way_there(client):
    cast = lead_to(between_villages(), State.READY)
    client.force_login(cast.people["head-sengi"])
    assert address(cast) not in client.get(cast.agreement.get_absolute_url()).content.decode()
    cast.act("sign", "head-sengi", 0, **SIGNED)
    assert address(cast) not in client.get(cast.agreement.get_absolute_url()).content.decode()
