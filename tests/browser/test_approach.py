"""Approach plans in a real browser: by thumb, by keyboard, without script; never on paper."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from stakeholders.models import ApproachPlan, PlanTask, VillageNetwork, Worksheet
from stakeholders.services.approach import record_plan
from stakeholders.services.tasks import record_task
from tests import factories
from tests.browser.hands import Finger, FingerWithoutScript, Keys

LONG = "Kelompok_wanita_tani_sumber_rejeki_makmur_sejahtera_dusun_gowok_pos_satu_dua_🌾🌾"


@pytest.fixture
def person(live_server):
    return factories.user(full_name="Sri Wahyuni")


@pytest.fixture
def village(person):
    """Tani was interviewed, gets on with Pemuda, who get on with the head of the market."""
    village = factories.village()
    farmers = factories.group(village, name="Tani Lereng")
    youth = factories.group(village, name="Pemuda Gowok")
    market = factories.person(village, name="Kepala pasar")
    sheet = factories.worksheet(farmers, by=person)
    Worksheet.objects.filter(pk=sheet.pk).update(completed_at=timezone.now())
    factories.tie(farmers, youth, by=person)
    factories.tie(market, youth, "membership", office="Penasihat", by=person)
    VillageNetwork.objects.outdate(village.pk)
    return village


@pytest.mark.parametrize("hands", [Finger, FingerWithoutScript, Keys])
def test_from_a_question_to_the_map_to_a_promise_that_was_kept(
    new_page, sign_in, person, village, hands
):
    page = new_page(**hands.options)
    sign_in(page, person)
    hand = hands(page)
    page.goto(reverse("approach_list", args=[village.pk]))
    hand.press(page.get_by_role("link", name="Tambah Narahubung"))
    hand.pick(page.get_by_label("Siapa yang ingin ditemui?").first, "Kepala pasar")
    hand.press(page.get_by_role("button", name="Cari jalur"))
    hand.press(page.get_by_role("link", name="Pakai jalur ini"))
    expect(page.get_by_label("Perantara 1").locator("option:checked")).to_have_text("Tani Lereng")
    hand.write(page.get_by_label("Untuk keperluan apa?"), "Lapak untuk keripik")
    hand.mark(page.get_by_label("Sedang ditempuh"))
    hand.press(page.get_by_role("button", name="Simpan"))
    chain = page.get_by_role("listitem").filter(has_text="kedekatan")
    expect(chain).to_have_count(3)
    hand.press(page.get_by_role("link", name="Catat", exact=True))
    hand.write(page.get_by_label("Apa yang dikerjakan"), "Membawa contoh keripik")
    hand.mark(page.get_by_label("Ini janji kepada warga"))
    hand.write(page.get_by_label("Siapa yang mengerjakan?"), "Pendamping desa")
    hand.press(page.get_by_role("button", name="Simpan"))
    hand.press(page.get_by_role("button", name="Selesai Membawa contoh keripik"))
    expect(page.get_by_text("Janji ditepati.")).to_be_visible()
    hand.press(page.get_by_role("button", name="Batalkan Membawa contoh keripik"))
    expect(page.get_by_role("button", name="Selesai Membawa contoh keripik")).to_be_visible()
    assert PlanTask.objects.open().promises().get().plan == ApproachPlan.objects.get()


def test_a_coalition_that_lacks_something_says_so_beside_each_field(
    new_page, sign_in, person, village
):
    page = new_page(**Finger.options)
    sign_in(page, person)
    page.goto(reverse("approach_create", args=[village.pk, "koalisi"]))
    page.get_by_label("Untuk apa bersatu?").fill("Jalan tani")
    page.get_by_label("Berjalan").tap()
    page.get_by_role("button", name="Simpan").tap()
    for words in ("satu nama", "satu koordinator", "sampai kapan", "sedikitnya dua pihak"):
        expect(page.locator(".invalid-feedback").filter(has_text=words)).to_have_count(1)


def test_plans_and_promises_are_never_on_paper_and_break_no_page(
    new_page, sign_in, person, village
):
    group = factories.group(village, name=LONG)
    plan = record_plan(
        village=village,
        way="alliance",
        columns={"issue": LONG * 2, "state": "planned"},
        parties=[group],
        by=person,
    )
    record_task(
        village=village, by=person, text=LONG * 2, who=LONG, party=group, is_promise=True, plan=plan
    )
    page = new_page(**Finger.options)
    sign_in(page, person)
    for address in (
        reverse("approach_list", args=[village.pk]),
        plan.get_absolute_url(),
        reverse("approach_edit", args=[plan.pk]),
        PlanTask.objects.get().get_absolute_url(),
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
        page.emulate_media(media="print")
        assert LONG not in page.inner_text("body"), address
        page.emulate_media(media="screen")
    page.goto(reverse("village_detail", args=[village.pk]))
    expect(page.get_by_text("1 janji belum ditepati")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("1 janji belum ditepati")).to_be_hidden()
