"""Parties that may be one and the same, by spelling, short name, office or person's name.

Two informants seldom write a name alike. What is found here is a question to somebody who knows
them; nothing is merged unasked.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from stakeholders.models import DistinctPair, PersonName, Stakeholder, Tie
from stakeholders.services.party_merging import MERGEABLE

ALIKE = 0.84  # share of letters in common from which two spellings are taken for one
WORTH_A_LOOK = 0.5  # share of pairs of letters in common below which they are not compared
DISTINCTIVE = 4  # letters a single word needs to stand for a whole name

LONG_FORMS = {
    "bumdes": "badan usaha milik desa",
    "gapoktan": "gabungan kelompok tani",
    "katar": "karang taruna",
    "kthr": "kelompok tani hutan rakyat",
    "kth": "kelompok tani hutan",
    "kub": "kelompok usaha bersama",
    "kwt": "kelompok wanita tani",
    "pokdarwis": "kelompok sadar wisata",
    "poktan": "kelompok tani",
    "pokdakan": "kelompok pembudidaya ikan",
    "ds": "desa",
    "dsn": "dusun",
    "sekdes": "sekretaris desa",
    "kades": "kepala desa",
    "kadus": "kepala dusun",
}
# Words that tell nobody from anybody.
FILLERS = {
    *("kelompok", "klp", "kel", "pak", "bapak", "bpk", "bp", "pk", "bu", "ibu", "mas", "mbak"),
    *("haji", "hj", "h", "desa", "dusun", "di", "dari", "dan"),
}
OFFICES = {
    *("ketua", "wakil", "sekretaris", "bendahara", "anggota", "penasihat", "pembina", "pengurus"),
    *("pelindung", "kepala", "seksi", "kader", "koordinator"),
}
NUMERAL = re.compile(r"\d+|[ivx]+")
OLD_SPELLING = (("oe", "u"), ("tj", "c"), ("dj", "j"), ("sj", "sy"))


@dataclass(frozen=True)
class LookAlike:
    """Two parties and why they may be one: spelling, short, office, person."""

    one: Stakeholder
    other: Stakeholder
    reasons: tuple[str, ...]
    likeness: float


def lookalikes(village, *, user) -> list[LookAlike]:
    """The pairs of a village worth asking about, the most alike first.

    Parties of one kind that ``user`` may see, at home in the village; pairs told apart before
    are left out. Personal names are compared only as far as the user may read them.
    """
    parties = (
        Stakeholder.objects.visible_to(user)
        .present()
        .filter(village=village, kind__in=MERGEABLE)
        .select_related("group_kind")
        .order_by("pk")
    )
    by_kind = defaultdict(list)
    for party in parties:
        by_kind[party.kind].append(party)
    apart = set(DistinctPair.objects.filter(village=village).values_list("first", "second"))
    office, person = _same_office(village), _same_person(village, user)
    found = []
    for members in by_kind.values():
        spelt = {party.pk: Spelling(party.name) for party in members}
        for one, other in combinations(members, 2):
            if (one.pk, other.pk) in apart or not _comparable(one, other):
                continue
            likeness = spelt[one.pk].likeness(spelt[other.pk])
            pair = frozenset((one.pk, other.pk))
            reasons = [
                code
                for code, holds in (
                    ("spelling", likeness >= ALIKE),
                    ("short", spelt[one.pk].shortens(spelt[other.pk])),
                    ("office", pair in office),
                    ("person", pair in person),
                )
                if holds
            ]
            if reasons:
                found.append(LookAlike(one, other, tuple(reasons), likeness))
    return sorted(found, key=lambda each: (-len(each.reasons), -each.likeness, each.one.pk))


def _comparable(one, other):
    """A farmers' and a women's group of like name are two."""
    if not one.is_group:
        return True
    return one.group_kind.family == other.group_kind.family


class Spelling:
    """A name without what differs from writer to writer."""

    def __init__(self, name):
        plain = unicodedata.normalize("NFKD", name.casefold())
        words = re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))
        long = " ".join(LONG_FORMS.get(word, word) for word in words).split()
        self.offices = OFFICES.intersection(long)
        self.numerals = {word for word in long if NUMERAL.fullmatch(word)}
        self.words = [_modern(word) for word in long if word not in FILLERS] or long
        self.text = "".join(self.words)
        self.pairs = {self.text[i : i + 2] for i in range(len(self.text) - 1)}

    def likeness(self, other) -> float:
        """From 0 to 1: the share of letters in common, in their order."""
        if self._are_two(other):
            return 0.0
        if sorted(self.words) == sorted(other.words):
            return 1.0
        common = 2 * len(self.pairs & other.pairs)
        if common < WORTH_A_LOOK * (len(self.pairs) + len(other.pairs)):
            return 0.0
        return SequenceMatcher(None, self.text, other.text, autojunk=False).ratio()

    def shortens(self, other) -> bool:
        """Whether one name is the other with words left out, as people do when they talk."""
        if self._are_two(other):
            return False
        few, many = sorted((set(self.words), set(other.words)), key=len)
        few_said = few - OFFICES
        return (
            few < many
            and bool(few_said)
            and max(map(len, few_said)) >= DISTINCTIVE
            and len(many - few) <= 2
        )

    def _are_two(self, other):
        """Another office, or another number: "Gowok 1" is not "Gowok 2"."""
        return self.offices != other.offices or self.numerals != other.numerals


def _modern(word):
    """New spelling for old, and single letters for doubled ones."""
    for old, new in OLD_SPELLING:
        word = word.replace(old, new)
    return re.sub(r"(.)\1", r"\1", word)


def _same_office(village):
    """Pairs that hold the same office in the same group now."""
    holders = defaultdict(set)
    rows = Tie.objects.current().offices().filter(village=village).exclude(office="")
    for office, group, holder in rows.values_list("office", "target", "source"):
        if office.casefold() not in ("anggota", "pengurus"):
            holders[office.casefold(), group].add(holder)
    return _pairs(holders)


def _same_person(village, user):
    """Pairs with the same personal name."""

    holders = defaultdict(set)
    names = PersonName.objects.visible_to(user).filter(stakeholder__village=village)
    for pk, name in names.values_list("pk", "name"):
        holders[Spelling(name).text].add(pk)
    return _pairs(holders)


def _pairs(holders):
    return {frozenset(pair) for held in holders.values() for pair in combinations(held, 2)}
