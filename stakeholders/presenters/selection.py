"""What of the map somebody wants to see: read from the address and written back to it."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from urllib.parse import urlencode

from stakeholders.presenters.wording import KINDS, SORTS, sort_of

# In the address kinds have the words people see, not those of the code.
KIND_WORDS = {
    "supports": "mendukung",
    "competes": "bersaing",
    "disputed": "belum-sepakat",
    "government": "pemerintah",
    "membership": "anggota",
}
_KIND_CODES = {word: kind for kind, word in KIND_WORDS.items()}
_PRIVATE = "ketergantungan"
STEPS = (1, 2, 3)
# Questions put to the map, and what sizes and colours may stand for.
ASK_WORDS = {
    "bridges": "jembatan",
    "unconnected": "belum-terhubung",
    "most": "terbanyak",
    "core": "inti",
    "depends": "bergantung",
}
SIZE_WORDS = {"same": "sama", "ties": "hubungan", "bridges": "jembatan", "members": "anggota"}
COLOUR_WORDS = {"sort": "jenis", "hamlet": "dusun", "core": "inti", "cluster": "gugus"}
HULL_WORDS = {"sort": "jenis", "hamlet": "dusun", "village": "desa"}
GATHER_WORDS = {"sort": "jenis", "hamlet": "dusun"}
MOST_OPENED = 20
NEARLY = 0.75  # how alike two spellings of a word are, from 0 to 1
# Each choice of one among several: its field, its name in the address, its words.
_CHOICES = (
    ("ask", "tanya", ASK_WORDS),
    ("size", "ukuran", SIZE_WORDS),
    ("colour", "warna", COLOUR_WORDS),
    ("hull", "selubung", HULL_WORDS),
    ("gather", "ringkas", GATHER_WORDS),
)
_SIZE_OF = {"bridges": "bridges", "unconnected": "same", "most": "ties", "depends": "same"}


@dataclass(frozen=True)
class Selection:
    """Kinds of tie and sorts of party (none: all), a party in focus, words searched for.

    ``ask``: the question put to the map. ``size``, ``colour``: what they are to stand for; left
    open, the question decides. ``hull``: what hulls are drawn round; ``gather``: of what all are
    drawn as one, but for those in ``opened``. ``private``: the layer of dependencies is asked for;
    who may see it is not decided here. ``on``: an earlier day whose map is asked for, None for
    now.
    """

    kinds: frozenset[str] = frozenset()
    sorts: frozenset[str] = frozenset()
    focus: str = ""
    steps: int = 1
    search: str = ""
    private: bool = False
    ask: str = ""
    size: str = ""
    colour: str = ""
    on: date | None = None
    hull: str = ""
    gather: str = ""
    opened: frozenset[str] = frozenset()

    @classmethod
    def from_query(cls, query, on: date | None = None) -> "Selection":
        """Read a QueryDict; what it does not know it leaves out. ``on`` is read by a form."""
        steps = query.get("langkah", "")
        return cls(
            kinds=frozenset(_KIND_CODES[w] for w in query.getlist("jenis") if w in _KIND_CODES),
            sorts=frozenset(word for word in query.getlist("golongan") if word in SORTS),
            focus=query.get("fokus", "")[:40],
            steps=int(steps) if steps in map(str, STEPS) else 1,
            search=" ".join(query.get("cari", "").split())[:80],
            private=query.get("lapis") == _PRIVATE,
            on=on,
            opened=frozenset(word[:60] for word in query.getlist("buka")[:MOST_OPENED]),
            **{name: _code(words, query.get(word)) for name, word, words in _CHOICES},
        )

    @property
    def sized_by(self) -> str:
        """What sizes stand for; empty: nobody asked, so they only hint at the number of ties."""
        return self.size or _SIZE_OF.get(self.ask, "")

    @property
    def coloured_by(self) -> str:
        """What colours stand for."""
        return self.colour or ("core" if self.ask == "core" else "sort")

    def query(self, **changes) -> str:
        """The selection with some changes as the query of an address, '?' included."""
        return "?" + urlencode(replace(self, **changes)._pairs())

    def _pairs(self):
        pairs = [("jenis", word) for kind, word in KIND_WORDS.items() if kind in self.kinds]
        pairs += [("golongan", sort) for sort in SORTS if sort in self.sorts]
        if self.focus:
            pairs += [("fokus", self.focus)] + [("langkah", self.steps)] * (self.steps > 1)
        if self.search:
            pairs.append(("cari", self.search))
        if self.private:
            pairs.append(("lapis", _PRIVATE))
        if self.on:
            pairs.append(("tanggal", self.on.isoformat()))
        chosen = ((word, words.get(getattr(self, name))) for name, word, words in _CHOICES)
        pairs += [(word, choice) for word, choice in chosen if choice]
        return pairs + [("buka", key) for key in sorted(self.opened) if self.gather]

    @property
    def filters(self) -> list[tuple[str, str]]:
        """Names and values of the filters, for the hidden fields of a search."""
        return replace(self, focus="", search="")._pairs()

    @property
    def is_set(self) -> bool:
        """Whether somebody chose what sizes, colours or hulls stand for, or gathered parties."""
        return bool(self.size or self.colour or self.hull or self.gather)

    @property
    def unset(self) -> list[tuple[str, str]]:
        """Names and values of all but the settings, for the hidden fields of their form."""
        return replace(self, size="", colour="", hull="", gather="")._pairs()

    def whole(self) -> "Selection":
        """What everybody of the village may be shown of it, all of it."""
        ask = "" if self.ask == "depends" else self.ask
        return replace(self, focus="", search="", private=False, ask=ask, gather="")

    def toggled(self, *, kind=None, sort=None) -> str:
        """The query after adding or taking away one kind of tie or sort of party."""
        if kind:
            return self.query(kinds=self.kinds ^ {kind})
        return self.query(sorts=self.sorts ^ {sort})

    @property
    def is_default(self) -> bool:
        return self == Selection()

    @property
    def in_words(self) -> list[str]:
        """The kinds and sorts that are filtered for, in words, for paper."""
        return [str(KINDS[kind]) for kind in KINDS if kind in self.kinds] + [
            str(SORTS[sort]) for sort in SORTS if sort in self.sorts
        ]

    def shows(self, line, parties) -> bool:
        """Whether a line is among the chosen kinds and touches a chosen sort of party.

        ``parties``: id -> party. Dependencies are a layer of their own and always shown.
        """
        if line["kind"] == "depends":
            return True
        if self.kinds and line["kind"] not in self.kinds:
            return False
        ends = (parties[line["a"]], parties[line["b"]])
        return not self.sorts or any(sort_of(party) in self.sorts for party in ends)


def _code(words, word):
    """The code behind a word of the address, empty if it is none of these."""
    return next((code for code, known in words.items() if known == word), "")


def within(focus: str, steps: int, lines) -> dict[str, int]:
    """Everybody at most ``steps`` ties away from ``focus``, with the number of steps."""
    beside = defaultdict(set)
    for line in lines:
        beside[line["a"]].add(line["b"])
        beside[line["b"]].add(line["a"])
    reached, edge = {focus: 0}, {focus}
    for step in range(1, steps + 1):
        edge = {other for party in edge for other in beside[party]} - reached.keys()
        reached.update(dict.fromkeys(edge, step))
    return reached


def busiest(parties, lines, count: int, *, always: Collection[str] = ()) -> list:
    """The ``count`` parties with the most lines, in their first order; ``always`` come first."""
    degrees = Counter(end for line in lines for end in (line["a"], line["b"]))
    ranked = sorted(
        (party["id"] for party in parties),
        key=lambda each: (each not in always, -degrees[each], each),
    )
    kept = set(ranked[:count])
    return [party for party in parties if party["id"] in kept]


def matching(parties, search: str) -> list:
    """Parties of which every word of ``search`` tells, those with all words in the name first.

    Looked at are name, kind, hamlet and village of origin, whatever the case. Where nobody is
    found so, words that are nearly the same will do: names are written as they are heard.
    """
    words = search.casefold().split()
    told = [(party, party["name"].casefold(), _told(party)) for party in parties]
    found = [
        (not all(word in name for word in words), number, party)
        for number, (party, name, all_of_it) in enumerate(told)
        if all(word in all_of_it for word in words)
    ]
    if found:
        return [party for *_, party in sorted(found, key=lambda each: each[:2])]
    return [
        party
        for party, _name, all_of_it in told
        if all(get_close_matches(word, all_of_it.split(), 1, NEARLY) for word in words)
    ]


def _told(party):
    """Everything a search looks at."""
    parts = (party["name"], SORTS[sort_of(party)], party["hamlet"], party["home"])
    return " ".join(map(str, parts)).casefold()
