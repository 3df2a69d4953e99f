"""The first page, for each role."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperation.lifecycle import State
from cooperation.models import Agreement
from jejaring.models import Membership
from jejaring.roles import Role
from jejaring.services import request_access
from stakeholders.models import Worksheet
from tests import factories
from tests.clock import turning
from tests.cooperation.makers import between_villages, lead_to
from tests.factories import SENGI, answer, group, user, village, worksheet
from tests.jejaring.dashboards.district import asked
from villages.models import VillageProfile
from villages.tallies.months import in_words, this_month
from villages.tallies.rebuilding import rebuild

pytestmark = pytest.mark.django_db

DUKUN = "33.08.06"


def body_of(client, person, **query) -> str:
    client.force_login(person)
    response = client.get(reverse("home"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_somebody_who_has_not_signed_in_is_sent_to_the_sign_in_page(client):
    response = client.get(reverse("home"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_a_facilitator_sees_what_is_done_and_what_is_next(client):
    sheet = worksheet(group(name="KWT Melati"), held_on="2026-11-14", resume_step=5)
    answer(sheet, 0, {})
    done = worksheet(group(name="Tani Lereng"), completed_at=timezone.now())
    body = body_of(client, user())
    assert "1 dari 2 kelompok sudah diwawancarai" in body
    assert "14 November 2026" in body
    assert "Lanjutkan lembar KWT Melati di pertanyaan 5" in body
    assert f'href="{reverse("worksheet_step", args=[sheet.pk, 5])}"' in body
    assert "Kec. Dukun, Kabupaten Magelang" in body
    assert done.group.name not in body


def test_a_village_without_groups_offers_to_record_the_first(client):
    village()
    assert "Catat kelompok pertama" in body_of(client, user())


def test_a_group_nobody_asked_is_next(client):
    one, person = group(name="Majelis Taklim"), user()
    body = body_of(client, person)
    assert "Wawancarai Majelis Taklim" in body
    assert reverse("worksheet_start", args=[one.pk]) in body
    client.post(reverse("worksheet_start", args=[one.pk]), {"desa": one.village_id})
    assert "Lanjutkan lembar Majelis Taklim" in body_of(client, person)


def test_when_everybody_was_asked_the_findings_are_next(client):
    worksheet(completed_at=timezone.now())
    assert "Baca temuan" in body_of(client, user())


def test_villages_of_others_do_not_appear(client):
    village("33.08.07.2001", "Kembaran")
    village()
    assert "Kembaran" not in body_of(client, user())


def test_villages_not_begun_are_named_by_subdistrict_when_they_are_few(client):
    village()
    village("33.08.06.2001", "Ngargomulyo", begun=False)
    body = body_of(client, user(region_code=DUKUN))
    assert "1 desa di wilayah Anda belum dimulai" in body
    assert "Kecamatan Dukun" in body
    assert "Ngargomulyo" in body


def test_many_villages_not_begun_are_only_counted(client):
    village()
    for number in range(1, 42):
        village(f"33.08.07.2{number:03}", f"Sumber {number}", begun=False)
    body = body_of(client, user(region_code="33.08"))
    assert "41 desa di wilayah Anda belum dimulai" in body
    assert "Sumber 7" not in body


def test_wards_are_never_counted_as_villages_to_begin(client):
    village()
    village("33.08.06.1001", "Kota Dukun", begun=False)
    assert "Semua desa di wilayah Anda sudah dimulai" in body_of(client, user(region_code=DUKUN))


def test_a_newcomer_is_shown_the_example_village_first(client):
    village()
    VillageProfile.objects.update(is_example=True)
    body = body_of(client, user())
    assert "Baru pertama kali di sini?" in body
    assert "Buka Desa Sengi" in body
    VillageProfile.objects.update(is_example=False)
    assert "Baru pertama kali di sini?" not in body_of(client, user())


def test_a_facilitator_without_villages_begins_with_one_group(client):
    village(begun=False)
    assert "Mulai dari satu kelompok" in body_of(client, user())


def test_the_village_visited_last_comes_first_and_the_rest_is_paged(client):
    for number in range(1, 13):
        village(f"33.08.06.20{number:02}", f"Desa ke-{number:02}")
    worksheet(group(village("33.08.06.2012")))
    person = user(region_code=DUKUN)
    first, second = body_of(client, person), body_of(client, person, hal=2)
    assert first.index("Desa ke-12") < first.index("Desa ke-01")
    assert "halaman 1 dari 2" in first
    assert "Desa ke-11" in second
    assert "Desa ke-11" not in first


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", ""])
def test_a_page_that_is_not_there_shows_one_that_is(client, page):
    village()
    assert "Desa Sengi" in body_of(client, user(), hal=page)


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.BPD])
def test_an_official_is_led_to_the_own_village_and_asked_to_record_nothing(client, role):
    worksheet(group(name="KWT Melati"))
    body = body_of(client, user(role))
    assert "Desa Sengi" in body
    assert f'href="{reverse("village_detail", args=[SENGI])}"' in body
    assert "Buka peta desa" in body
    assert "Lanjutkan" not in body
    assert "KWT Melati" not in body


def test_an_official_of_a_village_nobody_has_begun_is_told_so(client):
    village(begun=False)
    assert "Pemetaan belum dimulai" in body_of(client, user(Role.OFFICIAL))


def test_a_group_operator_is_led_to_the_own_group_alone(client):
    own, other = group(name="KWT Melati"), group(name="Tani Lereng")
    body = body_of(client, user(Role.GROUP_OPERATOR, group=own))
    assert "KWT Melati" in body
    assert other.name not in body


def test_a_coordinator_sees_numbers_by_subdistrict_and_never_a_name(client):
    worksheet(group(name="KWT Melati"))
    village("33.08.06.2001", "Ngargomulyo", begun=False)
    body = body_of(client, user(Role.COORDINATOR, "33.08"))
    assert "1 dari 2 desa di Kabupaten Magelang" in body
    assert "Kecamatan Dukun" in body
    for name in ("KWT Melati", "Desa Sengi", "Ngargomulyo"):
        assert name not in body


def test_a_coordinator_sees_that_somebody_waits_for_an_answer(client):
    village()
    request_access(region_code=village().code, by=user(region_code="33.08.07.2001"))
    body = body_of(client, user(Role.COORDINATOR, DUKUN))
    assert "1 permintaan akses menunggu jawaban Anda" in body
    other = user(Role.COORDINATOR, "33.09")
    assert "menunggu jawaban" not in body_of(client, other)


def test_an_administrator_is_led_to_people_and_kinds(client):
    village()
    body = body_of(client, user(Role.ADMINISTRATOR, ""))
    assert "Undang orang" in body
    assert "Jenis kelompok" in body
    assert "Provinsi Jawa Tengah" in body


def test_somebody_without_any_membership_is_told_what_to_ask_for(client):
    assert "Mintalah undangan" in body_of(client, user(role=None))


def test_the_number_of_queries_does_not_grow_with_the_villages(
    client, django_assert_max_num_queries
):
    person = user(region_code="33.08")
    for number in range(1, 10):
        home = village(f"33.08.0{number}.2001", f"Desa {number}")
        worksheet(group(home))
    Worksheet.objects.update(completed_at=timezone.now())
    client.force_login(person)
    # Four of them look for agreements, duties and dated rules of a kabupaten; with rows a few more,
    # see test_calendar.
    with django_assert_max_num_queries(17):
        client.get(reverse("home"))


def numbered():
    """A counted kecamatan with one village that has begun and one that has not."""
    village()
    village("33.08.06.2013", "Paten", begun=False)
    rebuild()


def test_a_coordinator_of_a_kecamatan_begins_with_what_to_look_at(client):
    numbered()
    body = body_of(client, user(Role.COORDINATOR, DUKUN))
    assert re.search(r"<h1>\s*Kecamatan Dukun\s*</h1>", body)
    assert f"2 desa diam pada {in_words(this_month())}" in body
    assert "1 sudah dimulai, 1 belum" in body
    assert f'href="{reverse("dashboard_part", args=[DUKUN, "cakupan"])}#diam"' in body
    assert f'href="{reverse("dashboard_report", args=[DUKUN])}"' in body
    assert "Tidak ada kerja sama yang berakhir dalam setahun." in body


def test_an_agreement_that_ends_is_named_to_whoever_may_read_it(client):
    cast = lead_to(between_villages(), State.RUNNING)
    rebuild()
    camat = user(Role.COORDINATOR, DUKUN)
    for days, is_next in ((366, True), (367, False), (-1, False)):
        Agreement.objects.update(ends_on=timezone.localdate() + timedelta(days=days))
        told = "Kerja sama yang berakhir berikutnya" in body_of(client, camat)
        assert told == is_next, days
    Agreement.objects.update(ends_on=timezone.localdate())
    assert cast.agreement.title in body_of(client, camat)
    neighbour = user(Role.COORDINATOR, "33.08.07")
    factories.village("33.08.07.2001", "Mangunsoko")
    assert cast.agreement.title not in body_of(client, neighbour)


def test_a_role_that_is_empty_everywhere_leads_to_its_question(client):
    asked(bpd="no")
    body = body_of(client, user(Role.COORDINATOR, DUKUN))
    assert "Peran “punya wakil di BPD” kosong" in body
    there, key = reverse("dashboard_part", args=[DUKUN, "peran"]), "tanya-role-bpd"
    assert f'href="{there}#{key}"' in body
    assert f'id="{key}"' in client.get(there).content.decode()


def test_whoever_looks_after_several_regions_reads_which_is_which(client):
    numbered()
    village("33.08.07.2001", "Mangunsoko", begun=False)
    rebuild()
    both = user(Role.COORDINATOR, DUKUN)
    Membership.objects.create(user=both, role=Role.COORDINATOR, region_code="33.08.07")
    body = body_of(client, both)
    assert "Wilayah Anda" in body
    assert body.count("desa diam pada") == 2


def test_early_in_a_month_the_month_before_is_looked_at(client):
    camat = user(Role.COORDINATOR, DUKUN)
    with turning(datetime(2027, 1, 20, 3, tzinfo=UTC)) as clock:
        numbered()
        assert "2 desa diam pada Januari 2027" in body_of(client, camat)
        clock.move_to(datetime(2027, 2, 10, 3, tzinfo=UTC))
        body = body_of(client, camat)
        assert "2 desa diam pada Januari 2027" in body
        assert "Cetak laporan Januari 2027" in body
        there = reverse("dashboard_part", args=[DUKUN, "cakupan"])
        assert f'href="{there}?bulan=2027-01#diam"' in body
        assert f'href="{reverse("dashboard", args=[DUKUN])}"' in body
        clock.move_to(datetime(2027, 2, 11, 3, tzinfo=UTC))
        assert "2 desa diam pada Februari 2027" in body_of(client, camat)
