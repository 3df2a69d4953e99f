"""A passage of a part: found as somebody pasted it, and found again in a later version."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

CONTEXT = 40


@dataclass(frozen=True)
class Passage:
    """Words in their place: ``offset`` in the part, and what stood right before and after them."""

    quote: str
    offset: int
    before: str = ""
    after: str = ""

    @property
    def end(self) -> int:
        return self.offset + len(self.quote)


def passage_at(words: str, start: int, end: int) -> Passage:
    """The passage from ``start`` to ``end``."""
    return Passage(
        quote=words[start:end],
        offset=start,
        before=words[max(0, start - CONTEXT) : start],
        after=words[end : end + CONTEXT],
    )


def find_passage(words: str, quote: str, *, near: int = 0) -> Passage | None:
    """The passage that reads like ``quote`` (blanks may differ), nearest to ``near``; or None."""
    found = [passage_at(words, *span) for span in _places(words, quote)]
    return min(found, key=lambda each: abs(each.offset - near), default=None)


def find_again(words: str, passage: Passage) -> Passage | None:
    """The same passage in a later version of its part, or None when its words are gone.

    Where they stand more than once, the place with the same surroundings is meant; of several
    like it the one nearest to the old place.
    """
    found = [passage_at(words, *span) for span in _places(words, passage.quote)]
    return max(
        found,
        key=lambda each: (_likeness(each, passage), -abs(each.offset - passage.offset)),
        default=None,
    )


def _likeness(one, other) -> int:
    """How many letters around both are the same."""
    before = _same(reversed(one.before), reversed(other.before))
    return before + _same(one.after, other.after)


def _same(one, other) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _places(words, quote) -> Iterator[tuple[int, int]]:
    pieces = quote.split()
    if not pieces:
        return
    pattern = re.compile(r"\s+".join(map(re.escape, pieces)))
    for match in pattern.finditer(words):
        yield match.span()


def sentences(words: str) -> list[Passage]:
    """The sentences of a part, each without the blanks around it."""
    found = []
    for match in re.finditer(r"[^\n]+?(?:[.!?;](?=\s|$)|(?=\n)|$)", words):
        text = match[0].strip()
        if text:
            start = match.start() + match[0].index(text)
            found.append(passage_at(words, start, start + len(text)))
    return found
