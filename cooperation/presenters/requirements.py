"""What a kabupaten asks for, in words: on its own page, and as an agreement stands to it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cooperation.lifecycle import ACTS, Flow
from cooperation.models import Requirement
from cooperation.presenters.duties import long_date, time_left
from cooperation.services.agreements import acting_codes, may_act

MOST_NAMES = 6


@dataclass(frozen=True)
class Met:
    """One record that it was met: by whom (or nobody in particular), when, under which number."""

    party: str
    day: date
    number: str


@dataclass(frozen=True)
class Line:
    """One requirement on the page of an agreement.

    ``mine``: the parties for which the reader may record it, None for the agreement as a whole.
    ``owing``: the names of those who owe it; ``more``: how many more. ``left``: how long there is.
    """

    rule: Requirement
    met: tuple[Met, ...]
    done: int
    asked: int
    owing: tuple[str, ...] = ()
    more: int = 0
    due_on: date | None = None
    left: str = ""
    is_late: bool = False
    mine: tuple = ()

    @property
    def is_met(self) -> bool:
        return self.done == self.asked

    @property
    def tag(self) -> tuple[str, str]:
        """A word or two, and its tone."""
        if self.is_met:
            return _("terpenuhi"), ""
        if self.is_late:
            return self.left, "bad"
        return (self.left if self.due_on else _("belum")), "wait"

    @property
    def of_all(self) -> str:
        """How many of several villages have done it."""
        if not self.rule.each_village or self.asked < 2:
            return ""
        return _("%(done)d dari %(asked)d desa") % {"done": self.done, "asked": self.asked}


def lines(statuses, standing, parties, user, today: date) -> list[Line]:
    """How the agreement stands to each requirement, with what the reader may record."""
    by_key = {str(party.pk): party for party in parties}
    act = ACTS["fulfil"]
    codes = acting_codes(act=act, standing=standing, parties=parties)
    return [_line(status, by_key, act, codes, user, today) for status in statuses]


def _line(status, by_key, act, codes, user, today) -> Line:
    owing = [by_key.get(key) for key in status.owing]
    names = [party.name for party in owing if party]
    may = not status.rule.is_deadline
    mine = [p for p in owing if may and may_act(user=user, act=act, party=p, codes=codes)]
    due_on = status.due_on
    return Line(
        rule=status.rule,
        met=tuple(_met(event, by_key) for event in status.events),
        done=len(status.asked) - len(status.owing),
        asked=len(status.asked),
        owing=tuple(names[:MOST_NAMES]),
        more=max(0, len(names) - MOST_NAMES),
        due_on=due_on,
        left=time_left(due_on, today) if due_on else "",
        is_late=bool(due_on and due_on < today),
        mine=tuple(mine),
    )


def _met(event, by_key) -> Met:
    party = by_key.get(str(event.party_id or ""))
    day = date.fromisoformat(event.content["on"])
    return Met(party.name if party else "", day, event.content.get("number", ""))


def deadline(rule) -> str:
    """The deadline of a rule in words, or nothing."""
    if not rule.days:
        return ""
    words = _("paling lambat %(days)d hari sejak %(since)s")
    return words % {"days": rule.days, "since": rule.get_since_display()}


@dataclass(frozen=True)
class RuleRow:
    """One requirement on the page of the kabupaten."""

    rule: Requirement
    deadline: str
    when: str
    flows: str


def rule_rows(rules, today: date) -> dict[str, list[RuleRow]]:
    """The requirements of a kabupaten: those that hold, those to come, those withdrawn."""
    found = {"now": [], "coming": [], "past": []}
    for rule in rules:
        key = "past" if rule.withdrawn_on else "now" if rule.active_from <= today else "coming"
        found[key].append(RuleRow(rule, deadline(rule), _when(rule), _flows(rule)))
    return found


def _flows(rule) -> str:
    if set(rule.flows) == set(Flow.values):
        return _("semua bentuk kerja sama")
    return "; ".join(rule.flow_names)


def _when(rule) -> str:
    since = long_date(rule.active_from)
    if not rule.withdrawn_on:
        return _("berlaku sejak %(since)s") % {"since": since}
    words = {"since": since, "until": long_date(rule.withdrawn_on)}
    return _("berlaku sejak %(since)s, dicabut %(until)s") % words
