"""What two versions differ in: nothing is lost, and what stayed is not called changed."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.drafts.differences import ADDED, GONE, SAME, Piece, changes, pieces

WORDS = st.lists(
    st.sampled_from(["air", "pipa", "iuran", "40", "persen.", "\n", "  ", "desa;", "dan"])
).map(" ".join)


def spelled(found, *kinds):
    return "".join(piece.words for piece in found if piece.kind in kinds)


@given(WORDS | st.text(), WORDS | st.text())
def test_applying_the_difference_gives_either_text_letter_for_letter(old, new):
    found = pieces(old, new)
    assert spelled(found, SAME, ADDED) == new
    assert spelled(found, SAME, GONE) == old
    assert all(piece.words for piece in found)
    assert all(one.kind != other.kind for one, other in pairwise(found))


@given(WORDS)
def test_the_same_words_are_no_difference(words):
    assert all(piece.kind == SAME for piece in pieces(words, words))


def test_one_changed_word_is_the_only_one_marked():
    found = pieces(
        "Iuran 40 persen untuk Sengi. Sisanya untuk pipa.",
        "Iuran 45 persen untuk Sengi. Sisanya untuk pipa.",
    )
    assert found == [
        Piece(SAME, "Iuran "),
        Piece(GONE, "40 "),
        Piece(ADDED, "45 "),
        Piece(SAME, "persen untuk Sengi. Sisanya untuk pipa."),
    ]


@pytest.mark.parametrize("word", ["a ", "air dan "])
def test_a_long_text_of_one_word_does_not_keep_anybody_waiting(word):
    """Twelve thousand letters, the most a clause may have."""
    old, new = word * (12000 // len(word)), ("x " + word * 5999)[:12000]
    began = time.process_time()
    found = pieces(old, new)
    assert spelled(found, SAME, ADDED) == new
    assert time.process_time() - began < 2


SLOW = {
    "lines": ("a\n" * 6000, ("a\n" * 9 + "b\n") * 600),
    "words": ("a " * 6000, ("a " * 2 + "b ") * 2000),
    "words between others": tuple(
        " ".join(f"{run}u{n}" for n in range(58)) for run in ("a " * 100, "a a b " * 33)
    ),
    "the other way round": tuple(" ".join(map(str, r)) for r in (range(2000), range(2000)[::-1])),
}


def written_slow(number):
    """A text with as many parts as a text may have, each written to keep a comparison busy."""
    articles = [
        {"title": str(n), "words": f"{n} {words[number]}"[:12000]}
        for n in range(10)
        for words in SLOW.values()
    ]
    return {"title": "Air", "clauses": {}, "articles": articles}


def test_texts_written_to_be_slow_to_compare_do_not_keep_anybody_waiting():
    old, new = written_slow(0), written_slow(1)
    began = time.process_time()
    found = changes(old, new)
    assert time.process_time() - began < 8
    assert len(found) == 40
    told = spelled([piece for change in found for piece in change.pieces], SAME, ADDED)
    assert told == "".join(each["words"] for each in new["articles"])


def test_a_long_passage_without_a_full_stop_is_still_compared_word_by_word():
    """It would take too many steps at once, so it is parted at words that stand there once."""
    common = ["dan", "desa", "air"]
    old = [word for n in range(900) for word in (common[n % 3], f"w{n}")]
    new = ["lain" if n % 150 == 7 else word for n, word in enumerate(old)]
    found = pieces(" ".join(old), " ".join(new))
    gone = spelled(found, GONE).split()
    assert len(gone) == sum(word == "lain" for word in new)


def test_changes_name_the_parts_and_tell_new_and_dropped_ones():
    old = {
        "title": "Air",
        "clauses": {"scope": "Mata air.", "funding": "Iuran."},
        "parties": [{"party": "p1", "name": "Sengi", "rights": ["Air"], "duties": []}],
    }
    new = {
        "title": "Air",
        "clauses": {"scope": "Mata air dan pipa.", "funding": "Iuran.", "term": "Tiga tahun."},
    }
    found = changes(old, new)
    assert [(change.code, change.is_new, change.is_gone) for change in found] == [
        ("scope", False, False),
        ("term", True, False),
        ("rights:p1", False, True),
    ]
    assert changes(new, new) == []
