"""Stages of a way: as thick as many stand there."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from jejaring.dashboards.cells import HIDDEN, NO_DATA, is_number
from jejaring.dashboards.charts.flow import Exit, Stage, flow
from tests.jejaring.dashboards.charts.makers import ABOUT, CELLS, LINKS, NAMES, check


@pytest.fixture(autouse=True)
def _indonesian():
    with translation.override("id"):
        yield


def flow_of(*cells, exits=()):
    stages = [Stage(str(n), f"Tahap {n}", cell) for n, cell in enumerate(cells)]
    return flow("Kerja sama", stages, exits, about=ABOUT)


@st.composite
def flows(draw):
    labels = draw(st.lists(NAMES, min_size=1, max_size=9))
    stages = [Stage(str(n), label, draw(CELLS), draw(LINKS)) for n, label in enumerate(labels)]
    keys = st.sampled_from([stage.key for stage in stages])
    exits = draw(st.lists(st.builds(Exit, keys, NAMES, CELLS, LINKS), max_size=4))
    return flow("Apa saja", stages, exits, about=ABOUT)


@given(flows())
def test_any_flow_can_be_drawn(chart):
    check(chart)
    for drawing in chart.drawings:
        shown = [m for m in drawing.every if m.tag == "rect" and m.style.startswith("block")]
        assert len(shown) == sum(is_number(e.cell) for e in (*chart.stages, *chart.exits))


def blocks(drawing):
    return [mark for mark in drawing.every if mark.tag == "rect" and mark.style == "block"]


@pytest.mark.parametrize("size", [0, 1])
def test_thickness_goes_with_the_number_and_nought_is_a_thread(size):
    drawing = flow_of(10, 0, 40).drawings[size]
    thick = [mark.width if size == 0 else mark.height for mark in blocks(drawing)]
    assert thick[0] * 4 == pytest.approx(thick[2])
    assert thick[1] == 2


def test_what_is_hidden_has_a_pattern_and_no_thickness_of_its_own():
    drawing = flow_of(10, HIDDEN, 40).wide
    assert len(blocks(drawing)) == 2
    assert [mark.style for mark in drawing.every if mark.tag == "path"].count("hatch") == 1


def test_the_sentence_says_where_most_are_and_how_many_left():
    chart = flow_of(4, 9, NO_DATA, exits=[Exit("1", "Ditolak", 3)])
    assert chart.summary == "Terbanyak di tahap Tahap 1: 9 dari 13. 3 keluar sebelum selesai."
    assert flow_of(0, 0).summary == "Belum ada satu pun."
    assert flow_of(NO_DATA).summary == "Belum ada angka yang dapat ditunjukkan."


def test_an_exit_from_nowhere_is_refused():
    with pytest.raises(ValueError, match="leaves from one"):
        flow_of(1, exits=[Exit("9", "Ditolak", 1)])


def test_a_stage_is_a_door_with_room_for_a_thumb_on_a_phone():
    chart = flow("K", [Stage("a", "Disiapkan", 3, "/a/")], [Exit("a", "Ditolak", 1, "/b/")])
    touch = [m for m in chart.drawings[0].every if m.tag == "rect" and m.style == "touch"]
    assert all(mark.height >= 44 for mark in touch)
    assert len(touch) == 2
