"""What two versions differ in, word by word."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from cooperation.drafts.parts import Part, parts_of

SAME, ADDED, GONE = "same", "added", "gone"
CHANGED = "changed"
# Steps that one comparison, and all those of a page together, may take; a second is some ten
# million. What would take more is matched at the words that stand once in either, or changes whole.
MOST_AT_ONCE, MOST_STEPS = 3_000_000, 12_000_000
_words = re.compile(r"\S+\s*|\s+")
_sentences = re.compile(r".+?(?:[.!?;]\s+|\n+|$)|\n+", re.S)


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, came or went."""

    kind: str
    words: str


@dataclass(frozen=True)
class Change:
    """A part that two versions word differently."""

    code: str
    label: str
    pieces: tuple[Piece, ...]

    @property
    def is_new(self) -> bool:
        return all(piece.kind == ADDED for piece in self.pieces)

    @property
    def is_gone(self) -> bool:
        return all(piece.kind == GONE for piece in self.pieces)


class Effort:
    """How many steps are left for all comparisons of a page."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self.left = steps

    def allows(self, one, other) -> bool:
        """Whether two lists may be matched item by item; what that can take at most is used up.

        Each round of the matcher looks at every pair of like items, and each but the last finds at
        least one item to match.
        """
        counted = Counter(other)
        pairs = sum(counted[item] for item in one)
        steps = (pairs + len(one)) * min(len(one), len(other))
        if steps > min(MOST_AT_ONCE, self.left):
            return False
        self.left -= steps
        return True


def changes(old: Mapping, new: Mapping) -> list[Change]:
    """The parts that differ, in the order of the newer text; what it dropped comes last."""
    before = {part.code: part for part in parts_of(old)}
    after = {part.code: part for part in parts_of(new)}
    pairs = [(before.get(code, Part(code, part.label, "")), part) for code, part in after.items()]
    pairs += [
        (part, Part(code, part.label, "")) for code, part in before.items() if code not in after
    ]
    effort = Effort()
    return [
        Change(one.code, other.label, tuple(pieces(one.words, other.words, effort)))
        for one, other in pairs
        if one.words != other.words
    ]


def pieces(old: str, new: str, effort: Effort | None = None) -> list[Piece]:
    """``old`` and ``new`` as runs of words.

    Same and gone runs together spell ``old``, same and added ones ``new``, letter for letter.
    Sentences are matched first, words inside those that changed. ``effort``: what may be spent;
    when it is used up, whole passages are said to have changed.
    """
    effort = effort or Effort()
    found: list[Piece] = []
    for kind, one, other in _matched(_sentences.findall(old), _sentences.findall(new), effort):
        if kind == SAME:
            found.append(Piece(SAME, "".join(one)))
        else:
            found += _worded("".join(one), "".join(other), effort)
    return _joined(found)


def _worded(old, new, effort):
    found = []
    for kind, gone, added in _matched(_words.findall(old), _words.findall(new), effort):
        if kind == SAME:
            found.append(Piece(SAME, "".join(gone)))
        else:
            found += [Piece(GONE, "".join(gone)), Piece(ADDED, "".join(added))]
    return found


def _matched(one, other, effort):
    """Runs of both lists, the same or changed; what begins and ends alike is the same."""
    shorter = min(len(one), len(other))
    start = _alike(one, other, shorter)
    end = _alike(one[::-1], other[::-1], shorter - start)
    yield SAME, one[:start], other[:start]
    yield from _between(one[start : len(one) - end], other[start : len(other) - end], effort)
    yield SAME, one[len(one) - end :], other[len(other) - end :]


def _alike(one, other, most) -> int:
    """How many items are the same from the beginning on."""
    return next((n for n in range(most) if one[n] != other[n]), most)


def _between(one, other, effort):
    if effort.allows(one, other):
        yield from _item_by_item(one, other)
        return
    at, at_other = 0, 0
    for place, place_other in [*_anchors(one, other), (len(one), len(other))]:
        part, part_other = one[at:place], other[at_other:place_other]
        if effort.allows(part, part_other):
            yield from _item_by_item(part, part_other)
        else:
            yield CHANGED, part, part_other
        yield SAME, one[place : place + 1], other[place_other : place_other + 1]
        at, at_other = place + 1, place_other + 1


def _item_by_item(one, other):
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, start, end, from_, to in matcher.get_opcodes():
        yield (SAME if tag == "equal" else CHANGED), one[start:end], other[from_:to]


def _anchors(one, other) -> list[tuple[int, int]]:
    """Places of items that stand once in either list, in one order in both: as many as there are.

    The longest rising run, by patience sorting: as many steps as items, times their logarithm.
    """
    where = _once(other)
    pairs = [(place, where[item]) for item, place in _once(one).items() if item in where]
    tails: list[int] = []
    ends: list[tuple] = []  # the last pair of a run of each length, with the pair before it
    for pair in pairs:
        length = bisect_left(tails, pair[1])
        link = (pair, ends[length - 1] if length else None)
        tails[length : length + 1], ends[length : length + 1] = [pair[1]], [link]
    found, link = [], ends[-1] if ends else None
    while link:
        pair, link = link
        found.append(pair)
    return found[::-1]


def _once(items) -> dict:
    """Place of each item that stands there once, in their order."""
    counted = Counter(items)
    return {item: place for place, item in enumerate(items) if counted[item] == 1}


def _joined(found) -> list[Piece]:
    """Runs of one kind in a row as one, empty ones left out."""
    joined: list[Piece] = []
    for piece in found:
        if not piece.words:
            continue
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].words + piece.words)
        else:
            joined.append(piece)
    return joined
