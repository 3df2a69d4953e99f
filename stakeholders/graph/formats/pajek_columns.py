"""Partitions and vectors of a Pajek project: one number for each vertex, in the order of these."""

import re
from dataclasses import dataclass, field

from stakeholders.graph.formats import limits, names
from stakeholders.graph.formats.draft import Draft
from stakeholders.graph.formats.values import number

KINDS = {"partition": "partisi", "vector": "vektor"}
# How Pajek writes that nothing is known.
_MISSING = frozenset({9_999_998, 999_999_998, 999_999_999})
_FILE = re.compile(r"(?:.*[\\/])?(.+)\.(?:clu|vec)", re.IGNORECASE)


@dataclass
class _Column:
    kind: str
    name: str
    count: int
    line: int
    values: list[int | float | None] = field(default_factory=list)


class Columns:
    """Gathers them while a project is read; which network they are of is known at its end."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._columns: list[_Column] = []
        self._values = 0

    def begin(self, kind: str, name: str, count: int, line: int) -> None:
        """A partition or a vector for ``count`` vertices."""
        if len(self._columns) >= limits.NAMES:
            raise limits.too_many("nama atribut", limits.NAMES)
        self._columns.append(_Column(kind, name, count, line))

    def row(self, text: str) -> None:
        """The next values of the last one begun."""
        values = [number(each) for each in text.split()[: limits.NODES]]
        self._values += len(values)
        if self._values > limits.VALUES:
            raise limits.too_many("nilai", limits.VALUES)
        self._columns[-1].values += [None if each in _MISSING else each for each in values]

    def named(self, count: int) -> dict[str, list[int | float | None]]:
        """Those that fit a network of ``count`` vertices, each under a name of its own."""
        found: dict[str, list[int | float | None]] = {}
        for column in self._columns:
            if not column.count == len(column.values) == count:
                self._draft.note(
                    column.line,
                    "",
                    f"{KINDS[column.kind].capitalize()} yang banyak angkanya tidak sama dengan "
                    "jumlah pihak dilewati.",
                )
                continue
            found[self._free_name(column, found)] = column.values
        return found

    @staticmethod
    def _free_name(column: _Column, taken: dict[str, list[int | float | None]]) -> str:
        told = column.name.strip()
        file = _FILE.fullmatch(told)
        name = file.group(1) if file else told or KINDS[column.kind]
        if names.canonical(name, names.NODES) or name == "mode":
            name = f"{name} ({KINDS[column.kind]})"
        again = 1
        free = name
        while free in taken:
            again += 1
            free = f"{name} ({again})"
        return free
