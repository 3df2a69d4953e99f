"""What is chosen on a dashboard: it stands in the address, to be sent and gone back to."""

from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from villages.tallies.measures import measure
from villages.tallies.months import in_words, is_month, later, months_between, span, this_month

SPANS = (1, 3, 12)
MONTHS_BACK = 24
MONTH, SPAN, KIND = "bulan", "rentang", "jenis"
# Beside them in an address: the region to go to, the figure on the map, the other side.
REGION, FIGURE, WITH, OTHER_MONTH = "wilayah", "angka", "dengan", "bulan2"


class Unreadable(ValueError):
    """What an address asks for does not exist; the message says what to do, for a person."""


@dataclass(frozen=True)
class Chip:
    """One thing that is chosen, and the address without it."""

    words: str
    without: str


@dataclass(frozen=True)
class State:
    """The month whose end is shown, how many months events are counted over, and a group kind."""

    month: int
    span: int = 1
    family: str = ""

    @classmethod
    def of(cls, asked) -> "State":
        """What a query string asks for. Raises Unreadable, naming the field and the remedy."""
        return cls(_month(asked.get(MONTH, "")), _span(asked.get(SPAN, "")), _kind(asked))

    @cached_property
    def is_now(self) -> bool:
        return self.month == this_month()

    @cached_property
    def months(self) -> list[int]:
        """The months events are counted over."""
        return span(self.month, self.span)

    @cached_property
    def course(self) -> list[int]:
        """The months a course is drawn over."""
        return span(self.month, 12)

    @cached_property
    def ahead(self) -> list[int]:
        """The twelve months that follow, this one included."""
        return span(later(self.month, 11), 12)

    @property
    def month_words(self) -> str:
        return in_words(self.month)

    @property
    def span_words(self) -> str:
        """Over which months events are counted."""
        if self.span == 1:
            return self.month_words
        return _("%(first)s sampai %(last)s") % {
            "first": in_words(self.months[0]),
            "last": self.month_words,
        }

    @property
    def family_words(self) -> str:
        return str(_families().get(self.family, ""))

    @property
    def chosen(self) -> dict[str, str]:
        """What is chosen other than what comes by itself, as it stands in an address."""
        chosen = {}
        if not self.is_now:
            chosen[MONTH] = spelt(self.month)
        if self.span != 1:
            chosen[SPAN] = str(self.span)
        if self.family:
            chosen[KIND] = self.family
        return chosen

    @cached_property
    def query(self) -> str:
        """For links, with its question mark; empty where everything is as it comes."""
        return f"?{urlencode(self.chosen)}" if self.chosen else ""

    @property
    def chips(self) -> list[Chip]:
        """What is chosen other than what comes by itself."""
        found = []
        if not self.is_now:
            found.append(Chip(self.month_words, replace(self, month=this_month()).query or "?"))
        if self.span != 1:
            words = ngettext("%(count)s bulan", "%(count)s bulan", self.span)
            found.append(Chip(words % {"count": self.span}, replace(self, span=1).query or "?"))
        if self.family:
            found.append(Chip(self.family_words, replace(self, family="").query or "?"))
        return found

    @property
    def chosen_words(self) -> str:
        """All that is chosen in one line: "November 2026, 3 bulan, perempuan"."""
        words = [self.month_words]
        if self.span != 1:
            months = ngettext("%(count)s bulan", "%(count)s bulan", self.span)
            words.append(months % {"count": self.span})
        if self.family:
            words.append(str(self.family_words).lower())
        return ", ".join(words)

    @property
    def month_choices(self) -> list[tuple[str, str, bool]]:
        """The months one may choose: value, words, whether chosen; the newest first."""
        months = span(this_month(), MONTHS_BACK)
        if self.month not in months:
            months.insert(0, self.month)
        return [(spelt(m), in_words(m), m == self.month) for m in reversed(months)]

    @property
    def span_choices(self) -> list[tuple[int, str, bool]]:
        words = {
            1: _("Bulan itu saja"),
            3: _("3 bulan sampai bulan itu"),
            12: _("12 bulan sampai bulan itu"),
        }
        return [(count, words[count], count == self.span) for count in SPANS]

    @property
    def kind_choices(self) -> list[tuple[str, str, bool]]:
        everything = [("", _("Semua jenis"), not self.family)]
        return everything + [(k, str(v), k == self.family) for k, v in _families().items()]

    @property
    def lines(self) -> list[str]:
        """The same for the head of a print or a file."""
        lines = [_("Keadaan akhir %(month)s") % {"month": self.month_words}]
        if self.is_now:
            lines = [_("Keadaan hari ini, %(month)s") % {"month": self.month_words}]
        lines.append(_("Kegiatan: %(months)s") % {"months": self.span_words})
        return lines

    @property
    def kind_lines(self) -> list[str]:
        """The kind of group, where one is chosen."""
        if not self.family:
            return []
        return [_("Jenis kelompok: %(kind)s") % {"kind": self.family_words}]


def spelt(month: int) -> str:
    """A month as it stands in an address: 2026-11."""
    return f"{month // 100}-{month % 100:02}"


def _families():
    """The kinds of groups, from the declaration of what is counted along them."""
    (axis,) = measure("groups").axes
    return axis.values


def month_from(text: str) -> int:
    """The month of "2026-11". Raises Unreadable."""
    year, _dash, number = text.partition("-")
    readable = len(text) == 7 and year.isdecimal() and number.isdecimal() and text.isascii()
    month = int(year) * 100 + int(number) if readable else 0
    if not is_month(month):
        raise Unreadable(
            _("Bulan “%(text)s” tidak terbaca. Pilih bulan dari daftar.") % {"text": text[:20]}
        )
    if months_between(month, this_month()) < 0:
        raise Unreadable(
            _("%(month)s belum terjadi. Pilih bulan ini atau bulan sebelumnya.")
            % {"month": in_words(month)}
        )
    return month


def _month(text) -> int:
    return month_from(text) if text else this_month()


def _span(text) -> int:
    if not text:
        return 1
    if text not in map(str, SPANS):
        raise Unreadable(
            _("Rentang “%(text)s” tidak ada. Pilih dari daftar.") % {"text": text[:20]}
        )
    return int(text)


def _kind(asked) -> str:
    family = asked.get(KIND, "")
    if family and family not in _families():
        raise Unreadable(
            _("Jenis kelompok “%(text)s” tidak ada. Pilih dari daftar.") % {"text": family[:20]}
        )
    return family
