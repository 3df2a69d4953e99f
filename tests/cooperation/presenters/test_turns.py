"""Whose turn it is on an agreement: the reader's, somebody else's, or nobody's yet."""

import pytest

from cooperation.lifecycle import State
from cooperation.presenters.turns import turns
from cooperation.services.chain import standing_of
from tests.cooperation.makers import between_villages, lead_to, with_partner

pytestmark = pytest.mark.django_db


def turns_of(cast, who):
    return turns(standing_of(cast.agreement), cast.parties, cast.people[who])


def test_a_facilitator_sees_who_is_waited_for_and_no_turn_that_is_not_theirs():
    turn = turns_of(between_villages(), "facilitator")
    assert turn.mine == []
    (first,) = turn.waited
    assert (first.label, first.office) == ("Catat hasil musyawarah desa", "BPD")
    assert first.names == ("Desa Sengi", "Desa Paten")
    assert all(waiting.obstacles for waiting in turn.later)


def test_an_answer_given_is_no_turn_any_more_and_calls_for_another_draft():
    cast = lead_to(between_villages(), State.DRAFTING)
    cast.write()
    assert [step.act.code for step in turns_of(cast, "head-sengi").mine] == [
        "consent",
        "agree_together",
    ]
    cast.act("consent", "head-sengi", 0, consent="change", text=cast.text, reason="Iuran")
    turn = turns_of(cast, "head-sengi")
    assert "consent" not in [step.act.code for step in (*turn.mine, *turn.aside)]
    assert not turn.writes
    assert "Desa Sengi" in turn.draft.reason
    assert turns_of(cast, "facilitator").writes
    cast.write(scope="Diubah.")
    assert turns_of(cast, "facilitator").draft is None
    assert "consent" in [step.act.code for step in turns_of(cast, "head-sengi").mine]


def test_what_a_third_party_says_is_recorded_not_done():
    cast = with_partner()
    cast.act(
        "deliberate",
        "bpd-sengi",
        0,
        outcome="agreed",
        invited=30,
        present=24,
        sitting=1,
        minutes="1",
        on="2026-11-02",
    )
    cast.act("plan", "secretary-sengi", 0, plan="rkp", number="3", year=2026)
    cast.act("offer", "head-sengi", letter="140/1", on="2026-11-03")
    labels = [str(step.label) for step in turns_of(cast, "head-sengi").mine]
    assert labels == ["Catat jawaban pihak ketiga atas penawaran"]
    (waiting,) = turns_of(cast, "facilitator").waited
    assert waiting.office == "kepala desa"
