"""The rows of a file, what becomes of each, and the village they are compared with: plain data."""

import hashlib
import json
import re
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property

from stakeholders.models import Stakeholder, Tie
from stakeholders.services.importing.words import SKIP, folded, sounds_like_a_role

ADD, CHANGE, SAME = "add", "change", "same"  # and SKIP
PERSON, GROUP = Stakeholder.Kind.PERSON.value, Stakeholder.Kind.GROUP.value
INSTITUTION, GOVERNMENT = Stakeholder.Kind.INSTITUTION.value, Stakeholder.Kind.GOVERNMENT.value
OUTSIDE, DEPENDS, MEMBERSHIP = "outside", "depends", Tie.Kind.MEMBERSHIP.value


@dataclass
class Existing:
    """The village as it is: parties as dicts of columns, current ties likewise.

    ``elsewhere`` of a party: it is at home in another village, so nothing of it changes here.
    """

    parties: list[dict]
    ties: list[dict]
    kinds: dict[str, str]  # code of a kind of group -> its name
    secret: list[dict] = field(default_factory=list)  # parties known from a dependency alone
    dependencies: frozenset[tuple[str, str]] = frozenset()  # patron and client, of current ones

    @cached_property
    def _by_name(self):
        found = defaultdict(list)
        for row in self.parties:
            found[folded(row["name"])].append(row)
        return found

    def called(self, node) -> dict | None:
        """The only party of the village with the name of a node, whatever its form."""
        found = self._by_name.get(folded(node.get("label") or node["id"]), ())
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class Wrong:
    """A row that cannot be taken: where, what stands there, why and what helps."""

    where: str
    column: str
    value: str
    reason: str


@dataclass
class Word:
    """A word of the file, what it may mean, and what was chosen (``""``: not yet)."""

    code: str
    shown: str
    count: int
    example: str
    chosen: str


@dataclass
class Party:
    """One party of the file and what becomes of it."""

    key: str
    name: str
    kind: str = ""
    group_kind: str = ""
    guessed: bool = False  # the form is ours, not the file's
    restricted: bool = False  # known from a dependency alone, here as where it came from
    action: str = SKIP
    why: str = ""
    pk: str = ""
    fields: dict = field(default_factory=dict)
    changes: list = field(default_factory=list)  # (column, old, new)

    @property
    def unclear_name(self) -> bool:
        """Whether a new person is called by what may be a personal name."""
        return self.action == ADD and self.kind == PERSON and not sounds_like_a_role(self.name)


@dataclass
class Link:
    """One tie of the file and what becomes of it; ``source`` and ``target`` are keys of parties."""

    source: str
    target: str
    kind: str = ""
    stance: str = ""
    office: str = ""
    since: str = ""
    certainty: str = Tie.Certainty.HEARD.value
    action: str = SKIP
    why: str = ""
    replaces: str = ""
    before: str = ""


@dataclass
class Dependence:
    """Who depends on whom, as a file of ours says it: all that is coded, no words."""

    patron: str
    client: str
    columns: dict = field(default_factory=dict)
    action: str = SKIP
    why: str = ""


@dataclass
class Plan:
    """Everything that would happen, and everything that stands in its way."""

    parties: list[Party] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    dependencies: list[Dependence] = field(default_factory=list)
    party_words: list[Word] = field(default_factory=list)
    tie_words: list[Word] = field(default_factory=list)
    problems: list[Wrong] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def undecided(self) -> bool:
        """Whether a word still waits for its meaning."""
        return any(not word.chosen for word in self.party_words + self.tie_words)

    @property
    def changes_nothing(self) -> bool:
        """Whether all is there already."""
        return not any(row.action in (ADD, CHANGE) for row in self._rows)

    @property
    def _rows(self):
        return [*self.parties, *self.links, *self.dependencies]

    @property
    def can_apply(self) -> bool:
        return not (self.problems or self.undecided or self.changes_nothing)

    @property
    def new_people(self) -> list[Party]:
        """Persons who would be added: each must be called by an office or role."""
        return [row for row in self.parties if row.action == ADD and row.kind == PERSON]

    @property
    def digest(self) -> str:
        """The same for the same deeds."""
        deeds = [asdict(row) for row in self._rows]
        text = json.dumps([deeds, [asdict(wrong) for wrong in self.problems]], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


# --- cells ------------------------------------------------------------------------------------


def text_of(value) -> str:
    """A cell as text, without blanks at its ends."""
    return "" if value is None else str(value).strip()


def line_of(text):
    """One line of words, as the forms keep it."""
    return " ".join(text.split())


def place_of(row) -> str:
    """Where a row stands in its file, in words."""
    return row.get("place", "")


def day_of(value):
    """A day as files write it (2026-03-01, also with a time behind it), or a bare year."""
    text = text_of(value)
    if re.fullmatch(r"(1[89]|20)\d\d", text):
        text = f"{text}-01-01"
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
