"""Numbers of a region and the regions beneath it, as they may be shown.

Nothing but tallies and the list of regions is read. Where there is no number, `Missing` says why:
too small to be shown, nothing counted yet, or sealed in a village.
"""

import hashlib
import marshal
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Max, Q

from villages.codes import LEVELS, ancestors_of, parent_of
from villages.models import SNAPSHOT, Region, Tally
from villages.tallies.measures import (
    VILLAGE_LENGTH,
    Measure,
    Privacy,
    Time,
    dated_keys,
    measure,
    measure_of,
    measures,
)
from villages.tallies.missing import HIDDEN, NO_DATA, NOT_APPLICABLE, Missing
from villages.tallies.months import later, this_month
from villages.tallies.privacy import Known, hidden_down, rounded

COUNTRY = ""
BEGUN = "begun"  # the measure that says whether anything can have been recorded
FEW_VILLAGES = 3  # the sealed number of fewer would be that of a village


Number = int | Missing
_WITHOUT_REFERENCES = 2  # of marshal: later ones write equal values differently
_PLACE = ("code", "name", "kind", "inactive_since", "successor_code")


@dataclass(frozen=True)
class Place:
    """A region by code, or the country. ``above``: the regions it lies in, the country first."""

    code: str
    name: str
    kind: str = ""
    inactive_since: object = None
    successor: str = ""
    above: tuple["Place", ...] = field(default=(), compare=False, repr=False)

    @property
    def level(self) -> str:
        return LEVELS.get(len(self.code), "country")


