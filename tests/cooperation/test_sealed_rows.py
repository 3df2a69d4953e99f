"""Rows beside a chain that somebody changes in the database itself are named by the chain."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cooperation.lifecycle import Clause, State
from cooperation.models import IssuedDocument
from cooperation.papers import Kind
from cooperation.papers.word_template import example_template
from cooperation.services.agreements import Deed, perform
from cooperation.services.appraisals import (
    open_plan,
    open_review,
    seal_review,
    write_line,
    write_part,
    write_revenue,
)
from cooperation.services.attachments import stored_as
from cooperation.services.chain import first_break
from cooperation.services.disputes import open_dispute, settle_dispute
from cooperation.services.documents import add_template, choices_for, issue_document
from cooperation.services.matters import matter_of
from cooperation.services.meeting_decisions import decisions_for
from cooperation.services.meeting_files import keep_file
from cooperation.services.scans import checked
from cooperation.services.texts import write_text
from jejaring.ids import uuid7
from tests.cooperation.makers import COUNTED, MINUTES, SIGNED, between_villages, lead_to
from tests.cooperation.meetings import decide, held
from villages.models import Region

pytestmark = pytest.mark.django_db
TERM = {"starts_on": "2026-12-01", "ends_on": "2028-11-30", "notice_on": "2028-05-30"}
CYCLE = {
    "planned": "Memperbaiki bak",
    "happened": "Satu bak selesai",
    "why": "Musim hujan",
    "learnt": "Mulai lebih awal",
    "next_step": "Bak kedua",
    "who": "head",
    "next_on": "2027-06-01",
}


@pytest.fixture
def cast():
    """A running agreement with one of everything that its chain bears witness of."""
    cast = lead_to(between_villages(), State.DRAFTING)
    _write(cast)
    cast.act("agree_together", "head-sengi", **COUNTED, **MINUTES)
    lead_to(cast, State.READY)
    for place, name in enumerate(("sengi", "paten")):
        _sign(cast, place, name)
    lead_to(cast, State.RUNNING)
    _disputes(cast)
    _review(cast)
    _issue(cast)
    cast.agreement.refresh_from_db()
    assert first_break(cast.agreement, cast.agreement.head) is None
    return cast


def _seen(cast):
    cast.agreement.refresh_from_db()
    return cast.agreement.events_count


def _write(cast):
    words = {each.value: f"Isi {each.value}." for each in Clause}
    write_text(
        agreement=cast.agreement,
        content={"title": "Air bersama", "basis": "", "clauses": words, "term": TERM},
        seen=_seen(cast),
        by=cast.people["facilitator"],
    )


def _sign(cast, place, name):
    deed = Deed("sign", cast.parties[place], dict(SIGNED), ("Pak Lurah", "Kepala Desa"))
    deed.scan = checked(b"%PDF-1.4 " + name.encode(), "naskah.pdf")
    by = cast.people[f"head-{name}"]
    perform(agreement=cast.agreement, deed=deed, seen=_seen(cast), by=by)


def _disputes(cast):
    by = cast.people["head-sengi"]
    for subject in ("Pembagian air", "Iuran"):
        dispute = open_dispute(
            agreement=cast.agreement,
            parties=cast.parties,
            subject=subject,
            opened_on=date(2026, 11, 23),
            seen=_seen(cast),
            by=by,
        )
    settle_dispute(
        dispute=dispute,
        way="musyawarah",
        settled_on=date(2026, 11, 24),
        minutes="4/BA",
        settlement="Bergilir.",
        seen=_seen(cast),
        by=by,
    )


def _review(cast):
    by = cast.people["head-sengi"]
    plan = open_plan(agreement=cast.agreement, by=by)
    _line(cast, plan, by)
    write_part(
        appraisal=plan, part="dependence", said={"inputs": 30}, base_version=plan.version, by=by
    )
    write_revenue(appraisal=plan, name="Iuran air", shares={str(cast.parties[0].pk): 100}, by=by)
    review = open_review(agreement=cast.agreement, by=by)
    _line(cast, review, by)
    write_part(appraisal=review, part="cycle", said=CYCLE, base_version=review.version, by=by)
    seal_review(
        review=review,
        seen=_seen(cast),
        by=by,
        held_on=date(2026, 11, 25),
        held_by="meeting",
        summary="Cukup",
    )


def _line(cast, appraisal, by):
    write_line(
        appraisal=appraisal,
        party=cast.parties[0],
        pk=uuid7(),
        base_version=0,
        by=by,
        gives=True,
        kind="money",
        what="Iuran",
        quantity=12,
        unit="bulan",
        value=10_000,
        weight=None,
        estimated_by="head",
    )


def _issue(cast):
    cast.agreement.refresh_from_db()
    matter = matter_of(cast.agreement)
    choice = next(each for each in choices_for(matter) if each.kind == Kind.REGULATION)
    issue_document(
        agreement=cast.agreement,
        choice=choice,
        matter=matter,
        format="docx",
        paper="f4",
        by=cast.people["head-sengi"],
    )


def direct(statement):
    """Somebody with a password of the database, past everything of ours."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount > 0, "nothing was changed"


