"""What a kabupaten asks for stands before its act, and never before the chain itself."""

from dataclasses import replace

from cooperation.lifecycle import (
    ACTS,
    Demand,
    Fact,
    Flow,
    Obstacle,
    State,
    UnmetDemand,
    standing_after,
)
from cooperation.lifecycle.acts import one_more
from cooperation.lifecycle.demands import asked_of, owing
from tests.cooperation.lifecycle.test_reach import begun

ADVICE = Demand("advice", "Rekomendasi camat", "sign")
EACH = Demand("each", "Papan pengumuman", "sign", sides=frozenset({"a", "b"}))
BEFORE_THE_OFFER = Demand("talk", "Konsultasi", "offer", sides=frozenset({"a"}))


def at(state, *demands, flow=Flow.BETWEEN, **changes):
    return replace(begun(flow), state=state, demands=demands, **changes)


def met(standing, demand, key=""):
    return one_more(standing, Fact("fulfil", key, {"requirement": demand.key}))


def said(demand):
    return {"requirement": demand.key}


def test_the_act_waits_for_it_and_the_obstacle_names_it():
    standing = at(State.READY, ADVICE)
    (obstacle,) = ACTS["sign"].obstacles(standing, "a")
    assert "Rekomendasi camat" in obstacle.label
    assert ACTS["sign"].obstacles(met(standing, ADVICE), "a") == []


def test_another_act_does_not_wait():
    assert ACTS["reopen"].obstacles(at(State.READY, ADVICE)) == []


def test_each_village_waits_for_its_own_alone():
    standing = met(at(State.READY, EACH), EACH, "a")
    assert ACTS["sign"].obstacles(standing, "a") == []
    assert len(ACTS["sign"].obstacles(standing, "b")) == 1
    assert owing(standing, EACH) == ["b"]


def test_an_act_of_all_waits_for_every_village():
    each = replace(EACH, before="declare_ready")
    obstacles = ACTS["declare_ready"].obstacles(at(State.AGREED, each))
    assert sum(isinstance(obstacle, UnmetDemand) for obstacle in obstacles) == 1
    done = met(met(at(State.AGREED, each), each, "a"), each, "b")
    assert owing(done, each) == []


def test_what_lies_behind_is_asked_of_nobody():
    assert asked_of(at(State.SIGNED, ADVICE), ADVICE) == []
    assert asked_of(at(State.OFFERED, BEFORE_THE_OFFER), BEFORE_THE_OFFER) == []
    assert asked_of(at(State.DECLINED, ADVICE), ADVICE) == []
    half = at(State.READY, EACH)
    half = one_more(half, Fact("sign", "a", {}))
    assert asked_of(half, EACH) == ["b"]


def test_only_what_is_asked_can_be_met_and_only_once():
    standing, act = at(State.READY, ADVICE, EACH), ACTS["fulfil"]
    assert act.unmet(standing, said(ADVICE)) == []
    assert act.unmet(standing, said(ADVICE), "a") == [Obstacle.NOT_ASKED]
    assert act.unmet(standing, said(EACH)) == [Obstacle.NOT_ASKED]
    assert act.unmet(standing, said(BEFORE_THE_OFFER)) == [Obstacle.NOT_ASKED]
    assert act.unmet(met(standing, EACH, "a"), said(EACH), "a") == [Obstacle.ALREADY_DONE]
    assert act.unmet(met(standing, EACH, "a"), said(EACH), "b") == []


def test_one_that_replaces_another_counts_what_met_the_other():
    newer = replace(ADVICE, key="newer", counts=frozenset({"advice"}))
    standing = met(at(State.READY, ADVICE), ADVICE)
    assert owing(replace(standing, demands=(newer,)), newer) == []


def test_a_change_is_asked_anew_and_what_was_met_comes_back_when_it_comes_to_nothing():
    standing = met(at(State.READY, ADVICE), ADVICE)
    running = replace(standing, state=State.RUNNING)
    changed = one_more(running, Fact("amend", "", {}))
    assert owing(changed, ADVICE) == [""]
    assert one_more(changed, Fact("abandon", "", {})).met == standing.met


def test_a_chain_is_replayed_without_any_demand():
    sides = [{"key": k, "is_village": True, "is_initiator": k == "a"} for k in "ab"]
    facts = [
        Fact("begin", content={"sides": sides}),
        Fact("fulfil", "b", said(EACH)),
        Fact("offer", "", {}),
    ]
    standing = standing_after(Flow.BETWEEN, facts)
    assert standing.state == State.OFFERED
    assert standing.met == {("each", "b")}


def test_one_may_talk_earlier_than_the_text_says_not_later():
    standing, act = at(State.RUNNING, last_notice="2028-06-30"), ACTS["schedule"]
    assert act.unmet(standing, {"notice_on": "2028-06-30"}) == []
    assert act.unmet(standing, {"notice_on": "2028-07-01"}) == [Obstacle.AFTER_TEXT]
    assert act.unmet(replace(standing, last_notice=""), {"notice_on": "2040-01-01"}) == []
