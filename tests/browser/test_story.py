"""The story of a facilitator who maps a real village, walked from the sign-in to the map.

It is walked three times: with a finger on a phone, with the keyboard alone, and without script.
"""

import re
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from jejaring.roles import Role
from stakeholders.models import VillageNetwork
from tests import factories
from tests.browser.hands import Finger, FingerWithoutScript, Keys, Walk
from villages.services.regions import import_regions

DUKUN = "33.08.06"
MINE, OTHER = "33.08.06.2007", "33.08.07.2003"
REGIONS = {
    "33": "Jawa Tengah",
    "33.08": "Kabupaten Magelang",
    "33.08.06": "Dukun",
    MINE: "Sidomulyo",
    "33.08.06.2012": "Sengi",
    "33.08.07": "Sawangan",
    OTHER: "Sidomulyo",
    "33.08.08": "Muntilan",
    "33.08.08.1004": "Sidomulyo Kota",
}
WOMEN, YOUTH = "KWT Melati", "Karang Taruna Muda"
BOTH = re.compile(f"{WOMEN} – {YOUTH}|{YOUTH} – {WOMEN}")
HEARD = "Anak muda membantu menjual cabai lewat telepon."
HEARD_LATER = "Tempat jualan sekarang berebut."
HEARD_FROM_THEM = "Kami tetap saling bantu."


@pytest.fixture
def facilitator():
    """Sri, who looks after Kecamatan Dukun: one of its villages has been mapped before."""
    import_regions(REGIONS, on=date(2026, 1, 1))
    sri = factories.user(region_code=DUKUN, username="sri", full_name="Sri Lestari")
    sengi = factories.village()
    farmers, women = factories.group(sengi, name="Tani Maju"), factories.group(sengi, name="KWT")
    factories.group(sengi, name="Takmir Masjid")
    factories.tie(farmers, women, "supports", reason="Bibit dibeli bersama.", by=sri)
    factories.tie(women, farmers, "competes", reason="Berebut air.", by=sri)
    for group in (farmers, women):
        factories.worksheet(group, by=sri, completed_at=timezone.now(), completed_by=sri)
    VillageNetwork.objects.outdate(sengi.pk)
    return sri