@dataclass
class Figures:
    """The numbers of ``place`` and its ``children`` at the end of ``month``.

    ``beside``: the others in force one level beneath the same region. ``taken``: for each region
    the month of the snapshot that held then. Numbers that may be hidden are those of the last
    month that is over. A measure that was not asked for raises KeyError: it would read as nought.
    """

    place: Place
    month: int
    children: list[Place]
    beside: list[Place]
    taken: dict[str, int]
    _settled: dict[str, int]
    _rows: list[tuple[str, str, int, int]]
    _wanted: dict[str, Measure]
    _families: list[tuple[str, list[str]]]
    _hidden: dict[tuple[str, int | None], set[str]] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        """The region, then those beneath it."""
        return [self.place.code, *(child.code for child in self.children)]

    @cached_property
    def digest(self) -> str:
        """Of everything that numbers here rest on: the same ones give the same.

        Sorted, as a database may give the same rows in another order each time.
        """
        contents = (
            [(place.code, place.name) for place in (self.place, *self.children)],
            *(self.month, sorted(self._wanted)),
            [(parent, sorted(children)) for parent, children in self._families],
            *(sorted(self.taken.items()), sorted(self._settled.items()), sorted(self._rows)),
        )
        return hashlib.sha256(marshal.dumps(contents, _WITHOUT_REFERENCES)).hexdigest()

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], int]:
        """States at the end of the month."""
        taken = self.taken
        return {(code, key): n for code, key, m, n in self._rows if taken.get(code) == m}

    @cached_property
    def _guarded(self) -> dict[tuple[str, str], int]:
        """States at the end of the last month that is over."""
        settled = self._settled
        return {(code, key): n for code, key, m, n in self._rows if settled.get(code) == m}

    @cached_property
    def _guarded_by_key(self) -> dict[str, dict[str, int]]:
        """The same, by region under each key: hiding looks at all regions of one key."""
        found = defaultdict(dict)
        for (code, key), number in self._guarded.items():
            found[key][code] = number
        return found

    @cached_property
    def _dated(self) -> dict[tuple[str, str, int], int]:
        dated = set(dated_keys())
        return {(code, key, m): n for code, key, m, n in self._rows if key in dated}

    @cached_property
    def is_known(self) -> bool:
        """Whether anything was counted there by then."""
        return self.place.code in self.taken

    def number(self, of: str, *values: str, code: str | None = None) -> Number:
        """How it stood: a measure, along its axes, of the place or of a region beneath it."""
        code = self.place.code if code is None else code
        what = self._wanted[of]
        if code not in (self.taken if what.privacy is Privacy.OPEN else self._settled):
            return NO_DATA
        key = what.key(*values)
        kept = self._numbers if what.privacy is Privacy.OPEN else self._guarded
        return self._shown(what, code, kept.get((code, key), 0), key, None)

    def whole(self, of: str, *values: str, code: str | None = None) -> Number:
        """The open number that a number is part of, of the same month: one that is over."""
        code = self.place.code if code is None else code
        what = self._wanted[of]
        if code not in self._settled:
            return NO_DATA
        return sum(self._guarded.get((code, key), 0) for key in what.whole_keys(what.key(*values)))

    def total(self, of: str, *, code: str | None = None, where: dict | None = None) -> Number:
        """The sum along the axes of an open measure; ``where`` fixes values by the axis's name.

        Raises ValueError for a measure whose numbers may be hidden: a sum would give them back.
        """
        what = self._wanted[of]
        if what.privacy is not Privacy.OPEN:
            raise ValueError(f"no sums of {of}")
        code = self.place.code if code is None else code
        if code not in self.taken:
            return NO_DATA
        where = where or {}
        return sum(
            self._numbers.get((code, key), 0) for key in what.keys if _fits(what, key, where)
        )

    def dated(self, of: str, month: int, *values: str, code: str | None = None) -> Number:
        """What is dated in a month."""
        code = self.place.code if code is None else code
        what = self._wanted[of]
        key = what.key(*values)
        return self._shown(what, code, self._dated.get((code, key, month), 0), key, month)

    def dated_total(self, of: str, months: Iterable[int], *, code: str | None = None) -> int:
        """What is dated in these months, along all axes, of an open measure."""
        what = self._wanted[of]
        if what.privacy is not Privacy.OPEN:
            raise ValueError(f"no sums of {of}")
        code = self.place.code if code is None else code
        return sum(self._dated.get((code, key, month), 0) for key in what.keys for month in months)

    def months_of(self, of: str, *, code: str | None = None) -> dict[int, int]:
        """Every month in which an open dated measure has a number, along all axes."""
        what = self._wanted[of]
        if what.privacy is not Privacy.OPEN:
            raise ValueError(f"no sums of {of}")
        code = self.place.code if code is None else code
        found: dict[int, int] = defaultdict(int)
        for key in what.keys:
            for month, number in self._dated_months.get((code, key), ()):
                found[month] += number
        return dict(sorted(found.items()))

    @cached_property
    def _dated_months(self) -> dict[tuple[str, str], list[tuple[int, int]]]:
        """Months with their numbers, by region and key; looked up for every region."""
        found = defaultdict(list)
        for (code, key, month), number in self._dated.items():
            if number:
                found[code, key].append((month, number))
        return found

    def _shown(self, what, code, number, key, month) -> Number:
        if what.privacy is Privacy.OPEN:
            return number
        if what.is_shown and not what.is_shown(tuple(key.split(".")[1:])):
            raise ValueError(f"{key} is not shown")
        if not what.reaches(code):
            return NOT_APPLICABLE
        if (key, month) not in self._hidden:
            self._hidden[key, month] = self._hide(key, month, what)
        return HIDDEN if code in self._hidden[key, month] else rounded(number, key, code)

    def _hide(self, key, month, what):
        if month is None:
            numbers = self._guarded_by_key.get(key, {})
        else:
            numbers = {
                code: n for (code, k, m), n in self._dated.items() if k == key and m == month
            }
        families = [(p, c) for p, c in self._families if not c or what.reaches(c[0])]
        codes = {code for parent, children in families for code in [parent, *children]}
        begun = self._guarded_by_key.get(BEGUN, {})
        sealed = what.privacy is Privacy.SEALED
        return hidden_down(
            families,
            Known(
                numbers,
                about=key,
                wholes=self._wholes(what, key, codes),
                least_whole=what.least_whole,
                empty={code for code in codes if not begun.get(code)},
                few={code for code in codes if sealed and 0 < begun.get(code, 0) < FEW_VILLAGES},
            ),
        )

    def _wholes(self, what, key, codes) -> dict[str, int] | None:
        """The open numbers that those under ``key`` are part of."""
        parts = what.whole_keys(key)
        if not parts:
            return None
        return {code: sum(self._guarded.get((code, part), 0) for part in parts) for code in codes}


