"""What is counted: each measure declared once, for pages, files, the glossary and the interface.

A measure with axes is a family of numbers: "groups" along the kinds of groups is kept under
``groups.perempuan`` and so on. A `Source` counts some of them from the rows of villages.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import product

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from jejaring.models import inside


class Time(StrEnum):
    """How a number belongs to a month."""

    STATE = "state"  # how it stood at the end of the month; a month that is over stays as it was
    DATED = "dated"  # what is dated in the month, also of months past or to come


class Privacy(StrEnum):
    """Who could be recognised in a number, and so how it is shown."""

    OPEN = "open"  # about villages, groups as such, agreements: public matters
    GUARDED = "guarded"  # about persons, or what was said of somebody: small ones are hidden
    SEALED = "sealed"  # like guarded, and never below kecamatan: dependency, judgements, answers


REGENCY_LENGTH, SUBDISTRICT_LENGTH, VILLAGE_LENGTH = 5, 8, 13  # of the codes of regions
SMALLEST = 5  # villages or persons: a guarded number below it is not shown


@dataclass(frozen=True)
class Axis:
    """A way to tell the numbers of a measure apart: codes with their words, in their order."""

    name: str
    label: str
    values: dict[str, str]


@dataclass(frozen=True)
class Measure:
    """One thing that is counted.

    ``formula`` says in words what is counted, ``help`` what to make of it; ``threshold``: smaller
    numbers are not shown (0: all are). ``all_months``: what is dated stands today and is read for
    all time (the last visit of each village), not month by month. ``whole``: the
    open measure of which this one counts a part, along the axes that both have. ``makes_sense``:
    whether a combination of values asks for something that can be. ``is_shown``: whether a number
    is shown anywhere, where not all are. ``least_whole``: how much of the whole there must be for
    a nought of it to be shown. ``finest``: the length of the codes of the smallest
    regions whose numbers are shown, where that is not said by ``privacy``.
    """

    code: str
    label: str
    unit: str
    formula: str
    help: str = ""
    time: Time = Time.STATE
    privacy: Privacy = Privacy.OPEN
    axes: tuple[Axis, ...] = ()
    all_months: bool = False
    whole: "Measure | None" = None
    makes_sense: Callable[[tuple[str, ...]], bool] | None = None
    is_shown: Callable[[tuple[str, ...]], bool] | None = None
    finest: int = 0
    least_whole: int = SMALLEST

    def reaches(self, code: str) -> bool:
        """Whether it has a number of this region, and not of larger ones alone."""
        default = SUBDISTRICT_LENGTH if self.privacy is Privacy.SEALED else VILLAGE_LENGTH
        return len(code) <= (self.finest or default)

    @property
    def threshold(self) -> int:
        return 0 if self.privacy is Privacy.OPEN else SMALLEST

    @property
    def keys(self) -> list[str]:
        """Under what its numbers are kept."""
        return [
            ".".join([self.code, *values])
            for values in product(*(axis.values for axis in self.axes))
        ]

    def applies(self, *values: str) -> bool:
        """Whether these values of the axes ask for something that can be."""
        return self.makes_sense is None or self.makes_sense(values)

    def whole_keys(self, key: str) -> list[str]:
        """Which open numbers together are the whole of the number under ``key``."""
        if self.whole is None:
            return []
        told = dict(zip((axis.name for axis in self.axes), key.split(".")[1:], strict=True))
        values = [
            [told[axis.name]] if axis.name in told else list(axis.values)
            for axis in self.whole.axes
        ]
        return [".".join([self.whole.code, *each]) for each in product(*values)]

    def key(self, *values: str) -> str:
        """Under what one of its numbers is kept. Raises KeyError for a value that no axis has."""
        for axis, value in zip(self.axes, values, strict=True):
            axis.values[value]
        return ".".join([self.code, *values])


@dataclass(frozen=True)
class Counting:
    """What a source is asked for: villages at or beneath ``code``, as it stood at ``until``.

    ``is_now``: as it stands, so that columns may be read that say only that.
    """

    code: str
    until: datetime
    is_now: bool = True

    def inside(self, lookup: str) -> Q:
        """Rows whose village lies there."""
        return inside(lookup, [self.code])

    def by_then(self, lookup: str) -> Q:
        """What had happened at ``lookup``; by the clock for times past only, so that what stands
        now is the same whenever it is counted."""
        past = {} if self.is_now else {f"{lookup}__lt": self.until}
        return Q(**{f"{lookup}__isnull": False}, **past)

    def not_yet(self, lookup: str) -> Q:
        """What had not happened at ``lookup``."""
        still = Q(**{f"{lookup}__isnull": True})
        return still if self.is_now else still | Q(**{f"{lookup}__gte": self.until})

    def not_yet_on(self, lookup: str) -> Q:
        """The same for a day: a day that is named counts as over, the last of a month too."""
        still = Q(**{f"{lookup}__isnull": True})
        return still if self.is_now else still | Q(**{f"{lookup}__gte": self.day})

    def in_force(self, region: str = "") -> Q:
        """Of villages that were on the official list; ``region``: the way to them, with "__"."""
        listed = self.not_yet_on(f"{region}inactive_since")
        if self.is_now:
            return listed
        since = f"{region}valid_from"
        return listed & (Q(**{f"{since}__isnull": True}) | Q(**{f"{since}__lt": self.day}))

    @property
    def day(self) -> date:
        """The first day that is not over, in the zone of the server."""
        return timezone.localdate(self.until)


Rows = Callable[[Counting], QuerySet | list[tuple]]


@dataclass(frozen=True)
class Source:
    """Counts measures from rows.

    ``rows`` gives a queryset with the columns of ``counting``, or a list of such tuples where no
    query can say it: for states of the past (``past_by_hand``), or always (``by_hand``).
    ``watched``: the models it reads, each with how a row leads to its villages.
    """

    name: str
    measures: tuple[Measure, ...]
    rows: Rows
    watched: dict[type[Model], str] = field(default_factory=dict)
    by_hand: bool = False
    past_by_hand: bool = False

    def is_listed(self, asked: "Counting") -> bool:
        """Whether it gives a list when asked so."""
        return self.by_hand or (self.past_by_hand and not asked.is_now)

    @property
    def is_dated(self) -> bool:
        return self.measures[0].time is Time.DATED

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(measure.code for measure in self.measures)


_measures: dict[str, Measure] = {}
_sources: dict[str, Source] = {}


def register(sources: Iterable[Source]) -> None:
    """Count from these sources. Registering one twice changes nothing."""
    for source in sources:
        times = {measure.time for measure in source.measures}
        if len(times) != 1:
            raise ValueError(f"{source.name} mixes states and dated numbers")
        _sources[source.name] = source
        for measure in source.measures:
            _measures[measure.code] = measure


def keys() -> list[str]:
    """The keys of all numbers that are kept."""
    return [key for each in _measures.values() for key in each.keys]


def dated_keys() -> list[str]:
    """The keys of all numbers that are dated; all others are states."""
    return [key for each in _measures.values() if each.time is Time.DATED for key in each.keys]


def measures() -> dict[str, Measure]:
    """Every measure by its code, in the order of declaration."""
    return _measures


def measure(code: str) -> Measure:
    """The measure of this code. Raises KeyError."""
    return _measures[code]


def measure_of(key: str) -> Measure:
    """The measure that a number is kept under ``key`` for. Raises KeyError."""
    return _measures[key.partition(".")[0]]


def sources() -> dict[str, Source]:
    """Every source by its name."""
    return _sources


def watching() -> Iterator[tuple[type[Model], str, Source]]:
    """Every model with how its rows lead to villages, and the source that reads it."""
    for source in _sources.values():
        for model, lookup in source.watched.items():
            yield model, lookup, source
