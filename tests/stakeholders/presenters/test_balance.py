"""The balance in words and as a picture: what is said, what is drawn, and that nobody is blamed."""

import re
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from jejaring.models import User
from stakeholders.models import DependencyStep, PatronClientTie, Stakeholder
from stakeholders.presenters.balance import questions
from stakeholders.presenters.dependency import overview
from stakeholders.presenters.flows import ROWS, Flows
from stakeholders.presenters.steps import step_stories
from stakeholders.presenters.trends import trend
from stakeholders.services.balance import weigh

COLLECTOR, SHOP, OWNER, GROWERS, TILLERS = (
    Stakeholder(name=name) for name in ("Pengepul", "Warung", "Pemilik", "Petani", "Penggarap")
)
BLAME = re.compile(r"rentenir|menjerat|memeras|pelaku|korban|lintah|tengkulak", re.IGNORECASE)


def tie(patron=COLLECTOR, client=GROWERS, **fields):
    seen = {"forms": ["market"], "tightness": "medium", "alternative": "unknown"}
    return PatronClientTie(patron=patron, client=client, **seen | fields)


def asked(*ties):
    """Heading -> the lines beneath it."""
    return {q.heading: q.lines for q in questions(weigh(ties), ties)}


def test_what_there_is_nothing_of_is_not_asked():
    assert asked() == {}


def test_a_client_without_another_choice_is_named_with_what_it_is_about():
    [line] = asked(tie(alternative="no", forms=["capital", "market"]))["Tanpa pilihan lain"]
    assert line.text == "Petani, untuk modal atau utang, pasar dan harga jual dari Pengepul"


def test_a_sole_source_names_its_clients():
    [line] = asked(tie(), tie(client=TILLERS))["Sumber tunggal"]
    assert line.text == "Pengepul menopang 2 klien dalam hal pasar dan harga jual"
    assert set(line.remark.split(", ")) == {"Petani", "Penggarap"}


def test_kin_and_votes_have_no_other_source_to_look_for():
    found = asked(
        tie(forms=["kinship", "political"]),
        tie(client=TILLERS, forms=["kinship", "political"]),
        tie(OWNER, TILLERS, forms=["kinship"]),
    )
    assert set(found) == {"Hanya satu patron"}


def test_another_who_supplies_the_same_is_a_choice_to_explore():
    lines = asked(tie(alternative="partly"), tie(SHOP, TILLERS))["Pilihan lain yang bisa dijajaki"]
    first = next(line for line in lines if line.text.startswith("Petani"))
    assert first.remark == (
        "Ada, tetapi sulit dijangkau · pasar dan harga jual juga tercatat dari Warung"
    )


def test_nobody_is_blamed():
    said = asked(tie(alternative="no"), tie(client=TILLERS), tie(SHOP, TILLERS, alternative="yes"))
    words = " ".join(line.text + line.remark for lines in said.values() for line in lines)
    words += " ".join(said) + Flows((("Petani", tie()),)).sentence
    assert not BLAME.search(words)


# --- the picture ---------------------------------------------------------------------------------


def test_one_strand_for_each_form_and_one_back():
    flows = Flows((("Petani", tie(forms=["capital", "market"], to_patron="panen")),))
    [row] = flows.rows
    assert len(row.strands) == 2
    assert row.comes_back
    assert flows.sentence == (
        "Patron menopang 1 klien dalam 2 hal. "
        "Dari semua klien sudah tercatat apa yang mengalir kembali."
    )


def test_what_nobody_asked_does_not_flow_back():
    flows = Flows((("Petani", tie()), ("Penggarap", tie(to_patron="tenaga"))))
    assert [row.comes_back for row in flows.rows] == [False, True]
    assert "tercatat dari 1 dari 2 klien" in flows.sentence


def test_rows_stand_beneath_each_other_and_inside_the_picture():
    flows = Flows(tuple((f"K{n}", tie(forms=["market"] * (n + 1))) for n in range(4)))
    tops = [row.top for row in flows.rows]
    bottoms = [row.bottom for row in flows.rows]
    assert all(top >= bottom for top, bottom in zip(tops[1:], bottoms, strict=False))
    assert flows.height > bottoms[-1]


