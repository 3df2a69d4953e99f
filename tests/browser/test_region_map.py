"""The map of a kecamatan in a real browser: everybody on a canvas, and the same without script."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from stakeholders.models import VillageNetwork
from tests import factories
from tests.browser import axe
from tests.browser.conftest import PHONE

EVERYBODY = "/kecamatan/33.08.06/peta/?menurut=semua"
DESK = {"width": 1280, "height": 800}


@pytest.fixture
def facilitator(transactional_db):
    """Somebody who looks after Sengi and Paten: four groups each, and a tie across."""
    cache.clear()
    by = factories.user(region_code="33.08.06")
    firsts = []
    for code, name in (("33.08.06.2012", "Sengi"), ("33.08.06.2013", "Paten")):
        village = factories.village(code, name)
        groups = [
            factories.group(village, name=f"{what} {name}", kind=kind)
            for what, kind in (("Tani", "otl"), ("KWT", "kwt"), ("Adat", "adat"), ("P3A", "otl"))
        ]
        for other in groups[1:]:
            factories.tie(groups[0], other, by=by)
        firsts.append(groups[0])
        VillageNetwork.objects.outdate(code)
    factories.tie(*firsts, "competes", by=by)
    return by


@pytest.fixture
def opened(new_page, sign_in, facilitator):
    """A maker of pages on which the canvas is drawn."""

    def open_page(address=EVERYBODY, **options):
        page = new_page(**options)
        sign_in(page, facilitator)
        page.goto(address)
        if options.get("java_script_enabled", True):
            page.wait_for_selector("[data-bigmap][data-drawn]")
        return page

    return open_page


def camera(page):
    """Where the canvas looks, and how near."""
    return page.evaluate(
        "(({ x, y, scale }) => [x, y, scale])(document.querySelector('[data-bigmap]').bigmap)"
    )


def test_a_search_jumps_and_the_card_leads_on(opened):
    page = opened(viewport=PHONE)
    page.get_by_role("searchbox").fill("kwt pat")
    page.locator(".hits button").click()
    card = page.locator(".map-sheet")
    expect(card).to_contain_text("KWT Paten")
    expect(card).to_contain_text("Organisasi perempuan · Paten")
    card.get_by_role("button", name="Tani Paten").click()
    expect(card.locator("[data-name]")).to_have_text("Tani Paten")
    card.get_by_role("link", name="Buka halamannya").click()
    expect(page.locator("h1")).to_contain_text("Tani Paten")


def test_a_tap_opens_whom_it_meets(opened):
    page = opened(viewport=DESK)
    spot = page.evaluate("""() => {
      const { bigmap } = document.querySelector("[data-bigmap]");
      const n = bigmap.network.names.indexOf("Adat Sengi");
      const { x, y } = bigmap.network;
      bigmap.look(x[n], y[n], 40);
      bigmap.moved();
      bigmap.frame.scrollIntoView({ block: "center" });
      const now = bigmap.frame.getBoundingClientRect();
      return [now.left + now.width / 2, now.top + now.height / 2];
    }""")
    page.mouse.click(*spot)
    expect(page.locator(".map-sheet [data-name]")).to_have_text("Adat Sengi")


def test_the_canvas_moves_under_mouse_and_keys(opened):
    page = opened(viewport=DESK)
    frame = page.locator(".bigmap")
    frame.scroll_into_view_if_needed()
    frame.focus()
    x, y, scale = camera(page)
    page.keyboard.press("+")
    assert camera(page)[2] > scale
    page.keyboard.press("ArrowRight")
    assert camera(page)[0] > x
    page.keyboard.press("Enter")
    expect(page.locator(".map-sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".map-sheet")).to_have_count(0)
    page.keyboard.press("0")
    assert camera(page) == pytest.approx([x, y, scale])
    page.keyboard.press("+")
    box = frame.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    before = camera(page)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] - 60, middle[1] - 10, steps=4)
    page.mouse.up()
    after = camera(page)
    assert after[0] - before[0] == pytest.approx(60 / before[2], rel=0.05)
    page.mouse.wheel(0, -200)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert camera(page)[2] > after[2]


def test_filters_are_those_of_the_list(opened):
    page = opened(viewport=DESK)
    page.get_by_role("link", name=re.compile("Organisasi perempuan")).click()
    expect(page.locator("#daftar .list > li")).to_have_count(2)
    expect(page.locator("[data-count]")).to_have_text("2 dari 8 pihak")
    assert "golongan=perempuan" in page.url
    on = page.evaluate("[...document.querySelector('[data-bigmap]').bigmap.network.on]")
    assert sum(on) == 2
    page.go_back()
    expect(page.locator("#daftar .list > li")).to_have_count(8)
    page.get_by_text("Pilih desa").click()
    page.get_by_role("link", name=re.compile("Paten 4")).click()
    expect(page.locator("#daftar .list > li")).to_have_count(4)


def test_without_script_there_are_summary_and_list(opened):
    page = opened(viewport=PHONE, java_script_enabled=False)
    expect(page.locator("svg.map.narrow")).to_be_visible()
    expect(page.locator(".bigmap")).to_be_hidden()
    expect(page.locator("#daftar .list > li")).to_have_count(8)
    page.get_by_role("searchbox").fill("adat")
    page.get_by_role("button", name="Cari").click()
    expect(page.locator("#daftar .list > li")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(opened, scheme):
    page = opened(viewport=PHONE, color_scheme=scheme)
    assert axe.violations(page) == []
