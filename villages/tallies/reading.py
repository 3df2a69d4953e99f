"""Numbers of a region and the regions beneath it, as they may be shown.

Nothing but tallies and the list of regions is read. Where there is no number, `Missing` says why:
too small to be shown, nothing counted yet, or sealed in a village.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Max, Q

from villages.codes import LEVELS, ancestors_of, parent_of
from villages.models import SNAPSHOT, Region, Tally
from villages.tallies.measures import Measure, Privacy, Time, measure, measure_of, measures
from villages.tallies.missing import HIDDEN, NO_DATA, NOT_APPLICABLE, Missing
from villages.tallies.months import later, this_month
from villages.tallies.privacy import hidden_down, rounded

COUNTRY = ""
VILLAGE_LENGTH = 13
BEGUN = "begun"  # the measure that says whether anything can have been recorded


Number = int | Missing


@dataclass(frozen=True)
class Place:
    """A region by code, or the country; ``since`` it is no longer in force, if it is not."""

    code: str
    name: str
    kind: str = ""
    inactive_since: object = None
    successor: str = ""

    @property
    def level(self) -> str:
        return LEVELS.get(len(self.code), "country")


@dataclass
class Figures:
    """The numbers of ``place`` and its ``children`` at the end of ``month``.

    ``taken``: for each region the month of the snapshot that held then. Numbers that may be hidden
    are those of the last month that is over.
    """

    place: Place
    month: int
    children: list[Place]
    taken: dict[str, int]
    _numbers: dict[tuple[str, str], int]
    _dated: dict[tuple[str, str, int], int]
    _guarded: dict[tuple[str, str], int] = field(default_factory=dict)
    _settled: dict[str, int] = field(default_factory=dict)
    _families: list[tuple[str, list[str]]] = field(default_factory=list)
    _hidden: dict[tuple[str, int | None], set[str]] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        """The region, then those beneath it."""
        return [self.place.code, *(child.code for child in self.children)]

    @cached_property
    def is_known(self) -> bool:
        """Whether anything was counted there by then."""
        return self.place.code in self.taken

    def number(self, of: str, *values: str, code: str | None = None) -> Number:
        """How it stood: a measure, along its axes, of the place or of a region beneath it."""
        code = self.place.code if code is None else code
        what = measure(of)
        if code not in (self.taken if what.privacy is Privacy.OPEN else self._settled):
            return NO_DATA
        key = what.key(*values)
        kept = self._numbers if what.privacy is Privacy.OPEN else self._guarded
        return self._shown(what, code, kept.get((code, key), 0), key, None)

    def total(self, of: str, *, code: str | None = None, where: dict | None = None) -> Number:
        """The sum along the axes of an open measure; ``where`` fixes values by the axis's name.

        Raises ValueError for a measure whose numbers may be hidden: a sum would give them back.
        """
        what = measure(of)
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
        what = measure(of)
        key = what.key(*values)
        return self._shown(what, code, self._dated.get((code, key, month), 0), key, month)

    def dated_total(self, of: str, months: Iterable[int], *, code: str | None = None) -> int:
        """What is dated in these months, along all axes, of an open measure."""
        what = measure(of)
        if what.privacy is not Privacy.OPEN:
            raise ValueError(f"no sums of {of}")
        code = self.place.code if code is None else code
        return sum(self._dated.get((code, key, month), 0) for key in what.keys for month in months)

    def months_of(self, of: str, *, code: str | None = None) -> dict[int, int]:
        """Every month in which an open dated measure has a number, along all axes."""
        what = measure(of)
        if what.privacy is not Privacy.OPEN:
            raise ValueError(f"no sums of {of}")
        code = self.place.code if code is None else code
        keys = set(what.keys)
        found: dict[int, int] = defaultdict(int)
        for (region, key, month), number in self._dated.items():
            if region == code and key in keys and number:
                found[month] += number
        return dict(sorted(found.items()))

    def _shown(self, what, code, number, key, month) -> Number:
        if what.privacy is Privacy.OPEN:
            return number
        if what.privacy is Privacy.SEALED and len(code) == VILLAGE_LENGTH:
            return NOT_APPLICABLE
        if (key, month) not in self._hidden:
            self._hidden[key, month] = self._hide(key, month, what)
        return HIDDEN if code in self._hidden[key, month] else rounded(number)

    def _hide(self, key, month, what):
        if month is None:
            numbers = {code: n for (code, k), n in self._guarded.items() if k == key}
        else:
            numbers = {
                code: n for (code, k, m), n in self._dated.items() if k == key and m == month
            }
        families = self._families
        if what.privacy is Privacy.SEALED:
            families = [(p, c) for p, c in families if not c or len(c[0]) < VILLAGE_LENGTH]
        codes = {code for parent, children in families for code in [parent, *children]}
        wholes = {
            code: sum(self._guarded.get((code, part), 0) for part in what.whole_keys(key))
            for code in codes
        }
        empty = {code for code in codes if not self._guarded.get((code, BEGUN), 0)}
        return hidden_down(families, numbers, about=key, wholes=wholes, empty=empty)


def _fits(what: Measure, key: str, where: dict) -> bool:
    values = key.split(".")[1:]
    return all(
        where.get(axis.name, value) == value for axis, value in zip(what.axes, values, strict=True)
    )


def place_of(code: str) -> Place | None:
    """The region of this code, in force or not; the country for the empty code."""
    if code == COUNTRY:
        return Place(COUNTRY, "Indonesia")
    row = Region.objects.filter(pk=code).first()
    return _place(row) if row else None


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
    """The numbers of a place and of the regions beneath it. At most five queries.

    ``of``: the codes of the measures wanted, by default all; ``months``: those whose dated numbers
    are wanted, besides what is read for all time.
    """
    month = month or this_month()
    wanted = [measures()[code] for code in of] if of is not None else list(measures().values())
    path = [*reversed(ancestors_of(place.code)), *([place.code] if place.code else [])]
    families = _families([COUNTRY, *path])
    children = [child for child in families.get(place.code, []) if not child.inactive_since]
    children.sort(key=lambda child: child.code)
    own = [place.code, *(child.code for child in children)]
    taken = snapshots(own, month)
    states = [each for each in wanted if each.time is Time.STATE]
    guarded = [each for each in states if each.privacy is not Privacy.OPEN]
    settled, hidden = _settled(families, guarded, month)
    return Figures(
        place=place,
        month=month,
        children=children,
        taken=taken,
        _numbers=_at(taken, [each for each in states if each.privacy is Privacy.OPEN]),
        _guarded=hidden,
        _settled=settled,
        _dated=_dated(own, wanted, months),
        _families=[
            (parent, [row.code for row in families.get(parent, [])]) for parent in [COUNTRY, *path]
        ],
    )


def _settled(families, guarded, month):
    """The last snapshots that nobody changes any more, and what they say of what may be hidden:
    of all families on the path, as hiding looks at every one."""
    if not guarded:
        return {}, {}
    codes = {
        code for parent, rows in families.items() for code in [parent, *(r.code for r in rows)]
    }
    settled = snapshots(sorted(codes), min(month, later(this_month(), -1)))
    wholes = [each.whole for each in guarded if each.whole]
    return settled, _at(settled, [*guarded, *wholes, measure(BEGUN)])


def series(codes: Iterable[str], of: Sequence[tuple[str, ...]], months: Sequence[int]) -> dict:
    """The course of open numbers: ``{(code, key): [Number by month]}``. Two queries.

    ``of``: measures with the values of their axes. Before the first snapshot nothing was counted.
    Raises ValueError for a measure whose numbers may be hidden.
    """
    codes = list(codes)
    wanted = {measure(code).key(*values): measure(code) for code, *values in of}
    if any(each.privacy is not Privacy.OPEN for each in wanted.values()):
        raise ValueError("no course of numbers that may be hidden")
    before = snapshots(codes, months[0])
    rows = Tally.objects.filter(region_code__in=codes, measure__in=[SNAPSHOT, *wanted])
    rows = rows.filter(month__in=sorted({*months, *before.values()}))
    found = {
        (code, key, month): number
        for code, key, month, number in rows.values_list(
            "region_code", "measure", "month", "number"
        )
    }
    return {
        (code, key): _course(found, code, key, what.time, months, before.get(code))
        for code in codes
        for key, what in wanted.items()
    }


def _course(found, code, key, time, months, before) -> list[Number]:
    if time is Time.DATED:
        return [found.get((code, key, month), 0) for month in months]
    number = found.get((code, key, before), 0) if before else NO_DATA
    course = []
    for month in months:
        if (code, SNAPSHOT, month) in found:
            number = found.get((code, key, month), 0)
        course.append(number)
    return course


def snapshots(codes: Iterable[str], month: int) -> dict[str, int]:
    """For each region the month of its last snapshot until ``month``; missing before the first."""
    return dict(
        Tally.objects.snapshots()
        .filter(region_code__in=codes, month__lte=month)
        .values_list("region_code")
        .annotate(latest=Max("month"))
    )


def _at(taken, wanted) -> dict:
    """What the snapshots say of these measures."""
    keys = sorted({key for each in wanted for key in each.keys})
    by_month = defaultdict(list)
    for code, month in taken.items():
        by_month[month].append(code)
    rows = Q(pk__in=[])
    for month, codes in by_month.items():
        rows |= Q(month=month, region_code__in=codes)
    found = Tally.objects.filter(rows, measure__in=keys)
    return {
        (code, key): number
        for code, key, number in found.values_list("region_code", "measure", "number")
    }


def _dated(own, wanted, months) -> dict:
    dated = [each for each in wanted if each.time is Time.DATED]
    always = [key for each in dated if each.all_months for key in each.keys]
    monthly = [key for each in dated if not each.all_months for key in each.keys]
    rows = Q(pk__in=[])
    if always:
        rows |= Q(measure__in=always)
    if monthly and months:
        rows |= Q(measure__in=monthly, month__in=months)
    if not rows.children or not dated:
        return {}
    found = Tally.objects.filter(rows, region_code__in=own).values_list(
        "region_code", "measure", "month", "number"
    )
    return {(code, key, month): number for code, key, month, number in found}


def _families(path) -> dict[str, list[Place]]:
    """The children of each region on the path by parent, also those no longer in force."""
    found: dict[str, list[Place]] = defaultdict(list)
    for row in _children(path):
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
    "snapshots",
]
