"""Pages of joint bodies, for those who write, those who read, and strangers."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cooperation.models import JointBody
from cooperation.services.bodies import count_members, found_body
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import PATEN, with_partner
from tests.factories import SENGI

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return factories.user(Role.VILLAGE_HEAD, SENGI)


@pytest.fixture
def reader():
    return factories.user(Role.BPD, SENGI)


@pytest.fixture
def stranger():
    return factories.user(Role.VILLAGE_HEAD, "33.08.06.2001")


@pytest.fixture
def body(writer):
    villages = [factories.village(), factories.village(PATEN, "Paten")]
    return found_body(kind="bkad", name="BKAD Dukun", villages=villages, by=writer)


def statuses(client, people, address):
    found = []
    for person in people:
        client.force_login(person)
        found.append(client.get(address).status_code)
    return found


def test_the_page_of_a_body_is_read_by_its_villages_and_written_by_those_who_draft(
    client, writer, reader, stranger, body
):
    people = (writer, reader, stranger)
    assert statuses(client, people, body.get_absolute_url()) == [200, 200, 404]
    for route in ("body_edit", "body_review", "body_report"):
        assert statuses(client, people, reverse(route, args=[body.pk])) == [200, 403, 404]
    members = reverse("body_members", args=[body.pk, SENGI])
    assert statuses(client, people, members) == [200, 403, 404]
    not_served = reverse("body_members", args=[body.pk, "33.08.06.2001"])
    assert statuses(client, people, not_served) == [404, 403, 404]


def test_a_reader_is_offered_nothing_to_write(client, reader, body):
    client.force_login(reader)
    page = client.get(body.get_absolute_url()).content.decode()
    assert reverse("body_edit", args=[body.pk]) not in page
    assert "belum diatur kabupaten" in page


def test_a_body_is_recorded_with_its_villages_by_name(client, writer):
    factories.village()
    factories.village(PATEN, "Paten")
    client.force_login(writer)
    address = reverse("body_create", args=[SENGI])
    form = {"id": "019a0000-0000-7000-8000-000000000001", "kind": "bkad", "name": "BKAD Dukun"}
    refused = client.post(address, form)
    assert refused.status_code == 422
    assert "Sebutkan sedikitnya satu desa lain" in refused.content.decode()
    form["term_from"], form["term_until"] = "2027-02-28", "2026-02-28"
    refused = client.post(address, form | {"others": "Paten"})
    assert "Masa tugas berakhir sebelum mulai" in refused.content.decode()
    done = client.post(address, form | {"others": "Paten", "term_from": ""})
    body = JointBody.objects.get()
    assert done.url == body.get_absolute_url()
    assert set(body.villages.values_list("pk", flat=True)) == {SENGI, PATEN}


def test_nobody_writes_themselves_out_of_a_body(client, writer, body):
    factories.village("33.08.06.2014", "Krinjing")
    client.force_login(writer)
    form = {"seen": 1, "kind": "bkad", "name": "BKAD Dukun", "others": "Paten\nKrinjing"}
    answer = client.post(reverse("body_edit", args=[body.pk]), form)
    assert answer.status_code == 422
    assert "harus desa Anda sendiri" in answer.content.decode()


def test_an_edit_over_an_old_version_keeps_what_was_written(client, writer, body):
    client.force_login(writer)
    address = reverse("body_edit", args=[body.pk])
    form = {"kind": "bkad", "others": f"{SENGI}\n{PATEN}"}
    assert client.post(address, form | {"seen": 1, "name": "Satu"}).status_code == 302
    late = client.post(address, form | {"seen": 1, "name": "Dua"})
    assert late.status_code == 409
    page = late.content.decode()
    assert 'value="Dua"' in page
    assert 'name="seen" value="2"' in page
    assert client.post(address, form | {"seen": 2, "name": "Dua"}).status_code == 302


def test_an_agreement_of_others_stays_bound_and_unseen(client, writer, body):
    other = with_partner()
    sengi_only = other.agreement
    facilitator = factories.user(Role.FACILITATOR, PATEN)
    JointBody.objects.update(agreement=sengi_only)
    client.force_login(facilitator)
    page = client.get(body.get_absolute_url()).content.decode()
    assert sengi_only.title not in page
    form = {"seen": 1, "kind": "bkad", "name": "Baru", "others": f"{SENGI}\n{PATEN}"}
    assert client.post(reverse("body_edit", args=[body.pk]), form).status_code == 302
    assert JointBody.objects.get().agreement == sengi_only


def test_an_office_needs_a_member_of_that_sex(client, writer, body):
    client.force_login(writer)
    address = reverse("body_members", args=[body.pk, SENGI])
    form = {"seen": 1, "men_bpd": "1", "office_chair": "f"}
    assert client.post(address, form).status_code == 422
    assert client.post(address, form | {"women_bpd": "1"}).status_code == 302
    page = client.get(body.get_absolute_url()).content.decode()
    assert "1 dari 2 pengurus perempuan; empat kategori belum terwakili." in page
    assert client.post(address, form | {"women_bpd": "-1"}).status_code == 422


def test_a_review_that_came_second_is_told_and_can_be_sent_again(client, writer, body):
    client.force_login(writer)
    address = reverse("body_review", args=[body.pk])
    form = {"seen": 0, "held_on": "2026-10-01", "planned": "Periksa pipa", "happened": "Sebagian"}
    assert client.post(address, form).status_code == 302
    late = client.post(address, form | {"planned": "Tagih iuran"})
    assert late.status_code == 409
    assert "Tagih iuran" in late.content.decode()
    assert 'name="seen" value="1"' in late.content.decode()
    wrong = client.post(address, form | {"seen": 1, "next_on": "2026-10-01"})
    assert wrong.status_code == 422


def test_a_report_is_noted_with_its_copies_and_not_twice(client, writer, body):
    client.force_login(writer)
    address = reverse("body_report", args=[body.pk])
    form = {"covers_until": "2026-06-30", "handed_on": "2026-07-02", "copied_to_regent": "on"}
    assert client.post(address, form | {"handed_on": "2026-06-01"}).status_code == 422
    assert client.post(address, form).status_code == 302
    assert client.post(address, form).status_code == 422
    page = client.get(body.get_absolute_url()).content.decode()
    assert "tembusan bupati atau wali kota lewat camat" in page


def test_a_village_head_reports_on_third_parties_only(client):
    cast = with_partner()
    client.force_login(cast.people["head-sengi"])
    address = reverse("agreement_report", args=[cast.agreement.pk])
    assert client.get(address).status_code == 200
    form = {"covers_until": "2026-06-30", "handed_on": "2026-07-02"}
    assert client.post(address, form).status_code == 302
    cast.agreement.flow = "between"
    cast.agreement.save()
    assert client.get(address).status_code == 404


def test_the_list_is_searched_by_name_and_village_and_chosen_by_kind(client, writer, body):
    client.force_login(writer)
    address = reverse("body_list")
    for query, found in (("", True), ("?cari=paten", True), ("?cari=tidak", False)):
        assert ("BKAD Dukun" in client.get(address + query).content.decode()) == found
    assert "BKAD Dukun" not in client.get(address + "?jenis=bumdesma").content.decode()


def test_the_list_is_downloaded_as_it_is_asked_for(client, writer, body, stranger):
    found_body(kind="bumdesma", name="Niaga Dukun", villages=list(body.villages.all()), by=writer)
    count_members(
        body=body,
        seen=1,
        village=body.villages.get(pk=SENGI),
        counts={"bpd": (2, 1), "government": (0, 1)},
        offices={},
        by=writer,
    )
    client.force_login(writer)
    assert reverse("body_sheet") in client.get(reverse("body_list")).content.decode()
    response = client.get(reverse("body_sheet") + "?jenis=bkad&cari=dukun")
    assert "attachment" in response["Content-Disposition"]
    book = load_workbook(BytesIO(response.content))
    heads, row = [[cell.value for cell in line] for line in book["Badan"].iter_rows()]
    said = dict(zip(heads, row, strict=True))
    assert said["Badan"] == "BKAD Dukun"
    assert said["Kode desa"] == f"{SENGI}; {PATEN}"
    assert (said["Perempuan"], said["Laki-laki"]) == (2, 2)
    members = [[cell.value for cell in line] for line in book["Pengurus"].iter_rows()]
    assert len(members) == 3
    assert ["Jenis", "BKAD"] in [[c.value for c in line] for line in book["Keterangan"].iter_rows()]
    client.force_login(stranger)
    book = load_workbook(BytesIO(client.get(reverse("body_sheet")).content))
    assert book["Badan"].max_row == 1
    client.force_login(factories.user(Role.GROUP_OPERATOR, SENGI, group=factories.group()))
    assert client.get(reverse("body_sheet")).status_code == 403


def test_the_file_asks_the_same_number_of_questions_however_many_bodies(
    client, writer, body, django_assert_num_queries
):
    client.force_login(writer)
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("body_sheet"))
    for number in range(3):
        villages = list(body.villages.all())
        found_body(kind="bkad", name=f"BKAD {number}", villages=villages, by=writer)
    with django_assert_num_queries(len(one)):
        client.get(reverse("body_sheet"))
