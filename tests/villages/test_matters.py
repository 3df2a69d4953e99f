"""What a thing is called, whatever people call it."""

import pytest

from villages.matters import MOST_KEY, Vocabulary

WORDS = Vocabulary(
    {
        "cabai": ["Cabai", "cabe", "lombok", "cabai rawit"],
        "benih": ["bibit", "bibit cabai"],
        "pupuk": ["pupuk kandang"],
        "sapi": ["sapi"],
    }
)


@pytest.mark.parametrize("name", ["cabe", "Cabai Rawit", "cabai-rawit merah", "LOMBOK"])
def test_all_words_for_one_thing_meet(name):
    assert WORDS.key_of(name) == "cabai"


def test_the_longest_words_count():
    assert WORDS.key_of("bibit cabai unggul") == "benih"
    assert WORDS.key_of("pupuk kandang sapi") == "pupuk"


def test_unknown_words_meet_themselves_alone():
    assert WORDS.key_of("Gula  Semut") == WORDS.key_of("gula-semut") == "~gula semut"
    assert WORDS.key_of("cabaian") == "~cabaian"
    assert len(WORDS.key_of("x" * 500)) == MOST_KEY
