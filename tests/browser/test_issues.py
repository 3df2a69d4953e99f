"""Moving a party on the sheet of power and interest: by dragging, by keys, by two selects."""

import pytest
from playwright.sync_api import expect

from jejaring.models import User
from stakeholders.models import Issue, Position
from tests.factories import SENGI

ADAT = "Paguyuban Sedekah Gunung"  # in the upper left corner: much power, hardly any interest


@pytest.fixture
def water(sample):
    return Issue.objects.get(village=SENGI, name__startswith="Air")


def open_sheet(new_page, sign_in, water, **options):
    page = new_page(**options)
    sign_in(page, User.objects.get(username="pendamping"))
    page.goto(water.get_absolute_url())
    return page


def party(page):
    return page.locator("svg.sheet:visible a.node", has_text="AD").first


def save(page):
    page.get_by_role("button", name="Simpan tempatnya").click()
    expect(page.get_by_text(f"{ADAT} sudah ditempatkan.")).to_be_visible()


def standing(water):
    now = Position.objects.current().get(issue=water, stakeholder__name=ADAT)
    return now.power, now.interest


@pytest.mark.parametrize(
    "viewport", [{"width": 360, "height": 740}, {"width": 1280, "height": 800}]
)
def test_a_party_is_dragged_to_another_cell(new_page, sign_in, water, viewport):
    page = open_sheet(new_page, sign_in, water, viewport=viewport)
    node, sheet = party(page), page.locator("svg.sheet:visible")
    node.scroll_into_view_if_needed()
    begin, ground = node.locator(".shape").bounding_box(), sheet.bounding_box()
    page.mouse.move(begin["x"] + begin["width"] / 2, begin["y"] + begin["height"] / 2)
    page.mouse.down()
    # To the cell right of the middle, in the lowest row.
    page.mouse.move(
        ground["x"] + ground["width"] * 0.7, ground["y"] + ground["height"] * 0.86, steps=6
    )
    page.mouse.up()
    expect(page.get_by_label("Siapa?")).to_have_value(node.get_attribute("data-party"))
    expect(page.get_by_label("Mengapa di situ?")).to_be_focused()
    assert standing(water) == (4, 1)  # nothing is kept before it is saved
    save(page)
    assert standing(water) == (1, 3)
    page.get_by_role("button", name="Urungkan", exact=True).click()
    expect(page.get_by_text(f"{ADAT} dikembalikan ke tempat semula.")).to_be_visible()
    assert standing(water) == (4, 1)


def test_arrow_keys_move_the_party_that_has_the_focus(new_page, sign_in, water):
    page = open_sheet(new_page, sign_in, water)
    party(page).focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(party(page)).to_be_focused()
    save(page)
    assert standing(water) == (3, 3)


def test_without_script_a_party_is_moved_by_two_selects(new_page, sign_in, water):
    page = open_sheet(new_page, sign_in, water, java_script_enabled=False)
    page.get_by_role("link", name=ADAT, exact=True).last.click()
    page.get_by_label("Kepentingannya").select_option(label="Besar")
    save(page)
    assert standing(water) == (4, 3)
