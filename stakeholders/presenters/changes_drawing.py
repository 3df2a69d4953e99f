"""Both days of a comparison in one drawing, everybody where they stand today."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from stakeholders.graph.compare import GOVERNMENT
from stakeholders.presenters import legend
from stakeholders.presenters.changes import FATES, HEARD, KEPT, Entry, VillageChanges, key_of
from stakeholders.presenters.drawing import NARROW, SMALL, WIDE, draw, sheet_width
from stakeholders.presenters.selection import busiest
from stakeholders.presenters.village_map import Sheet
from stakeholders.presenters.wording import describe
from stakeholders.services.network import places_of

# Above the first number of parties only those in a change and the busiest are drawn.
MOST, PART = 400, 150


class ChangesDrawing:
    """What was told in ``told``, drawn."""

    def __init__(self, told: VillageChanges):
        self.told = told

    @cached_property
    def _fates(self) -> dict[tuple, str]:
        """What became of each relation and office that changed, by its parties and subject."""
        listed = [*self.told.entries, *self.told.heard, *self.told.offices]
        return {key_of(entry.line): entry.fate for entry in listed}

    @cached_property
    def drawn_lines(self) -> list[dict]:
        """Relations and offices of both days; judgements are read, not drawn."""
        before, after = self.told.lines
        return [line for line in {**before, **after}.values() if line["kind"] != GOVERNMENT]

    @cached_property
    def _there(self) -> list[dict]:
        """Everybody of both days; the government only where a drawn tie leads to it."""
        ends = {end for line in self.drawn_lines for end in (line["a"], line["b"])}
        parties = self.told.parties.values()
        return [p for p in parties if p["kind"] != "government" or p["id"] in ends]

    @cached_property
    def drawn(self) -> list[dict]:
        """The parties that are drawn: all, or those in a change and the busiest."""
        if len(self._there) <= MOST:
            return self._there
        changing = {end for key in self._fates for end in key[:2]}
        return busiest(self._there, self.drawn_lines, PART, always=changing)

    @property
    def is_partial(self) -> bool:
        """Whether there is more than is drawn, for lack of room."""
        return len(self._there) > MOST

    @property
    def count(self) -> int:
        """How many there are, drawn or not."""
        return len(self._there)

    @property
    def has_arrived(self) -> bool:
        """Whether somebody on the drawing is new on the map."""
        return any("arrived" in self._style(party) for party in self.drawn)

    @property
    def has_left(self) -> bool:
        """Whether somebody on the drawing is no longer on the map."""
        return any("left" in self._style(party) for party in self.drawn)

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Both days in one drawing, on a narrow and a wide sheet or a single large one."""
        if not self.drawn_lines:
            return []
        parties = [self._dressed_party(party) for party in self.drawn]
        drawn = {party["id"] for party in parties}
        lines = [
            self._dressed_line(line)
            for line in self.drawn_lines
            if line["a"] in drawn and line["b"] in drawn
        ]
        positions = places_of(self.told.changes.after.village, self.drawn, lines)
        arranged = 0 if self.is_partial else self.told.changes.after.arranged_width
        sizes = {"narrow": NARROW, "wide": WIDE}
        if len(parties) > SMALL:
            sizes = {"large": sheet_width(len(parties))}
        return [
            Sheet(size, draw(parties, lines, positions, width=width, arranged=arranged))
            for size, width in sizes.items()
        ]

    def _dressed_party(self, party):
        page = party["kind"] != "outside"
        return {
            **party,
            "style": " ".join(self._style(party)),
            "url": reverse("stakeholder_detail", args=[party["id"]]) if page else "",
        }

    @cached_property
    def _arrived(self):
        return {each.party for each in self.told.comparison.arrived}

    def _style(self, party) -> list[str]:
        """The classes of a party."""
        classes = [party["kind"], f"kind-{party['hue'] or 'other'}"]
        if party["kind"] == "group" and not party["asked"]:
            classes.append("unasked")
        found = self.told.comparison
        if party["id"] in found.left:
            classes.append("left")
        elif party["id"] in self._arrived:
            classes.append("arrived")
        return classes

    def _dressed_line(self, line):
        fate = self._fates.get(key_of(line), KEPT)
        sign, word = FATES[fate]
        said = _("%(fate)s: %(said)s") % {"fate": word, "said": describe(line, self.told.names)}
        return {
            **line,
            "style": f"{line['kind']} is-{fate}",
            "url": self.told.links.tie(line),
            "said": said,
            # Among many, a sign on all that is only heard would hide what is news.
            "change": "" if fate == HEARD and len(self.drawn) > SMALL else sign,
        }

    @cached_property
    def kept(self) -> list[Entry]:
        """Relations and offices that stayed as they were, for the list beside the drawing."""
        return [
            Entry(
                KEPT,
                line,
                self.told.names[line["a"]],
                self.told.names[line["b"]],
                describe(line, self.told.names),
                self.told.links.tie(line),
            )
            for line in self.drawn_lines
            if key_of(line) not in self._fates
        ]

    @cached_property
    def fates(self) -> list[tuple[str, str, str]]:
        """The fates on the drawing, for its legend: code, sign, word."""
        there = {self._fates.get(key_of(line), KEPT) for line in self.drawn_lines}
        return [(code, sign, str(word)) for code, (sign, word) in FATES.items() if code in there]

    @cached_property
    def kind_chips(self) -> list[legend.Chip]:
        """The kinds of tie on the drawing, for its legend."""
        return legend.kind_chips(self.drawn_lines, self.told.links)

    @property
    def label(self) -> str:
        """The picture in a sentence, for those who do not see it."""
        return _("%(headline)s Daftar yang sama ada di halaman ini.") % {
            "headline": self.told.headline
        }
