"""Worksheets: nothing is lost, whoever saves what in whichever order, and answers become ties."""

from datetime import date

import pytest
from django.utils import timezone

from jejaring.ids import uuid7
from jejaring.models import Event
from stakeholders.models import StepAnswer, Tie, VillageNetwork, Worksheet
from stakeholders.services import groups, worksheets
from stakeholders.services.ties import TieWithItself
from stakeholders.services.worksheets import ConsentNotRead, StepConflict
from tests import factories
from tests.races import together

pytestmark = pytest.mark.django_db

INTERVIEW = date(2026, 3, 9)
A, B = {"activity": "kerja bakti"}, {"activity": "hajatan"}


def save(sheet, step, content, *, base=0, by=None, pk=None, **more):
    return worksheets.record_step(
        worksheet=sheet,
        step=step,
        content=content,
        base_version=base,
        by=by or sheet.facilitator,
        pk=pk or uuid7(),
        **more,
    )


def versions(sheet, step):
    rows = StepAnswer.objects.filter(worksheet=sheet, step=step).saved().order_by("version")
    return [row.content for row in rows]


def relation(group, kind, reason=""):
    return {"relations": {str(group.pk): {"kind": kind, "reason": reason}}}


def statements(sheet):
    ties = Tie.objects.filter(source=sheet.group).order_by("recorded_at")
    return [(tie.kind, tie.stance, tie.since, tie.until) for tie in ties]


# --- begin ---


def test_a_group_has_one_open_worksheet():
    group, by = factories.group(), factories.user()
    first = worksheets.start_worksheet(group=group, village=group.village, by=by)
    second = worksheets.start_worksheet(group=group, village=group.village, by=factories.user())
    assert first == second
    assert Event.objects.filter(verb="started").count() == 1


def test_a_completed_worksheet_makes_room_for_the_next_round():
    sheet = factories.worksheet(consent_read=True)
    worksheets.complete_worksheet(worksheet=sheet, by=sheet.facilitator)
    following = worksheets.start_worksheet(
        group=sheet.group, village=sheet.village, by=sheet.facilitator
    )
    assert following != sheet


def test_the_same_form_sent_after_completion_finds_its_own_worksheet():
    group, by, pk = factories.group(), factories.user(), uuid7()
    sheet = worksheets.start_worksheet(group=group, village=group.village, by=by, pk=pk)
    Worksheet.objects.filter(pk=pk).update(consent_read=True)
    worksheets.complete_worksheet(worksheet=sheet, by=by)
    again = worksheets.start_worksheet(group=group, village=group.village, by=by, pk=pk)
    assert again == sheet


# --- save ---


def test_a_first_answer_is_version_one_and_leaves_an_event():
    sheet, pk = factories.worksheet(), uuid7()
    answer = save(sheet, 1, A, pk=pk)
    assert (answer.pk, answer.version, answer.content) == (pk, 1, A)
    event = Event.objects.get(verb="answered")
    assert event.detail == {"step": 1, "version": 1}
    assert VillageNetwork.objects.get(pk=sheet.village_id).revision == 1


def test_an_empty_first_answer_is_kept_too():
    assert save(factories.worksheet(), 1, {}).version == 1


def test_a_double_click_saves_once():
    sheet, pk = factories.worksheet(), uuid7()
    assert save(sheet, 1, A, pk=pk) == save(sheet, 1, A, pk=pk)
    assert versions(sheet, 1) == [A]


def test_a_correction_is_a_new_version_and_the_earlier_one_stays():
    sheet = factories.worksheet()
    save(sheet, 1, A)
    save(sheet, 1, B, base=1)
    assert versions(sheet, 1) == [A, B]
    assert worksheets.current_contents(sheet) == {1: B}


def test_saving_without_a_change_makes_no_version():
    sheet = factories.worksheet()
    first = save(sheet, 1, A)
    assert save(sheet, 1, {"activity": " kerja bakti "}, base=1) == first
    assert Event.objects.filter(verb="answered").count() == 1


def test_the_back_button_and_other_words_make_a_new_version():
    sheet, pk = factories.worksheet(), uuid7()
    save(sheet, 1, A, pk=pk)
    answer = save(sheet, 1, B, pk=pk)
    assert (answer.version, answer.content) == (2, B)
    assert versions(sheet, 1) == [A, B]


