"""The page of a kecamatan: what holds across its villages, then each village with its findings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stakeholders.presenters.findings.board import Board
from stakeholders.presenters.findings.changes import changed, frequent_months, months
from stakeholders.presenters.findings.roles import lowered
from stakeholders.presenters.findings.say import Worded
from stakeholders.presenters.wording import SORTS
from stakeholders.services.coverage import Coverage

AT_ONCE = 5  # rows of a list that are seen before it is unfolded


@dataclass(frozen=True)
class Entry:
    """One village: its place in words, how far the work has come, its findings.

    ``stamp``: what its stored part depends on.
    """

    code: str
    name: str
    coverage: Coverage
    board: Board
    changes: object
    families: Mapping[str, int]

    @property
    def stamp(self) -> str:
        reading = self.board.reading
        return f"{reading.revision}-{reading.audience}-{self.board.token}"

    @property
    def for_team(self) -> bool:
        return self.board.reading.for_team

    @property
    def changed(self) -> str:
        return changed(self.changes)

    @property
    def kinds(self) -> str:
        """Which sorts of group are met in it, each with their number."""
        return " · ".join(
            f"{words} {self.families[sort]}"
            for sort, words in SORTS.items()
            if sort in self.families
        )

    @property
    def told(self) -> str:
        """What its findings are about, with their number."""
        first = self.board.first
        return ngettext(
            "%(count)s temuan: %(kinds)s", "%(count)s temuan: %(kinds)s", len(first)
        ) % {
            "count": len(first),
            "kinds": get_text_list([lowered(str(t.finding.title)) for t in first], _("dan")),
        }


class Subdistrict:
    """What the villages of a kecamatan have in common, in words.

    ``across``: `services.subdistrict.Across`; ``since``: the day changes are told from.
    """

    def __init__(self, place, entries, across, *, since: date):
        self.place = place
        self.entries = entries
        self.across = across
        self.since = since
        self._names = {entry.code: entry.name for entry in entries}

    @property
    def is_one(self) -> bool:
        """Whether this person reads a single village of the kecamatan."""
        return len(self.entries) == 1

    # --- coverage --------------------------------------------------------------------------

    @property
    def known(self) -> int:
        """Groups, each once however many villages it is present in."""
        return self.across.known

    @property
    def interviewed(self) -> int:
        return self.across.known - len(self.across.unasked)

    @property
    def last_visit(self) -> date | None:
        days = [entry.coverage.last_visit for entry in self.entries if entry.coverage.last_visit]
        return max(days, default=None)

    # --- findings across villages ------------------------------------------------------------

    @cached_property
    def empty_roles(self) -> list[Worded]:
        """The roles that nobody fills in any of the villages."""
        return [self._empty_role(gap) for gap in self.across.role_gaps if gap.is_everywhere]

    def _empty_role(self, gap):
        words = {"role": lowered(str(gap.role.label)), "villages": self._listed(gap.empty)}
        title, sentence = (
            _("Kosong di semua desa yang ditanya"),
            _("Di semua desa yang ditanya (%(villages)s) belum ada kelompok yang %(role)s."),
        )
        if self.is_one:
            title, sentence = (
                _("Peran yang kosong"),
                _("Di desa ini belum ada kelompok yang %(role)s."),
            )
        doubt = _("Peran bisa dijalankan perorangan, bukan atas nama kelompok.")
        if gap.unknown:
            doubt = ngettext(
                "%(count)s kelompok belum ditanya tentang peran ini.",
                "%(count)s kelompok belum ditanya tentang peran ini.",
                gap.unknown,
            ) % {"count": gap.unknown}
        return Worded(
            "empty_role",
            title,
            sentence % words,
            why=ngettext(
                "%(count)s kelompok sudah ditanya (%(villages)s); belum ada yang menjawab “ya”.",
                "%(count)s kelompok sudah ditanya (%(villages)s); belum ada yang menjawab “ya”.",
                gap.asked,
            )
            % {**words, "count": gap.asked},
            doubt=doubt,
            step=_("Bawa ke pertemuan antardesa: apa yang menghalangi, dan desa mana bisa mulai?"),
            step_url=reverse("participation_matrix", args=[gap.empty[0]]),
            step_label=_("Lihat peran di %(village)s") % {"village": self._names[gap.empty[0]]},
        )

    @property
    def other_gaps(self) -> list[dict]:
        """The roles that are empty in some villages and filled in others."""
        return [
            {
                "role": gap.role.label,
                "empty": self._listed(gap.empty),
                "filled": self._listed(gap.filled),
            }
            for gap in self.across.role_gaps
            if not gap.is_everywhere
        ]

    @cached_property
    def shared(self) -> Worded | None:
        """Groups that are at home in several villages: they can carry news across."""
        if not self.across.shared:
            return None
        first = self.across.shared[0]
        words = {"group": first.name, "villages": self._listed(first.villages)}
        others = len(self.across.shared) - 1
        return Worded(
            "most_tied",
            _("Ada di beberapa desa"),
            _("%(group)s ada di %(villages)s.") % words
            + (
                " "
                + ngettext(
                    "%(count)s kelompok lain juga ada di beberapa desa.",
                    "%(count)s kelompok lain juga ada di beberapa desa.",
                    others,
                )
                % {"count": others}
                if others
                else ""
            ),
            why=_("Kelompok seperti ini bisa meneruskan kabar dan pengalaman antardesa."),
            doubt=_("Di tiap desa yang datang bisa orang yang berbeda."),
            step=_("Tanyakan kepada %(group)s: apa yang dari satu desa bisa dipelajari desa lain?")
            % words,
            step_url=reverse("group_detail", args=[first.id]),
            step_label=_("Buka kelompok ini"),
        )

    def _listed(self, codes):
        return get_text_list([self._names[code] for code in codes], _("dan"))

    # --- who was not asked -------------------------------------------------------------------

    @cached_property
    def overlooked(self) -> list[dict]:
        """The groups nobody asked and nobody spoke of."""
        return self._placed(group for group in self.across.unasked if not group.mentioned)

    @property
    def overlooked_first(self) -> list[dict]:
        """As many of them as are seen without unfolding anything."""
        return self.overlooked[:AT_ONCE]

    @property
    def overlooked_more(self) -> list[dict]:
        return self.overlooked[AT_ONCE:]

    @cached_property
    def unasked(self) -> list[dict]:
        """The other groups nobody asked."""
        return self._placed(group for group in self.across.unasked if group.mentioned)

    def _placed(self, groups):
        return [
            {
                "name": group.name,
                "village": self._names[group.village],
                "begun": group.begun,
                "url": reverse("group_detail", args=[group.id]),
            }
            for group in groups
        ]

    # --- changes -----------------------------------------------------------------------------

    @property
    def since_words(self) -> str:
        return date_format(self.since, "F Y")

    @property
    def months(self) -> list[tuple[str, str, bool]]:
        """The months to tell changes from: value, words, whether chosen."""
        return months(self.across.first_day, chosen=self.since)

    @property
    def frequent_months(self) -> list[tuple[str, str, bool]]:
        """The few of them that are one tap away."""
        return frequent_months(self.across.first_day, chosen=self.since)
