"""What somebody wants to see of the map, in the address and back."""

import pytest
from django.http import QueryDict

from stakeholders.presenters.selection import Selection, busiest, matching, within
from tests.stakeholders.presenters.makers import line, party, pid


def read(query):
    return Selection.from_query(QueryDict(query))


def test_no_query_is_the_whole_map():
    assert read("").is_default


@pytest.mark.parametrize(
    "query",
    [
        "jenis=apa-saja",
        "golongan=<script>",
        "langkah=9",
        "langkah=abc",
        "lapis=rahasia",
        "cari=%20%20",
        "hal=2",
    ],
)
def test_what_it_does_not_know_it_leaves_out(query):
    assert read(query).is_default


def test_an_address_read_and_written_again_stays_the_same():
    query = (
        "?jenis=mendukung&jenis=belum-sepakat&golongan=otl&fokus=abc&langkah=2"
        "&cari=kelompok+air&lapis=ketergantungan"
    )

    assert read(query[1:]).query() == query


def test_a_kind_is_added_and_taken_away_again():
    one = read("jenis=mendukung")

    assert one.toggled(kind="competes") == "?jenis=mendukung&jenis=bersaing"
    assert one.toggled(kind="supports") == "?"
    assert one.toggled(sort="otl") == "?jenis=mendukung&golongan=otl"


def test_filters_pass_ties_of_the_chosen_kinds_that_touch_a_chosen_sort():
    parties = {p["id"]: p for p in (party(0, hue="otl"), party(1, hue="adat"), party(2, hue="ngo"))}
    ties = [line(0, 1), line(1, 2), line(0, 2, "competes")]

    def shown(query):
        selection = read(query)
        return [tie["id"] for tie in ties if selection.shows(tie, parties)]

    assert shown("") == ["t0-1-supports", "t1-2-supports", "t0-2-competes"]
    assert shown("jenis=bersaing") == ["t0-2-competes"]
    assert shown("golongan=otl") == ["t0-1-supports", "t0-2-competes"]
    assert shown("golongan=otl&jenis=mendukung") == ["t0-1-supports"]


def test_the_neighbourhood_grows_with_each_step():
    """0 – 1 – 2 – 3 in a row."""
    ties = [line(0, 1), line(1, 2), line(2, 3)]

    assert within(pid(0), 1, ties) == {pid(0): 0, pid(1): 1}
    assert within(pid(0), 3, ties) == {pid(0): 0, pid(1): 1, pid(2): 2, pid(3): 3}
    assert within(pid(9), 3, ties) == {pid(9): 0}


def test_the_busiest_are_kept_and_the_one_in_focus_always():
    parties = [party(i) for i in range(5)]
    ties = [line(0, 1), line(0, 2), line(1, 2)]

    kept = busiest(parties, ties, 3, always={pid(4)})

    assert [p["id"] for p in kept] == [pid(0), pid(1), pid(4)]


@pytest.mark.parametrize("words", ["air bersih", "BERSIH air", "bersi"])
def test_search_finds_names_with_all_the_words(words):
    parties = [party(0, "Kelompok air bersih"), party(1, "Kelompok tani")]

    assert [p["id"] for p in matching(parties, words)] == [pid(0)]


def test_a_search_knows_kinds_hamlets_and_villages_and_forgives_a_letter():
    parties = [
        party(0, "KWT Melati", kind="group", hue="perempuan", hamlet="Candi"),
        party(1, "Karang Taruna", kind="group", hue="pemuda", hamlet="Gowok", home="Krinjing"),
        party(2, "Sesepuh Candi", kind="person", hue=""),
    ]

    def names(search):
        return [each["name"] for each in matching(parties, search)]

    assert names("candi") == ["Sesepuh Candi", "KWT Melati"]
    assert names("perempuan candi") == ["KWT Melati"]
    assert names("krinjing") == ["Karang Taruna"]
    assert names("Melatti") == ["KWT Melati"]
    assert names("karangtaruna xyz") == []
