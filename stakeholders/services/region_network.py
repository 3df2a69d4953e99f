"""The networks of many villages as one: a kecamatan, a kabupaten.

Each village has a stored sheet (see ``region_rows``), kept with its revision: a change costs the
sheet of one village. What a person sees is put together from the sheets of the villages they may
read, and never stored, because no two people need to see the same villages.
"""

import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from django.core.cache import cache

from stakeholders.graph.packing import spread
from stakeholders.models import VillageNetwork
from stakeholders.services.region_rows import KINDS, Sheet, SheetReader
from villages.codes import parent_of

# Of the stored sheets: a release that stores something else counts on, and all are read anew.
FORMAT = 1
# Villages whose rows are read together, and seconds after which a page is shown with what is there.
AT_ONCE = 40
PATIENCE = 0.7
KEPT = 30 * 24 * 3600
# In ties' lengths: room between the maps of two villages, and for a village without any.
BETWEEN = 4.0
LEAST = 3.0


@dataclass(frozen=True)
class VillageSum:
    """One village in numbers.

    ``ready``: whether they are known yet; ``outward``: lines to villages the reader does not see.
    """

    code: str
    name: str
    ready: bool
    parties: int = 0
    groups: int = 0
    asked: int = 0
    ties: int = 0
    outward: int = 0


@dataclass(frozen=True)
class Between:
    """What joins two villages, or two sorts of party: ``ties``, and ``shared`` parties."""

    a: str
    b: str
    ties: int
    shared: int = 0


def read_region(villages, *, patience: float = PATIENCE) -> "RegionNetwork":
    """The network of these regions (villages the reader may read), as far as it is ready.

    Sheets that are missing are made for as long as ``patience`` (seconds) lasts, at least one; the
    next look goes on where this one ended.
    """
    villages = list(villages)
    codes = [village.pk for village in villages]
    # Before the rows: what changes while they are read belongs to a later revision.
    revisions = dict.fromkeys(codes, 0) | dict(
        VillageNetwork.objects.filter(pk__in=codes).values_list("pk", "revision")
    )
    stored = cache.get_many({_key(code) for code in codes})
    kept = {code: stored.get(_key(code), {}).get(code, (-1, None)) for code in codes}
    sheets = {code: kept[code][1] for code in codes if kept[code][0] == revisions[code]}
    made = _made([code for code in codes if code not in sheets], patience)
    _keep(made, revisions, stored)
    sheets |= made
    return RegionNetwork(villages, {code: sheets[code] for code in codes if code in sheets})


def _key(code):
    """The sheets of a kecamatan are stored together: few to read, and none is left behind."""
    return f"sheets:{FORMAT}:{parent_of(code)}"


def _keep(made, revisions, stored):
    """Store the new sheets beside those that were there."""
    together = defaultdict(dict)
    for code, sheet in made.items():
        together[_key(code)][code] = (revisions[code], sheet)
    for key, sheets in together.items():
        cache.set(key, stored.get(key, {}) | sheets, timeout=KEPT)


def _made(missing, patience):
    """As many of the missing sheets as there is time for."""
    until, made = time.monotonic() + patience, {}
    for start in range(0, len(missing), AT_ONCE):
        some = missing[start : start + AT_ONCE]
        reader = SheetReader(some)
        for code in some:
            made[code] = reader.sheet(code)
            if time.monotonic() > until:
                return made
    return made


