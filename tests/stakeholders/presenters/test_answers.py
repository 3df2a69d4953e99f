"""Questions put to the map: who is named, what is said, and when nothing is."""

import pytest
from django.http import QueryDict

from stakeholders.presenters.answers import QUESTIONS, answer
from stakeholders.presenters.ranking import LEAST, ranked
from stakeholders.presenters.selection import Selection
from stakeholders.presenters.village_map import VillageMap
from tests.stakeholders.presenters.makers import Reading, line, party, pid


def letters(count):
    """Groups named A, B, C and so on."""
    return [party(i, chr(65 + i), kind="group", hue="otl") for i in range(count)]


def two_stars(**options):
    """B, C, D round A; F, G, H round E; A – E. I stands alone."""
    ties = [line(0, i) for i in (1, 2, 3, 4)] + [line(4, i) for i in (5, 6, 7)]
    return Reading(letters(9), ties, **options)


def nodes(reading, query):
    view = VillageMap(reading, Selection.from_query(QueryDict(query)), "/peta/")
    return {node.party["id"]: node for node in view.sheets[-1].drawing.nodes}


def test_equals_are_named_together_and_said_to_be_equal():
    """A and E each stand between as many pairs of others."""
    said = answer("bridges", two_stars(), [])

    assert said.sentence == "A dan E setara: paling sering berada di antara pihak lain."
    assert said.parties == (pid(0), pid(4))
    assert said.doubt.startswith(
        "Tanpa A dan E, ada kelompok yang tidak lagi bertemu kelompok lain."
    )


def test_a_single_first_is_not_called_equal():
    said = answer("most", Reading(letters(8), [line(0, i) for i in range(1, 5)]), [])

    assert said.sentence == "A punya hubungan paling banyak: dengan 4 pihak."


@pytest.mark.parametrize("question", ["bridges", "most"])
def test_among_few_nobody_is_put_first(question):
    reading = Reading(letters(LEAST - 1), [line(0, i) for i in range(1, LEAST - 1)])

    said = answer(question, reading, [])

    assert said.parties == ()
    assert f"sedikitnya {LEAST}" in said.sentence


def test_nameless_parties_from_outside_do_not_make_up_the_number():
    outside = [party(20 + i, "Pihak di luar desa", kind="outside", hue="") for i in range(5)]
    reading = Reading([*letters(6), *outside], [line(0, 20 + i) for i in range(5)])

    assert answer("most", reading, []).parties == ()


def test_who_is_tied_to_nobody_is_named_with_a_doubt():
    said = answer("unconnected", two_stars(), [])

    assert said.sentence == "I belum terhubung: 1 dari 9 pihak."
    assert "belum ditanya" in said.doubt
    assert said.parties == (pid(8),)


def test_a_tie_to_the_village_government_connects_nobody():
    """The same for everybody: not all may know of such a tie."""
    reading = Reading(
        [*letters(2), party(9, "Pemerintah desa", kind="government", hue="")],
        [line(0, 9, "government", stance="hinder")],
    )

    assert answer("unconnected", reading, []).parties == (pid(0), pid(1))


def test_many_names_are_cut_short_with_how_many_more():
    said = answer("unconnected", Reading(letters(9)), [])

    assert said.sentence == "A, B, C, D dan 5 pihak lain belum terhubung: 9 dari 9 pihak."


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_empty_village_gives_an_answer_too(question):
    assert answer(question, Reading(), []).sentence == "Belum ada pihak di peta ini."


def test_dependency_is_answered_for_the_team_and_not_even_a_question_for_others():
    reading = two_stars()
    reading.private_parties = [party(30, "Pengepul", kind="person", hue="")]
    depends = {**line(30, 1, "depends", tightness="binding"), "a": pid(30), "b": pid(1)}
    reading.private_lines = [depends]

    def view():
        selection = Selection.from_query(QueryDict("tanya=bergantung"))
        return VillageMap(reading, selection, "/peta/")

    assert view().answer.sentence == "B bergantung pada 1 pihak."
    assert "Siapa bergantung?" in [choice.label for choice in view().questions]

    reading.for_team = False
    assert view().answer is None
    assert view().selection.is_default
    assert "Siapa bergantung?" not in [choice.label for choice in view().questions]