def test_the_back_button_can_take_words_back():
    sheet, pk = factories.worksheet(), uuid7()
    save(sheet, 1, {"activity": "hajatan", "benefit_direct": "salah ketik"}, pk=pk)
    answer = save(sheet, 1, B, pk=pk)
    assert answer.content == B


def test_a_second_sending_clicked_twice_is_saved_once():
    sheet, pk = factories.worksheet(), uuid7()
    save(sheet, 1, A, pk=pk)
    assert save(sheet, 1, B, pk=pk) == save(sheet, 1, B, pk=pk)
    assert versions(sheet, 1) == [A, B]


def test_a_late_resend_does_not_undo_what_came_after():
    sheet, pk = factories.worksheet(), uuid7()
    save(sheet, 1, A, pk=pk)
    save(sheet, 1, B, base=1)
    assert save(sheet, 1, A, pk=pk).content == B
    assert versions(sheet, 1) == [A, B]


def test_the_id_of_somebody_elses_form_is_not_taken_over():
    sheet, other, pk = factories.worksheet(), factories.worksheet(), uuid7()
    save(sheet, 1, A, pk=pk)
    assert save(other, 1, B, pk=pk).content == B
    assert versions(sheet, 1) == [A]
    assert versions(other, 1) == [B]


# --- two people ---


def test_different_fields_of_two_people_are_merged():
    sheet, other = factories.worksheet(), factories.user()
    save(sheet, 1, A)
    save(sheet, 1, A | {"benefit_direct": "beras"}, base=1)
    answer = save(sheet, 1, A | {"reason_involved": "dekat"}, base=1, by=other)
    assert answer.version == 3
    assert answer.content == A | {"benefit_direct": "beras", "reason_involved": "dekat"}
    assert answer.recorded_by == other


def test_a_merge_resent_is_not_saved_again():
    sheet, other, pk = factories.worksheet(), factories.user(), uuid7()
    save(sheet, 1, A)
    save(sheet, 1, A | {"benefit_direct": "beras"}, base=1)
    mine = {"base": 1, "by": other, "pk": pk}
    first = save(sheet, 1, A | {"reason_involved": "dekat"}, **mine)
    assert save(sheet, 1, A | {"reason_involved": "dekat"}, **mine) == first
    assert len(versions(sheet, 1)) == 3


def test_different_groups_of_question_five_are_merged():
    sheet, other = factories.worksheet(), factories.user()
    one, two = factories.group(), factories.group()
    save(sheet, 5, relation(one, "supports"))
    answer = save(sheet, 5, relation(two, "competes"), by=other)
    assert set(answer.content["relations"]) == {str(one.pk), str(two.pk)}
    assert {kind for kind, *_rest in statements(sheet)} == {"supports", "competes"}


def test_the_same_field_of_two_people_is_a_conflict_that_keeps_both():
    sheet, other, pk = factories.worksheet(), factories.user(), uuid7()
    stands = save(sheet, 1, A)
    with pytest.raises(StepConflict) as conflict:
        save(sheet, 1, B, by=other, pk=pk)
    held = conflict.value.held
    assert conflict.value.current == stands
    assert (held.pk, held.version, held.content, held.recorded_by) == (pk, None, B, other)
    assert list(StepAnswer.objects.filter(worksheet=sheet).held()) == [held]
    assert worksheets.current_contents(sheet) == {1: A}


def test_a_conflict_resent_is_held_once():
    sheet, other, pk = factories.worksheet(), factories.user(), uuid7()
    save(sheet, 1, A)
    for _ in range(2):
        with pytest.raises(StepConflict) as conflict:
            save(sheet, 1, B, by=other, pk=pk)
        assert conflict.value.held.pk == pk
    assert StepAnswer.objects.held().count() == 1


def test_other_words_from_the_same_form_take_the_place_of_the_held_ones():
    sheet, other, pk = factories.worksheet(), factories.user(), uuid7()
    save(sheet, 1, A)
    for words in ("hajatan", "hajatan dan ronda"):
        with pytest.raises(StepConflict):
            save(sheet, 1, {"activity": words}, by=other, pk=pk)
    assert StepAnswer.objects.held().get().content == {"activity": "hajatan dan ronda"}
    assert StepAnswer.objects.filter(version=None).count() == 2