def _fits(what: Measure, key: str, where: dict) -> bool:
    values = key.split(".")[1:]
    return all(
        where.get(axis.name, value) == value for axis, value in zip(what.axes, values, strict=True)
    )


def place_of(code: str) -> Place | None:
    """The region of this code, in force or not, with those above; the country for the empty code.

    One query.
    """
    country = Place(COUNTRY, "Indonesia")
    if code == COUNTRY:
        return country
    rows = Region.objects.in_bulk([code, *ancestors_of(code)])
    if code not in rows:
        return None
    above = (_place(rows[one]) for one in reversed(ancestors_of(code)) if one in rows)
    return replace(_place(rows[code]), above=(country, *above))


def children_of(code: str) -> list[Place]:
    """The regions in force one level beneath; of villages only those that may cooperate."""
    return [_place(row) for row in _children([code]).in_force().order_by("code")]


def figures(
    place: Place,
    month: int | None = None,
    *,
    of: Collection[str] | None = None,
    months: Sequence[int] = (),
) -> Figures:
    """The numbers of a place and of the regions beneath it. At most four queries.

    ``of``: the codes of the measures wanted, by default all; ``months``: those whose dated numbers
    are wanted, besides what is read for all time.
    """
    month = month or this_month()
    wanted = [measures()[code] for code in of] if of is not None else list(measures().values())
    path = [*reversed(ancestors_of(place.code)), *([place.code] if place.code else [])]
    families = _families([COUNTRY, *path])
    children = _in_force(families.get(place.code, []))
    beside = families.get(parent_of(place.code), []) if place.code else []
    own = [place.code, *(child.code for child in children)]
    states = [each for each in wanted if each.time is Time.STATE]
    is_open = [each for each in states if each.privacy is Privacy.OPEN]
    hiding = _hiding(each for each in states if each.privacy is not Privacy.OPEN)
    # Hiding looks at every family on the path, and at months that nobody changes any more.
    around = {*own, *families, *(row.code for rows in families.values() for row in rows)}
    taken, settled = _snapshots(around if hiding else own, month)
    taken = {code: taken[code] for code in own if code in taken}
    return Figures(
        place=place,
        month=month,
        children=children,
        beside=[each for each in _in_force(beside) if each.code != place.code],
        taken=taken,
        _settled=settled,
        _rows=_read(_at(taken, is_open) | _at(settled, hiding) | _dated(own, wanted, months)),
        _wanted={each.code: each for each in wanted},
        _families=[
            (parent, [row.code for row in families.get(parent, [])]) for parent in [COUNTRY, *path]
        ],
    )


def _in_force(places) -> list[Place]:
    found = [place for place in places if not place.inactive_since]
    return sorted(found, key=lambda place: place.code)


def _hiding(guarded) -> list[Measure]:
    """What decides about hiding these measures: they, what they are part of, who has begun."""
    guarded = list(guarded)
    if not guarded:
        return []
    return [*guarded, *(each.whole for each in guarded if each.whole), measure(BEGUN)]


def _snapshots(codes, month) -> tuple[dict[str, int], dict[str, int]]:
    """The last snapshots until ``month``, and those of them that nobody changes any more."""
    settled = Q(month__lte=min(month, later(this_month(), -1)))
    rows = (
        Tally.objects.snapshots()
        .filter(region_code__in=codes, month__lte=month)
        .values_list("region_code")
        .annotate(latest=Max("month"), settled=Max("month", filter=settled))
    )
    found = list(rows)
    return (
        {code: latest for code, latest, _settled in found},
        {code: settled for code, _latest, settled in found if settled},
    )


