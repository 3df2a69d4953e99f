"""The papers of cooperation: plain facts in, blocks of words in the middle, PDF or DOCX out.

No rows, no requests, no clock. A paper is Indonesian whatever language its reader's pages are in,
because the law wants it so; therefore nothing here goes through gettext. A paper names no person:
who signs writes the name by hand, so a kept file has nothing to erase.
"""

from cooperation.papers.facts import (
    Benefit,
    Deliberation,
    Gathering,
    Letterhead,
    Matter,
    Meeting,
    Members,
    Paper,
    Party,
    Point,
    Presence,
    Report,
    Session,
    Task,
)
from cooperation.papers.kinds import KINDS, Kind, compose

__all__ = [
    "KINDS",
    "Benefit",
    "Deliberation",
    "Gathering",
    "Kind",
    "Letterhead",
    "Matter",
    "Meeting",
    "Members",
    "Paper",
    "Party",
    "Point",
    "Presence",
    "Report",
    "Session",
    "Task",
    "compose",
]
