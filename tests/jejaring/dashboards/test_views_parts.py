"""The page of one subject: what it opens with, and where it leads."""

import io
import re
from datetime import date, timedelta
from html import unescape
from urllib.parse import parse_qsl, urlencode

import openpyxl
import pytest
from django.urls import reverse

from cooperation.lifecycle import State
from jejaring.dashboards import coverage
from jejaring.dashboards.marking import mark_question
from jejaring.dashboards.questions import Question
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import between_villages, lead_to
from tests.jejaring.dashboards.district import (
    BESIDE,
    LONELY,
    NEIGHBOUR,
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


def test_whoever_looks_after_several_silent_villages_gets_one_message(read, monkeypatch):
    district()
    factories.user(Role.FACILITATOR, SUBDISTRICT, full_name="Sri Lestari", phone="0812-3456-7890")
    factories.user(Role.FACILITATOR, VILLAGE, full_name="Budi Santoso")
    page = read("cakupan")
    told = words(page)
    assert "Ingatkan sekaligus: 1 pendamping dengan beberapa desa diam" in told
    assert "Sri Lestari 2 desa diam Halo Sri, untuk 2 desa ini belum ada kegiatan" in told
    assert ": Sengi, Paten. Bila sudah ada" in told
    several = re.search(r'class="why screen-only together">(.*?)</details>', page.text, re.S)[1]
    assert 'href="https://wa.me/6281234567890?text=Halo%20Sri%2C%20untuk%202%20desa' in several
    assert "Budi" not in several
    monkeypatch.setattr(coverage, "MOST_NAMED", 1)
    assert ": Sengi, dan 1 lainnya. Bila" in words(read("cakupan"))


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


def regions_of(page):
    """What the choice of a region offers, by where it lies."""
    select = re.search(r'<select name="wilayah".*?</select>', page.content.decode(), re.S)[0]
    return {
        label: re.findall(r'value="([^"]*)"', options)
        for label, options in re.findall(
            r'<optgroup label="([^"]*)">(.*?)</optgroup>', select, re.S
        )
    }


def test_the_filter_offers_the_regions_around_that_one_may_read(read):
    district()
    found = regions_of(read("kelompok", user=coordinator()))
    assert found == {
        "Di atasnya": [REGENCY],
        "Setingkat": [BESIDE],
        "Di bawahnya": [VILLAGE, NEIGHBOUR],
    }
    assert regions_of(read("kelompok")) == {"Di bawahnya": [VILLAGE, NEIGHBOUR]}
    everywhere = regions_of(read("kelompok", code="33", user=coordinator("")))
    assert everywhere == {"Di atasnya": ["00"], "Di bawahnya": [REGENCY, LONELY]}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?wilayah=33.08&bulan=2026-10&jenis=&angka=met.adat", SUBDISTRICT),
        ("?wilayah=33.08.07", REGENCY),
        ("?wilayah=33.08.06.2012&angka=groups", SUBDISTRICT),
    ],
)
def test_another_region_is_the_same_page_with_all_else_that_is_chosen(read, query, code):
    district()
    answer = read("kelompok", code=code, user=coordinator(), query=query)
    asked = dict(parse_qsl(query[1:]))
    there = reverse("dashboard_part", args=[asked.pop("wilayah"), "kelompok"])
    assert answer.status_code == 302
    assert answer.url == there + (f"?{urlencode(asked)}" if asked else "")


def test_the_figure_on_the_map_stays_when_something_else_is_chosen(read):
    district()
    page = read("kelompok", query="?angka=groups.otl&rentang=3").content.decode()
    assert '<input type="hidden" name="angka" value="groups.otl">' in page
    chips = re.search(r'aria-label="Saringan yang dipakai">(.*?)</ul>', page, re.S)[1]
    assert 'href="?&amp;angka=groups.otl"' in chips
    assert 'name="angka"' not in read("kelompok").content.decode()


def test_a_village_has_no_page_of_what_is_sealed_but_its_own(read):
    district()
    query = f"?wilayah={VILLAGE}&rentang=3&angka=dependency"
    answer = read("ketergantungan", query=query)
    assert answer.url == reverse("dashboard", args=[VILLAGE]) + "?rentang=3"


@pytest.mark.parametrize("name", ["dashboard_questions", "dashboard_report", "dashboard_summary"])
def test_every_page_of_a_region_leads_to_another(client, name):
    district()
    client.force_login(coordinator())
    answer = client.get(reverse(name, args=[SUBDISTRICT]), {"wilayah": BESIDE})
    assert answer.url == reverse(name, args=[BESIDE])


def test_who_compares_takes_the_month_along_and_not_the_other_region(client):
    district()
    client.force_login(coordinator())
    there = reverse("dashboard_compare", args=[BESIDE])
    here = reverse("dashboard_compare", args=[SUBDISTRICT])
    answer = client.get(here, {"wilayah": BESIDE, "dengan": BESIDE})
    assert answer.url == there
    answer = client.get(here, {"wilayah": BESIDE, "bulan2": "2026-01"})
    assert answer.url == f"{there}?bulan2=2026-01"


@pytest.mark.parametrize("text", ["33.09", "99", "33.08.99", "x", "33.08.06\n", "//jahat.id", "٣٣"])
def test_a_region_that_is_not_theirs_or_none_is_told_and_the_page_stays(read, text):
    district()
    answer = read("kelompok", user=coordinator(), query="?" + urlencode({"wilayah": text}))
    assert answer.status_code == 400
    assert "Pilih wilayah dari daftar." in words(answer)
    assert "Kecamatan" in words(answer)


def test_a_kind_of_group_that_a_part_knows_nothing_of_is_said_so(read):
    district()
    told, said = words(read("pertemuan", query="?jenis=otl")), "hanya membedakan angka bagian"
    assert said in told
    assert "Jenis kelompok: Organisasi" not in told
    groups = words(read("kelompok", query="?jenis=otl"))
    assert said not in groups
    assert "Jenis kelompok: Organisasi" in groups
    assert said not in words(read("pertemuan"))


def test_a_month_that_was_not_counted_raises_no_question(read):
    district()
    before = later(this_month(), -3)
    told = words(read("cakupan", query=f"?bulan={before // 100}-{before % 100:02}"))
    assert "Belum ada angka untuk bulan ini" in told
    assert "desa diam pada" not in told


def test_a_figure_that_a_part_does_not_have_is_named(read):
    district()
    answer = read("kelompok", query="?angka=nope")
    assert answer.status_code == 400
    assert "Angka “nope” tidak ada di bagian ini." in words(answer)