def _at(taken, wanted) -> Q:
    """What the snapshots say of these measures."""
    rows = Q(pk__in=[])
    if not wanted:
        return rows
    keys = sorted({key for each in wanted for key in each.keys})
    by_month = defaultdict(list)
    for code, month in taken.items():
        by_month[month].append(code)
    for month, codes in by_month.items():
        rows |= Q(month=month, region_code__in=codes, measure__in=keys)
    return rows


def _read(rows: Q) -> list[tuple[str, str, int, int]]:
    """Numbers, each with its region, key and month before it, in one query."""
    found = Tally.objects.filter(rows)
    return list(found.values_list("region_code", "measure", "month", "number"))


def series(codes: Iterable[str], of: Sequence[tuple[str, ...]], months: Sequence[int]) -> dict:
    """The course of open numbers: ``{(code, key): [Number by month]}``. One query.

    ``of``: measures with the values of their axes. Before the first snapshot nothing was counted.
    Raises ValueError for a measure whose numbers may be hidden.
    """
    codes = list(codes)
    wanted = {measure(code).key(*values): measure(code) for code, *values in of}
    if any(each.privacy is not Privacy.OPEN for each in wanted.values()):
        raise ValueError("no course of numbers that may be hidden")
    rows = Tally.objects.filter(
        region_code__in=codes, measure__in=[SNAPSHOT, *wanted], month__lte=months[-1]
    )
    found: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for code, key, month, number in rows.values_list("region_code", "measure", "month", "number"):
        found[code, key][month] = number
    return {
        (code, key): _course(found[code, key], sorted(found[code, SNAPSHOT]), what.time, months)
        for code in codes
        for key, what in wanted.items()
    }


def _course(numbers, snapshots, time, months) -> list[Number]:
    """The number at the end of each month: of the last snapshot until then, or dated in it."""
    if time is Time.DATED:
        return [numbers.get(month, 0) for month in months]
    last = [next((s for s in reversed(snapshots) if s <= month), None) for month in months]
    return [NO_DATA if month is None else numbers.get(month, 0) for month in last]


def _dated(own, wanted, months) -> Q:
    """What is dated in these months, and what stands today whatever its date."""
    dated = [each for each in wanted if each.time is Time.DATED]
    always = [key for each in dated if each.all_months for key in each.keys]
    monthly = [key for each in dated if not each.all_months for key in each.keys]
    rows = Q(pk__in=[])
    if always:
        rows |= Q(region_code__in=own, measure__in=always)
    if monthly and months:
        rows |= Q(region_code__in=own, measure__in=monthly, month__in=months)
    return rows


def _families(path) -> dict[str, list[Place]]:
    """The children of each region on the path by parent, also those no longer in force."""
    found: dict[str, list[Place]] = defaultdict(list)
    for row in _children(path).values_list(*_PLACE, named=True):
        found[parent_of(row.code)].append(_place(row))
    return found


def _children(parents):
    rows = Q(pk__in=[])
    for parent in parents:
        if len(parent) == VILLAGE_LENGTH:
            continue
        level = {0: "province", 2: "regency", 5: "subdistrict", 8: "village"}[len(parent)]
        beneath = Q(code__gte=parent + ".", code__lt=parent + "/") if parent else Q()
        rows |= Q(level=level) & beneath
    kinds = Q(level="village") & ~Q(kind__in=Region.COOPERATING_KINDS)
    return Region.objects.filter(rows).exclude(kinds)


def _place(row) -> Place:
    return Place(row.code, row.name, row.kind, row.inactive_since, row.successor_code)


__all__ = [
    "COUNTRY",
    "HIDDEN",
    "Figures",
    "Missing",
    "Number",
    "Place",
    "children_of",
    "figures",
    "measure_of",
    "place_of",
    "series",
]
