"""The pages of the worksheet: who may open them, what is saved when, and that nothing is lost."""

import gzip
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jejaring.ids import uuid7
from jejaring.roles import Role
from stakeholders.models import Presence, Stakeholder, StepAnswer, Tie, Worksheet
from stakeholders.services import groups, worksheets
from stakeholders.services.worksheets import StepConflict
from tests import factories

pytestmark = pytest.mark.django_db

PATEN = "33.08.06.2013"
A, B = {"activity": "kerja bakti"}, {"activity": "hajatan"}


@pytest.fixture
def sheet():
    return factories.worksheet(factories.group(name="KWT Melati", kind="kwt"))


@pytest.fixture
def signed_in(client, sheet):
    client.force_login(sheet.facilitator)
    return client


def step_url(sheet, step, query=""):
    return reverse("worksheet_step", args=[sheet.pk, step]) + query


def send(client, sheet, step, *, base=0, pk=None, query="", **fields):
    data = {"base_version": base, "operation": pk or uuid7(), "go": "next", **fields}
    return client.post(step_url(sheet, step, query), data)


def said(group, kind="supports", reason=""):
    return {f"relations-{group.pk}-kind": kind, f"relations-{group.pk}-reason": reason}


def save(sheet, step, content, *, base=0, by=None):
    return worksheets.record_step(
        worksheet=sheet,
        step=step,
        content=content,
        base_version=base,
        by=by or sheet.facilitator,
        pk=uuid7(),
    )


def hold(sheet, step=1, standing=A, lost=B):
    """Two people at the same step: one answer stands, the other is held."""
    save(sheet, step, standing, by=factories.user(full_name="Budi Santoso"))
    with pytest.raises(StepConflict) as conflict:
        save(sheet, step, lost)
    return conflict.value.held


def pages(sheet, held):
    return [
        reverse("worksheet_detail", args=[sheet.pk]),
        reverse("worksheet_history", args=[sheet.pk]),
        reverse("worksheet_complete", args=[sheet.pk]),
        reverse("worksheet_settle", args=[sheet.pk, held.pk]),
        *(step_url(sheet, step) for step in range(8)),
    ]


def text(response):
    return response.content.decode()


# --- who may ---


def test_a_facilitator_of_the_village_opens_every_page(signed_in, sheet):
    for page in pages(sheet, hold(sheet)):
        assert signed_in.get(page).status_code == 200, page


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.OFFICIAL, 403),
        (Role.BPD, 403),
        (Role.COORDINATOR, 403),
        (Role.ADMINISTRATOR, 403),
        (None, 403),
    ],
)
def test_nobody_else_of_the_village_sees_a_worksheet(client, sheet, role, status):
    client.force_login(factories.user(role))
    for page in pages(sheet, hold(sheet)):
        response = client.get(page)
        assert response.status_code == status, page
        assert "kerja bakti" not in text(response)


def test_the_operator_of_the_group_does_not_see_what_was_told_to_the_facilitator(client, sheet):
    client.force_login(factories.user(Role.GROUP_OPERATOR, "", group=sheet.group))
    for page in pages(sheet, hold(sheet)):
        response = client.get(page)
        assert response.status_code in (403, 404), page
        assert "kerja bakti" not in text(response)


def test_a_facilitator_of_another_village_finds_nothing_there(client, sheet):
    client.force_login(factories.user(region_code=PATEN))
    for page in pages(sheet, hold(sheet)):
        assert client.get(page).status_code == 404, page
    assert send(client, sheet, 1, **A).status_code == 404
    start = reverse("worksheet_start", args=[sheet.group_id])
    assert client.post(start).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client, sheet):
    response = client.get(step_url(sheet, 1))
    assert response.status_code == 302
    assert "kerja bakti" not in text(response)


def test_a_held_answer_of_another_worksheet_is_not_reached_through_ones_own(signed_in, sheet):
    elsewhere = factories.worksheet(factories.group(factories.village(PATEN, "Paten")))
    url = reverse("worksheet_settle", args=[sheet.pk, hold(elsewhere).pk])
    assert signed_in.get(url).status_code == 404


