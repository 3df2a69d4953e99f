"""Duties and their dates, worked out by hand; each reader is told their own and nothing else."""

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cooperation.lifecycle import State
from cooperation.models import Agreement, RegencyCalendar, SentReminder
from cooperation.services.bodies import found_body, hand_report, review_body
from cooperation.services.calendar.dates import add_months, months_between
from cooperation.services.calendar.duty import Duty, Unset
from cooperation.services.calendar.gathering import (
    coming,
    duties_of,
    in_period,
    is_overdue,
    works_on,
)
from cooperation.services.calendar.reminders import remind
from jejaring.models import Membership
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import PATEN, between_villages, lead_to, with_partner
from tests.factories import SENGI

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)


def bkad(by=None, **fields):
    villages = [factories.village(), factories.village(PATEN, "Paten")]
    fields = {"name": "BKAD Dukun", "decree_number": "1", "term_from": date(2026, 1, 31)} | fields
    by = by or factories.user(Role.VILLAGE_HEAD, SENGI)
    return found_body(kind="bkad", villages=villages, by=by, **fields)


def rules(**fields):
    factories.village()
    return RegencyCalendar.objects.create(regency_id="33.08", basis="Perbup 1/2026", **fields)


def dates(reader, today=TODAY) -> dict:
    return {duty.kind: duty.due_on for duty in duties_of(reader, today).duties}


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 5, 4), 0, date(2026, 5, 4)),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_last_of_the_month(start, months, end):
    assert add_months(start, months) == end


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 11, 28), date(2027, 2, 28), 3),
        (date(2026, 11, 29), date(2027, 2, 28), 3),  # the 29th is the 28th in that February
        (date(2026, 11, 28), date(2027, 2, 27), 2),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2026, 11, 28), date(2026, 11, 28), 0),
    ],
)
def test_whole_months_between_two_days(first, last, months):
    assert months_between(first, last) == months


def test_an_agreement_in_force_brings_its_end_and_the_day_to_talk_again():
    cast = lead_to(between_villages(), State.RUNNING)
    Agreement.objects.update(ends_on=date(2027, 4, 19), notice_on=date(2026, 10, 20))
    found = dates(cast.people["head-paten"])
    assert found == {
        "agreement_end": date(2027, 4, 19),
        "agreement_notice": date(2026, 10, 20),
    }
    # Past its end there is only the end left to deal with.
    assert set(dates(cast.people["head-paten"], date(2027, 4, 20))) == {"agreement_end"}
    assert set(dates(cast.people["head-paten"], date(2027, 4, 19))) == {
        "agreement_end",
        "agreement_notice",
    }


def test_an_answer_is_awaited_from_the_offer_on_and_due_as_the_kabupaten_says():
    cast = lead_to(between_villages(), State.OFFERED)
    gathered = duties_of(cast.people["head-paten"], TODAY)
    (duty,) = gathered.duties
    assert (duty.kind, duty.due_on, duty.codes) == ("answer", None, (PATEN,))
    assert "Desa Paten" in duty.title
    assert gathered.unset == [Unset("33.08", "answer_days")]
    rules(answer_days=30)
    # Offered on 3 November 2026.
    assert dates(cast.people["head-paten"]) == {"answer": date(2026, 12, 3)}
    assert duties_of(cast.people["head-paten"], TODAY).unset == []
    cast.act("answer", "head-paten", 1, answer="accepted", on="2026-11-05")
    assert dates(cast.people["head-paten"]) == {}


def test_signatures_and_promulgations_are_awaited_from_whoever_still_owes_them():
    cast = lead_to(between_villages(), State.READY)
    cast.act("sign", "head-sengi", 0, number="7", year=2026, on="2026-11-20")
    (duty,) = duties_of(cast.people["head-sengi"], TODAY).duties
    assert (duty.kind, duty.codes) == ("signature", (PATEN,))
    assert not works_on(cast.people["head-sengi"], duty)
    assert works_on(cast.people["head-paten"], duty)
    cast.act("sign", "head-paten", 1, number="8", year=2026, on="2026-11-20")
    (duty,) = duties_of(cast.people["head-sengi"], TODAY).duties
    assert (duty.kind, set(duty.codes)) == ("promulgation", {SENGI, PATEN})


