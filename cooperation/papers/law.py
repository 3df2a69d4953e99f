"""The rules a paper stands on, in the rank order of UU 12/2011, and how drafts name them."""

import re

# Always cited. Gazette numbers as printed in the rules themselves.
VILLAGE_LAW = (
    "Undang-Undang Nomor 6 Tahun 2014 tentang Desa (Lembaran Negara Republik Indonesia Tahun 2014 "
    "Nomor 7, Tambahan Lembaran Negara Republik Indonesia Nomor 5495) sebagaimana telah beberapa "
    "kali diubah terakhir dengan Undang-Undang Nomor 3 Tahun 2024"
)
VILLAGE_DECREE = (
    "Peraturan Pemerintah Nomor 43 Tahun 2014 tentang Peraturan Pelaksanaan Undang-Undang Nomor 6 "
    "Tahun 2014 tentang Desa (Lembaran Negara Republik Indonesia Tahun 2014 Nomor 123, Tambahan "
    "Lembaran Negara Republik Indonesia Nomor 5539) sebagaimana telah beberapa kali diubah "
    "terakhir dengan Peraturan Pemerintah Nomor 11 Tahun 2019"
)
COOPERATION_RULE = (
    "Peraturan Menteri Dalam Negeri Nomor 96 Tahun 2017 tentang Tata Cara Kerja Sama Desa di "
    "Bidang Pemerintahan Desa"
)
DRAFTING_RULE = (
    "Peraturan Menteri Dalam Negeri Nomor 111 Tahun 2014 tentang Pedoman Teknis Peraturan di Desa"
)
USUAL = (VILLAGE_LAW, VILLAGE_DECREE, COOPERATION_RULE)

_RANKS = (
    (1, re.compile(r"(?i)^(undang-undang dasar|uud)\b")),
    (2, re.compile(r"(?i)^(undang-undang|uu|perppu|perpu)\b")),
    (3, re.compile(r"(?i)^(peraturan pemerintah|pp)\b")),
    (4, re.compile(r"(?i)^(peraturan presiden|perpres)\b")),
    (5, re.compile(r"(?i)^(peraturan menteri|permen\w*|keputusan menteri|kepmen\w*)\b")),
    (6, re.compile(r"(?i)^(peraturan daerah|perda)\b")),
    (7, re.compile(r"(?i)^(peraturan (bupati|wali\s?kota)|perbup|perwal\w*)\b")),
    (8, re.compile(r"(?i)^(peraturan (desa|bersama)|perdes|permakades)\b")),
)
_KEY = re.compile(r"(?i)(?:nomor|no\.?)?\s*(\d+)\s*(?:/|tahun)\s*((?:19|20)\d\d)")


def rank(line: str) -> int:
    """Where a rule stands in Mengingat, from 1; 0 for a line that is no rule."""
    return next((place for place, pattern in _RANKS if pattern.match(line)), 0)


def _key(rule):
    found = _KEY.search(rule)
    return (rank(rule), int(found[1]), int(found[2])) if found else (rank(rule), rule)


def _year(rule):
    found = _KEY.search(rule)
    return int(found[2]) if found else 9999


def sorted_basis(basis: str, *, usual=USUAL) -> tuple[list[str], list[str]]:
    """Considerations and rules of a draft's basis, one a line; the rules in rank order.

    What always applies is added unless the draft names it in its own words; a rule named twice
    is kept once, the fuller wording.
    """
    lines = [_bare(line) for line in basis.splitlines()]
    lines = [line for line in lines if line]
    considerations = [line for line in lines if not rank(line)]
    rules = {}
    for rule in [*usual, *(line for line in lines if rank(line))]:
        key = _key(rule)
        if len(rule) > len(rules.get(key, "")):
            rules[key] = rule
    ordered = sorted(rules.values(), key=lambda rule: (rank(rule), _year(rule)))
    return considerations, ordered


def _bare(line):
    return re.sub(r"^\s*(?:[-•*]|\(?\w{1,2}[.)])\s+", "", line).strip().rstrip(";.")