def test_a_question_makes_whom_it_names_large_and_the_others_small():
    drawn = nodes(two_stars(), "tanya=jembatan")

    assert drawn[pid(0)].radius == drawn[pid(4)].radius > drawn[pid(1)].radius
    assert "answer" in drawn[pid(0)].party["style"].split()
    assert "answer" not in drawn[pid(1)].party["style"].split()


def test_sizes_can_stand_for_the_number_of_members():
    parties = letters(3)
    for each, members in zip(parties, (40, 10, None), strict=True):
        each["members"] = members

    drawn = nodes(Reading(parties), "ukuran=anggota")

    assert drawn[pid(0)].radius > drawn[pid(1)].radius > drawn[pid(2)].radius


def test_under_eight_no_size_speaks_of_bridges_and_no_legend_either():
    reading = Reading(letters(3), [line(0, 1), line(1, 2)])
    view = VillageMap(reading, Selection.from_query(QueryDict("ukuran=jembatan")), "/peta/")

    assert (view.weights, view.size_words) == ({}, "")


def test_colours_can_stand_for_hamlets_and_letters_say_the_same():
    parties = letters(4)
    for each, hamlet in zip(parties, ("Gowok", "Gowok", "Dusun Candi", ""), strict=True):
        each["hamlet"] = hamlet
    view = VillageMap(Reading(parties), Selection.from_query(QueryDict("warna=dusun")), "/peta/")

    shades = [(shade.mark, shade.label, shade.count) for shade in view.colouring.shades]
    assert shades == [("Go", "Gowok", 2), ("Ca", "Dusun Candi", 1), ("–", "dusun tidak dicatat", 1)]
    marks = [node.party["mark"] for node in view.sheets[0].drawing.nodes]
    assert marks == ["Go", "Go", "Ca", "–"]


def test_the_inner_circle_is_named_and_the_edge_is_no_failure():
    """A, B, C, D all know each other; E to H hang on A."""
    ties = [line(i, j) for i in range(4) for j in range(i)] + [line(0, i) for i in range(4, 8)]
    reading = Reading(letters(9), ties)

    said = answer("core", reading, [])

    assert said.sentence == "Lingkaran inti: A, B, C dan D. Di tengah 0 pihak, di pinggir 5."
    assert said.doubt.startswith("Pinggir bukan kegagalan")
    view = VillageMap(reading, Selection.from_query(QueryDict("tanya=inti")), "/peta/")
    assert [(s.mark, s.label, s.count) for s in view.colouring.shades] == [
        ("I", "inti", 4),
        ("P", "pinggir", 5),
    ]


@pytest.mark.parametrize(("count", "offered"), [(11, False), (12, True)])
def test_clusters_are_for_maps_of_twelve_and_more(count, offered):
    ties = [line(i, j) for i in range(4) for j in range(i)]
    selection = Selection.from_query(QueryDict("warna=gugus"))
    view = VillageMap(Reading(letters(count), ties), selection, "/peta/")

    words = [word for name, _, options in view.settings if name == "warna" for word, *_ in options]
    assert ("gugus" in words) == offered
    labels = view.colouring and [shade.label for shade in view.colouring.shades]
    assert labels == (["sekitar A", "di luar gugus"] if offered else None)


def test_equal_values_share_a_group_and_nothing_is_no_value():
    parties = letters(LEAST)
    values = {pid(0): 2, pid(1): 5, pid(2): 2, pid(3): 0}

    assert ranked(values, of=parties) == [[pid(1)], [pid(0), pid(2)]]
    assert ranked(values, of=parties[:-1]) == []


def test_a_question_keeps_its_place_in_the_address_and_is_taken_back_by_itself():
    selection = Selection.from_query(QueryDict("jenis=mendukung&tanya=jembatan&ukuran=apa"))

    assert selection.query() == "?jenis=mendukung&tanya=jembatan"
    view = VillageMap(two_stars(), selection, "/peta/")
    urls = {choice.label: choice.url for choice in view.questions}
    assert "tanya" not in urls["Siapa jembatan?"]
    assert "tanya=belum-terhubung" in urls["Siapa belum terhubung?"]
