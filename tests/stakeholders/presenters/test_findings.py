"""Findings in sentences. Each has a reason, a doubt and a step; none says more than it may."""

import pytest

from stakeholders.presenters.findings import MOST, worded
from tests.stakeholders.presenters.makers import Reading, line, party, pid

NAMES = ("Tani", "KWT Melati", "Karang Taruna", "Majelis taklim", "Air bersih")


def found(kind, subjects, about="", **numbers):
    """A finding as the graph leaves it, about the parties with these numbers."""
    return {
        "kind": kind,
        "subjects": [pid(number) for number in subjects],
        "numbers": {"groups": 5, "not_interviewed": 2, **numbers},
        "weight": 50.0,
        "ties": [],
        "about": about,
    }


def words(*findings, lines=()):
    parties = [party(number, name, kind="group") for number, name in enumerate(NAMES)]
    return worded(Reading(parties, lines, found=findings))


EXAMPLES = {
    "coverage": found("coverage", [3, 4], interviewed=3),
    "sole_link": found("sole_link", [2, 0, 1], sizes=[3, 1], pairs=3, unasked_pairs=1),
    "disputed": found("disputed", [0, 1], supports=1, competes=1, unrelated=0),
    "tension": found("tension", [0, 1, 2], allies=1),
    "parts": found("parts", [0, 1], parts=2, parts_with_others=1, sizes=[2, 2], pairs=4,
                   unasked_pairs=0),
    "unconnected": found("unconnected", [3], interviewed=1, denied=2),
    "empty_role": found("empty_role", [0, 1, 2], "regulation", yes=0, name_only=1, no=1, unknown=1),
    "none_yet": found("none_yet", [0, 1], "hold_worksheet"),
}  # fmt: skip


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_kind_is_a_sentence_with_a_reason_and_a_step(kind):
    [told] = words(EXAMPLES[kind])

    assert told.sentence.endswith(".")
    assert told.title
    assert told.why
    assert told.step
    assert told.step_url.startswith("/")
    assert told.step_label


@pytest.mark.parametrize("kind", sorted(set(EXAMPLES) - {"none_yet"}))
def test_every_finding_says_why_it_may_be_wrong(kind):
    [told] = words(EXAMPLES[kind])

    assert told.doubt


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("coverage", "2 dari 5 kelompok belum diwawancarai: Majelis taklim dan Air bersih."),
        ("sole_link",
         "Tani bersama 2 kelompok lain dan KWT Melati hanya bertemu lewat Karang Taruna."),
        ("disputed", "Tani dan KWT Melati berkata lain tentang hubungan mereka."),
        ("tension",
         "Tani dan KWT Melati bersaing, padahal keduanya berhubungan baik dengan Karang Taruna."),
        ("parts",
         "Kelompok terbagi menjadi 2 bagian yang tidak berhubungan: Tani bersama 1 kelompok lain;"
         " KWT Melati bersama 1 kelompok lain."),
        ("unconnected", "Majelis taklim belum terhubung dengan kelompok lain."),
        ("empty_role", "Belum ada kelompok yang ikut membahas peraturan desa."),
    ],
)  # fmt: skip
def test_the_sentences(kind, sentence):
    assert words(EXAMPLES[kind])[0].sentence == sentence


def test_a_disputed_tie_on_the_map_is_told_by_both_sides_and_leads_to_their_answers():
    disputed = line(0, 1, "disputed", id="01a2018f-8e09-7329-a627-35900b765cbb")

    [told] = words(EXAMPLES["disputed"], lines=[disputed])

    assert told.sentence == "Tani berkata “saling mendukung”, KWT Melati berkata “bersaing”."
    assert told.step_url == "/hubungan/01a2018f-8e09-7329-a627-35900b765cbb/"


def test_who_was_not_asked_is_not_called_alone():
    [told] = words(found("unconnected", [3], "not_asked", interviewed=0, denied=0))

    assert "belum ditanya" in told.sentence


def test_a_role_nobody_was_asked_about_is_no_finding():
    unasked = found("empty_role", [0], "planning", yes=0, name_only=0, no=0, unknown=1)

    assert words(unasked) == []


def test_a_finding_about_somebody_out_of_sight_is_left_out():
    assert words(found("unconnected", [42], interviewed=1, denied=0)) == []


def test_of_many_findings_the_first_are_told():
    assert len(words(*[EXAMPLES["unconnected"]] * 50)) == MOST


def test_when_everybody_was_asked_the_step_is_to_show_the_map():
    [told] = words(found("coverage", [], interviewed=5, not_interviewed=0))

    assert told.sentence == "Semua kelompok yang dicatat sudah diwawancarai."
    assert told.step


def test_long_rows_of_names_are_cut():
    [told] = words(found("coverage", [0, 1, 2, 3, 4], interviewed=0))

    assert told.sentence.endswith("Tani, KWT Melati, Karang Taruna, dan 2 kelompok lain.") or (
        "2 kelompok lain" in told.sentence
    )