def test_more_clients_than_the_picture_has_room_for_are_counted():
    flows = Flows(tuple((f"K{n}", tie()) for n in range(ROWS + 3)))
    assert (len(flows.rows), flows.left_out) == (ROWS, 3)
    assert f"{ROWS + 3} klien" in flows.sentence


# --- what changed --------------------------------------------------------------------------------


def reading(**fields):
    at = datetime(2026, 2, 18, 5, tzinfo=UTC)
    return tie(recorded_at=at, **{"gains_more": "patron", "effect_on_poor": "harms"} | fields)


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ({"tightness": "binding"}, {"tightness": "medium"}, "ikatan melonggar"),
        ({"tightness": "loose"}, {"tightness": "binding"}, "ikatan makin erat"),
        ({"alternative": "no"}, {"alternative": "partly"}, "kini ada pilihan lain"),
        ({"alternative": "partly"}, {"alternative": "yes"}, "pilihan lain lebih mudah dijangkau"),
        ({"alternative": "yes"}, {"alternative": "partly"}, "pilihan lain lebih sulit dijangkau"),
        ({"alternative": "yes"}, {"alternative": "no"}, "pilihan lain tidak ada lagi"),
        ({"alternative": "unknown"}, {"alternative": "yes"}, "kini diketahui ada pilihan lain"),
        ({}, {"alternative": "no"}, "kini diketahui tidak ada pilihan lain"),
        ({}, {"gains_more": "even"}, "timbangan kini seimbang"),
        ({}, {"effect_on_poor": "helps"}, "tidak lagi memberatkan warga miskin"),
        ({"effect_on_poor": "helps"}, {}, "kini memberatkan warga miskin"),
    ],
)
def test_each_change_is_said_in_half_a_sentence(before, now, words):
    assert trend(reading(**now), [reading(**before)]) == f"Sejak 18 Februari 2026: {words}."


def test_what_nobody_knows_any_more_is_no_change():
    assert "masih sama" in trend(reading(alternative="unknown"), [reading(alternative="yes")])
    assert "masih sama" in trend(reading(effect_on_poor="unknown"), [reading()])


def test_the_first_reading_counts_not_the_one_before():
    line = trend(
        reading(tightness="medium"), [reading(tightness="loose"), reading(tightness="binding")]
    )
    assert "ikatan melonggar" in line


def test_one_reading_alone_says_nothing_of_change():
    assert trend(reading(), []) == ""


# --- steps ---------------------------------------------------------------------------------------


def step(**fields):
    agreed = {"text": "Menimbang bersama", "who": "Pengepul", "agreed_on": date(2026, 1, 1)}
    return DependencyStep(recorded_by=User(username="sri"), **agreed | fields)


def test_overdue_steps_come_first_and_those_that_are_over_last():
    late = step(due_on=date(2026, 2, 1))
    done = step(due_on=date(2026, 1, 15), state="done")
    ahead = step(due_on=timezone.localdate())
    whenever = step()
    stories = step_stories([(each, []) for each in (done, whenever, ahead, late)])
    assert [story["step"] for story in stories] == [late, ahead, whenever, done]


def test_steps_stand_with_the_patron_they_are_about():
    agreed = tie()
    late, done = step(due_on=date(2026, 2, 1)), step(state="done")
    [patron] = overview([agreed], {}, steps={agreed.pk: [done, late]}).patrons
    assert [found for _client, found in patron.steps] == [late, done]


def test_how_a_step_stood_before_stays_readable():
    first, now = step(), step(state="doing", note="dua kali panen")
    [story] = step_stories([(now, [first])])
    [past] = story["history"]
    assert [(c["label"], c["was"], c["now"]) for c in past["changes"]] == [
        ("Keadaan", "Direncanakan", "Sedang dijalankan"),
        ("Yang terjadi", "", "dua kali panen"),
    ]
