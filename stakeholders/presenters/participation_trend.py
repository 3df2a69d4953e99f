"""How roles have filled since an earlier day: nothing is told by colour or length alone."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stakeholders.models import Participation
from stakeholders.models.kinds import Family
from stakeholders.models.participation import VillageRole
from stakeholders.presenters.participation import FACES
from stakeholders.services.participation import Matrix
from stakeholders.services.participation_trend import Tally, Trend

WIDTH = 100  # of a bar that is full


@dataclass(frozen=True, slots=True)
class Line:
    """One role, or one family of groups: how much of it was filled then and is filled now."""

    label: str
    tally: Tally

    @property
    def sign(self) -> str:
        """An arrow for those who see it; ``words`` says the same."""
        if not self.tally.both:
            return ""
        change = self.tally.change
        return "▲" if change > 0 else "▼" if change < 0 else "="

    @property
    def tone(self) -> str:
        """The class of the sign: up, down or even."""
        return {"▲": "up", "▼": "down"}.get(self.sign, "even")

    @property
    def words(self) -> str:
        """The change in words."""
        tally = self.tally
        if not tally.both:
            return _("dulu belum ditanya")
        if tally.change > 0:
            return ngettext("naik %(n)s", "naik %(n)s", tally.change) % {"n": tally.change}
        if tally.change < 0:
            return ngettext("turun %(n)s", "turun %(n)s", -tally.change) % {"n": -tally.change}
        return _("tetap")

    @property
    def bars(self) -> tuple[int, int]:
        """How long the bars of then and now are, of ``WIDTH``."""
        both = self.tally.both or 1
        return round(self.tally.then * WIDTH / both), round(self.tally.now * WIDTH / both)


@dataclass(frozen=True, slots=True)
class Turned:
    """A role that a group came to fill, or no longer fills; the reason only for who may read it."""

    group: str
    url: str
    role: str
    then: str
    now: str
    is_gain: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why groups do not fill a role, in their words: (group, what it answered, the reason)."""

    role: str
    said: list[tuple[str, str, str]]


class ParticipationTrend:
    """The trend of a village as its page needs it."""

    def __init__(self, trend: Trend, *, with_reasons: bool):
        self.trend = trend
        self.with_reasons = with_reasons

    @property
    def since(self) -> str:
        """The earlier day in words."""
        return date_format(self.trend.since, "DATE_FORMAT")

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked at both times."""
        return not self.trend.whole.both

    @property
    def headline(self) -> str:
        """The whole change in a sentence."""
        tally = self.trend.whole
        if self.is_empty:
            return _("Tentang keadaan pada %(since)s belum ada yang bisa dibandingkan.") % {
                "since": self.since
            }
        return ngettext(
            "Dari %(both)s peran yang ditanyakan pada kedua waktu, %(then)s terisi pada %(since)s"
            " dan %(now)s kini.",
            "Dari %(both)s peran yang ditanyakan pada kedua waktu, %(then)s terisi pada %(since)s"
            " dan %(now)s kini.",
            tally.both,
        ) % {"since": self.since, "then": tally.then, "both": tally.both, "now": tally.now}

    @property
    def asked_since(self) -> str:
        """What was asked only later, in a sentence; empty if nothing was."""
        count = self.trend.whole.asked_since
        if not count:
            return ""
        return ngettext(
            "%(count)s peran lain baru ditanyakan sesudah itu, jadi belum bisa dibandingkan.",
            "%(count)s peran lain baru ditanyakan sesudah itu, jadi belum bisa dibandingkan.",
            count,
        ) % {"count": count}

    @property
    def roles(self) -> list[Line]:
        """Role by role."""
        order = list(VillageRole)
        found = sorted(self.trend.roles.items(), key=lambda each: order.index(each[0]))
        return [Line(str(VillageRole(role).label), tally) for role, tally in found]

    @property
    def families(self) -> list[Line]:
        """Family of groups by family."""
        return [Line(str(Family(f).label), tally) for f, tally in self.trend.families.items()]

    @property
    def turns(self) -> list[Turned]:
        """Which group turned in which role, gains first."""
        turned = sorted(self.trend.turns, key=lambda turn: not turn.is_gain)
        return [self._turned(turn) for turn in turned]

    def _turned(self, turn):
        return Turned(
            group=turn.group.name,
            url=reverse("group_detail", args=[turn.group.pk]),
            role=str(VillageRole(turn.role).label),
            then=str(FACES[turn.then.value][1]),
            now=str(FACES[turn.now.value][1]),
            is_gain=turn.is_gain,
            reason=turn.now.reason if self.with_reasons else "",
        )


def reasons(matrix: Matrix) -> list[Reasons]:
    """The reasons given for roles that are not filled now, role by role."""
    empty = (Participation.Value.NAME_ONLY, Participation.Value.NO)
    found = []
    for role in matrix.roles:
        readings = [(row.group.name, row.readings.get(role)) for row in matrix.rows]
        said = [
            (name, str(FACES[reading.value][1]), reading.reason)
            for name, reading in readings
            if reading and reading.value in empty and reading.reason
        ]
        if said:
            found.append(Reasons(str(VillageRole(role).label), said))
    return found
