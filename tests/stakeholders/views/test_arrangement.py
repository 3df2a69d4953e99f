"""Changing the map from its page: who may, what is refused, and the way back."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from jejaring.ids import uuid7
from jejaring.roles import Role
from stakeholders.models import PatronClientTie, VillageNetwork
from stakeholders.services.network import read_network
from tests import factories
from tests.factories import SENGI

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def facilitator():
    factories.village()
    return factories.user()


@pytest.fixture
def groups(facilitator):
    """Tani – KWT – Taruna in a row, and Taklim alone."""
    groups = [factories.group(name=name) for name in ("Tani", "KWT", "Taruna", "Taklim")]
    factories.tie(groups[0], groups[1], by=facilitator)
    factories.tie(groups[1], groups[2], by=facilitator)
    VillageNetwork.objects.outdate(SENGI)
    return groups


def url(name):
    return reverse(name, args=[SENGI])


def spots(client, query=""):
    """Where each party stands on the wide sheet."""
    page = client.get(url("village_map") + query).content.decode()
    wide = page[page.index('class="map wide') :]
    found = re.findall(
        r'transform="translate\(([\d.]+) ([\d.]+)\)"[^>]*><title>([^<]*)</title>', wide
    )
    return {name: (float(x), float(y)) for x, y, name in found}


def sent(group, x, y, **fields):
    base = VillageNetwork.objects.get(pk=SENGI).revision
    fields = {"pihak": group.pk, "x": x, "y": y, "lembar": "wide", "dasar": base, **fields}
    return {name: str(value) for name, value in fields.items()}


@pytest.mark.parametrize("name", ["network_tidy", "network_place"])
def test_only_who_records_there_changes_the_map(client, facilitator, groups, name):
    for user, status in [
        (factories.user(Role.OFFICIAL), 403),
        (factories.user(region_code="33.08.06.2001"), 404),
        (facilitator, 302 if name == "network_tidy" else 200),
    ]:
        client.force_login(user)
        assert client.post(url(name), sent(groups[0], 100, 100)).status_code == status
    assert client.get(url(name)).status_code == 405


def test_a_party_stays_where_it_was_dropped_and_nobody_else_moves(client, facilitator, groups):
    client.force_login(facilitator)
    before = spots(client)

    answer = client.post(url("network_place"), sent(groups[0], 300, 90))
    assert answer.content.decode() == str(VillageNetwork.objects.get(pk=SENGI).revision)
    once = spots(client)
    client.post(url("network_place"), sent(groups[2], 500, 60))
    twice = spots(client)

    for found, expected in (
        (once, {**before, "Tani": (300, 90)}),
        (twice, {**once, "Taruna": (500, 60)}),
    ):
        for name in ("Tani", "KWT", "Taruna"):
            assert found[name] == pytest.approx(expected[name], abs=1), name
    assert [len(step["positions"]) for step in VillageNetwork.objects.get(pk=SENGI).earlier] == [
        3,
        1,
    ]


def test_what_was_placed_is_taken_back_step_by_step_without_script(client, facilitator, groups):
    client.force_login(facilitator)
    seen = [spots(client)]
    for x in (200, 320, 410):
        client.post(url("network_place"), sent(groups[0], x, 80))
        seen.append(spots(client))

    for before in reversed(seen[:-1]):
        assert url("network_undo") in client.get(url("village_map")).content.decode()
        answer = client.post(url("network_undo"), {"lihat": "jenis=mendukung"})
        assert answer["Location"] == url("village_map") + "?jenis=mendukung#peta"
        assert spots(client) == before
    answer = client.post(url("network_undo"), follow=True)
    assert "Tidak ada yang bisa diurungkan." in answer.content.decode()


def test_tidying_is_taken_back_too(client, facilitator, groups):
    client.force_login(facilitator)
    client.post(url("network_place"), sent(groups[0], 300, 90))
    before = spots(client)

    client.post(url("network_tidy"))
    assert spots(client) != before
    client.post(url("network_undo"))

    assert spots(client) == before


def test_who_only_reads_takes_nothing_back(client, facilitator, groups):
    client.force_login(facilitator)
    client.post(url("network_place"), sent(groups[0], 300, 90))
    official = factories.user(Role.OFFICIAL)
    client.force_login(official)
    placed = spots(client)

    assert client.post(url("network_undo")).status_code == 302

    assert spots(client) == placed
    page = client.get(url("village_map")).content.decode()
    assert "data-undo" not in page
    assert "map-place" not in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"x": "nan"},
        {"y": "inf"},
        {"x": ""},
        {"lembar": "besar"},
        {"lembar": "large"},
        {"dasar": "-1"},
        {"dasar": "x"},
        {"pihak": "siapa"},
        {"pihak": str(uuid7())},
        {"lihat": "a" * 1001},
    ],
)
def test_what_makes_no_sense_is_refused(client, facilitator, groups, wrong):
    client.force_login(facilitator)
    before = spots(client)

    answer = client.post(url("network_place"), sent(groups[0], 300, 90) | wrong)

    assert answer.status_code == 422
    assert spots(client) == before


def test_who_has_no_tie_stands_in_a_row_and_is_not_moved(client, facilitator, groups):
    client.force_login(facilitator)

    assert client.post(url("network_place"), sent(groups[3], 300, 90)).status_code == 422


def test_a_map_that_changed_meanwhile_is_looked_at_again_first(client, facilitator, groups):
    client.force_login(facilitator)
    fields = sent(groups[0], 300, 90)
    VillageNetwork.objects.outdate(SENGI)

    assert client.post(url("network_place"), fields).status_code == 409
    assert VillageNetwork.objects.get(pk=SENGI).earlier == []


def test_points_beyond_the_sheet_end_at_its_edge(client, facilitator, groups):
    client.force_login(facilitator)

    assert client.post(url("network_place"), sent(groups[0], 1e9, -1e9)).status_code == 200

    assert 0 <= spots(client)["Tani"][0] <= 760


def test_nothing_of_a_dependency_gets_into_the_shared_positions(client, facilitator, groups):
    """Asked for with the layer, the drawing is still the one that everybody shares."""
    patron = factories.person(name="Pengepul", restricted=True)
    PatronClientTie.objects.create(
        village_id=SENGI, patron=patron, client=groups[3], forms=["capital"],
        frequency="weekly", tightness="binding", recorded_by=facilitator,
    )  # fmt: skip
    VillageNetwork.objects.outdate(SENGI)
    client.force_login(facilitator)
    fields = {"lihat": "lapis=ketergantungan&tanya=bergantung"}

    page = client.get(url("village_map") + "?lapis=ketergantungan").content.decode()
    assert "map-place" not in page
    for party in (patron, groups[3]):
        assert client.post(url("network_place"), sent(party, 9, 9) | fields).status_code == 422
    assert client.post(url("network_place"), sent(groups[0], 90, 90) | fields).status_code == 200

    stored = read_network(groups[0].village, facilitator).positions
    assert str(patron.pk) not in stored
