"""The map as its page needs it."""

import pytest
from django.http import QueryDict

from stakeholders.presenters.selection import Selection
from stakeholders.presenters.village_map import VillageMap
from tests.stakeholders.presenters.makers import Reading, line, party, pid, village


def the_map(reading, query="", **options):
    return VillageMap(reading, Selection.from_query(QueryDict(query)), "/peta/", **options)


def drawn_ids(view):
    return {each["id"] for each in view.drawn}


def styles(view):
    """The classes of every line by its id, on the first sheet."""
    return {tie.line["id"]: tie.line["style"].split() for tie in view.sheets[0].drawing.ties}


def test_a_small_map_is_drawn_for_the_narrow_screen_and_for_the_wide():
    view = the_map(Reading(*village(12)))

    assert [sheet.size for sheet in view.sheets] == ["narrow", "wide"]


def test_a_large_map_is_drawn_once():
    view = the_map(Reading(*village(61)))

    assert [sheet.size for sheet in view.sheets] == ["large"]
    assert not view.is_partial


@pytest.mark.parametrize(
    ("count", "overview", "drawn"),
    [(60, True, 60), (61, True, 30), (400, False, 400), (401, False, 150)],
)
def test_of_too_many_parties_only_the_busiest_are_drawn(count, overview, drawn):
    view = the_map(Reading(*village(count)), overview=overview)

    assert (view.drawn_count, view.party_count) == (drawn, count)
    assert view.is_partial == (drawn < count)


def test_an_empty_map_has_no_sheet():
    assert the_map(Reading()).sheets == []


def test_a_filter_hides_ties_but_keeps_them_for_the_script():
    reading = Reading([party(0), party(1), party(2)], [line(0, 1), line(1, 2, "competes")])

    view = the_map(reading, "jenis=bersaing")

    assert "off" in styles(view)["t0-1-supports"]
    assert "off" not in styles(view)["t1-2-competes"]
    assert (view.shown_count, view.line_count) == (1, 2)


def test_who_has_no_part_in_the_filter_is_dimmed():
    reading = Reading([party(0), party(1), party(2)], [line(0, 1), line(1, 2, "competes")])

    nodes = the_map(reading, "jenis=bersaing").sheets[0].drawing.nodes

    dimmed = {node.party["id"] for node in nodes if "dim" in node.party["style"].split()}
    assert dimmed == {pid(0)}


def test_focus_draws_the_neighbourhood_alone():
    """0 – 1 – 2 – 3 in a row, seen from 0."""
    reading = Reading([party(i) for i in range(4)], [line(0, 1), line(1, 2), line(2, 3)])

    assert drawn_ids(the_map(reading, f"fokus={pid(0)}")) == {pid(0), pid(1)}
    assert drawn_ids(the_map(reading, f"fokus={pid(0)}&langkah=2")) == {pid(0), pid(1), pid(2)}


def test_focus_reaches_who_is_not_among_the_busiest():
    parties, lines, positions = village(500)
    reading = Reading([*parties, party(999)], [*lines, line(499, 999)], positions)

    assert drawn_ids(the_map(reading, f"fokus={pid(999)}", overview=True)) == {pid(999), pid(499)}


def test_focus_on_somebody_unknown_is_no_focus():
    view = the_map(Reading(*village(5)), "fokus=siapa")

    assert view.focus is None
    assert view.drawn_count == 5


def test_search_lists_who_was_meant_and_leads_to_the_focus():
    reading = Reading([party(0, "KWT Melati"), party(1, "Tani")], [])

    [(found, url)] = the_map(reading, "cari=melati&jenis=mendukung").hits

    assert found["name"] == "KWT Melati"
    assert url == f"?jenis=mendukung&fokus={pid(0)}#peta"


def test_chips_count_what_is_there_and_lead_to_more_or_less_of_it():
    reading = Reading(
        [party(0), party(1), party(2)], [line(0, 1), line(1, 2), line(0, 2, "competes")]
    )

    supports, competes = the_map(reading, "jenis=bersaing").kind_chips

    assert (supports.code, supports.count, supports.chosen) == ("supports", 2, False)
    assert supports.url == "/peta/?jenis=mendukung&jenis=bersaing#peta"
    assert (competes.count, competes.chosen, competes.url) == (1, True, "/peta/?#peta")


def test_the_legend_explains_only_what_is_drawn():
    reading = Reading(
        [party(0), party(1, asked=False), party(3)],
        [line(0, 1, both=True), line(0, 3, "membership")],
    )

    view = the_map(reading)

    assert view.signs == {"both", "unasked"}
    assert [chip.code for chip in view.sort_chips] == ["otl", "person"]


def test_the_list_holds_every_tie_that_is_drawn_in_words():
    reading = Reading(
        [party(0, "A"), party(1, "B"), party(2, "C")],
        [line(0, 1, both=True), line(1, 2, "disputed")],
    )

    entries = {kind: listed for kind, _, listed in the_map(reading).entries}

    assert [entry["said"] for entry in entries["supports"]] == [
        "saling mendukung, menurut kedua pihak"
    ]
    assert [entry["said"] for entry in entries["disputed"]] == [
        "B berkata “saling mendukung”, C berkata “bersaing”"
    ]


def test_the_list_follows_the_filters():
    reading = Reading([party(0), party(1), party(2)], [line(0, 1), line(1, 2, "competes")])

    assert [kind for kind, _, _ in the_map(reading, "jenis=bersaing").entries] == ["competes"]


def test_the_layer_of_dependencies_is_off_until_asked_for():
    reading = private_reading()

    assert drawn_ids(the_map(reading)) == {pid(0), pid(1)}
    assert drawn_ids(the_map(reading, "lapis=ketergantungan")) == {pid(0), pid(1), pid(9)}


def test_what_only_the_team_may_read_is_marked_so_that_it_is_not_printed():
    reading = private_reading()
    reading.lines.append(line(0, 1, "government", stance="hinder"))

    view = the_map(reading, "lapis=ketergantungan")

    private = {tie for tie, classes in styles(view).items() if "private" in classes}
    assert private == {"t9-0-depends", "t0-1-government"}
    nodes = view.sheets[0].drawing.nodes
    assert [n.party["id"] for n in nodes if "private" in n.party["style"].split()] == [pid(9)]


def test_others_do_not_get_the_layer_even_if_they_ask():
    reading = private_reading()
    reading.for_team = False

    assert drawn_ids(the_map(reading, "lapis=ketergantungan")) == {pid(0), pid(1)}


def test_dependencies_are_not_counted_with_the_other_ties():
    view = the_map(private_reading(), "lapis=ketergantungan")

    assert (view.shown_count, view.line_count) == (1, 1)


def private_reading():
    """0 – 1, and 9 on whom 0 depends."""
    reading = Reading([party(0), party(1)], [line(0, 1)])
    reading.private_parties = [party(9)]
    reading.private_lines = [
        {**line(9, 0, "depends", tightness="binding"), "a": pid(9), "b": pid(0)}
    ]
    return reading
