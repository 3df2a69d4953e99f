"""The page of one subject: what it opens with, and where it leads."""

import io
import re
from datetime import date, timedelta
from html import unescape

import openpyxl
import pytest
from django.urls import reverse

from cooperation.lifecycle import State
from jejaring.dashboards.marking import mark_question
from jejaring.dashboards.questions import Question
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import between_villages, lead_to
from tests.jejaring.dashboards.district import (
    REGENCY,
    SUBDISTRICT,
    VILLAGE,
    asked,
    coordinator,
    district,
)
from tests.jejaring.dashboards.test_views_reports import words
from villages.models import QuestionMark, Tally
from villages.tallies.keeping import count_all_marked
from villages.tallies.months import in_words, later, month_of, this_month

pytestmark = pytest.mark.django_db
KEYS = (
    "cakupan",
    "kelompok",
    "peran",
    "hubungan",
    "ketergantungan",
    "kerja-sama",
    "pertemuan",
    "tindak-lanjut",
)


@pytest.fixture
def read(client):
    """Read the page of a part, by default as the coordinator of the kecamatan."""

    def read(key, code=SUBDISTRICT, user=None, query=""):
        client.force_login(user or coordinator(SUBDISTRICT))
        return client.get(reverse("dashboard_part", args=[code, key]) + query)

    return read


@pytest.fixture
def ending():
    """An agreement of two villages that ends in two months; the first day of that month."""
    cast = lead_to(between_villages(), State.RUNNING)
    month = later(this_month(), 2)
    ends_on = date(month // 100, month % 100, 15)
    cast.agreement.refresh_from_db()
    cast.agreement.ends_on = ends_on
    cast.agreement.save(update_fields=["ends_on"])
    count_all_marked()
    return ends_on


def active_once():
    """Something was recorded in Sengi two months ago."""
    month = later(this_month(), -2)
    Tally.objects.create(region_code=VILLAGE, month=month, measure="active", number=1)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("code", [SUBDISTRICT, REGENCY])
def test_a_part_asks_the_database_little(client, key, code, django_assert_max_num_queries):
    district()
    client.force_login(coordinator())
    address = reverse("dashboard_part", args=[code, key])
    assert client.get(address).status_code == 200
    with django_assert_max_num_queries(12):
        client.get(address)


def test_the_role_that_is_empty_everywhere_stands_on_top_with_its_villages(read):
    asked(adat_regulation="no", planning="yes")
    page = words(read("peran"))
    said = "Peran “ikut membahas aturan adat (peraturan desa adat)” kosong"
    assert page.index(said) < page.index("Saring:")
    assert "Peran “ikut merencanakan pembangunan” kosong" not in page
    assert "Menyangkut 3 desa Sengi 33.08.06.2012 Paten" in page


def test_what_was_settled_is_not_asked_again(read):
    asked(adat_regulation="no")
    assert "kosong di" in words(read("peran"))
    question = Question("role-adat_regulation", "3", "", "", "", "peran", 1)
    verdict = QuestionMark.Verdict.SETTLED
    mark_question(code=SUBDISTRICT, question=question, verdict=verdict, note="", by=coordinator())
    assert "kosong di" not in words(read("peran"))


def test_the_silent_villages_come_first_with_the_words_of_the_reminder(read):
    district()
    factories.user(Role.FACILITATOR, SUBDISTRICT, full_name="Sri Lestari", phone="0812-3456-7890")
    page = read("cakupan")
    told = words(page)
    assert told.index("2 desa diam pada") < told.index("Sudah dipetakan")
    assert told.index("2 desa diam pada") < told.index("Peta: Diam")
    assert "Ingatkan Sri Lestari" in told
    assert 'href="https://wa.me/6281234567890?text=' in page.content.decode()


def test_a_village_that_fell_silent_shows_what_would_be_sent(read):
    district()
    factories.user(Role.FACILITATOR, SUBDISTRICT, full_name="Sri Lestari")
    active_once()
    told = words(read("cakupan"))
    assert "1 pernah mencatat, 1 belum pernah" in told
    assert "Pesan untuk Sri Lestari Halo Sri, untuk Desa Sengi belum ada" in told
    assert "untuk Desa Paten belum ada" not in told


def test_a_village_that_is_at_work_is_not_silent_on_its_own_page(read):
    district()
    Tally.objects.create(region_code=VILLAGE, month=this_month(), measure="active", number=1)
    told = words(read("cakupan", code=VILLAGE))
    assert "Semua desa mencatat kegiatan" in told
    assert "0 desa diam pada" in told


def test_a_month_with_an_end_leads_to_its_agreements(read, client, ending):
    page = read("kerja-sama").content.decode()
    month = f"{ending:%Y-%m}"
    way = re.search(rf'href="([^"]*habis={month}[^"]*)"', page)
    listed = words(client.get(unescape(way[1])))
    assert "1 tercatat menurut saringan ini" in listed
    next_month = month_of(ending.replace(day=1) + timedelta(days=32))
    assert f"habis={next_month // 100}-{next_month % 100:02}" not in page
    other = unescape(way[1]).replace(month, f"{next_month // 100}-{next_month % 100:02}")
    assert "Tidak ada yang cocok" in words(client.get(other))


def test_whoever_reads_no_agreements_is_led_to_no_list(read, ending):
    admin = factories.user(Role.ADMINISTRATOR, "")
    page = read("kerja-sama", user=admin)
    assert f"1 kerja sama berakhir pada {in_words(month_of(ending))}" in words(page)
    assert 'href="/kerja-sama/' not in page.content.decode()


def test_courses_of_villages_are_drawn_where_something_moved(read, client):
    district()
    assert "chart-multiples" not in read("cakupan").content.decode()
    Tally.objects.create(
        region_code=VILLAGE, month=later(this_month(), -2), measure="active", number=1
    )
    page = read("cakupan").content.decode()
    assert page.count('<li class="panel">') == 1
    assert "Selalu 0: Paten." in page
    address = reverse(
        "dashboard_picture", args=[SUBDISTRICT, "cakupan", "perjalanan-wilayah", "xlsx"]
    )
    assert address in page
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(address).content)).active
    rows = {row[0]: row[2:14] for row in sheet.iter_rows(values_only=True)}
    assert sum(rows["Sengi"]) == 1
    assert set(rows["Paten"]) == {0}
    assert "Kecamatan Dukun" in rows
    for kind in ("svg", "png"):
        assert client.get(address.replace("xlsx", kind)).status_code == 200


def test_the_report_leaves_them_out(client):
    district()
    Tally.objects.create(
        region_code=VILLAGE, month=later(this_month(), -2), measure="active", number=1
    )
    client.force_login(coordinator())
    page = client.get(reverse("dashboard_report", args=[SUBDISTRICT])).content.decode()
    assert "chart-trend" in page
    assert "chart-multiples" not in page


def test_the_filter_tells_what_is_chosen_and_opens_where_it_was_refused(read):
    district()
    page = read("kelompok", query="?jenis=perempuan&rentang=3").content.decode()
    assert re.search(r"Saring: \w+ \d{4}, 3 bulan, organisasi perempuan", page)
    assert '<details class="unfold screen-only" open' not in " ".join(page.split())
    refused = " ".join(read("kelompok", query="?jenis=naga").content.decode().split())
    assert '<details class="unfold screen-only" open' in refused
