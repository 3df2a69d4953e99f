"""The frame around every page, in a real browser: what the script adds, and what eyes need."""

from functools import partial

import pytest
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse
from playwright.sync_api import expect

from jejaring.models import User
from stakeholders.presenters.findings.say import Worded
from tests.browser import axe

WORDS = "Kelompok_wanita_tani_sumber_rejeki_makmur_sejahtera_dusun_gowok_pos_satu_dua_🌾🌾"
FORM = """
{% extends "base.html" %}
{% block body_class %}no-dock{% endblock %}
{% block state %}Tersimpan 14.05{% endblock %}
{% block content %}
<h1>KATA</h1>
<form method="post" action="/simpan/" class="form-stack" data-guard>
  {% for n in "0123456789abcdef" %}
    <div><label class="form-label" for="f{{ n }}">Isian {{ n }}</label>
    <input class="form-control" id="f{{ n }}" name="f{{ n }}"></div>
  {% endfor %}
  <div class="savebar"><a class="btn" href="/lain/">Kembali</a>
  <button type="submit" name="tombol" value="lanjut" class="btn btn-primary">Simpan</button></div>
</form>
{% endblock %}
""".replace("KATA", WORDS)

EVERYTHING = """
{% extends "base.html" %}
{% block state %}{{ w }}{% endblock %}
{% block content %}
<div class="page-head"><p class="kicker">{{ w }}</p><h1>{{ w }}</h1></div>
{% include "components/_coverage.html" with done=199 total=200 only %}
<div class="two">
  {% include "components/_finding.html" with finding=finding open=True mark=none may_mark=no only %}
  <section class="card">
    <div class="card-head"><h2>{{ w }}</h2><a class="btn btn-primary" href="/">{{ w }}</a></div>
    <div class="chips"><a class="chip" href="/">{{ w }}</a></div>
    <ul class="list">{% for n in many %}<li>
      {% include "components/_disc.html" with family="otl" mark=w only %}
      <div class="list-main"><a class="cover" href="/">{{ w }}</a><small>{{ w }}</small></div>
      <div class="list-side">{% include "components/_tag.html" with text=w tone="wait" only %}</div>
    </li>{% endfor %}</ul>
    <dl class="facts"><div><dt>{{ w }}</dt><dd>{{ w }}</dd></div></dl>
    <ol class="timeline"><li><time>{{ w }}</time><span>{{ w }}</span></li></ol>
  </section>
</div>
{% include "components/_empty.html" with title=w text=w action_url="/" action_text=w only %}
{% include "components/_confirm.html" with action="/" csrf_token="x" text=w question=w only %}
<div class="scroll" tabindex="0" role="region" aria-label="m"><table class="matrix"><tbody>
  <tr><th scope="row">{{ w }}</th><td><a class="cell yes" href="/">ya</a></td><td>{{ w }}</td></tr>
</tbody></table></div>
{% endblock %}
"""


@pytest.fixture
def person():
    return User.objects.create_user(username="sri", password="rahasia-sekali", full_name=WORDS)


@pytest.fixture
def served(new_page, person):
    """A maker of pages from a template's source, served to the browser as /borang/."""
    request = RequestFactory().get("/borang/")
    request.user = person

    def make(source, context=(), **options):
        html = (
            engines["django"].from_string(source).render({"user": person, **dict(context)}, request)
        )
        page = new_page(**options)
        page.route("**/borang/", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto("/borang/")
        return page

    return make


@pytest.fixture
def form_page(served):
    """A maker of pages that hold a long form with a sticky bar."""
    return partial(served, FORM)


def sign_in(page):
    page.goto(reverse("account_login"))
    page.get_by_label("Nama pengguna atau email").fill("sri")
    page.get_by_label("Kata sandi").fill("rahasia-sekali")
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_axe_would_find_something(new_page):
    page = new_page()
    page.goto(reverse("account_login"))
    page.evaluate("() => document.querySelector('label').remove()")
    assert any("label" in violation for violation in axe.violations(page))


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_is_wider_than_the_screen(form_page, width):
    page = form_page(viewport={"width": width, "height": 740})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1280])
def test_no_component_breaks_out_under_long_names_and_long_lists(served, width):
    fields = ("title", "sentence", "why", "doubt", "step", "step_label")
    finding = Worded(kind="disputed", step_url="/", **dict.fromkeys(fields, WORDS))
    page = served(
        EVERYTHING,
        {"w": WORDS, "many": range(200), "finding": finding, "none": None, "no": False},
        viewport={"width": width, "height": 740},
    )
    expect(page.locator(".list > li")).to_have_count(200)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_everything_to_press_is_big_enough_for_a_thumb(form_page):
    page = form_page()
    page.get_by_label("Akun saya").click()
    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), summary")]
            .map(e => [e, e.getBoundingClientRect()])
            .filter(([e, box]) => box.width && !e.matches(".skip") && box.height < 44)
            .map(([e]) => e.outerHTML)"""
    )
    assert small == []


def test_the_save_bar_never_hides_the_field_being_typed_in(form_page):
    page = form_page()
    bar = page.locator(".savebar")
    for number in "0123456789abcdef":
        field = page.locator(f"#f{number}")
        if number == "0":
            field.focus()
        else:
            page.keyboard.press("Tab")
        expect(field).to_be_focused()
        assert field.bounding_box()["y"] + 48 <= bar.bounding_box()["y"] + 0.5, number


def test_a_second_tap_sends_nothing_more(form_page):
    page = form_page()
    sent = []
    page.route("**/simpan/", lambda route: sent.append(route.request.post_data))  # no answer yet
    with page.expect_request("**/simpan/"):
        words, disabled = page.locator(".btn-primary").evaluate(
            """button => {
                button.click();
                button.click();
                button.form.requestSubmit();
                const now = () => [button.textContent, button.disabled];
                return new Promise(tell => setTimeout(() => tell(now()), 100));
            }"""
        )
    assert (words, disabled) == ("Menyimpan…", True)
    assert len(sent) == 1
    assert "tombol=lanjut" in sent[0]


def test_leaving_with_words_unsaved_is_asked_about(form_page):
    page = form_page()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#f0").press_sequentially("Bibit")
    page.get_by_role("link", name="Kembali").click()
    page.wait_for_url("**/lain/")
    assert asked == ["beforeunload"]


def test_leaving_an_untouched_form_is_not_asked_about(form_page):
    page = form_page()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#f0").focus()
    page.get_by_role("link", name="Kembali").click()
    page.wait_for_url("**/lain/")
    assert asked == []


def test_the_bar_says_when_there_is_no_connection(form_page):
    page = form_page()
    state = page.locator("[data-state]")
    expect(state).to_have_text("Tersimpan 14.05")
    page.context.set_offline(True)
    expect(state).to_have_text("Tanpa sambungan")
    page.context.set_offline(False)
    expect(state).to_have_text("Tersimpan 14.05")


def test_escape_closes_the_menu_and_gives_the_focus_back(form_page):
    page = form_page()
    summary = page.get_by_label("Akun saya")
    summary.click()
    expect(page.get_by_role("button", name="Keluar")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Keluar")).to_be_hidden()
    assert summary.evaluate("e => e.closest('summary') === document.activeElement")


def test_without_script_one_signs_in_switches_the_language_and_signs_out(new_page, person):
    page = new_page(java_script_enabled=False)
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="English").click()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Bahasa Indonesia").click()
    sign_in(page)
    page.locator(".menu > summary").click()
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_label("Kata sandi")).to_be_visible()


def test_the_first_tab_leads_past_the_bar(form_page):
    page = form_page()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "isi"
