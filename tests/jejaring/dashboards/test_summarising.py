"""A summary is short, whatever the names and questions are."""

import pytest

from jejaring.dashboards.marking import Marked
from jejaring.dashboards.pages import Page
from jejaring.dashboards.questions import MEASURES, Question
from jejaring.dashboards.state import State
from jejaring.dashboards.summarising import MOST, summary
from tests.jejaring.dashboards.district import SUBDISTRICT, district
from villages.tallies.months import this_month
from villages.tallies.reading import place_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    district()
    return Page(place_of(SUBDISTRICT), State(this_month()), also=MEASURES)


def question(key, sentence):
    """A question that nobody has marked."""
    return Marked(Question(key, "1", sentence, "", "", "cakupan", 1))


def test_three_questions_without_those_that_have_a_line(page):
    asked = [question(key, f"Tanya {key}.") for key in ("silent", "a", "ends", "b", "c", "d")]
    text = summary(page, asked).text
    assert "1. Tanya a.\n2. Tanya b.\n3. Tanya c.\n" in text
    assert "Tanya d" not in text
    assert "Tanya silent" not in text


def test_questions_are_left_out_whole_until_it_is_short(page):
    asked = [question(str(number), "Panjang sekali. " * 20) for number in range(3)]
    text = summary(page, asked).text
    assert len(text) <= MOST
    assert text.count("1. Panjang") == 1
    assert "3. Panjang" not in text
    assert text.rstrip().endswith(f"/angka/{SUBDISTRICT}/")
