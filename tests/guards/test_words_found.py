"""The guard of words finds what it looks for, and nothing else."""

import pytest

from tests.guards.words import foreign_words, words_of

INDONESIAN = "<html lang=id><body><p>Desa yang sudah dimulai</p><p>Kec. Dukun</p>"
ENGLISH = "<html lang=en><body><p>Villages that have begun</p><p>Dukun Subdistrict</p>"


def test_text_and_spoken_attributes_are_words_but_scripts_are_not():
    html = """<p title="Judul">Satu <b>dua</b></p><script>tiga</script>
    <input type="submit" value="Kirim"><input value="data"><body data-saving="Menyimpan…">"""
    assert words_of(html) == ["Judul", "Satu", "dua", "Kirim", "Menyimpan…"]


@pytest.mark.parametrize(("language", "html"), [("id", INDONESIAN), ("en", ENGLISH)])
def test_a_page_in_its_own_language_has_no_foreign_words(language, html):
    assert foreign_words(html, language) == []


@pytest.mark.parametrize(
    ("language", "piece"),
    [
        ("en", "Simpan"),
        ("en", "Desa Sengi sekarang Anda dampingi."),
        ("en", "kunjungan terakhir 2 November 2026"),
        ("en", "Kalimat yang lupa ditandai"),
        ("id", "Sign In"),
        ("id", "Enter a whole number."),
        ("id", "Ensure this value is greater than or equal to 3."),
        ("id", "A sentence that nobody marked, with your name"),
    ],
)
def test_a_piece_of_the_other_language_is_found(language, piece):
    html = f'<html lang="{language}"><p aria-label="{piece}">Jejaring</p><b>PKK</b>'
    assert piece in foreign_words(html, language)


def test_what_is_said_to_be_in_another_language_may_be():
    html = '<html lang="en"><button lang="id">Bahasa Indonesia</button><p>Simpan</p>'
    assert foreign_words(html, "en") == ["Simpan"]
