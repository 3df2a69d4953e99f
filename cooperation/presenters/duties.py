"""Duties in words: how many days are left, and a text that is ready to be sent."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cooperation.services.calendar.dates import MONTHS_A_YEAR, months_between
from cooperation.services.calendar.duty import Duty
from cooperation.services.calendar.gathering import is_overdue

# Up to this many days are counted in days, then in whole months, then in whole years.
MOST_DAYS, MOST_MONTHS = 60, 24

FIELD_NAMES = {
    "body_report_months": gettext_lazy("jangka laporan BKAD"),
    "agreement_report_months": gettext_lazy("jangka laporan kepala desa kepada BPD"),
    "review_months": gettext_lazy("jangka tinjauan kinerja badan"),
    "answer_days": gettext_lazy("tenggat menjawab penawaran"),
}


@dataclass(frozen=True)
class DutyLine:
    """A row of the calendar. ``text`` is what one would send, ``whatsapp`` where to."""

    duty: Duty
    left: str
    is_overdue: bool
    text: str
    whatsapp: str

    @property
    def tone(self) -> str:
        """For the tag: overdue is bad, the rest waits; without a date it is plain."""
        if self.is_overdue:
            return "bad"
        return "wait" if self.duty.due_on else "plain"


def lines(duties, today: date, absolute) -> list[DutyLine]:
    """Duties as rows. ``absolute``: from a path to an address that can be sent."""
    return [_line(duty, today, absolute) for duty in duties]


def _line(duty, today, absolute) -> DutyLine:
    text = message(duty, today, absolute)
    return DutyLine(
        duty=duty,
        left=time_left(duty.due_on, today),
        is_overdue=is_overdue(duty, today),
        text=text,
        whatsapp="https://wa.me/?" + urlencode({"text": text}),
    )


def time_left(day: date | None, today: date) -> str:
    """How long there is until ``day``, or since, in words."""
    if day is None:
        return _("belum bertanggal")
    days = (day - today).days
    near = {0: _("hari ini"), 1: _("besok"), -1: _("kemarin")}
    if days in near:
        return near[days]
    words = {"span": span(min(day, today), max(day, today))}
    return _("%(span)s lagi") % words if days > 0 else _("lewat %(span)s") % words


def span(first: date, last: date) -> str:
    """The time between two days in whole days, months or years: "45 hari", "3 bulan"."""
    days, months = (last - first).days, months_between(first, last)
    if days <= MOST_DAYS:
        return ngettext("%(count)d hari", "%(count)d hari", days) % {"count": days}
    if months < MOST_MONTHS:
        return ngettext("%(count)d bulan", "%(count)d bulan", months) % {"count": months}
    years = months // MONTHS_A_YEAR
    return ngettext("%(count)d tahun", "%(count)d tahun", years) % {"count": years}


def when(duty, today: date) -> str:
    """The date with how long that is, or only that there is none."""
    left = time_left(duty.due_on, today)
    if duty.due_on is None:
        return left
    return _("%(date)s (%(left)s)") % {"date": long_date(duty.due_on), "left": left}


def long_date(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def message(duty, today: date, absolute) -> str:
    """A text to send as it is: what, about which matter, when, and where to look."""
    parts = [
        _("Pengingat: %(title)s.") % {"title": duty.title},
        duty.about,
        _("Kapan: %(when)s") % {"when": when(duty, today)},
        duty.note,
        absolute(duty.url),
    ]
    return "\n".join(part for part in parts if part)


def letter(duties, today: date, absolute, calendar_path: str, stop_path: str) -> tuple[str, str]:
    """Subject and text of the e-mail that tells one person of several duties.

    ``stop_path``: where they say that they want no such letters.
    """
    subject = ngettext(
        "Jejaring: %(count)d urusan kerja sama mendekat",
        "Jejaring: %(count)d urusan kerja sama mendekat",
        len(duties),
    ) % {"count": len(duties)}
    told = "\n\n".join(_paragraph(duty, today, absolute) for duty in duties)
    foot = _("Semuanya ada di kalender: %(url)s") % {"url": absolute(calendar_path)}
    stop = _("Tidak mau menerima surat seperti ini lagi? Hentikan di: %(url)s")
    return subject, f"{told}\n\n{foot}\n{stop % {'url': absolute(stop_path)}}\n"


def _paragraph(duty, today, absolute) -> str:
    lines_ = [f"{duty.title}: {duty.about}", when(duty, today), duty.note, absolute(duty.url)]
    return "\n".join(line for line in lines_ if line)


def unset_sentences(unset, names) -> list[str]:
    """What a kabupaten has not set, a sentence for each; ``names``: of kabupaten by code."""
    found = {}
    for each in unset:
        found.setdefault(each.regency, []).append(str(FIELD_NAMES[each.field]))
    return [
        _("%(what)s belum diatur kabupaten (%(where)s).")
        % {"what": _capital(", ".join(fields)), "where": names.get(code, code)}
        for code, fields in sorted(found.items())
    ]


def _capital(text) -> str:
    return text[:1].upper() + text[1:]