# --- begin ---


def start(client, group, **fields):
    return client.post(reverse("worksheet_start", args=[group.pk]), fields)


def test_starting_opens_the_first_step_and_starting_again_the_same_worksheet(client):
    group = factories.group()
    client.force_login(factories.user())
    response = start(client, group)
    sheet = Worksheet.objects.get()
    assert response.url == step_url(sheet, 0)
    send(client, sheet, 0, informant="ketua")
    assert start(client, group).url == step_url(sheet, 1)
    assert Worksheet.objects.count() == 1


def test_starting_is_an_act_and_not_a_page(client):
    client.force_login(factories.user())
    url = reverse("worksheet_start", args=[factories.group().pk])
    assert client.get(url).status_code == 405


def test_only_a_group_that_is_still_there_can_be_asked(client):
    by = factories.user()
    client.force_login(by)
    archived = factories.group()
    groups.archive_stakeholder(stakeholder=archived, by=by)
    assert start(client, archived).status_code == 404
    assert start(client, factories.person()).status_code == 404
    assert not Worksheet.objects.exists()


def test_the_operator_of_a_group_cannot_interview_it(client):
    group = factories.group()
    client.force_login(factories.user(Role.GROUP_OPERATOR, "", group=group))
    assert start(client, group).status_code == 404


def test_a_group_at_home_elsewhere_is_asked_in_the_village_where_it_is_present(client):
    group = factories.group(factories.village(PATEN, "Paten"))
    Presence.objects.create(stakeholder=group, region=factories.village())
    client.force_login(factories.user())
    start(client, group)
    assert Worksheet.objects.get().village_id == factories.SENGI


def test_of_two_villages_the_form_says_which(client):
    group = factories.group(factories.village(PATEN, "Paten"))
    Presence.objects.create(stakeholder=group, region=factories.village())
    client.force_login(factories.user(region_code="33.08.06"))
    start(client, group, village=factories.SENGI)
    start(client, group, village="11.01.01.2001")
    assert set(Worksheet.objects.values_list("village_id", flat=True)) == {factories.SENGI, PATEN}


# --- one step after the other ---


def test_a_step_is_saved_when_it_is_left(signed_in, sheet):
    response = send(signed_in, sheet, 1, activity="  Bersih saluran\r\nair  ")
    assert response.url == step_url(sheet, 2)
    assert worksheets.current_contents(sheet) == {1: {"activity": "Bersih saluran\nair"}}


@pytest.mark.parametrize(
    ("go", "leads_to", "resumes_at"),
    [("next", 2, 2), ("back", 0, 1), ("exit", None, 1), ("stay", 1, 1), ("nonsense", None, 1)],
)
def test_every_way_out_saves(signed_in, sheet, go, leads_to, resumes_at):
    response = send(signed_in, sheet, 1, go=go, **A)
    overview = reverse("worksheet_detail", args=[sheet.pk])
    assert response.url.rstrip("#") == (overview if leads_to is None else step_url(sheet, leads_to))
    assert worksheets.current_contents(sheet)[1] == A
    sheet.refresh_from_db()
    assert sheet.resume_step == resumes_at
    assert step_url(sheet, resumes_at) in text(signed_in.get(overview))


def test_the_last_step_leads_to_the_check(signed_in, sheet):
    response = send(signed_in, sheet, 7, since_year="1998")
    assert response.url == reverse("worksheet_complete", args=[sheet.pk])
    assert worksheets.current_contents(sheet)[7] == {"since_year": 1998}


def test_from_the_opening_one_goes_back_to_the_overview(signed_in, sheet):
    response = send(signed_in, sheet, 0, go="back")
    assert response.url == reverse("worksheet_detail", args=[sheet.pk])


def test_there_is_no_eighth_question(signed_in, sheet):
    assert signed_in.get(step_url(sheet, 8)).status_code == 404


