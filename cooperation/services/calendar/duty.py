"""A duty, and the gap in the kabupaten's rules that keeps one from having a date."""

import hashlib
from dataclasses import dataclass, field
from datetime import date

DIGITS = 32


@dataclass(frozen=True)
class Duty:
    """Something that is due, or awaited without a date.

    ``subject``: the id of the row; ``kind`` and ``subject`` make it the same duty on every day.
    ``codes``: the villages whose turn it is, at least one. ``note``: what else one should know.
    """

    kind: str
    subject: str
    title: str
    about: str
    url: str
    codes: tuple[str, ...]
    due_on: date | None = None
    note: str = ""

    @property
    def uid(self) -> str:
        """The same for as long as the duty is the same, also when its date is moved."""
        return _digest(self.kind, self.subject)

    @property
    def key(self) -> str:
        """Another when the date is moved: then people are reminded anew."""
        return _digest(self.kind, self.subject, str(self.due_on))


@dataclass(frozen=True, order=True)
class Unset:
    """An interval that a kabupaten has not set: ``field`` of its ``RegencyCalendar``."""

    regency: str
    field: str


@dataclass
class Gathered:
    """All duties of one reader, the most urgent first and those without a date last."""

    duties: list[Duty] = field(default_factory=list)
    unset: list[Unset] = field(default_factory=list)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:DIGITS]
