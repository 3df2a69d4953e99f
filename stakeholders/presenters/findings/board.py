"""The findings as they stand on a page: those to act on, then those a team has dealt with."""

from dataclasses import dataclass
from functools import cached_property

from stakeholders.graph.findings.identity import formerly
from stakeholders.presenters.findings import MOST, worded
from stakeholders.presenters.findings.say import Worded

AT_ONCE = 3  # the others are folded


@dataclass(frozen=True)
class Told:
    """A finding and what the team made of it. ``changed``: the numbers moved on since.

    ``keys``: all it is and was known by, before parties of it were merged.
    """

    finding: Worded
    mark: object | None = None
    changed: bool = False
    keys: tuple[str, ...] = ()


class Board:
    """The findings of one reading with the marks of its village.

    ``about``: only those about this party. ``marks``: `services.marks.Marks`.
    """

    def __init__(self, reading, marks, *, about="", most=MOST):
        self.reading = reading
        self.marks = marks
        self.about = about
        self.most = most

    @cached_property
    def _all(self) -> list[Told]:
        return [self._told(each) for each in worded(self.reading, most=None, about=self.about)]

    def _told(self, finding):
        known = formerly(finding.found, self.marks.was)
        mark, changed = self.marks.of(known)
        return Told(finding, mark, changed=changed, keys=tuple(known))

    @cached_property
    def open(self) -> list[Told]:
        """Findings nobody marked, or that changed since, the weightiest first."""
        return [told for told in self._all if not told.mark or told.changed][: self.most]

    @property
    def first(self) -> list[Told]:
        return self.open[:AT_ONCE]

    @property
    def more(self) -> list[Told]:
        return self.open[AT_ONCE:]

    @cached_property
    def settled(self) -> list[Told]:
        """Marked findings that still stand as they were marked."""
        return [told for told in self._all if told.mark and not told.changed]

    @property
    def token(self) -> str:
        """Changes with every mark, for whoever stores the page."""
        return self.marks.token

    def find(self, key) -> Told | None:
        """The finding with this key, if there is still such a finding."""
        return next((told for told in self._all if told.finding.key == key), None)
