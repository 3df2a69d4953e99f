"""What is set with typst reaches its words and nothing else."""

from pathlib import Path

import pytest
import typst
from django.conf import settings

from stakeholders.presenters import typesetting
from stakeholders.presenters.typesetting import compiled, typeset

SHEETS = sorted((settings.BASE_DIR / "templates").rglob("*.typ"))


@pytest.mark.parametrize(
    "attempt",
    [
        b'#read("/etc/passwd")',
        b'#read("../../etc/passwd")',
        b'#read("manage.py")',
        b'#read("/manage.py")',
        b'#include "templates/cooperation/paper.typ"',
        b'#import "@preview/example:0.1.0": *',
    ],
)
@pytest.mark.parametrize("format", ["pdf", "png"])
def test_a_source_that_tries_reads_no_file_and_fetches_nothing(attempt, format):
    """Left to itself typst would read the folder the server runs in, as the next line shows."""
    assert typst.compile(b'#read("manage.py")', root=str(settings.BASE_DIR), format="pdf")
    with pytest.raises(typst.TypstError):
        compiled(attempt, inputs={}, format=format)


def test_every_sheet_of_ours_is_set_in_the_empty_folder(monkeypatch):
    seen = []
    monkeypatch.setattr(
        typesetting.typst, "compile", lambda source, **given: seen.append(given) or b""
    )
    assert len(SHEETS) == 3
    for sheet in SHEETS:
        typeset(sheet.read_bytes(), {})
    for given in seen:
        assert list(Path(given["root"]).iterdir()) == []
        assert given["root"] == given["package_path"] == given["package_cache_path"]
        assert given["ignore_system_fonts"] is True


def test_nothing_of_ours_calls_typst_past_the_one_helper():
    callers = {
        path.relative_to(settings.BASE_DIR).as_posix()
        for app in ("jejaring", "villages", "stakeholders", "cooperation")
        for path in (settings.BASE_DIR / app).rglob("*.py")
        if "import typst" in path.read_text("utf-8")
    }
    assert callers == {"stakeholders/presenters/typesetting.py"}


def test_signs_that_no_printer_takes_are_left_out_of_what_is_set():
    words = b'#assert.eq(json(bytes(sys.inputs.data)).words, ("ab",))'
    assert typeset(words, {"words": ["a\x07b\x00"]}).startswith(b"%PDF")