def test_a_step_shows_what_was_said_and_where_one_is(signed_in, sheet):
    save(sheet, 1, {"activity": "Kerja bakti & <b>arisan</b> 🌱"})
    page = text(signed_in.get(step_url(sheet, 1)))
    assert "Pertanyaan 1 dari 7" in page
    assert "Kerja bakti &amp; &lt;b&gt;arisan&lt;/b&gt; 🌱" in page
    assert "Tersimpan" in page
    assert re.search(r'name="base_version"\s+value="1"', page)


def test_the_consent_is_there_to_be_read_aloud(signed_in, sheet):
    page = text(signed_in.get(step_url(sheet, 0)))
    assert "Bacakan dengan suara keras" in page
    assert "boleh menolak" in page
    assert "Bacakan dengan suara keras" not in text(signed_in.get(step_url(sheet, 1)))


@pytest.mark.parametrize("step", range(8))
def test_every_question_has_its_label_its_reason_and_the_warning(signed_in, sheet, step):
    factories.group()
    page = text(signed_in.get(step_url(sheet, step)))
    assert "Mengapa ditanyakan?" in page
    assert "Jangan tulis NIK" in page
    labelled = set(re.findall(r'<label[^>]*for="([^"]+)"', page))
    fields = set(re.findall(r'<(?:textarea|select|input)[^>]*\bid="([^"]+)"', page))
    assert fields == labelled


def test_a_double_click_saves_once(signed_in, sheet):
    pk = uuid7()
    first, second = (send(signed_in, sheet, 1, pk=pk, **A) for _ in range(2))
    assert first.url == second.url
    assert StepAnswer.objects.count() == 1


def test_the_back_button_replaces_what_the_same_form_said(signed_in, sheet):
    pk = uuid7()
    send(signed_in, sheet, 1, pk=pk, **A)
    assert send(signed_in, sheet, 1, pk=pk, **B).status_code == 302
    assert worksheets.current_contents(sheet)[1] == B
    assert StepAnswer.objects.saved().count() == 2


def test_several_bonds_and_a_choice_are_kept(signed_in, sheet):
    send(signed_in, sheet, 2, binds=["kin", "other"], other_text="Satu alumni")
    send(signed_in, sheet, 3, scope="multi")
    contents = worksheets.current_contents(sheet)
    assert contents[2] == {"binds": ["kin", "other"], "other_text": "Satu alumni"}
    assert contents[3] == {"scope": "multi"}
    assert re.search(r'value="other"\s+checked', text(signed_in.get(step_url(sheet, 2))))


# --- refused ---


