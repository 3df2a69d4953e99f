"""A paper as PDF, set by typst: words go in as data, and there is no folder or network to reach."""

import atexit
import json
import shutil
import tempfile
from functools import cache
from pathlib import Path

import typst

from cooperation.papers.facts import Paper
from cooperation.papers.words import printable

# Width and height in millimetres; F4 is what village offices print on.
SIZES = {"a4": (210, 297), "f4": (215, 330)}
_SOURCE = Path(__file__).resolve().parents[2] / "templates" / "cooperation" / "paper.typ"


def pdf_of(paper: Paper, size: str) -> bytes:
    """The paper on sheets of ``size``."""
    width, height = SIZES[size]
    data = {
        "title": paper.name,
        "width": width,
        "height": height,
        "digest": paper.digest,
        "mark": mark_of(paper),
        "blocks": [block.as_data() for block in paper.blocks],
    }
    return compiled(_source(), data=json.dumps(_cleaned(data), ensure_ascii=False))


def compiled(source: bytes, **inputs: str) -> bytes:
    """The PDF of a source that reaches ``inputs`` and nothing else.

    Left to itself typst lets a source read the folder the server runs in and download packages;
    so it is rooted in an empty folder, and looks for packages there alone.
    """
    nothing = _nothing()
    return typst.compile(
        source,
        format="pdf",
        root=nothing,
        package_path=nothing,
        package_cache_path=nothing,
        sys_inputs=inputs,
        font_paths=_fonts(),
        ignore_system_fonts=True,
    )


def mark_of(paper: Paper) -> str:
    """What stands above a text that is not signed by all yet."""
    if not paper.is_draft:
        return ""
    return f"RANCANGAN · VERSI {paper.version}" if paper.version else "RANCANGAN"


def _cleaned(value):
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    return [_cleaned(each) for each in value] if isinstance(value, list | tuple) else value


@cache
def _nothing() -> str:
    """An empty folder that nobody can write to, for the life of the process."""
    folder = tempfile.mkdtemp(prefix="jejaring-typst-")
    Path(folder).chmod(0o500)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _source() -> bytes:
    return _SOURCE.read_bytes()


@cache
def _fonts():
    """The fonts inside typst alone: the same sheet from every server."""
    return typst.Fonts(include_system_fonts=False)
