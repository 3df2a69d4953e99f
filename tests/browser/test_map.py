"""The map in a real browser: legible, and alive under fingers, mouse and keys."""

import re
from datetime import date
from itertools import combinations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from stakeholders.models import PatronClientTie, Stakeholder, Tie, VillageNetwork
from stakeholders.services.groups import village_government
from tests import factories
from tests.browser import axe
from tests.browser.conftest import PHONE
from tests.factories import SENGI

DESK = {"width": 1280, "height": 800}
THUMB = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
MAP = f"/desa/{SENGI}/peta/"
LONG = "Paguyuban Petani Pemakai Air Tirto Mulyo Dusun Candi Lereng Merapi Desa Sengi"


@pytest.fixture
def facilitator(transactional_db):
    """A facilitator of a village in which five groups know each other.

    Tani – KWT – Karang Taruna – Adat, Tani and Adat compete, Taklim stands alone.
    """
    village = factories.village()
    by = factories.user(full_name="Siti Rahayu")
    names = ("Tani", "KWT", "Karang Taruna", "Adat", "Taklim")
    groups = [factories.group(name=name) for name in names]
    for a, b, kind in [
        (0, 1, "supports"),
        (1, 2, "supports"),
        (2, 3, "supports"),
        (0, 3, "competes"),
    ]:
        factories.tie(groups[a], groups[b], kind, by=by)
    factories.tie(groups[0], village_government(village), "government", stance="hinder", by=by)
    VillageNetwork.objects.outdate(SENGI)
    return by


@pytest.fixture
def look(new_page, sign_in):
    """A maker of pages of the map, opened by a person."""

    def open_page(user, address=MAP, **options):
        page = new_page(**options)
        sign_in(page, user)
        page.goto(address)
        return page

    return open_page


def node(page, name):
    """A party on the sheet that is on the screen."""
    title = page.locator("title", has_text=re.compile(f"^{name}$"))
    return page.locator("svg.map:visible a.node").filter(has=title)


def shown(page):
    """The kinds of the ties that are drawn."""
    return sorted(
        page.locator("svg.map:visible a.tie:not(.off)").evaluate_all(
            "ties => ties.map(tie => tie.classList[1])"
        )
    )


