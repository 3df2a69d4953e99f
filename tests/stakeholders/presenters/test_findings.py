"""Findings in sentences. Each has a reason, a doubt and a step; none says more than it may."""

import pytest

from stakeholders.presenters.findings import MOST, SAY, worded
from stakeholders.presenters.findings.say import ICONS
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
    "introduction": found("introduction", [0, 1, 2], common=1, apart=1, denied=1, interviewed=2),
    "narrow": found("narrow", [0, 1, 2], circle=2, others=4, constraint=98),
    "role_model": found("role_model", [1], models=1, short=3, roles=5),
    "hub": found("hub", [2], most=7, others=9),
    "most_tied": found("most_tied", [1, 2], most=4, least=4, others=9),
    "between": found("between", [2]),
    "clusters": found("clusters", [0, 1], sizes=[6, 4], clusters=2),
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
        ("empty_role", "Belum ada kelompok yang ikut membahas peraturan desa (Perdes)."),
        ("introduction",
         "Tani dan KWT Melati belum berhubungan, padahal Karang Taruna mengenal keduanya."),
        ("narrow", "Semua kenalan Tani satu lingkaran: KWT Melati dan Karang Taruna."),
        ("role_model", "KWT Melati menjalankan semua peran yang diharapkan di desa."),
        ("hub",
         "Hubungan antarkelompok bertumpu pada Karang Taruna, yang terhubung dengan 7 dari 9"
         " kelompok lain."),
        ("most_tied",
         "KWT Melati dan Karang Taruna setara: masing-masing berhubungan langsung dengan 4 kelompok"
         " lain, terbanyak di sini."),
        ("between",
         "Jalan dari satu kelompok ke kelompok lain paling sering melewati Karang Taruna."),
        ("clusters",
         "Tampak 2 gugus yang di dalamnya rapat: Tani bersama 5 kelompok lain; KWT Melati bersama 3"
         " kelompok lain."),
    ],
)  # fmt: skip
def test_the_sentences(kind, sentence):
    assert words(EXAMPLES[kind])[0].sentence == sentence


def test_every_kind_of_the_graph_has_its_words_and_an_icon():
    assert set(EXAMPLES) == set(SAY)
    assert set(SAY) <= {*ICONS, "none_yet"}


@pytest.mark.parametrize("kind", sorted(set(EXAMPLES) - {"none_yet"}))
def test_every_finding_has_a_sentence_to_read_out_and_a_question_to_the_meeting(kind):
    [told] = words(EXAMPLES[kind])

    assert told.read_out.endswith(".")
    assert told.question.endswith("?")


@pytest.mark.parametrize("kind", ["disputed", "tension", "narrow", "hub"])
def test_what_is_read_out_blames_nobody(kind):
    [told] = words(EXAMPLES[kind])

    assert told.read_out != told.sentence
    for word in ("bersaing", "sempit", "bertumpu", "tegang"):
        assert word not in told.read_out.lower()


def test_what_happens_without_a_sole_link_is_said_in_names():
    [told] = words(EXAMPLES["sole_link"])

    assert told.what_if == (
        "Bila Karang Taruna berhenti: KWT Melati terputus dari Tani bersama 2 kelompok lain."
    )


def test_findings_about_one_party_only():
    everything = [EXAMPLES[kind] for kind in ("coverage", "sole_link", "tension")]
    parties = [party(number, name, kind="group") for number, name in enumerate(NAMES)]

    told = worded(Reading(parties, found=everything), about=pid(3))

    assert [each.kind for each in told] == ["coverage"]
    assert told[0].subjects == (pid(3), pid(4))


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
