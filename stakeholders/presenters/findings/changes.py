"""What changed in a village since a day, in a sentence, and the months to choose it from."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stakeholders.presenters.findings.say import Worded

MONTHS_BACK = 3
YEAR = 12  # months offered where no interview has a date yet
MOST_MONTHS = 120


def changed(counts) -> str:
    """What changed in the village itself, as half a sentence; empty if nothing did."""
    told = [
        (counts.added, ngettext("%(n)s hubungan baru", "%(n)s hubungan baru", counts.added)),
        (counts.removed, ngettext("%(n)s berakhir", "%(n)s berakhir", counts.removed)),
        (counts.changed, ngettext("%(n)s berubah", "%(n)s berubah", counts.changed)),
    ]
    return get_text_list([words % {"n": count} for count, words in told if count], _("dan"))


def changes(counts, since: date, url: str) -> Worded | None:
    """The finding that something changed since a day; None if nothing did and nothing was heard."""
    if counts.is_quiet and not counts.heard:
        return None
    words = {"since": date_format(since, "F Y"), "what": changed(counts)}
    sentence = _("Sejak %(since)s: %(what)s.") % words
    if counts.is_quiet:
        sentence = _("Sejak %(since)s tidak ada yang berubah; hanya lebih banyak yang ditanya.") % (
            words
        )
    return Worded(
        "changes",
        _("Yang berubah"),
        sentence,
        why=_heard(counts) or _("Dihitung dari apa yang dikatakan kelompok pada kedua waktu itu."),
        doubt=_("Perubahan baru terlihat sesudah ada yang bertanya lagi."),
        step=_("Tanyakan kepada yang bersangkutan: apa yang membuatnya berubah?"),
        step_url=f"{url}?sejak={since.isoformat()}",
        step_label=_("Lihat perubahannya"),
    )


def _heard(counts):
    """What only asking added, so that nobody takes it for growth."""
    if not counts.heard:
        return ""
    return ngettext(
        "%(count)s hubungan lain tidak dihitung: baru terdengar, karena lebih banyak yang ditanya.",
        "%(count)s hubungan lain tidak dihitung: baru terdengar, karena lebih banyak yang ditanya.",
        counts.heard,
    ) % {"count": counts.heard}


def months_ago(months: int) -> date:
    """The first day of the month so many months before this one."""
    today = timezone.localdate()
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, 1)


def month_of(text: str) -> date | None:
    """The first day of a month written as "2026-03"; None for anything else or to come."""
    try:
        day = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return day if day <= timezone.localdate() else None


def last_march() -> date:
    """The first of the latest March that is over: when the villages' yearly planning ends."""
    today = timezone.localdate()
    return date(today.year if today.month > 3 else today.year - 1, 3, 1)


def months(first: date | None, *, chosen: date) -> list[tuple[str, str, bool]]:
    """The months since the first interview, the latest first: value, words, whether chosen.

    The month that was chosen is among them, even if it lies before all that is known.
    """
    earliest = min(chosen, first or months_ago(YEAR)).replace(day=1)
    days = [months_ago(back) for back in range(MOST_MONTHS)]
    days = [day for day in days if day >= earliest]
    if chosen not in days:
        days.append(chosen)
    return [_month(day, date_format(day, "F Y"), chosen) for day in days]


def frequent_months(first: date | None, *, chosen: date) -> list[tuple[str, str, bool]]:
    """The months one mostly wants, as ``months`` gives them; none before the first interview."""
    wanted = {
        months_ago(MONTHS_BACK): _("3 bulan"),
        last_march(): date_format(last_march(), "F Y"),
        months_ago(YEAR): _("Setahun"),
    }
    if first:
        first = first.replace(day=1)
        wanted = {day: words for day, words in wanted.items() if day > first}
        wanted[first] = _("Sejak awal")
    return [_month(day, wanted[day], chosen) for day in sorted(wanted, reverse=True)]


def _month(day, words, chosen):
    return day.strftime("%Y-%m"), words, day == chosen
