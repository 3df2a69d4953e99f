"""The story of a camat, from the sign-in to a month on paper.

Asked on a Monday morning: which villages are silent, which role is empty everywhere, which
agreement ends next. Walked with a finger on a phone, with a mouse on a desk, and without script;
to the silent villages also with the keyboard alone.
"""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import expect

from cooperation.models import Agreement
from cooperation.sample import trial
from stakeholders.models import Stakeholder
from stakeholders.sample import PASSWORD
from tests import factories
from tests.browser.hands import Finger, FingerWithoutScript, Keys, Walk
from tests.clock import morning_of, turning
from tests.sample import told_once
from villages.tallies.keeping import count_all_marked
from villages.tallies.months import DAYS_TO_REPORT

DUKUN = "33.08.06"
NOT_BEGUN = {"33.08.06.2001": "Ketunggeng", "33.08.06.2002": "Wates"}
ROLE = "ikut membahas aturan adat (peraturan desa adat)"
A4 = (595, 842)  # points


class Mouse(Finger):
    """A mouse on a desk."""

    options = {"viewport": {"width": 1280, "height": 800}}

    def press(self, target):
        target.click()


def _tell():
    """The sample district, with two villages in which nobody has begun."""
    factories.sample_villages()
    for code, name in NOT_BEGUN.items():
        factories.village(code, name, begun=False)
    count_all_marked()
    call_command("load_sample")
    call_command("load_sample_agreements")
    count_all_marked()


@pytest.fixture
def _late_enough():
    """Until the reports of a month are due, the first page looks at the one before."""
    today = timezone.localdate()
    late = today.replace(day=max(today.day, DAYS_TO_REPORT + 1))
    with turning(morning_of(late)):
        yield


@pytest.fixture
def district(_late_enough, live_server):
    """The same on any day: Sengi was visited today, and the year of trial ends in ten weeks."""
    told_once(_tell)
    today = timezone.localdate()
    women = Stakeholder.objects.get(name="KWT Melati")
    factories.worksheet(women, by=factories.user(), held_on=today)
    Agreement.objects.filter(title=trial.TITLE).update(ends_on=ends_on())
    call_command("rebuild_tallies")


def ends_on():
    return timezone.localdate() + timedelta(days=70)


def month_of(day):
    return date_format(day, "F Y")


