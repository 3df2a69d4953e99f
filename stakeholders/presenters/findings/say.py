"""What every sentence about a finding is made with: names, addresses, doubts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stakeholders.presenters.selection import Selection

# The icon of each kind; what is missing has that of the first.
ICONS = {
    "coverage": "coverage",
    "disputed": "split",
    "sole_link": "bridge",
    "unconnected": "island",
    "parts": "parts",
    "empty_role": "seat",
    "tension": "tension",
    "introduction": "hand",
    "narrow": "ring",
    "role_model": "example",
    "hub": "hub",
    "most_tied": "hub",
    "between": "bridge",
    "clusters": "parts",
    "changes": "history",
    "one_patron": "scales",
}
# What asks for a talk, what is missing, what is going well; the rest is plain.
TONES = {
    "disputed": "ask",
    "tension": "ask",
    "hub": "ask",
    "empty_role": "gap",
    "unconnected": "gap",
}


@dataclass(frozen=True)
class Worded:
    """A finding as it stands on a card, and as it is read out to a meeting.

    ``spoken`` is said aloud (``sentence`` if empty) and blames nobody; ``question`` is what the
    meeting is asked. ``what_if`` is for the screen alone. ``key``, ``state`` and ``subjects`` tell
    which finding it is, how it stands now, and whom it is about; ``found`` is what the graph
    noticed; ``mark_url`` is where the team says what it made of it, empty where there is nothing.
    """

    kind: str
    title: str
    sentence: str
    why: str = ""
    doubt: str = ""
    step: str = ""
    step_url: str = ""
    step_label: str = ""
    spoken: str = ""
    question: str = ""
    what_if: str = ""
    key: str = ""
    state: str = ""
    subjects: tuple[str, ...] = ()
    mark_url: str = ""
    found: Mapping[str, Any] = field(default_factory=dict)

    @property
    def icon(self) -> str:
        return ICONS.get(self.kind, "coverage")

    @property
    def tone(self) -> str:
        return TONES.get(self.kind, "")

    @property
    def read_out(self) -> str:
        """The sentence for the meeting."""
        return self.spoken or self.sentence


class Say:
    """The words that findings of one reading have in common."""

    def __init__(self, reading):
        self.village = reading.village
        self.names = {party["id"]: party["name"] for party in reading.parties}
        self.groups = {party["id"] for party in reading.parties if party["kind"] == "group"}
        self.lines = {
            frozenset((line["a"], line["b"])): line
            for line in reading.lines
            if line["kind"] == "disputed"
        }

    def knows(self, subjects):
        return self.names.keys() >= set(subjects)

    def name(self, party):
        return self.names[party]

    def all_of(self, parties):
        """Every name in a row."""
        return get_text_list([self.names[party] for party in parties], _("dan"))

    def several(self, parties, most=3):
        """Names in a row: "A, B, dan 4 kelompok lain"."""
        named = [self.names[party] for party in parties[:most]]
        if more := len(parties) - len(named):
            rest = ngettext("%(count)s kelompok lain", "%(count)s kelompok lain", more)
            named.append(rest % {"count": more})
        return get_text_list(named, _("dan"))

    def side(self, group, size):
        """One side by its best-known group."""
        if size == 1:
            return self.name(group)
        return ngettext(
            "%(group)s bersama %(count)s kelompok lain",
            "%(group)s bersama %(count)s kelompok lain",
            size - 1,
        ) % {"group": self.name(group), "count": size - 1}

    def sides(self, groups, sizes):
        """Each side in words, the largest first."""
        return [self.side(*side) for side in zip(groups, sizes, strict=True)]

    def on_map(self, party, steps=1):
        """The address of the map round one party."""
        query = Selection(focus=party, steps=steps).query()
        return reverse("village_map", args=[self.village.pk]) + query + "#peta"

    def to_map(self, party, steps=1):
        """The way to the map, as it stands on a card."""
        return {"step_url": self.on_map(party, steps), "step_label": _("Lihat di peta")}

    @staticmethod
    def to_group(group):
        """The way to the page of a group, as it stands on a card."""
        return {
            "step_url": reverse("group_detail", args=[group]),
            "step_label": _("Buka kelompok ini"),
        }

    def to_roles(self):
        """The way to the table of roles, as it stands on a card."""
        return {
            "step_url": reverse("participation_matrix", args=[self.village.pk]),
            "step_label": _("Lihat tabel peran"),
        }

    @staticmethod
    def unasked_doubt(numbers):
        """Why a missing tie may only be a missing interview."""
        if not numbers["unasked_pairs"]:
            return _(
                "Yang tidak disebut dalam wawancara tidak ada di peta; hubungan sehari-hari"
                " mudah terlupa."
            )
        return ngettext(
            "%(count)s dari %(pairs)s pasang kelompok itu belum ada yang ditanya sama sekali.",
            "%(count)s dari %(pairs)s pasang kelompok itu belum ada yang ditanya sama sekali.",
            numbers["unasked_pairs"],
        ) % {"count": numbers["unasked_pairs"], "pairs": numbers["pairs"]}

    def to_mark(self, key):
        """Where somebody of the team says what became of a finding."""
        return reverse("finding_mark", args=[self.village.pk, key])
