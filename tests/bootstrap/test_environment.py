"""The virtual environment: when it is left alone, when it is healed, what is said."""

import shutil
import subprocess

import pytest

from jejaring.bootstrap import environment as module
from jejaring.bootstrap.console import Refusal
from jejaring.bootstrap.environment import UNFINISHED, Environment

PROJECT = """
[project]
dependencies = ["biji>=1"]
[project.optional-dependencies]
test = ["uji>=2"]
"""


@pytest.fixture
def installed(monkeypatch):
    """What would have been installed, one list a call; nothing is."""
    calls = []
    monkeypatch.setattr(Environment, "_create", make_folder)
    monkeypatch.setattr(Environment, "_sound", lambda self: not (self.folder / UNFINISHED).exists())
    monkeypatch.setattr(Environment, "_install", lambda self, names: calls.append(names))
    return calls


def make_folder(environment):
    environment.python.parent.mkdir(parents=True)
    environment.python.touch()


@pytest.fixture
def project(tmp_path):
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    (tmp_path / "constraints.txt").write_text("biji==1.1\nuji==2.1\n")
    return tmp_path


def test_the_first_start_installs_and_the_second_does_nothing(project, installed):
    assert Environment(project).ensure() == Environment(project).python
    Environment(project).ensure()
    assert installed == [["biji>=1"]]


def test_tests_bring_their_own_tools_and_the_app_still_starts_without_asking(project, installed):
    Environment(project).ensure()
    Environment(project).ensure("test")
    Environment(project).ensure()
    assert installed == [["biji>=1"], ["biji>=1", "uji>=2"]]


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_changed_requirements_are_installed_again(project, installed, name):
    Environment(project).ensure()
    text = (project / name).read_text()
    (project / name).write_text(text.replace("1", "3"))
    Environment(project).ensure()
    assert len(installed) == 2


def test_settings_of_tools_in_pyproject_do_not_install_anything(project, installed):
    Environment(project).ensure()
    with (project / "pyproject.toml").open("a") as file:
        file.write("[tool.ruff]\nline-length = 90\n")
    Environment(project).ensure()
    assert len(installed) == 1


def test_an_environment_cut_off_while_installing_is_made_anew(project, installed, monkeypatch):
    def cut_off(self, names):
        (self.folder / "half-a-package").touch()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Environment, "_install", cut_off)
        with pytest.raises(KeyboardInterrupt):
            Environment(project).ensure()
    assert (project / ".venv" / UNFINISHED).exists()

    Environment(project).ensure()
    assert not (project / ".venv" / "half-a-package").exists()
    assert not (project / ".venv" / UNFINISHED).exists()
    assert len(installed) == 1


def test_an_environment_without_its_python_is_made_anew(project, installed, monkeypatch):
    Environment(project).ensure()
    shutil.rmtree(Environment(project).python.parent)
    monkeypatch.setattr(Environment, "_sound", lambda self: False)
    Environment(project).ensure()
    assert len(installed) == 2


def test_a_broken_environment_behind_a_link_is_left_to_its_owner(project, installed, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / UNFINISHED).touch()
    (project / ".venv").symlink_to(elsewhere)
    with pytest.raises(Refusal):
        Environment(project).ensure()
    assert elsewhere.exists()


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("Failed to establish a new connection: [Errno -3]", "tidak tersambung ke internet"),
        ("error: dns error: failed to lookup address", "tidak tersambung ke internet"),
        ("No matching distribution found for biji", "Pemasangan pustaka gagal"),
    ],
)
def test_a_failed_installation_is_explained_with_its_last_words(
    project, monkeypatch, output, words
):
    failed = subprocess.CompletedProcess([], 1, stdout="", stderr=output)
    monkeypatch.setattr(module.subprocess, "run", lambda *args, **kwargs: failed)
    with pytest.raises(Refusal, match=words) as refusal:
        Environment(project)._install(["biji"])
    assert output in str(refusal.value)


def test_debian_without_pip_is_told_what_to_install(project, monkeypatch):
    monkeypatch.setattr(module, "uv", lambda: None)
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Refusal, match="apt install python3-venv"):
        Environment(project)._create()
