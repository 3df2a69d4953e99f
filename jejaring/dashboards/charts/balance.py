"""How many villages gain, come out even or lose by what they agreed on, for each region beneath."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jejaring.dashboards.cells import Cell, cell_of, is_number, numbers, shown, spoken
from jejaring.dashboards.charts.chart import Chart, left_out, missing_key, notes
from jejaring.dashboards.charts.marks import (
    LINE,
    NARROW,
    WIDE,
    Drawing,
    Mark,
    Path,
    Rect,
    Text,
    few_lines,
    hatched,
    lettered,
    line,
    linked,
)
from jejaring.dashboards.charts.scales import Scale
from jejaring.dashboards.table import CODE, TEXT, Column, Table

PARTS = ("gain", "even", "lose")
_BAR, _GAP = 18.0, 16.0


@dataclass(frozen=True)
class Region:
    """A region beneath: how many of its villages gain, come out even, lose."""

    name: str
    gain: Cell
    even: Cell
    lose: Cell
    code: str = ""
    href: str = ""

    @property
    def cells(self) -> tuple[Cell, Cell, Cell]:
        return self.gain, self.even, self.lose


@dataclass(frozen=True)
class Balance(Chart):
    name = "balance"
    regions: tuple[Region, ...] = ()


def balance(title: str, regions: Sequence[Region], *, about: Sequence[str] = ()) -> Balance:
    """Stacked bars on one scale, in the order given; what is hidden has no length."""
    if not regions:
        raise ValueError("A balance has regions.")
    regions = [Region(r.name, *map(cell_of, r.cells), r.code, r.href) for r in regions]
    words = _words()
    table = Table(
        title,
        (
            Column("name", _("Wilayah"), kind=TEXT),
            Column("code", _("Kode"), kind=CODE),
            *(Column(part, words[part].capitalize(), _("desa")) for part in PARTS),
        ),
        tuple((r.name, r.code, *r.cells) for r in regions),
        tuple(about),
        tuple(r.href for r in regions),
    )
    return Balance(
        table,
        _summary(regions),
        lambda: (_sheet(regions, "narrow", NARROW, 0), _sheet(regions, "wide", WIDE, 190)),
        tuple(regions),
    )


def _words() -> dict[str, str]:
    return {"gain": _("untung"), "even": _("seimbang"), "lose": _("rugi")}


def _summary(regions: list[Region]) -> str:
    counts = [sum(numbers(r.cells[n] for r in regions)) for n in range(3)]
    if not any(is_number(cell) for r in regions for cell in r.cells):
        return _("Belum ada angka yang dapat ditunjukkan.")
    told = dict(zip(PARTS, map(shown, counts), strict=True))
    said = _("%(gain)s desa untung, %(even)s seimbang, %(lose)s rugi.") % told
    losing = [r for r in regions if is_number(r.lose) and r.lose]
    if losing:
        most = max(losing, key=lambda r: r.lose)
        said += " " + _("Desa yang rugi terbanyak di %(name)s (%(lose)s).") % {
            "name": most.name,
            "lose": shown(most.lose),
        }
    return said + left_out(cell for r in regions for cell in r.cells)


def _sheet(regions: list[Region], size: str, width: float, names: float) -> Drawing:
    """Bars beside the names where there is room (``names``), else beneath them."""
    told = [_figures(region) for region in regions]
    figures = max(sum(w for _t, w in each) for each in told)
    end = width - figures - 16 if names else width
    longest = [sum(numbers(r.cells)) for r in regions]
    along = Scale(0, max(1, *longest, 1), names, end)
    marks, y = _key(), 1.6 * LINE
    for region, each in zip(regions, told, strict=True):
        lines = few_lines(region.name, (names or width - figures - 12) - 12)
        tall = max(LINE * len(lines), _BAR) if names else LINE * len(lines) + 6 + _BAR
        inside: list[Mark] = [Rect(0, y - _GAP / 2 + 4, width, tall + _GAP - 4, "touch")]
        inside += [Text(0, y + 14 + LINE * n, words) for n, words in enumerate(lines)]
        bar = y + (tall - _BAR) / 2 + 1 if names else y + LINE * len(lines) + 6
        inside += _bar(region, along, bar)
        inside += _placed(each, width, bar + 13 if names else y + 14)
        marks += linked(region.href, _said(region), inside)
        y += tall + _GAP
    marks.append(Path(line([(names, 1.6 * LINE), (names, y - _GAP + 4)]), "rule nought"))
    key = notes(missing_key(c for r in regions for c in r.cells), 0, y + 10, width)
    return Drawing(size, width, (key[-1].y if key else y - _GAP) + 10, (*marks, *key))


def _figures(region: Region) -> list[tuple[str, float]]:
    """The three numbers with the room each takes, in one order everywhere."""
    words = [shown(cell) for cell in region.cells]
    return [(text, max(28.0, lettered(text, bold=True) + 12)) for text in words]


def _placed(figures: list[tuple[str, float]], width: float, y: float) -> list[Text]:
    marks, x = [], width
    for part, (text, room) in reversed(list(zip(PARTS, figures, strict=True))):
        marks.append(Text(x, y, text, "end", f"strong ink-{part}"))
        x -= room
    return marks


def _bar(region: Region, along: Scale, y: float) -> list[Mark]:
    marks: list[Mark] = []
    before = 0.0
    for part, cell in zip(PARTS, region.cells, strict=True):
        if not is_number(cell) or cell <= 0:
            continue
        left, right = along(before), along(before + cell)
        tip = f"{_words()[part]}: {shown(cell)}"
        marks.append(Rect(left, y, right - left, _BAR, f"part {part}", tip))
        if part == "lose":
            marks.append(Path(hatched(left, y, right - left, _BAR), "hatch on"))
        before += cell
    return marks


def _key() -> list[Mark]:
    marks: list[Mark] = []
    x = 0.0
    for part, words in _words().items():
        marks.append(Rect(x, 1, 16, 14, f"part {part}"))
        if part == "lose":
            marks.append(Path(hatched(x, 1, 16, 14), "hatch on"))
        marks.append(Text(x + 22, 13, words, style="soft"))
        x += 22 + lettered(words) + 14
    return marks


def _said(region: Region) -> str:
    parts = zip(_words().values(), region.cells, strict=True)
    return f"{region.name}: " + ", ".join(f"{words} {spoken(cell)}" for words, cell in parts)
