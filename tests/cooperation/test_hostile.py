"""A short assault on every address of cooperation; ``prove cooperation`` makes the long one."""

import pytest

from tests.cooperation.hostile import Assault, FormReader, as_a_person_would
from tests.guards.world import make_world

pytestmark = pytest.mark.django_db
ONE_ROUND = (17,)


@pytest.fixture
def world():
    return make_world()


def test_nothing_hostile_breaks_a_page_or_brings_words_of_others(world):
    assault = Assault(world, "village_head")
    faults = assault.queries(ONE_ROUND) + assault.forms(ONE_ROUND)
    assert faults == []
    assert assault.tally["taken"] > 3


def test_no_file_breaks_a_page(world):
    assault = Assault(world, "coordinator")
    assert assault.files() == []
    assert assault.tally["files"] > 10


def test_what_breaks_is_seen(world, monkeypatch):
    """Otherwise silence would prove nothing."""
    assault = Assault(world, "village_head")
    monkeypatch.setattr("cooperation.views.lists.shown.rows", lambda page: 1 / 0)
    assert "ZeroDivisionError" in assault.send("GET", "/kerja-sama/")[0]
    assault.person = "nobody"
    monkeypatch.undo()
    assert "words of others" in assault.send("GET", "/kerja-sama/")[0]


def test_a_form_is_read_as_a_browser_would_send_it():
    page = """<form method="get"><input name="cari"></form><form method="post">
    <input type="hidden" name="csrfmiddlewaretoken" value="x">
    <input type="hidden" name="id" value="7">
    <input type="radio" name="way" value="a"><input type="radio" name="way" value="b">
    <select name="kind"><option value=""></option><option value="k">K</option></select>
    <textarea name="words">kata</textarea><input type="date" name="on"></form>"""
    fields = FormReader(page).fields
    assert {name: as_a_person_would(field) for name, field in fields.items()} == {
        "id": ["7"],
        "way": ["a"],
        "kind": ["k"],
        "words": ["kata"],
        "on": ["2026-11-02"],
    }
