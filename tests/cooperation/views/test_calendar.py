"""The calendar page, the feed behind its secret address, and the rules of a kabupaten."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from cooperation.models import CalendarFeed, RegencyCalendar
from cooperation.services.bodies import found_body
from cooperation.services.calendar import feeds
from jejaring.models import Event
from jejaring.roles import Role
from jejaring.services import hash_of
from tests import factories
from tests.cooperation.icalendar import read_calendar
from tests.cooperation.makers import PATEN
from tests.factories import SENGI

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _asked_by_nobody_yet():
    cache.clear()


@pytest.fixture
def head():
    return factories.user(Role.VILLAGE_HEAD, SENGI, full_name="Sutrisno Wibowo")


@pytest.fixture
def body(head):
    villages = [factories.village(), factories.village(PATEN, "Paten")]
    until = timezone.localdate() - timedelta(days=1)
    return found_body(
        kind="bkad",
        name="BKAD Dukun",
        villages=villages,
        by=head,
        decree_number="1",
        term_until=until,
    )


def ics(client, token):
    client.logout()
    return client.get(reverse("calendar_ics", args=[token]))


def test_the_page_says_what_is_overdue_and_what_is_not_set(client, head, body):
    client.force_login(head)
    page = client.get(reverse("calendar")).content.decode()
    assert "1 urusan sudah lewat waktunya." in page
    assert "kemarin" in page
    assert "belum diatur kabupaten (Kabupaten Magelang)" in page
    assert "https://wa.me/?text=Pengingat" in page
    assert "BKAD Dukun" in client.get(reverse("calendar") + "?kurun=lewat").content.decode()
    assert (
        "BKAD Dukun"
        not in client.get(reverse("calendar") + "?kurun=tanpa-tanggal").content.decode()
    )
    assert "BKAD Dukun" in client.get(reverse("home")).content.decode()


def test_a_stranger_to_the_villages_sees_an_empty_calendar(client, body):
    client.force_login(factories.user(Role.VILLAGE_HEAD, "33.08.06.2001"))
    page = client.get(reverse("calendar")).content.decode()
    assert "BKAD Dukun" not in page
    assert "Belum ada tanggal yang perlu diingat" in page


def test_the_address_is_shown_once_and_kept_as_a_digest(client, head, body):
    client.force_login(head)
    made = client.post(reverse("calendar_feed_renew")).content.decode()
    token = next(part for part in made.split("/kalender/") if ".ics" in part).split(".ics")[0]
    assert len(token) >= 43
    again = client.get(reverse("calendar_feed")).content.decode()
    assert ".ics" not in again
    assert token not in str(CalendarFeed.objects.values().get())
    answer = ics(client, token)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    (event,) = read_calendar(answer.content.decode())
    assert event["SUMMARY"] == "Masa tugas BKAD berakhir: BKAD Dukun"
    assert "Sutrisno" not in answer.content.decode()


def test_a_renewed_address_ends_the_old_and_a_closed_one_opens_nothing(client, head):
    first = feeds.renew_feed(by=head)
    second = feeds.renew_feed(by=head)
    assert ics(client, first).status_code == 404
    assert ics(client, second).status_code == 200
    client.force_login(head)
    client.post(reverse("calendar_feed_revoke"))
    assert ics(client, second).status_code == 404
    assert CalendarFeed.objects.filter(revoked_at=None).count() == 0


def test_whatever_is_wrong_with_a_token_looks_alike(client, head):
    token = feeds.renew_feed(by=head)
    head.is_active = False
    head.save()
    answers = [ics(client, each) for each in (token, token[:-1], "x", "é", "' or 1=1 --")]
    assert {answer.status_code for answer in answers} == {404}


def test_a_feed_tells_what_its_owner_may_see_at_that_moment(client, head, body):
    token = feeds.renew_feed(by=head)
    assert len(read_calendar(ics(client, token).content.decode())) == 1
    head.memberships.update(ended_at=timezone.now())
    answer = ics(client, token)
    assert (answer.status_code, read_calendar(answer.content.decode())) == (200, [])


def test_reading_is_in_the_record_once_a_day_without_the_token(client, head):
    token = feeds.renew_feed(by=head)
    for _time in range(3):
        ics(client, token)
    (event,) = Event.objects.filter(verb="read_calendar_feed")
    assert token not in str(vars(event))
    verbs = Event.objects.filter(actor=head).values_list("verb", flat=True)
    assert list(verbs) == ["opened_calendar_feed"]


def test_who_asks_too_often_waits(client, head, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_A_FEED", 3)
    token = feeds.renew_feed(by=head)
    answers = [ics(client, token) for _time in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "3600"
    monkeypatch.setattr(feeds, "MOST_A_SOURCE", 6)
    guesses = [ics(client, f"tebakan-{number}").status_code for number in range(4)]
    assert guesses == [404, 404, 429, 429]


def test_a_feed_needs_the_right_to_read_agreements(client):
    client.force_login(factories.user(Role.GROUP_OPERATOR, SENGI, group=factories.group()))
    assert client.post(reverse("calendar_feed_renew")).status_code == 403


# --- The rules of a kabupaten --------------------------------------------------------------------


def test_only_a_coordinator_of_the_whole_kabupaten_sets_its_rules(client, head, body):
    address = reverse("regency_rules", args=["33.08"])
    for person, expected in (
        (factories.user(Role.COORDINATOR, "33.08"), 200),
        (factories.user(Role.COORDINATOR, "33"), 200),
        (factories.user(Role.COORDINATOR, "33.08.06"), 404),
        (factories.user(Role.COORDINATOR, "33.09"), 404),
        (head, 403),
    ):
        client.force_login(person)
        assert client.get(address).status_code == expected
    client.force_login(factories.user(Role.COORDINATOR, "33"))
    assert client.get(reverse("regency_rules", args=["33.08.06"])).status_code == 404


def test_rules_are_set_with_their_basis_and_not_over_anothers(client, body):
    coordinator = factories.user(Role.COORDINATOR, "33.08")
    client.force_login(coordinator)
    address = reverse("regency_rules", args=["33.08"])
    form = {"seen": 0, "body_report_months": "6", "review_months": ""}
    assert client.post(address, form).status_code == 422
    form["basis"] = "Perbup Magelang 1/2026"
    assert client.post(address, form | {"body_report_months": "0"}).status_code == 422
    assert client.post(address, form).status_code == 302
    rules = RegencyCalendar.objects.get()
    assert (rules.body_report_months, rules.review_months, rules.version) == (6, None, 1)
    late = client.post(address, form | {"body_report_months": "12"})
    assert late.status_code == 409
    assert 'value="12"' in late.content.decode()
    assert "laporan BKAD 6 bulan" in late.content.decode()
    assert client.post(address, form | {"seen": 1, "body_report_months": "12"}).status_code == 302
    page = client.get(reverse("calendar")).content.decode()
    assert "Jangka laporan BKAD" not in page
    assert "Jangka tinjauan kinerja badan belum diatur kabupaten" in page


def test_whoever_guesses_addresses_fills_no_cache(monkeypatch):
    """It also holds how often somebody tried to sign in; when it is full, counts are thrown out."""
    monkeypatch.setattr(feeds, "MOST_A_SOURCE", 5)
    asked = [feeds.may_ask(f"tebakan-{number}", "203.0.113.7") for number in range(20)]
    assert asked == [True] * 5 + [False] * 15
    kept = [f"calendar-feed:{hash_of(f'tebakan-{number}')}" for number in range(20)]
    assert len(cache.get_many(kept)) == 5


def test_one_person_cannot_stop_the_calendars_of_all_with_a_day_at_the_end_of_time(client, head):
    factories.village()
    factories.village(PATEN, "Paten")
    token = feeds.renew_feed(by=head)
    client.force_login(head)
    form = {"id": "019a0000-0000-7000-8000-000000000009", "kind": "bumdesma", "name": "Usaha"}
    for name in ("term_from", "term_until"):
        days = {"others": "Paten", name: "9999-12-31"}
        answer = client.post(reverse("body_create", args=[SENGI]), form | days)
        assert answer.status_code == 422
        assert "antara 1900 dan 2200" in answer.content.decode()
    assert client.get(reverse("calendar")).status_code == 200
    assert ics(client, token).status_code == 200


# --- Letters -------------------------------------------------------------------------------------


def test_a_person_stops_and_starts_the_letters_for_themselves_alone(client, head, body, mailoutbox):
    other = factories.user(Role.VILLAGE_HEAD, SENGI, email="lain@desa.test")
    head.email = "kades@desa.test"
    head.save()
    client.force_login(head)
    answer = client.post(reverse("reminders_want"), {"surat": "tidak"}, follow=True)
    assert "Anda tidak menerima surat pengingat" in answer.content.decode()
    client.post(reverse("reminders_want"), {"surat": "tidak"})
    call_command("send_reminders")
    (letter,) = mailoutbox
    assert letter.to == [other.email]
    assert reverse("calendar_feed") in letter.body
    answer = client.post(reverse("reminders_want"), {"surat": "ya"}, follow=True)
    assert "kades@desa.test" in answer.content.decode()
    call_command("send_reminders")
    assert mailoutbox[-1].to == [head.email]


def test_the_choice_is_posted_by_who_may_read_the_calendar(client, head):
    client.force_login(head)
    assert client.get(reverse("reminders_want")).status_code == 405
    client.force_login(factories.user(Role.GROUP_OPERATOR, SENGI, group=factories.group()))
    assert client.post(reverse("reminders_want")).status_code == 403
