"""Impatient fingers, the back button, and two people at once, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from stakeholders.models import Stakeholder
from tests import factories

SAVE = "Simpan kelompok"


@pytest.fixture
def village():
    return factories.village()


@pytest.fixture
def group_form(new_page, sign_in, village):
    """A maker of pages with the form of a new group, filled in: ``group_form(**options)``."""
    sri = factories.user(full_name="Sri Lestari")

    def make(**options):
        page = new_page(**options)
        sign_in(page, sri)
        page.goto(reverse("group_create", args=[village.pk]))
        fill_in(page)
        return page

    return make


def fill_in(page, name="Muda Sengi"):
    page.get_by_label("Jenis kelompok").select_option(label="Karang Taruna")
    page.get_by_label("Nama kelompok").fill(name)


def names():
    return sorted(Stakeholder.objects.groups().values_list("name", flat=True))


def heading(page):
    return page.get_by_role("heading", level=1)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_double_click_on_save_makes_one_group(group_form, script):
    page = group_form(java_script_enabled=script)
    page.get_by_role("button", name=SAVE).dblclick()
    expect(heading(page)).to_contain_text("Muda Sengi")
    assert names() == ["Muda Sengi"]


def keep_as_it_was(page):
    """Let the back button bring the very page that was left, as most browsers do."""
    body = page.request.get(page.url).text()

    def answer(route):
        if route.request.method == "GET":
            route.fulfill(body=body, content_type="text/html")
        else:
            route.continue_()

    page.route(page.url, answer)
    page.reload()
    fill_in(page)


def test_going_back_and_saving_again_makes_no_second_group(group_form):
    page = group_form()
    keep_as_it_was(page)
    for _time in range(2):
        page.get_by_role("button", name=SAVE).click()
        expect(heading(page)).to_contain_text("Muda Sengi")
        page.go_back()
    assert names() == ["Muda Sengi"]


def test_going_back_to_a_form_fetched_anew_asks_whether_it_is_the_same(group_form):
    page = group_form(java_script_enabled=False)
    page.get_by_role("button", name=SAVE).click()
    expect(heading(page)).to_contain_text("Muda Sengi")
    page.go_back()
    fill_in(page)
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_text("Sudah ada kelompok dengan nama ini").first).to_be_visible()
    assert names() == ["Muda Sengi"]


def test_going_back_and_saving_another_name_asks_before_it_makes_one_more(group_form):
    page = group_form()
    keep_as_it_was(page)
    page.get_by_role("button", name=SAVE).click()
    expect(heading(page)).to_contain_text("Muda Sengi")
    page.go_back()
    fill_in(page, "Muda Gowok")
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_role("alert")).to_contain_text("sudah tersimpan sebagai “Muda Sengi”")
    assert names() == ["Muda Sengi"]
    page.get_by_role("button", name=SAVE).click()
    expect(heading(page)).to_contain_text("Muda Gowok")
    assert names() == ["Muda Gowok", "Muda Sengi"]


def test_two_people_who_change_one_group_see_both_versions(new_page, sign_in, village):
    group = factories.group(village, name="Tani Maju", hamlet="Gowok")
    pages = []
    for name in ("Sri Lestari", "Budi Santoso"):
        page = new_page()
        sign_in(page, factories.user(full_name=name))
        page.goto(reverse("group_edit", args=[group.pk]))
        page.get_by_label("Dusun").fill(f"Dusun menurut {name}")
        pages.append(page)
    first, second = pages
    first.get_by_role("button", name="Simpan perubahan").click()
    expect(first.get_by_text("tersimpan")).to_be_visible()
    second.get_by_role("button", name="Simpan perubahan").click()
    for words in ("Sri Lestari", "Dusun menurut Sri Lestari", "Dusun menurut Budi Santoso"):
        expect(second.locator(".conflict")).to_contain_text(words)
    expect(second.get_by_label("Dusun")).to_have_value("Dusun menurut Budi Santoso")
    second.get_by_role("button", name="Simpan isian saya").click()
    expect(heading(second)).to_contain_text("Tani Maju")
    group.refresh_from_db()
    assert group.hamlet == "Dusun menurut Budi Santoso"
