"""Attributes of files that others wrote, under the names that we know them by."""

from typing import Any

from stakeholders.graph.formats import limits, names
from stakeholders.graph.formats.exchange import NODE_KEYS, TIE_KEYS
from stakeholders.graph.formats.values import number

Table = dict[str, tuple[str, ...]]


class Renamer:
    """Gives each attribute of a file the one name it has with us, the same in every row.

    The first attribute that can be taken for a known key is; a second one keeps its own name.
    """

    def __init__(self, table: Table, declared: frozenset[str] = frozenset()) -> None:
        self._table = table
        self._known = frozenset(NODE_KEYS if table is names.NODES else TIE_KEYS)
        self._declared = declared
        self._names: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        if name not in self._names:
            if len(self._names) >= limits.NAMES:
                raise limits.too_many("nama atribut", limits.NAMES)
            self._names[name] = self._choose(name)
        return self._names[name]

    def _choose(self, name: str) -> str:
        if name in self._known:
            return name
        key = names.canonical(name, self._table)
        taken = set(self._names.values()) | self._declared
        return key if key and key not in taken else name


def settle(values: dict[str, Any]) -> None:
    """Let the values of a tie stand under the keys they turn out to belong to."""
    _settle_type(values)
    settle_direction(values)
    strength = values.get("strength")
    if "weight" not in values and (weight := number(strength)) is not None:
        values["weight"] = weight
        del values["strength"]


def _settle_type(values: dict[str, Any]) -> None:
    """``type`` is a direction, or the relation when nothing else is."""
    kind = values.get("type")
    if not isinstance(kind, str):
        return
    if kind.strip().casefold() in names.PLAIN_DIRECTIONS:
        said = names.DIRECTIONS[values.pop("type").strip().casefold()]
        values.setdefault("directed", said)
    elif "kind" not in values:
        values["kind"] = values.pop("type")


def settle_direction(values: dict[str, Any]) -> None:
    """Let ``directed`` be a truth value, or stand aside under another name."""
    said = values.get("directed")
    if said is None or isinstance(said, bool):
        return
    del values["directed"]
    known = names.DIRECTIONS.get(str(said).strip().casefold())
    values["direction" if known is None else "directed"] = said if known is None else known
