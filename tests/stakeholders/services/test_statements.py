"""What two parties say about each other, and who may read which part of it."""

import pytest

from jejaring.roles import Role
from stakeholders.services.groups import village_government
from stakeholders.services.statements import read_pair
from stakeholders.services.ties import state_tie
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator():
    factories.village()
    return factories.user()


@pytest.fixture
def official():
    factories.village()
    return factories.user(Role.OFFICIAL)


def say(source, target, kind, by, **fields):
    said = {"source": source, "target": target, "kind": kind, **fields}
    return state_tie(village=source.village, by=by, **said)


def test_both_sides_stand_beside_each_other(facilitator):
    a, b = factories.group(), factories.group()
    tie = say(a, b, "supports", facilitator, reason="Bibit dibeli bersama.", step=5)
    say(b, a, "competes", facilitator, reason="Rebutan air.", step=5)

    pair = read_pair(tie, facilitator)

    assert pair.disputed
    assert {(s.speaker, s.subject, s.words.reason) for s in pair.current} == {
        (a, b, "Bibit dibeli bersama."),
        (b, a, "Rebutan air."),
    }
    assert pair.current[0].question


def test_what_was_said_before_stays_with_its_words(facilitator):
    a, b = factories.group(), factories.group()
    say(a, b, "supports", facilitator, reason="Dulu rukun.", step=5)
    tie = say(a, b, "competes", facilitator, reason="Sekarang tidak.", step=5)

    pair = read_pair(tie, facilitator)

    assert [s.words.reason for s in pair.current] == ["Sekarang tidak."]
    assert [s.words.reason for s in pair.past] == ["Dulu rukun."]
    assert pair.past[0].tie.closed_by == facilitator
    assert not pair.disputed


def test_an_ended_tie_leads_to_the_same_page(facilitator):
    a, b = factories.group(), factories.group()
    old = say(a, b, "supports", facilitator)
    say(a, b, "competes", facilitator)

    assert [s.tie.kind for s in read_pair(old, facilitator).current] == ["competes"]


def test_the_side_that_has_not_spoken_is_named(facilitator):
    a, b = factories.group(), factories.group()

    assert read_pair(say(a, b, "supports", facilitator), facilitator).unheard == [b]


def test_the_government_is_not_asked_for_its_side(facilitator):
    a = factories.group()
    tie = say(a, village_government(a.village), "government", facilitator, stance="passive")

    assert read_pair(tie, facilitator).unheard == []


def test_memberships_are_a_subject_of_their_own(facilitator):
    person, group = factories.person(), factories.group()
    say(person, group, "membership", facilitator, office="bendahara")
    tie = say(person, group, "membership", facilitator, office="ketua")
    say(person, group, "supports", facilitator)

    pair = read_pair(tie, facilitator)

    assert {s.tie.office for s in pair.current} == {"ketua", "bendahara"}
    assert not pair.disputed


def test_others_read_what_is_said_but_not_the_words(facilitator, official):
    sheet = factories.worksheet(by=facilitator)
    a, b = sheet.group, factories.group()
    answer = factories.answer(sheet, 5, {"relations": {}})
    tie = say(a, b, "supports", facilitator, reason="Rahasia.", step=5, answer=answer)

    [statement] = read_pair(tie, official).current

    assert (statement.words, statement.answer, statement.question) == (None, None, "")
    assert read_pair(tie, facilitator).current[0].answer == answer


def test_others_do_not_learn_of_the_government_beside_what_groups_say(facilitator, official):
    a, government = factories.group(), village_government(factories.village())
    open_tie = say(government, a, "supports", facilitator)
    say(a, government, "government", facilitator, stance="hinder")

    assert [s.tie.kind for s in read_pair(open_tie, official).current] == ["supports"]
    assert not read_pair(open_tie, official).disputed


def test_a_pair_with_somebody_known_through_a_dependency_only_is_for_the_team(
    facilitator, official
):
    lender = factories.person(name="Pelepas uang", restricted=True)
    tie = say(lender, factories.group(), "membership", facilitator, office="pembina")

    assert read_pair(tie, official) is None
    assert read_pair(tie, facilitator) is not None


def test_somebody_from_another_village_is_nameless(facilitator):
    stranger = factories.group(factories.village("33.08.06.2001", "Ngargomulyo"))
    tie = say(factories.group(), stranger, "supports", facilitator)

    assert read_pair(tie, facilitator).parties[1] is None
