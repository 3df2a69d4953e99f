"""The month by e-mail: once, to coordinators who want it, of regions that were counted."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from cooperation.services.calendar.reminders import want_reminders
from jejaring.dashboards.questions import MEASURES
from jejaring.roles import Role
from tests import factories
from tests.jejaring.dashboards.district import LONELY, REGENCY, SUBDISTRICT, coordinator, district
from villages.models import SentSummary
from villages.tallies.measures import Privacy, measure
from villages.tallies.months import this_month

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _counted():
    district()


def send():
    """Run it for the month that is running: nothing was counted before."""
    month = this_month()
    call_command("send_monthly_summary", month=f"{month // 100}-{month % 100:02}")
    return mail.outbox


def test_a_coordinator_gets_one_letter_with_each_region_once():
    person = coordinator(REGENCY, email="ani@contoh.id")
    factories.Membership.objects.create(user=person, role=Role.COORDINATOR, region_code=LONELY)
    [letter] = send()
    assert letter.to == ["ani@contoh.id"]
    assert letter.body.count("desa sudah dimulai") == 2
    assert "2 dari 3 desa sudah dimulai" in letter.body
    assert "Hentikan di: http://localhost:8000/" in letter.body
    assert len(send()) == 1
    assert SentSummary.objects.filter(user=person).count() == 2


def test_a_region_that_is_added_comes_alone():
    person = coordinator(SUBDISTRICT, email="ani@contoh.id")
    send()
    factories.Membership.objects.create(user=person, role=Role.COORDINATOR, region_code=LONELY)
    _first, second = send()
    assert second.body.count("desa sudah dimulai") == 1


def test_nobody_else_is_written_to():
    coordinator(REGENCY)
    factories.user(Role.FACILITATOR, email="pendamping@contoh.id")
    coordinator(REGENCY, email="pergi@contoh.id", is_active=False)
    want_reminders(by=coordinator(REGENCY, email="tidak@contoh.id"), wanted=False)
    assert send() == []


def test_a_month_that_was_not_counted_is_not_sent():
    coordinator(REGENCY, email="ani@contoh.id")
    call_command("send_monthly_summary", month="2020-01")
    assert mail.outbox == []
    assert not SentSummary.objects.exists()


def test_a_post_that_refuses_is_tried_again_and_stops_nobody(monkeypatch):
    coordinator(REGENCY, email="rusak@contoh.id")
    coordinator(REGENCY, email="baik@contoh.id")
    sending = mail.EmailMessage.send

    def refuse(message, *args, **options):
        if message.to == ["rusak@contoh.id"]:
            raise OSError("refused")
        return sending(message, *args, **options)

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)
    assert [letter.to for letter in send()] == [["baik@contoh.id"]]
    monkeypatch.undo()
    assert [letter.to for letter in send()] == [["baik@contoh.id"], ["rusak@contoh.id"]]


def test_a_month_that_cannot_be_read_is_refused():
    with pytest.raises(CommandError, match="tidak terbaca"):
        call_command("send_monthly_summary", month="kemarin")


def test_what_a_summary_reads_is_open_but_for_roles_that_are_empty():
    read = {*MEASURES, "villages", "begun", "active", "ends"}
    # Of roles that are filled only whether they are nought, and nothing below kecamatan.
    assert {code for code in read if measure(code).privacy is not Privacy.OPEN} == {"filled"}
    assert not measure("filled").reaches("33.08.06.2012")
