"""Dates, numbers and lists are written as regulations write them."""

from datetime import date

import pytest

from cooperation.papers import law, words


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (14, "empat belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"),
        (2026, "dua ribu dua puluh enam"),
        (100_200, "seratus ribu dua ratus"),
    ],
)
def test_numbers_in_words(number, said):
    assert words.spelled(number) == said


def test_a_day_in_words_names_weekday_and_year():
    said = words.day_in_words(date(2018, 11, 8))
    assert said == (
        "hari ini Kamis tanggal delapan bulan November tahun dua ribu delapan belas (08-11-2018)"
    )
    assert words.day(date(2026, 4, 6)) == "6 April 2026"


def test_what_is_not_known_is_dotted():
    assert words.number_line("3", 2026) == "NOMOR 3 TAHUN 2026"
    assert words.number_line() == f"NOMOR {words.DOTS} TAHUN {words.DOTS}"
    assert set(words.day(None)) == {"…"}
    assert words.DOTS in words.day_in_words(None)


@pytest.mark.parametrize(("number", "said"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV")])
def test_chapters_are_numbered_in_roman_figures(number, said):
    assert words.roman(number) == said


def test_lists_letters_and_ordinals():
    assert words.listed("A") == "A"
    assert words.listed("AB") == "A dan B"
    assert words.listed("ABC") == "A, B, dan C"
    assert [words.letter(n) for n in (0, 25, 26, 27)] == ["a", "z", "aa", "ab"]
    assert [words.ordinal(n) for n in (1, 2, 33)] == ["kesatu", "kedua", "ketiga-puluh-tiga"]


def test_rules_stand_in_rank_order_each_once():
    basis = """Peraturan Bupati Magelang Nomor 3 Tahun 2020 tentang Kerja Sama
    Permendagri 96/2017
    Warga sudah sepakat.
    2. Peraturan Daerah Kabupaten Magelang Nomor 5 Tahun 2016 tentang Desa
    Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah"""
    own, rules = law.sorted_basis(basis)
    assert own == ["Warga sudah sepakat"]
    assert [law.rank(rule) for rule in rules] == sorted(law.rank(rule) for rule in rules)
    assert rules[:2] == [law.VILLAGE_LAW, rules[1]]
    assert rules[1].startswith("Undang-Undang Nomor 23 Tahun 2014")
    assert sum("96" in rule and "2017" in rule for rule in rules) == 1
    assert law.COOPERATION_RULE in rules