def test_a_postponement_comes_back_on_its_day():
    cast = lead_to(between_villages(), State.RUNNING)
    said = {"reason": "Banjir", "minutes": "2", "on": "2026-11-24"}
    cast.act("postpone", "head-sengi", until="2027-02-28", **said)
    assert dates(cast.people["head-sengi"]) == {"postponement": date(2027, 2, 28)}


def test_a_village_head_reports_to_the_bpd_on_a_cooperation_with_a_third_party():
    cast = with_partner()
    Agreement.objects.update(state=State.RUNNING, starts_on=date(2026, 8, 31))
    head = cast.people["head-sengi"]
    assert duties_of(head, TODAY).unset == [Unset("33.08", "agreement_report_months")]
    rules(agreement_report_months=6)
    assert dates(head) == {"agreement_report": date(2027, 2, 28)}
    handed = {"covers_until": date(2026, 11, 1), "handed_on": date(2026, 11, 2)}
    hand_report(agreement=cast.agreement, by=head, **handed)
    assert dates(head) == {"agreement_report": date(2027, 5, 1)}


def test_a_body_brings_its_term_review_and_report():
    head = factories.user(Role.VILLAGE_HEAD, SENGI)
    body = bkad(by=head, term_until=date(2027, 2, 28))
    gathered = duties_of(head, TODAY)
    assert [(d.kind, d.due_on) for d in gathered.duties] == [("body_term", date(2027, 2, 28))]
    assert gathered.unset == [
        Unset("33.08", "body_report_months"),
        Unset("33.08", "review_months"),
    ]
    rules(body_report_months=1, review_months=12)
    found = dates(head)
    assert found["body_report"] == date(2026, 2, 28)
    assert found["body_review"] == date(2027, 1, 31)
    hand_report(body=body, by=head, covers_until=date(2026, 11, 28), handed_on=TODAY)
    told = {"planned": "a", "happened": "b", "by": head}
    review_body(body=body, seen=0, held_on=date(2026, 11, 1), next_on=date(2026, 12, 1), **told)
    found = dates(head)
    assert found["body_report"] == date(2026, 12, 28)
    assert found["body_review"] == date(2026, 12, 1)


def test_a_body_without_decree_says_so_and_a_dissolved_one_is_silent():
    head = factories.user(Role.VILLAGE_HEAD, SENGI)
    bkad(by=head, decree_number="", term_from=None)
    assert dates(head) == {"body_decree": None}
    gone = {"dissolved_on": date(2026, 3, 1), "term_until": date(2026, 3, 1)}
    bkad(by=head, name="BKAD lama", **gone)
    assert dates(head) == {"body_decree": None}


def test_a_bum_desa_bersama_reports_each_half_year_whatever_the_kabupaten_says():
    head = factories.user(Role.VILLAGE_HEAD, SENGI)
    villages = [factories.village(), factories.village(PATEN, "Paten")]
    found_body(
        kind="bumdesma",
        name="Maju",
        villages=villages,
        by=head,
        decree_number="2",
        term_from=date(2026, 8, 31),
    )
    assert dates(head) == {"body_report": date(2027, 2, 28)}


def test_today_is_not_overdue_and_yesterday_is():
    def due(day):
        return Duty("x", "1", "t", "a", "/", (SENGI,), day)

    today, yesterday, in_a_week = due(TODAY), due(date(2026, 11, 27)), due(date(2026, 12, 5))
    undated, in_eight = due(None), due(date(2026, 12, 6))
    everything = [yesterday, today, in_a_week, in_eight, undated]
    assert [is_overdue(each, TODAY) for each in everything] == [True, False, False, False, False]
    assert in_period(everything, "7-hari", TODAY) == [yesterday, today, in_a_week]
    assert in_period(everything, "lewat", TODAY) == [yesterday]
    assert in_period(everything, "tanpa-tanggal", TODAY) == [undated]
    assert in_period(everything, "kapan-kapan", TODAY) == everything


