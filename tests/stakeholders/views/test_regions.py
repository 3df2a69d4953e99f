"""The map of a kecamatan or kabupaten: only villages one may open, nothing that is not shared."""

import base64
import json
from functools import partial

import pytest
from django.core.cache import cache
from django.urls import reverse

from jejaring.roles import Role
from stakeholders.models import Presence, VillageNetwork
from stakeholders.services.groups import village_government
from stakeholders.services.region_network import read_region
from stakeholders.views import regions
from tests import factories
from villages.models import Region

pytestmark = pytest.mark.django_db
SENGI, PATEN, AFAR = "33.08.06.2012", "33.08.06.2013", "33.08.07.2001"


@pytest.fixture(autouse=True)
def villages():
    cache.clear()
    made = {}
    for code, name in ((SENGI, "Sengi"), (PATEN, "Paten"), (AFAR, "Soronalan")):
        village = factories.village(code, name)
        one = factories.group(village, name=f"Tani {name}")
        two = factories.group(village, name=f"KWT {name}", kind="kwt")
        by = factories.user(region_code=code)
        factories.tie(one, two, by=by)
        factories.tie(one, village_government(village), "government", stance="hinder", by=by)
        factories.person(village, name=f"Rentenir {name}", restricted=True)
        VillageNetwork.objects.outdate(code)
        made[code] = one
    factories.tie(made[SENGI], made[PATEN], by=by)
    VillageNetwork.objects.outdate(SENGI)


def opened(client, person, route="subdistrict_map", code="33.08.06", **query):
    client.force_login(person)
    return client.get(reverse(route, args=[code]), query)


def read(client, person, **place):
    return opened(client, person, **place).content.decode()


def test_a_facilitator_of_the_kecamatan_sees_its_villages(client):
    page = read(client, factories.user(region_code="33.08.06"))
    assert "Peta Kecamatan Dukun" in page
    assert "Sengi – Paten" in page
    assert "Soronalan" not in page
    assert "2 desa, 4 pihak, 3 hubungan." in page


def test_the_legend_names_only_what_is_drawn(client):
    page = read(client, factories.user(region_code="33.08.06"))
    assert "Garis makin tebal: makin banyak hubungan." in page
    assert "hadir di kedua desa" not in page
    alone = read(client, factories.user(region_code=SENGI))
    assert "Angka: jumlah kelompok." in alone
    assert "Garis makin tebal" not in alone
    sorts = read(client, factories.user(region_code="33.08.06"), menurut="golongan")
    assert "Angka: jumlah pihak. Garis makin tebal: makin banyak hubungan." in sorts


def test_a_group_of_two_villages_is_a_line_between_them(client):
    shared = factories.group(Region.objects.get(pk=PATEN), name="Gapoktan")
    Presence.objects.create(stakeholder=shared, region_id=AFAR)
    VillageNetwork.objects.outdate(PATEN, AFAR)

    page = read(client, factories.user(region_code="33.08"), route="regency_map", code="33.08")

    drawn = page.split('class="map wide')[1].split("</svg>")[0]
    assert drawn.count('class="tie ') == 2
    assert "Paten – Soronalan: 1 pihak di keduanya" in drawn
    assert "makin banyak hubungan, atau pihak yang hadir di kedua desa." in page


def test_a_kabupaten_holds_all_its_villages(client):
    page = read(client, factories.user(region_code="33.08"), route="regency_map", code="33.08")
    assert all(name in page for name in ("Sengi", "Paten", "Soronalan"))


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.OFFICIAL, Role.BPD])
@pytest.mark.parametrize("view", ["desa", "golongan", "semua"])
def test_who_looks_after_one_village_sees_that_one(client, role, view):
    page = read(client, factories.user(role, region_code=SENGI), menurut=view)
    assert "Paten" not in page
    assert "Rentenir" not in page