def tomorrow():
    return (timezone.localdate() + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("step", "fields", "complaint"),
    [
        (0, lambda: {"held_on": tomorrow()}, "Tanggal ini belum tiba"),
        (0, lambda: {"held_on": "kemarin"}, "tanggal"),
        (7, lambda: {"since_year": str(timezone.localdate().year + 1)}, "Tahun ini belum tiba"),
        (7, lambda: {"since_year": "1799"}, "Tulis tahun 1800"),
        (7, lambda: {"since_year": "dulu"}, "empat angka"),
        (7, lambda: {"changes-0-since": "2999"}, "Waktu ini belum tiba"),
        (4, lambda: {"matters-0-since": "sejak dulu"}, "Tulis tahun, misalnya 2019"),
        (1, lambda: {"activity": "NIK 3308061203900001"}, "Jangan menulis NIK"),
        (1, lambda: {"activity": "x" * 2001}, "2000"),
        (3, lambda: {"scope": "both"}, "pilihan"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_stays_typed(
    signed_in, sheet, step, fields, complaint
):
    other = {0: "place", 1: "benefit_direct", 3: "why", 4: "spread", 7: "origin"}[step]
    response = send(signed_in, sheet, step, **{other: "kata yang sudah diketik"}, **fields())
    page = text(response)
    assert response.status_code == 422
    assert complaint in page
    assert "kata yang sudah diketik" in page
    assert not StepAnswer.objects.exists()
    name = next(iter(fields()))
    assert f'href="#{name}"' in page
    assert f'id="{name}-error"' in page


def test_this_month_is_not_the_future(signed_in, sheet):
    today = timezone.localdate()
    row = {"changes-0-since": f"{today:%m/%Y}", "changes-0-what": "bertambah"}
    assert send(signed_in, sheet, 7, since_year=today.year, **row).status_code == 302
    (change,) = worksheets.current_contents(sheet)[7]["changes"].values()
    assert change == {"since": f"{today:%Y-%m}", "what": "bertambah"}


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 40])
def test_a_tampered_version_is_refused_and_not_an_error(signed_in, sheet, base):
    assert send(signed_in, sheet, 1, base=base, **A).status_code == 422
    assert not StepAnswer.objects.exists()


# --- rows ---


def blank_rows(page, question):
    ids = re.findall(rf'name="{question}-([0-9a-f]{{32}})-(?:matter|what)"\s+value=""', page)
    assert ids
    return ids


def test_there_are_always_empty_rows_and_the_button_keeps_what_was_typed(signed_in, sheet):
    row, spare = blank_rows(text(signed_in.get(step_url(sheet, 4))), "matters")
    fields = {f"matters-{row}-matter": "Arisan", f"matters-{row}-since": "Maret 2019"}
    response = send(signed_in, sheet, 4, go="stay-matters", **fields)
    assert response.url == step_url(sheet, 4) + "#matters"
    page = text(signed_in.get(response.url))
    assert 'value="Arisan"' in page
    assert 'value="03/2019"' in page
    assert len(blank_rows(page, "matters")) == 2
    assert spare not in page


def test_a_refused_page_shows_the_rows_as_they_were_typed_and_no_more_empty_ones(signed_in, sheet):
    first, second = blank_rows(text(signed_in.get(step_url(sheet, 4))), "matters")
    assert first < second
    fields = {f"matters-{first}-since": "13/2020", f"matters-{second}-matter": ""}
    page = text(send(signed_in, sheet, 4, **fields))
    assert f'name="matters-{first}-since"' in re.sub(r"\s+", " ", page)
    assert second not in page
    assert page.count('class="row-card"') == 3


def test_rows_of_several_visits_add_up_and_an_emptied_row_goes(signed_in, sheet):
    send(signed_in, sheet, 4, **{"matters-a1-matter": "Arisan"})
    send(
        signed_in,
        sheet,
        4,
        base=1,
        **{"matters-a1-matter": "Arisan", "matters-b2-matter": "Ronda"},
    )
    assert list(worksheets.current_contents(sheet)[4]["matters"]) == ["a1", "b2"]
    send(signed_in, sheet, 4, base=2, **{"matters-a1-matter": "", "matters-b2-matter": "Ronda"})
    assert list(worksheets.current_contents(sheet)[4]["matters"]) == ["b2"]


def test_rows_two_people_added_at_the_same_time_are_both_there(signed_in, sheet):
    save(sheet, 4, {"matters": {"z9": {"matter": "Ronda"}}}, by=factories.user())
    send(signed_in, sheet, 4, **{"matters-a1-matter": "Arisan"})
    assert set(worksheets.current_contents(sheet)[4]["matters"]) == {"a1", "z9"}


# --- question 5 ---


def test_every_other_group_has_a_card_and_the_group_itself_has_none(signed_in, sheet):
    other = factories.group(name="Tani Lereng Merapi")
    factories.person(name="Pengepul salak")
    page = text(signed_in.get(step_url(sheet, 5)))
    assert "Bagaimana hubungan KWT Melati dengan Tani Lereng Merapi?" in page
    assert f"relations-{other.pk}-kind" in page
    assert f"relations-{sheet.group_id}" not in page
    assert "Pengepul salak" not in page
    assert "0 dari 1 kelompok" in page


def test_what_is_said_becomes_a_tie_and_shows_when_one_returns(signed_in, sheet):
    other = factories.group()
    send(signed_in, sheet, 5, **said(other, "competes", "Berebut air."))
    tie = Tie.objects.get()
    assert (tie.source, tie.target, tie.kind) == (sheet.group, other, "competes")
    page = text(signed_in.get(step_url(sheet, 5)))
    assert re.search(r'value="competes"\s+checked', page)
    assert "Berebut air." in page
    assert "1 dari 1 kelompok" in page


def test_a_relation_with_itself_is_not_taken_from_a_tampered_form(signed_in, sheet):
    assert send(signed_in, sheet, 5, **said(sheet.group)).status_code == 302
    assert not Tie.objects.exists()


def test_a_group_of_another_village_is_not_taken_from_a_tampered_form(signed_in, sheet):
    stranger = factories.group(factories.village(PATEN, "Paten"), name="Kelompok Rahasia")
    send(signed_in, sheet, 5, **said(stranger))
    assert not Tie.objects.exists()
    assert "Kelompok Rahasia" not in text(signed_in.get(step_url(sheet, 5)))


def test_a_village_without_another_group_says_what_to_do(signed_in, sheet):
    page = text(signed_in.get(step_url(sheet, 5)))
    assert "Belum ada kelompok lain di desa ini" in page
    assert send(signed_in, sheet, 5).url == step_url(sheet, 6)


def test_long_names_apostrophes_and_emoji_are_shown_whole(signed_in, sheet):
    name = "Sido Rukun 'Lereng' & <Merapi> 🌱 " + "x" * 46
    factories.group(name=name[:80])
    page = text(signed_in.get(step_url(sheet, 5)))
    assert "Sido Rukun &#x27;Lereng&#x27; &amp; &lt;Merapi&gt; 🌱 xxx" in page


def test_two_hundred_groups_come_in_pages_at_a_steady_price(
    signed_in, sheet, django_assert_max_num_queries
):
    others = [factories.group(name=f"Kelompok {n:03}") for n in range(200)]
    with django_assert_max_num_queries(8):
        first = text(signed_in.get(step_url(sheet, 5)))
    assert first.count('class="card relation"') <= 8
    assert "0 dari 200 kelompok" in first
    assert "Kelompok 000" in first
    assert len(gzip.compress(first.encode())) < 10_000
    response = send(signed_in, sheet, 5, go="page-2", **said(others[0]))
    assert response.url == step_url(sheet, 5, "?hal=2")
    assert "Kelompok 006" in text(signed_in.get(response.url))


def test_what_was_said_on_another_page_stays(signed_in, sheet):
    others = [factories.group(name=f"Kelompok {n:03}") for n in range(8)]
    send(signed_in, sheet, 5, go="page-2", **said(others[0], "supports", "Bibit."))
    send(signed_in, sheet, 5, base=1, query="?hal=2", **said(others[7], "competes"))
    relations = worksheets.current_contents(sheet)[5]["relations"]
    assert relations[str(others[0].pk)] == {"kind": "supports", "reason": "Bibit."}
    assert relations[str(others[7].pk)] == {"kind": "competes"}


def test_question_five_opens_where_the_first_group_was_not_asked_about(signed_in, sheet):
    others = [factories.group(name=f"Kelompok {n:03}") for n in range(13)]
    save(sheet, 5, {"relations": {str(other.pk): {"kind": "supports"} for other in others[:7]}})
    page = text(signed_in.get(step_url(sheet, 5)))
    assert "Kelompok 007" in page
    assert "Kelompok 000" not in page
    assert "halaman 2 dari 3" in page


def test_a_group_archived_meanwhile_keeps_its_card_and_says_so(signed_in, sheet):
    other = factories.group(name="Kelompok Lama")
    save(sheet, 5, {"relations": {str(other.pk): {"kind": "supports", "reason": "Dulu akrab."}}})
    groups.archive_stakeholder(stakeholder=other, by=sheet.facilitator)
    page = text(signed_in.get(step_url(sheet, 5)))
    assert "Dulu akrab." in page
    assert "Kelompok ini diarsipkan pada" in page


def test_a_group_archived_while_the_form_was_open_loses_no_words(signed_in, sheet):
    other = factories.group()
    groups.archive_stakeholder(stakeholder=other, by=sheet.facilitator)
    assert send(signed_in, sheet, 5, **said(other, "supports", "Baru saja.")).status_code == 302
    relations = worksheets.current_contents(sheet)[5]["relations"]
    assert relations[str(other.pk)]["reason"] == "Baru saja."
    assert not Tie.objects.exists()


# --- a group heard of for the first time ---


def newcomer(name="Ronda RT 3", family="pemuda", pk=None):
    return {"new-name": name, "new-family": family, "new-id": pk or uuid7()}


def test_a_group_just_heard_of_is_added_and_what_was_typed_is_kept(signed_in, sheet):
    other = factories.group()
    response = send(
        signed_in, sheet, 5, go="stay-baru", **said(other, "supports", "Bibit."), **newcomer()
    )
    met = Stakeholder.objects.get(name="Ronda RT 3")
    assert (met.group_kind_id, met.village) == ("pemuda", sheet.village)
    assert met.source == "Disebut dalam wawancara dengan KWT Melati"
    assert response.url.endswith(f"#kelompok-{met.pk}")
    page = text(signed_in.get(response.url))
    assert f'id="kelompok-{met.pk}"' in page
    assert "Bibit." in page
    assert Tie.objects.get().target == other


def test_a_group_named_but_not_added_by_its_own_button_is_not_forgotten(signed_in, sheet):
    send(signed_in, sheet, 5, go="next", **newcomer(family="other"))
    assert Stakeholder.objects.get(name="Ronda RT 3").group_kind.family == "other"


def test_a_newcomer_sent_twice_is_added_once(signed_in, sheet):
    fields, pk = newcomer(), uuid7()
    for _ in range(2):
        send(signed_in, sheet, 5, pk=pk, **fields)
    assert Stakeholder.objects.filter(name="Ronda RT 3").count() == 1


def test_another_newcomer_from_the_page_behind_is_added_too(signed_in, sheet):
    pk = uuid7()
    send(signed_in, sheet, 5, **newcomer("Ronda RT 3", pk=pk))
    send(signed_in, sheet, 5, **newcomer("Ronda RT 4", pk=pk))
    assert Stakeholder.objects.filter(name__startswith="Ronda").count() == 2


def test_a_newcomer_that_is_already_on_the_map_is_found_there(signed_in, sheet):
    known = factories.group(name="Ronda RT 3")
    response = send(signed_in, sheet, 5, **newcomer("ronda  rt 3"))
    assert response.url.endswith(f"#kelompok-{known.pk}")
    assert Stakeholder.objects.filter(kind="group").count() == 2


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        (newcomer(family=""), "Pilih jenisnya"),
        (newcomer(family="party"), "pilihan"),
        (newcomer("KWT  melati"), "Ini nama kelompok yang sedang ditanya"),
        (newcomer("x" * 81), "80"),
    ],
)
def test_a_newcomer_that_cannot_be_added_keeps_the_page_as_typed(
    signed_in, sheet, fields, complaint
):
    other = factories.group()
    response = send(signed_in, sheet, 5, **said(other, "competes", "Berebut air."), **fields)
    assert response.status_code == 422
    assert complaint in text(response)
    assert "Berebut air." in text(response)
    assert fields["new-name"].split()[0] in text(response)
    assert not StepAnswer.objects.exists()