def test_a_settled_conflict_is_saved_and_no_longer_held():
    sheet, other, pk = factories.worksheet(), factories.user(), uuid7()
    save(sheet, 1, A)
    with pytest.raises(StepConflict) as conflict:
        save(sheet, 1, B, by=other, pk=pk)
    both = {"activity": "kerja bakti dan hajatan"}
    answer = save(sheet, 1, both, base=1, by=other, settles=conflict.value.held)
    assert (answer.version, answer.content) == (2, both)
    assert not StepAnswer.objects.held().exists()
    assert save(sheet, 1, B, by=other, pk=pk) == answer, "a late resend of what is settled"


def test_settling_by_keeping_what_stands_makes_no_version_and_settles():
    sheet, other = factories.worksheet(), factories.user()
    save(sheet, 1, A)
    with pytest.raises(StepConflict) as conflict:
        save(sheet, 1, B, by=other)
    save(sheet, 1, A, base=1, by=other, settles=conflict.value.held)
    assert not StepAnswer.objects.held().exists()
    assert versions(sheet, 1) == [A]


def test_a_conflict_does_not_touch_the_map():
    sheet, other, group = factories.worksheet(), factories.user(), factories.group()
    save(sheet, 5, relation(group, "supports"))
    with pytest.raises(StepConflict):
        save(sheet, 5, relation(group, "competes"), by=other)
    assert [kind for kind, *_rest in statements(sheet)] == ["supports"]


def test_the_same_answer_of_two_people_is_no_conflict():
    sheet, other = factories.worksheet(), factories.user()
    assert save(sheet, 1, A) == save(sheet, 1, A, by=other)


def test_ones_own_second_tab_conflicts_like_anybody_else():
    sheet = factories.worksheet()
    save(sheet, 1, A)
    with pytest.raises(StepConflict):
        save(sheet, 1, B)


# --- what the opening and the relations do ---


def test_the_opening_fills_the_columns_of_the_worksheet():
    sheet = factories.worksheet()
    said = {"informant": "ketua", "held_on": "2026-03-09", "place": "balai", "consent_read": True}
    save(sheet, 0, said)
    stored = Worksheet.objects.get(pk=sheet.pk)
    assert (stored.informant, stored.held_on, stored.place) == ("ketua", INTERVIEW, "balai")
    assert stored.consent_read
    save(sheet, 0, {"informant": "ketua"}, base=1)
    stored.refresh_from_db()
    assert (stored.held_on, stored.consent_read) == (None, False)


def test_a_relation_becomes_a_tie_with_its_answer_and_words():
    sheet, group = factories.worksheet(held_on=INTERVIEW), factories.group()
    answer = save(sheet, 5, relation(group, "supports", "Bibit dibeli bersama."))
    tie = Tie.objects.get()
    assert (tie.source, tie.target, tie.kind) == (sheet.group, group, "supports")
    assert (tie.since, tie.answer, tie.recorded_by) == (INTERVIEW, answer, sheet.facilitator)
    assert (tie.words.step, tie.words.reason) == (5, "Bibit dibeli bersama.")


def test_a_corrected_relation_closes_the_tie_and_opens_the_next():
    sheet, group = factories.worksheet(held_on=INTERVIEW), factories.group()
    save(sheet, 5, relation(group, "supports"))
    save(sheet, 5, relation(group, "competes"), base=1)
    today = timezone.localdate()
    assert statements(sheet) == [
        ("supports", "", INTERVIEW, today),
        ("competes", "", today, None),
    ]


@pytest.mark.parametrize("withdrawn", [{}, {"kind": "not_asked", "reason": "ternyata belum"}])
def test_a_relation_not_asked_after_all_ends_the_tie(withdrawn):
    sheet, group = factories.worksheet(held_on=INTERVIEW), factories.group()
    save(sheet, 5, relation(group, "supports"))
    save(sheet, 5, {"relations": {str(group.pk): withdrawn} if withdrawn else {}}, base=1)
    assert statements(sheet) == [("supports", "", INTERVIEW, timezone.localdate())]


def test_a_relation_said_again_after_being_withdrawn_holds_from_that_day():
    sheet, group = factories.worksheet(held_on=INTERVIEW), factories.group()
    save(sheet, 5, relation(group, "supports"))
    save(sheet, 5, {}, base=1)
    save(sheet, 5, relation(group, "supports"), base=2)
    assert statements(sheet)[-1] == ("supports", "", timezone.localdate(), None)


