"""The parts of a text: each with a code, a label, and its words as one plain string.

Comments, differences and the checklist all speak of parts, so that a list of duties is quoted and
compared like a clause. A part can be put back with other words (``with_words``); nothing else of
the content changes.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cooperation.lifecycle import CLAUSES, Clause

DATES = "dates"
SHARES = "shares"
# The columns of an agreement that a text may set, and how the page calls them.
TERM = ("starts_on", "ends_on", "notice_on")


@dataclass(frozen=True)
class Part:
    """``is_quotable``: its words are the writer's own, so that a passage of it can be marked.

    ``is_missing``: a mandatory content of which nothing is said, not even in lists or dates.
    """

    code: str
    label: str
    words: str
    is_quotable: bool = True
    is_missing: bool = False

    @property
    def is_told_beneath(self) -> bool:
        """A mandatory content without words of its own: its lists or dates say it."""
        return not self.words and not self.is_missing and self.code in CLAUSES


def parts_of(content: Mapping) -> list[Part]:
    """All parts of a text in the order in which it is read, empty clauses included."""
    found = [
        Part("title", _("Judul"), content.get("title", "")),
        Part("basis", _("Dasar hukum dan pertimbangan"), content.get("basis", "")),
    ]
    clauses = content.get("clauses", {})
    for clause in Clause:
        words = clauses.get(clause.value, "")
        beneath = [part for part in _beneath(clause, content) if part.words]
        is_missing = not words.strip() and not beneath
        found += [Part(clause.value, str(clause.label), words, is_missing=is_missing), *beneath]
    return found + [
        Part(f"article:{number}", article["title"], article["words"])
        for number, article in enumerate(content.get("articles", []), 1)
    ]


def _beneath(clause, content) -> list[Part]:
    """What a clause says in lists and dates besides its words."""
    if clause == Clause.TERM:
        return [Part(DATES, _("Tanggal jangka waktu"), _dates(content), is_quotable=False)]
    if clause == Clause.FUNDING:
        lines = "\n".join(content.get("shares", []))
        return [Part(SHARES, _("Pembagian menurut sumber"), lines)]
    if clause == Clause.RIGHTS:
        return [
            Part(f"{kind}:{party['party']}", label % {"party": party["name"]}, words)
            for party in content.get("parties", [])
            for kind, label in (
                ("rights", _("Hak %(party)s")),
                ("duties", _("Kewajiban %(party)s")),
            )
            if (words := "\n".join(party.get(kind, [])))
        ]
    return []


def _dates(content) -> str:
    said = content.get("term", {})
    labels = {
        "starts_on": _("Mulai: %(day)s"),
        "ends_on": _("Berakhir: %(day)s"),
        "notice_on": _("Dibicarakan lagi paling lambat: %(day)s"),
    }
    return "\n".join(
        labels[name] % {"day": date_format(date.fromisoformat(said[name]), "DATE_FORMAT")}
        for name in TERM
        if said.get(name)
    )


def part_of(content: Mapping, code: str) -> Part | None:
    """One part, or None where the text has it no more."""
    return next((part for part in parts_of(content) if part.code == code), None)


def with_words(content: Mapping, code: str, words: str) -> dict:
    """The content with one part reworded. Raises KeyError for a part that is not there."""
    content = deepcopy(dict(content))
    kind, _sign, rest = code.partition(":")
    if code in {"title", "basis"}:
        content[code] = words
    elif code == SHARES:
        content["shares"] = _lines(words)
    elif kind == "article":
        content["articles"][_place(rest, content)]["words"] = words
    elif kind in {"rights", "duties"} and rest:
        party = next((each for each in content.get("parties", []) if each["party"] == rest), None)
        if party is None:
            raise KeyError(code)
        party[kind] = _lines(words)
    elif code in Clause.values:
        content.setdefault("clauses", {})[code] = words
    else:
        raise KeyError(code)
    return content


def _place(rest, content) -> int:
    articles = content.get("articles", [])
    if not rest.isdigit() or not 1 <= int(rest) <= len(articles):
        raise KeyError(rest)
    return int(rest) - 1


def _lines(words) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


def says(content: Mapping, clause: str) -> bool:
    """Whether a mandatory content is written: in words, in its lists, or in its dates."""
    if content.get("clauses", {}).get(clause, "").strip():
        return True
    return any(part.words for part in _beneath(Clause(clause), content))


def lacking(content: Mapping) -> list[str]:
    """The mandatory contents of which a text says nothing (PP 43/2014 art. 143(4))."""
    return [code for code in CLAUSES if not says(content, code)]