# --- legible --------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_no_label_lies_over_another_in_the_letters_of_this_machine(look, facilitator, size):
    groups = [factories.group(name=f"{LONG[: 20 + 2 * n]}{n}") for n in range(30)]
    Tie.objects.bulk_create(
        Tie(village_id=SENGI, source=groups[n // 2], target=groups[n], kind="supports",
            since=date(2026, 1, 5), recorded_by=facilitator)
        for n in range(1, 30)
    )  # fmt: skip
    VillageNetwork.objects.outdate(SENGI)

    page = look(facilitator, viewport=size)

    boxes = page.locator("svg.map:visible .node :is(.label, .shape)").evaluate_all(
        """all => all.map(one => { const box = one.getBoundingClientRect();
           return [one.closest("a").dataset.n, box.left, box.top, box.right, box.bottom]; })"""
    )
    assert len(boxes) > 60
    assert [pair for pair in combinations(boxes, 2) if lie_over_each_other(*pair)] == []


def lie_over_each_other(a, b):
    return a[0] != b[0] and a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_letters_are_twelve_pixels_or_more(look, facilitator, size):
    page = look(facilitator, viewport=size)

    assert (
        page.locator("svg.map:visible").evaluate(
            "svg => 13 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width"
        )
        >= 12
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", [MAP, f"/desa/{SENGI}/"])
def test_axe_finds_nothing_on_the_map(look, facilitator, address, scheme):
    page = look(facilitator, address, color_scheme=scheme)
    node(page, "Tani").click()

    assert axe.violations(page) == []


# --- choosing -------------------------------------------------------------------------------


def test_a_chip_hides_the_others_and_back_brings_them_again(look, facilitator):
    page = look(facilitator, viewport=DESK)
    assert shown(page) == ["competes", "government", "supports", "supports", "supports"]

    page.get_by_role("link", name="Bersaing 1").click()

    assert shown(page) == ["competes"]
    expect(page).to_have_url(re.compile(r"\?jenis=bersaing$"))
    expect(page.locator("[data-shown]")).to_have_text("1")
    expect(page.locator(".tie-list li:visible a")).to_have_count(1)
    expect(page.get_by_role("link", name="Bersaing 1")).to_have_attribute("aria-current", "true")

    page.go_back()

    assert len(shown(page)) == 5
    expect(page).to_have_url(re.compile(f"{MAP}$"))


def test_the_address_brings_the_same_map_to_somebody_else(look, facilitator):
    page = look(facilitator, MAP + "?jenis=mendukung", viewport=DESK)

    page.get_by_role("link", name="Bersaing 1").click()

    assert shown(page) == ["competes", "supports", "supports", "supports"]
    expect(page).to_have_url(re.compile(r"\?jenis=mendukung&jenis=bersaing$"))


def test_the_legend_shows_one_sort_alone(look, facilitator):
    page = look(facilitator, viewport=DESK)

    page.get_by_role("link", name="Pemerintah desa 1", exact=True).click()

    assert shown(page) == ["government"]
    expect(node(page, "KWT")).to_have_class(re.compile("dim"))
    expect(node(page, "Tani")).not_to_have_class(re.compile("dim"))


def test_typing_finds_somebody_and_choosing_looks_round_them(look, facilitator):
    page = look(facilitator, viewport=DESK)

    page.get_by_label("Cari di peta").press_sequentially("karang")
    page.locator(".hits").get_by_text("Karang Taruna").click()

    expect(page).to_have_url(re.compile("fokus="))
    expect(page.locator("[data-focus] strong")).to_have_text("Karang Taruna")
    expect(node(page, "KWT")).to_have_class(re.compile("near"))
    expect(node(page, "Tani")).not_to_have_class(re.compile("near"))


def test_the_layer_of_dependencies_comes_with_a_tap_and_stays_off_paper(look, facilitator):
    patron = factories.person(name="Pengepul salak", restricted=True)
    PatronClientTie.objects.create(
        village_id=SENGI, patron=patron, client=Stakeholder.objects.get(name="Tani"),
        forms=["market"], frequency="weekly", tightness="binding", recorded_by=facilitator,
    )  # fmt: skip
    page = look(facilitator, viewport=DESK)
    expect(node(page, "Pengepul salak")).to_have_count(0)

    page.get_by_role("link", name="Ketergantungan (hanya Anda").click()

    expect(node(page, "Pengepul salak")).to_be_visible()
    page.emulate_media(media="print")
    expect(node(page, "Pengepul salak")).to_be_hidden()
    expect(page.locator(".tie-list").get_by_text("Pengepul salak").first).to_be_hidden()
    expect(page.get_by_text("menghambat").first).to_be_hidden()
    expect(page.locator(".print-head")).to_contain_text("Peta pemangku kepentingan")


# --- fingers --------------------------------------------------------------------------------


def test_a_tap_opens_a_card_and_a_second_tap_looks_round(look, facilitator):
    page = look(facilitator, **THUMB)

    node(page, "KWT").tap()

    card = page.locator(".map-sheet")
    expect(card).to_contain_text("KWT")
    expect(card.get_by_role("listitem")).to_have_count(2)
    expect(card.get_by_role("link", name="Tani")).to_have_attribute(
        "href", re.compile("/hubungan/")
    )
    expect(page).to_have_url(re.compile(f"{MAP}$"))

    node(page, "KWT").tap()

    expect(card).to_have_count(0)
    expect(page).to_have_url(re.compile("fokus="))
    page.get_by_role("link", name="2 langkah").tap()
    expect(page).to_have_url(re.compile("langkah=2"))
    expect(node(page, "Adat")).to_have_class(re.compile("near"))

    page.go_back()
    page.go_back()
    expect(page.locator("svg.map:visible")).not_to_have_class(re.compile("focused"))


def test_the_card_leads_to_the_page_of_the_group(look, facilitator):
    page = look(facilitator, **THUMB)

    node(page, "KWT").tap()
    page.locator(".map-sheet").get_by_role("link", name="Buka halamannya").tap()

    expect(page.get_by_role("heading", level=1)).to_contain_text("KWT")


def test_a_long_press_looks_round_at_once(look, facilitator):
    page = look(facilitator, **THUMB)
    touch(page, node(page, "KWT"), 700)

    expect(page).to_have_url(re.compile("fokus="))
    expect(page.locator(".map-sheet")).to_have_count(0)


def touch(page, target, milliseconds):
    """Rest a finger on something that long."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    spot = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 4}
    fingers = page.context.new_cdp_session(page)
    fingers.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [spot]})
    page.wait_for_timeout(milliseconds)
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_the_page_still_scrolls_past_the_map(look, facilitator):
    page = look(facilitator, **THUMB)
    page.locator("svg.map:visible").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    fingers = page.context.new_cdp_session(page)

    fingers.send("Input.synthesizeScrollGesture", {"x": 180, "y": 400, "yDistance": -250})

    assert page.evaluate("scrollY") > before + 100
    expect(page).to_have_url(re.compile(f"{MAP}$"))


def test_two_fingers_bring_the_map_nearer(look, facilitator):
    page = look(facilitator, **THUMB)
    sheet = page.locator("svg.map:visible")
    sheet.scroll_into_view_if_needed()
    before = sheet.bounding_box()["width"]
    fingers = page.context.new_cdp_session(page)

    fingers.send("Input.synthesizePinchGesture", {"x": 180, "y": 400, "scaleFactor": 2})

    assert sheet.bounding_box()["width"] > 1.3 * before
    assert page.evaluate("visualViewport.scale") == 1


def test_buttons_bring_the_map_nearer_and_back(look, facilitator):
    page = look(facilitator, **THUMB)
    sheet = page.locator("svg.map:visible")
    before = sheet.bounding_box()["width"]

    page.get_by_role("button", name="Perbesar").tap()
    page.get_by_role("button", name="Perbesar").tap()
    assert sheet.bounding_box()["width"] > 1.8 * before
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    page.get_by_role("button", name="Ukuran semula").tap()
    assert sheet.bounding_box()["width"] == before


# --- placing --------------------------------------------------------------------------------


def spot(page, name):
    """Where the middle of a party is on the screen."""
    target = node(page, name).locator(".shape")
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def on_sheet(page, name):
    """Where a party stands on its sheet."""
    x, y = re.findall(r"[-.\d]+", node(page, name).get_attribute("transform"))
    return float(x), float(y)


def drag(page, name, across, down):
    x, y = spot(page, name)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across / 2, y + down / 2)
    page.mouse.move(x + across, y + down)
    page.mouse.up()
    expect(page.locator("[data-undo] [data-said]")).to_contain_text("disimpan")


def test_a_party_is_dragged_stays_there_and_comes_back_with_ctrl_z(look, facilitator):
    page = look(facilitator, viewport=DESK)
    names = ("KWT", "Tani", "Adat")
    before = {name: on_sheet(page, name) for name in names}

    drag(page, "KWT", 60, 50)
    expect(page.locator(".map-sheet")).to_have_count(0)
    dropped = {name: on_sheet(page, name) for name in names}
    page.reload()

    assert dropped["KWT"] != before["KWT"]
    for name in names:
        assert on_sheet(page, name) == pytest.approx(dropped[name], abs=12), name

    page.locator("body").press("Control+z")
    expect(page.get_by_text("sudah diurungkan")).to_be_visible()
    page.wait_for_load_state()
    for name in names:
        assert on_sheet(page, name) == pytest.approx(before[name], abs=1), name


def test_three_drags_in_a_row_are_three_steps_back(look, facilitator):
    page = look(facilitator, viewport=DESK)
    seen = [on_sheet(page, "KWT")]
    for _ in range(3):
        drag(page, "KWT", 20, 25)
        page.evaluate("document.querySelector('[data-undo] [data-said]').textContent = ''")
        seen.append(on_sheet(page, "KWT"))

    for before in reversed(seen[:-1]):
        page.get_by_role("button", name="Urungkan").click()
        expect(page.get_by_text("sudah diurungkan")).to_be_visible()
        page.wait_for_load_state()
        assert on_sheet(page, "KWT") == pytest.approx(before, abs=12)


def test_a_finger_lifts_a_party_after_a_long_press_and_moves_it(look, facilitator):
    page = look(facilitator, **THUMB)
    before = on_sheet(page, "KWT")
    x, y = spot(page, "KWT")
    fingers = page.context.new_cdp_session(page)

    def touch_at(kind, *spots):
        points = [{"x": x, "y": y} for x, y in spots]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch_at("touchStart", (x, y))
    page.wait_for_timeout(700)
    for step in range(1, 7):
        touch_at("touchMove", (x + 8 * step, y + 8 * step))
    touch_at("touchEnd")

    expect(page.locator("[data-undo] [data-said]")).to_contain_text("disimpan")
    assert on_sheet(page, "KWT") != before
    expect(page).to_have_url(re.compile(f"{MAP}$"))


def test_keys_move_a_party_and_escape_puts_it_back(look, facilitator):
    page = look(facilitator, viewport=DESK)
    name = reach_the_map(page)
    before = on_sheet(page, name)

    for key in ("m", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    assert on_sheet(page, name) == pytest.approx((before[0] + 12, before[1] + 12))
    page.keyboard.press("Escape")
    assert on_sheet(page, name) == pytest.approx(before)

    for key in ("m", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("[data-undo] [data-said]")).to_contain_text("disimpan")
    expect(page.locator(".map-sheet")).to_have_count(0)
    with page.expect_response(lambda answer: answer.request.method == "POST") as kept:
        page.keyboard.press("Shift+ArrowLeft")
    assert kept.value.ok
    assert focused(page) == name
    assert len(VillageNetwork.objects.get(pk=SENGI).earlier) == 2


def test_on_a_map_that_changed_meanwhile_the_party_goes_back_and_says_why(look, facilitator):
    page = look(facilitator, viewport=DESK)
    before = on_sheet(page, "KWT")
    VillageNetwork.objects.outdate(SENGI)
    x, y = spot(page, "KWT")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 40)
    page.mouse.up()

    expect(page.locator("[data-undo] [data-said]")).to_contain_text("Muat ulang")
    assert on_sheet(page, "KWT") == pytest.approx(before)


def test_a_note_is_pinned_where_somebody_taps(look, facilitator):
    page = look(facilitator, viewport=DESK)
    page.get_by_text("Tempel catatan").click()
    page.get_by_role("button", name="Pilih tempat di peta").click()
    sheet = page.locator("svg.map:visible")
    box = sheet.bounding_box()
    page.mouse.click(box["x"] + 40, box["y"] + 40)
    page.locator("#catatan_text").fill("Dulu pasar")
    page.locator("[data-note]").get_by_role("button", name="Simpan").click()

    pin = page.locator("svg.map:visible a.pin")
    expect(pin).to_have_count(1)
    expect(page.locator(".map-notes li")).to_contain_text("Dulu pasar")
    page.get_by_role("button", name="Urungkan").click()
    expect(pin).to_have_count(0)


def test_a_view_is_kept_by_its_name_alone_and_leads_back(look, facilitator):
    page = look(facilitator, viewport=DESK)
    page.get_by_role("link", name="Bersaing 1").click()
    page.get_by_text("Simpan tampilan ini").click()
    page.get_by_label("Nama tampilan").fill("Yang bersaing")
    page.locator("form[action$='/tampilan/'] [type=submit]").click()

    page.goto(MAP)
    page.get_by_role("link", name="Yang bersaing").click()

    assert shown(page) == ["competes"]


def test_several_ties_are_one_line_whose_number_opens_to_them(look, facilitator):
    groups = {row.name: row for row in Stakeholder.objects.groups()}
    factories.tie(groups["KWT"], groups["Tani"], "membership", by=facilitator)
    VillageNetwork.objects.outdate(SENGI)
    page = look(facilitator, viewport=DESK)
    number = page.locator("svg.map:visible a.count")
    expect(number).to_have_text("2")

    number.click()
    expect(page.locator(".map-sheet li")).to_have_count(2)

    page.get_by_role("link", name="Saling mendukung 3").click()
    expect(number).to_be_hidden()
    expect(page.locator("svg.map:visible .tie.supports.several")).to_have_count(0)


def test_a_gathered_kind_opens_with_a_tap(look, facilitator):
    page = look(facilitator, MAP + "?ringkas=jenis", **THUMB)

    page.locator("svg.map:visible a.node.bundle").first.tap()

    expect(page).to_have_url(re.compile("buka=otl"))
    expect(node(page, "KWT")).to_have_count(1)
    page.get_by_role("link", name="tutup lagi").tap()
    expect(page.locator("svg.map:visible a.node.bundle")).to_have_count(1)


def test_a_question_is_a_link_and_its_answer_stands_above_the_map(look, facilitator):
    page = look(facilitator, java_script_enabled=False)

    page.get_by_role("link", name="Siapa belum terhubung?").click()

    expect(page.locator(".map-answer")).to_contain_text("Taklim belum terhubung")
    expect(node(page, "Taklim")).to_have_class(re.compile("answer"))


# --- mouse ----------------------------------------------------------------------------------


def test_the_rest_grows_pale_under_the_mouse(look, facilitator):
    page = look(facilitator, viewport=DESK)

    node(page, "Tani").hover()
    expect(page.locator("svg.map:visible")).to_have_class(re.compile("focused"))

    page.mouse.move(5, 5)
    expect(page.locator("svg.map:visible")).not_to_have_class(re.compile("focused"))


def test_a_tie_tells_what_was_said(look, facilitator):
    page = look(facilitator, viewport=DESK)

    page.locator("svg.map:visible a.tie.competes .reach").click()

    expect(page.locator(".map-sheet")).to_contain_text("Tani – Adat")
    expect(page.locator(".map-sheet")).to_contain_text("bersaing, menurut Tani")


def test_on_a_large_map_the_words_of_a_tie_come_from_the_list(look, facilitator):
    tani = Stakeholder.objects.get(name="Tani")
    for number in range(60):
        factories.tie(factories.group(name=f"Kelompok {number}"), tani, by=facilitator)
    VillageNetwork.objects.outdate(SENGI)
    page = look(facilitator, viewport=DESK)
    assert page.locator("svg.large .tie title").count() == 0
    assert page.locator("svg.large .tie[href]").count() == 0

    node(page, "Kelompok 7").evaluate("node => node.dispatchEvent(new MouseEvent('click', "
                                      "{ bubbles: true, cancelable: true }))")  # fmt: skip

    card = page.locator(".map-sheet")
    expect(card).to_contain_text("saling mendukung, menurut Kelompok 7")
    expect(card.get_by_role("listitem")).to_have_count(1)
    leads = card.get_by_role("listitem").get_by_role("link").get_attribute("href")
    assert leads == reverse("tie_detail", args=[Tie.objects.get(source__name="Kelompok 7").pk])


def test_every_tie_of_a_large_map_leads_to_its_own_row(look, facilitator):
    tani = Stakeholder.objects.get(name="Tani")
    for number in range(60):
        kind = ("supports", "competes")[number % 2]
        factories.tie(factories.group(name=f"Kelompok {number}"), tani, kind, by=facilitator)
    VillageNetwork.objects.outdate(SENGI)
    page = look(facilitator, viewport=DESK)

    told = page.evaluate(
        """() => {
          const { nodes, ties } = document.querySelector("[data-map]").map.drawing;
          const name = (href) => document.querySelector(`.tie-list a[href="${href}"]`).textContent;
          const names = ({ a, b }) => [nodes[a].name, nodes[b].name].sort();
          return ties.map((tie) => [names(tie), name(tie.href).split(" – ").sort(), tie.said]);
        }"""
    )

    assert len(told) > 60
    assert [drawn for drawn, listed, _ in told] == [listed for drawn, listed, _ in told]
    assert all(said for _, _, said in told)


# --- keys -----------------------------------------------------------------------------------


def test_arrows_go_from_neighbour_to_neighbour(look, facilitator):
    page = look(facilitator, viewport=DESK)
    start = reach_the_map(page)

    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        if focused(page) != start:
            break
    assert focused(page) in {
        "Tani",
        "KWT",
        "Karang Taruna",
        "Adat",
        "Taklim",
        "Pemerintah Desa Sengi",
    }
    assert focused(page) != start


def test_enter_opens_the_card_numbers_look_round_and_escape_goes_back(look, facilitator):
    page = look(facilitator, viewport=DESK)
    name = reach_the_map(page)

    page.keyboard.press("Enter")
    expect(page.locator(".map-sheet")).to_contain_text(name)
    page.keyboard.press("Escape")
    expect(page.locator(".map-sheet")).to_have_count(0)

    page.keyboard.press("2")
    expect(page).to_have_url(re.compile("langkah=2"))
    page.keyboard.press("Escape")
    expect(page.locator("svg.map:visible")).not_to_have_class(re.compile("focused"))

    before = page.locator("svg.map:visible").bounding_box()["width"]
    page.keyboard.press("+")
    assert page.locator("svg.map:visible").bounding_box()["width"] > before
    page.keyboard.press("0")
    assert page.locator("svg.map:visible").bounding_box()["width"] == before


def test_the_map_is_a_single_stop_for_the_tab_key(look, facilitator):
    page = look(facilitator, viewport=DESK)
    reach_the_map(page)

    page.keyboard.press("Tab")

    assert focused(page) == ""


def reach_the_map(page):
    """Press Tab until a party of the map has the focus; returns its name."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if name := focused(page):
            return name
    raise AssertionError("the map cannot be reached with the Tab key")


def focused(page):
    """The name of the party that has the focus, or nothing."""
    return page.evaluate(
        "document.activeElement.matches('a.node') "
        "? document.activeElement.querySelector('title').textContent : ''"
    )