def test_no_relation_is_recorded_as_said():
    sheet, group = factories.worksheet(), factories.group()
    save(sheet, 5, relation(group, "unrelated"))
    assert Tie.objects.current().get().kind == "unrelated"


def test_only_the_groups_whose_answer_changed_are_stated_again():
    sheet, one, two = factories.worksheet(), factories.group(), factories.group()
    save(sheet, 5, relation(one, "supports"))
    both = {"relations": {str(one.pk): {"kind": "supports"}, str(two.pk): {"kind": "competes"}}}
    save(sheet, 5, both, base=1)
    assert [kind for kind, *_rest in statements(sheet)] == ["supports", "competes"]


def test_a_group_cannot_be_related_to_itself():
    sheet = factories.worksheet()
    with pytest.raises(TieWithItself):
        save(sheet, 5, relation(sheet.group, "supports"))
    assert not StepAnswer.objects.exists()


def test_a_group_archived_meanwhile_keeps_its_answer_and_gets_no_tie():
    sheet, group = factories.worksheet(), factories.group()
    groups.archive_stakeholder(stakeholder=group, by=sheet.facilitator)
    answer = save(sheet, 5, relation(group, "supports", "Dulu sering bersama."))
    assert answer.content == relation(group, "supports", "Dulu sering bersama.")
    assert not Tie.objects.exists()


def test_an_answer_about_a_group_of_another_village_gets_no_tie():
    sheet = factories.worksheet()
    stranger = factories.group(factories.village("33.08.06.2013", "Paten"))
    save(sheet, 5, relation(stranger, "supports"))
    assert not Tie.objects.exists()


def test_the_village_government_gets_its_tie_and_the_words():
    sheet = factories.worksheet(held_on=INTERVIEW)
    save(sheet, 6, {"stance": "hinder", "why": "Izin tidak keluar."})
    save(sheet, 6, {"stance": "support", "why": "Sekarang dibantu."}, base=1)
    today = timezone.localdate()
    assert statements(sheet) == [
        ("government", "hinder", INTERVIEW, today),
        ("government", "support", today, None),
    ]
    assert Tie.objects.current().get().words.reason == "Sekarang dibantu."


def test_the_government_not_asked_about_has_no_tie():
    sheet = factories.worksheet()
    save(sheet, 6, {"stance": "not_asked", "why": "narasumber enggan"})
    assert not Tie.objects.exists()
    save(sheet, 6, {"stance": "passive"}, base=1)
    save(sheet, 6, {}, base=2)
    assert not Tie.objects.current().exists()


# --- a later round ---


def round_two(sheet, held_on=date(2026, 9, 1)):
    Worksheet.objects.filter(pk=sheet.pk).update(completed_at=timezone.now())
    return factories.worksheet(sheet.group, by=sheet.facilitator, held_on=held_on)


def test_a_newer_worksheet_speaks_for_the_group():
    sheet, group = factories.worksheet(held_on=INTERVIEW), factories.group()
    save(sheet, 5, relation(group, "supports"))
    newer = round_two(sheet)
    save(newer, 5, relation(group, "competes"))
    assert statements(sheet) == [
        ("supports", "", INTERVIEW, date(2026, 9, 1)),
        ("competes", "", date(2026, 9, 1), None),
    ]


def test_a_correction_to_an_older_worksheet_does_not_touch_what_a_newer_one_says():
    sheet, group = factories.worksheet(held_on=INTERVIEW), factories.group()
    save(sheet, 5, relation(group, "supports"))
    newer = round_two(sheet)
    save(newer, 5, relation(group, "competes"))
    save(sheet, 5, relation(group, "unrelated"), base=1)
    assert Tie.objects.current().get().kind == "competes"
    assert len(versions(sheet, 5)) == 2


def test_not_asked_in_a_newer_round_leaves_what_was_said_before():
    sheet, group = factories.worksheet(held_on=INTERVIEW), factories.group()
    save(sheet, 5, relation(group, "supports"))
    save(round_two(sheet), 5, relation(group, "not_asked", "lupa"))
    assert Tie.objects.current().get().kind == "supports"


# --- complete ---