@pytest.mark.parametrize(
    ("reason", "act", "statement"),
    [
        ("title", "begin", "UPDATE cooperation_agreement SET title = 'Lain'"),
        ("state", "", "UPDATE cooperation_agreement SET state = 'postponed'"),
        ("term", "", "UPDATE cooperation_agreement SET ends_on = '2031-01-01'"),
        ("parties", "", "UPDATE cooperation_agreementparty SET is_witness = true"),
        ("numbers", "", "UPDATE cooperation_agreementparty SET number = '9'"),
        ("numbers", "", "UPDATE cooperation_agreementparty SET signed_on = '2026-01-01'"),
        ("signatory", "sign", "UPDATE cooperation_signatory SET name = 'Orang lain'"),
        ("text", "write", "UPDATE cooperation_agreementtext SET content = '{}'"),
        ("dispute", "dispute", "UPDATE cooperation_dispute SET subject = 'Lain' WHERE way = ''"),
        ("dispute", "dispute", "UPDATE cooperation_dispute SET forum = 'hukum' WHERE way = ''"),
        ("dispute", "settle", "UPDATE cooperation_dispute SET settlement = '-' WHERE way <> ''"),
        ("dispute", "settle", "UPDATE cooperation_dispute SET minutes = '9' WHERE way <> ''"),
        ("dispute", "dispute", "DELETE FROM cooperation_dispute WHERE way = ''"),
        ("review", "review", "UPDATE cooperation_appraisal SET summary = '-' WHERE number = 1"),
        ("review", "review", "UPDATE cooperation_appraisal SET verdicts = '{}' WHERE number = 1"),
        ("review", "review", "UPDATE cooperation_appraisal SET content = '{}' WHERE number = 1"),
        ("review", "review", "UPDATE cooperation_appraisal SET digest = 'x' WHERE number = 1"),
        ("review", "review", "UPDATE cooperation_appraisal SET sealed_at = NULL WHERE number = 1"),
        ("review", "review", "UPDATE cooperation_appraisal SET content = '{}' WHERE number = 0"),
        ("review", "review", "UPDATE cooperation_benefitline SET value = 1"),
        ("review", "review", "DELETE FROM cooperation_benefitline"),
        ("review", "review", "UPDATE cooperation_revenueline SET name = 'Lain'"),
        ("review", "review", "UPDATE cooperation_reflection SET learnt = 'Lain'"),
        ("review", "review", "DELETE FROM cooperation_reflection"),
        ("scan", "sign", "UPDATE cooperation_attachment SET digest = 'x'"),
        ("document", "review", "UPDATE cooperation_issueddocument SET sha256 = 'x'"),
        ("document", "", "UPDATE cooperation_issueddocument SET head = 'x'"),
    ],
)
def test_each_kind_of_row_changed_in_sql_is_named_with_its_event(
    cast, reason, act, statement, capsys
):
    direct(statement)
    cast.agreement.refresh_from_db()
    found = first_break(cast.agreement, cast.agreement.head)
    assert found is not None, statement
    assert found.reason == reason
    said = {0: ""} | {event.number: event.act for event in cast.agreement.events.all()}
    assert said[found.number] == act
    with pytest.raises(CommandError):
        call_command("verify_chain")
    assert f"event {found.number}: {reason}" in capsys.readouterr().err


