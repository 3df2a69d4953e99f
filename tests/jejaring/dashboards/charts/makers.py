"""Charts of any numbers, and what must hold of each."""

import re
from datetime import date
from itertools import combinations

from django.template.loader import render_to_string
from hypothesis import strategies as st

from jejaring.dashboards.cells import HIDDEN, NO_DATA, is_number, shown
from jejaring.dashboards.charts.marks import Rect

ABOUT = ("Kabupaten Magelang (33.08)", "214 dari 372 desa sudah dimulai", "29 November 2026")
NO_NUMBER = re.compile(r">\s*(None|nan|inf)\s*<")
NAMES = st.one_of(
    st.sampled_from(
        [
            "Dukun",
            "Kecamatan Mertoyudan",
            "Desa Persiapan Sumberagung Lor Kaliangkrik Tengah Perbatasan Magelang Utara Lama",
            "M" * 80,
            "<b>&\"'",
            "{0}{}%s",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=80),
).filter(lambda name: not NO_NUMBER.search(f">{name}<"))
COUNTS = st.integers(0, 999_999)
CELLS = st.one_of(COUNTS, st.sampled_from([HIDDEN, NO_DATA]))
SHARES = st.one_of(st.integers(0, 100), st.sampled_from([HIDDEN, NO_DATA]))
LINKS = st.sampled_from(["", "/wilayah/33.08/"])


def months(count, year=2026, first=1):
    """``count`` months, one after the other."""
    numbers = range(first - 1, first - 1 + count)
    return [date(year + number // 12, number % 12 + 1, 1) for number in numbers]


def check(chart):
    """All that holds of every chart, whatever its numbers."""
    assert chart.summary
    assert chart.about[: len(ABOUT)] == ABOUT
    for drawing in chart.drawings:
        apart(drawing)
        inside(drawing)
        told(chart, drawing)
    page = render_to_string(chart.template, {"chart": chart})
    clean(page)
    assert "style=" not in page
    assert "<b>&" not in page
    return page


def clean(page):
    for attribute in re.findall(r' (?:d|x|y|width|height|viewBox)="([^"]*)"', page):
        assert re.fullmatch(r"[-\d. MLHVZzahcl]*", attribute), attribute
    assert not NO_NUMBER.search(page)


def apart(drawing):
    """No two texts lie on each other."""
    for one, other in combinations(drawing.texts, 2):
        a, b = one.box, other.box
        clear = a[2] <= b[0] + 0.01 or b[2] <= a[0] + 0.01 or a[3] <= b[1] + 0.01
        assert clear or b[3] <= a[1] + 0.01, (drawing.size, one, other)


def inside(drawing):
    """Nothing sticks out of the sheet."""
    for text in drawing.texts:
        left, top, right, bottom = text.box
        assert left >= -0.5, text
        assert top >= -0.5, text
        assert right <= drawing.width + 0.5, text
        assert bottom <= drawing.height + 0.5, text
    for mark in drawing.every:
        if isinstance(mark, Rect):
            assert mark.x >= -0.5, mark
            assert mark.x + mark.width <= drawing.width + 0.5, mark
            assert mark.y + mark.height <= drawing.height + 0.5, mark


def told(chart, drawing):
    """Every number that stands in bold in the drawing is in the table."""
    kinds = [column.kind for column in chart.table.columns]
    cells = {
        shown(cell, kind)
        for row in chart.table.cells
        for cell, kind in zip(row, kinds, strict=True)
        if is_number(cell) and not isinstance(cell, str)
    }
    for text in drawing.texts:
        if "strong" in text.style and (found := re.match(r"[\d.]+%?(?= \(|$)", text.words)):
            assert found.group() in cells, text.words