def test_completion_needs_the_consent_to_have_been_read():
    sheet = factories.worksheet()
    with pytest.raises(ConsentNotRead):
        worksheets.complete_worksheet(worksheet=sheet, by=sheet.facilitator)
    save(sheet, 0, {"consent_read": True})
    worksheets.complete_worksheet(worksheet=sheet, by=sheet.facilitator)
    assert sheet.completed_at
    assert sheet.completed_by == sheet.facilitator


def test_completing_twice_keeps_the_first_moment():
    sheet = factories.worksheet(consent_read=True)
    worksheets.complete_worksheet(worksheet=sheet, by=sheet.facilitator)
    first = sheet.completed_at
    worksheets.complete_worksheet(worksheet=sheet, by=factories.user())
    assert (sheet.completed_at, sheet.completed_by) == (first, sheet.facilitator)
    assert Event.objects.filter(verb="completed").count() == 1


def test_a_completed_worksheet_can_be_corrected():
    sheet = factories.worksheet(consent_read=True)
    save(sheet, 1, A)
    worksheets.complete_worksheet(worksheet=sheet, by=sheet.facilitator)
    save(sheet, 1, B, base=1)
    assert versions(sheet, 1) == [A, B]
    assert Event.objects.filter(verb="corrected").count() == 1


def test_what_is_missing_is_named_step_by_step():
    sheet, other = factories.worksheet(), factories.group()
    factories.group()
    save(sheet, 1, A)
    save(sheet, 5, relation(other, "supports"))
    missing = worksheets.missing_answers(sheet)
    assert [item.step for item in missing] == sorted(item.step for item in missing)
    named = {(item.step, item.question.key): item.groups for item in missing}
    assert (1, "activity") not in named
    assert (1, "benefit_direct") in named
    assert named[5, "relations"] == 1
    assert (4, "matters") not in named, "wanted only when the group does other things too"


def test_a_village_with_no_other_group_leaves_nothing_to_ask():
    sheet = factories.worksheet()
    assert 5 not in {item.step for item in worksheets.missing_answers(sheet)}


def test_where_to_go_on_is_remembered():
    sheet = factories.worksheet()
    save(sheet, 1, A, resume_at=2)
    sheet.refresh_from_db()
    assert sheet.resume_step == 2


# --- at the same moment ---


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_form_sent_many_times_at_once_is_saved_once():
    sheet, pk = factories.worksheet(), uuid7()
    results = together(*(lambda: save(sheet, 1, A, pk=pk) for _ in range(4)))
    assert {result.pk for result in results} == {pk}, results
    assert versions(sheet, 1) == [A]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_different_fields_saved_at_once_are_all_there():
    sheet = factories.worksheet()
    keys = ["activity", "reason_involved", "benefit_direct", "benefit_indirect"]
    people = [factories.user() for _ in keys]
    together(
        *(
            lambda key=key, by=by: save(sheet, 1, {key: f"kata {key}"}, by=by)
            for key, by in zip(keys, people, strict=True)
        )
    )
    assert worksheets.current_contents(sheet)[1] == {key: f"kata {key}" for key in keys}
    assert len(versions(sheet, 1)) == 4


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_same_field_saved_at_once_stands_once_and_is_held_for_the_rest():
    sheet = factories.worksheet()
    people = [factories.user() for _ in range(4)]
    results = together(
        *(
            lambda by=by, n=n: save(sheet, 1, {"activity": f"versi {n}"}, by=by)
            for n, by in enumerate(people)
        )
    )
    conflicts = [result for result in results if isinstance(result, StepConflict)]
    assert len(conflicts) == 3, results
    words = {row.content["activity"] for row in StepAnswer.objects.filter(worksheet=sheet)}
    assert words == {f"versi {n}" for n in range(4)}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_relations_of_two_worksheets_saved_at_once_all_become_ties():
    sheets = [factories.worksheet() for _ in range(3)]
    targets = [factories.group() for _ in range(3)]
    content = {"relations": {str(group.pk): {"kind": "supports"} for group in targets}}
    results = together(*(lambda sheet=sheet: save(sheet, 5, content) for sheet in sheets))
    assert all(isinstance(result, StepAnswer) for result in results), results
    assert Tie.objects.current().count() == 9


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_people_starting_at_once_share_one_worksheet():
    group, people = factories.group(), [factories.user() for _ in range(4)]
    results = together(
        *(
            lambda by=by: worksheets.start_worksheet(group=group, village=group.village, by=by)
            for by in people
        )
    )
    assert len({result.pk for result in results}) == 1, results
