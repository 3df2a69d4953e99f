"""How the name of a region becomes something that can be found by typing (no database)."""

import re
import unicodedata

# Marks inside a word, as in Ra'as, Ra"as, Nuapu’u.
_inside_words = str.maketrans("", "", "'\"`’‘ʼ´")
_words = re.compile(r"[a-z0-9]+").findall

# Words that say what kind of region it is, not what it is called.
_TITLES = {"kabupaten", "kota", "administrasi"}


def words(text: str) -> list[str]:
    """The words of ``text``: letters a–z and digits only, accents and case taken away."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _words(text.translate(_inside_words).casefold())


def search_keys(name: str, *, titled: bool = False) -> list[tuple[str, bool]]:
    """The keys under which a region called ``name`` is found, each with: is it the whole name?

    One key a word, the squeezed name from that word on: "Sido Mulyo Jaya" is found under
    ``sidomulyojaya``, ``mulyojaya`` and ``jaya``. With ``titled`` the name may start with a
    title ("Kota Magelang"), and what follows it counts as the whole name too.
    """
    parts = words(name)
    first = 0
    if titled:
        while first < len(parts) - 1 and parts[first] in _TITLES:
            first += 1
    keys = []
    tail = ""
    for position in range(len(parts) - 1, -1, -1):
        tail = parts[position] + tail
        keys.append((tail, position <= first))
    return keys
