"""Comparison, report, copy and summary: who may read them, what stands there, what never does."""

import re
from datetime import date
from urllib.parse import unquote

import pytest
from django.urls import reverse

from jejaring.roles import Role
from tests import factories
from tests.jejaring.dashboards.district import (
    BESIDE,
    LONELY,
    NEIGHBOUR,
    REGENCY,
    SUBDISTRICT,
    VILLAGE,
    coordinator,
    district,
)
from villages.models import Region, Tally
from villages.tallies.keeping import count_all_marked

pytestmark = pytest.mark.django_db
PAGES = ("dashboard_compare", "dashboard_report", "dashboard_copy", "dashboard_summary")
MOST_QUERIES = {"dashboard_report": 15, "dashboard_copy": 15}


@pytest.fixture(autouse=True)
def _counted():
    district()


@pytest.fixture
def read(client):
    """Read a page as somebody, by default the coordinator of the kabupaten."""

    def read(name, code=REGENCY, query="", user=None):
        client.force_login(user or coordinator())
        return client.get(reverse(name, args=[code]) + query)

    return read


def words(response):
    """The words of a page without its tags, on one line."""
    text = re.sub(r"<(style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.mark.parametrize("name", PAGES)
def test_a_coordinator_reads_their_own_territory_and_nobody_elses(read, name):
    assert read(name, SUBDISTRICT, user=coordinator(SUBDISTRICT)).status_code == 200
    assert read(name, REGENCY).status_code == 200
    assert read(name, REGENCY, user=coordinator(SUBDISTRICT)).status_code == 404
    assert read(name, REGENCY, user=coordinator(LONELY)).status_code == 404
    assert read(name, VILLAGE, user=factories.user(Role.FACILITATOR)).status_code == 403
    assert read(name, "33.08.99").status_code == 404


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("code", [VILLAGE, SUBDISTRICT, REGENCY])
def test_a_page_asks_the_database_little(
    client, name, code, django_assert_max_num_queries, settings
):
    client.force_login(coordinator())
    query = f"?dengan={BESIDE if code == SUBDISTRICT else NEIGHBOUR}" if "compare" in name else ""
    address = reverse(name, args=[code]) + query
    assert client.get(address).status_code == 200
    with django_assert_max_num_queries(MOST_QUERIES.get(name, 12)):
        client.get(address)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "query", ["?bulan=kemarin", "?bulan=2026-13", "?rentang=7", "?jenis=naga", "?bulan=2099-01"]
)
def test_what_cannot_be_read_is_said_and_not_guessed(read, name, query):
    response = read(name, query=query)
    assert response.status_code == 400
    assert re.search(r"Pilih (dari daftar|bulan)", words(response))


@pytest.mark.parametrize("name", PAGES)
def test_a_month_without_data_is_said(read, name):
    response = read(name, query="?bulan=2020-01")
    assert response.status_code == 200
    assert "Belum ada angka untuk bulan ini" in words(response)
    assert "desa sudah dimulai" not in words(response)


@pytest.mark.parametrize("name", PAGES)
def test_a_kabupaten_with_one_village_and_a_retired_region_have_pages(read, name):
    assert read(name, LONELY, user=coordinator(LONELY)).status_code == 200
    Region.objects.filter(code=NEIGHBOUR).update(
        inactive_since=date(2026, 1, 1), successor_code=VILLAGE
    )
    count_all_marked()
    assert read(name, NEIGHBOUR).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_what_is_hidden_never_stands_as_a_number(read, name):
    """One person in the village: no page says 1, nor a total from which it could be taken off."""
    assert Tally.objects.get(region_code=VILLAGE, measure="people").number == 1
    query = f"?dengan={BESIDE}" if name == "dashboard_compare" else ""
    text = words(read(name, SUBDISTRICT, query))
    after = re.findall(r"Orang atau peran (?:orang )?(\S+)", text)
    assert all(not each[0].isdigit() or each == "0" for each in after)
    assert bool(after) is (name != "dashboard_summary")


# --- Comparison -------------------------------------------------------------------------------


def test_two_regions_stand_side_by_side_with_the_difference(read):
    text = words(read("dashboard_compare", SUBDISTRICT, f"?dengan={BESIDE}"))
    assert "Sudah dimulai desa 2 0 +2" in text
    assert "Sudah dimulai (100% desa dan 0% desa)" in text
    assert "patut ditanyakan sebabnya" in text


def test_a_region_is_compared_with_one_beneath_it_and_with_a_month(read):
    text = words(read("dashboard_compare", REGENCY, f"?dengan={SUBDISTRICT}"))
    assert "Desa desa 3 2 +1" in text
    response = read("dashboard_compare", REGENCY, "?bulan2=2020-01")
    assert "Belum ada angka untuk Januari 2020" in words(response)


def test_only_regions_of_the_reader_are_offered(read):
    page = read("dashboard_compare", SUBDISTRICT, user=coordinator(SUBDISTRICT)).content.decode()
    assert f'value="{VILLAGE}"' in page
    assert f'value="{BESIDE}"' not in page
    assert f'value="{BESIDE}"' in read("dashboard_compare", SUBDISTRICT).content.decode()


