"""How wide a name will be on the map, and how it is broken over two lines.

The server does not know the reader's font. Widths are those of Noto Sans, the widest of the
fonts our style sheet asks for, with a little room to spare: a label may come out narrower
than its box, never wider.
"""

import unicodedata
from itertools import accumulate

# Advance widths in hundredths of the letter size (Noto Sans Medium, rounded up).
_WIDTHS = {
    **dict.fromkeys("ijlI'|.,:;!", 30),
    **dict.fromkeys('ftr()[]/\\-"`', 42),
    **dict.fromkeys("csz ", 50),
    **dict.fromkeys("avxykJ", 58),
    **dict.fromkeys("ebdghnopqu0123456789ELFTYPSXZ?*+=_", 63),
    **dict.fromkeys("BCKRAVG&#", 68),
    **dict.fromkeys("DHNUOQ", 80),
    **dict.fromkeys("wM", 93),
    **dict.fromkeys("mW@%", 98),
    " ": 28,
}
_WIDEST = 140  # emoji
_LETTER = 72  # any other letter
_ZERO_WIDTH_JOINER = "\u200d"
_JOINERS = {_ZERO_WIDTH_JOINER, "\ufe0f", "\ufe0e"}


def width_of(text: str, size: float) -> float:
    """The room ``text`` needs on one line, in the unit of ``size``."""
    return sum(_width(character) for character in text) * size / 100


def _width(character):
    if character in _WIDTHS:
        return _WIDTHS[character]
    if character in _JOINERS or unicodedata.combining(character):
        return 0
    if unicodedata.category(character) == "So" or unicodedata.east_asian_width(character) in "WF":
        return _WIDEST
    return _LETTER


def wrap(name: str, *, size: float, room: float) -> tuple[str, ...]:
    """``name`` on one or two lines, each at most ``room`` wide; what does not fit ends in "…".

    Two lines are broken where they come out most alike, so that the label stays narrow.
    """
    words = name.split()
    whole = " ".join(words)
    if len(words) < 2 or width_of(whole, size) <= room * 0.7:
        return (shorten(whole, size=size, room=room),)
    first = _best_break(words, size, room) or _words_that_fit(words, size, room)
    lines = (" ".join(words[:first]), " ".join(words[first:]))
    return tuple(shorten(line, size=size, room=room) for line in lines if line)


def _best_break(words, size, room):
    """How many words go on the first line so that both fit and the wider is narrowest."""
    space = width_of(" ", size)
    ends = list(accumulate(width_of(word, size) + space for word in words))
    widest = {
        count: max(ends[count - 1], ends[-1] - ends[count - 1]) - space
        for count in range(1, len(words))
    }
    best = min(widest, key=widest.get)
    return best if widest[best] <= room else None


def _words_that_fit(words, size, room):
    """How many words the first line takes when two lines are not enough: at least one."""
    space = width_of(" ", size)
    ends = accumulate(width_of(word, size) + space for word in words)
    return max(1, sum(end - space <= room for end in ends))


def shorten(text: str, *, size: float, room: float) -> str:
    """``text`` if it fits in ``room``, else its beginning with "…"; joined emoji stay whole."""
    if width_of(text, size) <= room:
        return text
    ends = accumulate(width_of(character, size) for character in text)
    fits = sum(end <= room - width_of("…", size) for end in ends)
    kept = text[:fits]
    while kept.endswith(_ZERO_WIDTH_JOINER) or text[len(kept)] in _JOINERS:
        kept = kept[:-1]
    return kept.rstrip(" -–,.") + "…"