# --- two people ---


def test_a_conflict_shows_both_versions_and_loses_neither(signed_in, sheet):
    save(sheet, 1, A, by=factories.user(full_name="Budi Santoso"))
    response = send(signed_in, sheet, 1, **B)
    page = text(response)
    assert response.status_code == 409
    for words in ("kerja bakti", "hajatan", "Budi Santoso", "Isian Anda"):
        assert words in page
    held = StepAnswer.objects.held().get()
    assert reverse("worksheet_settle", args=[sheet.pk, held.pk]) in page


def settle(client, sheet, held, **fields):
    url = reverse("worksheet_settle", args=[sheet.pk, held.pk])
    return client.post(url, {"version": 1, "operation": uuid7(), **fields})


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ({"activity": "theirs"}, "kerja bakti"),
        ({"activity": "mine"}, "hajatan"),
        ({"activity": "own", "activity-own": "keduanya"}, "keduanya"),
    ],
)
def test_a_conflict_is_settled_by_choosing_or_writing_anew(signed_in, sheet, choice, kept):
    held = hold(sheet)
    response = settle(signed_in, sheet, held, **choice)
    assert response.url == step_url(sheet, 1)
    assert worksheets.current_contents(sheet)[1] == {"activity": kept}
    assert not StepAnswer.objects.held().exists()
    assert StepAnswer.objects.filter(pk=held.pk, content=B).exists()


