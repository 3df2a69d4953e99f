"""What changed between two days, in sentences and lists; ``changes_drawing`` draws both days."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stakeholders.graph.compare import GOVERNMENT, MEMBERSHIP, RELATION, Change
from stakeholders.presenters.findings.changes import last_march
from stakeholders.presenters.links import Links
from stakeholders.presenters.selection import Selection
from stakeholders.presenters.wording import describe
from stakeholders.services.changes import Changes, counts_of, coverage_on
from stakeholders.services.coverage import Coverage

NAMED = 4
ADDED, GONE, OTHER, HEARD, KEPT = "added", "gone", "other", "heard", "kept"
# What became of a tie: a sign that is drawn and printed, and the word for it.
FATES = {
    ADDED: ("+", gettext_lazy("Baru")),
    GONE: ("−", gettext_lazy("Berakhir")),
    OTHER: ("≠", gettext_lazy("Berubah")),
    HEARD: ("?", gettext_lazy("Baru terdengar")),
    KEPT: ("", gettext_lazy("Tetap")),
}
_PARTIES = ("group", "institution")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: what became of a tie (``fate``), whose, in which words, and its page.

    ``since``: the day from which it holds, where somebody said so.
    """

    fate: str
    line: dict
    first: str
    second: str
    said: str
    url: str
    since: date | None = None

    @property
    def sign(self) -> str:
        return FATES[self.fate][0]

    @property
    def word(self) -> str:
        return str(FATES[self.fate][1])


@dataclass(frozen=True, slots=True)
class Preset:
    """A first day one often wants."""

    label: str
    url: str
    chosen: bool


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def presets(path: str, chosen: date, *, last_visit: date | None) -> list[Preset]:
    """First days to choose from, each up to today. ``last_visit``: before today, if any."""
    today = timezone.localdate()
    march = last_march()
    offered = [
        (_("Sejak kunjungan terakhir"), last_visit),
        (_("3 bulan"), months_before(today, 3)),
        (_("Sejak %(month)s") % {"month": date_format(march, "F Y")}, march),
        (_("Setahun"), months_before(today, 12)),
    ]
    return [
        Preset(label, f"{path}?sejak={day.isoformat()}", day == chosen)
        for label, day in offered
        if day
    ]


