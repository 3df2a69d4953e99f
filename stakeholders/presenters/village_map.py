"""The map of a village as its page needs it: drawings, chips, legend, list.

Everything is worked out when the template first asks for it, so that a stored page costs
nothing of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from stakeholders.presenters import dress, legend
from stakeholders.presenters.answers import QUESTIONS, Answer, answer
from stakeholders.presenters.drawing import (
    NARROW,
    SMALL,
    WIDE,
    Drawing,
    draw,
    sheet_width,
)
from stakeholders.presenters.dressing import Dressing, fingerprint, is_private
from stakeholders.presenters.gathering import Gathering, label_of
from stakeholders.presenters.hulls import Hull, hulls
from stakeholders.presenters.links import Links
from stakeholders.presenters.moving import moved
from stakeholders.presenters.pins import Pin, pins, point_at
from stakeholders.presenters.selection import busiest, matching, within
from stakeholders.presenters.wording import KINDS, describe

# Above the first number of parties only the busiest are drawn, as many as the second.
MOST = (400, 150)
MOST_AT_A_GLANCE = (SMALL, 30)
FEW = 24
HITS = 20
SHEETS = ("narrow", "wide", "large")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing and the size it is for: narrow, wide, or large (the only one of a large map).

    ``is_listed``: every tie has its row in the list, kind by kind in the same order, so that the
    drawing need not say where it leads.
    """

    size: str
    drawing: Drawing
    hulls: Sequence[Hull] = ()
    pins: Sequence[Pin] = ()
    is_listed: bool = False

    @property
    def is_small(self) -> bool:
        """Whether there are so few that every tie can be wide enough for a finger."""
        return len(self.drawing.nodes) <= FEW


