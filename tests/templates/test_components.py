"""Every component survives long names, emoji, nothing at all, and two hundred of it."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from stakeholders.presenters.findings import SAY
from stakeholders.presenters.findings.say import Worded

TEMPLATES = Path(settings.BASE_DIR) / "templates"
LONG = (
    'Kelompok Wanita Tani "Sumber Rejeki" Ma\'mur <b>Sejahtera</b> Dusun Gowok Pos 🌾🌾🌾 80 tanda'
)


def render(name, /, **context):
    return render_to_string(f"components/_{name}.html", context)


def test_every_icon_named_in_a_template_is_drawn():
    sprite = (Path(settings.BASE_DIR) / "static/img/icons.svg").read_text()
    drawn = set(re.findall(r'symbol id="([\w-]+)"', sprite))
    asked = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r'_icon\.html" with name="([\w-]+)"', path.read_text())
    }
    assert asked
    assert asked <= drawn


def test_an_icon_beside_words_is_silent_and_one_alone_speaks():
    assert 'aria-hidden="true"' in render("icon", name="home")
    assert 'aria-label="Beranda"' in render("icon", name="home", label="Beranda")


@pytest.mark.parametrize("shape", ["", "group", "institution", "person", "government"])
def test_a_disc_shows_two_letters_of_any_mark(shape):
    assert "<text>OT</text>" in render("disc", family="otl", mark="OTL", shape=shape)


def test_a_disc_of_nothing_is_still_a_disc():
    html = render("disc")
    assert "kind-other" in html
    assert "<text>" not in html


def test_a_disc_not_asked_yet_is_hollow():
    assert "unasked" in render("disc", family="adat", mark="AD", unasked=True)


@pytest.mark.parametrize(
    ("done", "total", "sentence"),
    [
        (0, 0, "Belum ada kelompok yang dicatat"),
        (0, 9, "0 dari 9 kelompok sudah diwawancarai"),
        (6, 9, "6 dari 9 kelompok sudah diwawancarai"),
        (9, 9, "Semua 9 kelompok sudah diwawancarai"),
        (199, 200, "199 dari 200 kelompok sudah diwawancarai"),
    ],
)
def test_coverage_says_how_far_the_picture_reaches(done, total, sentence):
    html = render("coverage", done=done, total=total, visited_on=date(2026, 11, 14))
    assert sentence in html
    assert "kunjungan terakhir 14 November 2026" in html
    assert ("<meter" in html) == (total > 0)


@pytest.mark.parametrize("kind", sorted(SAY))
def test_a_finding_of_every_kind_has_a_mark_and_its_reasons(kind):
    finding = Worded(
        kind,
        "Judul",
        LONG,
        why="Karena.",
        doubt="Mungkin.",
        step="Tanyakan.",
        step_url="/peta/",
        step_label="Lihat",
    )
    html = render("finding", finding=finding, mark=None, may_mark=False)
    assert f'#{finding.icon}"' in html
    assert "&lt;b&gt;" in html
    for words in ("Mengapa kami berkata begitu?", "Bisa keliru:", "Satu langkah:", 'href="/peta/"'):
        assert words in html


def test_every_icon_of_a_finding_is_drawn():
    sprite = (Path(settings.BASE_DIR) / "static/img/icons.svg").read_text()
    drawn = set(re.findall(r'symbol id="([\w-]+)"', sprite))
    assert {Worded(kind, "", "").icon for kind in SAY} <= drawn


def test_a_finding_without_reasons_has_no_empty_folds():
    finding = Worded("none_yet", "Judul", "Belum.")
    html = render("finding", finding=finding, mark=None, may_mark=False)
    assert "<details" not in html
    assert "Satu langkah" not in html


def test_an_empty_state_names_the_next_step():
    html = render(
        "empty", title=LONG, text="Mulai dari satu.", action_url="/tambah/", action_text="Tambah"
    )
    assert 'href="/tambah/"' in html
    assert "Contoh:" not in html


def test_a_tag_without_words_is_not_there():
    assert render("tag", text="").strip() == ""
    assert "wait" in render("tag", text="belum", tone="wait")


def page_of(count, number, query=""):
    request = RequestFactory().get(f"/?{query}")
    return render("pager", page=Paginator(range(count), 20).page(number), request=request)


def test_one_page_needs_no_pager():
    assert page_of(20, 1).strip() == ""
    assert page_of(0, 1).strip() == ""


def test_a_pager_keeps_the_filters_of_the_address():
    html = page_of(200, 2, "jenis=otl&jenis=adat&hal=2")
    assert 'href="?jenis=otl&amp;jenis=adat&amp;hal=1"' in html
    assert 'href="?jenis=otl&amp;jenis=adat&amp;hal=3"' in html
    assert "halaman 2 dari 10" in html


def test_two_pagers_on_a_page_turn_apart():
    request = RequestFactory().get("/?hal=2")
    page = Paginator(range(60), 20).page(1)
    html = render("pager", page=page, request=request, name="hal-lain")
    assert 'href="?hal=2&amp;hal-lain=2"' in html


def test_the_ends_of_a_pager_lead_nowhere_further():
    assert 'rel="prev"' not in page_of(40, 1)
    assert 'rel="next"' not in page_of(40, 2)


def test_breadcrumbs_lead_home_and_up():
    group = SimpleNamespace(name=LONG, get_absolute_url="/kelompok/1/")
    html = render("breadcrumbs", group=group)
    assert "Beranda" in html
    assert 'href="/kelompok/1/"' in html


def test_a_deed_asks_once_more_and_carries_its_version():
    html = render(
        "confirm", action="/arsip/", csrf_token="t", text="Arsipkan", question="Yakin?", version=0
    )
    assert 'method="post"' in html
    assert 'name="version" value="0"' in html
    assert html.count("Arsipkan") == 2


def test_a_conflict_shows_both_sides_of_what_differs():
    fields = [
        {"label": "Alasan", "mine": LONG, "theirs": "", "differs": True},
        {"label": "Tanggal", "mine": "3 Oktober", "theirs": "3 Oktober", "differs": False},
    ]
    html = render(
        "conflict",
        fields=fields,
        theirs_by="Budi",
        theirs_at=datetime(2026, 11, 22, 7, 5, tzinfo=UTC),
    )
    assert html.count("Isian Anda") == 1
    assert "Sama di keduanya" in html
    assert "Budi menyimpan isian ini lebih dulu (22 November 2026 14.05)" in html


def test_a_step_says_how_far_it_is_to_those_who_do_not_see_it():
    steps = [
        {"number": 1, "title": "Kegiatan", "url": "/1/", "state": "done"},
        {"number": 2, "title": "Ikatan", "url": "/2/", "state": "part"},
        {"number": 3, "title": "Tujuan", "url": "/3/", "state": "todo"},
    ]
    html = render("steps", steps=steps, current=2, label="Pertanyaan")
    assert html.count("aria-current") == 1
    for words in ("(lengkap)", "(belum lengkap)", "(belum diisi)"):
        assert words in html


@pytest.mark.parametrize(
    ("kind", "also", "drawn"),
    [("supports", "", 1), ("government", "hinder", 1), ("disputed", "", 2)],
)
def test_a_disputed_tie_is_drawn_split_and_no_other(kind, also, drawn):
    html = render_to_string("stakeholders/_line.html", {"kind": kind, "also": also})
    assert html.count('class="line ') == drawn


def test_every_component_says_what_it_takes():
    for path in (TEMPLATES / "components").glob("_*.html"):
        head = path.read_text().split("{% endcomment %}")[0]
        assert "Inputs" in head, path.name