class Camat(Walk):
    """The steps of the story."""

    def signs_in(self):
        self.page.goto("/")
        self.write("Nama pengguna", "camat")
        self.write("Kata sandi", PASSWORD)
        self.press("Masuk", "button", within=self.page.locator("form", has_text="Kata sandi").first)
        expect(self.heading(1)).to_have_text("Kecamatan Dukun")
        self.reads(f"Yang perlu dilihat, {month_of(timezone.localdate())}")

    def heading(self, level):
        return self.page.get_by_role("heading", level=level).first

    def goes_home(self):
        self.press("Beranda", within=self.page.get_by_role("navigation", name="Utama"))
        expect(self.heading(1)).to_have_text("Kecamatan Dukun")

    def finds_the_silent_villages(self):
        self.reads("2 sudah dimulai, 2 belum")
        month = month_of(timezone.localdate())
        self.press(f"4 desa diam pada {month}")
        silent = self.page.get_by_role("region", name=f"4 desa diam pada {month}")
        # Where the link leads, not somewhere below a map.
        expect(silent.get_by_role("heading")).to_be_in_viewport()
        fallen = silent.locator(":scope > .list > li")
        expect(fallen).to_have_count(2)
        expect(fallen.nth(0)).to_contain_text("Paten")
        expect(fallen.nth(1)).to_contain_text("Krinjing")
        expect(silent).not_to_contain_text("Sengi")
        self.unfold("2 desa yang belum pernah mencatat kegiatan")
        for name in NOT_BEGUN.values():
            expect(silent.get_by_role("link", name=name)).to_be_visible()

    def reads_whom_to_remind_and_with_which_words(self):
        paten = self.page.locator("#diam ~ .list > li").first
        month = month_of(timezone.localdate())
        self.unfold("Pesan untuk Sri Contoh")
        message = paten.locator(".summary-text")
        expect(message).to_be_visible()
        expect(message).to_contain_text(
            f"untuk Desa Paten belum ada kegiatan yang tercatat di Jejaring pada {month}"
        )
        sends = paten.get_by_role("link", name="Ingatkan Sri Contoh")
        expect(sends).to_be_visible()
        sent = parse_qs(urlsplit(sends.get_attribute("href")).query)["text"]
        assert sent == [" ".join(message.inner_text().split())]

    def finds_the_role_that_is_empty_everywhere(self):
        said = f"Peran “{ROLE}” kosong di semua 2 desa yang ditanya."
        self.press(said)
        expect(self.page.locator(".lead")).to_have_text(said)
        self.reads("Bawa ke pertemuan antardesa")
        self.unfold("Menyangkut 2 desa")
        told = self.page.get_by_role("region", name=said)
        expect(told.get_by_role("heading")).to_be_in_viewport()
        names = told.locator(".list a").all_inner_texts()
        assert names == ["Paten", "Krinjing"]
        # The same among the figures: of that role alone, all others are filled somewhere.
        shares = self.page.locator(".figures-told dd :is(a, [aria-hidden])").all_inner_texts()
        assert [text.strip() for text in shares].count("0%") == 1
        self.press("Paten", within=told)
        expect(self.heading(1)).to_have_text("Desa Paten")

    def finds_what_ends_next(self):
        self.reads("Kerja sama yang berakhir berikutnya")
        self.reads(f"Berakhir {date_format(ends_on(), 'j F Y')}")
        self.press(trial.TITLE)
        expect(self.heading(1)).to_have_text(trial.TITLE)
        self.reads("Berjalan")

    def finds_the_same_among_the_numbers(self):
        self.press("Lihat semua angka")
        self.press("Per desa : Kerja sama")
        self.reads(f"1 kerja sama berakhir pada {month_of(ends_on())}.")
        self.press("Lihat daftarnya")
        expect(self.page.get_by_role("link", name=trial.TITLE)).to_be_visible()
        expect(self.page.get_by_text("Pasar sayur")).to_have_count(0)

    def sees_which_part_is_open(self):
        chip = self.page.get_by_role("navigation", name="Bagian").locator("[aria-current]")
        box, width = chip.bounding_box(), self.page.viewport_size["width"]
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width

    def opens_the_month_on_paper(self):
        self.press(f"Cetak laporan {month_of(timezone.localdate())}")
        self.reads("untuk dicetak dan dibawa ke pertemuan")


def prints(page):
    """The words of each sheet's first part, as they stand on paper, and the file."""
    page.emulate_media(media="print")
    file = page.pdf(prefer_css_page_size=True)
    return page.locator(".title-page").inner_text(), file


def sheets(file):
    """Width and height of each page of a PDF, in whole points."""
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", file)
    return [(round(float(wide)), round(float(tall))) for wide, tall in boxes]


@pytest.mark.parametrize("hand", [Finger, Mouse, FingerWithoutScript])
def test_a_camat_finds_three_answers_and_prints_the_month(new_page, district, hand):
    page = new_page(**hand.options)
    camat = Camat(page, hand(page))
    camat.signs_in()
    camat.finds_the_silent_villages()
    camat.reads_whom_to_remind_and_with_which_words()
    camat.goes_home()
    camat.finds_the_role_that_is_empty_everywhere()
    camat.goes_home()
    camat.finds_what_ends_next()
    camat.goes_home()
    camat.finds_the_same_among_the_numbers()
    camat.goes_home()
    camat.opens_the_month_on_paper()

    title, file = prints(page)
    today = timezone.localdate()
    for words in (
        "Kecamatan Dukun",
        f"Kode wilayah {DUKUN}",
        f"Keadaan hari ini, {month_of(today)}",
        f"Kegiatan: {month_of(today)}",
        "3 dari 5 desa sudah dimulai",
        f"Dihitung {date_format(today, 'j F Y')}",
    ):
        assert words in title, words
    expect(page.locator(".title-page")).to_be_visible()
    expect(page.get_by_text("kosong di semua 2 desa yang ditanya").first).to_be_visible()
    for kind in ("nav", "form", "button", ".report-ways", ".unfold"):
        assert [each for each in page.locator(kind).all() if each.is_visible()] == [], kind
    assert len(sheets(file)) > 3
    assert set(sheets(file)) == {A4}


