"""A month of a region in a message: short enough for a telephone, nothing in it about persons."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.dashboards.cells import shown
from jejaring.dashboards.figures import BY_KEY
from jejaring.dashboards.marking import Marked
from jejaring.dashboards.pages import Page, address, titled
from villages.tallies.months import in_words

MOST = 900  # signs; longer ones are folded by messengers
ASKED = 3
OWN_LINES = {"silent", "ends"}  # questions whose number stands in a line of its own


@dataclass(frozen=True)
class Summary:
    """What it is about, and the text as it is sent."""

    subject: str
    text: str

    @property
    def whatsapp(self) -> str:
        return f"https://wa.me/?text={quote(self.text)}"

    @property
    def mail(self) -> str:
        """Opens a letter with it in the reader's own program; the lines end as in a letter."""
        body = self.text.replace("\n", "\r\n")
        return "mailto:?" + urlencode({"subject": self.subject, "body": body}, quote_via=quote)


def absolute(path: str) -> str:
    """An address that opens from a letter."""
    return settings.SITE_ADDRESS.rstrip("/") + path


def summary(page: Page, asked: list[Marked]) -> Summary:
    """The month of a region; questions are left out from the last on until it is short enough.

    ``page`` must hold the measures of questions and of ``cakupan``. All of them are open, and of
    roles it tells only that they are empty.
    """
    subject = _("%(place)s, %(month)s") % {
        "place": titled(page.place),
        "month": page.state.month_words,
    }
    open_ones = [each.question for each in asked if not each.is_settled]
    told = [each.sentence for each in open_ones if each.key not in OWN_LINES][:ASKED]
    while True:
        text = "\n".join(_lines(page, subject, told))
        if len(text) <= MOST or not told:
            return Summary(subject, text)
        told.pop()


def _lines(page, subject, told) -> list[str]:
    lines = [subject, f"{page.coverage}. {_silent(page)}", ""]
    if told:
        lines.append(_("Patut ditanyakan:"))
        lines += [f"{number}. {sentence}" for number, sentence in enumerate(told, 1)]
        lines.append("")
    way = absolute(address("dashboard", page.place, page.state))
    return [*lines, _ends(page), _("Angka hanyalah pertanyaan: jawabannya ada di desa."), way]


def _silent(page) -> str:
    """In how many villages nothing was recorded, as ``cakupan`` counts it."""
    figure = BY_KEY["cakupan"].figure("silent", page.state)
    number = figure.take(page.figures, page.place.code, page.state)
    if not isinstance(number, int):
        return ""
    return ngettext(
        "%(count)s desa diam: tidak mencatat kegiatan bulan itu.",
        "%(count)s desa diam: tidak mencatat kegiatan bulan itu.",
        number,
    ) % {"count": shown(number)}


def _ends(page) -> str:
    """Which agreements end next, within a year."""
    for month in page.state.ahead:
        number = page.figures.dated("ends", month)
        if isinstance(number, int) and number:
            if month == page.state.month:  # some of them may be over
                return _("Berakhir pada %(month)s: %(count)s kerja sama.") % {
                    "count": shown(number),
                    "month": in_words(month),
                }
            return ngettext(
                "Berakhir berikutnya: %(count)s kerja sama pada %(month)s.",
                "Berakhir berikutnya: %(count)s kerja sama pada %(month)s.",
                number,
            ) % {"count": shown(number), "month": in_words(month)}
    return _("Tidak ada kerja sama yang berakhir dalam 12 bulan.")
