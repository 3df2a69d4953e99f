"""From which day a deadline is counted, told from the events of a small agreement."""

from datetime import date

from cooperation.lifecycle import Fact, Flow
from cooperation.lifecycle.milestones import milestones

RECORDED = date(2026, 12, 24)  # where an act names no day of its own
SIDES = [
    {"key": "a", "is_village": True, "is_initiator": True},
    {"key": "b", "is_village": True, "is_initiator": False},
]
AGREED = {"outcome": "agreed"}
WAY = [
    Fact("begin", content={"sides": SIDES}),
    Fact("deliberate", "a", AGREED | {"on": "2026-11-02"}),
    Fact("offer", "", {"on": "2026-11-03"}),
    Fact("deliberate", "b", AGREED | {"on": "2026-11-01"}),
    Fact("answer", "b", {"answer": "accepted", "on": "2026-11-05"}),
    Fact("write", "", {"text": "t"}),
    Fact("agree_together", "", {"on": "2026-11-10"}),
    Fact("declare_ready"),
    Fact("sign", "a", {"on": "2026-11-20"}),
    Fact("sign", "b", {"on": "2026-11-18"}),
]
RUN = [
    Fact("promulgate", "a", {"on": "2026-11-21"}),
    Fact("promulgate", "b", {"on": "2026-11-23"}),
    Fact("start", "", {"on": "2026-11-25"}),
]


def told(*facts):
    return milestones(Flow.BETWEEN, [(fact, RECORDED) for fact in facts])


def days(*facts):
    """Of the whole agreement, as texts."""
    return {name: day.isoformat() for (name, key), day in told(*facts).items() if not key}


def test_each_is_there_from_the_day_its_act_names():
    assert days(*WAY, *RUN) == {
        "deliberate": "2026-11-02",
        "offer": "2026-11-03",
        "answer": "2026-11-05",
        "agree": "2026-11-10",
        "declare_ready": "2026-12-24",
        "sign": "2026-11-20",
        "promulgate": "2026-11-23",
        "start": "2026-11-25",
    }


def test_a_signing_counts_once_all_have_signed():
    assert "sign" not in days(*WAY[:-1])
    assert "promulgate" not in days(*WAY, RUN[0])


def test_a_village_deliberation_is_told_by_village_too():
    assert told(*WAY[:4])["deliberate", "b"] == date(2026, 11, 1)


def test_a_draft_that_is_opened_again_has_not_been_agreed():
    opened = days(*WAY[:8], Fact("reopen"))
    assert "agree" not in opened
    assert "declare_ready" not in opened
    assert opened["answer"] == "2026-11-05"


def test_whoever_leaves_a_draft_does_not_answer_the_offer_anew():
    sides = [*SIDES, {"key": "c", "is_village": True, "is_initiator": False}]
    way = [Fact("begin", content={"sides": sides}), *WAY[1:5]]
    way.append(Fact("answer", "c", {"answer": "accepted", "on": "2026-11-06"}))
    left = days(*way, *WAY[5:8], Fact("leave", "c", {"on": "2026-12-01"}))
    assert left["answer"] == "2026-11-06"


def test_a_change_begins_its_round_anew_and_gives_the_days_back_when_it_comes_to_nothing():
    before = days(*WAY, *RUN)
    changing = days(*WAY, *RUN, Fact("amend", "", {"on": "2027-01-01"}))
    assert set(changing) == {"deliberate", "offer", "answer"}
    assert days(*WAY, *RUN, Fact("amend"), Fact("abandon")) == before


def test_a_signed_change_counts_from_its_own_signing():
    again = [
        Fact("amend"),
        Fact("write", "", {"text": "u"}),
        Fact("agree_together", "", {"on": "2027-02-01"}),
        Fact("declare_ready"),
        Fact("sign", "a", {"on": "2027-02-03"}),
        Fact("sign", "b", {"on": "2027-02-04"}),
    ]
    assert days(*WAY, *RUN, *again)["sign"] == "2027-02-04"
