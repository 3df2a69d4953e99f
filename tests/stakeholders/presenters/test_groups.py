"""What two sides say of each other, and a group's history."""

import pytest

from stakeholders.models import Stakeholder, Tie
from stakeholders.presenters.groups import history_lines, relations

A, B, C = (Stakeholder(name=name, kind="group") for name in ("Tani", "KWT", "Karang"))


def tie(source, target, kind="supports", **fields):
    return Tie(source=source, target=target, kind=kind, **fields)


def of_a(*ties, visible=(A, B, C), reasons=None):
    return relations(A, ties, visible={s.pk for s in visible}, reasons=reasons or {})


def test_both_sides_stand_together():
    mine, theirs = tie(A, B), tie(B, A)
    [relation] = of_a(mine, theirs, reasons={mine.pk: "bibit bersama"})
    assert [(s.by, s.reason) for s in relation.statements] == [
        ("Tani", "bibit bersama"),
        ("KWT", ""),
    ]
    assert not relation.disputed


@pytest.mark.parametrize("theirs", ["competes", "unrelated"])
def test_opposite_words_are_disputed_never_averaged(theirs):
    [relation] = of_a(tie(A, B), tie(B, A, theirs))
    assert relation.disputed


def test_one_side_alone_is_no_dispute():
    assert not of_a(tie(A, B))[0].disputed


def test_the_hidden_have_no_name_and_come_last():
    hidden, seen = of_a(tie(A, B), tie(A, C), visible=(A, C))[::-1]
    assert (seen.name, hidden.url, hidden.other) == ("Karang", "", None)
    assert "KWT" not in str(hidden)


def test_the_stance_of_the_government_is_its_own_word():
    government = Stakeholder(name="Pemerintah Desa", kind="government")
    ties = [tie(A, government, "government", stance="passive")]
    [relation] = relations(A, ties, visible={government.pk}, reasons={})
    assert relation.statements[0].label == "Pasif"
    assert not relation.disputed


def test_history_begins_with_the_beginning_and_ends_without_dates():
    lines = history_lines(
        {
            "since_year": 2009,
            "origin": "harga jatuh",
            "changes": {
                "a": {"aspect": "scope", "what": "olahan"},
                "b": {"aspect": "membership", "since": "2020-03", "what": "turun", "why": "kota"},
            },
        }
    )
    assert [line["when"] for line in lines] == ["2009", "Maret 2020", ""]
    assert lines[1]["title"] == "Keanggotaan"
    assert lines[1]["why"] == "kota"


def test_an_unanswered_step_has_no_history():
    assert history_lines({}) == []
    assert history_lines({"changed": "no"}) == []