class VillageMap:
    """One view of a reading.

    ``path``: the address of the page, without its query. ``overview``: a map to be taken in at a
    glance; a large village shows its busiest part there. ``notes``: those pinned to the map, in
    order, for the team alone.
    """

    def __init__(self, reading, selection, path, *, overview=False, notes=()):
        self.reading = reading
        self.notes = notes
        # Whoever may not see the layer has not asked for it: no address of theirs speaks of it.
        private = reading.for_team and (selection.private or selection.ask == "depends")
        ask = "" if selection.ask == "depends" and not private else selection.ask
        self.selection = replace(selection, private=private, ask=ask)
        self.links = Links(self.selection, path)
        self.overview = overview

    @property
    def look(self) -> str:
        """Changes whenever a release draws or words the same data in another way."""
        return fingerprint.__wrapped__() if settings.DEBUG else fingerprint()

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
            always = {self.selection.focus, *(self.answer.parties if self.answer else ())}
            parties = busiest(parties, self.shown, part, always=always)
        return parties

    @cached_property
    def _drawn_ids(self):
        return {party["id"] for party in self.drawn}

    def _is_drawn(self, line):
        return line["a"] in self._drawn_ids and line["b"] in self._drawn_ids

    # --- the question put to it ------------------------------------------------------------

    @cached_property
    def answer(self) -> Answer | None:
        """What the map says to the question that was chosen."""
        return answer(self.selection.ask, self.reading, self.lines)

    @property
    def questions(self) -> list[legend.Choice]:
        """The questions in plain words, each a link; that of dependency for the team alone."""
        offered = {
            code: words
            for code, words in QUESTIONS.items()
            if code != "depends" or self.reading.for_team
        }
        # The small map is for a glance: a question leads to the large one.
        page = reverse("village_map", args=[self.reading.village.pk])
        return legend.questions(offered, Links(self.selection, page))

    @cached_property
    def weights(self) -> dict[str, float]:
        """How large each party is to be drawn; empty: as the number of its ties suggests."""
        return dress.weights(self.selection.sized_by, self.drawn, self.reading.measures)

    @cached_property
    def colouring(self) -> dress.Colouring | None:
        """What the colours stand for, unless it is the kind."""
        by = self.selection.coloured_by
        if by not in dress.colours_for(self.reading.parties):
            return None
        return dress.colouring(by, self.drawn, self.reading.measures)

    @property
    def size_words(self) -> str:
        """What sizes stand for, in words, where somebody chose it."""
        by = self.selection.sized_by
        return str(dress.SIZES[by]) if self.weights and by != "same" else ""

    @property
    def colour_words(self) -> str:
        """What colours stand for, in words, where it is not the kind."""
        return str(dress.COLOURS[self.selection.coloured_by]) if self.colouring else ""

    @property
    def settings(self) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
        """What can be set: its name in the address, its words, and its choices (word of the
        address, words, whether chosen)."""
        return legend.settings(self.selection, dress.colours_for(self.reading.parties))

    # --- the drawings ----------------------------------------------------------------------

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The map on a narrow and on a wide sheet, or on a single large one."""
        if not self.drawn:
            return []
        positions = self.reading.private_positions if self.with_private else self.reading.positions
        parties, lines = self.drawn, self._drawn_lines
        if self.gathering:
            parties, positions = self.gathering.parties, self.gathering.positions(positions)
        dressing = Dressing(self)
        lines = [dressing.line(line, off=off) for line, off in lines]
        parties = dressing.parties(parties, lines)
        drawings = {
            size: draw(parties, lines, positions, width=width, arranged=self._arranged, terse=True)
            for size, width in self._sizes(len(parties)).items()
        }
        return [
            Sheet(
                size,
                drawing,
                hulls(drawing.nodes, self._hull_shades),
                pins(drawing, positions, self.notes if self.reading.for_team else ()),
                is_listed=size == "large" and self.selection.is_default,
            )
            for size, drawing in drawings.items()
        ]

    @property
    def _drawn_lines(self):
        """The lines to draw, each with whether a filter hides it; gathered where that is asked."""
        passing = {id(line) for line in self.shown}
        lines = [
            line for line in (self.shown if self.focus else self.lines) if self._is_drawn(line)
        ]
        if self.gathering:
            lines = [line for line in lines if id(line) in passing]
            return [(line, False) for line in self.gathering.lines(lines, is_private)]
        return [(line, id(line) not in passing) for line in lines]

    @cached_property
    def gathering(self) -> Gathering | None:
        """The parties with all of a kind or hamlet in one, where that was asked for."""
        if not self.selection.gather or self.focus:
            return None
        opened = self.selection.opened
        return Gathering(self.drawn, by=self.selection.gather, opened=opened)

    @property
    def opened(self) -> list[tuple[str, str]]:
        """The kinds or hamlets that were opened again: words, and the way to close each."""
        gathered = self.gathering
        return [
            (label_of(key, gathered.by), self.links.opened(key))
            for key in (gathered.opened if gathered else ())
        ]

    @cached_property
    def _hull_shades(self):
        """The shade of the hull each party lies in, by id."""
        return {} if self.gathering else dress.hull_shades(self.selection.hull, self.drawn)

    @property
    def hull_words(self) -> str:
        """What the hulls stand for, in words, where there are any."""
        found = any(sheet.hulls for sheet in self.sheets)
        return str(dress.HULLS[self.selection.hull]) if found else ""

    @property
    def hull_shades(self) -> list[dress.Shade]:
        """The hulls of the legend."""
        drawn = {(hull.style, hull.label) for sheet in self.sheets for hull in sheet.hulls}
        shades = dict.fromkeys(self._hull_shades.values())
        return [shade for shade in shades if (shade.style, shade.label) in drawn]

    @property
    def _arranged(self):
        """On what width parties were placed by hand; a part of the map fills the sheet instead."""
        return self.reading.arranged_width if self.is_complete else 0

    @property
    def can_place(self) -> bool:
        """Whether what is seen is the map that everybody shares, so that parties can be moved."""
        return self.is_complete and not self.with_private

    def moved(self, size: str, party_id: str, x: float, y: float):
        """Positions after somebody put a party at a point of a sheet, and the width of the sheet;
        None if there is no such sheet or the party is not to be moved on it."""
        sheet = next((sheet for sheet in self.sheets if sheet.size == size), None)
        if not (sheet and self.can_place):
            return None
        positions = moved(sheet.drawing, party_id, x, y, arranged=self._arranged)
        return positions and (positions, int(sheet.drawing.width))

    def point_at(self, size: str, x: float, y: float):
        """The point, in the unit of positions, at a spot of a sheet; None if there is no such."""
        sheet = next((sheet for sheet in self.sheets if sheet.size == size), None)
        return sheet and point_at(sheet.drawing, self.reading.positions, x, y)

    @staticmethod
    def _sizes(count):
        if count > SMALL:
            return {"large": sheet_width(count)}
        return {"narrow": NARROW, "wide": WIDE}

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
        return self.drawn_count == self.party_count and not self.gathering

    @property
    def line_count(self) -> int:
        """How many ties there are; dependencies are not counted with the others."""
        return len(self.reading.lines)

    @cached_property
    def shown_count(self) -> int:
        """How many of the ties are drawn and not filtered away."""
        return sum(self._is_drawn(line) and not line.get("private") for line in self.shown)

    @cached_property
    def kind_chips(self) -> list[legend.Chip]:
        """The kinds of tie on this map."""
        return legend.kind_chips(self.lines, self.links)

    @cached_property
    def sort_chips(self) -> list[legend.Chip]:
        """The sorts of party that are drawn."""
        # The legend is printed: its numbers do not count whom only a dependency made known.
        public = [party for party in self.drawn if not party.get("private")]
        return legend.sort_chips(public, self.links)

    @cached_property
    def signs(self) -> set[str]:
        """What else of the drawing the legend has to explain."""
        found = legend.signs(self.drawn, [line for line in self.lines if self._is_drawn(line)])
        counts = [count for sheet in self.sheets[:1] for count in sheet.drawing.counts]
        if any(node.quiet for sheet in self.sheets for node in sheet.drawing.nodes):
            found.add("quiet")
        return found | ({"several"} if any(count.number > 1 for count in counts) else set())

    @cached_property
    def hits(self) -> list[tuple[dict, str]]:
        """The parties that answer to the words searched for, each with the way to its focus."""
        if not self.selection.search:
            return []
        found = matching(self.parties.values(), self.selection.search)
        return [(party, self.links.focus(party["id"])) for party in found[:HITS]]

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
            "url": self.links.tie(line),
            "private": is_private(line),
        }

    @cached_property
    def unconnected(self) -> list[dict]:
        """The parties without any tie."""
        tied = {end for line in self.lines for end in (line["a"], line["b"])}
        return [party for party in self.drawn if party["id"] not in tied]

    @property
    def label(self) -> str:
        """The picture in a sentence, for those who do not see it."""
        return _(
            "Peta: %(parties)s pihak dan %(ties)s hubungan. Daftar yang sama ada di bawah."
        ) % {
            "parties": self.drawn_count,
            "ties": self.shown_count,
        }
