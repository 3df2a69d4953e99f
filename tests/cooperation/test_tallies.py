"""Every number of cooperation: what changes it, and what takes it back."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from cooperation.lifecycle import State
from cooperation.models import FollowUp, Meeting, MeetingVillage
from cooperation.services.bodies import change_body, found_body
from cooperation.services.disputes import open_dispute, settle_dispute
from cooperation.services.meetings import add_part, call_again, keep, seen_of
from stakeholders.models import Worksheet
from tests import factories
from tests.cooperation.makers import PATEN, between_villages, lead_to, with_partner
from tests.cooperation.meetings import arrange, call, count
from tests.cooperation.services.test_appraisals import reviewed
from tests.villages.tallies.kept import changes, kept, numbers
from tests.villages.tallies.sums import faults
from villages.tallies.months import this_month
from villages.tallies.rebuilding import rebuild

pytestmark = pytest.mark.django_db
SENGI = factories.SENGI
count_women = import_module("cooperation.migrations.0082_women_at_meetings").count_women


def test_an_agreement_counts_in_the_village_that_began_it(counting):
    cast = between_villages()
    with changes(counting) as seen:
        lead_to(cast, State.RUNNING)
    assert seen(villages=False) == {
        "agreements.preparing": -1,
        "agreements.running": 1,
        "cooperating": 2,
    }
    assert kept(PATEN, "agreements.running", this_month()) == 0
    assert kept(PATEN, "cooperating", this_month()) == 1


def test_reviews_count_once_and_the_last_says_who_gains(counting):
    cast = lead_to(between_villages(), State.RUNNING)
    with changes(counting) as seen:
        first = reviewed(cast, -1, on=date(2026, 11, 23))
    said = {"balance.gains": 1, "balance.loses": 1, "last_review": 2, "reviews": 1}
    assert seen(villages=False) == said
    with changes(counting) as seen:
        reviewed(cast, 5, on=date(2026, 11, 24))
    gone = {"balance.gains": 1, "balance.loses": -1, "reviews": 1}
    assert seen(villages=False) == gone
    assert first.pk


def test_a_dispute_is_open_until_the_day_it_is_settled(counting):
    cast = lead_to(between_villages(), State.RUNNING)
    cast.agreement.refresh_from_db()
    said = {"agreement": cast.agreement, "by": cast.people["head-sengi"]}
    with changes(counting) as seen:
        dispute = open_dispute(
            parties=cast.parties,
            subject="Air",
            opened_on=date(2026, 11, 23),
            seen=cast.agreement.events_count,
            **said,
        )
    assert seen(villages=False) == {"disputes": 1}
    cast.agreement.refresh_from_db()
    with changes(counting) as seen:
        settle_dispute(
            dispute=dispute,
            way="musyawarah",
            settled_on=timezone.localdate(),
            minutes="1",
            settlement="Damai.",
            seen=cast.agreement.events_count,
            by=said["by"],
        )
    assert seen(villages=False) == {"disputes": -1}


def test_a_partner_is_no_village(counting):
    with_partner("partner_led")
    counting()
    outcome = rebuild(check=True)
    assert outcome.first == ()
    assert faults() == []


def test_a_body_serves_its_villages_until_it_is_dissolved(counting):
    villages = [factories.village(), factories.village(PATEN, "Paten")]
    by = factories.user()
    with changes(counting) as seen:
        body = found_body(kind="bkad", name="BKAD", villages=villages, by=by)
    assert seen(villages=False) == {"joined": 2}
    with changes(counting) as seen:
        change_body(
            body=body,
            seen=1,
            villages=villages,
            by=by,
            dissolved_on=timezone.localdate(),
        )
    assert seen(villages=False) == {"joined": -2}


def test_a_meeting_counts_where_it_was_called_and_moves_with_its_host(counting):
    factories.village(), factories.village(PATEN, "Paten")
    by = factories.user(region_code="33.08.06")
    with changes(counting) as seen:
        meeting = arrange(by, kind="mad", codes=(SENGI, PATEN))
    assert seen(villages=False) == {"meetings.mad": 1}
    assert numbers(SENGI)["meetings.mad"] == 1
    with changes(counting) as seen:
        meeting.villages.update(is_host=False)
        MeetingVillage.objects.filter(meeting=meeting, village=PATEN).update(is_host=True)
    assert seen(villages=False) == {}
    assert (numbers(SENGI)["meetings.mad"], numbers(PATEN)["meetings.mad"]) == (0, 1)
    with changes(counting) as seen:
        Meeting.objects.get(pk=meeting.pk).delete()
    assert seen(villages=False) == {"meetings.mad": -1}


def test_a_meeting_that_was_counted_shows_that_somebody_works_there(counting):
    factories.village()
    by = factories.user()
    meeting = arrange(by)
    call(meeting, by)
    with changes(counting) as seen:
        count(meeting, by)
    assert seen()["active"] == 1
    assert not Worksheet.objects.exists()


@pytest.mark.parametrize(
    ("present", "said"),
    [
        ({"farmers": [3, 0]}, {"women.none": 1}),
        ({"farmers": [5, 0], "women": [0, 2]}, {"women.few": 1}),
        ({"farmers": [4, 0], "women": [0, 2]}, {"women.third": 1}),
        ({"women": [0, 7]}, {"women.third": 1}),
        ({}, {}),
    ],
)
def test_a_meeting_counts_by_its_share_of_women_and_anew_when_put_right(counting, present, said):
    factories.village()
    by = factories.user()
    meeting = arrange(by)
    call(meeting, by)
    with changes(counting) as seen:
        count(meeting, by, present)
    assert {key: n for key, n in seen().items() if key.startswith("women")} == said
    count(meeting, by, {"poor": [9, 0]})
    counting()
    told = {key: n for key, n in numbers(SENGI).items() if key.startswith("women") and n}
    assert told == {"women.none": 1}
    assert faults() == []


def test_a_meeting_nobody_was_counted_at_tells_nothing_of_women(counting):
    factories.village()
    by = factories.user()
    meeting = arrange(by)
    call(meeting, by)
    count(meeting, by, {"farmers": [3, 0]})
    counting()
    assert numbers(SENGI)["women.none"] == 1
    with changes(counting) as seen:
        call_again(
            meeting=meeting, stage=2, held_on=meeting.held_on, opens_at=None, place="", by=by
        )
    assert seen()["women.none"] == -1


def test_meetings_of_before_are_told_by_their_latest_sitting():
    factories.village()
    by = factories.user()
    meeting, ahead = arrange(by), arrange(by)
    call(meeting, by)
    count(meeting, by, {"farmers": [3, 1]})
    count(meeting, by, {"farmers": [3, 2]}, stage=3)
    Meeting.objects.filter(pk=meeting.pk).update(women_count=None)
    Meeting.objects.filter(pk=ahead.pk).update(women_count=8)
    count_women(apps, None)
    assert set(Meeting.objects.values_list("pk", "women_count")) == {
        (meeting.pk, 2),
        (ahead.pk, None),
    }


def test_each_promise_counts_once(counting):
    factories.village()
    by = factories.user()
    meeting = arrange(by)
    said = {"text": "Undangan", "who": "Sekretaris", "due_on": date(2026, 12, 1)}
    with changes(counting) as seen:
        rows = [
            add_part(model=FollowUp, meeting=meeting, pk=None, values=said, by=by, verb="x")
            for _ in range(3)
        ]
    assert seen() == {"followups_due": 3}
    values = {"done_on": date(2026, 12, 1)}
    with changes(counting) as seen:
        keep(row=rows[0], values=values, base=seen_of(rows[0], values).digest, by=by, verb="x")
    assert seen() == {"followups_due": -1, "followups_done": 1}