class RegionNetwork:
    """The networks of some villages as one. Each party is there once, at home if its home is.

    Arrays with a row for each party: ``village`` and ``sort`` (places in ``codes`` and ``sorts``),
    ``asked``, ``degree``, ``spots``; lists ``ids`` and ``names``. ``lines`` has a row for each tie:
    two parties and a number of ``KINDS``.
    """

    def __init__(self, villages, sheets: dict[str, Sheet]):
        self.villages = villages
        self.codes = [village.pk for village in villages]
        self._sheets = sheets
        self._collect()
        self._join()

    @property
    def waiting(self) -> int:
        """How many villages are not ready yet."""
        return len(self.codes) - len(self._sheets)

    def _collect(self):
        """Everybody once; ``_places`` says where the parties of each sheet are."""
        number = {code: place for place, code in enumerate(self.codes)}
        at: dict[str, int] = {}
        self.ids, self.names, village, sorts, asked, spots = [], [], [], [], [], []
        corners = self._centres()
        for code, sheet in self._sheets.items():
            moved = sheet.spots + corners[code]
            for row, pk in enumerate(sheet.ids):
                guest = sheet.homes[row] != code and sheet.homes[row] in self._sheets
                if pk in at or guest:
                    continue
                at[pk] = len(self.ids)
                self.ids.append(pk)
                self.names.append(sheet.names[row])
                village.append(number[code])
                sorts.append(sheet.sorts[row])
                asked.append(sheet.asked[row])
                spots.append(moved[row])
        self._at = at
        self.sorts = sorted(set(sorts))
        places = {sort: place for place, sort in enumerate(self.sorts)}
        self.sort = np.array([places[sort] for sort in sorts], np.int32)
        self.village = np.array(village, np.int32)
        self.asked = np.array(asked, bool)
        self.spots = np.array(spots, float).reshape(-1, 2)

    def _join(self):
        """All lines with the places of their ends; those that lead out of sight are counted."""
        lines, self._outward = [np.zeros((0, 3), np.int32)], Counter()
        for code, sheet in self._sheets.items():
            places = np.array([self._at.get(pk, -1) for pk in sheet.ids + sheet.far], np.int32)
            if not len(sheet.lines):
                continue
            joined = np.column_stack((places[sheet.lines[:, :2]], sheet.lines[:, 2]))
            seen = (joined[:, :2] >= 0).all(axis=1)
            self._outward[code] = int((~seen).sum())
            lines.append(joined[seen])
        # Two villages may tell of the same two parties.
        self.lines = np.unique(np.concatenate(lines), axis=0)
        self.degree = np.bincount(self.lines[:, :2].ravel(), minlength=len(self.ids))

    def _centres(self) -> dict[str, np.ndarray]:
        """What brings the drawing of each village to where the village lies."""
        boxes, middles = [], []
        for sheet in self._sheets.values():
            low, high = (
                (sheet.spots.min(axis=0), sheet.spots.max(axis=0))
                if len(sheet.spots)
                else (np.zeros(2), np.zeros(2))
            )
            middles.append((low + high) / 2)
            boxes.append(np.maximum(high - low, LEAST))
        ready = [village for village in self.villages if village.pk in self._sheets]
        ground = {v.pk: spot for v, spot in zip(ready, ground_of(ready), strict=True)}
        centres = spread(
            np.array([ground[code] for code in self._sheets]).reshape(-1, 2),
            np.array(boxes).reshape(-1, 2),
            BETWEEN,
        )
        self.boxes = {
            code: (*(centre - box / 2), *box)
            for code, centre, box in zip(self._sheets, centres, boxes, strict=True)
        }
        return {
            code: centre - middle
            for code, centre, middle in zip(self._sheets, centres, middles, strict=True)
        }

    # --- in numbers ------------------------------------------------------------------------

    @cached_property
    def by_village(self) -> list[VillageSum]:
        """Every village, ready or not, in the order given."""
        return [self._summed(village) for village in self.villages]

    def _summed(self, village):
        sheet = self._sheets.get(village.pk)
        if sheet is None:
            return VillageSum(village.pk, village.name, ready=False)
        groups = [
            asked
            for sort, asked in zip(sheet.sorts, sheet.asked, strict=True)
            if sort not in SINGLE
        ]
        return VillageSum(
            village.pk,
            village.name,
            ready=True,
            parties=len(sheet.ids),
            groups=len(groups),
            asked=sum(groups),
            ties=len(sheet.lines),
            outward=self._outward[village.pk],
        )

    @cached_property
    def between_villages(self) -> list[Between]:
        """Pairs of villages with ties between their parties, or parties present in both."""
        ends = self.village[self.lines[:, :2]]
        ties = _pairs(ends[ends[:, 0] != ends[:, 1]])
        number = {code: place for place, code in enumerate(self.codes)}
        present = defaultdict(set)
        for code, sheet in self._sheets.items():
            for pk, home in zip(sheet.ids, sheet.homes, strict=True):
                if home != code:
                    present[pk] |= {number[each] for each in (home, code) if each in self._sheets}
        shared = Counter(
            pair for among in present.values() for pair in combinations(sorted(among), 2)
        )
        return [
            Between(self.codes[a], self.codes[b], ties[a, b], shared[a, b])
            for a, b in sorted(ties.keys() | shared.keys())
        ]

    @cached_property
    def by_sort(self) -> dict[str, tuple[int, int]]:
        """How many parties there are of each sort, and how many of them were asked."""
        counts = np.bincount(self.sort, minlength=len(self.sorts))
        asked = np.bincount(self.sort[self.asked], minlength=len(self.sorts))
        return {
            sort: (int(counts[place]), int(asked[place])) for place, sort in enumerate(self.sorts)
        }

    @cached_property
    def between_sorts(self) -> list[Between]:
        """How many ties join two sorts of party, or parties of one sort among themselves."""
        ties = _pairs(self.sort[self.lines[:, :2]])
        return [Between(self.sorts[a], self.sorts[b], ties[a, b]) for a, b in sorted(ties)]


# Sorts that are no group.
SINGLE = frozenset({"person", "institution", "government"})


def _pairs(ends: np.ndarray) -> Counter:
    """How often each pair of numbers occurs, the smaller first."""
    pairs, counts = np.unique(np.sort(ends.reshape(-1, 2), axis=1), axis=0, return_counts=True)
    return Counter(
        {(int(a), int(b)): int(count) for (a, b), count in zip(pairs, counts, strict=True)}
    )


def ground_of(villages) -> np.ndarray:
    """Where villages lie, in degrees, right and down; those nobody has located lie in a row.

    A degree of longitude is taken as long as one of latitude: near enough at the equator.
    """
    located = [(v.longitude, -v.latitude) for v in villages if v.latitude is not None]
    if len(located) < len(villages) / 2 or not located:
        columns = max(1, round(len(villages) ** 0.5))
        return np.array(
            [(place % columns, place // columns) for place in range(len(villages))], float
        ).reshape(-1, 2)
    low, high = np.min(located, axis=0), np.max(located, axis=0)
    beneath = high[1] + (high[1] - low[1] or 0.1) / 4
    lost = iter(np.linspace(low[0], high[0], max(2, len(villages) - len(located))))
    return np.array(
        [
            (v.longitude, -v.latitude) if v.latitude is not None else (next(lost), beneath)
            for v in villages
        ]
    )


__all__ = ["KINDS", "RegionNetwork", "read_region"]