def test_settling_keeps_what_only_one_side_said(signed_in, sheet):
    held = hold(
        sheet, standing=A | {"benefit_direct": "beras"}, lost=B | {"reason_involved": "dekat"}
    )
    page = text(signed_in.get(reverse("worksheet_settle", args=[sheet.pk, held.pk])))
    assert "Bagian lain digabung sendiri" in page
    settle(signed_in, sheet, held, activity="mine")
    assert worksheets.current_contents(sheet)[1] == B | {
        "benefit_direct": "beras",
        "reason_involved": "dekat",
    }


def test_settling_asks_for_a_choice(signed_in, sheet):
    held = hold(sheet)
    response = settle(signed_in, sheet, held)
    assert response.status_code == 422
    assert "Pilih salah satu." in text(response)
    assert StepAnswer.objects.held().count() == 1


def test_a_number_longer_than_any_is_no_version(signed_in, sheet):
    held = hold(sheet)
    assert settle(signed_in, sheet, held, version="9" * 5000).status_code == 422


def test_settling_twice_settles_once(signed_in, sheet):
    held = hold(sheet)
    settle(signed_in, sheet, held, activity="mine")
    assert settle(signed_in, sheet, held, activity="theirs").status_code == 302
    assert worksheets.current_contents(sheet)[1] == B


