"""How names become keys that typing finds."""

from hypothesis import given
from hypothesis import strategies as st

from villages.names import search_keys, words


def keys(name, **options):
    return dict(search_keys(name, **options))


def test_a_name_is_found_from_each_of_its_words_on():
    assert keys("Sido Mulyo Jaya") == {
        "sidomulyojaya": True,
        "mulyojaya": False,
        "jaya": False,
    }


def test_marks_inside_a_word_do_not_part_it():
    assert keys("Ra'as") == keys('Ra"as') == keys("Ra’as") == {"raas": True}


def test_accents_case_and_signs_are_taken_away():
    assert words("Tánah  LAUT-Utara (I/II)") == ["tanah", "laut", "utara", "i", "ii"]


def test_what_follows_a_title_counts_as_the_whole_name():
    assert keys("Kota Administrasi Jakarta Utara", titled=True) == {
        "kotaadministrasijakartautara": True,
        "administrasijakartautara": True,
        "jakartautara": True,
        "utara": False,
    }
    assert keys("Kota", titled=True) == {"kota": True}
    assert keys("Kota Baru") == {"kotabaru": True, "baru": False}


def test_a_name_without_letters_has_no_key():
    assert search_keys("– ☺ –") == []


@given(st.text(max_size=40))
def test_any_name_gives_keys_of_plain_letters_and_digits_of_falling_length(name):
    found = [key for key, _whole in search_keys(name)]
    assert all(key and key.isascii() and key.isalnum() and key == key.lower() for key in found)
    assert len(set(map(len, found))) == len(found)
