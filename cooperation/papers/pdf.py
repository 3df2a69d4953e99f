"""A paper as PDF, set by typst: words go in as data, and there is no folder or network to reach."""

import json
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
    return typst.compile(
        _source(),
        format="pdf",
        sys_inputs={"data": json.dumps(_cleaned(data), ensure_ascii=False)},
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
def _source() -> bytes:
    return _SOURCE.read_bytes()


@cache
def _fonts():
    """The fonts inside typst alone: the same sheet from every server."""
    return typst.Fonts(include_system_fonts=False)
