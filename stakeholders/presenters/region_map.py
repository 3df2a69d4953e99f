"""The map of many villages as its page needs it: a summary by village or by sort, or everybody.

A summary is a drawing of the server, with a list that says the same. Everybody is a list in pages;
the picture beside it is drawn by a script from ``packed``.
"""

import base64
import math
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode
from uuid import UUID

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stakeholders.presenters.drawing import NARROW, SMALL, WIDE, draw, sheet_width
from stakeholders.presenters.legend import CIRCLE, OUTLINES
from stakeholders.presenters.village_map import Sheet
from stakeholders.presenters.wording import SORTS
from stakeholders.services.region_network import KINDS, SINGLE

VIEWS = {
    "desa": gettext_lazy("Per desa"),
    "golongan": gettext_lazy("Per jenis"),
    "semua": gettext_lazy("Semua pihak"),
}
# Widths of the lines of a summary: shares of the heaviest.
WIDTHS = (0.1, 0.3, 0.6)
# Lines drawn for each village or sort, on average at most; the list has all.
LINES_A_NODE = 3
# Every place fits two bytes, whatever the size of the region.
FINEST = 65_535


@dataclass(frozen=True)
class RegionSelection:
    """The view, and for everybody: sorts and villages (none: all), words searched for."""

    view: str = "desa"
    sorts: frozenset[str] = frozenset()
    villages: frozenset[str] = frozenset()
    search: str = ""

    @classmethod
    def from_query(cls, query) -> "RegionSelection":
        """Read a QueryDict; what it does not know it leaves out."""
        view = query.get("menurut", "")
        return cls(
            view=view if view in VIEWS else "desa",
            sorts=frozenset(word for word in query.getlist("golongan") if word in SORTS),
            villages=frozenset(code[:13] for code in query.getlist("desa")[:500]),
            search=" ".join(query.get("cari", "").split())[:80],
        )

    def query(self, **changes) -> str:
        """The selection with some changes as the query of an address, '?' included."""
        return "?" + urlencode(replace(self, **changes).pairs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Names and values, as in the address."""
        pairs = [("menurut", self.view)] if self.view != "desa" else []
        if self.view == "semua":
            pairs += [("golongan", sort) for sort in SORTS if sort in self.sorts]
            pairs += [("desa", code) for code in sorted(self.villages)]
            pairs += [("cari", self.search)] if self.search else []
        return pairs

    @property
    def is_filtered(self) -> bool:
        return bool(self.sorts or self.villages or self.search)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: its words, how many, whether chosen, where to."""

    code: str
    label: str
    count: int
    chosen: bool
    url: str
    outline: str = CIRCLE


class RegionMap:
    """One view of a network of villages; ``path`` is the address of the page."""

    def __init__(self, network, selection, path):
        self.network = network
        self.path = path
        known = set(network.codes)
        self.selection = replace(selection, villages=selection.villages & known)

    def _to(self, **changes):
        return f"{self.path}{self.selection.query(**changes)}"

    @property
    def view(self) -> str:
        return self.selection.view

    @property
    def views(self) -> list[Choice]:
        """The three ways to look."""
        return [
            Choice(view, str(label), 0, view == self.view, f"{self.path}{_view_query(view)}")
            for view, label in VIEWS.items()
        ]

    @property
    def totals(self) -> dict[str, int]:
        """Villages, parties, groups, asked and ties of all that is ready."""
        counts = self.network.by_sort
        groups = [pair for sort, pair in counts.items() if sort not in SINGLE]
        return {
            "villages": len(self.network.codes),
            "parties": len(self.network.ids),
            "groups": sum(all_ for all_, _asked in groups),
            "asked": sum(asked for _all, asked in groups),
            "ties": len(self.network.lines),
        }

    # --- a summary -------------------------------------------------------------------------

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The summary on a narrow and a wide sheet, or on a single large one."""
        parties, lines, spots = self._by_sort() if self.view == "golongan" else self._by_village()
        if not parties:
            return []
        sizes = (
            {"large": sheet_width(len(parties))}
            if len(parties) > SMALL
            else {"narrow": NARROW, "wide": WIDE}
        )
        return [
            Sheet(size, draw(parties, lines, spots, width=width)) for size, width in sizes.items()
        ]

    def _by_village(self):
        most = max((each.groups for each in self.network.by_village), default=0) or 1
        parties = [
            {
                "id": each.code,
                "kind": "group",
                "name": each.name,
                "mark": f"{each.groups}" if each.ready else "…",
                "style": "whole" if each.ready else "whole unasked",
                "sort": "",
                "weight": math.sqrt(each.groups / most),
                "url": reverse("village_map", args=[each.code]),
            }
            for each in self.network.by_village
        ]
        spots = {code: (x + w / 2, y + h / 2) for code, (x, y, w, h) in self.network.boxes.items()}
        return parties, self._lines(self.drawn_pairs), spots

    def _by_sort(self):
        counts = self.network.by_sort
        most = max((count for count, _asked in counts.values()), default=0) or 1
        sorts = [sort for sort in SORTS if sort in counts]
        parties = [
            {
                "id": sort,
                "kind": sort if sort in SINGLE else "group",
                "name": str(SORTS[sort]),
                "mark": f"{counts[sort][0]}",
                "style": f"{sort if sort in SINGLE else 'group'} kind-{sort}",
                "sort": sort,
                "weight": math.sqrt(counts[sort][0] / most),
                "url": self._to(view="semua", sorts=frozenset([sort])),
            }
            for sort in sorts
        ]
        turns = [math.tau * place / len(sorts) for place in range(len(sorts))]
        spots = {
            sort: (1.4 * math.sin(turn), -math.cos(turn))
            for sort, turn in zip(sorts, turns, strict=True)
        }
        return parties, self._lines(self.drawn_pairs), spots

    @cached_property
    def pairs(self) -> list:
        """What joins villages, or sorts, the most first."""
        network = self.network
        pairs = network.between_sorts if self.view == "golongan" else network.between_villages
        pairs = [pair for pair in pairs if pair.a != pair.b]
        return sorted(pairs, key=lambda pair: (-pair.ties - pair.shared, pair.a, pair.b))

    @property
    def drawn_pairs(self) -> list:
        """Those that are drawn: the heaviest, so that lines can be told apart."""
        return self.pairs[: LINES_A_NODE * self._node_count]

    @property
    def _node_count(self):
        return len(self.network.sorts if self.view == "golongan" else self.network.codes)

    def _lines(self, pairs):
        most = max((pair.ties + pair.shared for pair in pairs), default=1)
        return [
            {
                "id": f"{pair.a} {pair.b}",
                "a": pair.a,
                "b": pair.b,
                "kind": "membership",
                "stance": "",
                "says": (None, None),
                "style": f"joins-{sum((pair.ties + pair.shared) / most > w for w in WIDTHS)}",
                "url": self._pair_url(pair),
                "said": f"{self._name(pair.a)} – {self._name(pair.b)}: {self.said(pair)}",
            }
            for pair in pairs
        ]

    def _pair_url(self, pair):
        chosen = "sorts" if self.view == "golongan" else "villages"
        return self._to(view="semua", **{chosen: frozenset([pair.a, pair.b])})

    def _name(self, code):
        if self.view == "golongan":
            return str(SORTS[code])
        return self._village_names[code]

    @cached_property
    def _village_names(self):
        return {village.pk: village.name for village in self.network.villages}

    @staticmethod
    def said(pair) -> str:
        """What joins the two, in words."""
        words = []
        if pair.ties:
            words.append(ngettext("%(n)s hubungan", "%(n)s hubungan", pair.ties) % {"n": pair.ties})
        if pair.shared:
            words.append(
                ngettext("%(n)s pihak di keduanya", "%(n)s pihak di keduanya", pair.shared)
                % {"n": pair.shared}
            )
        return ", ".join(words)

    @property
    def sort_rows(self) -> list[dict]:
        """The sorts in numbers: ``label``, ``count``, ``asked`` (None for no group), ``own``."""
        own = {pair.a: pair.ties for pair in self.network.between_sorts if pair.a == pair.b}
        counts = self.network.by_sort
        return [
            {
                "label": str(SORTS[sort]),
                "count": counts[sort][0],
                "asked": None if sort in SINGLE else counts[sort][1],
                "own": own.get(sort, 0),
                "url": self._to(view="semua", sorts=frozenset([sort])),
            }
            for sort in SORTS
            if sort in counts
        ]

    @property
    def pair_rows(self) -> list[dict]:
        """What joins villages, or sorts, in words."""
        return [
            {
                "names": f"{self._name(pair.a)} – {self._name(pair.b)}",
                "said": self.said(pair),
                "url": self._pair_url(pair),
            }
            for pair in self.pairs
        ]

    @property
    def legend(self) -> list[str]:
        """What numbers and lines stand for: only of what is drawn."""
        by_sort = self.view == "golongan"
        pairs = self.drawn_pairs
        words = {
            (True, False): _("Garis makin tebal: makin banyak hubungan."),
            (False, True): _("Garis makin tebal: makin banyak pihak yang hadir di kedua desa."),
            (True, True): _(
                "Garis makin tebal: makin banyak hubungan, atau pihak yang hadir di kedua desa."
            ),
        }
        drawn = any(pair.ties for pair in pairs), any(pair.shared for pair in pairs)
        number = _("Angka: jumlah pihak.") if by_sort else _("Angka: jumlah kelompok.")
        return [number, *([words[drawn]] if drawn in words else [])]

    @property
    def label(self) -> str:
        """The picture in a sentence, for those who do not see it."""
        return _("Ringkasan peta. Daftar yang sama ada di bawah.")

    # --- everybody -------------------------------------------------------------------------

    @property
    def sort_choices(self) -> list[Choice]:
        """Sorts to filter by."""
        chosen = self.selection.sorts
        return [
            Choice(sort, str(SORTS[sort]), count, sort in chosen, self._to(sorts=chosen ^ {sort}),
                   OUTLINES.get(sort, CIRCLE))
            for sort in SORTS
            for count in [self.network.by_sort.get(sort, (0, 0))[0]]
            if count
        ]  # fmt: skip

    @property
    def village_choices(self) -> list[Choice]:
        """Villages to filter by."""
        chosen = self.selection.villages
        return [
            Choice(each.code, each.name, each.parties, each.code in chosen,
                   self._to(villages=chosen ^ {each.code}))
            for each in self.network.by_village
            if each.ready
        ]  # fmt: skip

    @property
    def all_of_them(self) -> str:
        """The address without any filter."""
        return f"{self.path}{_view_query('semua')}"

    @cached_property
    def found(self) -> list[int]:
        """The places of those who pass the filters, by name."""
        network, chosen = self.network, self.selection
        passing = np.ones(len(network.ids), bool)
        if chosen.sorts:
            passing &= np.isin(network.sort, _places(network.sorts, chosen.sorts))
        if chosen.villages:
            passing &= np.isin(network.village, _places(network.codes, chosen.villages))
        words = chosen.search.casefold().split()
        names = network.names
        rows = [
            row
            for row in np.flatnonzero(passing).tolist()
            if all(word in names[row].casefold() for word in words)
        ]
        return sorted(rows, key=lambda row: (names[row].casefold(), network.ids[row]))

    def row(self, place: int) -> dict:
        """One of the list: ``name``, ``url``, ``sort``, ``village``, ``ties``, ``asked``."""
        network = self.network
        sort = network.sorts[network.sort[place]]
        return {
            "name": network.names[place],
            "url": reverse("stakeholder_detail", args=[network.ids[place]]),
            "sort": str(SORTS[sort]),
            "village": network.villages[network.village[place]].name,
            "ties": int(network.degree[place]),
            "asked": None if sort in SINGLE else bool(network.asked[place]),
        }


def _view_query(view):
    return RegionSelection(view=view).query() if view != "desa" else "?"


def _places(codes, chosen):
    return [place for place, code in enumerate(codes) if code in chosen]


# --- for the script ----------------------------------------------------------------------------


def packed(network) -> dict:
    """Everything the script draws, arrays as base64 of little-endian numbers.

    ``names``; ``ids`` (16 bytes each); ``spots`` (x, y in 1/65535 of ``size``, the longer side);
    ``sort`` and ``village`` (places in ``sorts`` and ``villages``); ``asked``; ``ties`` (two places
    of four bytes each) and ``kinds`` (a place in ``line_kinds`` for each).
    """
    low = network.spots.min(axis=0) if len(network.spots) else np.zeros(2)
    size = float(np.ptp(network.spots, axis=0).max()) if len(network.spots) else 1.0
    scale = FINEST / (size or 1.0)
    return {
        "size": round(size or 1.0, 2),
        "villages": [_packed_village(village, network, low) for village in network.villages],
        "sorts": [
            {"code": sort, "label": str(SORTS[sort]), "group": sort not in SINGLE}
            for sort in network.sorts
        ],
        "line_kinds": list(KINDS),
        "names": network.names,
        "ids": _base64(b"".join(UUID(pk).bytes for pk in network.ids)),
        "spots": _base64(((network.spots - low) * scale).round().astype("<u2").tobytes()),
        "sort": _base64(network.sort.astype("u1").tobytes()),
        "village": _base64(network.village.astype("<u2").tobytes()),
        "asked": _base64(network.asked.astype("u1").tobytes()),
        "ties": _base64(network.lines[:, :2].astype("<u4").tobytes()),
        "kinds": _base64(network.lines[:, 2].astype("u1").tobytes()),
    }


def _packed_village(village, network, low):
    """Its code, its name, and the box of its map (left, top, width, height); none while waiting."""
    x, y, *size = network.boxes.get(village.pk, (0, 0))
    box = [round(float(value), 2) for value in (x - low[0], y - low[1], *size)] if size else None
    return {"code": village.pk, "name": village.name, "box": box}


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
