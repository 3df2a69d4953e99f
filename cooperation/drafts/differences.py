"""What two versions differ in, word by word."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from cooperation.drafts.parts import Part, parts_of

SAME, ADDED, GONE = "same", "added", "gone"
# Pairs of like words up to which words are matched one by one; beyond it a passage changes whole.
MOST_PAIRS = 1_000_000
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


def changes(old: Mapping, new: Mapping) -> list[Change]:
    """The parts that differ, in the order of the newer text; what it dropped comes last."""
    before = {part.code: part for part in parts_of(old)}
    after = {part.code: part for part in parts_of(new)}
    pairs = [(before.get(code, Part(code, part.label, "")), part) for code, part in after.items()]
    pairs += [
        (part, Part(code, part.label, "")) for code, part in before.items() if code not in after
    ]
    return [
        Change(one.code, other.label, tuple(pieces(one.words, other.words)))
        for one, other in pairs
        if one.words != other.words
    ]


def pieces(old: str, new: str) -> list[Piece]:
    """``old`` and ``new`` as runs of words.

    Same and gone runs together spell ``old``, same and added ones ``new``, letter for letter.
    Sentences are matched first, words inside those that changed.
    """
    found: list[Piece] = []
    for kind, one, other in _matched(_sentences.findall(old), _sentences.findall(new)):
        if kind == SAME:
            found.append(Piece(SAME, "".join(one)))
        else:
            found += _worded("".join(one), "".join(other))
    return _joined(found)


def _worded(old, new):
    one, other = _words.findall(old), _words.findall(new)
    counted = Counter(other)
    if sum(counted[word] for word in one) > MOST_PAIRS:
        return [Piece(GONE, old), Piece(ADDED, new)]
    found = []
    for kind, gone, added in _matched(one, other):
        if kind == SAME:
            found.append(Piece(SAME, "".join(gone)))
        else:
            found += [Piece(GONE, "".join(gone)), Piece(ADDED, "".join(added))]
    return found


def _matched(one, other):
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, start, end, from_, to in matcher.get_opcodes():
        yield (SAME if tag == "equal" else tag), one[start:end], other[from_:to]


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