def test_a_third_person_in_between_makes_a_new_conflict_and_not_a_loss(signed_in, sheet):
    held = hold(sheet)
    save(sheet, 1, {"activity": "ronda"}, base=1, by=factories.user())
    response = settle(signed_in, sheet, held, activity="mine")
    assert response.status_code == 409
    assert "ronda" in text(response)
    assert StepAnswer.objects.held().get().content == B


def test_a_conflict_about_one_group_leaves_the_others_alone(signed_in, sheet):
    one, two = factories.group(name="Tani Lereng"), factories.group(name="Ronda")
    save(sheet, 5, {"relations": {str(one.pk): {"kind": "supports"}}}, by=factories.user())
    response = send(signed_in, sheet, 5, **said(one, "competes", "Rebutan."), **said(two))
    page = text(response)
    assert response.status_code == 409
    assert "Tani Lereng" in page
    held = StepAnswer.objects.held().get()
    settle(signed_in, sheet, held, **{f"relations-{one.pk}": "mine"})
    kinds = dict(Tie.objects.current().values_list("target__name", "kind"))
    assert kinds == {"Tani Lereng": "competes", "Ronda": "supports"}


def test_the_overview_leads_to_what_waits_to_be_settled(signed_in, sheet):
    held = hold(sheet)
    page = text(signed_in.get(reverse("worksheet_detail", args=[sheet.pk])))
    assert reverse("worksheet_settle", args=[sheet.pk, held.pk]) in page


# --- overview, completion, history ---


def test_the_overview_tells_how_far_each_step_is(signed_in, sheet):
    save(sheet, 3, {"scope": "single", "why": "begitu saja"})
    save(sheet, 1, A)
    page = text(signed_in.get(reverse("worksheet_detail", args=[sheet.pk])))
    assert page.count("sheet-mark done") == 2, "step 3, and 5: there is no other group"
    assert page.count("sheet-mark part") == 1
    assert "kerja bakti" in page


