"""The network of a village: from rows to the graph, and to what each viewer may see of it.

There are two audiences. The *team* (the facilitators of the village) sees everything. All
*others* who may open the village see no government tie, no dependency, no party that only a
dependency made known, and nothing computed from any of these. Reasons and personal names are in
neither: they are read where they are shown, through a scope of their own.

Positions are stored and are the same for both audiences. They follow ordinary ties, whatever
those say, and never dependencies.
"""

import json
from dataclasses import asdict
from datetime import date
from functools import cached_property

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from jejaring.roles import Permission
from stakeholders.graph import build, layout
from stakeholders.graph.findings import findings
from stakeholders.models import Tie, VillageNetwork
from stakeholders.services.lines import fold
from stakeholders.services.measured import measured
from stakeholders.services.network_past import PastRows
from stakeholders.services.network_rows import OUTSIDE, Rows
from stakeholders.services.participation import role_readings

TEAM, OTHERS = "team", "others"
# Of the stored reading: a release that stores something else counts on, and all is read anew.
FORMAT = 3
# With fewer known positions nobody has a picture in mind yet: lay everything out anew.
FEW = 5


def audience_of(user, code: str) -> str:
    """Which of the two audiences this person belongs to in the village ``code``."""
    private = (Permission.VIEW_ANSWERS, Permission.VIEW_NAMES, Permission.VIEW_DEPENDENCY)
    return TEAM if all(user.holds_over(each, code) for each in private) else OTHERS


def read_network(village, user, on: date | None = None) -> "Reading":
    """The network of ``village`` as ``user`` may see it: now, or as it held on the day ``on``.

    A tie counts on a day if it held on that day as we know it today, whenever we came to know
    (``network_past`` says why, and what else holds of a past day). What is not for this person
    now is not for them in any past either. Today and days to come are now.

    Rows are read, and positions brought up to date, only when something asks for them; reading a
    past day stores nothing. Whether the person may open the village at all is the caller's
    business.
    """
    audience = audience_of(user, village.pk)
    if on is None or on >= timezone.localdate():
        return Reading(village, audience)
    return PastReading(village, audience, on)


class Reading:
    """One audience's view of the network of one village, as plain data."""

    on: date | None = None  # the day that is read; None for now

    def __init__(self, village, audience):
        self.village = village
        self.audience = audience

    @property
    def for_team(self) -> bool:
        return self.audience == TEAM

    @cached_property
    def stored(self) -> VillageNetwork:
        """The stored row, without its columns of data; an unsaved one before the first change."""
        rows = VillageNetwork.objects.annotate(
            rearranged=ExpressionWrapper(~Q(earlier=[]), BooleanField())
        ).defer("positions", "earlier", "reading")
        return rows.filter(pk=self.village.pk).first() or VillageNetwork(village=self.village)

    @property
    def revision(self) -> int:
        """The state of the village that is read here; grows with every change."""
        return self.stored.revision

    @property
    def is_rearranged(self) -> bool:
        """Whether there are earlier positions to go back to."""
        return getattr(self.stored, "rearranged", False)

    @property
    def arranged_width(self) -> int:
        """The width of the sheet on which parties were placed by hand, a hundred drawing units
        to one of ``positions``; 0 if they never were."""
        return self.stored.arranged_width

    @cached_property
    def _rows(self):
        # The revision comes first: what changes while rows are read belongs to a later one.
        return Rows(self.village) if self.revision else None

    @cached_property
    def statements(self) -> list[dict]:
        """What is said now, one dict a current tie, as far as this audience may know it."""
        ordinary = self._rows.ordinary if self._rows else []
        if self.for_team:
            return ordinary
        return [statement for statement in ordinary if statement["kind"] != Tie.Kind.GOVERNMENT]

    @cached_property
    def lines(self) -> list[dict]:
        """One line for each pair of parties and sort of tie, as ``lines.fold`` makes them."""
        return fold(self.statements)

    @cached_property
    def parties(self) -> list[dict]:
        """Everybody on the map: dicts of ``id``, ``kind``, ``name``, ``mark``, ``hue``, ``asked``,
        ``hamlet``, ``home`` (the other village it comes from), ``members`` (how many, about) and
        ``example``."""
        if not self._rows:
            return []
        tied = {end for said in self.statements for end in (said["source"], said["target"])}
        return [
            party
            for party in self._rows.known
            # With its ties out of sight the government would look as if nobody knew it.
            if self.for_team or party["kind"] != "government" or party["id"] in tied
            if self.for_team or not party.get("early")
            if party["kind"] != OUTSIDE or party["id"] in tied
        ]

    @cached_property
    def _computed(self):
        """What was worked out for this state: ``positions`` and ``reading``."""
        if not self._rows:
            return {"positions": {}, "reading": {"findings": [], "measures": {}}}
        if self.stored.computed_revision == self.stored.revision:
            kept = VillageNetwork.objects.values("positions", "reading").get(pk=self.village.pk)
            if kept["reading"].get("format") == FORMAT:
                return kept
        return _bring_up_to_date(self.stored, self._rows)

    @property
    def positions(self) -> dict[str, tuple[float, float]]:
        """Id to point, in units of about one tie's length."""
        return self._computed["positions"]

    @property
    def findings(self) -> list[dict]:
        """What the graph notices, the weightiest first: the fields of ``graph.findings.Finding``.

        The same for both audiences: nothing in it rests on government ties or dependencies.
        """
        return self._computed["reading"]["findings"]

    @property
    def measures(self) -> dict:
        """What ``measured`` gives; the same for both audiences, resting on nothing private."""
        return self._computed["reading"]["measures"]

    # --- the layer of dependencies, for the team alone -------------------------------------

    @cached_property
    def private_lines(self) -> list[dict]:
        """Dependencies, and ordinary ties of parties that only a dependency made known."""
        if not (self.for_team and self._rows):
            return []
        return self._rows.dependencies + fold(self._rows.private)

    @property
    def private_statements(self) -> list[dict]:
        """What is said of the parties that only a dependency made known."""
        return self._rows.private if self.for_team and self._rows else []

    @cached_property
    def private_parties(self) -> list[dict]:
        """The parties that only a dependency made known."""
        return self._rows.restricted if self.for_team and self._rows else []

    @cached_property
    def private_positions(self) -> dict[str, tuple[float, float]]:
        """``positions`` and those of the private parties beside whom they are tied to."""
        graph = _graph(self.parties + self.private_parties, self.lines + self.private_lines)
        return layout.place_new(graph, self.positions)


