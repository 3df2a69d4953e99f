"""An interview on a phone: by touch, by keyboard, without script, and for people who do not see."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from jejaring.ids import uuid7
from stakeholders.models import StepAnswer, Tie, Worksheet
from stakeholders.services.worksheets import StepConflict, record_step
from tests import factories

LONG = "Kelompok_tani_sumber_rejeki_makmur_sejahtera_dusun_gowok_pos_satu_🌾 'Merapi' <&>"[:80]


@pytest.fixture
def village():
    """A village with a group to be asked and two others."""
    home = factories.village()
    return {
        "asked": factories.group(home, name="KWT Melati", kind="kwt"),
        "tani": factories.group(home, name="Tani Lereng Merapi"),
        "long": factories.group(home, name=LONG, kind="pemuda"),
        "by": factories.user(full_name="Rani Puspita"),
    }


@pytest.fixture
def sheet(village):
    return factories.worksheet(village["asked"], by=village["by"])


def save(sheet, step, content, by=None):
    return record_step(
        worksheet=sheet,
        step=step,
        content=content,
        base_version=0,
        by=by or sheet.facilitator,
        pk=uuid7(),
    )


def hold(sheet):
    save(sheet, 1, {"activity": "Kerja bakti"}, by=factories.user(full_name="Budi Santoso"))
    with pytest.raises(StepConflict) as conflict:
        save(sheet, 1, {"activity": "Hajatan", "benefit_direct": "Beras"})
    return conflict.value.held


def step_url(sheet, step):
    return reverse("worksheet_step", args=[sheet.pk, step])


def onward(page):
    page.get_by_role("button", name="Simpan dan lanjut").click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_whole_interview_on_a_phone(new_page, sign_in, village, script):
    page = new_page(java_script_enabled=script)
    sign_in(page, village["by"])
    page.goto(reverse("group_detail", args=[village["asked"].pk]))
    page.get_by_role("button", name="Mulai lembar kerja").click()

    page.get_by_label("Sudah saya bacakan").check()
    page.get_by_label("Siapa yang menjawab?").fill("ketua kelompok")
    page.get_by_label("Kapan wawancaranya?").fill("2026-03-09")
    onward(page)
    expect(page.get_by_text("Pertanyaan 1 dari 7")).to_be_visible()
    page.get_by_label("Kegiatan apa di desa").fill("Membersihkan saluran air")
    onward(page)
    page.get_by_label("Bertetangga").check()
    onward(page)
    page.get_by_label("Juga untuk urusan lain").check()
    onward(page)
    page.get_by_label("Urusan", exact=True).first.fill("Arisan")
    page.get_by_role("button", name="Tambah urusan").click()
    expect(page.get_by_label("Urusan", exact=True).first).to_have_value("Arisan")
    onward(page)

    card = page.locator(".relation", has_text="Tani Lereng Merapi")
    card.get_by_label("Saling mendukung").check()
    card.get_by_label("Apa alasan").fill("Bibit dibeli bersama.")
    page.get_by_text("Kelompok lain yang baru disebut").click()
    page.get_by_label("Nama kelompok").fill("Ronda RT 3")
    page.get_by_label("Jenis kelompok").select_option("pemuda")
    page.get_by_role("button", name="Tambah kelompok").click()
    page.locator(".relation", has_text="Ronda RT 3").get_by_label("Bersaing").check()
    kept = page.locator(".relation", has_text="Tani Lereng Merapi").get_by_label("Apa alasan")
    expect(kept).to_have_value("Bibit dibeli bersama.")
    onward(page)
    page.get_by_label("Pasif").check()
    onward(page)
    page.get_by_label("Sejak tahun berapa").fill("1998")
    page.get_by_role("button", name="Simpan dan periksa").click()

    expect(page.get_by_text("1 kelompok belum ditanyakan")).to_be_visible()
    page.get_by_role("button", name="Nyatakan selesai").click()
    expect(page.get_by_text("Dinyatakan selesai")).to_be_visible()
    assert Worksheet.objects.completed().count() == 1
    kinds = dict(Tie.objects.current().values_list("target__name", "kind"))
    assert kinds["Tani Lereng Merapi"] == "supports"
    assert kinds["Ronda RT 3"] == "competes"


def test_leaving_and_coming_back_one_goes_on_at_the_same_question(page, sign_in, sheet):
    sign_in(page, sheet.facilitator)
    page.goto(step_url(sheet, 2))
    page.get_by_label("Bertetangga").check()
    page.get_by_role("button", name="Simpan dan keluar").click()
    page.get_by_role("link", name="Lanjut ke pertanyaan 2").click()
    expect(page.get_by_label("Bertetangga")).to_be_checked()


def test_a_step_is_answered_with_the_keyboard_alone(page, sign_in, sheet):
    sign_in(page, sheet.facilitator)
    page.goto(step_url(sheet, 6))
    page.locator("input[name=stance]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Diundang, tetapi tidak didengar.")
    button = page.get_by_role("button", name="Simpan dan lanjut")
    for _press in range(6):
        page.keyboard.press("Tab")
        if button.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Pertanyaan 7 dari 7")).to_be_visible()
    content = StepAnswer.objects.get(step=6).content
    assert content == {"stance": "passive", "why": "Diundang, tetapi tidak didengar."}


def test_enter_in_a_line_of_text_saves_and_stays(page, sign_in, sheet):
    sign_in(page, sheet.facilitator)
    page.goto(step_url(sheet, 0))
    page.get_by_label("Siapa yang menjawab?").fill("ketua")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tersimpan")).to_be_visible()
    expect(page.get_by_label("Siapa yang menjawab?")).to_have_value("ketua")


def test_the_reason_is_asked_when_there_is_something_to_explain(page, sign_in, sheet):
    sign_in(page, sheet.facilitator)
    page.goto(step_url(sheet, 5))
    card = page.locator(".relation", has_text="Tani Lereng Merapi")
    expect(card.get_by_label("Apa alasan")).to_be_hidden()
    card.get_by_text("Bersaing").click()
    card.get_by_label("Apa alasan").fill("Berebut air.")
    card.get_by_text("Belum ditanyakan").click()
    expect(card.get_by_label("Apa alasan")).to_be_visible()


def test_a_wrong_date_is_led_to_and_read_out(page, sign_in, sheet):
    sign_in(page, sheet.facilitator)
    page.goto(step_url(sheet, 7))
    page.get_by_label("Bagaimana mulanya").fill("Sesudah kemarau panjang")
    page.get_by_label("Sejak tahun berapa").fill("2999")
    page.get_by_role("button", name="Simpan dan periksa").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Tahun ini belum tiba")
    alert.get_by_role("link").click()
    expect(page.get_by_label("Sejak tahun berapa")).to_be_focused()
    expect(page.get_by_label("Bagaimana mulanya")).to_have_value("Sesudah kemarau panjang")


def test_two_versions_are_settled_part_by_part(page, sign_in, sheet):
    held = hold(sheet)
    sign_in(page, sheet.facilitator)
    page.goto(reverse("worksheet_detail", args=[sheet.pk]))
    page.get_by_role("link", name="Bandingkan dan pilih").click()
    expect(page.get_by_text("Kerja bakti")).to_be_visible()
    page.get_by_label("Tulis ulang", exact=True).check()
    page.get_by_role("textbox").fill("Kerja bakti dan hajatan")
    page.get_by_role("button", name="Simpan pilihan").click()
    expect(page.get_by_label("Kegiatan apa")).to_have_value("Kerja bakti dan hajatan")
    expect(page.get_by_label("Apa yang langsung")).to_have_value("Beras")
    held.refresh_from_db()
    assert held.settled_at


def every_page(sheet, held):
    yield from (step_url(sheet, step) for step in range(8))
    for name in ("detail", "history", "complete"):
        yield reverse(f"worksheet_{name}", args=[sheet.pk])
    yield reverse("worksheet_settle", args=[sheet.pk, held.pk])


NARROWEST = 320
SMALL = """() => [...document.querySelectorAll("main a, main button, main summary, .form-check")]
    .map(e => [e, e.getBoundingClientRect()])
    .filter(([e, box]) => box.width && box.height < 44 && getComputedStyle(e).display !== "inline")
    .map(([e]) => e.outerHTML)"""


def test_every_page_fits_the_narrowest_phone_with_a_long_name(new_page, sign_in, village, sheet):
    held = hold(sheet)
    save(sheet, 5, {"relations": {str(village["long"].pk): {"kind": "competes", "reason": LONG}}})
    page = new_page(viewport={"width": NARROWEST, "height": 740})
    sign_in(page, sheet.facilitator)
    for address in every_page(sheet, held):
        page.goto(address)
        page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST, address
        assert page.evaluate(SMALL) == [], address


def test_the_bar_with_the_buttons_hides_no_field(page, sign_in, sheet):
    sign_in(page, sheet.facilitator)
    page.goto(step_url(sheet, 1))
    bar = page.locator(".savebar")
    for field in page.locator("textarea").all():
        field.focus()
        box = field.bounding_box()
        assert box["y"] + box["height"] <= bar.bounding_box()["y"] + 0.5
    assert re.search("savebar", page.content())
