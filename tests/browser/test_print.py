"""The map on paper: everything a reader needs, and nothing that is not for everybody's eyes."""

import re

import pytest
from django.utils import formats, timezone
from playwright.sync_api import expect

from jejaring.models import User
from tests.factories import SENGI


@pytest.fixture
def printed(sample, page, sign_in):
    """A maker of printed pages: ``printed(address)``."""
    sign_in(page, User.objects.get(username="pendamping"))

    def act(address):
        page.goto(address)
        page.emulate_media(media="print")
        return page

    return act


def test_a_printed_map_says_what_it_is_from_when_and_how_complete(printed):
    page = printed(f"/desa/{SENGI}/peta/?jenis=mendukung&jenis=belum-sepakat")
    words = page.locator("body").inner_text()
    assert "Peta pemangku kepentingan Desa Sengi" in words
    assert formats.date_format(timezone.localdate(), "j F Y") in words
    assert "6 dari 9 kelompok sudah diwawancarai" in words
    assert re.search("Hanya: .*mendukung.*belum sepakat", words, re.IGNORECASE)
    for shape in (".map.wide", ".legend >> nth=0", ".tie-list"):
        expect(page.locator(shape)).to_be_visible()


@pytest.mark.parametrize("page_of", ["", "peta/", "peta/?lapis=ketergantungan"])
def test_nothing_private_and_nothing_to_press_is_printed(printed, page_of):
    page = printed(f"/desa/{SENGI}/{page_of}")
    assert page.locator(".private").count() > 5
    for kind in (".private", "nav", "form", "button", ".chips", ".map-tools"):
        assert [each for each in page.locator(kind).all() if each.is_visible()] == [], kind
    words = page.locator("body").inner_text().casefold()
    for secret in ("pengepul", "pemerintah desa menghambat"):
        assert secret not in words


@pytest.mark.parametrize("size", ["", "many", "large"])
def test_a_copy_without_colour_tells_what_both_say_from_what_one_says(printed, size):
    page = printed(f"/desa/{SENGI}/peta/")
    drawing = page.locator(".map.wide")
    drawing.evaluate("(map, size) => size && map.classList.add(size)", size)
    both, one = (
        float(line.evaluate("line => parseFloat(getComputedStyle(line).strokeWidth)"))
        for line in (
            drawing.locator(".tie.supports:not(.weak) .line").first,
            drawing.locator(".tie.supports.weak .line").first,
        )
    )
    assert both >= 2.8 * one


def test_a_map_and_its_list_fit_on_a_few_sheets(printed):
    page = printed(f"/desa/{SENGI}/peta/")
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert 1 <= len(sheets) <= 2
