"""Many villages as one network: what everybody may know, each village stored by its revision."""

import numpy as np
import pytest
from django.core.cache import cache

from stakeholders.models import PatronClientTie, Presence, Stakeholder, VillageNetwork, Worksheet
from stakeholders.services import region_network, region_rows
from stakeholders.services.arrangement import tidy_network
from stakeholders.services.groups import village_government
from stakeholders.services.network import OTHERS, Reading
from stakeholders.services.region_network import read_region
from stakeholders.services.region_rows import KINDS, SheetReader
from tests import factories

pytestmark = pytest.mark.django_db
SENGI, PATEN = "33.08.06.2012", "33.08.06.2013"


@pytest.fixture(autouse=True)
def _nothing_stored():
    cache.clear()


@pytest.fixture
def villages():
    """Sengi and Paten: two groups each, a third of Sengi is present in Paten as well, the first
    groups of both know each other; and all that must not be told."""
    sengi, paten = factories.village(), factories.village(PATEN, "Paten")
    by = factories.user(region_code="33.08.06")
    made = {}
    for home in (sengi, paten):
        one, two = (factories.group(home, name=f"{home.name} {number}") for number in (1, 2))
        factories.tie(one, two, by=by)
        factories.tie(one, village_government(home), "government", stance="hinder", by=by)
        officer = factories.person(home, name=f"Ketua {home.name}")
        factories.tie(officer, one, "membership", by=by)
        patron = factories.person(home, name=f"Patron {home.name}", restricted=True)
        PatronClientTie.objects.create(
            village=home, patron=patron, client=one, forms=["capital"], frequency="weekly",
            tightness="binding", recorded_by=by,
        )  # fmt: skip
        factories.tie(patron, two, by=by)
        made[home.name] = one
    guest = factories.group(sengi, name="Forum Air")
    Presence.objects.create(stakeholder=guest, region=paten)
    factories.tie(guest, made["Paten"], by=by, village=paten)
    factories.tie(made["Sengi"], made["Paten"], "competes", by=by)
    factories.worksheet(made["Sengi"], by=by)
    Worksheet.objects.update(completed_at="2026-03-01T00:00Z")
    VillageNetwork.objects.outdate(SENGI, PATEN)
    return [sengi, paten]


def pairs(network):
    """The ties of a network by name."""
    return {
        (*sorted((network.names[a], network.names[b])), KINDS[kind])
        for a, b, kind in network.lines.tolist()
    }


def test_a_sheet_tells_what_the_map_of_the_village_tells_others(villages):
    reader = SheetReader([SENGI, PATEN])
    for village in villages:
        sheet, reading = reader.sheet(village.pk), Reading(village, OTHERS)
        named = {p["id"]: p for p in reading.parties if p["kind"] != "outside"}
        assert set(sheet.ids) == set(named)
        assert sheet.names == [named[pk]["name"] for pk in sheet.ids]
        assert sheet.asked == [named[pk]["asked"] for pk in sheet.ids]
        assert sheet.sorts == [named[pk]["hue"] or named[pk]["kind"] for pk in sheet.ids]
        ends = sheet.ids + [region_rows.outsider_id(pk) for pk in sheet.far]
        assert {(ends[a], ends[b], KINDS[k]) for a, b, k in sheet.lines.tolist()} == {
            (line["a"], line["b"], line["kind"]) for line in reading.lines
        }
        assert [list(spot) for spot in sheet.spots] == [reading.positions[pk] for pk in sheet.ids]


def test_ties_across_the_border_are_joined_where_both_sides_are_seen(villages):
    network = read_region(villages)
    assert network.waiting == 0
    assert pairs(network) == {
        ("Sengi 1", "Sengi 2", "supports"),
        ("Paten 1", "Paten 2", "supports"),
        ("Ketua Sengi", "Sengi 1", "membership"),
        ("Ketua Paten", "Paten 1", "membership"),
        ("Forum Air", "Paten 1", "supports"),
        ("Paten 1", "Sengi 1", "competes"),
    }
    (joined,) = network.between_villages
    assert (joined.a, joined.b, joined.ties, joined.shared) == (SENGI, PATEN, 2, 1)


def test_a_party_of_three_villages_joins_each_two_of_them(villages):
    """At home in the first and present in the others: they too have it in common."""
    home = factories.village("33.08.06.2014", "Krinjing")
    shared = factories.group(home, name="Gapoktan")
    for village in villages:
        Presence.objects.create(stakeholder=shared, region=village)
    VillageNetwork.objects.outdate(home.pk, *(village.pk for village in villages))
    joined = {(b.a, b.b): b.shared for b in read_region([*villages, home]).between_villages}
    assert joined == {
        (SENGI, PATEN): 2,
        (SENGI, home.pk): 1,
        (PATEN, home.pk): 1,
    }