class PastReading(Reading):
    """The network as it held on the day ``on``: read, never stored.

    Positions are those of today's map. Who has left since stands where they stood, and the
    revision is that of today, since what is said of the past may change as well.
    """

    def __init__(self, village, audience, on):
        super().__init__(village, audience)
        self.on = on

    @cached_property
    def _rows(self):
        return PastRows(self.village, self.on) if self.revision else None

    @cached_property
    def positions(self) -> dict[str, tuple[float, float]]:
        """As in ``Reading``; nobody moves from where they stand today."""
        return places_of(self.village, self.parties, self.lines)

    @cached_property
    def findings(self) -> list[dict]:
        """As in ``Reading``, and the same for both audiences."""
        return _noticed(self._rows) if self._rows else []

    @cached_property
    def measures(self) -> dict:
        """As in ``Reading``, and the same for both audiences."""
        return measured(self._rows) if self._rows else {}


def places_of(village, parties, lines) -> dict[str, tuple[float, float]]:
    """A place for each of these parties: today's, else where it last stood, else near its ties.

    Nothing is stored: positions that are behind are brought up to date for this once.
    """
    known = {}
    if stored := VillageNetwork.objects.filter(pk=village.pk).first():
        today = stored.positions
        if stored.computed_revision != stored.revision:
            today = arranged(Rows(village), today, by_hand=bool(stored.arranged_width))
        known = {**_gone(stored, today), **today}
    kept = {p["id"]: tuple(known[p["id"]]) for p in parties if p["id"] in known}
    return layout.place_new(_graph(parties, lines), kept)


def _bring_up_to_date(stored, rows):
    """Place whoever is new, notice what there is to notice, and store both.

    Two readers at once come to the same result, so it does not matter whose is kept.
    """
    stored.refresh_from_db(fields=["positions", "reading"])
    positions = arranged(rows, stored.positions, by_hand=bool(stored.arranged_width))
    gone = _gone(stored, positions)
    computed = {
        "positions": positions,
        "reading": {
            "format": FORMAT,
            "findings": _noticed(rows),
            "measures": measured(rows, stored.reading.get("measures")),
            "gone": gone,
        },
    }
    VillageNetwork.objects.filter(pk=stored.pk, computed_revision__lte=stored.revision).update(
        computed_revision=stored.revision, computed_at=timezone.now(), **computed
    )
    return computed


def _gone(stored, positions):
    """Where those stood who are no longer on the map, for a look at the past; nothing when the
    whole map was drawn anew."""
    common = positions.keys() & stored.positions.keys()
    if any(positions[party] != stored.positions[party] for party in common):
        return {}
    stood = {**stored.reading.get("gone", {}), **stored.positions}
    return {party: stood[party] for party in sorted(stood.keys() - positions.keys())}


def _noticed(rows):
    """The findings of the graph; it puts aside by itself what is not for everybody."""
    disputed = {
        tie for line in fold(rows.ordinary) if line["kind"] == "disputed" for tie in line["ties"]
    }
    parties = {party["id"]: party for party in rows.known if not party.get("early")}
    graph = build.network(
        ({"id": party["id"], "kind": party["kind"]} for party in parties.values()),
        (
            {**tie, "disputed": tie["id"] in disputed}
            for tie in rows.ordinary
            if tie["source"] in parties and tie["target"] in parties
        ),
    )
    asked = {party["id"] for party in parties.values() if party["asked"]}
    found = findings(graph, interviewed=asked, roles=role_readings(rows.village, rows.on))
    # In the very form in which they come back out of the database: lists, no tuples.
    return json.loads(json.dumps([asdict(each) for each in found]))


def arranged(rows, before, *, by_hand=False):
    """A place for every party that is no secret; what ``before`` knows stays, unless too little
    and no work of somebody's hands."""
    graph = _graph(rows.known, fold(rows.ordinary))
    kept = {party: tuple(point) for party, point in before.items() if party in graph}
    if not by_hand and len(kept) < max(FEW, len(graph) / 2):
        return _plain(layout.stress_layout(graph))
    return _plain(layout.place_new(graph, kept))


def _graph(parties, lines):
    """The graph for the layout, to which all ties are alike."""
    return build.network(
        ({"id": party["id"], "kind": party["kind"]} for party in parties),
        (
            {"id": number, "source": line["a"], "target": line["b"], "kind": "tie"}
            for number, line in enumerate(lines)
        ),
    )


def _plain(positions):
    return {party: [round(float(x), 3), round(float(y), 3)] for party, (x, y) in positions.items()}
