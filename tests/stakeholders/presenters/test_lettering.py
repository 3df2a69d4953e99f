"""Names on the map: how wide, and how they are broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholders.presenters.lettering import shorten, width_of, wrap

ROOM = 112.0
FAMILY = "👨‍👩‍👧‍👦"


def test_a_short_name_stays_on_one_line():
    assert wrap("KWT Melati", size=13, room=ROOM) == ("KWT Melati",)


def test_two_lines_are_broken_where_they_come_out_most_alike():
    assert wrap("Kelompok Sadar Wisata Tlogo", size=13, room=140) == (
        "Kelompok Sadar",
        "Wisata Tlogo",
    )


def test_a_name_too_long_for_two_lines_ends_in_dots():
    lines = wrap("Paguyuban Petani Pemakai Air Lereng Merapi Sumber Rejeki", size=13, room=ROOM)

    assert len(lines) == 2
    assert lines[1].endswith("…")


def test_a_single_endless_word_is_cut():
    [line] = wrap("a" * 80, size=13, room=ROOM)

    assert line.endswith("…")
    assert width_of(line, 13) <= ROOM


def test_a_joined_emoji_is_kept_whole_or_dropped_whole():
    """A family of four is one sign; half of it would show as other people."""
    shortened = shorten(FAMILY * 5, size=13, room=width_of(FAMILY, 13) * 2.5)

    assert shortened == FAMILY * 2 + "…"


def test_every_line_fits_even_where_nothing_sensible_can():
    assert wrap("Air", size=13, room=4) == ("…",)


@given(st.text(min_size=1, max_size=80), st.floats(40, 200))
def test_no_line_is_ever_wider_than_its_room(name, room):
    for line in wrap(name, size=13, room=room):
        assert width_of(line, 13) <= room


@pytest.mark.parametrize(
    ("text", "least"),
    [("Karang Taruna", 78), ("MMMM", 46), ("👍👍", 34), ("é", 6)],
)
def test_widths_are_no_less_than_what_noto_sans_needs(text, least):
    assert width_of(text, 13) >= least
