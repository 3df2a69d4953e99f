"""How far the regions beneath lie apart, without a league table: a dot each on one scale.

What is shaded is where the middle half lies. Whoever lies far outside is named, as a question.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.dashboards.cells import (
    NUMBER,
    brief,
    cell_of,
    is_number,
    shown,
    spoken,
)
from jejaring.dashboards.charts.chart import Chart, Child, joined
from jejaring.dashboards.charts.marks import (
    LINE,
    NARROW,
    TOUCH,
    WIDE,
    Drawing,
    Mark,
    Path,
    Rect,
    Text,
    circle,
    diamond,
    lettered,
    line,
    linked,
    paragraph,
    short,
)
from jejaring.dashboards.charts.scales import Scale, around, nice, quartile
from jejaring.dashboards.table import CODE, TEXT, Column, Table

LEAST = 5  # of so many regions on a middle half means something
_FENCE = 1.5  # Tukey's: so many widths of the middle half away is far outside
_RARE = 0.1  # where more lie far outside, lying there is not unusual
_NAMED = 8
_RADII, _STACK = (6.0, 4.5, 3.0), 12  # dots get smaller before they become columns
_ALONE = 60  # up to so many regions each dot can be pointed at
_HEAD, _COLUMNS, _COLUMN = 48.0, 120.0, 9.0  # room above; height and width of columns
_EDGE = 10.0


@dataclass(frozen=True)
class Ordinary:
    """Quartiles of those that have a number; ``unusual`` are those far outside."""

    low: float
    middle: float
    high: float
    unusual: tuple[Child, ...]


@dataclass(frozen=True)
class Spread(Chart):
    name = "spread"
    children: tuple[Child, ...] = ()
    ordinary: Ordinary | None = None
    reason: str = ""

    @property
    def unusual(self) -> list[tuple[Child, str]]:
        """Those far outside with their number as text."""
        kind = self.table.columns[-1].kind
        return [(c, shown(c.cell, kind)) for c in (self.ordinary.unusual if self.ordinary else ())]


def spread(
    title: str,
    children: Sequence[Child],
    *,
    about: Sequence[str] = (),
    kind: str = NUMBER,
    unit: str = "",
    reason: str = "",
) -> Spread:
    """Regions beneath on one scale; ``reason``: what may lie behind an unusual number."""
    children = [Child(c.name, cell_of(c.cell), c.code, c.href) for c in children]
    known = [child for child in children if is_number(child.cell)]
    ordinary = _ordinary(known)
    reason = reason or _("Angka yang jauh berbeda belum tentu salah atau buruk: tanyakan mengapa.")
    table = Table(
        title,
        (
            Column("name", _("Wilayah"), kind=TEXT),
            Column("code", _("Kode"), kind=CODE),
            Column("value", _("Angka"), unit, kind),
        ),
        tuple((c.name, c.code, c.cell) for c in children),
        tuple(about),
        tuple(c.href for c in children),
    )
    return Spread(
        table=table,
        summary=_summary(children, known, ordinary, kind),
        draw=lambda: tuple(
            _Sheet(size, width, known, ordinary, kind, reason).drawing()
            for size, width in (("narrow", NARROW), ("wide", WIDE))
        ),
        children=tuple(children),
        ordinary=ordinary,
        reason=reason,
    )


def _ordinary(known: list[Child]) -> Ordinary | None:
    """None for so few that a middle half says nothing."""
    if len(known) < LEAST:
        return None
    values = sorted(child.cell for child in known)
    low, middle, high = (quartile(values, part) for part in (0.25, 0.5, 0.75))
    reach = _FENCE * (high - low)
    far = [c for c in known if not low - reach <= c.cell <= high + reach]
    unusual = sorted(far, key=lambda c: c.cell) if len(far) <= _RARE * len(known) + 1 else []
    return Ordinary(low, middle, high, tuple(unusual))


def _summary(
    children: list[Child], known: list[Child], ordinary: Ordinary | None, kind: str
) -> str:
    parts = [_middle(known, ordinary, kind)]
    if ordinary and ordinary.unusual:
        named = [f"{c.name} ({shown(c.cell, kind)})" for c in ordinary.unusual[:3]]
        if more := len(ordinary.unusual) - len(named):
            named.append(_("%(count)s lainnya") % {"count": more})
        parts.append(_("Jauh berbeda: %(names)s; tanyakan mengapa.") % {"names": joined(named)})
    if without := len(children) - len(known):
        parts.append(
            ngettext("%(count)s wilayah tanpa angka.", "%(count)s wilayah tanpa angka.", without)
            % {"count": without}
        )
    return " ".join(parts)


def _middle(known: list[Child], ordinary: Ordinary | None, kind: str) -> str:
    if not known:
        return _("Belum ada angka yang dapat ditunjukkan.")
    values = sorted(child.cell for child in known)
    if len(known) == 1:
        told = {"name": known[0].name, "value": shown(values[0], kind)}
        return _("Baru satu wilayah yang berisi angka: %(name)s (%(value)s).") % told
    told = {
        "count": len(known),
        "low": shown(values[0], kind),
        "high": shown(values[-1], kind),
    }
    if values[0] == values[-1]:
        return _("Semua %(count)s wilayah sama: %(low)s.") % told
    if not ordinary:
        return _("%(count)s wilayah, dari %(low)s sampai %(high)s.") % told
    told |= {
        "middle": shown(ordinary.middle, kind),
        "low": shown(ordinary.low, kind),
        "high": shown(ordinary.high, kind),
    }
    return (
        _(
            "Nilai tengah %(middle)s; setengah dari %(count)s wilayah terletak antara %(low)s dan "
            "%(high)s."
        )
        % told
    )


class _Sheet:
    """One drawing in the making."""

    def __init__(
        self,
        size: str,
        width: float,
        known: list[Child],
        ordinary: Ordinary | None,
        kind: str,
        reason: str,
    ) -> None:
        self.size, self.width, self.kind, self.reason = size, width, kind, reason
        self.known, self.ordinary = known, ordinary
        self.unusual = ordinary.unusual if ordinary else ()
        values = [child.cell for child in known] or [0, 1]
        self.along: Scale = around(values, _EDGE, width - _EDGE)
        self.radius, self.stacks = self._stacked()
        self.bin = 0.0 if self.radius else self._bin()
        if self.bin:
            self.stacks = self._binned()
        self.most = max(map(len, self.stacks.values()), default=0)
        tall = self.most * self._pitch if self.radius else _COLUMNS
        self.head = _HEAD if ordinary else 8.0
        self.foot = self.head + max(30.0, tall + 8)

    @property
    def _pitch(self) -> float:
        return 2 * self.radius + 1

    def _stacked(self) -> tuple[float, dict[int, list[Child]]]:
        """The regions by place on the scale, and how large their dots are; 0: too many for dots."""
        stacks: dict[int, list[Child]] = {}
        for radius in _RADII:
            pitch = 2 * radius + 1
            stacks = {}
            for child in sorted(self.known, key=lambda c: (c.cell, c.code, c.name)):
                place = round((self.along(child.cell) - _EDGE) / pitch)
                stacks.setdefault(place, []).append(child)
            if max(map(len, stacks.values()), default=0) <= _STACK:
                return radius, stacks
        return 0.0, stacks

    @property
    def _whole(self) -> bool:
        return all(isinstance(child.cell, int) for child in self.known)

    def _bin(self) -> float:
        """How wide a column is on the scale: round, and never between two whole numbers."""
        span = self.along.high - self.along.low
        return nice(max(span * _COLUMN / self.width, 1.0 if self._whole else 0.0)) or span

    def _binned(self) -> dict[int, list[Child]]:
        stacks: dict[int, list[Child]] = {}
        for child in self.known:
            stacks.setdefault(math.floor(child.cell / self.bin), []).append(child)
        return stacks

    def drawing(self) -> Drawing:
        marks: list[Mark] = [*self._band(), *self._axis()]
        marks += self._dots() if self.radius else self._columns()
        below, end = self._beneath()
        return Drawing(self.size, self.width, end + 8, (*marks, *below))

    def _band(self) -> list[Mark]:
        """The middle half, shaded, and the line of the middle."""
        if not self.ordinary:
            return []
        o = self.ordinary
        left, right = self.along(o.low), self.along(o.high)
        x = self.along(o.middle)
        top = self.head - 4
        told = {"low": shown(o.low, self.kind), "high": shown(o.high, self.kind)}
        half = _("setengahnya: %(low)s sampai %(high)s") % told
        middle = _("nilai tengah %(middle)s") % {"middle": shown(o.middle, self.kind)}
        return [
            Rect(left, top, max(2.0, right - left), self.foot - top, "ordinary", half),
            Path(line([(x, top), (x, self.foot)]), "median", middle),
            self._over(middle, x, 14, "strong"),
            self._over(half, (left + right) / 2, 14 + LINE, "soft"),
        ]

    def _over(self, words: str, x: float, y: float, style: str) -> Text:
        """Words centred on a place, as far as the sheet goes."""
        words = short(words, self.width, bold="strong" in style)
        half = lettered(words, bold="strong" in style) / 2
        return Text(min(max(x, half), self.width - half), y, words, "middle", style)

    def _axis(self) -> list[Mark]:
        marks: list[Mark] = [Path(line([(0, self.foot), (self.width, self.foot)]), "rule nought")]
        if not self.known:
            words = short(_("Belum ada angka yang dapat ditunjukkan."), self.width)
            return [*marks, Text(0, self.foot + 20, words, style="soft")]
        free = -1.0
        ticks = self.along.ticks
        for tick in ticks:
            if self._whole and tick != int(tick):
                continue
            text = self._over(brief(tick, self.kind), self.along(tick), self.foot + 20, "soft")
            left, _top, right, _bottom = text.box
            if left > free:
                marks.append(text)
                at = self.along(tick)
                marks.append(Path(line([(at, self.foot), (at, self.foot + 5)]), "rule nought"))
                free = right + 6
        return marks

    def _dots(self) -> list[Mark]:
        if len(self.known) > _ALONE:
            ordinary = [p for p in self._places() if p[0] not in self.unusual]
            dots = "".join(circle(x, y, self.radius) for _c, x, y in ordinary)
            marks: list[Mark] = [Path(dots, "dot line-1 many")] if dots else []
            return marks + [self._dot(*p) for p in self._places() if p[0] in self.unusual]
        return [self._dot(*place) for place in self._places()]

    def _dot(self, child: Child, x: float, y: float) -> Path:
        if child in self.unusual:
            return Path(diamond(x, y, self.radius or 3.5), "dot unusual", self._said(child))
        return Path(circle(x, y, self.radius), "dot line-1", self._said(child))

    def _places(self) -> list[tuple[Child, float, float]]:
        return [
            (child, _EDGE + place * self._pitch, self.foot - 4 - self._pitch * (number + 0.5))
            for place, stack in self.stacks.items()
            for number, child in enumerate(stack)
        ]

    def _columns(self) -> list[Mark]:
        """Too many for dots: as many columns as places, as high as many lie there."""
        marks: list[Mark] = []
        # A whole number stands in the middle of its column.
        shift = self.bin / 2 if self._whole and self.bin == 1 else 0.0
        for place, stack in self.stacks.items():
            tall = _COLUMNS * len(stack) / self.most
            left = self.along(place * self.bin - shift)
            right = self.along((place + 1) * self.bin - shift)
            tip = _("%(count)s wilayah") % {"count": len(stack)}
            wide = max(1.0, right - left - 1)
            marks.append(Rect(left, self.foot - tall, wide, tall, "block", tip))
        return marks + [self._dot(c, self.along(c.cell), self.foot - 5) for c in self.unusual]

    def _beneath(self) -> tuple[list[Mark], float]:
        """What a column means, and the names of those far outside, with the question."""
        y = self.foot + 20 + 1.6 * LINE
        marks: list[Mark] = []
        if self.known and not self.radius:
            told = _("Kolom tertinggi: %(count)s wilayah.") % {"count": shown(self.most)}
            marks += paragraph(told, 0, y, self.width, "soft")
            y = marks[-1].y + LINE + 4
        for child in self.unusual[:_NAMED]:
            words = f"{child.name}: {spoken(child.cell, self.kind)}"
            # A dot is too small to press: its row below is the door.
            tall = TOUCH if child.href and self.size == "narrow" else LINE + 8
            middle = y - 16 + tall / 2
            inside: list[Mark] = [
                Rect(0, y - 16, self.width, tall, "touch"),
                Path(diamond(7, middle, 4.5), "dot unusual"),
                Text(20, middle + 5, self._named(child)),
            ]
            marks += linked(child.href, words, inside)
            y += tall
        if (more := len(self.unusual) - _NAMED) and more > 0:
            marks.append(Text(20, y, _("dan %(count)s lainnya") % {"count": more}))
            y += LINE + 6
        if self.unusual:
            told = paragraph(self.reason, 0, y, self.width, "soft")
            marks += told
            y = told[-1].y + LINE
        return marks, y - LINE

    def _named(self, child: Child) -> str:
        """Its name, shortened where it must be, and its number whole."""
        value = f": {brief(child.cell, self.kind)}"
        return short(child.name, self.width - 20 - lettered(value)) + value

    def _said(self, child: Child) -> str:
        return f"{child.name}: {spoken(child.cell, self.kind)}"
