"""Steps that were agreed: followed over time, never overwritten, and nothing of them recorded."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jejaring.ids import uuid7
from jejaring.models import Event
from stakeholders.models import DependencyStep
from stakeholders.services import dependency
from stakeholders.services.groups import AlreadyRecorded, StaleVersion
from stakeholders.services.revisions import chains, newest
from stakeholders.services.steps import DependencyEnded, agree_step, update_step
from tests import factories
from tests.races import together

pytestmark = pytest.mark.django_db

AGREED = {"text": "Menimbang bersama", "who": "Pengepul", "agreed_on": date(2026, 7, 15)}


@pytest.fixture
def tie():
    return dependency.record_dependency(
        village=factories.village(),
        patron=dependency.NewParty("Pengepul"),
        client=dependency.NewParty("Petani"),
        by=factories.user(),
        forms=["market"],
        frequency="weekly",
        tightness="binding",
    )


def agree(tie, **fields):
    return agree_step(tie=tie, by=factories.user(), **AGREED | fields)


def test_the_same_form_twice_is_one_step(tie):
    pk = uuid7()
    assert agree(tie, pk=pk) == agree(tie, pk=pk)
    assert DependencyStep.objects.count() == 1


def test_the_same_form_with_other_words_is_told_so(tie):
    pk = uuid7()
    first = agree(tie, pk=pk)
    with pytest.raises(AlreadyRecorded) as again:
        agree(tie, pk=pk, text="Yang lain")
    assert again.value.earlier == first


def test_an_id_of_another_village_looks_free(tie):
    elsewhere = dependency.record_dependency(
        village=factories.village("33.08.07.2001", "Jauh"),
        patron=dependency.NewParty("Pengepul"),
        client=dependency.NewParty("Petani"),
        by=factories.user(),
        forms=["market"],
        frequency="weekly",
        tightness="binding",
    )
    foreign = agree(elsewhere)
    own = agree(tie, pk=foreign.pk)
    assert own.pk != foreign.pk


def test_a_dependency_that_ended_takes_no_step(tie):
    dependency.close_dependency(tie=tie, by=factories.user())
    with pytest.raises(DependencyEnded):
        agree(tie)


def test_each_state_is_a_row_and_the_newest_counts(tie):
    first = agree(tie)
    second = update_step(step=first, by=factories.user(), state="doing", note="dua kali panen")
    third = update_step(step=second, by=factories.user(), state="done")
    assert list(DependencyStep.objects.current()) == [third]
    assert newest(first) == third
    assert third.note == "dua kali panen"
    assert chains(DependencyStep.objects.order_by("pk")) == [(third, [second, first])]


def test_nothing_new_makes_no_row(tie):
    step = agree(tie)
    assert update_step(step=step, by=factories.user(), **AGREED) == step
    assert DependencyStep.objects.count() == 1


def test_going_on_from_an_old_state_is_refused_even_with_the_same_words(tie):
    first = agree(tie)
    second = update_step(step=first, by=factories.user(), state="doing")
    for seen in ({"state": "done"}, {"state": "planned"}):
        with pytest.raises(StaleVersion) as stale:
            update_step(step=first, by=factories.user(), **seen)
        assert stale.value.current == second


def test_the_same_change_sent_twice_is_one_row(tie):
    first, pk = agree(tie), uuid7()
    once = update_step(step=first, by=factories.user(), pk=pk, state="doing")
    assert update_step(step=first, by=factories.user(), pk=pk, state="doing") == once


@pytest.mark.parametrize(
    "fields", [{"text": ""}, {"who": ""}, {"state": "lupa"}, {"due_on": date(2026, 7, 14)}]
)
def test_the_database_keeps_what_a_step_needs(tie, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        DependencyStep.objects.create(
            village=tie.village, tie=tie, recorded_by=factories.user(), **AGREED | fields
        )


def test_the_record_says_who_and_when_but_never_what(tie):
    step = agree(tie, text="CANARY", who="CANARY")
    update_step(step=step, by=factories.user(), note="CANARY", state="doing")
    events = list(Event.objects.filter(subject_type="dependencystep").values())
    assert {event["verb"] for event in events} == {"agreed_step", "updated_step"}
    assert "CANARY" not in str(events)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_go_on_at_once_never_fork_the_history(tie):
    step, by = agree(tie), factories.user()

    def follow(state):
        return update_step(step=DependencyStep.objects.get(pk=step.pk), by=by, state=state)

    answers = together(lambda: follow("doing"), lambda: follow("done"))
    assert {type(answer) for answer in answers} == {DependencyStep, StaleVersion}
    assert DependencyStep.objects.current().count() == 1
