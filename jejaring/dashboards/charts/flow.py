"""Where things stand on their way: stages in a row, as thick as many are there, and the ways out.

On a desk the way runs from left to right, on a phone from top to bottom.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jejaring.dashboards.cells import HIDDEN, Cell, cell_of, is_number, numbers, shown, spoken
from jejaring.dashboards.charts.chart import Chart, left_out, missing_key, notes
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
    area,
    few_lines,
    hatched,
    lettered,
    line,
    linked,
    two_lines,
)
from jejaring.dashboards.charts.scales import apart
from jejaring.dashboards.table import TEXT, Column, Table

_THIN, _UNKNOWN = 2.0, 14.0  # how thick nought is, and what is not known


@dataclass(frozen=True)
class Stage:
    """How many stand here now."""

    key: str
    label: str
    cell: Cell
    href: str = ""


@dataclass(frozen=True)
class Exit:
    """How many left the way after the stage ``after``."""

    after: str
    label: str
    cell: Cell
    href: str = ""


@dataclass(frozen=True)
class Flow(Chart):
    name = "flow"
    stages: tuple[Stage, ...] = ()
    exits: tuple[Exit, ...] = ()


def flow(
    title: str,
    stages: Sequence[Stage],
    exits: Sequence[Exit] = (),
    *,
    about: Sequence[str] = (),
    unit: str = "",
) -> Flow:
    """The way with its stages in order; each exit names the stage it leaves from."""
    stages = [Stage(s.key, s.label, cell_of(s.cell), s.href) for s in stages]
    exits = [Exit(e.after, e.label, cell_of(e.cell), e.href) for e in exits]
    known = {stage.key for stage in stages}
    if not stages or any(way.after not in known for way in exits):
        raise ValueError("A flow has stages, and each exit leaves from one of them.")
    order = {stage.key: number for number, stage in enumerate(stages)}
    exits.sort(key=lambda way: order[way.after])
    table = Table(
        title,
        (
            Column("stage", _("Tahap"), kind=TEXT),
            Column("kind", _("Jenis"), kind=TEXT),
            Column("number", _("Jumlah"), unit),
        ),
        (
            *((s.label, _("tahap"), s.cell) for s in stages),
            *((e.label, _("keluar"), e.cell) for e in exits),
        ),
        tuple(about),
        (*(s.href for s in stages), *(e.href for e in exits)),
    )
    return Flow(
        table,
        _summary(stages, exits),
        lambda: (_Down(stages, exits).drawing(), _Across(stages, exits).drawing()),
        tuple(stages),
        tuple(exits),
    )


def _summary(stages: list[Stage], exits: list[Exit]) -> str:
    counted = [stage for stage in stages if is_number(stage.cell)]
    if not counted:
        return _("Belum ada angka yang dapat ditunjukkan.")
    count = sum(stage.cell for stage in counted)
    if not count:
        said = _("Belum ada satu pun.")
    else:
        most = max(counted, key=lambda stage: stage.cell)
        said = _("Terbanyak di tahap %(stage)s: %(most)s dari %(count)s.") % {
            "stage": most.label,
            "most": shown(most.cell),
            "count": shown(count),
        }
    if out := sum(numbers(way.cell for way in exits)):
        said += " " + _("%(out)s keluar sebelum selesai.") % {"out": shown(out)}
    return said + left_out(each.cell for each in (*stages, *exits))


def _thickness(cell: Cell, unit: float) -> float:
    return max(_THIN, cell * unit) if is_number(cell) else _UNKNOWN


def _unit(stages: list[Stage], exits: list[Exit], most: float) -> float:
    """How thick one is when the most are ``most`` thick."""
    return most / max(1, *numbers(each.cell for each in (*stages, *exits)), 1)


def _said(each: Stage | Exit) -> str:
    return f"{each.label}: {spoken(each.cell)}"


def _block(x: float, y: float, wide: float, tall: float, each: Stage | Exit) -> Mark:
    if each.cell is HIDDEN or not is_number(each.cell):
        return Path(hatched(x, y, wide, tall), "hatch", _said(each))
    style = "block out" if isinstance(each, Exit) else "block"
    return Rect(x, y, wide, tall, style, _said(each))


def _signs(stages: list[Stage], exits: list[Exit]) -> list[tuple[str, str]]:
    return missing_key(each.cell for each in (*stages, *exits) if not is_number(each.cell))


class _Across:
    """From left to right."""

    def __init__(self, stages: list[Stage], exits: list[Exit]) -> None:
        self.stages, self.exits = stages, exits
        self.each = WIDE / len(stages)
        self.most = min(88.0, self.each * 0.8)
        self.unit = _unit(stages, exits, self.most)
        widest = max(lettered(word) for s in stages for word in (s.label.split() or [""]))
        self.tiers = 2 if widest > self.each - 8 else 1
        self.room = min(WIDE, self.each * (1.5 if self.tiers == 2 else 1)) - 8
        self.lines = [two_lines(s.label, self.room) for s in stages]
        self.tall = max(map(len, self.lines)) * LINE
        self.middle = self.tiers * self.tall + LINE + 16 + self.most / 2

    def drawing(self) -> Drawing:
        marks: list[Mark] = list(self._streams())
        beneath, foot = self._ways_out()
        marks += beneath
        for number, stage in enumerate(self.stages):
            marks += linked(stage.href, _said(stage), self._stage(number, stage))
        key = notes(_signs(self.stages, self.exits), 0, foot + LINE + 6, WIDE)
        return Drawing("wide", WIDE, (key[-1].y if key else foot) + 8, (*marks, *key))

    def _centre(self, number: int) -> float:
        return self.each * (number + 0.5)

    def _edges(self, number: int) -> tuple[float, float, float]:
        """Left, right and half the thickness of a block."""
        middle, half = self._centre(number), self.each * 0.22
        return middle - half, middle + half, _thickness(self.stages[number].cell, self.unit) / 2

    def _streams(self):
        for number in range(len(self.stages) - 1):
            _left, start, before = self._edges(number)
            end, _right, after = self._edges(number + 1)
            y = self.middle
            yield Path(
                area(
                    [(start, y - before), (end, y - after), (end, y + after), (start, y + before)]
                ),
                "stream",
            )

    def _stage(self, number: int, stage: Stage) -> list[Mark]:
        left, right, half = self._edges(number)
        y = self.middle - half
        marks: list[Mark] = [
            Rect(left - 4, 0, right - left + 8, self.middle + self.most / 2, "touch"),
            _block(left, y, right - left, 2 * half, stage),
            Text(self._centre(number), self._numbers, shown(stage.cell), "middle", "strong"),
        ]
        lines = self.lines[number]
        top = self.tall * (number % self.tiers)
        first = top + self.tall - LINE * (len(lines) - 1) - 4
        x = self._inside(self._centre(number), max(map(lettered, lines)))
        marks += [Text(x, first + LINE * n, words, "middle") for n, words in enumerate(lines)]
        if self.tiers == 2 and number % 2 == 0:
            x = self._centre(number)
            marks.append(Path(line([(x, self.tall + 2), (x, self._numbers - 16)]), "leader"))
        return marks

    @property
    def _numbers(self) -> float:
        return self.tiers * self.tall + LINE

    def _inside(self, x: float, width: float) -> float:
        return min(max(x, width / 2), WIDE - width / 2)

    def _ways_out(self) -> tuple[list[Mark], float]:
        """The exits beneath, side by side, and how far down they reach."""
        foot = self.middle + self.most / 2
        if not self.exits:
            return [], foot
        room = min(self.each * 1.5, WIDE / len(self.exits))
        order = {stage.key: number for number, stage in enumerate(self.stages)}
        wanted = [(self._centre(order[way.after]), room) for way in self.exits]
        marks: list[Mark] = []
        end = foot
        for way, left in zip(self.exits, apart(wanted, 0, WIDE), strict=True):
            drawn, lowest = self._way(way, order[way.after], left + room / 2, room, foot)
            marks += drawn
            end = max(end, lowest)
        return marks, end

    def _way(
        self, way: Exit, number: int, x: float, room: float, foot: float
    ) -> tuple[list[Mark], float]:
        _left, _right, half = self._edges(number)
        wide = min(_thickness(way.cell, self.unit), room) / 2
        top, end, y = self._centre(number), foot + 30, self.middle + half
        thin = min(wide, self.each * 0.22)
        stream = area([(top - thin, y), (top + thin, y), (x + wide, end), (x - wide, end)])
        lines = few_lines(way.label, room - 8, 3)
        marks: list[Mark] = [
            Rect(x - room / 2, end - 20, room, 34 + LINE * (len(lines) + 1), "touch"),
            Path(stream, "stream out"),
            _block(x - wide, end, 2 * wide, 8, way),
            Text(x, end + 8 + LINE, shown(way.cell), "middle", "strong"),
        ]
        marks += [
            Text(x, end + 8 + LINE * (n + 2), words, "middle", "soft")
            for n, words in enumerate(lines)
        ]
        return linked(way.href, _said(way), marks), end + 8 + LINE * (len(lines) + 1)


class _Down:
    """From top to bottom."""

    most, stage_tall, block_tall = 88.0, 60.0, 28.0
    words = 104.0

    def __init__(self, stages: list[Stage], exits: list[Exit]) -> None:
        self.stages, self.exits = stages, exits
        self.unit = _unit(stages, exits, self.most)
        every = [shown(each.cell) for each in (*stages, *exits)]
        self.labels = self.words + max(lettered(words, bold=True) for words in every) + 10

    def drawing(self) -> Drawing:
        marks: list[Mark] = []
        y, before = 0.0, None
        for stage in self.stages:
            half = _thickness(stage.cell, self.unit) / 2
            top = y + (self.stage_tall - self.block_tall) / 2
            if before:
                marks.append(self._stream(before, (top, half)))
            before = (top + self.block_tall, half)
            inside: list[Mark] = [
                Rect(0, y + 4, NARROW, TOUCH, "touch"),
                _block(self.most / 2 - half, top, 2 * half, self.block_tall, stage),
                *self._words(stage, y + self.stage_tall / 2),
            ]
            marks += linked(stage.href, _said(stage), inside)
            y += self.stage_tall
            for way in (way for way in self.exits if way.after == stage.key):
                marks += linked(way.href, _said(way), self._way(way, y, before))
                y += TOUCH + 4
        key = notes(_signs(self.stages, self.exits), 0, y + LINE, NARROW)
        return Drawing("narrow", NARROW, (key[-1].y if key else y) + 8, (*marks, *key))

    def _stream(self, start: tuple[float, float], end: tuple[float, float]) -> Path:
        x = self.most / 2
        (top, before), (foot, after) = start, end
        points = [(x - before, top), (x + before, top), (x + after, foot), (x - after, foot)]
        return Path(area(points), "stream")

    def _words(self, each: Stage | Exit, middle: float) -> list[Text]:
        lines = two_lines(each.label, NARROW - self.labels)
        first = middle + 5 - LINE / 2 * (len(lines) - 1)
        style = "soft" if isinstance(each, Exit) else ""
        return [
            Text(self.words, middle + 5, shown(each.cell), style="strong"),
            *(Text(self.labels, first + LINE * n, t, style=style) for n, t in enumerate(lines)),
        ]

    def _way(self, way: Exit, y: float, before: tuple[float, float]) -> list[Mark]:
        """An exit: a branch to the right with a block as thick as there is room for."""
        x, middle = self.most / 2, y + TOUCH / 2
        thick = _thickness(way.cell, self.unit)
        start = before[0] + 4
        branch = line([(x, start), (x, middle), (self.most + 2, middle)])
        tall = min(thick, TOUCH - 4)
        return [
            Rect(0, y, NARROW, TOUCH, "touch"),
            Path(branch, "branch"),
            _block(self.most, middle - tall / 2, 8, tall, way),
            *self._words(way, middle),
        ]
