"""Somebody is invited, opens the link on a phone, and finds the first page."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from jejaring.roles import Role
from tests import factories
from tests.browser.hands import FingerWithoutScript, Keys
from villages.services.regions import import_regions

REGIONS = {
    "33": "Jawa Tengah",
    "33.08": "Kabupaten Magelang",
    "33.08.06": "Dukun",
    "33.08.06.2012": "Sengi",
}


@pytest.fixture
def coordinator():
    """Somebody who manages people in Kabupaten Magelang."""
    import_regions(REGIONS, on=date(2026, 1, 1))
    return factories.user(Role.COORDINATOR, "33.08", full_name="Koordinator Kita")


def test_an_invitation_is_made_by_keyboard_and_accepted_without_script(
    new_page, sign_in, coordinator
):
    desk = new_page(**Keys.options)
    sign_in(desk, coordinator)
    link = _invite(Keys(desk))
    phone = new_page(**FingerWithoutScript.options)
    _accept(FingerWithoutScript(phone), link)
    phone.goto("/")
    expect(phone.get_by_role("heading", name="Desa saya")).to_be_visible()


def _invite(hand) -> str:
    page = hand.page
    page.goto("/")
    hand.press(page.get_by_role("link", name="Undang orang"))
    hand.write(page.get_by_label("Nama atau kode wilayah"), "dukun")
    hand.press(page.get_by_role("link", name="Dukun").first)
    hand.write(page.get_by_label("Nama orang yang diundang"), "Bu Sri")
    hand.mark(page.get_by_label(re.compile("^Pendamping desa")))
    hand.press(page.get_by_role("button", name="Buat tautan undangan"))
    expect(page.get_by_text("hanya ditampilkan sekali")).to_be_visible()
    message = page.get_by_label("Pesan yang siap dikirim").input_value()
    return re.search(r"http\S+/undangan/\S+", message)[0]


def _accept(hand, link):
    page = hand.page
    page.goto(link)
    expect(page.get_by_text("sebagai Pendamping desa untuk Kecamatan Dukun")).to_be_visible()
    hand.write(page.get_by_label("Nama lengkap"), "Sri Lestari")
    hand.write(page.get_by_label("Nama pengguna"), "sri.lestari")
    hand.write(page.get_by_label("Kata sandi").first, "kopi-lereng-merapi")
    hand.write(page.get_by_label("sekali lagi"), "kopi-lereng-merapi")
    hand.press(page.get_by_role("button", name="Buat akun dan masuk"))
    expect(page.get_by_text("Akun Anda sudah siap")).to_be_visible()
