"""What a thing is called, whatever people call it (no database).

"Cabai rawit", "cabe" and "lombok" are one matter. A vocabulary is a list of words for each matter;
words outside it are compared as they are, folded.
"""

import re
from collections.abc import Iterable, Mapping

FREE = "~"  # before words that the vocabulary does not know, so that no matter has the same key
MOST_KEY = 80


def folded(words: str) -> str:
    """Words without capitals, signs and doubled blanks: what is compared."""
    return " ".join(re.sub(r"[\W_]+", " ", words.casefold()).split())


class Vocabulary:
    """Finds the matter of a name. ``words``: code of the matter -> the words for it."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._of = {}
        for code, each in words.items():
            for word in each:
                if key := folded(word):
                    self._of.setdefault(key, code)
        self._longest = max((key.count(" ") + 1 for key in self._of), default=0)

    def matter_of(self, name: str) -> str:
        """The code of the matter that ``name`` speaks of; empty when none is known.

        The longest known words inside the name count, and of equally long ones the first:
        "pupuk kandang sapi" is manure and no cattle.
        """
        parts = folded(name).split()
        for length in range(min(self._longest, len(parts)), 0, -1):
            for start in range(len(parts) - length + 1):
                if code := self._of.get(" ".join(parts[start : start + length])):
                    return code
        return ""

    def key_of(self, name: str) -> str:
        """What is compared: the matter's code, or the folded words behind ``FREE``."""
        return self.matter_of(name) or free_key(name)


def free_key(name: str) -> str:
    """The key of words outside the vocabulary."""
    return (FREE + folded(name))[:MOST_KEY]
