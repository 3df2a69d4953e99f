"""The map of a village as its page needs it: drawings, chips, legend, list.

Everything is worked out when the template first asks for it, so that a stored page costs
nothing of it.
"""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, cached_property
from hashlib import blake2s
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from stakeholders.presenters.drawing import (
    NARROW,
    SMALL,
    WIDE,
    Drawing,
    draw,
    outline_of,
    sheet_width,
)
from stakeholders.presenters.findings import worded
from stakeholders.presenters.selection import KIND_WORDS, STEPS, busiest, matching, within
from stakeholders.presenters.wording import KINDS, SORTS, describe, sort_of

# Above the first number of parties only the busiest are drawn, as many as the second.
MOST = (400, 150)
MOST_AT_A_GLANCE = (SMALL, 30)
FEW = 24
HITS = 20
NIL = "00000000-0000-0000-0000-000000000000"
TIGHTNESS = {"loose": "weak", "binding": "strong"}
ICON_SHAPES = {
    "institution": outline_of("square", 8),
    "person": outline_of("diamond", 9),
    "government": outline_of("hexagon", 9),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """Something to choose: ``code`` of a kind or sort, its words, how many there are, where to."""

    code: str
    label: str
    count: int
    chosen: bool
    url: str
    outline: str = outline_of("circle", 8)

    @property
    def word(self) -> str:
        """What a kind of tie is called in the address."""
        return KIND_WORDS.get(self.code, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing and the size it is for: narrow, wide, or large (the only one of a large map)."""

    size: str
    drawing: Drawing

    @property
    def is_small(self) -> bool:
        """Whether there are so few that every tie can be wide enough for a finger."""
        return len(self.drawing.nodes) <= FEW


class VillageMap:
    """One view of a reading.

    ``path``: the address of the page, without its query. ``overview``: a map to be taken in at a
    glance; a large village shows its busiest part there.
    """

    def __init__(self, reading, selection, path, *, overview=False):
        self.reading = reading
        # Whoever may not see the layer has not asked for it: no address of theirs speaks of it.
        self.selection = replace(selection, private=selection.private and reading.for_team)
        self.path = path
        self.overview = overview

    @property
    def look(self) -> str:
        """Changes whenever a release draws or words the same data in another way."""
        return _fingerprint.__wrapped__() if settings.DEBUG else _fingerprint()

    @cached_property
    def findings(self) -> list:
        """What the graph noticed, in sentences, the weightiest first."""
        return worded(self.reading)

    # --- what there is ---------------------------------------------------------------------

    @property
    def with_private(self) -> bool:
        """Whether the layer of dependencies is shown: asked for, by one of the team."""
        return self.selection.private

    @cached_property
    def parties(self) -> dict[str, dict]:
        """Everybody this viewer may see, by id."""
        parties = self.reading.parties
        if self.with_private:
            parties = parties + [{**p, "private": True} for p in self.reading.private_parties]
        return {party["id"]: party for party in parties}

    @cached_property
    def names(self) -> dict[str, str]:
        return {party_id: party["name"] for party_id, party in self.parties.items()}

    @cached_property
    def lines(self) -> list[dict]:
        """All ties this viewer may see, shown or not."""
        lines = self.reading.lines
        if self.with_private:
            lines = lines + [{**line, "private": True} for line in self.reading.private_lines]
        return lines

    @cached_property
    def shown(self) -> list[dict]:
        """The ties that pass the filters."""
        return [line for line in self.lines if self.selection.shows(line, self.parties)]

    @cached_property
    def focus(self) -> dict | None:
        """The party in focus, if it is one of this map."""
        wanted = self.selection.focus
        return self.parties.get(wanted) if wanted else None

    @cached_property
    def drawn(self) -> list[dict]:
        """The parties that are drawn: all, those near the one in focus, or the busiest."""
        parties = list(self.parties.values())
        if self.focus:
            near = within(self.focus["id"], self.selection.steps, self.shown)
            parties = [party for party in parties if party["id"] in near]
        most, part = MOST_AT_A_GLANCE if self.overview else MOST
        if len(parties) > most:
            parties = busiest(parties, self.shown, part, always=self.selection.focus)
        return parties

    @staticmethod
    def _is_private(line):
        """Whether a tie stays off paper, which lies about: what only the team may read."""
        return line.get("private") or line["kind"] == "government"

    @cached_property
    def _drawn_ids(self):
        return {party["id"] for party in self.drawn}

    def _is_drawn(self, line):
        return line["a"] in self._drawn_ids and line["b"] in self._drawn_ids

    # --- the drawings ----------------------------------------------------------------------

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The map on a narrow and on a wide sheet, or on a single large one."""
        if not self.drawn:
            return []
        positions = self.reading.private_positions if self.with_private else self.reading.positions
        passing = {id(line) for line in self.shown}
        lines = [
            self._dressed_line(line, off=id(line) not in passing)
            for line in (self.shown if self.focus else self.lines)
            if self._is_drawn(line)
        ]
        lit = {end for line in lines if not line["off"] for end in (line["a"], line["b"])}
        parties = [self._dressed_party(party, lit) for party in self.drawn]
        return [
            Sheet(size, draw(parties, lines, positions, width=width))
            for size, width in self._sizes().items()
        ]

    def _sizes(self):
        if len(self.drawn) > SMALL:
            return {"large": sheet_width(len(self.drawn))}
        return {"narrow": NARROW, "wide": WIDE}

    def _dressed_party(self, party, lit):
        """The party with its classes and its address."""
        sort = sort_of(party)
        classes = {
            party["kind"]: True,
            f"kind-{party['hue'] or 'other'}": True,
            "unasked": party["kind"] == "group" and not party["asked"],
            "private": party.get("private") or party["kind"] == "government",
            "chosen": party["id"] == self.selection.focus,
            "dim": self._is_filtered and party["id"] not in lit | self._sorted_in,
        }
        return {
            **party,
            "style": _joined(classes),
            "sort": sort,
            "url": self.focus_url(party["id"]),
        }

    @property
    def _is_filtered(self):
        return bool(self.selection.kinds or self.selection.sorts)

    @cached_property
    def _sorted_in(self):
        """Ids of the parties of a chosen sort."""
        return {p["id"] for p in self.drawn if sort_of(p) in self.selection.sorts}

    def _dressed_line(self, line, *, off):
        """The line with its classes, its address and what was said, in words."""
        classes = {
            line["kind"]: True,
            line["stance"]: True,
            TIGHTNESS.get(line["tightness"], ""): True,
            "weak": line["kind"] in ("supports", "competes") and not line["both"],
            "private": self._is_private(line),
            "off": off,
        }
        return {
            **line,
            "style": _joined(classes),
            "off": off,
            "url": self.tie_url(line),
            "said": describe(line, self.names),
        }

    # --- counts, chips, legend -------------------------------------------------------------

    @property
    def party_count(self) -> int:
        return len(self.parties)

    @property
    def drawn_count(self) -> int:
        return len(self.drawn)

    @property
    def is_partial(self) -> bool:
        """Whether there is more than is drawn, for lack of room and not by choice."""
        return not self.focus and self.drawn_count < self.party_count

    @property
    def is_complete(self) -> bool:
        """Whether every party and tie is in the drawing, so that a script need not ask for more."""
        return self.drawn_count == self.party_count

    @property
    def line_count(self) -> int:
        """How many ties there are; dependencies are not counted with the others."""
        return len(self.reading.lines)

    @cached_property
    def shown_count(self) -> int:
        """How many of the ties are drawn and not filtered away."""
        return sum(self._is_drawn(line) and not line.get("private") for line in self.shown)

    @cached_property
    def kind_chips(self) -> list[Chip]:
        """The kinds of tie on this map; dependencies have a chip of their own."""
        counts = Counter(line["kind"] for line in self.lines)
        chosen = self.selection.kinds
        return [
            Chip(kind, str(label), counts[kind], kind in chosen, self._to(kind=kind))
            for kind, label in KINDS.items()
            if counts[kind] and kind != "depends"
        ]

    @cached_property
    def sort_chips(self) -> list[Chip]:
        """The sorts of party on this map."""
        counts = Counter(sort_of(party) for party in self.drawn)
        chosen = self.selection.sorts
        circle = outline_of("circle", 8)
        return [
            Chip(sort, str(label), counts[sort], sort in chosen, self._to(sort=sort),
                 ICON_SHAPES.get(sort, circle))
            for sort, label in SORTS.items()
            if counts[sort]
        ]  # fmt: skip

    @cached_property
    def signs(self) -> set[str]:
        """What else of the drawing the legend has to explain."""
        drawn = [line for line in self.lines if self._is_drawn(line)]
        signs = {line["stance"] for line in drawn if line["stance"]}
        told = [line for line in drawn if line["kind"] in ("supports", "competes")]
        signs |= {"both" if line["both"] else "one" for line in told}
        if any(party["kind"] == "group" and not party["asked"] for party in self.drawn):
            signs.add("unasked")
        if any(line["kind"] == "depends" for line in drawn):
            signs.add("depends")
        return signs

    def _to(self, **change):
        return f"{self.path}{self.selection.toggled(**change)}#peta"

    def _with(self, **changes):
        return f"{self.path}{self.selection.query(**changes)}#peta"

    @property
    def all_kinds_url(self) -> str:
        return self._with(kinds=frozenset())

    @property
    def plain_url(self) -> str:
        """The map without filter, focus and search."""
        return self.path + "#peta"

    @property
    def whole_url(self) -> str:
        """Out of the focus; filters stay."""
        return self._with(focus="", search="")

    @property
    def private_url(self) -> str:
        return self._with(private=not self.selection.private)

    @property
    def step_links(self) -> list[tuple[int, bool, str]]:
        """How far to look round the party in focus: steps, whether chosen, address."""
        chosen = self.selection.steps
        return [(steps, steps == chosen, self._with(steps=steps)) for steps in STEPS]

    @cached_property
    def hits(self) -> list[tuple[dict, str]]:
        """The parties that answer to the words searched for, each with the way to its focus."""
        if not self.selection.search:
            return []
        found = matching(self.parties.values(), self.selection.search)
        return [(party, self.focus_url(party["id"])) for party in found[:HITS]]

    def focus_url(self, party_id) -> str:
        return self._focus_pattern.replace(NIL, party_id)

    @cached_property
    def _focus_pattern(self):
        """One address to be filled in: building each anew takes long for thousands."""
        steps = self.selection.steps if self.focus else 1
        return self.selection.query(focus=NIL, steps=steps, search="") + "#peta"

    # --- the list --------------------------------------------------------------------------

    @cached_property
    def entries(self) -> list[tuple[str, str, list[dict]]]:
        """The ties that are shown, kind by kind: code, words, and for each its two parties
        (``first``, ``second``), what was ``said``, and the ``url`` of its page."""
        by_kind = {kind: [] for kind in KINDS}
        for line in self.shown:
            if self._is_drawn(line):
                by_kind[line["kind"]].append(self._entry(line))
        return [(kind, str(KINDS[kind]), listed) for kind, listed in by_kind.items() if listed]

    def _entry(self, line):
        return {
            "first": self.parties[line["a"]],
            "second": self.parties[line["b"]],
            "said": describe(line, self.names),
            "url": self.tie_url(line),
            "private": self._is_private(line),
        }

    @cached_property
    def unconnected(self) -> list[dict]:
        """The parties without any tie."""
        tied = {end for line in self.lines for end in (line["a"], line["b"])}
        return [party for party in self.drawn if party["id"] not in tied]

    def tie_url(self, line) -> str:
        pattern = self._dependency_pattern if line["kind"] == "depends" else self._tie_pattern
        return pattern.replace(NIL, line["id"])

    @cached_property
    def party_page(self) -> str:
        """The address of a party's page, with NIL for its id: a script fills it in."""
        return reverse("stakeholder_detail", args=[NIL])

    @cached_property
    def _tie_pattern(self):
        return reverse("tie_detail", args=[NIL])

    @cached_property
    def _dependency_pattern(self):
        return reverse("dependency_detail", args=[NIL])

    @property
    def label(self) -> str:
        """The picture in a sentence, for those who do not see it."""
        return _(
            "Peta: %(parties)s pihak dan %(ties)s hubungan. Daftar yang sama ada di bawah."
        ) % {
            "parties": self.drawn_count,
            "ties": self.shown_count,
        }


@cache
def _fingerprint():
    """A digest of everything a stored picture is made with."""
    package = Path(__file__).parents[1]
    root = package.parent
    fragments, words = root.glob("templates/*/_*.html"), root.glob("locale/*/*/*.mo")
    digest = blake2s(digest_size=6)
    for path in sorted([*package.rglob("*.py"), *fragments, *words]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _joined(classes):
    return " ".join(name for name, holds in classes.items() if name and holds)