def test_with_the_keyboard_alone_the_silent_villages_are_found(new_page, district):
    page = new_page(**Keys.options)
    camat = Camat(page, Keys(page))
    camat.signs_in()
    camat.finds_the_silent_villages()
    camat.reads_whom_to_remind_and_with_which_words()
    # Whoever reads on goes on from there, and not from the top.
    assert page.evaluate("document.activeElement.textContent.trim()") == "Pesan untuk Sri Contoh"


def test_the_open_part_is_in_sight_and_silent_villages_have_their_facilitator_on_paper(
    new_page, district
):
    page = new_page(**Finger.options)
    camat = Camat(page, Finger(page))
    camat.signs_in()
    page.goto(reverse("dashboard_part", args=[DUKUN, "tindak-lanjut"]))
    camat.sees_which_part_is_open()
    page.goto(reverse("dashboard_part", args=[DUKUN, "cakupan"]))
    camat.sees_which_part_is_open()
    page.emulate_media(media="print")
    paten = page.locator("#diam ~ .list > li").first
    expect(paten.get_by_text("Pendamping: Sri Contoh")).to_be_visible()
    expect(paten.get_by_text("Ingatkan Sri Contoh")).to_be_hidden()


def test_whoever_goes_back_finds_the_filter_as_the_page_is(new_page, district):
    page = new_page(**Finger.options)
    camat = Camat(page, Finger(page))
    camat.signs_in()
    page.goto(reverse("dashboard_part", args=[DUKUN, "pertemuan"]))
    camat.unfold("Saring:")
    region = page.locator("select[name=wilayah]")
    region.select_option(label="Sengi")
    camat.press("Terapkan", "button")
    expect(camat.heading(1)).to_have_text("Desa Sengi")
    page.go_back()
    expect(camat.heading(1)).to_have_text("Kecamatan Dukun")
    expect(region).to_have_value("")


def test_what_is_filtered_stands_on_paper_too(new_page, district):
    page = new_page(**Finger.options)
    camat = Camat(page, Finger(page))
    camat.signs_in()
    camat.opens_the_month_on_paper()
    camat.unfold("Saring:")
    camat.pick("Jenis kelompok", "Organisasi perempuan")
    camat.pick("Kegiatan dihitung", "3 bulan sampai bulan itu")
    camat.push("Terapkan")
    expect(page.locator("details.unfold")).to_contain_text("3 bulan, organisasi perempuan")
    title, _file = prints(page)
    assert "Jenis kelompok: Organisasi perempuan" in title
    assert re.search(r"Kegiatan: \w+ \d{4} sampai \w+ \d{4}", title)


def test_the_button_prints_and_is_there_only_where_it_can(new_page, district):
    page = new_page(**Finger.options)
    page.add_init_script("window.print = () => { document.body.dataset.printed = 'yes'; }")
    camat = Camat(page, Finger(page))
    camat.signs_in()
    camat.opens_the_month_on_paper()
    expect(page.locator("body")).not_to_have_attribute("data-printed", "yes")
    camat.push("Cetak")
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")

    without = new_page(**FingerWithoutScript.options)
    camat = Camat(without, FingerWithoutScript(without))
    camat.signs_in()
    camat.opens_the_month_on_paper()
    expect(without.get_by_role("button", name="Cetak", exact=True)).to_have_count(0)
    camat.reads("pakai menu Cetak pada peramban")
