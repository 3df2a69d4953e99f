"""Papers are made from what the events say and kept as they were given out."""

import pytest
from django.conf import settings

from cooperation.lifecycle import Flow, State
from cooperation.models import DocumentTemplate, IssuedDocument, Meeting
from cooperation.papers import Kind
from cooperation.papers.word_template import BadTemplate, example_template
from cooperation.papers.words import DOTS
from cooperation.services.documents import (
    add_template,
    choices_for,
    issue_document,
    read_document,
    retire_template,
    set_letterhead,
)
from cooperation.services.keeping import Damaged
from cooperation.services.matters import matter_of
from cooperation.services.meeting_decisions import decisions_for
from tests import factories
from tests.cooperation.makers import PATEN, between_villages, lead_to, with_partner
from tests.cooperation.meetings import held
from tests.cooperation.papers.matters import words_of_docx
from tests.factories import SENGI
from villages.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Each test keeps its files apart."""
    settings.DOCUMENT_DIR = tmp_path / "documents"


def issue(cast, key="regulation:", format="docx", paper="f4"):
    cast.agreement.refresh_from_db()
    matter = matter_of(cast.agreement)
    choice = next(each for each in choices_for(matter) if each.key.startswith(key))
    return issue_document(
        agreement=cast.agreement,
        choice=choice,
        matter=matter,
        format=format,
        paper=paper,
        by=cast.people["head-sengi"],
    )


def words_of(document):
    return words_of_docx(read_document(document))


def test_a_meeting_without_number_gives_its_day_and_its_number_once_it_has_one():
    cast = lead_to(between_villages(), State.DRAFTING)
    head = cast.people["head-sengi"]
    cast.write()
    both = (SENGI, PATEN)
    meeting = held(head, kind="mad", agreement=cast.agreement, codes=both)
    (decision,) = decisions_for(cast.agreement, "agree_together", villages=both)
    cast.act("agree_together", "head-sengi", **decision.content)
    said = words_of(issue(cast)[0])
    assert (
        f"pada tanggal 2 November 2026, yang hasilnya tertulis dalam Berita Acara Nomor {DOTS}"
        in said
    )
    Meeting.objects.filter(pk=meeting.pk).update(minutes_number="12/BA/2026")
    assert "Berita Acara Nomor 12/BA/2026" in words_of(issue(cast)[0])


def test_numbers_dates_and_gazettes_come_from_the_events_of_each_village():
    document, is_new = issue(lead_to(between_villages(), State.RUNNING))
    said = words_of(document)
    assert is_new
    assert said.count("NOMOR 7 TAHUN 2026") == 2
    assert said.count("TAHUN 2026 NOMOR 7") == 2
    assert "pada tanggal 20 November 2026" in said
    assert "Diundangkan di Paten\npada tanggal 21 November 2026" in said
    assert "KABUPATEN MAGELANG" in said
    assert "RANCANGAN" not in said


def test_nobody_who_signed_is_named_so_that_a_kept_file_has_nothing_to_erase():
    cast = lead_to(between_villages(), State.RUNNING)
    assert cast.agreement.events.filter(signatory__name="Pak Lurah").count() == 2
    document, _new = issue(cast)
    assert "Pak Lurah" not in words_of(document)


def test_a_draft_says_so_and_dots_what_has_not_happened():
    cast = lead_to(between_villages(), State.DRAFTING)
    cast.write()
    said = words_of(issue(cast)[0])
    assert "RANCANGAN · VERSI 1" in said
    assert f"NOMOR {DOTS} TAHUN {DOTS}" in said


def test_the_same_request_finds_the_same_file_until_something_changes():
    cast = lead_to(between_villages(), State.DRAFTING)
    cast.write()
    first, is_new = issue(cast)
    again, is_new_again = issue(cast)
    assert (is_new, is_new_again) == (True, False)
    assert again == first
    before = read_document(first)
    cast.write(scope="Cakupan yang lain.")
    second, is_new = issue(cast)
    assert is_new
    assert second.pk != first.pk
    assert "Cakupan yang lain." in words_of(second)
    assert read_document(first) == before
    assert (first.text_number, second.text_number) == (1, 2)
    assert first.head != second.head == cast.agreement.head


def test_each_format_and_sheet_is_a_file_of_its_own():
    cast = lead_to(between_villages(), State.RUNNING)
    made = {issue(cast, format=f, paper=p)[0].pk for f in ("pdf", "docx") for p in ("a4", "f4")}
    assert len(made) == 4


def test_files_lie_outside_what_is_served_under_names_of_ours():
    document, _new = issue(lead_to(between_villages(), State.RUNNING))
    path = settings.DOCUMENT_DIR / document.name
    assert path.read_bytes() == read_document(document)
    assert path.stat().st_mode & 0o077 == 0
    assert not path.is_relative_to(settings.STATIC_ROOT)
    assert document.name.partition(".")[0].isalnum()
    assert "bersama" not in document.name


def test_a_file_that_was_changed_or_lost_is_noticed():
    cast = lead_to(between_villages(), State.RUNNING)
    document, _new = issue(cast)
    path = settings.DOCUMENT_DIR / document.name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(Damaged):
        read_document(document)
    path.unlink()
    with pytest.raises(Damaged):
        issue(cast)


def test_what_can_be_made_follows_from_what_happened():
    cast = lead_to(between_villages(), State.RUNNING)
    keys = [choice.key.partition(":")[0] for choice in choices_for(matter_of(cast.agreement))]
    assert keys.count("record") == 3  # one deliberation each, one together
    assert keys.count("umbrella") == 2
    assert keys.count("offer") == 1
    assert "contract" not in keys
    third = with_partner()
    keys = [choice.key.partition(":")[0] for choice in choices_for(matter_of(third.agreement))]
    assert "contract" in keys
    assert "regulation" not in keys


def test_a_statement_tells_its_own_deliberation():
    cast = lead_to(between_villages(), State.RUNNING)
    said = words_of(issue(cast, "record:")[0])
    assert "MUSYAWARAH DESA SENGI" in said
    assert "NOMOR 01/BA/2026" in said
    assert "24 (dua puluh empat) orang dari 30 orang" in said


def test_a_contract_with_a_partner_that_began_it():
    cast = with_partner(Flow.PARTNER_LED)
    said = words_of(issue(cast, "contract:")[0])
    assert "PEMERINTAH DESA SENGI\nDENGAN\nPT SALAK MAKMUR" in said


def test_a_village_that_left_is_no_party_of_the_paper():
    cast = between_villages()
    third = factories.village("33.08.06.2014", "Krinjing")
    from cooperation.services.agreements import PartyDraft, begin_agreement

    cast.agreement = begin_agreement(
        flow=Flow.BETWEEN,
        title="Bertiga",
        parties=[
            PartyDraft(village=Region.objects.get(pk=SENGI), is_initiator=True),
            PartyDraft(village=Region.objects.get(pk="33.08.06.2013")),
            PartyDraft(village=third),
        ],
        by=cast.people["facilitator"],
    )
    cast.parties = list(cast.agreement.parties.order_by("position"))
    cast.act("deliberate", "bpd-paten", 1, outcome="refused", invited=9, present=9, sitting=1,
             minutes="1", on="2026-11-02")  # fmt: skip
    said = words_of(issue(cast)[0])
    assert "KEPALA DESA KRINJING" in said
    assert "DESA PATEN" not in said


def test_a_template_of_the_kabupaten_shapes_docx_from_then_on():
    cast = lead_to(between_villages(), State.RUNNING)
    regency = Region.objects.get(pk="33.08")
    by = cast.people["facilitator"]
    plain, _new = issue(cast)
    template = add_template(
        regency=regency,
        kind=Kind.REGULATION,
        file_name="Templat Bagus!.docx",
        content=example_template(Kind.REGULATION),
        by=by,
    )
    assert template.file_name == "templat-bagus.docx"
    shaped, is_new = issue(cast)
    assert is_new
    assert shaped.pk != plain.pk
    add_template(
        regency=regency,
        kind=Kind.REGULATION,
        file_name="kedua.docx",
        content=example_template(Kind.REGULATION),
        by=by,
    )
    assert DocumentTemplate.objects.in_use().count() == 1
    retire_template(template=DocumentTemplate.objects.in_use().get(), by=by)
    assert issue(cast)[0] == plain


def test_a_bad_template_leaves_the_one_in_use():
    cast = between_villages()
    regency = Region.objects.get(pk="33.08")
    told = {"regency": regency, "kind": Kind.OFFER, "by": cast.people["facilitator"]}
    add_template(file_name="a.docx", content=example_template(Kind.OFFER), **told)
    with pytest.raises(BadTemplate):
        add_template(file_name="b.docx", content=b"PK", **told)
    assert DocumentTemplate.objects.in_use().get().file_name == "a.docx"


def test_the_head_of_a_village_stands_on_its_letters():
    cast = lead_to(between_villages(), State.OFFERED)
    sengi = Region.objects.get(pk=SENGI)
    set_letterhead(region=sengi, by=cast.people["head-sengi"], address="Jalan Talun Km 3")
    said = words_of(issue(cast, "offer:")[0])
    assert "Jalan Talun Km 3" in said
    assert "Nomor\n:\n140/1" in said


def test_facts_of_an_agreement_cost_the_same_whatever_its_size(django_assert_num_queries):
    cast = lead_to(between_villages(), State.RUNNING)
    with django_assert_num_queries(5):
        matter_of(cast.agreement)


def test_one_document_of_a_request(monkeypatch):
    """The same request at the same moment: the second finds the first's row, its file goes."""
    cast = lead_to(between_villages(), State.RUNNING)
    first, _new = issue(cast)
    rows = IssuedDocument.objects.filter
    monkeypatch.setattr(
        "cooperation.services.documents.IssuedDocument.objects.filter",
        lambda **asked: rows(pk=None),
    )
    second, is_new = issue(cast)
    assert (second, is_new) == (first, False)
    assert len(list(settings.DOCUMENT_DIR.iterdir())) == 1
