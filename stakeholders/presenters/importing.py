"""The preview of a file in lists and sentences: what comes, what changes, what stays away."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stakeholders.models import Stakeholder, Tie
from stakeholders.models.dependency import Form
from stakeholders.presenters.wording import SAID
from stakeholders.services.importing.rows import ADD, CHANGE, SAME
from stakeholders.services.importing.words import SKIP

MOST = 100  # rows of one list on the page
COLUMNS = {
    "hamlet": Stakeholder._meta.get_field("hamlet").verbose_name,
    "residence": Stakeholder._meta.get_field("residence").verbose_name,
    "since_year": Stakeholder._meta.get_field("since_year").verbose_name,
    "members_approx": Stakeholder._meta.get_field("members_approx").verbose_name,
    "confirmed_on": Stakeholder._meta.get_field("confirmed_on").verbose_name,
    "group_kind_id": Stakeholder._meta.get_field("group_kind").verbose_name,
}


@dataclass(frozen=True)
class Listed:
    """One row of a list: ``main`` and, beneath it, what else is to know."""

    main: str
    side: str = ""
    warn: str = ""


@dataclass(frozen=True)
class Section:
    """A list of rows with the same fate; ``rows`` are the first of ``total``."""

    title: str
    total: int
    rows: list[Listed]
    open: bool = False

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


class Preview:
    """A plan as its page shows it; ``kinds``: code and name of the kinds of groups."""

    def __init__(self, plan, kinds):
        self.plan = plan
        self.kinds = dict(kinds)
        self.names = {row.key: row.name for row in plan.parties}

    @property
    def counts(self) -> list[tuple[str, int, int]]:
        """For each fate its words, and how many parties and ties share it."""
        words = {
            ADD: _("ditambahkan"),
            CHANGE: _("berubah"),
            SAME: _("sudah ada"),
            SKIP: _("dilewati"),
        }
        return [
            (label, self._count(self.plan.parties, fate), self._count(self.plan.links, fate))
            for fate, label in words.items()
        ]

    @staticmethod
    def _count(rows, fate):
        return sum(row.action == fate for row in rows)

    @property
    def sections(self) -> list[Section]:
        """The lists that are not empty, what changes something first."""
        parties, links = self.plan.parties, self.plan.links
        depend = self.plan.dependencies
        found = [
            self._section(_("Pihak baru"), parties, ADD, self._party, open=True),
            self._section(_("Pihak yang berubah"), parties, CHANGE, self._changed, open=True),
            self._section(_("Hubungan baru"), links, ADD, self._link, open=True),
            self._section(_("Hubungan yang berubah"), links, CHANGE, self._link, open=True),
            self._section(_("Ketergantungan baru"), depend, ADD, self._dependence, open=True),
            self._section(_("Pihak yang dilewati"), parties, SKIP, self._passed),
            self._section(_("Hubungan yang dilewati"), links, SKIP, self._link_passed),
            self._section(_("Ketergantungan yang dilewati"), depend, SKIP, self._dependence),
            self._section(_("Pihak yang sudah ada"), parties, SAME, self._party),
            self._section(_("Hubungan yang sudah ada"), links, SAME, self._link),
            self._section(_("Ketergantungan yang sudah ada"), depend, SAME, self._dependence),
        ]
        return [section for section in found if section.total]

    def _section(self, title, rows, fate, worded, *, open=False):
        chosen = [row for row in rows if row.action == fate]
        return Section(title, len(chosen), [worded(row) for row in chosen[:MOST]], open)

    def _party(self, row):
        if row.kind == Stakeholder.Kind.GROUP:
            kind = self.kinds.get(row.group_kind, "")
        else:
            kind = str(Stakeholder.Kind(row.kind).label)
        told = [kind, str(row.fields.get("hamlet", "")), str(row.fields.get("residence", ""))]
        warn = _("sebutan peran, atau nama orang?") if row.unclear_name else ""
        return Listed(row.name, " · ".join(part for part in told if part), warn)

    def _changed(self, row):
        told = [f"{COLUMNS[column]}: {old or '–'} → {new}" for column, old, new in row.changes]
        return Listed(row.name, "; ".join(told))

    @staticmethod
    def _passed(row):
        return Listed(row.name, row.why)

    def _link(self, link):
        said = self._said(link.stance or link.kind, link.office)
        if link.before:
            said = _("%(now)s; sebelumnya: %(before)s") % {
                "now": said,
                "before": self._said(link.before),
            }
        return Listed(self._pair(link), said)

    def _link_passed(self, link):
        return Listed(self._pair(link), link.why)

    def _dependence(self, row):
        forms = ", ".join(str(Form(form).label) for form in row.columns.get("forms", ()))
        pair = f"{self.names[row.patron]} → {self.names[row.client]}"
        return Listed(pair, row.why or forms)

    def _pair(self, link):
        return f"{self.names.get(link.source, link.source)} → {self.names.get(link.target, '')}"

    @staticmethod
    def _said(word, office=""):
        if word == Tie.Kind.MEMBERSHIP:
            return office or str(Tie.Kind.MEMBERSHIP.label)
        return str(SAID[word])