class Facilitator(Walk):
    """The steps of the story, as Sri takes them."""

    def relation_with(self, group):
        return self.page.locator("section.relation", has_text=group)

    def signs_in(self):
        self.page.goto("/")
        self.write("Nama pengguna", "sri")
        self.write("Kata sandi", "rahasia-sekali")
        self.push("Masuk")
        self.reads("Desa saya", "2 dari 3 kelompok sudah diwawancarai")

    def reads_what_a_mapped_village_says(self):
        self.press("Desa Sengi")
        self.reads("Yang terlihat dari peta", "Belum sepakat", "Satu langkah:")
        self.unfold("Mengapa kami berkata begitu?")
        self.reads("Bisa keliru:")
        self.unfold("Lihat sebagai daftar")
        expect(self.page.locator(".tie-list [data-kind=disputed]")).to_contain_text("Tani Maju")

    def adds_a_village_by_searching(self):
        self.press("Beranda")
        self.press("Tambah desa")
        self.write("Nama atau kode desa", "sidomulyo")
        if isinstance(self.hand, FingerWithoutScript):
            self.push("Cari")
        self.reads("Kecamatan Sawangan, Kabupaten Magelang", "tidak dapat bekerja sama")
        self.hand.press(self.page.locator(f"button[value='{MINE}']"))
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Desa Sidomulyo")
        self.reads("Mulai dari satu kelompok")

    def adds_a_group(self):
        self.press("Tambah kelompok")
        self.pick("Jenis kelompok", "Kelompok wanita tani (KWT)")
        self.write("Nama kelompok", WOMEN)
        self.write("Dusun", "Gowok")
        self.write("Berdiri sejak tahun", "2014")
        self.write("Perkiraan anggota", "25")
        self.push("Simpan kelompok")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(WOMEN)

    def begins_the_worksheet_and_leaves(self):
        self.push("Mulai lembar kerja")
        self.reads("Bacakan dengan suara keras")
        self.mark("Sudah saya bacakan")
        self.write("Siapa yang menjawab?", "ketua kelompok")
        self.write("Kapan wawancaranya?", f"{timezone.localdate().year - 1}-11-11")
        self.write("Di mana?", "balai dusun")
        self.push("Simpan dan lanjut")
        self.reads("Pertanyaan 1 dari 7")
        self.write("Kegiatan apa di desa", "Membersihkan saluran air")
        self.write("Mengapa kelompok ini selalu", "Semua sawah memakai air yang sama")
        self.write("Apa yang langsung", "Air sampai ke kebun")
        self.write("belakangan", "Diajak rapat")
        self.push("Simpan dan lanjut")
        self.reads("Pertanyaan 2 dari 7")
        self.mark("Bertetangga")
        self.write("Mengapa itu yang mengikat", "Satu dusun")
        self.push("Simpan dan lanjut")
        self.reads("Pertanyaan 3 dari 7")
        self.mark("Juga untuk urusan lain")
        self.push("Simpan dan keluar")
        self.reads("Belum selesai")

    def comes_back_to_the_same_step(self):
        self.press("Beranda")
        self.press(f"Lanjutkan lembar {WOMEN} di pertanyaan 3")
        self.reads("Pertanyaan 3 dari 7")
        expect(self.page.get_by_label("Juga untuk urusan lain")).to_be_checked()
        self.push("Simpan dan lanjut")

    def answers_the_rest(self):
        self.reads("Pertanyaan 4 dari 7")
        self.hand.write(self.page.get_by_label("Urusan", exact=True).first, "Arisan")
        self.write("Bagaimana bisa meluas", "Sering bertemu")
        self.push("Simpan dan lanjut")
        self.reads("Pertanyaan 5 dari 7", "Belum ada kelompok lain di desa ini")
        self.write("Nama kelompok", YOUTH)
        self.pick("Jenis kelompok", "Organisasi kepemudaan")
        self.push("Tambah kelompok")
        self.reads(f"{YOUTH} ada di peta")
        self.mark("Saling mendukung", self.relation_with(YOUTH))
        self.write("Apa alasan", HEARD, self.relation_with(YOUTH))
        self.push("Simpan dan lanjut")
        self.reads("Pertanyaan 6 dari 7")
        self.mark("Pasif")
        self.push("Simpan dan lanjut")
        self.reads("Pertanyaan 7 dari 7")
        self.write("Sejak tahun berapa", "2014")
        self.mark("Pernah")
        self.push("Simpan dan periksa")

    def completes_after_looking_at_what_is_empty(self):
        self.reads("Periksa dulu yang masih kosong", "Bagaimana mulanya kelompok ini terbentuk?")
        self.push("Nyatakan selesai")
        self.reads("Lembar kerja selesai", "Dinyatakan selesai oleh Sri Lestari")

    def goes_on_to_the_map(self):
        self.press("Lihat di peta")
        expect(self.page.locator("[data-focus] strong")).to_have_text(WOMEN)

    def sees_the_tie_on_the_map(self, kind):
        self.press("Peta", within=self.page.get_by_role("navigation", name="Utama"))
        self.sees_the_tie(kind)

    def sees_the_tie(self, kind):
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Peta Desa Sidomulyo")
        assert self.page.locator(f"svg.map a.tie.{kind}").count()
        expect(self.page.locator(f".tie-list [data-kind={kind}]")).to_contain_text(BOTH)

    def opens_the_tie(self):
        self.hand.press(self.page.locator(".tie-list").get_by_role("link", name=BOTH))
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(WOMEN)

    def says_the_opposite(self):
        self.press(f"Lembar kerja {WOMEN}")
        self.press("Hubungan dengan kelompok lain")
        self.mark("Bersaing", self.relation_with(YOUTH))
        self.write("Apa alasan", HEARD_LATER, self.relation_with(YOUTH))
        self.push("Simpan dan lanjut")
        self.reads("Pertanyaan 6 dari 7")
        self.push("Simpan dan keluar")

    def asks_the_other_group(self):
        self.press("Desa", within=self.page.get_by_role("navigation", name="Utama"))
        self.press(YOUTH, within=self.page.locator("#kelompok"))
        self.push("Mulai lembar kerja")
        self.mark("Sudah saya bacakan")
        self.push("Simpan dan keluar")
        self.press("Hubungan dengan kelompok lain")
        self.mark("Saling mendukung", self.relation_with(WOMEN))
        self.write("Apa alasan", HEARD_FROM_THEM, self.relation_with(WOMEN))
        self.push("Simpan dan keluar")

    def current(self):
        return self.page.get_by_role("region", name="Yang dikatakan sekarang")

    def history(self):
        return self.page.get_by_role("region", name="Yang pernah dikatakan")