@pytest.mark.parametrize("place", [
    ("subdistrict_map", "33.08.06"), ("regency_map", "33.08"), ("region_map_data", "33.08.06"),
])  # fmt: skip
def test_strangers_and_coordinators_stay_out(client, place):
    route, code = place
    assert opened(client, factories.user(region_code="34"), route, code).status_code == 404
    assert opened(client, factories.user(Role.COORDINATOR, "33.08"), route, code).status_code == 403
    group = factories.group()
    operator = factories.user(Role.GROUP_OPERATOR, SENGI, group=group)
    assert opened(client, operator, route, code).status_code == 404


@pytest.mark.parametrize("place", [
    ("subdistrict_map", "33.08"), ("subdistrict_map", "33.08.06.2012"), ("regency_map", "33"),
    ("regency_map", "33.08.06"), ("region_map_data", "33"), ("region_map_data", "xx.xx.xx"),
    ("subdistrict_map", "33.08.99"), ("subdistrict_map", "%27%00' or 1"),
])  # fmt: skip
def test_what_is_no_such_region_is_not_found(client, place):
    assert opened(client, factories.user(region_code="33"), *place).status_code == 404


def test_everybody_is_listed_and_filtered(client):
    person = factories.user(region_code="33.08.06")
    page = read(client, person, menurut="semua")
    assert all(name in page for name in ("Tani Sengi", "KWT Sengi", "Tani Paten", "KWT Paten"))
    page = read(client, person, menurut="semua", golongan="perempuan")
    assert "KWT Paten" in page
    assert "Tani Paten" not in page
    page = read(client, person, menurut="semua", desa=PATEN, cari="TANI")
    assert "Tani Paten" in page
    assert "KWT Paten" not in page
    assert "Tani Sengi" not in page
    assert "Tidak ada pihak yang cocok" in read(client, person, menurut="semua", cari="tidak ada")


@pytest.mark.parametrize("query", [
    {"menurut": "x"}, {"menurut": "semua", "hal": "-3"}, {"menurut": "semua", "desa": AFAR},
    {"menurut": "semua", "golongan": "x", "cari": "%"}, {"desa": "%"},
])  # fmt: skip
def test_odd_addresses_are_answered(client, query):
    response = opened(client, factories.user(region_code="33.08.06"), **query)
    assert response.status_code == 200
    assert "Soronalan" not in response.content.decode()


def test_the_script_gets_what_the_list_has(client):
    person = factories.user(region_code="33.08.06")
    response = opened(client, person, "region_map_data")
    assert "no-store" in response["Cache-Control"]
    data = json.loads(response.content)
    assert sorted(data["names"]) == ["KWT Paten", "KWT Sengi", "Tani Paten", "Tani Sengi"]
    assert len(base64.b64decode(data["ids"])) == 16 * 4
    assert len(base64.b64decode(data["spots"])) == 4 * 4
    assert len(base64.b64decode(data["ties"])) == 8 * 3
    assert "waiting" not in data
    assert [sort["code"] for sort in data["sorts"]] == ["otl", "perempuan"]


def test_parties_of_two_villages_lie_in_their_boxes(client):
    response = opened(client, factories.user(region_code="33.08.06"), "region_map_data")
    data = json.loads(response.content)
    spots = memoryview(base64.b64decode(data["spots"])).cast("H").tolist()
    village = memoryview(base64.b64decode(data["village"])).cast("H").tolist()
    unit = data["size"] / 65_535
    for number, place in enumerate(village):
        left, top, wide, high = data["villages"][place]["box"]
        x, y = (value * unit for value in spots[2 * number : 2 * number + 2])
        assert left - 0.1 <= x <= left + wide + 0.1
        assert top - 0.1 <= y <= top + high + 0.1


def test_the_script_waits_until_all_villages_are_there(client, monkeypatch):
    monkeypatch.setattr(regions, "read_region", partial(read_region, patience=0))
    person = factories.user(region_code="33.08.06")
    assert opened(client, person, "region_map_data").json() == {"waiting": 1}
    assert len(opened(client, person, "region_map_data").json()["names"]) == 4


def test_a_page_says_what_is_still_worked_out(client, monkeypatch):
    monkeypatch.setattr(regions, "read_region", partial(read_region, patience=0))
    page = read(client, factories.user(region_code="33.08.06"))
    assert "1 desa masih dihitung." in page
    assert "Paten" in page
