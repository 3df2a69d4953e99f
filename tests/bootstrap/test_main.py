"""The command line, and the promise that it runs before anything is installed."""

import ast
import sys

import pytest

from jejaring.bootstrap import ROOT, main

FILES = [
    ROOT / "jejaring" / "__init__.py",
    ROOT / "jejaring" / "__main__.py",
    *sorted((ROOT / "jejaring" / "bootstrap").glob("*.py")),
]


def imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_needs_the_standard_library_only(path):
    for name in imported(path):
        assert name.split(".")[0] in sys.stdlib_module_names or name.startswith(
            "jejaring.bootstrap"
        )


def test_the_search_for_imports_finds_some():
    assert sum(len(list(imported(path))) for path in FILES) > 20


def test_an_unknown_verb_is_answered_with_the_list(capsys):
    assert main.main(["tset"]) == 1
    assert "python3 -m jejaring test" in capsys.readouterr().out


def test_help_is_given(capsys):
    assert main.main(["--help"]) == 0
    assert "manage PERINTAH" in capsys.readouterr().out