def test_the_overview_costs_the_same_with_many_answers(
    signed_in, sheet, django_assert_max_num_queries
):
    others = [factories.group() for _ in range(10)]
    for number, other in enumerate(others):
        content = {"relations": {str(other.pk): {"kind": "supports"}}}
        save(sheet, 5, content, base=number, by=factories.user())
    with django_assert_max_num_queries(10):
        signed_in.get(reverse("worksheet_detail", args=[sheet.pk]))


def complete(client, sheet):
    return client.post(reverse("worksheet_complete", args=[sheet.pk]))


def test_the_check_names_what_is_empty_with_a_way_to_it(signed_in, sheet):
    factories.group()
    save(sheet, 1, A)
    page = text(signed_in.get(reverse("worksheet_complete", args=[sheet.pk])))
    assert f"{step_url(sheet, 1)}#benefit_direct" in page
    assert f"{step_url(sheet, 1)}#activity" not in page
    assert "1 kelompok belum ditanyakan" in page


def test_without_consent_a_worksheet_is_not_completed(signed_in, sheet):
    response = complete(signed_in, sheet)
    assert response.status_code == 422
    assert "Persetujuan belum dibacakan" in text(response)
    sheet.refresh_from_db()
    assert sheet.completed_at is None


def test_opening_the_check_completes_nothing_and_the_act_does(signed_in, sheet):
    send(signed_in, sheet, 0, consent_read="on")
    signed_in.get(reverse("worksheet_complete", args=[sheet.pk]))
    sheet.refresh_from_db()
    assert sheet.completed_at is None
    assert complete(signed_in, sheet).status_code == 302
    assert complete(signed_in, sheet).status_code == 302
    sheet.refresh_from_db()
    assert sheet.completed_by == sheet.facilitator
    page = text(signed_in.get(reverse("worksheet_detail", args=[sheet.pk])))
    assert "Dinyatakan selesai" in page


def test_a_completed_worksheet_is_corrected_in_the_open(signed_in, sheet):
    save(sheet, 0, {"consent_read": True})
    save(sheet, 1, A)
    complete(signed_in, sheet)
    assert "dicatat sebagai koreksi" in text(signed_in.get(step_url(sheet, 1)))
    send(signed_in, sheet, 1, base=1, **B)
    page = text(signed_in.get(reverse("worksheet_history", args=[sheet.pk])))
    assert "koreksi" in page
    assert "kerja bakti" in page
    assert "hajatan" in page


def test_the_history_shows_every_version_with_its_author(signed_in, sheet):
    other = factories.group(name="Tani Lereng")
    budi = factories.user(full_name="Budi Santoso")
    save(sheet, 5, {"relations": {str(other.pk): {"kind": "supports", "reason": "Bibit."}}})
    save(sheet, 5, {"relations": {str(other.pk): {"kind": "competes"}}}, base=1, by=budi)
    hold(sheet)
    page = text(signed_in.get(reverse("worksheet_history", args=[sheet.pk])))
    for words in ("Tani Lereng", "Saling mendukung", "Bersaing", "Bibit.", "menunggu dipilih"):
        assert words in page
    assert "Budi Santoso" in page
    assert page.index("Bersaing") < page.rindex("Saling mendukung"), "the newest first"


def test_an_unfinished_worksheet_has_an_empty_history_that_says_so(signed_in, sheet):
    page = text(signed_in.get(reverse("worksheet_history", args=[sheet.pk])))
    assert "Belum ada jawaban" in page


def test_what_question_seven_tells_stands_on_the_page_of_the_group(signed_in, sheet):
    change = {"aspect": "membership", "since": "2021-04", "what": "Pemuda ikut masuk"}
    save(sheet, 7, {"since_year": 1998, "changes": [change]})
    page = text(signed_in.get(reverse("group_detail", args=[sheet.group_id])))
    assert "April 2021" in page
    assert "Pemuda ikut masuk" in page
    assert "Keanggotaan" in page
