"""Statements about pairs: one stands, the earlier ones stay readable."""

from datetime import date

import pytest

from jejaring.models import Event
from stakeholders.models import Tie, TieWords, VillageNetwork
from stakeholders.services.groups import village_government
from stakeholders.services.ties import TieWithItself, close_tie, state_tie, statement_about
from tests import factories
from tests.races import together

pytestmark = pytest.mark.django_db

JANUARY, MARCH = date(2026, 1, 5), date(2026, 3, 9)


def pair(**names):
    source = factories.group(name=names.get("source", "KWT Melati"))
    target = factories.group(name=names.get("target", "Tani Lereng Merapi"))
    return {"village": source.village, "source": source, "target": target}


def history(ends):
    ties = Tie.objects.filter(**ends).order_by("recorded_at")
    return list(ties.values_list("kind", "since", "until"))


def test_a_first_statement_stands_with_its_words():
    ends, by = pair(), factories.user()
    tie = state_tie(**ends, kind="supports", by=by, step=5, reason="Bibit bersama.", on=JANUARY)
    assert history(ends) == [("supports", JANUARY, None)]
    assert (tie.words.reason, tie.words.step, tie.recorded_by) == ("Bibit bersama.", 5, by)
    assert VillageNetwork.objects.get(pk=ends["village"].pk).revision == 1


def test_a_changed_statement_closes_the_old_tie_and_opens_a_new_one():
    ends, first, second = pair(), factories.user(), factories.user()
    old = state_tie(**ends, kind="supports", by=first, on=JANUARY)
    new = state_tie(**ends, kind="competes", by=second, on=MARCH)
    assert history(ends) == [("supports", JANUARY, MARCH), ("competes", MARCH, None)]
    old.refresh_from_db()
    assert (old.recorded_by, old.closed_by, new.recorded_by) == (first, second, second)
    assert old.closed_at


def test_the_same_statement_again_changes_nothing():
    ends, by = pair(), factories.user()
    first = state_tie(**ends, kind="supports", by=by, reason="Bibit.", on=JANUARY)
    second = state_tie(**ends, kind="supports", by=by, reason="Bibit.", on=MARCH)
    assert first == second
    assert Tie.objects.count() == 1
    assert Event.objects.filter(verb="stated").count() == 1
    assert VillageNetwork.objects.get(pk=ends["village"].pk).revision == 1


def test_other_words_for_the_same_keep_the_earlier_words():
    ends, by = pair(), factories.user()
    state_tie(**ends, kind="supports", by=by, reason="Bibit.", on=JANUARY)
    state_tie(**ends, kind="supports", by=by, reason="Bibit dan pupuk.", on=MARCH)
    assert history(ends) == [("supports", JANUARY, MARCH), ("supports", MARCH, None)]
    assert TieWords.objects.count() == 2


def test_a_statement_withdrawn_the_same_day_held_for_no_day():
    ends, by = pair(), factories.user()
    tie = state_tie(**ends, kind="supports", by=by, on=MARCH)
    close_tie(tie=tie, by=by, on=JANUARY)
    assert history(ends) == [("supports", MARCH, MARCH)]


def test_closing_twice_is_closing_once():
    ends, by = pair(), factories.user()
    tie = state_tie(**ends, kind="supports", by=by, on=JANUARY)
    close_tie(tie=tie, by=by, on=MARCH)
    close_tie(tie=tie, by=by)
    assert history(ends) == [("supports", JANUARY, MARCH)]
    assert Event.objects.filter(verb="closed").count() == 1


def test_each_side_has_its_own_statement():
    ends, by = pair(), factories.user()
    back = {"village": ends["village"], "source": ends["target"], "target": ends["source"]}
    state_tie(**ends, kind="supports", by=by)
    state_tie(**back, kind="competes", by=by)
    assert Tie.objects.current().count() == 2


def test_a_membership_stands_beside_a_statement():
    ends, by = pair(), factories.user()
    state_tie(**ends, kind="membership", office="Ketua", by=by)
    state_tie(**ends, kind="membership", office="Bendahara", by=by)
    state_tie(**ends, kind="supports", by=by)
    assert Tie.objects.current().count() == 3
    assert statement_about(**ends).kind == "supports"


def test_a_group_has_no_tie_with_itself():
    ends = pair() | {"target": None}
    ends["target"] = ends["source"]
    with pytest.raises(TieWithItself):
        state_tie(**ends, kind="supports", by=factories.user())
    assert not Tie.objects.exists()


def test_the_stance_of_the_government_is_part_of_the_statement():
    group, by = factories.group(), factories.user()
    ends = {
        "village": group.village,
        "source": group,
        "target": village_government(group.village),
        "kind": "government",
        "by": by,
    }
    state_tie(**ends, stance="support", on=JANUARY)
    state_tie(**ends, stance="hinder", on=MARCH)
    assert Tie.objects.current().get().stance == "hinder"
    assert Tie.objects.count() == 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_statements_at_once_leave_one_standing():
    ends, by = pair(), factories.user()
    results = together(
        *(
            lambda kind=kind: state_tie(**ends, kind=kind, by=by)
            for kind in ("supports", "competes", "unrelated")
            for _ in range(2)
        )
    )
    assert all(isinstance(result, Tie) for result in results), results
    assert Tie.objects.current().count() == 1
