"""What was drawn is found again only where nothing it shows has changed."""

import pytest
from django.core.cache import caches
from django.utils.translation import override

from jejaring.dashboards.drawn import CACHE, drawn
from jejaring.dashboards.figures import BY_KEY
from jejaring.dashboards.pages import Page
from jejaring.dashboards.state import State
from tests import factories
from tests.jejaring.dashboards.district import REGENCY, SUBDISTRICT, VILLAGE, district
from villages.tallies import reading
from villages.tallies.keeping import count_all_marked
from villages.tallies.months import later, this_month
from villages.tallies.reading import place_of

pytestmark = pytest.mark.django_db
TEMPLATE = "jejaring/dashboards/_told.html"


@pytest.fixture
def draw():
    """Draw a part of a region; whether that was done anew."""
    district()
    caches[CACHE].clear()

    def draw(code=SUBDISTRICT, part="kelompok", *chosen, lists=False, **state):
        state = State(**{"month": this_month(), **state})
        page = Page(place_of(code), state, [BY_KEY[part]], lists=lists)
        made = []

        def context():
            made.append(page)
            return {"told": page.told(BY_KEY[part])}

        text = drawn(TEMPLATE, page, *chosen, context=context)
        assert "<dl" in text
        return bool(made)

    return draw


def test_the_same_numbers_are_drawn_once(draw):
    assert draw()
    assert not draw()


def test_rows_in_another_order_are_the_same_numbers(draw, monkeypatch):
    """PostgreSQL gives them as it likes."""
    assert draw(REGENCY)
    children, read = reading._children, reading._read
    monkeypatch.setattr(reading, "_children", lambda path: children(path).order_by("-code"))
    monkeypatch.setattr(reading, "_read", lambda rows: read(rows)[::-1])
    assert not draw(REGENCY)


def test_other_numbers_are_drawn_anew(draw):
    draw()
    factories.group(factories.village(VILLAGE), kind="pemuda")
    count_all_marked()
    assert draw()


def test_numbers_of_a_region_beneath_count_too(draw):
    draw(REGENCY)
    factories.group(factories.village(VILLAGE), kind="pemuda")
    count_all_marked()
    assert draw(REGENCY)


@pytest.mark.parametrize(
    "other",
    [
        {"code": REGENCY},
        {"part": "cakupan"},
        {"span": 3},
        {"family": "otl"},
        {"lists": True},  # whoever may open lists is led to them
        {"month": later(this_month(), -1)},
    ],
)
def test_whatever_is_chosen_otherwise_is_drawn_anew(draw, other):
    draw()
    assert draw(**other)


def test_another_figure_is_drawn_anew(draw):
    draw(SUBDISTRICT, "kelompok", "groups.otl")
    assert draw(SUBDISTRICT, "kelompok", "groups.adat")


def test_another_language_is_drawn_anew(draw):
    draw()
    with override("en"):
        assert draw()


def test_what_a_region_is_called_counts(draw):
    draw()
    village = factories.village(VILLAGE)
    village.name = "Sengi Baru"
    village.save()
    assert draw()
