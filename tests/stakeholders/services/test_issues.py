"""Positions are only added: nothing said is lost, and nobody moves a party behind one's back."""

from datetime import date

import pytest

from jejaring.ids import uuid7
from jejaring.models import Event
from stakeholders.models import Issue, Position
from stakeholders.services.groups import AlreadyRecorded, StaleVersion
from stakeholders.services.issues import (
    board,
    close_issue,
    history,
    last_number,
    place_party,
    record_issue,
    reopen_issue,
    revise_issue,
    undo_position,
    withdraw_party,
)
from tests import factories
from tests.races import together

pytestmark = pytest.mark.django_db

READING = {
    "power": 3,
    "power_source": "office",
    "interest": 2,
    "stance": "opposes",
    "closeness": 1,
    "as_of": date(2026, 3, 1),
    "reason": "Khawatir airnya berkurang",
}


@pytest.fixture
def by():
    return factories.user()


@pytest.fixture
def issue(by):
    return record_issue(village=factories.village(), name="Air bersih", by=by)


@pytest.fixture
def party():
    return factories.group()


def place(issue, party, by, **changed):
    changed.setdefault("seen", last_number(issue))
    return place_party(issue=issue, stakeholder=party, by=by, **READING | changed)


def test_a_move_keeps_where_the_party_stood_before(issue, party, by):
    first = place(issue, party, by)
    second = place(issue, party, by, stance="supports", as_of=date(2026, 9, 1))
    [placed] = board(issue)
    assert (placed.now, placed.before) == (second, first)
    assert placed.has_moved
    assert history(issue, party) == [second, first]


def test_saying_the_same_with_a_new_date_moves_nobody(issue, party, by):
    place(issue, party, by)
    place(issue, party, by, as_of=date(2026, 9, 1))
    [placed] = board(issue)
    assert not placed.has_moved
    assert placed.before is None


def test_the_same_form_twice_places_once(issue, party, by):
    pk = uuid7()
    first = place(issue, party, by, pk=pk)
    again = place(issue, party, by, pk=pk, seen=0)
    assert first == again
    assert Position.objects.count() == 1


def test_a_party_moved_in_between_is_not_moved_over(issue, party, by):
    place(issue, party, by)
    seen = last_number(issue)
    theirs = place(issue, party, by, power=4)
    with pytest.raises(StaleVersion) as stale:
        place(issue, party, by, power=1, seen=seen)
    assert stale.value.current == theirs
    assert board(issue)[0].now == theirs


def test_another_party_moved_in_between_does_no_harm(issue, party, by):
    seen = last_number(issue)
    place(issue, factories.group(), by)
    place(issue, party, by, seen=seen)
    assert len(board(issue)) == 2


def test_one_actor_stands_differently_on_another_issue(issue, party, by):
    road = record_issue(village=issue.village, name="Jalan", by=by)
    place(issue, party, by, stance="supports")
    place(road, party, by, stance="opposes")
    assert board(issue)[0].now.stance == "supports"
    assert board(road)[0].now.stance == "opposes"
    assert board(issue)[0].now.stakeholder == board(road)[0].now.stakeholder


def test_undoing_a_move_restores_the_reading_and_keeps_the_history(issue, party, by):
    place(issue, party, by)
    moved = place(issue, party, by, power=4, reason="Terpilih ketua")
    assert undo_position(position=moved, by=by)
    now = board(issue)[0].now
    assert (now.power, now.reason) == (3, READING["reason"])
    assert len(history(issue, party)) == 3
    assert not undo_position(position=moved, by=by)


def test_undoing_the_first_placement_takes_the_party_off(issue, party, by):
    first = place(issue, party, by)
    assert undo_position(position=first, by=by)
    assert board(issue) == []
    assert Position.objects.current().count() == 0


def test_a_party_taken_off_comes_back_as_new(issue, party, by):
    first = place(issue, party, by)
    assert withdraw_party(position=first, by=by)
    assert not withdraw_party(position=first, by=by)
    place(issue, party, by, power=4)
    [placed] = board(issue)
    assert placed.before is None


def test_an_archived_party_leaves_the_sheet(issue, party, by):
    place(issue, party, by)
    party.archived_at = "2026-05-01T00:00Z"
    party.save()
    assert board(issue) == []


def test_an_issue_sent_twice_is_one_and_another_name_is_refused(by):
    pk, village = uuid7(), factories.village()
    first = record_issue(village=village, name="Pasar", by=by, pk=pk)
    assert record_issue(village=village, name="Pasar", by=by, pk=pk) == first
    with pytest.raises(AlreadyRecorded):
        record_issue(village=village, name="Jalan", by=by, pk=pk)


def test_an_issue_is_renamed_once_a_version(issue, by):
    revise_issue(issue=issue, version=1, by=by, name="Air minum", question="")
    stale = Issue.objects.get(pk=issue.pk)
    with pytest.raises(StaleVersion):
        revise_issue(issue=stale, version=1, by=by, name="Air sungai", question="")
    assert Issue.objects.get(pk=issue.pk).name == "Air minum"


def test_closing_keeps_everything_and_leaves_one_event(issue, party, by):
    place(issue, party, by)
    close_issue(issue=issue, by=by)
    close_issue(issue=issue, by=by)
    assert Issue.objects.open().count() == 0
    assert Event.objects.filter(verb="closed_issue").count() == 1
    reopen_issue(issue=issue, by=by)
    assert len(board(issue)) == 1


def test_the_record_of_acts_holds_no_words(issue, party, by):
    place(issue, party, by, reason="CANARY")
    assert "CANARY" not in str(list(Event.objects.values()))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_parties_placed_at_the_same_moment_both_stand(issue, by):
    parties = [factories.group() for _ in range(2)]
    placed = together(*(lambda party=party: place(issue, party, by, seen=0) for party in parties))
    assert [row.stakeholder for row in placed] == parties
    assert sorted(row.number for row in placed) == [1, 2]
