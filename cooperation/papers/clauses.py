"""The eight contents and extra articles of a text as chapters and articles."""

import re

from cooperation.lifecycle import Clause
from cooperation.papers.blocks import Article, Chapter, marked
from cooperation.papers.words import LONG_DOTS, roman

_ITEM = re.compile(r"^\s*(?:[-•*]|\(?(?:\d{1,2}|[a-z])[.)])\s+")

# How the chapters of a regulation are headed; an agreement heads its articles with the same.
HEADINGS = {
    Clause.SCOPE: "RUANG LINGKUP",
    Clause.FIELD: "BIDANG KERJA SAMA",
    Clause.PROCEDURE: "TATA CARA DAN KETENTUAN PELAKSANAAN",
    Clause.TERM: "JANGKA WAKTU",
    Clause.RIGHTS: "HAK DAN KEWAJIBAN",
    Clause.FUNDING: "PENDANAAN",
    Clause.CHANGE: "PERUBAHAN, PENUNDAAN, DAN PEMBATALAN",
    Clause.DISPUTE: "PENYELESAIAN PERSELISIHAN",
}


def articles_of(content: dict) -> list[tuple[str, list[str]]]:
    """Heading and paragraphs of each: the eight contents, then what the draft adds.

    A content that is empty is kept as a dotted line: the paper shows what is still missing.
    """
    written = content.get("clauses", {})
    found = [(HEADINGS[each], paragraphs(written.get(each.value, ""))) for each in Clause]
    return found + [_extra(each) for each in content.get("articles", [])]


def _extra(article):
    if isinstance(article, str):
        return "KETENTUAN LAIN-LAIN", paragraphs(article)
    words = next((article[k] for k in ("words", "text", "body") if article.get(k)), "")
    return str(article.get("title") or "KETENTUAN LAIN-LAIN").upper(), paragraphs(words)


def paragraphs(words: str) -> list[str]:
    """The lines of a content as paragraphs, without marks the writer typed."""
    lines = [" ".join(_ITEM.sub("", line).split()) for line in words.splitlines()]
    return [line for line in lines if line] or [LONG_DOTS * 3]


def ayat(lines: list[str]) -> tuple[tuple[str, str], ...]:
    """One paragraph as running text, several as (1), (2) …"""
    return (("", lines[0]),) if len(lines) == 1 else marked(lines, "ayat")


class Body:
    """Chapters and articles, numbered as they are added."""

    def __init__(self, *, with_chapters: bool = True) -> None:
        self.blocks: list = []
        self.with_chapters = with_chapters
        self._chapters = self._articles = 0

    def chapter(self, title: str, *articles: tuple[tuple[str, str], ...]) -> None:
        """A chapter and its articles, each given as its items."""
        self._chapters += 1
        if self.with_chapters:
            self.blocks.append(Chapter(f"BAB {roman(self._chapters)}", title))
        for items in articles:
            self._articles += 1
            heading = "" if self.with_chapters else title
            self.blocks.append(Article(f"Pasal {self._articles}", items, heading))

    def contents(self, content: dict) -> None:
        """The eight contents and the extra articles."""
        for heading, lines in articles_of(content):
            self.chapter(heading, ayat(lines))
