"""Groups, roles and dependency in a real browser: by thumb, by keyboard, without script."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from stakeholders.models import Participation, PatronClientTie, Stakeholder
from stakeholders.services.dependency import NewParty, record_dependency
from stakeholders.services.groups import villages_of
from stakeholders.services.officers import record_officer
from stakeholders.services.participation import record_participation
from tests import factories
from villages.models import RegionWord

LONG = "Kelompok_wanita_tani_sumber_rejeki_makmur_sejahtera_dusun_gowok_pos_satu_dua_🌾🌾"
PATEN = "33.08.06.2013"


@pytest.fixture
def person(live_server):
    return factories.user(full_name="Sri Wahyuni")


@pytest.fixture
def village(person):
    """A village in which everything has the longest name there can be."""
    village = factories.village()
    group = factories.group(village, name=LONG, hamlet=LONG[:60], kind="kwt", members_approx=24)
    other = factories.group(village, name=LONG[::-1], kind="majelis-taklim")
    factories.tie(group, other, "supports", reason=LONG, by=person)
    factories.tie(other, group, "competes", reason=LONG, by=person)
    record_officer(group=group, office=LONG[:60], role=LONG, by=person)
    for role, value in (("planning", "yes"), ("bpd", "no"), ("deliberation", "name_only")):
        record_participation(
            village=village,
            group=group,
            role=role,
            value=value,
            reason=LONG,
            as_of=timezone.localdate(),
            base_version=0,
            by=person,
        )
    record_dependency(
        village=village,
        patron=NewParty(LONG),
        client=group,
        by=person,
        forms=["market", "capital", "land", "kinship"],
        frequency="seasonal",
        tightness="binding",
        alternative="no",
        gains_more="patron",
        contribution=LONG,
    )
    return village


@pytest.fixture
def pages(village):
    """Every page of groups, roles and dependency."""
    group = Stakeholder.objects.get(name=LONG, kind="group")
    tie = PatronClientTie.objects.get()
    here, this, that = [village.pk], [group.pk], [tie.pk]
    office = group.ties_in.offices().get()
    return [
        reverse(name, args=args)
        for name, args in [
            ("group_create", here),
            ("group_detail", this),
            ("group_edit", this),
            ("group_archive", this),
            ("officer_add", this),
            ("officer_end", [office.pk]),
            ("stakeholder_detail", [office.source_id]),
            ("person_edit", [office.source_id]),
            ("institution_create", here),
            ("participation_matrix", here),
            ("participation_group", this),
            ("participation_edit", [group.pk, "bpd"]),
            ("dependency_list", here),
            ("dependency_create", here),
            ("dependency_detail", that),
            ("dependency_edit", that),
            ("dependency_close", that),
        ]
    ]


@pytest.mark.parametrize("width", [360, 1280])
def test_long_words_in_every_field_break_no_page(new_page, sign_in, person, pages, width):
    page = new_page(viewport={"width": width, "height": 740})
    sign_in(page, person)
    for address in pages:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_group_is_made_by_keyboard_and_its_other_village_found_by_name(page, sign_in, person):
    factories.village()
    paten = factories.village(PATEN, "Paten")
    RegionWord.objects.create(key="paten", region=paten, level="village", whole=True)
    sign_in(page, person)
    page.goto(reverse("group_create", args=[factories.SENGI]))
    page.get_by_label("Jenis kelompok").focus()
    page.get_by_label("Jenis kelompok").select_option("gapoktan")
    page.keyboard.press("Tab")
    page.keyboard.type("Gapoktan Lereng")
    page.get_by_label("Cari desa atau kelurahan").focus()
    page.keyboard.type("paten")
    page.keyboard.press("Enter")  # looks for the village, and does not send the group
    tick = page.get_by_role("checkbox", name="Desa Paten")
    expect(tick).to_be_visible()
    tick.focus()
    page.keyboard.press("Space")
    page.get_by_label("Cari desa atau kelurahan").fill("tidak ada")
    expect(page.get_by_text("Tidak ada desa dengan nama atau kode itu.")).to_be_visible()
    expect(tick).to_be_checked()  # what was ticked stays while one goes on looking
    page.get_by_role("button", name="Simpan kelompok").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Gapoktan Lereng")).to_be_visible()
    assert villages_of(Stakeholder.objects.get(kind="group"))[1:] == [PATEN]


def test_the_back_button_after_saving_makes_no_silent_second_version(page, sign_in, person):
    factories.village()
    sign_in(page, person)
    page.goto(reverse("group_create", args=[factories.SENGI]))
    page.get_by_label("Jenis kelompok").select_option("kwt")
    page.get_by_label("Nama kelompok").fill("KWT Melati")
    page.get_by_role("button", name="Simpan kelompok").click()
    expect(page.get_by_role("heading", name="KWT Melati")).to_be_visible()
    page.go_back()
    page.get_by_label("Jenis kelompok").select_option("kwt")
    page.get_by_label("Nama kelompok").fill("KWT Mawar")
    page.get_by_role("button", name="Simpan kelompok").click()
    page.wait_for_load_state()
    if page.get_by_text("tadi sudah tersimpan sebagai").is_visible():
        page.get_by_role("button", name="Simpan kelompok").click()
    expect(page.get_by_role("heading", name="KWT Mawar")).to_be_visible()
    assert Stakeholder.objects.filter(kind="group").count() == 2


def test_a_whole_row_of_roles_without_script(new_page, sign_in, person):
    group = factories.group(factories.village(), kind="ngo", name="LSM Lestari")
    page = new_page(java_script_enabled=False)
    sign_in(page, person)
    page.goto(reverse("participation_matrix", args=[factories.SENGI]))
    page.get_by_role("link", name="Catat semua peran LSM Lestari").click()
    page.get_by_role("group", name="Bekerja sama dalam program ekonomi").get_by_label("Ya").check()
    page.get_by_role("group", name="Membantu pemberdayaan warga").get_by_label("Belum").check()
    page.get_by_role("button", name="Simpan semua peran").click()
    expect(page.get_by_text("Peran LSM Lestari tersimpan.")).to_be_visible()
    expect(page.get_by_text("1 dari 2")).to_be_visible()
    assert Participation.objects.filter(group=group).count() == 2


def test_codes_of_other_villages_are_typed_without_script(new_page, sign_in, person):
    factories.village()
    factories.village(PATEN, "Paten")
    page = new_page(java_script_enabled=False)
    sign_in(page, person)
    page.goto(reverse("group_create", args=[factories.SENGI]))
    page.get_by_label("Jenis kelompok").select_option("gapoktan")
    page.get_by_label("Nama kelompok").fill("Gapoktan Lereng")
    page.get_by_text("Tulis kodenya langsung").click()
    page.get_by_label("Kode desa, satu per baris").fill(f"{PATEN}\n99.99")
    page.get_by_role("button", name="Simpan kelompok").click()
    expect(page.get_by_role("checkbox", name="Desa Paten")).to_be_checked()
    page.get_by_label("Kode desa, satu per baris").fill("")
    page.get_by_role("button", name="Simpan kelompok").click()
    assert villages_of(Stakeholder.objects.get())[1:] == [PATEN]


def test_dependency_is_never_on_paper(page, sign_in, person, village):
    sign_in(page, person)
    for address in (
        reverse("dependency_list", args=[village.pk]),
        PatronClientTie.objects.get().get_absolute_url(),
    ):
        page.goto(address)
        page.emulate_media(media="print")
        assert LONG not in page.inner_text("body"), address
        page.emulate_media(media="screen")


def test_the_matrix_is_a_table_on_a_desk_and_cards_on_a_phone(new_page, sign_in, person, village):
    desk, phone = new_page(viewport={"width": 1280, "height": 800}), new_page()
    for page in (desk, phone):
        sign_in(page, person)
        page.goto(reverse("participation_matrix", args=[village.pk]))
        # A table to ears on either screen.
        expect(page.get_by_role("cell", name="Sekadar nama", exact=True)).to_have_count(1)
    expect(desk.get_by_role("columnheader", name="Punya wakil di BPD")).to_be_visible()
    expect(desk.locator(".cell-role").first).to_be_hidden()
    expect(phone.get_by_role("columnheader", name="Punya wakil di BPD")).to_have_count(0)
    expect(phone.locator(".cell-role").first).to_be_visible()