def test_overdue_comes_first_and_what_has_no_date_last():
    head = factories.user(Role.VILLAGE_HEAD, SENGI)
    bkad(by=head, name="B", term_until=date(2027, 1, 1))
    bkad(by=head, name="A", term_until=date(2026, 2, 1))
    bkad(by=head, name="C", decree_number="", term_from=None)
    assert [duty.about for duty in duties_of(head, TODAY).duties] == ["A", "B", "C"]


def test_a_moved_date_is_the_same_event_and_another_reminder():
    one, moved = (Duty("x", "1", "t", "a", "/", (), day) for day in (TODAY, date(2027, 1, 1)))
    assert one.uid == moved.uid
    assert one.key != moved.key


def test_readers_are_told_of_their_own_territory_only():
    bkad(term_until=TODAY)
    for role, code, told in (
        (Role.FACILITATOR, PATEN, True),
        (Role.BPD, SENGI, True),
        (Role.COORDINATOR, "33.08", True),
        (Role.VILLAGE_HEAD, "33.08.06.2001", False),
        (Role.COORDINATOR, "33.09", False),
        (Role.GROUP_OPERATOR, "", False),
        (None, "", False),
    ):
        group = factories.group() if role == Role.GROUP_OPERATOR else None
        person = factories.user(role, code, group=group)
        assert bool(duties_of(person, TODAY).duties) == told, role
    # A coordinator reads along; it is not their work.
    coordinator = factories.user(Role.COORDINATOR, "33.08")
    assert coming(coordinator, TODAY, 30) == []


def test_the_number_of_queries_does_not_grow_with_the_rows():
    head = factories.user(Role.VILLAGE_HEAD, SENGI)

    def count():
        person = type(head).objects.get(pk=head.pk)
        with CaptureQueriesContext(connection) as caught:
            duties_of(person, TODAY)
        return len(caught)

    lead_to(between_villages(), State.READY)
    bkad(by=head, term_until=TODAY)
    few = count()
    for number in range(4):
        lead_to(between_villages(), State.OFFERED)
        bkad(by=head, name=f"BKAD {number}", term_until=TODAY)
    assert count() == few <= 10


# --- Letters -------------------------------------------------------------------------------------


def send():
    call_command("send_reminders", stdout=StringIO())


def test_each_person_is_told_once_for_a_duty_and_date(settings):
    settings.SITE_ADDRESS = "https://jejaring.contoh.go.id"
    today = timezone.localdate()
    head = factories.user(Role.VILLAGE_HEAD, SENGI, email="kades@contoh.id")
    factories.user(Role.COORDINATOR, "33.08", email="dinas@contoh.id")
    factories.user(Role.VILLAGE_HEAD, "33.08.06.2001", email="lain@contoh.id")
    factories.user(Role.VILLAGE_HEAD, SENGI)  # no address
    body = bkad(by=head, term_until=today)
    send()
    (letter,) = mail.outbox
    assert letter.to == ["kades@contoh.id"]
    assert "Masa tugas BKAD berakhir: BKAD Dukun" in letter.body
    assert "hari ini" in letter.body
    assert f"https://jejaring.contoh.go.id/badan/{body.pk}/" in letter.body
    send()
    assert len(mail.outbox) == 1
    type(body).objects.update(term_until=add_months(today, -1))
    send()
    assert len(mail.outbox) == 2
    assert SentReminder.objects.filter(user=head).count() == 2


def test_what_the_post_refuses_is_tried_again(monkeypatch):
    head = factories.user(Role.VILLAGE_HEAD, SENGI, email="kades@contoh.id")
    bkad(by=head, term_until=TODAY)

    def refuse(*args, **kwargs):
        raise OSError("no route")

    monkeypatch.setattr("cooperation.services.calendar.reminders.send_mail", refuse)
    with pytest.raises(OSError, match="no route"):
        remind(person=head, today=TODAY, word=lambda duties: ("a", "b"))
    assert not SentReminder.objects.exists()
    monkeypatch.undo()
    assert remind(person=head, today=TODAY, word=lambda duties: ("a", "b")) == 1


def test_an_ended_membership_or_account_gets_no_letter():
    head = factories.user(Role.VILLAGE_HEAD, SENGI, email="kades@contoh.id")
    bkad(by=head, term_until=TODAY)
    Membership.objects.filter(user=head).delete()
    send()
    assert mail.outbox == []
