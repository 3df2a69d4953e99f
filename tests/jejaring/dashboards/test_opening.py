"""What a kabupaten shows to everybody, and that it is shut until somebody opens it."""

import csv
import io
import json

import pytest
from django.urls import reverse

from jejaring.models import Event
from jejaring.roles import Role
from tests import factories
from villages.models import OpenNumbers
from villages.services.boundaries import areas_of
from villages.tallies.keeping import count_all_marked

pytestmark = pytest.mark.django_db
REGENCY = "33.08"


@pytest.fixture
def counted():
    """A village with two groups, counted."""
    village = factories.village()
    factories.group(village, kind="kwt", name="KWT Rahasia")
    factories.group(village)
    count_all_marked()
    return village


@pytest.fixture
def coordinator():
    return factories.user(Role.COORDINATOR, REGENCY)


def page(client, code=REGENCY):
    return client.get(reverse("open_numbers_page", args=[code]))


def let(client, *, be_open):
    address = reverse("open_numbers_set", args=[REGENCY])
    return client.post(address, {"open": "1" if be_open else "0"})


def test_the_page_is_shut_by_itself(client, counted):
    assert page(client).status_code == 404
    assert client.get(reverse("open_numbers_file", args=[REGENCY, "csv"])).status_code == 404


def test_a_coordinator_opens_and_shuts_it(client, counted, coordinator):
    client.force_login(coordinator)
    assert let(client, be_open=True).status_code == 302
    assert let(client, be_open=True).status_code == 302  # a second tap changes nothing
    assert OpenNumbers.objects.get().opened_by == coordinator
    client.logout()
    assert page(client).status_code == 200
    client.force_login(coordinator)
    let(client, be_open=False)
    let(client, be_open=False)
    client.logout()
    assert page(client).status_code == 404
    verbs = Event.objects.filter(verb__endswith="_numbers").order_by("pk")
    assert [event.verb for event in verbs] == ["opened_numbers", "shut_numbers"]


@pytest.mark.parametrize(
    ("role", "territory", "status"),
    [
        (Role.COORDINATOR, "33.09", 404),
        (Role.COORDINATOR, "33.08.06", 404),
        (Role.FACILITATOR, factories.SENGI, 403),
        (Role.VILLAGE_HEAD, factories.SENGI, 403),
    ],
)
def test_nobody_else_opens_it(client, counted, role, territory, status):
    client.force_login(factories.user(role, territory))
    assert let(client, be_open=True).status_code == status
    assert not OpenNumbers.objects.exists()


def test_everybody_reads_kecamatan_and_no_village_group_or_person(client, counted, coordinator):
    OpenNumbers.objects.create(regency_id=REGENCY, opened_by=coordinator)
    body = page(client).content.decode()
    assert "Dukun" in body
    for word in ("Sengi", "Rahasia", "Ketergantungan", "Orang atau peran", "Diam"):
        assert word not in body


@pytest.mark.parametrize("code", ["33", "33.08.06", factories.SENGI, "00", "33.09"])
def test_no_other_region_has_such_a_page(client, counted, coordinator, code):
    OpenNumbers.objects.create(regency_id=REGENCY, opened_by=coordinator)
    assert page(client, code if code != "00" else "").status_code == 404


def test_the_files_say_the_same_as_the_page(client, counted, coordinator):
    OpenNumbers.objects.create(regency_id=REGENCY, opened_by=coordinator)

    def file(format):
        return client.get(reverse("open_numbers_file", args=[REGENCY, format])).content

    rows = list(csv.reader(io.StringIO(file("csv").decode("utf-8-sig")), delimiter=";"))
    assert rows[1][1] == REGENCY
    assert rows[2][:2] == ["Dukun", "33.08.06"]
    told = json.loads(file("json"))["rows"][1]["values"]
    assert (told["groups"], told["groups.perempuan"]) == (2, 1)
    drawn = json.loads(file("geojson"))["features"]
    assert [each["properties"]["code"] for each in drawn] == ["33.08.06"]
    assert drawn[0]["properties"]["groups"] == 2
    assert drawn[0]["geometry"] is None  # nobody has brought its boundary
    assert not areas_of(["33.08.06"])[0].polygons


def test_there_is_no_other_format(client, counted, coordinator):
    OpenNumbers.objects.create(regency_id=REGENCY, opened_by=coordinator)
    assert client.get(reverse("open_numbers_file", args=[REGENCY, "xlsx"])).status_code == 404
