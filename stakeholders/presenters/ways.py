"""Who connects whom: the way between two parties of a map in a sentence, tie by tie."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stakeholders.graph import build
from stakeholders.graph.ways import ways, ways_to
from stakeholders.presenters.links import Links
from stakeholders.presenters.selection import Selection
from stakeholders.presenters.wording import SORTS, describe, sort_of

GOVERNMENT, OUTSIDE = "government", "outside"


@dataclass(frozen=True)
class Step:
    """One tie of a way: whom it leads to, what was said of it, and where that is read."""

    here: dict
    there: dict
    said: str
    url: str
    private: bool


@dataclass(frozen=True)
class Reached:
    """How a group reaches the village government: through whom, and where the way is told."""

    group: dict
    through: str
    url: str


class Ways:
    """The ways between two parties, ``source`` and ``target``, of one reading.

    Dependencies are never followed, nor is the village government crossed: as every group is asked
    about it, it would join everybody to everybody.
    """

    def __init__(self, reading, source="", target=""):
        self.reading = reading
        self.parties = {p["id"]: p for p in reading.parties if p["kind"] != OUTSIDE}
        self.names = {party["id"]: party["name"] for party in reading.parties}
        self.source = self.parties.get(source)
        self.target = self.parties.get(target)
        self.path = reverse("village_ways", args=[reading.village.pk])

    @cached_property
    def _lines(self):
        """The lines by pair; of several between two the plainest word of their relation."""
        order = ("membership", "supports", "government", "competes", "disputed")
        lines = sorted(self.reading.lines, key=lambda line: -order.index(line["kind"]))
        return {frozenset((line["a"], line["b"])): line for line in lines}

    @cached_property
    def _graph(self):
        return build.network(
            ({"id": party["id"], "kind": party["kind"]} for party in self.reading.parties),
            (
                {
                    "id": number,
                    "source": line["a"],
                    "target": line["b"],
                    "kind": line["stance"] if line["stance"] == "hinder" else line["kind"],
                }
                for number, line in enumerate(self.reading.lines)
            ),
        )

    @property
    def options(self) -> list[tuple[str, list[dict]]]:
        """Everybody who can be chosen, by sort."""
        by_sort = {sort: [] for sort in SORTS}
        for party in sorted(self.parties.values(), key=lambda party: party["name"].casefold()):
            by_sort[sort_of(party)].append(party)
        return [(str(SORTS[sort]), found) for sort, found in by_sort.items() if found]

    # --- between two -----------------------------------------------------------------------

    @property
    def is_asked(self) -> bool:
        """Whether two parties were chosen."""
        return bool(self.source and self.target)

    @cached_property
    def _found(self):
        closed = {p["id"] for p in self.reading.parties if p["kind"] in (GOVERNMENT, OUTSIDE)}
        return ways(self._graph, self.source["id"], self.target["id"], not_through=closed)

    @property
    def ways(self) -> list[list[Step]]:
        """Each way as the ties it follows."""
        return [[self._step(*ends) for ends in pairwise(way)] for way in self._found]

    @property
    def answer(self) -> str:
        """Who connects the two, in a sentence."""
        words = {"a": self.source["name"], "b": self.target["name"]}
        if self.source == self.target:
            return _("Pilih dua pihak yang berbeda.")
        if not self._found:
            return _("%(a)s dan %(b)s belum terhubung di peta ini.") % words
        between = [way[1:-1] for way in self._found]
        if not between[0]:
            return _("%(a)s dan %(b)s berhubungan langsung.") % words
        words["through"] = get_text_list([self._through(way) for way in between], _("atau"))
        return _("%(a)s terhubung dengan %(b)s lewat %(through)s.") % words

    def _through(self, way):
        """Those in between, in their order."""
        return _(", lalu ").join(self.names[party] for party in way)

    def _step(self, a, b):
        line = self._lines[frozenset((a, b))]
        return Step(
            here=self.parties[a],
            there=self.parties[b],
            said=describe(line, self.names),
            url=Links(Selection(), self.path).tie(line),
            private=line["kind"] == GOVERNMENT,
        )

    # --- to the village government, for those who may know -----------------------------------

    @cached_property
    def _government(self):
        found = (p["id"] for p in self.reading.parties if p["kind"] == GOVERNMENT)
        return next(found, None) if self.reading.for_team else None

    @cached_property
    def _to_government(self):
        return ways_to(self._graph, self._government) if self._government else {}

    @property
    def indirect(self) -> list[Reached]:
        """The groups that reach the village government only through others."""
        ways_there = {party: self._to_government.get(party) for party in self.parties}
        return [
            self._reached(party, way)
            for party, way in ways_there.items()
            if way and len(way) > 2 and self.parties[party]["kind"] == "group"
        ]

    def to_government(self, party_id) -> Reached | None:
        """How one party reaches the village government through others; None if not so."""
        way = self._to_government.get(party_id)
        return self._reached(party_id, way) if way and len(way) > 2 else None

    def _reached(self, party_id, way):
        address = f"{self.path}?dari={party_id}&ke={self._government}"
        return Reached(self.parties[party_id], self._through(way[1:-1]), address)

    @property
    def direct_count(self) -> int:
        """How many groups told of the village government themselves."""
        return sum(
            len(way) == 2 and self.parties[party]["kind"] == "group"
            for party, way in self._to_government.items()
            if party in self.parties
        )

    @property
    def direct_sentence(self) -> str:
        """What is not in the list of ``indirect``."""
        return ngettext(
            "%(count)s kelompok bercerita sendiri tentang hubungannya dengan pemerintah desa.",
            "%(count)s kelompok bercerita sendiri tentang hubungannya dengan pemerintah desa.",
            self.direct_count,
        ) % {"count": self.direct_count}
