"""Preparing an installation: everything once, and again only what changed."""

import pytest
from django.core.management import call_command

from jejaring.management.commands import prepare
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran(monkeypatch, settings, tmp_path):
    """The commands that were called, instead of what they do."""
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    calls = []

    def note(name, **options):
        calls.append(name)
        if name == "import_regions":
            factories.village()
        if name == "collectstatic":
            settings.STATIC_ROOT.mkdir(exist_ok=True)

    monkeypatch.setattr(prepare, "call_command", note)
    return calls


def test_a_fresh_installation_gets_everything(ran):
    call_command("prepare", sample=True)
    assert ran == [
        "createcachetable",
        "import_regions",
        "import_coordinates",
        "rebuild_tallies",
        "collectstatic",
        "load_sample",
        "load_sample_agreements",
    ]


def test_a_second_start_only_looks(ran):
    call_command("prepare")
    ran.clear()
    call_command("prepare")
    # What was left marked is counted.
    assert ran == ["createcachetable", "rebuild_tallies"]


def test_a_server_gets_no_sample(ran):
    call_command("prepare")
    assert "load_sample" not in ran


def test_a_new_list_of_regions_is_taken_in(ran, settings):
    call_command("prepare")
    record = settings.DATA_DIR / prepare.RECORD
    record.write_text(record.read_text().replace('"regions": "', '"regions": "0'))
    ran.clear()
    call_command("prepare")
    assert "import_regions" in ran
    assert "collectstatic" not in ran


def test_a_changed_style_sheet_is_collected(ran, settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    (tmp_path / "source").mkdir()
    sheet = tmp_path / "source" / "app.css"
    sheet.write_text("a{}")
    call_command("prepare")
    ran.clear()
    sheet.write_text("b{}")
    call_command("prepare")
    assert ran == ["createcachetable", "rebuild_tallies", "collectstatic"]


def test_a_torn_record_is_made_anew(ran, settings):
    (settings.DATA_DIR / prepare.RECORD).write_text("{")
    call_command("prepare")
    assert "import_regions" in ran
