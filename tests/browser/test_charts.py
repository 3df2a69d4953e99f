"""Charts as a browser sets them: legible on a narrow phone, nothing on top of anything else."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from jejaring.dashboards.cells import HIDDEN, NO_DATA, PERCENT
from jejaring.dashboards.charts.balance import Region, balance
from jejaring.dashboards.charts.chart import Child
from jejaring.dashboards.charts.flow import Exit, Stage, flow
from jejaring.dashboards.charts.matrix import Head, Square, matrix
from jejaring.dashboards.charts.multiples import Course, multiples
from jejaring.dashboards.charts.spread import spread
from jejaring.dashboards.charts.timeline import Month, timeline
from jejaring.dashboards.charts.trend import Series, trend
from tests.browser.axe import violations

MONTHS = [date(2026, n, 1) for n in range(1, 13)]
LONG = "Desa Persiapan Sumberagung Lor Kaliangkrik Tengah Perbatasan Magelang Utara Lama"
SHEETS = ("vendor/bootstrap-5.3.9/bootstrap.css", "css/tokens.css", "css/base.css")

OVERLAPS = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const seen = [...svg.querySelectorAll('text')].map(text => [text, text.getBoundingClientRect()])
    .filter(([, box]) => box.width);
  return seen.flatMap(([one, a], place) => seen.slice(place + 1)
    .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1
      && a.top < b.bottom - 4 && b.top < a.bottom - 4)
    .map(([other]) => `${one.textContent} | ${other.textContent}`));
})"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('svg text')]
  .filter(text => text.getBoundingClientRect().width)
  .map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""
LOW_DOORS = """() => [...document.querySelectorAll('a.go, a.square, a.cover')]
  .filter(door => door.getBoundingClientRect().width)
  .map(door => door.getBoundingClientRect().height +
    (door.matches('.cover') ? door.parentElement.getBoundingClientRect().height : 0))
  .filter(height => height < 43)"""


def charts():
    """One of each, with long names, great numbers and gaps."""
    cells = (12, 14, HIDDEN, 16, NO_DATA, 18, 18, 20, 25, 31, 30, 34)
    yield trend("Kelompok", MONTHS, [Series(f"{LONG} {n}", cells) for n in range(4)])
    yield multiples("K", MONTHS, [Course(f"{LONG} {n}", cells, "33", "/x/") for n in range(5)])
    roles = ["Perencanaan pembangunan", "Musyawarah desa", "Penyelesaian sengketa"]
    row = [Square(40, 12, "/x/"), Square(HIDDEN), Square(100, 3, "/x/")]
    yield matrix("Peran", [Head(LONG), Head("LSM")], list(map(Head, roles)), [row, row])
    names = ["Disiapkan", "Dirancang", "Ditawarkan", "Dibahas di musyawarah desa", "Disetujui"]
    stages = [Stage(name, name, 1200 * n, "/x/") for n, name in enumerate(names)]
    yield flow("Tahap", stages, [Exit("Ditawarkan", "Ditolak atau ditarik kembali", 300, "/x/")])
    yield timeline("Berakhir", [Month(m, 12_345 * m.month, "/x/") for m in MONTHS])
    values = [44, 48, 51, 39, 55, 60, 42, 96, 8, 47, 47]
    children = [Child(f"{LONG} {n}", value, "33", "/x/") for n, value in enumerate(values)]
    yield spread("Musyawarah", children, kind=PERCENT)
    yield balance("Neraca", [Region(LONG, 1234, 12, 123, "33", "/x/"), Region("Salam", 1, 0, 0)])


def page_of(chart):
    static = Path(settings.BASE_DIR) / "static"
    style = "".join((static / sheet).read_text() for sheet in (*SHEETS, "css/charts.css"))
    with translation.override("id"):
        figure = render_to_string(chart.template, {"chart": chart})
    return (
        '<!DOCTYPE html><html lang="id"><title>Grafik</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<style>{style}</style><main class="page"><h1>Angka</h1><h2>Desa</h2>'
        f'<section class="card">{figure}</section></main>'
    )


@pytest.fixture(scope="module")
def pages():
    with translation.override("id"):
        return [page_of(chart) for chart in charts()]


@pytest.mark.any_database
@pytest.mark.parametrize("width", [320, 360, 800, 1280])
def test_charts_are_legible_at_every_width(chromium, pages, width):
    context = chromium.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    for content in pages:
        page.set_content(content)
        title = page.text_content("h3")
        assert page.evaluate(OVERLAPS) == [], title
        assert page.evaluate(SMALLEST) >= 12 or not page.locator("svg text").count(), title
        assert page.evaluate("document.documentElement.scrollWidth") <= width, title
        if width < 640:
            assert page.evaluate(LOW_DOORS) == [], title
    context.close()


@pytest.mark.any_database
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_are_for_those_who_do_not_see_well_too(chromium, pages, scheme):
    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    for content in pages:
        page.set_content(content)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert violations(page) == [], page.text_content("h3")
    context.close()
