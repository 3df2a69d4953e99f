"""A meeting is called, counted and kept, and two note-takers lose nothing."""

from datetime import date

import pytest

from cooperation.lifecycle.quorum import Result, Rules, Stage
from cooperation.models import FollowUp, Meeting, MeetingRules
from cooperation.services.meeting_rules import rules_digest, rules_of, settle_rules
from cooperation.services.meetings import ITEM, add_part, call_again, keep, seen_of
from cooperation.services.representation import element_rows, groups_of
from jejaring.ids import uuid7
from jejaring.roles import Role
from stakeholders.services.groups import AlreadyRecorded, StaleVersion
from tests import factories
from tests.cooperation.meetings import NINETEEN, THIRTY, TWENTY, arrange, call, count, decide, held
from tests.factories import SENGI
from villages.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    factories.village()
    return factories.user(Role.BPD)


def test_twenty_of_thirty_meet_and_the_meeting_repeats_it(by):
    meeting = arrange(by)
    call(meeting, by)
    count(meeting, by, TWENTY)
    meeting.refresh_from_db()
    assert (meeting.result, meeting.present_count, meeting.invited_count) == ("met", 20, 30)
    assert meeting.women_count == 12
    assert meeting.may_decide


def test_nineteen_postpone_then_reschedule_then_go_ahead(by):
    meeting = arrange(by)
    call(meeting, by)
    assert count(meeting, by, NINETEEN).result == Result.POSTPONED
    again = {"opens_at": None, "place": "", "by": by, "meeting": meeting}
    call_again(stage=Stage.AFTER_WAIT, held_on=date(2026, 11, 2), **again)
    assert count(meeting, by, NINETEEN, stage=2).result == Result.RESCHEDULED
    meeting.refresh_from_db()
    assert not meeting.may_decide
    call_again(stage=Stage.ANEW, held_on=date(2026, 11, 4), **again)
    assert count(meeting, by, {"poor": [1, 0]}, stage=3).result == Result.WITHOUT
    meeting.refresh_from_db()
    assert (meeting.result, meeting.on) == (Result.WITHOUT, date(2026, 11, 4))
    assert meeting.may_decide


def test_of_two_who_call_the_next_sitting_the_second_is_told(by):
    meeting = arrange(by)
    call(meeting, by)
    count(meeting, by, NINETEEN)
    said = {"held_on": date(2026, 11, 4), "opens_at": None, "place": "", "by": by}
    call_again(meeting=meeting, stage=3, **said)
    with pytest.raises(StaleVersion):
        call_again(meeting=meeting, stage=3, **said)
    assert meeting.sittings.count() == 2


def test_an_invitation_put_right_changes_what_came_of_the_sitting(by):
    meeting = arrange(by)
    call(meeting, by)
    count(meeting, by, TWENTY)
    call(meeting, by, THIRTY | {"adat": [1, 0]})
    meeting.refresh_from_db()
    assert meeting.result == Result.POSTPONED


def test_a_sitting_keeps_the_rule_it_was_counted_under(by):
    meeting = arrange(by)
    call(meeting, by)
    count(meeting, by, TWENTY)
    regency = Region.objects.get(pk=SENGI[:5])
    told = {"part": 1, "whole": 1, "hours": 2, "days": 7, "basis": "Perbup"}
    base = rules_digest(MeetingRules())
    settle_rules(regency=regency, by=by, base=base, **told)
    with pytest.raises(StaleVersion):
        settle_rules(regency=regency, by=by, base=base, **told | {"days": 5})
    assert rules_of(SENGI) == Rules(1, 1, 2, 7)
    call(meeting, by, THIRTY)
    count(meeting, by, TWENTY)
    meeting.refresh_from_db()
    assert meeting.result == Result.MET
    later = arrange(by, title="Lain")
    call(later, by)
    assert count(later, by, TWENTY).result == Result.POSTPONED


