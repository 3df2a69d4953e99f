"""Reviewing a draft in a real browser: words marked on the page, and the same without a script."""

import pytest
from playwright.sync_api import expect

from cooperation.lifecycle import State
from cooperation.models import Comment
from tests.cooperation.makers import between_villages, lead_to

FUNDING = "Iuran 40 persen untuk Sengi.\nIuran 40 persen untuk Paten."
MARK = """([code, words]) => {
    const part = document.querySelector(`[data-part="${code}"]`);
    const node = document.createTreeWalker(part, NodeFilter.SHOW_TEXT).nextNode();
    const range = document.createRange();
    range.setStart(node, node.data.lastIndexOf(words));
    range.setEnd(node, node.data.lastIndexOf(words) + words.length);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
}"""


@pytest.fixture
def cast(live_server):
    cast = lead_to(between_villages(), State.DRAFTING)
    cast.write(funding=FUNDING)
    return cast


def test_marked_words_are_commented_on_where_they_stand(cast, page, sign_in):
    sign_in(page, cast.people["head-paten"])
    page.goto(f"/kerja-sama/{cast.agreement.pk}/naskah/")
    page.evaluate(MARK, ["funding", "40 persen"])
    page.get_by_role("link", name="Beri catatan pada kata-kata ini").click()
    expect(page.get_by_label("Bagian yang dimaksud")).to_have_value("40 persen")
    page.get_by_label("Catatan Anda").fill("Terlalu banyak.")
    page.get_by_label("Usulan kata-kata pengganti").fill("35 persen")
    page.get_by_role("button", name="Simpan catatan").click()
    expect(page.get_by_role("heading", name="Catatan: Pendanaan")).to_be_visible()
    assert Comment.objects.get().offset == FUNDING.rindex("40 persen")


def test_nothing_is_offered_for_words_of_two_parts(cast, page, sign_in):
    sign_in(page, cast.people["head-paten"])
    page.goto(f"/kerja-sama/{cast.agreement.pk}/naskah/")
    offer = page.locator(".comment-here")
    page.evaluate(MARK, ["scope", "Isi"])
    expect(offer).to_be_visible()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.text-parts'))")
    expect(offer).to_be_hidden()


def test_without_a_script_a_suggestion_is_made_and_taken_over_by_keyboard(cast, new_page, sign_in):
    page = new_page(java_script_enabled=False)
    sign_in(page, cast.people["head-paten"])
    page.goto(f"/kerja-sama/{cast.agreement.pk}/naskah/")
    page.locator("#isi-funding").get_by_role("link", name="Beri catatan").press("Enter")
    page.get_by_label("Kalimat yang dimaksud").select_option("Iuran 40 persen untuk Sengi.")
    page.get_by_label("Catatan Anda").fill("Dihitung lagi.")
    page.get_by_label("Usulan kata-kata pengganti").fill("Iuran 35 persen untuk Sengi.")
    page.get_by_role("button", name="Simpan catatan").press("Enter")
    page.get_by_role("button", name="Terapkan usulan").press("Enter")
    expect(page.get_by_text("Usulan diterapkan sebagai versi 2.")).to_be_visible()
    assert (
        cast.agreement.texts.latest("number")
        .content["clauses"]["funding"]
        .startswith("Iuran 35 persen untuk Sengi.")
    )
