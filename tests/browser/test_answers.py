"""A stranger answers four questions from the sample kecamatan, without help, in three ways.

Who connects the fishers to the village government? Which group has nobody asked yet? Which role is
empty everywhere? What changed since March?
"""

import re

import pytest
from playwright.sync_api import expect

from jejaring.models import User
from tests.browser.hands import Finger, FingerWithoutScript, Keys

MARCH = "Maret 2026"
SCREENS = 6  # of a phone that the page of a kecamatan may be long


@pytest.fixture(params=[Finger, FingerWithoutScript, Keys], ids=["thumb", "no script", "keys"])
def hands(request, sample, new_page, sign_in):
    """Somebody who has just signed in for the first time and looks at the first page."""
    page = new_page(**request.param.options)
    sign_in(page, User.objects.get(username="pendamping"))
    page.goto("/")
    return request.param(page)


def test_four_questions_are_answered_from_the_first_page_on(hands):
    page = hands.page
    hands.press(page.get_by_role("link", name="Ringkasan Kecamatan Dukun"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Kecamatan Dukun")

    nobody_asked = page.locator(".finding").filter(has_text="Belum ditanya").first
    expect(nobody_asked).to_contain_text("belum disebut siapa pun")
    expect(nobody_asked).to_contain_text("Paguyuban Mitra Mandiri")
    expect(page.get_by_text("Di semua desa yang ditanya (")).to_contain_text("aturan adat (")

    hands.press(page.get_by_role("link", name=MARCH, exact=True))
    expect(page.get_by_role("heading", name=f"Yang berubah sejak {MARCH}")).to_be_visible()
    changed = page.locator("#perubahan")
    expect(changed.get_by_role("listitem").filter(has_text="Desa Sengi")).to_contain_text(
        re.compile(r"1 hubungan baru, 1 berakhir,? dan 1 berubah")
    )

    krinjing = page.get_by_role("region", name="Desa Krinjing")
    expect(krinjing).to_contain_text("Kelompok nelayan 1")
    hands.press(krinjing.get_by_role("link", name="Siapa menghubungkan siapa?"))
    hands.pick(page.get_by_label("Dari siapa?"), "Nelayan Telaga Trono")
    hands.pick(page.get_by_label("Ke siapa?"), "Pemerintah Desa Krinjing")
    hands.press(page.get_by_role("button", name="Cari jalannya"))
    expect(page.locator(".finding-say")).to_have_text(
        "Nelayan Telaga Trono terhubung dengan Pemerintah Desa Krinjing lewat Ternak Mulyo Trayem."
    )


def test_any_month_can_be_chosen_to_tell_changes_from(hands):
    page = hands.page
    page.goto("/kecamatan/33.08.06/")
    hands.press(page.get_by_text("Bulan lain", exact=True))
    hands.pick(page.get_by_label("Sejak", exact=True), "April 2026")
    hands.press(page.get_by_role("button", name="Lihat", exact=True))
    expect(page.get_by_role("heading", name="Yang berubah sejak April 2026")).to_be_visible()


def test_a_kecamatan_is_a_few_screens_long_and_unfolds_to_all_that_is_said(
    sample, new_page, sign_in
):
    page = new_page(**FingerWithoutScript.options)
    sign_in(page, User.objects.get(username="pendamping"))
    page.goto("/kecamatan/33.08.06/")
    body = page.locator("body").bounding_box()
    assert body["height"] < SCREENS * page.viewport_size["height"]
    told = page.get_by_text("Tani Salak Trono berkata")
    expect(told).to_be_hidden()
    page.get_by_role("region", name="Desa Krinjing").get_by_text("3 temuan:").tap()
    expect(told).to_be_visible()


def test_what_is_folded_on_the_page_of_a_kecamatan_is_printed(sample, page, sign_in):
    sign_in(page, User.objects.get(username="pendamping"))
    page.goto("/kecamatan/33.08.06/")
    page.emulate_media(media="print")
    for words in (
        "6 kelompok sudah disebut, tetapi belum diwawancarai",
        "Jemaat Lereng Damai",
        "Tani Salak Trono berkata",
    ):
        expect(page.get_by_text(words).first).to_be_visible()
    expect(page.get_by_text("Bulan lain")).to_be_hidden()


def test_the_way_of_every_group_to_the_government_is_told_before_anybody_asks(hands):
    page = hands.page
    page.goto("/desa/33.08.06.2014/jalur/")
    fishers = page.get_by_role("listitem").filter(has_text="Nelayan Telaga Trono")
    expect(fishers).to_contain_text("lewat Ternak Mulyo Trayem")
