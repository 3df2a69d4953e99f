"""Browser files that others wrote: unchanged, licensed, and no bigger than what we use."""

import json
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from jejaring.management.commands import vendor_assets
from jejaring.management.purge import blocks, purge, split

BASE = Path(settings.BASE_DIR)


def test_the_repository_holds_the_files_of_the_manifest(capsys):
    call_command("vendor_assets", check=True)
    assert "as the manifest says" in capsys.readouterr().out


@pytest.fixture
def copy(tmp_path):
    """The vendored folders, to be spoilt."""
    for asset in vendor_assets.ASSETS:
        shutil.copytree(BASE / asset.target, tmp_path / asset.target)
    shutil.copy(BASE / vendor_assets.MANIFEST, tmp_path / vendor_assets.MANIFEST)
    return tmp_path


def bootstrap_of(folder: Path) -> Path:
    return next(folder.glob("static/vendor/bootstrap-*/bootstrap.css"))


def test_an_untouched_copy_has_no_fault(copy):
    assert vendor_assets.faults(copy) == []


def test_a_changed_file_is_named(copy):
    path = bootstrap_of(copy)
    path.write_text(path.read_text() + " ")
    assert vendor_assets.faults(copy) == [f"{path.relative_to(copy).as_posix()} was changed"]


def test_a_missing_file_is_named(copy):
    bootstrap_of(copy).unlink()
    assert vendor_assets.faults(copy)[0].endswith("bootstrap.css is missing")


def test_a_file_nobody_listed_is_named(copy):
    (bootstrap_of(copy).parent / "more.js").write_text("")
    assert vendor_assets.faults(copy)[0].endswith("more.js is not in the manifest")


def test_a_fault_stops_the_command(copy, settings):
    settings.BASE_DIR = copy
    bootstrap_of(copy).unlink()
    with pytest.raises(CommandError, match="is missing"):
        call_command("vendor_assets", check=True)


def test_every_package_brings_its_licence():
    manifest = json.loads((BASE / vendor_assets.MANIFEST).read_text())
    for entry in manifest.values():
        assert entry["licence"]
        assert any(path.endswith("/LICENSE") for path in entry["files"])


def test_missing_npm_is_named_with_what_installs_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="apt install"):
        vendor_assets.fetch(vendor_assets.ASSETS[0], tmp_path)


def test_the_purge_keeps_what_forms_use_and_drops_the_rest():
    css = purge(
        """@charset "UTF-8";
        /*! Notice */
        :root, [data-bs-theme=light] { --bs-used: 1px; --bs-unused: red;
            --bs-chain: var(--bs-gone); }
        p { margin: 0 }
        .btn, .carousel { border: var(--bs-used) }
        .carousel { color: var(--bs-chain) }
        @media (min-width: 1px) { .row > * { width: 100% } .carousel { top: 0 } }
        @media print { .carousel { top: 0 } }
        @keyframes spin { to { top: 0 } }"""
    )
    assert css == (
        "/*! Notice */\n:root{--bs-used:1px}p{margin:0}.btn{border:var(--bs-used)}"
        "@media (min-width: 1px){.row>*{width:100%}}\n"
    )


def test_a_semicolon_inside_a_picture_ends_nothing():
    assert split('a: url("data:x;y"); b: c', ";") == ['a: url("data:x;y")', "b: c"]
    assert list(blocks('p{content:"}"} b{c:d}')) == [("p", 'content:"}"'), ("b", "c:d")]


def test_what_crispys_templates_need_is_still_there():
    css = bootstrap_of(BASE).read_text()
    for selector in (".form-control", ".form-select", ".form-check-input", ".invalid-feedback"):
        assert selector in css
    assert ".carousel" not in css
