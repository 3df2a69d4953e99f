"""What changed between two days, and the map of an earlier day."""

import re
from datetime import date, datetime, time, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from jejaring.roles import Role
from stakeholders.models import Tie, VillageNetwork
from stakeholders.services.groups import village_government
from tests import factories
from tests.factories import SENGI

pytestmark = pytest.mark.django_db

JANUARY, MARCH, JUNE = date(2026, 1, 15), date(2026, 3, 1), date(2026, 6, 1)
SINCE_MARCH = "?sejak=2026-03-01"


def at(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture
def sengi():
    return factories.village()


@pytest.fixture
def story(sengi):
    """A, asked in January: lost B, gained C. D, asked in June, named B and judged the government.

    E was known in January and has left.
    """
    groups = {
        name: factories.group(name=f"Kelompok {name}", created_at=at(JANUARY)) for name in "ABCDE"
    }
    a, b, c, d, e = groups.values()
    for group, day in ((a, JANUARY), (d, JUNE)):
        factories.worksheet(group, held_on=day, completed_at=at(day))

    def ended(source, target, kind, **fields):
        return factories.tie(source, target, kind, until=JUNE, closed_at=at(JUNE), **fields)

    ended(a, b, "competes", reason="Kata-kata rahasia.")
    ended(a, e, "supports")
    e.archived_at = at(JUNE)
    e.save()
    factories.tie(a, c, "supports", since=JUNE)
    factories.tie(d, b, "supports", since=JUNE)
    government = village_government(sengi)
    factories.tie(d, government, "government", stance="hinder", since=JUNE)
    ended(a, government, "government", stance="passive")
    VillageNetwork.objects.outdate(SENGI)
    return groups


def page_of(client, query=SINCE_MARCH, route="village_changes", code=SENGI):
    answer = client.get(reverse(route, args=[code]) + query)
    # The switch of languages repeats what the asker typed.
    body = re.sub(r'name="next"\s+value="[^"]*"', "", answer.content.decode())
    return answer.status_code, unescape(" ".join(body.split()))


def part(page, heading):
    """The section of a page under a heading with this id."""
    return page.split(f'aria-labelledby="{heading}"')[1].split("</section>")[0]


@pytest.fixture
def insider(client, sengi):
    client.force_login(factories.user())
    return client


# --- who sees it -----------------------------------------------------------------------------


def test_the_village_is_told_what_changed_and_what_is_only_heard(insider, story):
    status, page = page_of(insider)

    assert status == 200
    changed, heard = part(page, "berubah"), part(page, "terdengar")
    assert "Sejak 1 Maret 2026: +1 hubungan, −2 hubungan." in changed
    assert "Kelompok A – Kelompok C" in changed
    assert "Kelompok A – Kelompok B" in changed
    assert "dulu bersaing, menurut Kelompok A; kini berakhir" in changed
    assert "kini Kelompok E tidak ada lagi di peta" in changed
    assert "Tidak ada lagi di peta: Kelompok E." in changed
    assert "Kelompok B – Kelompok D" not in changed
    assert "Kelompok B – Kelompok D" in heard
    assert "Baru diwawancarai: Kelompok D." in heard
    assert "Pada 1 Maret 2026 baru 1 dari 5 kelompok yang diwawancarai." in page
    assert "1 dari 4" not in changed


def test_each_change_leads_to_the_tie_it_is_about(insider, story):
    _status, page = page_of(insider)

    for tie in Tie.objects.exclude(kind="government"):
        assert reverse("tie_detail", args=[tie.pk]) in page


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.BPD])
@pytest.mark.parametrize(
    ("route", "query"),
    [
        ("village_changes", SINCE_MARCH),
        ("village_changes", "?sejak=2026-02-01&sampai=2026-07-01"),
        ("village_map", "?tanggal=2026-03-01"),
        ("village_map", "?tanggal=2026-03-01&lapis=ketergantungan"),
    ],
)
def test_others_are_told_nothing_of_judgements_dependencies_and_words(
    client, story, role, route, query
):
    lender = factories.person(name="Pelepas uang", restricted=True, created_at=at(JANUARY))
    factories.tie(lender, story["A"], "membership", office="pembina", since=JUNE)
    client.force_login(factories.user(role))

    status, page = page_of(client, query, route)

    assert status == 200
    assert "Kelompok A" in page
    for secret in ("emerintah Desa Sengi", "menghambat", "pasif", "Pelepas uang", "rahasia"):
        assert secret not in page
    assert "etergantungan" not in page


def test_the_team_reads_judgements_apart_and_never_on_paper(insider, story):
    _status, page = page_of(insider)

    section = page.split('<section class="card private" aria-labelledby="pemerintah">')[1]
    assert "pemerintah desa menghambat, menurut Kelompok D" in section.split("</section>")[0]
    assert "menghambat" not in page.split('aria-labelledby="pemerintah"')[0]
    assert "rahasia" not in page


def test_strangers_and_coordinators_are_kept_out(client, story):
    client.force_login(factories.user(region_code="33.08.07"))
    assert page_of(client)[0] == 404
    client.force_login(factories.user(Role.COORDINATOR, "33.08"))
    assert page_of(client)[0] == 403


def test_a_village_nobody_has_begun_with_has_no_changes(insider):
    factories.village("33.08.06.2001", "Ngargomulyo", begun=False)

    assert page_of(insider, code="33.08.06.2001")[0] == 404