def test_bytes_changed_on_the_disk_are_named_as_scan_and_as_document(cast, settings):
    for folder, name, reason in (
        (settings.DOCUMENT_DIR, IssuedDocument.objects.get().name, "document"),
        (settings.SCAN_DIR, stored_as(cast.agreement.attachments.first()), "scan"),
    ):
        (folder / name).write_bytes(b"%PDF-1.4 lain")
        assert first_break(cast.agreement, cast.agreement.head).reason == reason


def test_the_first_of_several_reviews_that_is_not_as_sealed_is_named(cast):
    by = cast.people["head-sengi"]
    review = open_review(agreement=cast.agreement, by=by)
    told = {"seen": _seen(cast), "by": by, "held_on": date(2026, 11, 26), "held_by": "meeting"}
    seal_review(review=review, **told)
    direct("UPDATE cooperation_appraisal SET summary = 'Lain' WHERE number > 0")
    cast.agreement.refresh_from_db()
    first = cast.agreement.events.filter(act="review").order_by("number").first()
    assert first_break(cast.agreement).number == first.number


def test_a_record_of_a_meeting_edited_later_is_told_and_breaks_nothing(cast, capsys):
    by = cast.people["bpd-sengi"]
    begun = between_villages(cast.people)
    meeting = held(by, agreement=begun.agreement)
    (decision,) = decisions_for(begun.agreement, "deliberate", begun.parties[0])
    begun.act("deliberate", "bpd-sengi", 0, outcome="agreed", **decision.content)
    call_command("verify_chain")
    assert "edited since" not in capsys.readouterr().out
    decide(meeting, by, decision="Kata lain.")
    call_command("verify_chain")
    assert f"{begun.agreement.pk}: event 2: its meeting was edited" in capsys.readouterr().out


def test_other_kept_files_that_were_changed_are_named_too(cast, settings, capsys):
    by = cast.people["bpd-sengi"]
    photo = keep_file(meeting=held(by), content=b"%PDF-1.4", label="Daftar hadir", by=by)
    template = add_template(
        regency=Region.objects.get_or_create(
            pk="33.08", defaults={"name": "Kabupaten Magelang", "level": Region.Level.REGENCY}
        )[0],
        kind=Kind.MINUTES,
        file_name="notulen.docx",
        content=example_template(Kind.MINUTES),
        by=by,
    )
    call_command("verify_chain")
    assert "2 other files whole." in capsys.readouterr().out
    (settings.SCAN_DIR / photo.stored).write_bytes(b"%PDF-1.5")
    (settings.DOCUMENT_DIR / template.name).unlink()
    with pytest.raises(CommandError, match="0 of 1 chains broken, 2 other files damaged"):
        call_command("verify_chain")
    told = capsys.readouterr().err
    assert f"meeting file {photo.pk}" in told
    assert f"template {template.pk}" in told


def test_words_that_were_taken_back_can_be_signed():
    """The same words stand in two versions then."""
    cast = lead_to(between_villages(), State.DRAFTING)
    cast.write(scope="Satu.")
    cast.write(scope="Dua.")
    cast.write(scope="Satu.")
    cast.act("agree_together", "head-sengi", **COUNTED, **MINUTES)
    lead_to(cast, State.RUNNING)
    assert first_break(cast.agreement) is None
