"""The pages of meetings: each as insider, read-only insider and stranger, and what they do."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cooperation.models import FollowUp, Meeting, MeetingRules
from cooperation.services.meeting_files import keep_file
from jejaring.ids import uuid7
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import PATEN, between_villages
from tests.cooperation.meetings import NINETEEN, arrange, call, count, decide, held
from tests.factories import SENGI

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 daftar hadir"


@pytest.fixture
def cast():
    return between_villages()


@pytest.fixture
def bpd(cast):
    return cast.people["bpd-sengi"]


@pytest.fixture
def meeting(cast, bpd):
    """A meeting of Sengi about the agreement, to which too few came."""
    meeting = arrange(bpd, agreement=cast.agreement)
    call(meeting, bpd)
    count(meeting, bpd, NINETEEN)
    decide(meeting, bpd, decision="Air dibagi rata.")
    meeting.agenda.update(discussion="Petani ragu.")
    FollowUp.objects.create(meeting=meeting, text="Ukur pipa", who="Regu air")
    meeting.refresh_from_db()
    return meeting


def get(client, who, name, *args, query=""):
    client.force_login(who)
    return client.get(reverse(name, args=args) + query)


def post(client, person, name, *args, query="", **said):
    client.force_login(person)
    return client.post(reverse(name, args=args) + query, said)


def hidden(page, name) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())[1]


READ = ["meeting_detail", "meeting_minutes", "meeting_sheet"]
WRITE = ["meeting_edit", "meeting_invite", "meeting_next", "agenda_add", "follow_up_add"]
WRITE += ["meeting_file_add"]


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_writers_of_the_village_open_every_page(client, cast, meeting, name):
    for who in ("bpd-sengi", "head-sengi", "facilitator"):
        assert get(client, cast.people[who], name, meeting.pk).status_code == 200


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_the_other_party_reads_and_does_not_write(client, cast, meeting, name):
    status = get(client, cast.people["head-paten"], name, meeting.pk).status_code
    assert status == (200 if name in READ else 404)


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_a_stranger_finds_nothing(client, cast, meeting, name):
    stranger = factories.user(Role.VILLAGE_HEAD, "33.08.07.2003")
    assert get(client, stranger, name, meeting.pk).status_code == 404


def test_a_coordinator_sees_decision_and_counts_but_not_the_talk(client, cast, bpd, meeting):
    factories.group(name="KWT Melati")
    file = keep_file(meeting=meeting, content=PDF, label="Daftar hadir", by=bpd)
    coordinator = factories.user(Role.COORDINATOR, "33.08")
    page = get(client, coordinator, "meeting_detail", meeting.pk).content.decode()
    assert "Air dibagi rata." in page
    assert "19 dari 30" in page
    for words in ("Petani ragu.", "Ukur pipa", "Daftar hadir</a>", "KWT Melati"):
        assert words not in page
    assert get(client, coordinator, "meeting_file", file.pk).status_code == 404


def test_arranging_makes_agenda_and_villages(client, cast, bpd):
    said = {"id": uuid7(), "kind": "mad", "title": "Air", "held_on": "2026-12-01"}
    said |= {"agreement": cast.agreement.pk, "agenda": "Air\n\n  Jalan  desa "}
    answer = post(client, bpd, "meeting_create", SENGI, **said)
    meeting = Meeting.objects.get()
    assert answer.status_code == 302
    assert [item.title for item in meeting.agenda.all()] == ["Air", "Jalan desa"]
    assert [row.village_id for row in meeting.villages.all()] == [SENGI, PATEN]
    assert meeting.villages.get(is_host=True).village_id == SENGI


def test_a_meeting_between_villages_needs_another_village(client, bpd):
    said = {"id": uuid7(), "kind": "mad", "title": "Air", "held_on": "2026-12-01", "agenda": "Air"}
    answer = post(client, bpd, "meeting_create", SENGI, **said)
    assert answer.status_code == 422
    assert "Sebutkan desa lain" in answer.content.decode()


@pytest.mark.parametrize(("query", "kind"), [("?jenis=mad", "mad"), ("?jenis=apa", "musdes")])
def test_the_address_may_say_which_kind_of_meeting(client, bpd, query, kind):
    form = get(client, bpd, "meeting_create", SENGI, query=query).context["form"]
    assert form["kind"].value() == kind


def test_counting_says_what_came_of_it(client, bpd, cast):
    meeting = arrange(bpd)
    page = get(client, bpd, "meeting_invite", meeting.pk)
    said = {"base": hidden(page, "base"), "men_farmers": 10, "women_women": 20}
    said |= {"name_0": "Pemuda", "men_0": 1}
    assert post(client, bpd, "meeting_invite", meeting.pk, **said).status_code == 302
    meeting.refresh_from_db()
    assert meeting.invited == {"farmers": [10, 0], "women": [0, 20], "x:Pemuda": [1, 0]}
    page = get(client, bpd, "meeting_attend", meeting.pk, 1)
    assert "kuorum 21" in page.content.decode()
    said = {"base": hidden(page, "base"), "held_on": "2026-11-02", "women_women": 20, "men_0": 1}
    said |= {"name_0": "Pemuda"}
    assert post(client, bpd, "meeting_attend", meeting.pk, 1, **said).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.result, meeting.present_count) == ("met", 21)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("men_adat", "-1", "0"),
        ("men_adat", "banyak", "bilangan"),
        ("men_7", "", ""),
        ("held_on", "2999-01-01", "belum tiba"),
        ("closes_at", "08:00", "sesudah jam buka"),
        ("men_3", "2", "Tulis nama unsur ini"),
    ],
)
def test_bad_counts_are_refused_in_words(client, bpd, cast, field, value, words):
    meeting = arrange(bpd)
    call(meeting, bpd, {"poor": [2, 1], "x:Pemuda": [1, 0], "x:Difabel": [1, 0]})
    said = {"held_on": "2026-11-02", "opens_at": "09:00", "women_women": 3} | {field: value}
    answer = post(client, bpd, "meeting_attend", meeting.pk, 1, **said)
    assert answer.status_code == (422 if words else 409)
    assert words in answer.content.decode()


def test_attendance_without_an_invitation_names_the_remedy(client, bpd, cast):
    meeting = arrange(bpd)
    said = {"held_on": "2026-11-02", "women_women": 3}
    answer = post(client, bpd, "meeting_attend", meeting.pk, 1, **said)
    assert answer.status_code == 422
    assert reverse("meeting_invite", args=[meeting.pk]) in answer.content.decode()


def test_two_who_count_at_once_see_both_versions(client, cast, bpd):
    meeting = arrange(bpd)
    call(meeting, bpd)
    base = hidden(get(client, bpd, "meeting_attend", meeting.pk, 1), "base")
    said = {"base": base, "held_on": "2026-11-02", "opens_at": "09:00"}
    post(client, bpd, "meeting_attend", meeting.pk, 1, women_women=20, **said)
    other = cast.people["facilitator"]
    answer = post(client, other, "meeting_attend", meeting.pk, 1, women_women=22, **said)
    assert answer.status_code == 409
    assert "20 perempuan" in answer.content.decode()
    assert "22 perempuan" in answer.content.decode()
    said["base"] = hidden(answer, "base")
    answer = post(client, other, "meeting_attend", meeting.pk, 1, women_women=22, **said)
    assert answer.status_code == 302
    assert meeting.sittings.get().present == {"women": [0, 22]}


@pytest.mark.parametrize(
    ("stage", "day", "hour", "status"),
    [
        (2, "2026-11-02", "12:00", 302),
        (2, "2026-11-02", "12:01", 422),
        (2, "2026-11-03", "10:00", 422),
        (3, "2026-11-05", "", 302),
        (3, "2026-11-06", "", 422),
        (3, "2026-11-02", "", 422),
        (1, "2026-11-03", "", 422),
    ],
)
def test_three_hours_and_three_days(client, bpd, meeting, stage, day, hour, status):
    said = {"stage": stage, "held_on": day, "opens_at": hour}
    assert post(client, bpd, "meeting_next", meeting.pk, **said).status_code == status


def test_a_decision_without_words_is_refused(client, bpd, meeting):
    item = meeting.agenda.get()
    said = {"title": "Air", "outcome": "agreed", "decision": " ", "base": ""}
    answer = post(client, bpd, "agenda_edit", item.pk, **said)
    assert answer.status_code == 422
    assert "Tulis bunyi keputusannya" in answer.content.decode()


def test_an_item_written_by_somebody_else_is_shown_beside(client, bpd, meeting):
    item = meeting.agenda.get()
    said = {"title": "Air", "outcome": "refused", "decision": "Ditolak.", "base": "x"}
    answer = post(client, bpd, "agenda_edit", item.pk, **said)
    assert answer.status_code == 409
    assert "Air dibagi rata." in answer.content.decode()
    item.refresh_from_db()
    assert item.decision == "Air dibagi rata."


def test_a_task_is_added_and_ticked(client, bpd, meeting):
    said = {"id": uuid7(), "text": "Ganti pipa", "who": "Regu air", "base": ""}
    assert post(client, bpd, "follow_up_add", meeting.pk, **said).status_code == 302
    task = FollowUp.objects.get(text="Ganti pipa")
    base = hidden(get(client, bpd, "follow_up_edit", task.pk), "base")
    said |= {"base": base, "done_on": "2026-11-20"}
    assert post(client, bpd, "follow_up_edit", task.pk, **said).status_code == 302
    task.refresh_from_db()
    assert task.done_on.isoformat() == "2026-11-20"


def test_a_file_comes_back_as_something_to_save(client, cast, bpd, meeting):
    file = SimpleUploadedFile("<b>.pdf", PDF, content_type="text/html")
    assert (
        post(client, bpd, "meeting_file_add", meeting.pk, label="Hadir", file=file).status_code
        == 302
    )
    answer = get(client, cast.people["head-paten"], "meeting_file", meeting.files.get().pk)
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="musyawarah-2026-11-02')
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_for_somebody_elses_meeting_is_refused(client, cast, meeting):
    file = SimpleUploadedFile("a.pdf", PDF)
    who = cast.people["head-paten"]
    answer = post(client, who, "meeting_file_add", meeting.pk, label="Hadir", file=file)
    assert answer.status_code == 404
    assert not meeting.files.exists()


def test_the_invitation_can_be_read_without_a_signal(client, bpd, meeting):
    page = get(client, bpd, "meeting_detail", meeting.pk).content.decode()
    assert "Senin, 2 November 2026" in page
    assert "1. Merawat mata air" in page
    assert "https://wa.me/?text=UNDANGAN" in page


def test_groups_that_nobody_invited_are_a_finding_with_a_step(client, bpd, meeting):
    factories.group(name="KWT Melati")
    page = get(client, bpd, "meeting_detail", meeting.pk).content.decode()
    assert "1 dari 1 kelompok di peta tidak diundang: KWT Melati." in page
    assert "Datangi mereka" in page


def test_printed_sheets_carry_blank_lines_and_no_names(client, bpd, meeting):
    sheet = get(client, bpd, "meeting_sheet", meeting.pk).content.decode()
    assert sheet.count('<td class="nr">') == 30 + 5
    minutes = get(client, bpd, "meeting_minutes", meeting.pk).content.decode()
    assert minutes.count('class="line"') == 4
    assert "Air dibagi rata." in minutes


def test_the_rules_of_a_kabupaten_are_its_coordinators(client, cast):
    coordinator = factories.user(Role.COORDINATOR, "33.08")
    page = get(client, coordinator, "meeting_rules", "33.08").content.decode()
    assert "Angka bawaan" in page
    base = re.search(r'name="base" value="(\w+)"', page)[1]
    said = {"part": 1, "whole": 2, "hours": 2, "days": 7, "basis": "Perbup 88/2018", "base": base}
    assert post(client, coordinator, "meeting_rules", "33.08", **said).status_code == 302
    assert MeetingRules.objects.get().whole == 2
    answer = post(client, coordinator, "meeting_rules", "33.08", **said | {"days": 5})
    assert answer.status_code == 409
    assert "Ada dua versi" in answer.content.decode()
    assert MeetingRules.objects.get().days == 7
    said["part"] = 3
    assert post(client, coordinator, "meeting_rules", "33.08", **said).status_code == 422
    for who in (
        factories.user(Role.COORDINATOR, "33.08.06"),
        factories.user(Role.COORDINATOR, "3"),
    ):
        assert get(client, who, "meeting_rules", "33.08").status_code == 404
    assert get(client, cast.people["head-sengi"], "meeting_rules", "33.08").status_code == 403


# --- Acts on the agreement -----------------------------------------------------------------------


def test_the_act_takes_over_the_decision_of_a_meeting(client, cast, bpd):
    meeting = held(bpd, agreement=cast.agreement)
    where = ("agreement_act", cast.agreement.pk, "deliberate")
    page = get(client, bpd, *where, query="?pihak=1").content.decode()
    key = re.search(r'value="([0-9a-f-]{36}:[0-9a-f]{16})"', page)[1]
    answer = post(client, bpd, *where, query="?pihak=1", id=uuid7(), seen=1, meeting=key)
    assert answer.status_code == 302
    event = cast.agreement.events.latest("number")
    assert (event.content["meeting"], event.content["outcome"]) == (str(meeting.pk), "agreed")
    decide(meeting, bpd, decision="Lain.")
    page = get(client, bpd, "agreement_detail", cast.agreement.pk).content.decode()
    assert "berubah setelah dicatat" in page


def test_the_page_that_offers_a_decision_can_be_sent_as_it_is_and_twice_is_once(client, cast, bpd):
    held(bpd, agreement=cast.agreement)
    where = ("agreement_act", cast.agreement.pk, "deliberate")
    page = get(client, bpd, *where, query="?pihak=1").content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(id|seen|text)" value="([^"]*)"', page))
    key = re.search(r'value="([0-9a-f-]{36}:[0-9a-f]{16})"', page)[1]
    for _time in range(2):
        answer = post(client, bpd, *where, query="?pihak=1", meeting=key, **hidden)
        assert answer.status_code == 302
    assert cast.agreement.events.filter(act="deliberate").count() == 1


def test_a_record_edited_while_the_form_was_open_is_not_taken_over(client, cast, bpd):
    meeting = held(bpd, agreement=cast.agreement)
    where = ("agreement_act", cast.agreement.pk, "deliberate")
    page = get(client, bpd, *where, query="?pihak=1").content.decode()
    key = re.search(r'value="([0-9a-f-]{36}:[0-9a-f]{16})"', page)[1]
    decide(meeting, bpd, decision="Lain.")
    answer = post(client, bpd, *where, query="?pihak=1", id=uuid7(), seen=1, meeting=key)
    assert answer.status_code == 422
    assert "berubah sejak halaman dibuka" in answer.content.decode()
    assert cast.agreement.events.count() == 1


def test_a_meeting_on_paper_is_still_told_by_counts(client, cast, bpd):
    held(bpd, agreement=cast.agreement)
    where = ("agreement_act", cast.agreement.pk, "deliberate")
    paper = {
        "id": uuid7(),
        "meeting": "",
        "seen": 1,
        "outcome": "agreed",
        "invited": 30,
        "sitting": 1,
    }
    paper |= {"present": 20, "on": "2026-11-02"}
    answer = post(client, bpd, *where, query="?pihak=1", **paper)
    assert answer.status_code == 422
    assert "Bagian ini masih kosong" in answer.content.decode()
    answer = post(client, bpd, *where, query="?pihak=1", minutes="1/BA", **paper)
    assert answer.status_code == 302
    assert "meeting" not in cast.agreement.events.latest("number").content


def test_the_rule_of_the_kabupaten_holds_for_paper_too(client, cast, bpd):
    MeetingRules.objects.create(regency_id="33.08", part=3, whole=4)
    where = ("agreement_act", cast.agreement.pk, "deliberate")
    paper = {
        "id": uuid7(),
        "seen": 1,
        "outcome": "agreed",
        "invited": 30,
        "sitting": 1,
        "present": 22,
    }
    paper |= {"on": "2026-11-02", "minutes": "1/BA"}
    assert post(client, bpd, *where, query="?pihak=1", **paper).status_code == 422
    paper["present"] = 23
    assert post(client, bpd, *where, query="?pihak=1", **paper).status_code == 302


def test_a_facilitator_keeps_the_record_and_does_not_decide(client, cast):
    facilitator = cast.people["facilitator"]
    held(facilitator, agreement=cast.agreement)
    where = ("agreement_act", cast.agreement.pk, "deliberate")
    assert get(client, facilitator, *where, query="?pihak=1").status_code == 404


def test_more_meetings_and_people_cost_no_more_queries(
    client, cast, bpd, meeting, django_assert_max_num_queries
):
    get(client, bpd, "meeting_detail", meeting.pk)
    with django_assert_max_num_queries(60) as few:
        get(client, bpd, "meeting_detail", meeting.pk)
    for number in range(12):
        factories.group(name=f"Kelompok {number}")
        FollowUp.objects.create(meeting=meeting, text=f"Tugas {number}", who="Regu")
        meeting.agenda.create(position=number + 2, title=f"Pokok {number}")
        held(bpd, agreement=cast.agreement, title=f"Rapat {number}")
    with django_assert_max_num_queries(len(few)):
        get(client, bpd, "meeting_detail", meeting.pk)


# --- Taking a point off the agenda ---------------------------------------------------------------


@pytest.fixture
def undecided(meeting):
    return meeting.agenda.create(position=2, title="Jalan usaha tani")


def remove(client, person, item, version=None):
    if version is None:
        version = hidden(get(client, person, "agenda_edit", item.pk), "version")
    return post(client, person, "agenda_remove", item.pk, version=version)


def test_a_point_that_was_not_decided_is_taken_off(client, bpd, meeting, undecided):
    answer = remove(client, bpd, undecided)
    assert (answer.status_code, answer.url) == (302, meeting.get_absolute_url())
    assert meeting.agenda.count() == 1
    assert not meeting.agenda.filter(pk=undecided.pk).exists()
    assert post(client, bpd, "agenda_remove", undecided.pk).status_code == 404


def test_a_decided_point_and_one_that_was_just_changed_stay(client, bpd, meeting, undecided):
    decided = meeting.agenda.first()
    assert "Hapus dari agenda" not in get(client, bpd, "agenda_edit", decided.pk).content.decode()
    remove(client, bpd, decided, "x")
    page = get(client, bpd, "agenda_edit", decided.pk).content.decode()
    assert "sudah diputuskan, jadi tidak dapat dihapus" in page
    version = hidden(get(client, bpd, "agenda_edit", undecided.pk), "version")
    undecided.discussion = "Petani setuju."
    undecided.save()
    answer = remove(client, bpd, undecided, version)
    assert "baru saja diubah orang lain" in client.get(answer.url).content.decode()
    assert meeting.agenda.count() == 2


def test_a_point_that_an_act_took_over_stays_when_its_outcome_is_cleared(
    client, cast, bpd, meeting, undecided
):
    content = {"outcome": "agreed", "item": str(undecided.pk), "sitting": 2}
    cast.act("deliberate", "bpd-sengi", 0, **content)
    remove(client, bpd, undecided)
    assert meeting.agenda.filter(pk=undecided.pk).exists()


def test_who_keeps_no_record_here_takes_nothing_off(client, meeting, undecided):
    coordinator = factories.user(Role.COORDINATOR, "33.08")
    stranger = factories.user(Role.BPD, "33.08.07.2003")
    assert remove(client, coordinator, undecided, "x").status_code == 403
    assert remove(client, stranger, undecided, "x").status_code == 404
    assert meeting.agenda.count() == 2
