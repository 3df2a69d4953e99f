"""An act takes over what a meeting decided, and sees when the record is edited later."""

import pytest

from cooperation.models import AgreementEvent
from cooperation.services.chain import first_break, standing_of
from cooperation.services.meeting_decisions import decisions_for, taken_over
from tests.cooperation.makers import PATEN, between_villages
from tests.cooperation.meetings import NINETEEN, arrange, call, count, decide, held
from tests.factories import SENGI

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return between_villages()


def offered(cast, act, party=None, villages=(SENGI, PATEN)):
    row = None if party is None else cast.parties[party]
    return decisions_for(cast.agreement, act, row, villages)


def test_a_deliberation_of_the_village_is_offered_to_its_own_act_only(cast):
    meeting = held(cast.people["bpd-sengi"], agreement=cast.agreement)
    assert [each.meeting for each in offered(cast, "deliberate", 0)] == [meeting]
    assert offered(cast, "deliberate", 1) == []
    assert offered(cast, "agree_together") == []


def test_one_about_something_else_or_without_quorum_or_put_off_is_not_offered(cast):
    by = cast.people["bpd-sengi"]
    held(by)
    short = arrange(by, agreement=cast.agreement, title="Kurang")
    call(short, by)
    count(short, by, NINETEEN)
    decide(short, by)
    postponed = held(by, agreement=cast.agreement, title="Ditunda")
    decide(postponed, by, "postponed")
    talk = held(by, agreement=cast.agreement, kind="talk", title="Obrolan")
    assert talk.may_decide
    assert offered(cast, "deliberate", 0) == []


def test_between_villages_all_of_them_must_have_taken_part(cast):
    by = cast.people["head-sengi"]
    held(by, agreement=cast.agreement, kind="mad", title="Sengi saja")
    assert offered(cast, "agree_together") == []
    both = held(by, agreement=cast.agreement, kind="mad", codes=(SENGI, PATEN), title="Berdua")
    assert [each.meeting for each in offered(cast, "agree_together")] == [both]


def test_a_refusal_is_offered_to_the_deliberation_and_not_to_the_draft(cast):
    by = cast.people["head-sengi"]
    meeting = held(by, agreement=cast.agreement, kind="mad", codes=(SENGI, PATEN))
    decide(meeting, by, "refused")
    assert offered(cast, "agree_together") == []
    refused = held(by, agreement=cast.agreement, title="Musdes")
    decide(refused, by, "refused")
    assert len(offered(cast, "deliberate", 0)) == 1


def take(cast):
    meeting = held(cast.people["bpd-sengi"], agreement=cast.agreement)
    (decision,) = offered(cast, "deliberate", 0)
    event = cast.act("deliberate", "bpd-sengi", 0, outcome="agreed", **decision.content)
    return meeting, event


def test_the_event_keeps_ids_counts_and_digest_and_no_words(cast):
    meeting, event = take(cast)
    said = event.content
    assert (said["meeting"], said["invited"], said["present"]) == (str(meeting.pk), 30, 20)
    assert (said["sitting"], said["on"], len(said["decision"])) == (1, "2026-11-02", 64)
    assert "Disepakati bersama" not in str(said)
    assert standing_of(cast.agreement).sides[str(cast.parties[0].pk)].deliberated == "agreed"
    cast.agreement.refresh_from_db()
    assert first_break(cast.agreement) is None


@pytest.mark.parametrize("edit", ["decision", "attendance", "invitation", "gone"])
def test_a_record_edited_afterwards_shows(cast, edit):
    meeting, event = take(cast)
    by = cast.people["bpd-sengi"]
    assert not taken_over([event])[event.pk].changed
    edits = {
        "decision": lambda: decide(meeting, by, decision="Disepakati dengan syarat."),
        "attendance": lambda: count(meeting, by, {"poor": [10, 12]}),
        "invitation": lambda: call(meeting, by, {"poor": [10, 12]}),
        "gone": lambda: meeting.agenda.all().delete(),
    }
    edits[edit]()
    event = AgreementEvent.objects.get(pk=event.pk)
    assert taken_over([event])[event.pk].changed


def test_what_was_said_may_be_put_right_without_touching_the_decision(cast):
    meeting, event = take(cast)
    meeting.agenda.update(discussion="Ejaan dibetulkan.")
    assert not taken_over([event])[event.pk].changed


def test_what_was_taken_over_is_offered_again_only_when_the_record_changed(cast):
    meeting, _event = take(cast)
    assert offered(cast, "deliberate", 0) == []
    decide(meeting, cast.people["bpd-sengi"], decision="Disepakati dengan syarat.")
    assert [each.meeting for each in offered(cast, "deliberate", 0)] == [meeting]
