"""What changed since March, found without help: by finger, by keys, without script, on paper."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from jejaring.models import User
from tests.browser.hands import Finger, FingerWithoutScript, Keys
from tests.factories import SENGI


@pytest.fixture(params=[Finger, FingerWithoutScript, Keys])
def hands(request, sample, new_page, sign_in):
    """Each way of using a page, signed in as an official who has never seen it."""
    page = new_page(**request.param.options)
    sign_in(page, User.objects.get(username="kades-sengi"))
    page.goto(f"/desa/{SENGI}/")
    return request.param(page)


def test_a_stranger_finds_what_changed_since_march_and_who_said_so(hands):
    page = hands.page
    hands.press(page.get_by_role("link", name="Apa yang berubah?").last)
    hands.press(page.get_by_role("link", name=re.compile("^Sejak Maret")))

    changed = page.get_by_role("region", name="Yang berubah di desa")
    expect(changed).to_contain_text("+1 hubungan, −1 hubungan, 1 berubah.")
    expect(changed).to_contain_text("Kini terhubung dengan kelompok lain: Pengelola Embung Gowok.")
    heard = page.get_by_role("region", name=re.compile("^Baru terdengar"))
    expect(heard).to_contain_text("6 hubungan lain mungkin sudah lama ada")
    expect(page.locator("svg.map.compare.narrow")).to_be_visible()

    hands.press(changed.get_by_role("link", name=re.compile("KWT Melati – SPP Kartini")))
    expect(page.get_by_role("heading", level=1)).to_have_text("KWT Melati – SPP Kartini")


def test_nothing_leaves_the_screen_sideways(hands):
    page = hands.page
    for address in ("perubahan/?sejak=2026-03-01", "peta/?tanggal=2026-03-01", "peran/"):
        page.goto(f"/desa/{SENGI}/{address}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_everybody_stands_on_the_drawing_where_they_stand_on_the_map(sample, new_page, sign_in):
    page = new_page(viewport={"width": 1280, "height": 800})
    sign_in(page, User.objects.get(username="kades-sengi"))

    def order(address, axis):
        """The names on a drawing from one side to the other."""
        page.goto(f"/desa/{SENGI}/{address}")
        nodes = page.locator("svg.map.wide .node").evaluate_all(
            "(nodes) => nodes.map((n) => [n.querySelector('title').textContent,"
            " (n.transform.baseVal[0] ?? n.querySelector('.shape').transform.baseVal[0]).matrix])"
            ".map(([name, at]) => [name, at.e, at.f])"
        )
        return [name for name, *at in sorted(nodes, key=lambda node: node[1 + axis])]

    for axis in (0, 1):
        now, then = order("peta/", axis), order("perubahan/?sejak=2026-03-01", axis)
        apart = [abs(now.index(name) - then.index(name)) for name in now]
        assert max(apart) <= 3, (axis, now, then)


def test_every_way_to_a_first_day_is_whole_on_a_phone(sample, page, sign_in):
    sign_in(page, User.objects.get(username="pendamping"))
    page.goto(f"/desa/{SENGI}/perubahan/?sejak=2026-03-01")
    chips = page.get_by_label("Tanggal yang sering dipakai").get_by_role("link")
    assert chips.count() == 4
    for chip in chips.all():
        box = chip.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= page.viewport_size["width"]


def test_what_ended_does_not_look_like_what_holds(sample, page, sign_in):
    sign_in(page, User.objects.get(username="pendamping"))
    page.goto(f"/desa/{SENGI}/perubahan/?sejak=2026-03-01")
    for line in (
        ".changes > li:has(> .is-{}) .line-sample .line",
        ".compare.narrow .tie.is-{} .line",
    ):
        gone, added = (_stroke(page.locator(line.format(fate)).first) for fate in ("gone", "added"))
        assert gone["dashes"] != "none" == added["dashes"]
        assert gone["colour"] != added["colour"]


def test_no_sign_of_a_change_is_hidden_by_a_name(sample, page, sign_in):
    sign_in(page, User.objects.get(username="pendamping"))
    page.goto(f"/desa/{SENGI}/perubahan/?sejak=2026-03-01")
    hidden = page.locator(".compare.narrow").evaluate(
        """svg => {
          const box = each => each.getBoundingClientRect();
          const names = [...svg.querySelectorAll('.label tspan')].map(box);
          const signs = [...svg.querySelectorAll('.signs > .sign')].map(box);
          return signs.filter(sign => names.some(name => {
            const wide = Math.min(sign.right, name.right) - Math.max(sign.left, name.left);
            const high = Math.min(sign.bottom, name.bottom) - Math.max(sign.top, name.top);
            return wide > 5 && high > 5;
          })).length;
        }"""
    )
    assert page.locator(".compare.narrow .signs > .sign").count() > 5
    assert hidden == 0


def _stroke(line):
    return line.evaluate(
        """line => {
          const look = getComputedStyle(line);
          return { dashes: look.strokeDasharray, colour: look.stroke };
        }"""
    )


def test_on_paper_stands_what_changed_and_nothing_private(sample, page, sign_in):
    sign_in(page, User.objects.get(username="pendamping"))
    page.goto(f"/desa/{SENGI}/perubahan/?sejak=2026-03-01")
    page.emulate_media(media="print")

    words = page.locator("body").inner_text()
    assert "Apa yang berubah di Desa Sengi?" in words
    assert "+1 hubungan, −1 hubungan, 1 berubah." in words
    assert "menghambat" not in words
    assert "tidak dicetak" in words
    expect(page.locator(".map.compare.wide")).to_be_visible()
    for kind in (".private", "nav", "form", "button", ".chips"):
        assert [each for each in page.locator(kind).all() if each.is_visible()] == [], kind


def test_roles_then_and_now_are_a_list_on_a_phone_and_stay_on_paper(sample, page, sign_in):
    sign_in(page, User.objects.get(username="pendamping"))
    today = timezone.localdate()
    page.goto(f"/desa/{SENGI}/peran/?dibanding={today.year - 1}-11-20")

    trend = page.get_by_role("region", name="Dulu dan kini")
    expect(trend).to_contain_text("naik")
    expect(trend.locator("thead").first).to_be_hidden()
    page.emulate_media(media="print")
    expect(trend.locator("table").first).to_be_visible()
    assert "Alasan yang terkumpul" not in page.locator("body").inner_text()