# --- the days -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "?sejak=2026-03-01&sampai=2026-07-01",
        "?sejak=2026-07-01&sampai=2026-03-01",
        "?sejak=1/3/2026&sampai=01/07/2026",
    ],
)
def test_days_are_read_as_people_write_them_and_in_either_order(insider, story, query):
    status, page = page_of(insider, query)

    assert status == 200
    assert "Antara 1 Maret 2026 dan 1 Juli 2026: +1 hubungan" in page
    assert 'value="2026-03-01"' in page
    assert 'value="2026-07-01"' in page


@pytest.mark.parametrize("until", ["2999-12-31", "9999-12-31", ""])
def test_a_day_to_come_is_today(insider, story, until):
    status, page = page_of(insider, f"?sejak=2026-03-01&sampai={until}")

    assert status == 200
    assert "Sejak 1 Maret 2026: +1" in page
    assert f'value="{timezone.localdate().isoformat()}"' in page


@pytest.mark.parametrize("query", ["", "?sejak=", "?hal=2"])
def test_without_a_day_it_looks_back_three_months(insider, story, query):
    status, page = page_of(insider, query)

    assert status == 200
    assert "tidak ada hubungan antarpihak yang tercatat berubah" in page


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("?sejak=kapan-kapan", "Sejak"),
        ("?sejak=2026-02-30", "Sejak"),
        ("?sejak=2026-03-01&sampai=31/31/2026", "Sampai"),
        ("?sejak=99999999999999", "Sejak"),
    ],
)
def test_a_day_that_is_none_is_refused_by_its_name(insider, story, query, label):
    status, page = page_of(insider, query)

    assert status == 422
    assert "Tanggal ini tidak terbaca." in page
    assert f"{label}:" in part(page, "tanggal-keliru")
    assert "Kelompok A" not in page


@pytest.mark.parametrize("query", ["?sejak=0001-01-01", "?sampai=0001-02-01", "?sejak=1/1/1899"])
def test_days_before_all_records_are_no_trouble(insider, story, query):
    assert page_of(insider, query)[0] == 200


def test_the_same_day_twice_has_no_changes(insider, story):
    status, page = page_of(insider, "?sejak=2026-03-01&sampai=2026-03-01")

    assert status == 200
    assert "tidak ada hubungan antarpihak yang tercatat berubah" in page


def test_looking_back_is_offered_to_the_last_visit_to_march_and_by_length(insider, story):
    _status, page = page_of(insider, "")

    chips = page.split('aria-label="Tanggal yang sering dipakai"')[1].split("</nav>")[0]
    assert "?sejak=2026-06-01" in chips
    assert "-03-01" in chips
    assert [
        chips.index(w) for w in ("kunjungan terakhir", "3 bulan", "Maret", "Setahun")
    ] == sorted(chips.index(w) for w in ("kunjungan terakhir", "3 bulan", "Maret", "Setahun"))
    assert 'aria-current="true">3 bulan' in chips


# --- the drawing ----------------------------------------------------------------------------------


def test_both_days_are_in_one_drawing_and_who_left_is_on_it(insider, story):
    _status, page = page_of(insider)

    drawing = page.split('<svg class="map compare wide')[1].split("</svg>")[0]
    for fate, times in (("is-added", 1), ("is-gone", 2), ("is-heard", 1)):
        assert drawing.count(fate) == times
    assert "Kelompok E" in drawing
    assert " left" in drawing
    assert "Pemerintah" not in drawing


def test_nothing_is_stored_by_looking_back(insider, story):
    before = VillageNetwork.objects.values().get(pk=SENGI)
    assert before["computed_revision"] < before["revision"]

    page_of(insider, "?sejak=2026-02-01&sampai=2026-07-01")
    page_of(insider, "?tanggal=2026-03-01", "village_map")

    assert VillageNetwork.objects.values().get(pk=SENGI) == before


# --- the map of an earlier day -----------------------------------------------------------------


def test_the_map_of_an_earlier_day_says_of_which_day_it_is(insider, story):
    status, page = page_of(insider, "?tanggal=1/3/2026", "village_map")

    assert status == 200
    assert "Peta per 1 Maret 2026" in page
    assert "Kelompok E" in page
    assert "1 dari 5 kelompok sudah diwawancarai" in page
    assert "kunjungan terakhir 15 Januari 2026" in page
    assert "tanggal=2026-03-01" in page.split('class="chips"')[1]
    assert "Rapikan peta" not in page


@pytest.mark.parametrize("query", ["", "?tanggal=", "?tanggal=2999-01-01"])
def test_without_an_earlier_day_the_map_is_that_of_today(insider, story, query):
    status, page = page_of(insider, query, "village_map")

    assert status == 200
    assert "Peta per" not in page.split("Lihat peta pada tanggal lain")[0]
    assert "Kelompok E" not in page
    assert "Rapikan peta" in page


def test_a_day_that_is_none_is_refused_and_today_is_shown(insider, story):
    status, page = page_of(insider, "?tanggal=31/31/2026", "village_map")

    assert status == 422
    assert "Peta per tanggal: “31/31/2026”" in page
    assert "Tanggal ini tidak terbaca." in page
    assert "Kelompok A" in page


def test_the_small_map_of_the_village_page_is_always_that_of_today(insider, story):
    status, page = page_of(insider, "?tanggal=2026-03-01", "village_detail")

    assert status == 200
    assert "Kelompok E" not in page


def test_village_and_map_lead_to_what_changed(insider, story):
    for route in ("village_detail", "village_map"):
        assert reverse("village_changes", args=[SENGI]) in page_of(insider, "", route)[1]


def test_a_visit_today_is_no_day_to_look_back_to(insider, story):
    today = timezone.localdate()
    factories.worksheet(story["B"], held_on=today)
    factories.worksheet(story["C"], held_on=today - timedelta(days=1))

    assert f"?sejak={today - timedelta(days=1)}" in page_of(insider, "")[1]
