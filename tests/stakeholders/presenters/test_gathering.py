"""Many parties as one, and hulls round those that belong together."""

from django.http import QueryDict

from stakeholders.presenters.selection import Selection
from stakeholders.presenters.village_map import VillageMap
from tests.stakeholders.presenters.makers import Reading, line, party, pid


def view_of(reading, query):
    return VillageMap(reading, Selection.from_query(QueryDict(query)), "/peta/")


def village():
    """Farmers 0, 1; women 2, 3; a head 5. 0–1, 0–2, 1–3 support, 0–3 competes, 5 belongs to 2."""
    parties = [
        party(0, "Tani", kind="group", hue="otl", hamlet="Gowok"),
        party(1, "Gapoktan", kind="group", hue="otl", hamlet="Candi"),
        party(2, "KWT", kind="group", hue="perempuan", hamlet="Gowok"),
        party(3, "SPP", kind="group", hue="perempuan", hamlet="Candi"),
        party(5, "Ketua KWT", kind="person", hue=""),
    ]
    ties = [line(0, 1), line(0, 2), line(1, 3), line(0, 3, "competes"), line(2, 5, "membership")]
    return Reading(parties, ties)


def drawn(view):
    drawing = view.sheets[-1].drawing
    names = {node.number: node.party["name"] for node in drawing.nodes}
    ties = {
        (frozenset((names[tie.first], names[tie.second])), tie.line["kind"]): tie.line.get("count")
        for tie in drawing.ties
    }
    return {node.party["name"]: node for node in drawing.nodes}, ties


def test_all_of_a_kind_become_one_with_their_number_and_their_ties_one_line():
    nodes, ties = drawn(view_of(village(), "ringkas=jenis"))

    assert {name: node.party["mark"] for name, node in nodes.items()} == {
        "Organisasi tani lokal": "2",
        "Organisasi perempuan": "2",
        "Ketua KWT": "OT",
    }
    farmers, women = "Organisasi tani lokal", "Organisasi perempuan"
    assert ties == {
        (frozenset((farmers, women)), "several"): 3,
        (frozenset((women, "Ketua KWT")), "membership"): 1,
    }


def test_the_one_line_says_what_lies_behind_it():
    view = view_of(village(), "ringkas=jenis")

    said = [tie.line["said"] for tie in view.sheets[0].drawing.ties]

    assert "3 hubungan: 2 Saling mendukung, 1 Bersaing" in said
    assert view.signs >= {"several"}


def test_a_tap_opens_one_and_closes_it_again():
    nodes, _ = drawn(view_of(village(), "ringkas=jenis"))
    url = nodes["Organisasi perempuan"].party["url"]
    assert url == "/peta/?ringkas=jenis&buka=perempuan#peta"

    view = view_of(village(), "ringkas=jenis&buka=perempuan")

    nodes, ties = drawn(view)
    assert set(nodes) == {"Organisasi tani lokal", "KWT", "SPP", "Ketua KWT"}
    assert ties[frozenset(("Organisasi tani lokal", "SPP")), "several"] == 2
    assert view.opened == [("Organisasi perempuan", "/peta/?ringkas=jenis#peta")]


def test_by_hamlet_who_has_none_recorded_is_gathered_too():
    reading = village()
    reading.parties.append(party(8, "Warung", kind="institution", hue=""))
    reading.positions[pid(8)] = (3, 3)

    nodes, _ = drawn(view_of(reading, "ringkas=dusun"))

    assert set(nodes) == {"Gowok", "Candi", "Dusun tidak dicatat"}


def test_a_filter_counts_only_what_it_lets_pass():
    _, ties = drawn(view_of(village(), "ringkas=jenis&jenis=bersaing"))

    assert set(ties.values()) == {1}


def test_the_list_and_the_numbers_stay_those_of_the_whole_map():
    view = view_of(village(), "ringkas=jenis")

    assert (view.drawn_count, view.shown_count) == (5, 5)
    assert sum(len(listed) for _, _, listed in view.entries) == 5
    assert not view.is_complete
    assert not view.can_place