def test_who_sees_one_village_alone_learns_no_name_of_the_other(villages):
    sengi, paten = villages
    network = read_region([sengi])
    assert "Paten 1" not in network.names
    assert network.by_village[0].outward == 1
    guest = read_region([paten])
    assert "Forum Air" in guest.names
    assert not any("Sengi" in name for name in guest.names)


def test_nothing_that_only_facilitators_know_is_in_it(villages):
    network = read_region(villages)
    assert not any("Patron" in name or "Pemerintah" in name for name in network.names)
    assert "government" not in network.sorts
    stored = cache.get(f"sheets:{region_network.FORMAT}:33.08.06")
    assert "Sengi 1" in stored[SENGI][1].names
    assert not any("Patron" in name for name in stored[SENGI][1].names)
    assert "government" not in KINDS


def test_villages_in_numbers(villages):
    sengi, paten = read_region(villages).by_village
    assert (sengi.groups, sengi.asked, sengi.ties, sengi.outward) == (3, 1, 3, 0)
    assert (paten.groups, paten.asked) == (3, 0)


def test_sorts_in_numbers(villages):
    network = read_region(villages)
    assert network.by_sort == {"otl": (5, 1), "person": (2, 0)}
    assert {(each.a, each.b): each.ties for each in network.between_sorts} == {
        ("otl", "otl"): 4,
        ("otl", "person"): 2,
    }


def test_only_a_changed_village_is_read_again(villages, monkeypatch):
    read_region(villages)
    asked = []
    real = region_network.SheetReader
    monkeypatch.setattr(
        region_network, "SheetReader", lambda codes: asked.append(codes) or real(codes)
    )
    read_region(villages)
    assert asked == []
    factories.group(villages[1], name="Baru")
    VillageNetwork.objects.outdate(PATEN)
    assert "Baru" in read_region(villages).names
    assert asked == [[PATEN]]


def test_patience_ends_and_the_next_look_goes_on(villages):
    first = read_region(villages, patience=0)
    assert (first.waiting, [v.ready for v in first.by_village]) == (1, [True, False])
    assert not any("Paten" in name for name in first.names)
    assert read_region(villages, patience=0).waiting == 0


def test_nothing_is_joined_to_a_village_that_is_not_ready(villages):
    """It has no place yet to which a line could lead."""
    network = read_region(villages[::-1], patience=0)  # Paten, with a guest from Sengi
    assert (network.waiting, list(network.boxes)) == (1, [PATEN])
    assert network.between_villages == []
    assert len(read_region(villages[::-1], patience=0).between_villages) == 1


def test_the_number_of_queries_does_not_grow_with_the_villages(
    villages, django_assert_max_num_queries
):
    for code in (f"33.08.06.20{number}" for number in range(20, 40)):
        one = factories.village(code, f"Desa {code[-2:]}")
        factories.tie(factories.group(one), factories.group(one), by=factories.user())
        VillageNetwork.objects.outdate(code)
        villages.append(one)
    read_region(villages, patience=60)  # lays each of them out
    cache.clear()
    with django_assert_max_num_queries(13):
        assert len(read_region(villages, patience=60).names) == 7 + 40
    with django_assert_max_num_queries(3):
        read_region(villages)


def test_places_once_worked_out_are_those_of_the_village_map(villages):
    """And a village that was tidied stands as tidied."""
    read_region(villages)
    kept = VillageNetwork.objects.get(pk=SENGI).positions
    assert kept
    assert Reading(villages[0], OTHERS).positions == kept
    tidy_network(villages[0], by=factories.user())
    sheet = SheetReader([SENGI]).sheet(SENGI)
    kept = VillageNetwork.objects.get(pk=SENGI).positions
    assert [list(spot) for spot in sheet.spots] == [kept[pk] for pk in sheet.ids]


def test_villages_lie_apart_and_as_on_the_ground(villages):
    sengi, paten = villages
    sengi.latitude, sengi.longitude = -7.5, 110.3
    paten.latitude, paten.longitude = -7.5, 110.4
    network = read_region(villages)
    left, right = (network.spots[network.village == place] for place in (0, 1))
    assert left[:, 0].max() < right[:, 0].min()


def test_an_archived_party_leaves(villages):
    Stakeholder.objects.filter(name="Sengi 2").update(archived_at="2026-04-01T00:00Z")
    VillageNetwork.objects.outdate(SENGI)
    assert "Sengi 2" not in read_region(villages).names


def test_no_village_is_an_empty_network():
    network = read_region([])
    assert (network.names, len(network.lines), network.by_village) == ([], 0, [])
    assert network.spots.shape == (0, 2)
    assert np.issubdtype(network.degree.dtype, np.integer)
