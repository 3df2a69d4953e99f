"""What passes between a file and the network: plain rows, and what was wrong with them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

# The keys with a meaning of their own; every other key of a row is an attribute of the file.
NODE_KEYS = ("id", "label", "kind", "group_kind", "hamlet", "village", "x", "y")
TIE_KEYS = (
    "id",
    "source",
    "target",
    "kind",
    "weight",
    "sign",
    "directed",
    "since",
    "until",
    "label",
)


@dataclass(frozen=True)
class Problem:
    """One thing in a file that cannot be taken as it stands; the reason names the remedy.

    ``line`` counts from 1 in text, XML and sheets, and rows of a list in JSON; None where the whole
    file is meant. ``sheet`` is the sheet of a workbook, the file in a zip, or the list in JSON.
    """

    line: int | None
    column: str
    value: str
    reason: str
    sheet: str = ""

    def __str__(self) -> str:
        place = [f"Lembar {self.sheet}"] if self.sheet else []
        place += [f"baris {self.line}"] if self.line is not None else []
        place += [f"kolom {self.column}"] if self.column else []
        where = ", ".join(place)
        return f"{where[:1].upper()}{where[1:]}: {self.reason}" if where else self.reason


@dataclass(frozen=True)
class Exchange:
    """A network as rows.

    ``nodes`` have ``id`` and ``label``, both text and the id once only; ``ties`` have ``source``
    and ``target``, which are ids of nodes, and an ``id`` that occurs once where the file gives any.
    Values are text, whole or broken numbers, truth values or None; None says the same as no key.
    ``directed`` holds for every tie that does not say otherwise in its own ``directed``; where the
    file says nothing of direction at all, it is false and so is ``direction_told``.

    Rows named in ``problems`` are left out, but for ties stated twice with different weights: there
    both are kept. ``notes`` are worth reading and stand in nobody's way.
    """

    nodes: list[dict[str, Any]]
    ties: list[dict[str, Any]]
    directed: bool = False
    format: str = "json"
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    # Line and sheet of each node and of each tie, in their order, where the file was read.
    node_places: list[tuple[int | None, str]] = field(default_factory=list, compare=False)
    tie_places: list[tuple[int | None, str]] = field(default_factory=list, compare=False)
    direction_told: bool = field(default=True, compare=False)


class FormatError(ValueError):
    """Nothing of the file can be read; ``problems`` says why, in words for the person."""

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        self.problems = (
            [Problem(None, "", "", problems)] if isinstance(problems, str) else list(problems)
        )
        super().__init__(" ".join(str(problem) for problem in self.problems[:3]))

    @classmethod
    def at(
        cls, line: int | None, reason: str, *, column: str = "", sheet: str = ""
    ) -> "FormatError":
        """One reason with the place it stands at."""
        return cls([Problem(line, column, "", reason, sheet)])
