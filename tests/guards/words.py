"""What people read on a page, and which language it is in."""

import re
from collections import defaultdict
from functools import cache
from html.parser import HTMLParser

from django.conf import settings
from django.utils.translation import trans_real

# Words of a language's own that no name, abbreviation or invented text of a test contains.
FUNCTION_WORDS = {
    "en": re.compile(
        r"(?i)\b(the|and|your|you|please|this|with|for|of|are|not|enter|required|password|"
        r"choose|select|sign|invalid|cannot|field|yes)\b"
    ),
    "id": re.compile(
        r"(?i)\b(yang|dan|atau|untuk|dengan|tidak|belum|sudah|ini|itu|dari|pada|oleh|Anda|"
        r"pilih|tulis|masuk|bila)\b"
    ),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
ADDRESS = re.compile(r"https?://\S+")
SPOKEN_ATTRIBUTES = ("alt", "aria-label", "content", "placeholder", "title")
SILENT = ("script", "style")


def words_of(html: str) -> list[str]:
    """The pieces of text a person sees or hears, blanks joined: text, labels and titles."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [text for piece in reader.pieces if (text := " ".join(piece.split()))]


class _Reader(HTMLParser):
    """Gathers the words; passes over scripts and over what is said to be in another language."""

    def __init__(self):
        super().__init__()
        self.pieces, self.silent, self.foreign, self.foreign_tag = [], 0, 0, ""

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.silent += tag in SILENT
        if "lang" in attributes and tag != "html":
            self.foreign_tag, self.foreign = tag, self.foreign + 1
        spoken = [value for name, value in attributes.items() if name in SPOKEN_ATTRIBUTES]
        spoken += [value for name, value in attributes.items() if name.startswith("data-")]
        if tag == "input" and attributes.get("type") in ("submit", "button"):
            spoken.append(attributes.get("value"))
        self._add(*filter(None, spoken))

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT
        if self.foreign and tag == self.foreign_tag:
            self.foreign -= 1

    def handle_data(self, data):
        self._add(data)

    def _add(self, *pieces):
        if not self.silent and not self.foreign:
            self.pieces += pieces


def foreign_words(html: str, language: str) -> list[str]:
    """The pieces of a page that are not in its language, each once.

    A piece is foreign when it is a message that has another text in this language, or holds a
    word that only the other language has.
    """
    other = FUNCTION_WORDS[next(code for code, _ in settings.LANGUAGES if code != language)]
    translated, patterns = _translated(language)
    return sorted(
        {
            piece
            for piece in words_of(html)
            if piece in translated
            or other.search(ADDRESS.sub("", piece))
            or any(pattern.fullmatch(piece) for pattern in patterns)
        }
    )


@cache
def _translated(language) -> tuple[set[str], list[re.Pattern]]:
    """Messages with another text in `language`: those without a gap in them, and the others."""
    texts = defaultdict(set)
    for key, text in trans_real.translation(language)._catalog.items():
        texts[key[0] if isinstance(key, tuple) else key].add(text)
    good = set().union(*texts.values())  # "Status" is a word in both
    changed = [message for message in texts if message and "\x04" not in message]
    changed = [message for message in changed if message not in good]
    plain = {message for message in changed if not PLACEHOLDER.search(message)}
    return plain, [_pattern(message) for message in changed if PLACEHOLDER.search(message)]


def _pattern(message) -> re.Pattern:
    """What the message looks like once its gaps are filled; nothing if hardly a word is left."""
    parts = [" ".join(part.split()) for part in PLACEHOLDER.split(message.replace("%%", "%"))]
    if not re.search(r"[^\W\d]{4,}", " ".join(parts)):
        return re.compile(r"(?!)")
    return re.compile(r"\s?.+?\s?".join(map(re.escape, parts)))