class VillageChanges:
    """The changes of a village as their page needs them. ``path`` is that of its map."""

    def __init__(self, changes: Changes, path: str):
        self.changes = changes
        self.comparison = changes.comparison
        self.counts = counts_of(changes.comparison)
        self.path = path

    # --- the days ----------------------------------------------------------------------------

    @property
    def is_until_now(self) -> bool:
        """Whether the later day is today."""
        return self.changes.after.on is None

    @cached_property
    def period(self) -> str:
        """The two days in words, as a sentence begins."""
        since = date_format(self.changes.since, "DATE_FORMAT")
        if self.is_until_now:
            return _("Sejak %(since)s") % {"since": since}
        until = date_format(self.changes.until, "DATE_FORMAT")
        return _("Antara %(since)s dan %(until)s") % {"since": since, "until": until}

    @property
    def map_before(self) -> str:
        """The map of the earlier day."""
        return f"{self.path}?tanggal={self.changes.since.isoformat()}"

    @property
    def map_after(self) -> str:
        """The map of the later day."""
        until = "" if self.is_until_now else f"?tanggal={self.changes.until.isoformat()}"
        return f"{self.path}{until}"

    @cached_property
    def coverage(self) -> dict[str, Coverage]:
        """How complete either day's picture is."""
        return {
            "before": coverage_on(self.changes.before),
            "after": coverage_on(self.changes.after),
        }

    @cached_property
    def links(self) -> Links:
        return Links(Selection(), self.path)

    # --- in sentences ------------------------------------------------------------------------

    @cached_property
    def headline(self) -> str:
        """The number of changes in one sentence."""
        counts = self.counts
        if counts.is_quiet:
            return _("%(period)s tidak ada hubungan antarpihak yang tercatat berubah.") % {
                "period": self.period
            }
        told = [
            counts.added
            and ngettext("+%(n)s hubungan", "+%(n)s hubungan", counts.added) % {"n": counts.added},
            counts.removed
            and ngettext("−%(n)s hubungan", "−%(n)s hubungan", counts.removed)
            % {"n": counts.removed},
            counts.changed
            and ngettext("%(n)s berubah", "%(n)s berubah", counts.changed) % {"n": counts.changed},
        ]
        return _("%(period)s: %(changes)s.") % {
            "period": self.period,
            "changes": ", ".join(filter(None, told)),
        }

    @cached_property
    def news(self) -> list[str]:
        """What else became of groups and of the whole network, one sentence each."""
        found = self.comparison
        return [
            *self._named(
                _("Kini terhubung dengan kelompok lain: %(names)s."),
                (each.party for each in found.connected if not each.by_asking),
            ),
            *self._named(
                _("Tidak lagi terhubung dengan kelompok lain: %(names)s."), found.disconnected
            ),
            *(self._met(each) for each in found.merged if not each.by_asking),
            *(self._parted(each) for each in found.split),
            *self._named(
                _("Baru berdiri: %(names)s."),
                self._counted(each.party for each in found.arrived if not each.by_asking),
            ),
            *self._named(_("Tidak ada lagi di peta: %(names)s."), self._counted(found.left)),
        ]

    @cached_property
    def more_asked(self) -> list[str]:
        """What grew only because more was asked, one sentence each."""
        found = self.comparison
        return [
            *self._named(_("Baru diwawancarai: %(names)s."), found.interviewed),
            *self._named(
                _("Baru dicatat, mungkin sudah lama ada: %(names)s."),
                self._counted(each.party for each in found.arrived if each.by_asking),
            ),
            *self._named(
                _("Baru terlihat terhubung: %(names)s."),
                (each.party for each in found.connected if each.by_asking),
            ),
            *(self._met(each) for each in found.merged if each.by_asking),
        ]

    def _named(self, sentence, parties: Iterable[str]) -> list[str]:
        names = [self.names[party] for party in parties]
        if not names:
            return []
        shown = names[:NAMED]
        if more := len(names) - len(shown):
            rest = ngettext("%(count)s kelompok lain", "%(count)s kelompok lain", more)
            shown.append(rest % {"count": more})
        return [sentence % {"names": get_text_list(shown, _("dan"))}]

    def _counted(self, parties: Iterable[str]) -> list[str]:
        """Groups and institutions among the parties: persons come and go with their office."""
        return [party for party in parties if self.parties[party]["kind"] in _PARTIES]

    def _met(self, regrouping):
        return _("Bagian jaringan yang dulu terpisah kini bertemu: %(parts)s.") % {
            "parts": self._parts(regrouping)
        }

    def _parted(self, regrouping):
        return _("Jaringan yang dulu satu kini terpisah: %(parts)s.") % {
            "parts": self._parts(regrouping)
        }

    def _parts(self, regrouping):
        told = []
        for part in regrouping.parts[:NAMED]:
            more = len(part) - 1
            told.append(
                ngettext(
                    "%(group)s bersama %(count)s kelompok lain",
                    "%(group)s bersama %(count)s kelompok lain",
                    more,
                )
                % {"group": self.names[part[0]], "count": more}
            )
        if more := len(regrouping.parts) - len(told):
            told.append(
                ngettext("%(count)s bagian lain", "%(count)s bagian lain", more) % {"count": more}
            )
        return "; ".join(told)

    # --- the lists ---------------------------------------------------------------------------

    @cached_property
    def parties(self) -> dict[str, dict]:
        """Everybody who was there on either day, by id, as they are on the later one."""
        both = self.changes.before.parties + self.changes.after.parties
        return {party["id"]: party for party in both}

    @cached_property
    def names(self) -> dict[str, str]:
        return {party_id: party["name"] for party_id, party in self.parties.items()}

    @cached_property
    def entries(self) -> list[Entry]:
        """What became of relations in the village: new, ended, changed."""
        return self._listed(RELATION, by_asking=False)

    @cached_property
    def heard(self) -> list[Entry]:
        """Relations that are new or different only because more was asked."""
        return self._listed(RELATION, by_asking=True)

    @cached_property
    def confirmed(self) -> list[Entry]:
        """Relations that both sides tell now, and one told before."""
        return [
            self._entry(KEPT, change)
            for change in self.comparison.confirmed
            if change.subject == RELATION
        ]

    @cached_property
    def offices(self) -> list[Entry]:
        """Who came to an office and who left it."""
        return self._listed(MEMBERSHIP)

    @cached_property
    def judgements(self) -> list[Entry]:
        """How groups judge the village government; there are none for who may not see them."""
        return self._listed(GOVERNMENT)

    def _listed(self, subject, *, by_asking=None) -> list[Entry]:
        found = self.comparison
        fates = ((ADDED, found.added), (GONE, found.removed), (OTHER, found.changed))
        return [
            self._entry(HEARD if change.by_asking else fate, change)
            for fate, changes in fates
            for change in changes
            if change.subject == subject and by_asking in (None, change.by_asking)
        ]

    def _entry(self, fate, change: Change) -> Entry:
        before, after = (lines.get(_key(change)) for lines in self.lines)
        line = after or before
        if fate == KEPT or not before:
            said = describe(after, self.names)
        else:
            was = describe(before, self.names)
            now = describe(after, self.names) if after else self._ending(change)
            said = _("dulu %(was)s; kini %(now)s") % {"was": was, "now": now}
        first, second = (self.names[party] for party in change.parties)
        since = self._since(change) if fate in (ADDED, OTHER) else None
        return Entry(fate, line, first, second, said, self.links.tie(line), since)

    def _since(self, change):
        """The day from which the newest statement behind a change holds."""
        held = {said["id"]: said["since"] for said in self.changes.after.statements}
        return max(held[tie] for tie in change.ties)

    def _ending(self, change):
        """How a tie ended: somebody left, denies it now, or no longer speaks of it."""
        there = {party["id"] for party in self.changes.after.parties}
        if gone := [party for party in change.parties if party not in there]:
            return _("%(party)s tidak ada lagi di peta") % {"party": self.names[gone[0]]}
        denying = [
            said["source"]
            for said in self.changes.after.statements
            if said["kind"] == "unrelated"
            and {said["source"], said["target"]} == set(change.parties)
        ]
        if denying and change.subject == RELATION:
            return _("tidak ada kaitan, menurut %(speaker)s") % {"speaker": self.names[denying[0]]}
        return _("berakhir")

    @cached_property
    def lines(self) -> tuple[dict, dict]:
        """The lines of both days, each by its parties and subject."""
        return tuple(
            {key_of(line): line for line in reading.lines}
            for reading in (self.changes.before, self.changes.after)
        )


def _key(change: Change) -> tuple[str, str, str]:
    return (*change.parties, change.subject)


def key_of(line) -> tuple[str, str, str]:
    """The parties and the subject of a line, by which it is found again on another day."""
    return (line["a"], line["b"], subject_of(line))


def subject_of(line):
    return line["kind"] if line["kind"] in (GOVERNMENT, MEMBERSHIP) else RELATION