def test_what_is_private_is_in_no_number_that_is_printed():
    """9, whom only a dependency made known, is a person as 5 is; 0 depends on 9."""
    reading = village()
    reading.lines.append(line(0, 2, "government", stance="hinder"))
    reading.private_parties = [party(9, "Pengepul", kind="person", hue="")]
    depends = {**line(9, 0, "depends", tightness="binding"), "a": pid(9), "b": pid(0)}
    reading.private_lines = [depends, line(9, 5, "membership")]

    view = view_of(reading, "ringkas=jenis&lapis=ketergantungan")

    nodes, ties = drawn(view)
    assert {"Pengepul", "Ketua KWT"} <= set(nodes)
    assert "private" in nodes["Pengepul"].party["style"].split()
    farmers_and_women = frozenset(("Organisasi tani lokal", "Organisasi perempuan"))
    assert ties[farmers_and_women, "several"] == 3
    private = {
        tie.line["kind"]
        for tie in view.sheets[0].drawing.ties
        if "private" in tie.line["style"].split()
    }
    assert private == {"government", "depends", "membership"}


def test_round_one_party_nothing_is_gathered():
    view = view_of(village(), f"ringkas=jenis&fokus={pid(0)}")

    assert view.gathering is None
    assert len(view.sheets[0].drawing.nodes) == 4


def test_an_unknown_kind_in_the_address_opens_nothing():
    view = view_of(village(), "ringkas=jenis&buka=%00&buka=apa")

    assert view.opened == []


def test_no_number_of_the_legend_counts_whom_only_the_team_may_know():
    reading = village()
    reading.private_parties = [party(9, "Pengepul", kind="person", hue="", hamlet="Gowok")]

    view = view_of(reading, "warna=dusun&lapis=ketergantungan")

    assert {shade.label: shade.count for shade in view.colouring.shades} == {
        "Gowok": 2,
        "Candi": 2,
        "dusun tidak dicatat": 1,
    }
    assert {chip.code: chip.count for chip in view.sort_chips}["person"] == 1


# --- hulls ----------------------------------------------------------------------------------


def inside(point, polygon):
    """Whether a point lies in a convex polygon, given clockwise or not."""
    turns = {
        (bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax) >= 0
        for (ax, ay), (bx, by) in zip(polygon, polygon[1:] + polygon[:1], strict=True)
    }
    return len(turns) == 1


def corners(hull):
    return [tuple(map(int, point.split())) for point in hull.path.strip("Mz").split("L")]


def test_a_hull_holds_all_of_a_hamlet_and_only_those_with_a_tie():
    reading = village()
    reading.parties.append(party(8, "Warung", kind="institution", hue="", hamlet="Gowok"))
    view = view_of(reading, "selubung=dusun")

    for sheet in view.sheets:
        spots = {node.party["name"]: (node.x, node.y) for node in sheet.drawing.nodes}
        held = {hull.label: corners(hull) for hull in sheet.hulls}
        assert set(held) == {"Gowok", "Candi"}
        for label, names in {"Gowok": ("Tani", "KWT"), "Candi": ("Gapoktan", "SPP")}.items():
            assert all(inside(spots[name], held[label]) for name in names)
        assert not inside(spots["Warung"], held["Gowok"])
    assert view.hull_words == "Dusun"


def test_hulls_of_kinds_and_of_villages_people_come_from():
    reading = village()
    for each in reading.parties[:2]:
        each["home"] = "Krinjing"

    assert {shade.label for shade in view_of(reading, "selubung=jenis").hull_shades} == {
        "Organisasi tani lokal",
        "Organisasi perempuan",
    }
    assert [shade.label for shade in view_of(reading, "selubung=desa").hull_shades] == ["Krinjing"]


def test_no_hull_tells_where_somebody_private_belongs():
    reading = village()
    reading.private_parties = [party(9, "Pengepul", kind="person", hue="", hamlet="Gowok")]
    reading.private_lines = [{**line(9, 5, "depends", tightness="loose"), "a": pid(9), "b": pid(5)}]
    reading.parties[4]["hamlet"] = "Pos"
    reading.private_parties[0]["hamlet"] = "Pos"

    view = view_of(reading, "selubung=dusun&lapis=ketergantungan")

    assert "Pos" not in {shade.label for shade in view.hull_shades}


def test_without_two_in_one_there_is_no_hull_and_no_word_of_it():
    reading = Reading([party(0, hamlet="Gowok"), party(1, hamlet="Candi")], [line(0, 1)])

    assert view_of(reading, "selubung=dusun").hull_words == ""
