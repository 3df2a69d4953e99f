"""Files out and in, in a real Chromium: by thumb, by keyboard, without script."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from stakeholders.models import Stakeholder, VillageNetwork
from tests import factories
from tests.browser.hands import Finger, FingerWithoutScript, Keys
from tests.factories import SENGI

LONG = "Kelompok_wanita_tani_sumber_rejeki_makmur_sejahtera_dusun_gowok_pos_satu_dua_🌾🌾"
ROWS = """dari;ke;hubungan
KWT Melati;Karang Taruna Muda;mendukung
Ketua KWT Melati;KWT Melati;xyz
"""


@pytest.fixture
def person(live_server):
    factories.village()
    return factories.user(full_name="Sri Wahyuni")


def file(text, name="daftar.csv"):
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


@pytest.mark.parametrize("hands", [Finger, FingerWithoutScript, Keys])
def test_a_list_is_brought_understood_applied_and_taken_back(new_page, sign_in, person, hands):
    page = new_page(**hands.options)
    hand = hands(page)
    sign_in(page, person)
    page.goto(reverse("village_import", args=[SENGI]))
    page.get_by_label("Berkas jejaring").set_input_files(file(ROWS))
    hand.press(page.get_by_role("button", name="Baca berkasnya"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Apa arti kata-kata di berkas ini?")
    hand.pick(page.get_by_label("xyz"), "Pengurus atau anggota")
    hand.press(page.get_by_role("button", name="Perbarui pratinjau"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ini yang akan terjadi")
    hand.mark(page.get_by_label("Sudah saya periksa"))
    hand.press(page.get_by_role("button", name="Terapkan"))
    expect(page.get_by_text("Isi berkas sudah masuk ke peta.")).to_be_visible()
    assert Stakeholder.objects.present().count() == 3
    hand.press(page.locator("summary", has_text="Batalkan impor ini"))
    hand.press(page.get_by_role("button", name="Ya, batalkan"))
    expect(page.get_by_text("Desa ini kembali seperti sebelum impor.")).to_be_visible()
    assert not Stakeholder.objects.present().exists()


@pytest.mark.parametrize("hands", [Finger, FingerWithoutScript, Keys])
def test_one_page_gives_one_file_after_the_other(new_page, sign_in, person, hands):
    factories.tie(factories.group(name=LONG), factories.group(name="KWT Melati"))
    VillageNetwork.objects.outdate(SENGI)
    page = new_page(**hands.options)
    hand = hands(page)
    sign_in(page, person)
    page.goto(reverse("village_export", args=[SENGI]))
    for label, ending in (("PDF A4", "peran.pdf"), ("JSON", "peran.json")):
        hand.mark(page.get_by_label(label))
        with page.expect_download() as download:
            hand.press(page.get_by_role("button", name="Unduh", exact=True))
        assert download.value.suggested_filename.endswith(ending)


def test_a_picture_opens_in_the_browser_as_it_was_drawn(new_page, sign_in, person, tmp_path):
    factories.tie(factories.group(name=LONG), factories.group(name="KWT <b>Melati</b> & kawan"))
    VillageNetwork.objects.outdate(SENGI)
    page = new_page()
    sign_in(page, person)
    page.goto(reverse("village_export", args=[SENGI]))
    page.get_by_label("SVG").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh", exact=True).click()
    path = tmp_path / "peta.svg"
    download.value.save_as(path)
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.tagName") == "svg"
    assert page.locator(".node").count() >= 2
    assert page.locator(".node b").count() == 0
    wide = page.evaluate(
        """() => [...document.querySelectorAll("text")].filter(text => {
            const box = text.getBBox(), sheet = document.documentElement.viewBox.baseVal;
            const place = text.getCTM().e / text.getCTM().a;
            return box.x + place < 0 || box.x + place + box.width > sheet.width + 1;
        }).map(text => text.textContent)"""
    )
    assert wide == []


@pytest.mark.parametrize("width", [360, 1280])
def test_long_words_of_a_file_break_no_page(new_page, sign_in, person, width):
    page = new_page(viewport={"width": width, "height": 740})
    sign_in(page, person)
    rows = f"dari;ke;hubungan\n{LONG};{LONG[::-1]};{LONG}\n{LONG};{LONG};bersaing\n"
    pages = [reverse(name, args=[SENGI]) for name in ("village_export", "village_import")]
    page.goto(pages[-1])
    page.get_by_label("Berkas jejaring").set_input_files(file(rows, name=f"{LONG}.csv"))
    page.get_by_role("button", name="Baca berkasnya").click()
    page.wait_for_url("**/impor/*-*/")
    for address in (*pages, page.url):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
