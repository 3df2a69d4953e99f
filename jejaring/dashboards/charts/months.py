"""Months along the foot of a drawing, and how a number moved through them, in a sentence."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jejaring.dashboards.cells import HIDDEN, NO_DATA, NUMBER, Cell, is_number, shown
from jejaring.dashboards.charts.marks import LINE, Text

_ROOM = 42.0  # what a short month and its year need


def month_year(month: date) -> str:
    """ "Maret 2026"."""
    return date_format(month, "F Y")


def short_month(month: date) -> str:
    """ "Mar"."""
    return date_format(month, "M")


def foot(months: Sequence[date], places: Sequence[float], y: float) -> list[Text]:
    """Names of months beneath their places, as many as there is room for, the last always; the
    year stands beneath the first of each year."""
    marks, year = [], None
    for number in _told(places):
        month = months[number]
        marks.append(Text(places[number], y, short_month(month), "middle", "soft"))
        if month.year != year:
            year = month.year
            marks.append(Text(places[number], y + LINE, str(year), "middle", "soft"))
    return marks


def _told(places: Sequence[float]) -> list[int]:
    """Which places get their name: counted back from the last, evenly."""
    apart = places[1] - places[0] if len(places) > 1 else _ROOM
    step = max(1, -int(-_ROOM // apart))
    return sorted(range(len(places) - 1, -1, -step))


def course(label: str, months: Sequence[date], cells: Sequence[Cell], kind: str = NUMBER) -> str:
    """How a number moved: "Kelompok naik dari 12 menjadi 15 sejak Maret 2026."."""
    known = [(month, cell) for month, cell in zip(months, cells, strict=True) if is_number(cell)]
    if not known:
        reason = HIDDEN if HIDDEN in cells else NO_DATA
        return _("%(label)s: %(reason)s.") % {"label": label, "reason": reason.words}
    (first, before), (last, now) = known[0], known[-1]
    told = {
        "label": label,
        "before": shown(before, kind),
        "now": shown(now, kind),
        "since": month_year(first),
        "until": month_year(last),
        **_between([cell for _month, cell in known], kind),
    }
    if last != months[-1]:
        return _since_then(told, before, now, len(known))
    if len(known) == 1:
        return _("%(label)s: %(now)s pada %(until)s.") % told
    if told["low"] == told["high"]:
        return _("%(label)s tetap %(now)s sejak %(since)s.") % told
    if told["before"] == told["now"]:
        return (
            _("%(label)s naik turun antara %(low)s dan %(high)s sejak %(since)s, kini %(now)s.")
            % told
        )
    if now > before:
        return _("%(label)s naik dari %(before)s menjadi %(now)s sejak %(since)s.") % told
    return _("%(label)s turun dari %(before)s menjadi %(now)s sejak %(since)s.") % told


def _between(known: Sequence[float], kind: str) -> dict[str, str]:
    """The least and the most that it was."""
    return {"low": shown(min(known), kind), "high": shown(max(known), kind)}


def _since_then(told: dict, before: float, now: float, count: int) -> str:
    """The same where the newest months hold no number: the sentence ends where the numbers do."""
    if count == 1:
        return _("%(label)s: %(now)s pada %(until)s; sesudahnya tidak ada angka.") % told
    if told["low"] == told["high"]:
        return _("%(label)s tetap %(now)s sampai %(until)s; sesudahnya tidak ada angka.") % told
    if told["before"] == told["now"]:
        return (
            _(
                "%(label)s naik turun antara %(low)s dan %(high)s sampai %(until)s; sesudahnya "
                "tidak ada angka."
            )
            % told
        )
    if now > before:
        return (
            _(
                "%(label)s naik dari %(before)s menjadi %(now)s sampai %(until)s; sesudahnya tidak "
                "ada angka."
            )
            % told
        )
    return (
        _(
            "%(label)s turun dari %(before)s menjadi %(now)s sampai %(until)s; sesudahnya tidak "
            "ada angka."
        )
        % told
    )
