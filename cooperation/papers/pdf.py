"""A paper as PDF, set by typst."""

from functools import cache
from pathlib import Path

from cooperation.papers.facts import Paper
from stakeholders.presenters.typesetting import typeset

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
    return typeset(_source(), data)


def mark_of(paper: Paper) -> str:
    """What stands above a text that is not signed by all yet."""
    if not paper.is_draft:
        return ""
    return f"RANCANGAN · VERSI {paper.version}" if paper.version else "RANCANGAN"


@cache
def _source() -> bytes:
    return _SOURCE.read_bytes()
