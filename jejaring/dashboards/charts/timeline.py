"""What ends in the months to come: a column a month, each a door to its list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.dashboards.cells import (
    HIDDEN,
    Cell,
    brief,
    cell_of,
    is_number,
    numbers,
    shown,
    spoken,
)
from jejaring.dashboards.charts.chart import Chart, missing_key, notes
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
    hatched,
    lettered,
    line,
    linked,
)
from jejaring.dashboards.charts.months import month_year, short_month
from jejaring.dashboards.charts.scales import Scale
from jejaring.dashboards.table import TEXT, Column, Table

_TALL, _TOP = 150.0, 28.0
_MONTH, _ROW = 78.0, 34.0  # room for "Mei 2027"; a row nothing leads from


@dataclass(frozen=True)
class Month:
    """How many end in a month, and where their list is."""

    month: date
    cell: Cell
    href: str = ""


@dataclass(frozen=True)
class Timeline(Chart):
    name = "timeline"
    months: tuple[Month, ...] = ()


def timeline(
    title: str, months: Sequence[Month], *, about: Sequence[str] = (), unit: str = ""
) -> Timeline:
    """Columns on a desk, rows wide enough for a thumb on a phone."""
    if not months:
        raise ValueError("A timeline has months.")
    months = [Month(m.month, cell_of(m.cell), m.href) for m in months]
    table = Table(
        title,
        (Column("month", _("Bulan"), kind=TEXT), Column("ending", _("Berakhir"), unit)),
        tuple((month_year(m.month), m.cell) for m in months),
        tuple(about),
        tuple(m.href for m in months),
    )
    return Timeline(
        table, _summary(months), lambda: (_rows(months), _columns(months)), tuple(months)
    )


def _summary(months: list[Month]) -> str:
    known = [m for m in months if is_number(m.cell)]
    if not known:
        return _("Belum ada angka yang dapat ditunjukkan.")
    count = sum(m.cell for m in known)
    told = {
        "count": shown(count),
        "until": month_year(months[-1].month),
    }
    if not count:
        return _("Tidak ada yang tercatat berakhir sampai %(until)s.") % told
    most = max(known, key=lambda m: m.cell)
    told |= {"month": month_year(most.month), "most": shown(most.cell)}
    said = _("%(count)s berakhir sampai %(until)s, terbanyak pada %(month)s (%(most)s).") % told
    if hidden := sum(m.cell is HIDDEN for m in months):
        said += " " + ngettext(
            "Angka %(count)s bulan disembunyikan.", "Angka %(count)s bulan disembunyikan.", hidden
        ) % {"count": hidden}
    return said


def _columns(months: list[Month]) -> Drawing:
    foot = _TOP + _TALL
    up = Scale(0, _most(months), foot, _TOP)
    each = WIDE / len(months)
    marks: list[Mark] = [Path(line([(0, foot), (WIDE, foot)]), "rule nought")]
    year = None
    for place, m in enumerate(months):
        middle = each * (place + 0.5)
        wide = min(40.0, each - 6)
        inside: list[Mark] = [Rect(each * place, 0, each, foot + 2 * LINE, "touch")]
        inside += _column(
            m, middle - wide / 2, wide, up(m.cell) if is_number(m.cell) else foot, foot
        )
        inside.append(Text(middle, foot + 20, short_month(m.month), "middle"))
        marks += linked(m.href, _said(m), inside)
        if m.month.year != year:
            year = m.month.year
            marks.append(Text(middle, foot + 20 + LINE, str(year), "middle", "soft"))
    key = notes(_signs(months), 0, foot + 24 + 2.6 * LINE, WIDE)
    end = key[-1].y if key else foot + 24 + LINE
    return Drawing("wide", WIDE, end + 8, (*marks, *key))


def _most(months: list[Month]) -> float:
    return max(1, *numbers(m.cell for m in months), 1)


def _column(m: Month, x: float, wide: float, top: float, foot: float) -> list[Mark]:
    text = Text(x + wide / 2, min(top, foot - 2) - 8, brief(m.cell), "middle", _weight(m.cell))
    if m.cell is HIDDEN:
        return [Path(hatched(x, foot - 14, wide, 14), "hatch", m.cell.words), _raised(text, foot)]
    return [Rect(x, top, wide, foot - top, "block", _said(m)), text]


def _raised(text: Text, foot: float) -> Text:
    return Text(text.x, foot - 20, text.words, text.anchor, text.style)


def _weight(cell: Cell) -> str:
    return "strong" if is_number(cell) and cell else "soft"


def _rows(months: list[Month]) -> Drawing:
    values = numbers(m.cell for m in months)
    room = max([lettered(shown(value), bold=True) for value in values], default=0) + 12
    along = Scale(0, _most(months), _MONTH, NARROW - room)
    marks: list[Mark] = []
    y = 0.0
    tall = TOUCH if any(m.href for m in months) else _ROW
    for m in months:
        end = along(m.cell) if is_number(m.cell) else _MONTH
        inside: list[Mark] = [Rect(0, y, NARROW, tall, "touch")]
        inside.append(Text(0, y + tall / 2 + 5, f"{short_month(m.month)} {m.month.year}"))
        if m.cell is HIDDEN:
            end = _MONTH + 20
            inside.append(Path(hatched(_MONTH, y + tall / 2 - 9, 20, 18), "hatch", m.cell.words))
        else:
            inside.append(Rect(_MONTH, y + tall / 2 - 9, end - _MONTH, 18, "block", _said(m)))
        inside.append(Text(end + 8, y + tall / 2 + 5, shown(m.cell), style=_weight(m.cell)))
        marks += linked(m.href, _said(m), inside)
        y += tall
    axis = Path(line([(_MONTH, 4), (_MONTH, y - 4)]), "rule nought")
    key = notes(_signs(months), 0, y + LINE, NARROW)
    return Drawing("narrow", NARROW, (key[-1].y if key else y) + 8, (*marks, axis, *key))


def _said(m: Month) -> str:
    return f"{month_year(m.month)}: {spoken(m.cell)}"


def _signs(months: list[Month]) -> list[tuple[str, str]]:
    return missing_key(m.cell for m in months if not is_number(m.cell))
