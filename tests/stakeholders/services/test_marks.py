"""What a team made of its findings: rows are only added, the newest holds."""

import pytest

from jejaring.ids import uuid7
from jejaring.models import Event
from jejaring.roles import Role
from stakeholders.models import FindingMark
from stakeholders.services.marks import OPEN, mark_finding, marks_of
from tests import factories

pytestmark = pytest.mark.django_db

KEY, STATE = "a" * 24, "b" * 24


@pytest.fixture
def facilitator():
    return factories.user(full_name="Sri Rahayu")


def mark(by, verdict="discussed", **said):
    said = {"key": KEY, "kind": "coverage", "state": STATE, **said}
    return mark_finding(village=factories.village(), verdict=verdict, by=by, **said)


def held(**how):
    return marks_of(factories.village(), **{"for_team": True} | how).by_key


def test_the_newest_word_holds_and_none_is_overwritten(facilitator):
    mark(facilitator, note="Sudah dibahas di balai")
    mark(facilitator, "not_true", note="Ternyata sudah kenal")

    assert held()[KEY].verdict == "not_true"
    assert (held()[KEY].note, held()[KEY].by) == ("Ternyata sudah kenal", "Sri Rahayu")
    assert FindingMark.objects.count() == 2


def test_a_word_is_taken_back_by_one_more(facilitator):
    mark(facilitator)
    mark(facilitator, OPEN)

    assert held() == {}
    assert FindingMark.objects.count() == 2


def test_others_read_the_verdict_without_who_and_why(facilitator):
    mark(facilitator, note="Kata Bu Sri")

    seen = held(for_team=False)[KEY]

    assert (seen.label, seen.by, seen.note) == ("Sudah dibicarakan", "", "")


def test_every_mark_changes_the_token(facilitator):
    tokens = [marks_of(factories.village(), for_team=True).token]
    for verdict in ("discussed", OPEN, "discussed"):
        mark(facilitator, verdict)
        tokens.append(marks_of(factories.village(), for_team=True).token)

    assert len(set(tokens)) == 4


def test_the_same_form_twice_is_one_mark_and_one_event(facilitator):
    pk = uuid7()

    first, second = (mark(facilitator, pk=pk) for _ in range(2))

    assert first == second
    assert Event.objects.filter(verb="marked_finding").count() == 1


def test_the_id_of_a_mark_elsewhere_looks_free(facilitator):
    pk = mark(facilitator).pk
    elsewhere = factories.village("33.08.06.2001", "Ngargomulyo")

    other = mark_finding(
        village=elsewhere,
        key=KEY,
        kind="coverage",
        state=STATE,
        verdict="discussed",
        by=facilitator,
        pk=pk,
    )

    assert other.pk != pk
    assert set(held()) == {KEY}


@pytest.mark.parametrize(
    ("role", "sees", "writes"),
    [(Role.FACILITATOR, 1, 1), (Role.OFFICIAL, 0, 0), (Role.BPD, 0, 0), (Role.COORDINATOR, 0, 0)],
)
def test_rows_are_for_the_team_alone(facilitator, role, sees, writes):
    mark(facilitator)
    person = factories.user(role)

    assert FindingMark.objects.visible_to(person).count() == sees
    assert FindingMark.objects.editable_by(person).count() == writes


def test_the_newest_word_holds_under_whichever_key_it_was_said(facilitator):
    other = "c" * 24
    mark(facilitator, key=other)
    known = {KEY: {STATE}, other: {STATE}}
    told = marks_of(factories.village(), for_team=True)
    assert told.of(known)[0].verdict == "discussed"
    assert not told.of(known)[1]
    assert told.of({other: {"d" * 24}})[1]  # it has changed since

    mark(facilitator, OPEN)

    assert marks_of(factories.village(), for_team=True).of(known) == (None, False)