def test_without_a_row_the_apps_own_numbers_hold():
    assert rules_of("33.08") == Rules(2, 3, 3, 3)
    assert not MeetingRules.objects.exists()


def test_the_second_of_two_note_takers_is_shown_what_the_first_wrote(by):
    meeting = arrange(by)
    item = meeting.agenda.get()
    base = seen_of(item, ITEM).digest
    said = {name: getattr(item, name) for name in ITEM}
    first = said | {"discussion": "Petani setuju."}
    keep(row=item, values=first, base=base, by=by, verb="x")
    keep(row=item, values=first, base=base, by=by, verb="x")  # the same words sent twice
    with pytest.raises(StaleVersion) as stale:
        keep(row=item, values=said | {"discussion": "Lain."}, base=base, by=by, verb="x")
    assert stale.value.current.discussion == "Petani setuju."
    item.refresh_from_db()
    assert item.discussion == "Petani setuju."


def test_two_parts_of_a_meeting_do_not_get_into_each_others_way(by):
    meeting = arrange(by)
    base = seen_of(meeting, ("title",)).digest
    call(meeting, by)
    keep(row=meeting, values={"title": "Air dan jalan"}, base=base, by=by, verb="x")
    meeting.refresh_from_db()
    assert (meeting.title, meeting.invited_count) == ("Air dan jalan", 30)


def test_a_task_sent_twice_is_one_and_other_words_are_not_lost(by):
    meeting = arrange(by)
    told = {"model": FollowUp, "meeting": meeting, "pk": uuid7(), "by": by, "verb": "x"}
    values = {"text": "Ukur pipa", "who": "Regu air", "due_on": None, "done_on": None}
    assert add_part(values=values, **told) == add_part(values=values, **told)
    with pytest.raises(StaleVersion):
        add_part(values=values | {"text": "Ganti pipa"}, **told)
    assert meeting.follow_ups.get().text == "Ukur pipa"


def test_a_form_sent_twice_makes_one_meeting_and_other_words_are_not_lost(by):
    pk = uuid7()
    assert arrange(by, pk=pk) == arrange(by, pk=pk)
    with pytest.raises(AlreadyRecorded):
        arrange(by, pk=pk, place="Balai dusun")
    assert Meeting.objects.count() == 1


def test_groups_are_present_missing_or_not_invited(by):
    present, missing, forgotten = (factories.group(name=name) for name in "ABC")
    offered = [present.pk, missing.pk, forgotten.pk]
    meeting = arrange(by)
    call(meeting, by, groups=offered[:2], offered=offered)
    count(meeting, by, groups=offered[:1], offered=offered)
    found = groups_of(meeting, by)
    assert (found.present, found.missing, found.uninvited) == ([present], [missing], [forgotten])
    stranger = factories.user(Role.COORDINATOR, "33.08")
    assert groups_of(meeting, stranger).known == 0


def test_groups_that_a_form_did_not_show_stay_as_they_are(by):
    here = factories.group()
    there = factories.group(factories.village("33.08.06.2013", "Paten"))
    meeting = arrange(by, kind="mad", codes=(SENGI, "33.08.06.2013"))
    call(meeting, by, groups=[there.pk], offered=[here.pk, there.pk])
    call(meeting, by, groups=[here.pk], offered=[here.pk])
    assert meeting.groups.filter(is_invited=True).count() == 2


def test_the_ten_elements_come_first_then_those_of_the_village():
    rows = element_rows({"x:Pemuda": [2, 1]}, {"x:Pemuda": [1, 1], "adat": [1, 0]})
    assert len(rows) == 11
    assert (rows[-1].label, rows[-1].invited_count, rows[-1].present_count) == ("Pemuda", 3, 2)
    assert not rows[-1].by_law


def test_a_meeting_that_was_held_has_its_decision(by):
    meeting = held(by)
    assert meeting.agenda.get().outcome == "agreed"
    assert decide(meeting, by, "postponed").outcome == "postponed"
