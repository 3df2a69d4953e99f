"""Catalogues are kept whole: every message has its English text, and the compiled file fits."""

import gettext
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

PAGE = """{% load i18n %}
{% translate "Simpan" %}
{% blocktranslate count n=n %}{{ n }} desa{% plural %}{{ n }} desa-desa{% endblocktranslate %}
"""


@pytest.fixture
def project(tmp_path, settings):
    """A project with two messages, one of them for one and many."""
    settings.BASE_DIR = tmp_path
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(PAGE)
    return tmp_path


@pytest.fixture
def translated(project):
    """The same with a complete English catalogue."""
    call_command("catalogue", stdout=StringIO())
    change(project, 'msgid "Simpan"\nmsgstr ""', 'msgid "Simpan"\nmsgstr "Save"')
    change(project, 'msgstr[0] ""', 'msgstr[0] "One village"')
    change(project, 'msgstr[1] ""', 'msgstr[1] "%(n)s villages"')
    call_command("catalogue", stdout=StringIO())
    return project


def catalogue(project):
    return project / "locale" / "en" / "LC_MESSAGES" / "django.po"


def change(project, old, new):
    text = catalogue(project).read_text()
    assert old in text
    catalogue(project).write_text(text.replace(old, new))


def complaint():
    with pytest.raises(CommandError) as error:
        call_command("catalogue", check=True)
    return str(error.value)


def test_a_complete_catalogue_passes_and_speaks_english(translated, capsys):
    call_command("catalogue", check=True)
    english = gettext.translation("django", translated / "locale", ["en"])
    assert english.gettext("Simpan") == "Save"
    assert english.ngettext("%(n)s desa", "%(n)s desa-desa", 3) == "%(n)s villages"
    assert "2 messages, 0 problems" in capsys.readouterr().out


def test_checking_changes_nothing(translated):
    before = catalogue(translated).read_bytes()
    (translated / "templates" / "page.html").write_text("")
    complaint()
    assert catalogue(translated).read_bytes() == before


def test_a_missing_catalogue_is_named(project):
    (project / "locale").mkdir()
    assert "locale/en" in complaint()


def test_a_new_message_is_missed(translated):
    with (translated / "templates" / "page.html").open("a") as page:
        page.write("{% translate 'Batal' %}")
    assert "not in the catalogue: ('Batal',)" in complaint()
    call_command("catalogue")
    assert "not translated: 'Batal'" in complaint()


def test_a_message_that_is_gone_is_noticed_and_taken_out(translated):
    (translated / "templates" / "page.html").write_text(re.sub(r"{% translate.*", "", PAGE))
    assert "no longer used: ('Simpan',)" in complaint()
    call_command("catalogue")
    call_command("catalogue", check=True)


def test_a_fuzzy_text_does_not_count(translated):
    change(translated, 'msgid "Simpan"', '#, fuzzy\nmsgid "Simpan"')
    assert "marked fuzzy: 'Simpan'" in complaint()


@pytest.mark.parametrize("text", ["villages", "%(m)s villages", "%s villages"])
def test_placeholders_must_be_those_of_the_source(translated, text):
    change(translated, "%(n)s villages", text)
    assert "other placeholders" in complaint()


def test_a_compiled_file_that_lags_behind_is_noticed(translated):
    change(translated, '"Save"', '"Keep"')
    assert "django.mo is not the compiled django.po" in complaint()
    call_command("catalogue")
    call_command("catalogue", check=True)


def test_a_catalogue_for_words_of_libraries_is_compiled_and_not_filled(translated):
    indonesian = translated / "locale" / "id" / "LC_MESSAGES" / "django.po"
    indonesian.parent.mkdir(parents=True)
    indonesian.write_text('msgid ""\nmsgstr "Language: id\\n"\n\nmsgid "Choose"\nmsgstr "Pilih"\n')
    before = indonesian.read_text()
    call_command("catalogue")
    assert indonesian.read_text() == before
    call_command("catalogue", check=True)
    assert gettext.translation("django", translated / "locale", ["id"]).gettext("Choose") == "Pilih"


def test_a_second_run_writes_the_same_bytes(translated):
    before = catalogue(translated).read_bytes()
    call_command("catalogue")
    assert catalogue(translated).read_bytes() == before
