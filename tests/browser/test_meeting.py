"""The meeting mode under keys and thumbs, without signal, without script and on paper."""

import re

import pytest
from playwright.sync_api import expect

from jejaring.models import User
from tests.factories import SENGI

DESK = {"viewport": {"width": 1280, "height": 800}}
MEETING = f"/desa/{SENGI}/musyawarah/"


@pytest.fixture
def meeting(sample, new_page, sign_in):
    """A maker of pages with the meeting of Sengi open."""

    def make(address=MEETING, **options):
        page = new_page(**options)
        sign_in(page, User.objects.get(username="pendamping"))
        page.goto(address)
        return page

    return make


def shown(page):
    """The number of the one slide that can be seen."""
    [slide] = [each for each in page.locator(".slide").all() if each.is_visible()]
    return int(slide.get_attribute("data-slide"))


def test_arrows_lead_through_the_slides_and_the_address_goes_along(meeting):
    page = meeting(**DESK)
    for key in ("ArrowRight", "PageDown", "Space", "ArrowLeft"):
        page.keyboard.press(key)
    assert shown(page) == 3
    assert page.url.endswith("?hal=3")
    page.reload()
    assert shown(page) == 3
    page.go_back()
    page.keyboard.press("End")
    expect(page.get_by_text("Apa yang kita sepakati?")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    assert shown(page) == 1


def test_a_lost_signal_stops_nobody(meeting):
    page = meeting()
    page.context.set_offline(True)
    count = page.locator(".slide").count()
    for number in range(2, count + 1):
        page.locator(".slide.now a[rel=next]").click()
        assert shown(page) == number
    page.locator(".slide.now a[rel=prev]").click()
    assert shown(page) == count - 1


def test_without_a_script_each_slide_is_an_address(meeting):
    page = meeting(java_script_enabled=False)
    page.get_by_role("link", name="Berikutnya").click()
    assert page.url.endswith("?hal=2")
    assert shown(page) == 2
    page.get_by_role("link", name="Sebelumnya").click()
    assert shown(page) == 1


@pytest.mark.parametrize("options", [{}, DESK], ids=["phone", "desk"])
def test_the_letters_are_large_and_nothing_runs_out_of_the_screen(meeting, options):
    page = meeting(f"{MEETING}?hal=2", **options)
    size = page.locator(".slide.now .slide-say").evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    assert size >= (40 if options else 24)
    for number in range(1, page.locator(".slide").count() + 1):
        page.goto(f"{MEETING}?hal={number}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_paper_every_slide_has_a_sheet(meeting):
    page = meeting(**DESK)
    count = page.locator(".slide").count()
    page.emulate_media(media="print")
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert len(sheets) == count


def test_what_came_of_a_finding_is_noted_from_the_last_slide(meeting):
    page = meeting(**DESK)
    page.keyboard.press("End")
    told = page.locator(".slide.now .list a").first
    words = told.inner_text()
    told.click()
    page.get_by_label("Sudah dibicarakan").check()
    page.get_by_label("Catatan").fill("Dua-duanya mau bertemu")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Sudah dibicarakan (1)")).to_be_visible()
    page.goto(MEETING)
    assert words not in page.locator(".slides").inner_text()
