"""Papers of a meeting and of a body are filled from what was recorded of them."""

from datetime import date, time

import pytest
from django.utils import translation

from cooperation.fairness.benefits import Verdict
from cooperation.lifecycle import State
from cooperation.models import Appraisal, FollowUp, IssuedDocument, Reflection
from cooperation.papers import Kind, compose
from cooperation.papers.blocks import Lines
from cooperation.papers.words import DOTS, LONG_DOTS
from cooperation.services.bodies import count_members, found_body, hand_report, review_body
from cooperation.services.documents import issue_document, papers_of, read_document
from cooperation.services.meeting_decisions import decisions_for
from cooperation.services.meetings import FRAME, ITEM, call_again, keep, seen_of
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import PATEN, between_villages, lead_to
from tests.cooperation.meetings import NINETEEN, arrange, call, count, decide, held
from tests.cooperation.papers.matters import words_of_docx
from tests.factories import SENGI
from villages.models import Region

pytestmark = pytest.mark.django_db
BOTH = (SENGI, PATEN)
LED = {"chair": "Ketua BPD", "secretary": "Sekretaris Desa", "note_taker": "Pendamping desa"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DOCUMENT_DIR = tmp_path / "documents"


@pytest.fixture
def cast():
    return between_villages()


@pytest.fixture
def bpd(cast):
    return cast.people["bpd-sengi"]


def issue(cast, kind, of="", by="head-sengi"):
    """The paper of this kind about ``of``, issued as DOCX."""
    cast.agreement.refresh_from_db()
    matter, choices = papers_of(cast.agreement)
    choice = next(each for each in choices if each.kind == kind and each.of.startswith(str(of)))
    document, _is_new = issue_document(
        agreement=cast.agreement,
        choice=choice,
        matter=matter,
        format="docx",
        paper="f4",
        by=cast.people[by],
    )
    return document


def words(cast, kind, of=""):
    return words_of_docx(read_document(issue(cast, kind, of)))


def test_minutes_hold_who_led_who_came_what_was_said_decided_and_promised(cast, bpd):
    meeting = held(bpd, agreement=cast.agreement, place="Balai Desa", **LED)
    item = meeting.agenda.get()
    said = {name: getattr(item, name) for name in ITEM} | {
        "discussion": "Petani ragu.\nLalu sepakat."
    }
    keep(row=item, values=said, base=seen_of(item, ITEM).digest, by=bpd, verb="x")
    due = date(2026, 12, 1)
    FollowUp.objects.create(meeting=meeting, text="Ukur pipa", who="Regu air", due_on=due)
    read = words(cast, Kind.MINUTES, meeting.pk)
    for told in (
        "MUSYAWARAH DESA\n",
        "Senin, 2 November 2026",
        "Balai Desa",
        "Ketua BPD",
        "30 / 20 orang",
        "Kuorum tercapai",
        "Perwakilan petani\n10\n5\n7\n3",
        "Jumlah\n12\n18\n8\n12",
        "1. Merawat mata air",
        "Petani ragu.",
        "Lalu sepakat.",
        "Keputusan: Disepakati. Disepakati bersama.",
        "Ukur pipa\nRegu air\n1 Desember 2026",
    ):
        assert told in read, told
    assert "Keputusan (disepakati" not in read


def test_what_nobody_recorded_of_a_meeting_is_a_line_to_write_on(cast, bpd):
    meeting = arrange(bpd, agreement=cast.agreement, opens_at=None)
    read = words(cast, Kind.MINUTES, meeting.pk)
    assert f"{DOTS} / {DOTS} orang" in read
    assert "Keputusan (disepakati / tidak disepakati / ditunda):" in read
    matter, choices = papers_of(cast.agreement)
    told = {choice.key: choice.about for choice in choices}
    lines = compose(Kind.MINUTES, matter, told[f"minutes:{meeting.pk}"]).blocks
    assert [block.count for block in lines if isinstance(block, Lines)] == [5, 3]
    assert f"record:{meeting.pk}" not in told


def test_a_list_to_sign_names_the_element_of_each_line_and_sums_by_sex(cast, bpd):
    meeting = arrange(bpd, agreement=cast.agreement)
    call(meeting, bpd)
    read = words(cast, Kind.ATTENDANCE, meeting.pk)
    assert read.count("Perwakilan petani\n") == 15 + 1
    assert read.count("Perwakilan perempuan\n") == 10 + 1
    assert "\n30.\n" in read
    assert "\n31.\n" not in read
    assert "Jumlah\n12\n18\n\n" in read


def test_an_invitation_says_when_where_what_about_and_how_many_make_it_valid(cast, bpd):
    meeting = arrange(bpd, agreement=cast.agreement, place="Balai Desa", opens_at=time(9, 0))
    call(meeting, bpd)
    read = words(cast, Kind.INVITATION, meeting.pk)
    for told in ("Senin, 2 November 2026", "09.00", "Balai Desa", "1.\tMerawat mata air"):
        assert told in read, told
    assert "sedikitnya 20 dari 30 orang" in read
    assert "KETUA BPD DESA SENGI," in read


def test_a_statement_of_a_second_sitting_tells_both(cast, bpd):
    meeting = arrange(bpd, agreement=cast.agreement)
    call(meeting, bpd)
    count(meeting, bpd, NINETEEN)
    again = {"opens_at": time(9, 0), "place": "Pendopo", "by": bpd}
    call_again(meeting=meeting, stage=3, held_on=date(2026, 11, 4), **again)
    count(meeting, bpd, NINETEEN, stage=3)
    decide(meeting, bpd)
    meeting.refresh_from_db()
    frame = {name: getattr(meeting, name) for name in FRAME} | {"minutes_number": "7/BA/2026"}
    keep(row=meeting, values=frame, base=seen_of(meeting, FRAME).digest, by=bpd, verb="x")
    read = words(cast, Kind.RECORD, meeting.pk)
    for told in (
        "NOMOR 7/BA/2026",
        "hari ini Rabu tanggal empat bulan November",
        "bertempat di Pendopo",
        "19 (sembilan belas) orang dari 30 orang",
        "Ditunda, kuorum belum tercapai",
        "Dilanjutkan tanpa kuorum",
        "Merawat mata air: Disepakati. Disepakati bersama.",
        "KETUA BPD DESA SENGI,",
    ):
        assert told in read, told


def test_one_meeting_has_one_statement_unless_its_record_moved_on(cast, bpd):
    meeting = held(bpd, agreement=cast.agreement, minutes_number="7/BA/2026")
    (decision,) = decisions_for(cast.agreement, "deliberate", cast.parties[0])
    cast.act("deliberate", "bpd-sengi", 0, outcome="agreed", **decision.content)

    def records():
        return [each.of for each in papers_of(cast.agreement)[1] if each.kind == Kind.RECORD]

    assert records() == [str(meeting.pk)]
    decide(meeting, bpd, decision="Kata lain.")
    assert records() == [str(meeting.pk), "2"]


def test_all_heads_sign_for_a_meeting_of_several_villages_also_of_one_that_is_no_party(cast, bpd):
    third = factories.village("33.08.06.2014", "Krinjing")
    codes = (*BOTH, third.pk)
    meeting = held(bpd, kind="mad", agreement=cast.agreement, codes=codes)
    read = words(cast, Kind.RECORD, meeting.pk)
    for name in ("SENGI", "PATEN", "KRINJING"):
        assert f"KEPALA DESA {name}," in read
    assert "diikuti oleh Desa Sengi, Desa Paten, dan Desa Krinjing" in read


def test_what_was_said_in_a_meeting_is_not_read_by_a_coordinator(cast, bpd):
    meeting = held(bpd, agreement=cast.agreement)
    minutes, record = (issue(cast, kind, meeting.pk) for kind in (Kind.MINUTES, Kind.RECORD))
    coordinator = factories.user(Role.COORDINATOR, "33.08")
    stranger = factories.user(Role.VILLAGE_HEAD, "33.08.07.2003")
    visible = IssuedDocument.objects.visible_to
    assert set(visible(cast.people["bpd-paten"])) == {minutes, record}
    assert set(visible(coordinator)) == {record}
    assert not visible(stranger)


def test_a_paper_is_indonesian_whatever_language_its_reader_reads(cast, bpd):
    meeting = held(bpd, agreement=cast.agreement)
    first = issue(cast, Kind.MINUTES, meeting.pk)
    with translation.override("en"):
        assert issue(cast, Kind.MINUTES, meeting.pk) == first


# --- The report of a body -----------------------------------------------------------------------


@pytest.fixture
def body(cast):
    lead_to(cast, State.RUNNING)
    by, villages = cast.people["facilitator"], list(Region.objects.filter(pk__in=BOTH))
    body = found_body(
        villages=villages,
        by=by,
        kind="bkad",
        name="BKAD Mata Air",
        agreement=cast.agreement,
        decree_number="141/7",
        decree_on=date(2026, 5, 4),
        term_from=date(2026, 5, 4),
        term_until=date(2029, 5, 3),
    )
    return count_members(
        body=body,
        seen=body.version,
        village=villages[0],
        counts={"government": (1, 2), "bpd": (2, 0)},
        offices={"chair": "f"},
        by=by,
    )


def test_a_report_tells_what_is_known_of_the_body_and_leaves_the_rest_to_write(cast, body):
    by = cast.people["bpd-sengi"]
    held(by, kind="mad", agreement=cast.agreement, codes=BOTH)
    told = {"held_on": date(2026, 10, 12), "planned": "Pipa diperiksa", "happened": "Empat kali"}
    review_body(body=body, seen=0, by=by, why="Hujan.", onward="Bergilir.", **told)
    cast.agreement.amount = 12_000_000
    cast.agreement.save(update_fields=["amount"])
    _review(cast)
    read = words(cast, Kind.REPORT, body.pk)
    for said in (
        "BKAD MATA AIR\n",
        f"4 Mei 2026 sampai {LONG_DOTS}",
        "Peraturan Bersama Nomor 7 Tahun 2026",
        "Nomor 141/7 tanggal 4 Mei 2026",
        "4 Mei 2026 sampai 3 Mei 2029",
        "Pemerintah desa\n3\n1",
        "Jumlah\n5\n3",
        "Ketua\n:\nDesa Sengi",
        "Tinjauan kinerja 12 Oktober 2026\nPipa diperiksa\nEmpat kali",
        "Hujan. Bergilir.",
        "2 November 2026\nMusyawarah Antar-Desa\n20\nDisepakati bersama.",
        "Rp12.000.000",
        "Desa Sengi\n2.000\n5.000\nuntung",
        "KETUA BKAD MATA AIR,",
    ):
        assert said in read, said
    assert "Petani" not in read


def _review(cast):
    party = cast.parties[0]
    review = Appraisal.objects.create(
        agreement=cast.agreement,
        number=1,
        held_on=date(2026, 11, 1),
        held_by="meeting",
        sealed_at="2026-11-01T03:00Z",
        digest="x",
        verdicts={str(party.pk): str(Verdict.GAINS)},
    )
    for gives, value in ((True, 2_000), (False, 5_000)):
        review.lines.create(
            party=party, gives=gives, kind="money", what="Iuran", value=value, estimated_by="head"
        )


def test_a_report_tells_of_what_came_after_the_last_one(cast, body):
    by = cast.people["head-sengi"]
    for number, on in ((1, date(2026, 6, 1)), (2, date(2026, 9, 1))):
        Reflection.objects.create(
            agreement=cast.agreement,
            number=number,
            planned=f"Rencana {number}",
            happened="Terjadi",
            learnt="Belajar",
            next_step="Lanjut",
            who="head",
            held_on=on,
        )
    told = {"covers_until": date(2026, 6, 30), "handed_on": date(2026, 7, 2), "letter": "140/9"}
    hand_report(body=body, by=by, **told)
    read = words(cast, Kind.REPORT, body.pk)
    assert "1 Juli 2026 sampai" in read
    assert "Nomor 140/9, sampai 30 Juni 2026, disampaikan 2 Juli 2026" in read
    assert "Rencana 2" in read
    assert "Rencana 1" not in read


def test_an_agreement_without_a_body_has_the_report_to_fill_in(cast):
    assert "BADAN KERJA SAMA ANTAR-DESA" in words(cast, Kind.REPORT)
    matter, choices = papers_of(cast.agreement)
    (choice,) = [each for each in choices if each.kind == Kind.REPORT]
    lines = compose(Kind.REPORT, matter, choice.about).blocks
    assert [block.count for block in lines if isinstance(block, Lines)] == [3, 3, 5, 5]


def test_papers_cost_the_same_with_one_meeting_and_with_three(
    cast, bpd, body, django_assert_num_queries
):
    held(bpd, agreement=cast.agreement)
    with django_assert_num_queries(21) as first:
        papers_of(cast.agreement)
    for _again in range(2):
        held(bpd, agreement=cast.agreement, title="Lagi")
    with django_assert_num_queries(len(first.captured_queries)):
        papers_of(cast.agreement)
