"""Findings one by one for a village meeting: a sentence to read out, a question, a small map.

Made from what everybody of the village may read, whoever opens it. Nobody is blamed: rivalry and
disagreement are drawn as one and the same line, that between two who have something to talk over.
"""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from stakeholders.presenters.drawing import NARROW, Drawing, draw
from stakeholders.presenters.findings.board import Board
from stakeholders.presenters.findings.say import Say, Worded

MOST, AT_FIRST = 12, 6  # how many are offered, and shown unless somebody chooses
NOT_TOLD = {"none_yet", "coverage"}  # coverage opens the meeting
# Whom a small map shows beside the parties concerned: their neighbours, or every group.
WITH_NEIGHBOURS = {"sole_link", "unconnected", "hub", "most_tied", "between"}
WITH_ALL = {"parts", "clusters"}
WITHOUT_MAP = {"empty_role", "role_model"}
MOST_ON_A_MAP = 24
NAMED = 6  # of those not asked yet
TALK = ("competes", "disputed")
BESIDE = 520  # how wide a drawing beside the words is: its letters must reach the last row


@dataclass(frozen=True)
class Slide:
    """One finding; ``sheets`` its map for a narrow and a wide screen.

    ``support``, ``talk``: whether two on it support each other, or have something to talk over.
    """

    number: int
    finding: Worded
    sheets: tuple[tuple[str, Drawing], ...] = ()
    support: bool = False
    talk: bool = False


class Slides:
    """The slides of a meeting.

    ``reading``: of what everybody may read. ``chosen``: the keys of findings to show, the first few
    if none is known; ``page``: the slide to begin with, from 1.
    """

    def __init__(self, reading, marks, coverage, *, chosen=(), page=1):
        self.reading = reading
        self.coverage = coverage
        board = Board(reading, marks, most=None)
        self.offered = [told.finding for told in board.open if told.finding.kind not in NOT_TOLD][
            :MOST
        ]
        keys = [finding.key for finding in self.offered]
        self._at_first = set(keys[:AT_FIRST])
        self.chosen = set(chosen) & set(keys) or self._at_first
        self.page = max(1, min(page, self.count))

    # --- the row of slides -------------------------------------------------------------------

    @cached_property
    def told(self) -> list[Slide]:
        """The slides with a finding; before them stands the opening, after them the end."""
        findings = [finding for finding in self.offered if finding.key in self.chosen]
        return [self._slide(number, finding) for number, finding in enumerate(findings, start=2)]

    @property
    def count(self) -> int:
        """How many slides there are, the opening and the end with them."""
        return len([finding for finding in self.offered if finding.key in self.chosen]) + 2

    @property
    def query(self) -> str:
        """What an address of a slide carries of the choice made, ahead of its number."""
        if self.chosen == self._at_first:
            return ""
        pairs = [("pilih", each.key) for each in self.offered if each.key in self.chosen]
        return urlencode(pairs) + "&"

    @property
    def choices(self) -> list[tuple[Worded, bool]]:
        """Each finding that could be shown, and whether it is."""
        return [(finding, finding.key in self.chosen) for finding in self.offered]

    @property
    def unasked(self) -> str:
        """Groups nobody interviewed yet, in a row; empty if there is none."""
        parties = self.reading.parties
        groups = [p["id"] for p in parties if p["kind"] == "group" and not p["asked"]]
        return Say(self.reading).several(groups, most=NAMED)

    # --- one slide -----------------------------------------------------------------------------

    def _slide(self, number, finding):
        if finding.kind in WITHOUT_MAP:
            return Slide(number, finding)
        shown = self._shown(finding)
        parties = [self._dressed(p) for p in self.reading.parties if p["id"] in shown]
        lines = [self._drawn(line) for line in self._lines if {line["a"], line["b"]} <= shown]
        if len(parties) < 2:
            return Slide(number, finding)
        sheets = tuple(
            (size, draw(parties, lines, self.reading.positions, width=width))
            for size, width in (("narrow", NARROW), ("wide", BESIDE))
        )
        return Slide(
            number,
            finding,
            sheets,
            support=any(line["kind"] == "supports" for line in lines),
            talk=any(line["talk"] for line in lines),
        )

    @property
    def _lines(self):
        """Memberships are left out: they tell of persons."""
        return [line for line in self.reading.lines if line["kind"] != "membership"]

    def _shown(self, finding):
        """The ids of the parties on the small map of a finding."""
        groups = {p["id"] for p in self.reading.parties if p["kind"] == "group"}
        shown = set(finding.subjects)
        if finding.kind in WITH_ALL and len(groups) <= MOST_ON_A_MAP:
            return shown | groups
        if finding.kind in WITH_NEIGHBOURS:
            beside = {
                end
                for line in self.reading.lines
                if finding.subjects[0] in (line["a"], line["b"])
                for end in (line["a"], line["b"])
            }
            shown |= set(sorted(beside & groups)[:MOST_ON_A_MAP])
        return shown

    def _dressed(self, party):
        unasked = party["kind"] == "group" and not party["asked"]
        style = f"{party['kind']} kind-{party['hue'] or 'other'}{' unasked' if unasked else ''}"
        return {**party, "style": style}

    def _drawn(self, line):
        talk = line["kind"] in TALK
        kind = "competes" if talk else line["kind"]
        return {
            **line,
            "kind": kind,
            "stance": "",
            "says": [None, None],
            "style": "talk" if talk else kind,
            "talk": talk,
        }