@pytest.mark.parametrize("hand", [Finger, Keys, FingerWithoutScript])
def test_a_facilitator_maps_a_village(new_page, facilitator, hand):
    page = new_page(**hand.options)
    sri = Facilitator(page, hand(page))
    sri.signs_in()
    sri.reads_what_a_mapped_village_says()
    sri.adds_a_village_by_searching()
    sri.adds_a_group()
    sri.begins_the_worksheet_and_leaves()
    sri.comes_back_to_the_same_step()
    sri.answers_the_rest()
    sri.completes_after_looking_at_what_is_empty()

    sri.goes_on_to_the_map()
    sri.sees_the_tie("supports")
    sri.opens_the_tie()
    expect(sri.current()).to_contain_text(HEARD)
    expect(sri.current()).to_contain_text("Hubungan dengan kelompok lain")

    sri.says_the_opposite()
    sri.sees_the_tie_on_the_map("competes")
    sri.opens_the_tie()
    expect(sri.current()).to_contain_text(HEARD_LATER)
    for words in (HEARD, "Dicatat oleh Sri Lestari", "Diakhiri oleh Sri Lestari"):
        expect(sri.history()).to_contain_text(words)

    sri.asks_the_other_group()
    sri.sees_the_tie_on_the_map("disputed")
    sri.opens_the_tie()
    sri.reads("belum sepakat")
    for words in (HEARD_LATER, HEARD_FROM_THEM):
        expect(sri.current()).to_contain_text(words)


def test_a_newcomer_tries_the_sample_with_one_tap(new_page, sample):
    page = new_page(**Finger.options)
    newcomer = Walk(page, Finger(page))
    page.goto("/")
    newcomer.press("Masuk", "button", within=page.get_by_role("listitem").filter(has_text="Sri"))
    newcomer.reads("Desa saya", "6 dari 9 kelompok sudah diwawancarai")
    newcomer.press("Buka Desa Sengi")
    # Three to begin with, and what has changed of late.
    expect(page.locator(".village > .findings > .finding:visible")).to_have_count(4)
    expect(page.locator("svg.map.narrow a.node")).not_to_have_count(0)
    newcomer.unfold("Lihat sebagai daftar")
    drawn = page.locator("svg.map.narrow a.tie")
    expect(page.locator(".tie-list li a")).to_have_count(drawn.count())
    newcomer.hand.press(page.locator(".tie-list [data-kind=disputed] a").first)
    newcomer.reads("belum sepakat", "Menurut Tirta Sengi", "Menurut Pengelola Embung Gowok")


def test_the_roles_of_a_group_are_asked_and_counted(new_page, sign_in, facilitator):
    page = new_page(**Finger.options)
    sign_in(page, facilitator)
    sri = Facilitator(page, Finger(page))
    page.goto("/desa/33.08.06.2012/peran/")
    sri.press("Catat", within=page.get_by_role("row", name="Tani Maju"))
    sri.mark("Ya", page.get_by_role("group", name="Punya wakil di BPD"))
    sri.mark("Sekadar nama", page.get_by_role("group", name="Ikut musyawarah desa"))
    sri.push("Simpan semua peran")
    sri.reads("Peran Tani Maju tersimpan")
    row = page.get_by_role("row", name="Tani Maju")
    expect(row).to_contain_text("Sekadar nama")
    expect(row).to_contain_text("1 dari 5")


def test_who_depends_on_whom_is_for_the_facilitators_of_the_village(new_page, sign_in, facilitator):
    page = new_page(**Finger.options)
    sign_in(page, facilitator)
    sri = Facilitator(page, Finger(page))
    page.goto("/desa/33.08.06.2012/")
    sri.press("Ketergantungan", within=page.get_by_role("navigation", name="Bagian lain"))
    sri.press("Catat hubungan")
    sri.write("Peran baru", "pengepul salak", page.locator("#div_id_patron-role"))
    sri.write("Peran baru", "petani salak Gowok", page.locator("#div_id_client-role"))
    sri.mark("Modal atau utang")
    sri.pick("Seberapa sering?", "Setiap musim")
    sri.mark("Mengikat: sulit keluar")
    sri.push("Simpan")
    sri.reads("Petani salak Gowok bergantung pada pengepul salak")

    official = new_page(**Finger.options)
    sign_in(official, factories.user(Role.OFFICIAL))
    for address in (page.url, "/desa/33.08.06.2012/ketergantungan/"):
        assert official.goto(address).status in (403, 404)
    official.goto("/desa/33.08.06.2012/")
    assert "salak" not in official.content()
