"""The worksheet as data: complete, in plain words, and read the same way every time."""

import pytest
from django.utils import translation

from stakeholders import questions
from stakeholders.questions import STEPS, read_moment, say_moment, still_empty, tidy

GROUP = "01890a5d-ac96-774b-bcce-b302099a8057"

ASKED = {
    0: {"informant", "held_on", "place", "consent_read"},
    1: {"activity", "reason_involved", "benefit_direct", "benefit_indirect"},
    2: {"binds", "other_text", "why"},
    3: {"scope", "why"},
    4: {"matters", "spread"},
    5: {"relations"},
    6: {"stance", "why"},
    7: {"since_year", "origin", "earlier", "changed", "changes"},
}


def every_question():
    return [question for step in STEPS for question in step.questions]


def test_every_part_of_the_seven_questions_is_asked_once():
    assert {step.number: {q.key for q in step.questions} for step in STEPS} == ASKED
    assert [step.number for step in STEPS] == list(range(8))


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"step {step.number}")
def test_every_step_and_question_says_why_it_is_asked(step):
    assert step.title
    assert step.why
    assert all(question.label and question.why for question in step.questions)


def test_no_two_reasons_are_the_same():
    whys = [str(question.why) for question in every_question()]
    assert len(set(whys)) == len(whys) > 20


def test_the_choices_are_those_of_the_map():
    assert [code for code, _ in STEPS[5].question("relations").choices] == [
        "supports",
        "competes",
        "unrelated",
        "not_asked",
    ]
    assert [code for code, _ in STEPS[6].question("stance").choices] == [
        "support",
        "passive",
        "hinder",
        "not_asked",
    ]


@pytest.mark.parametrize(
    ("step", "sent", "kept"),
    [
        (1, {"activity": "  hajatan \n", "benefit_direct": "   "}, {"activity": "hajatan"}),
        (1, {"activity": "hajatan", "hobby": "?"}, {"activity": "hajatan"}),
        (0, {"consent_read": False, "place": ""}, {}),
        (2, {"binds": ["other", "kin", "party"]}, {"binds": ["kin", "other"]}),
        (3, {"scope": "both", "why": "ya"}, {"why": "ya"}),
        (7, {"since_year": "1998"}, {"since_year": 1998}),
        (
            4,
            {"matters": [{"matter": "arisan"}, {"matter": " "}, {"matter": "ronda"}]},
            {"matters": {"001": {"matter": "arisan"}, "003": {"matter": "ronda"}}},
        ),
        (4, {"matters": {"x": {"matter": "", "how": ""}}}, {}),
        (5, {"relations": {GROUP: {"kind": "not_asked", "reason": ""}}}, {}),
        (5, {"relations": {GROUP: {"reason": "tidak mau menjawab"}}}, None),
        (5, {"relations": {"not-an-id": {"kind": "supports"}}}, {}),
    ],
)
def test_what_is_kept_has_no_stray_blanks_and_nothing_empty(step, sent, kept):
    if kept is None:
        kept = {"relations": {GROUP: {"kind": "not_asked", "reason": "tidak mau menjawab"}}}
    assert tidy(step, sent) == kept
    assert tidy(step, tidy(step, sent)) == kept


def test_what_is_wanted_may_hang_on_another_answer():
    def keys(contents):
        return {question.key for question in still_empty(questions.MATTERS, contents)}

    assert keys({}) == {"spread"}
    assert keys({3: {"scope": "single"}}) == {"spread"}
    assert keys({3: {"scope": "multi"}}) == {"matters", "spread"}
    assert keys({3: {"scope": "multi"}, 4: {"spread": "x", "matters": {"1": {}}}}) == set()


def test_another_bond_is_wanted_only_when_it_was_ticked():
    assert "other_text" not in {q.key for q in still_empty(2, {2: {"binds": ["kin"]}})}
    assert "other_text" in {q.key for q in still_empty(2, {2: {"binds": ["kin", "other"]}})}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2019", "2019"),
        (" 2019-3 ", "2019-03"),
        ("03/2019", "2019-03"),
        ("3.2019", "2019-03"),
        ("Maret 2019", "2019-03"),
        ("agt 2020", "2020-08"),
        ("13/2019", None),
        ("0/2019", None),
        ("dulu sekali", None),
        ("19", None),
        ("", None),
    ],
)
def test_a_moment_is_read_as_people_write_it(written, read):
    assert read_moment(written) == read


def test_a_moment_is_said_in_words():
    with translation.override("id"):
        assert say_moment("2019") == "2019"
        assert say_moment("2019-03") == "Maret 2019"