@pytest.mark.parametrize("code", [BESIDE, "33.09", "99", "00"])
def test_a_region_of_others_is_not_found(read, code):
    reader = coordinator(SUBDISTRICT)
    assert read("dashboard_compare", SUBDISTRICT, f"?dengan={code}", reader).status_code == 404


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?dengan=x", "Wilayah “x” tidak terbaca. Pilih wilayah dari daftar."),
        ("?dengan=33.08.99", "Wilayah “33.08.99” tidak ada."),
        (f"?dengan={REGENCY}", "Wilayahnya sama."),
        ("?bulan2=kapan", "Bulan “kapan” tidak terbaca."),
        ("?bulan2=2026-10&bulan=2026-10", "Bulannya sama."),
        (f"?bulan2=2026-10&dengan={SUBDISTRICT}", "jangan keduanya sekaligus"),
    ],
)
def test_a_comparison_that_makes_no_sense_says_what_to_choose(read, query, said):
    response = read("dashboard_compare", query=query)
    assert response.status_code == 400
    assert said in words(response)


def test_what_is_chosen_stays_when_something_else_is_chosen(read):
    page = read("dashboard_compare", query=f"?dengan={SUBDISTRICT}&rentang=3").content.decode()
    assert f'name="dengan" value="{SUBDISTRICT}"' in page
    assert 'name="rentang" value="3"' in page
    assert f"?&amp;dengan={SUBDISTRICT}" in page  # the chip that takes the span away


# --- Report, copy -----------------------------------------------------------------------------


def test_a_report_names_region_period_filters_and_coverage(read):
    text = words(read("dashboard_report", query="?rentang=12&jenis=perempuan"))
    for said in ("Kode wilayah 33.08", "Organisasi perempuan", "2 dari 3 desa sudah dimulai"):
        assert said in text
    for title in (
        "Cakupan dan ketepatan waktu",
        "Ketergantungan",
        "Tindak lanjut",
        "Per kecamatan",
    ):
        assert title in text


def test_a_village_has_a_report_without_what_is_sealed(read):
    text = words(read("dashboard_report", VILLAGE))
    assert "Hanya jumlah, dan hanya sampai tingkat kecamatan." not in text
    assert "Kerja sama" in text


def test_a_copy_stands_alone(read):
    response = read("dashboard_copy", SUBDISTRICT)
    page = response.content.decode()
    assert re.fullmatch(
        r'attachment; filename="330806-\w+-laporan-\d{6}\.html"', response["Content-Disposition"]
    )
    assert re.search(r"Disimpan \d+ \w+ \d{4}, \d\d\.\d\d", page)
    assert not re.search(r"<(a|link|script|img|iframe|form|object)\b|\b(href|src)=|@import", page)
    addresses = set(re.findall(r"https?://[\w.:]+", page))
    assert addresses == {"http://localhost:8000", "http://www.w3.org"}  # where from; drawings
    assert "url(http" not in page
    assert ".title-page" in page
    assert 'media="print"' in page


def test_a_file_that_cannot_be_made_is_refused_in_words(client):
    client.force_login(coordinator())
    for address in (
        reverse("dashboard_table", args=[REGENCY, "kelompok", "csv"]),
        reverse("dashboard_picture", args=[REGENCY, "kelompok", "sebaran", "svg"]),
    ):
        response = client.get(f"{address}?bulan=x")
        assert (response.status_code, response["Content-Type"][:10]) == (400, "text/plain")
        assert "Bulan “x” tidak terbaca" in response.content.decode()


# --- Summary ----------------------------------------------------------------------------------


def test_a_summary_is_shown_and_sent_as_it_stands(read):
    response = read("dashboard_summary")
    made = response.context["summary"]
    assert len(made.text) <= 900
    assert made.text in response.content.decode().replace("&quot;", '"')
    assert unquote(made.whatsapp).endswith(made.text)
    assert made.mail.startswith("mailto:?subject=")
    assert "%0D%0A" in made.mail
    assert "2 dari 3 desa sudah dimulai" in made.text


# --- Ways -------------------------------------------------------------------------------------


@pytest.mark.parametrize("beneath", ["", "peran/", "pertanyaan/", "laporan/", "ringkasan/"])
def test_every_page_of_numbers_leads_to_them_with_what_is_chosen(read, beneath):
    page = read("dashboard", query=f"{beneath}?rentang=3").content.decode()
    for way in ("banding", "laporan", "ringkasan"):
        assert f'href="/angka/{REGENCY}/{way}/?rentang=3"' in page


def test_the_overview_is_short_and_says_what_is_rounded(read):
    overview = words(read("dashboard"))
    part = words(read("dashboard", query="kelompok/"))
    assert "Desa memetakan" not in overview
    assert "Desa memetakan: Organisasi perempuan" in part
    assert "kelipatan 5" in overview
    assert "kelipatan 5" not in part
    assert "kelipatan 5" in words(read("dashboard", query="hubungan/"))


def test_a_picture_is_of_the_figure_that_is_looked_at(read):
    page = read("dashboard", query="kelompok/?angka=groups.otl&rentang=3").content.decode()
    assert f"/angka/{REGENCY}/kelompok/perjalanan.svg?rentang=3&amp;angka=groups.otl" in page
