"""What is on a map, to choose from and to explain: chips with counts, and signs."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stakeholders.presenters.drawing import outline_of
from stakeholders.presenters.dress import GATHERED, HULLS, SIZES
from stakeholders.presenters.selection import (
    COLOUR_WORDS,
    GATHER_WORDS,
    HULL_WORDS,
    KIND_WORDS,
    SIZE_WORDS,
)
from stakeholders.presenters.wording import KINDS, SORTS, sort_of

CIRCLE = outline_of("circle", 8)
OUTLINES = {
    "institution": outline_of("square", 8),
    "person": outline_of("diamond", 9),
    "government": outline_of("hexagon", 9),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """Something to choose: ``code`` of a kind or sort, its words, how many there are, where to."""

    code: str
    label: str
    count: int
    chosen: bool
    url: str
    outline: str = CIRCLE

    @property
    def word(self) -> str:
        """What a kind of tie is called in the address."""
        return KIND_WORDS.get(self.code, "")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several, of which at most one is chosen: its words and where it leads."""

    label: str
    chosen: bool
    url: str


def questions(offered, links) -> list[Choice]:
    """The questions to put to the map; the one that was put leads back to none."""
    asked = links.selection.ask
    return [Choice(str(words), code == asked, links.asked(code)) for code, words in offered.items()]


def settings(selection, colours) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """The fields of the form that sets what sizes and colours stand for."""
    return [
        ("ukuran", _("Ukuran"), _options(SIZES, SIZE_WORDS, selection.size, _("Biasa"))),
        ("warna", _("Warna"), _options(colours, COLOUR_WORDS, selection.colour, _("Biasa"))),
        ("selubung", _("Selubung"), _options(HULLS, HULL_WORDS, selection.hull, _("Tanpa"))),
        ("ringkas", _("Ringkas"), _options(GATHERED, GATHER_WORDS, selection.gather, _("Tidak"))),
    ]


def _options(labels, words, chosen, usual):
    options = [("", usual, not chosen)]
    return options + [(words[code], str(label), code == chosen) for code, label in labels.items()]


def kind_chips(lines, links) -> list[Chip]:
    """The kinds of tie among ``lines``; dependencies have a chip of their own."""
    counts = Counter(line["kind"] for line in lines)
    chosen = links.selection.kinds
    return [
        Chip(kind, str(label), counts[kind], kind in chosen, links.toggled(kind=kind))
        for kind, label in KINDS.items()
        if counts[kind] and kind != "depends"
    ]


def sort_chips(parties, links) -> list[Chip]:
    """The sorts of party among ``parties``."""
    counts = Counter(sort_of(party) for party in parties)
    chosen = links.selection.sorts
    return [
        Chip(
            sort,
            str(label),
            counts[sort],
            sort in chosen,
            links.toggled(sort=sort),
            OUTLINES.get(sort, CIRCLE),
        )
        for sort, label in SORTS.items()
        if counts[sort]
    ]


def signs(parties, lines) -> set[str]:
    """What else of the drawing has to be explained: stances, both, one, depends, unasked."""
    found = {line["stance"] for line in lines if line["stance"]}
    told = [line for line in lines if line["kind"] in ("supports", "competes")]
    found |= {"both" if line["both"] else "one" for line in told}
    if any(line["kind"] == "depends" for line in lines):
        found.add("depends")
    if any(party["kind"] == "group" and not party["asked"] for party in parties):
        found.add("unasked")
    return found
