"""When a meeting may decide: its sittings, and the share of those invited who must have signed.

PP 47/2015 art. 80; Permendesa 16/2019 as regional regulations repeat it: opened when two thirds of
those invited have signed; put off by up to three hours; then called anew within three days, and
that sitting goes ahead whatever the attendance. A kabupaten may settle on other numbers.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(IntegerChoices):
    """The sittings of one meeting, in their order."""

    FIRST = 1, _("Sidang pertama")
    AFTER_WAIT = 2, _("Dibuka lagi setelah ditunda")
    ANEW = 3, _("Sidang kedua")


class Result(TextChoices):
    """What came of a sitting."""

    MET = "met", _("Kuorum tercapai")
    POSTPONED = "postponed", _("Ditunda, kuorum belum tercapai")
    RESCHEDULED = "rescheduled", _("Dijadwalkan ulang")
    WITHOUT = "without", _("Dilanjutkan tanpa kuorum")
    HELD = "held", _("Terlaksana")


# After these a meeting may decide.
VALID = frozenset({Result.MET, Result.WITHOUT, Result.HELD})


@dataclass(frozen=True)
class Rules:
    """The numbers of a kabupaten: ``part``/``whole`` of those invited, hours, days."""

    part: int = 2
    whole: int = 3
    hours: int = 3
    days: int = 3

    def least(self, invited: int) -> int:
        """How many of ``invited`` must have signed: the share, rounded up."""
        return -(-invited * self.part // self.whole)

    def is_met(self, *, invited: int, present: int) -> bool:
        return invited > 0 and present * self.whole >= invited * self.part

    @property
    def kept(self) -> dict:
        """As a sitting keeps the rule it was held under."""
        return asdict(self)


DEFAULTS = Rules()


def result_of(
    stage: int, *, invited: int, present: int, rules: Rules, asked: bool = True
) -> Result:
    """What a count makes of a sitting; ``asked``: whether this kind of meeting needs a quorum."""
    if not asked:
        return Result.HELD
    if rules.is_met(invited=invited, present=present):
        return Result.MET
    return {
        Stage.FIRST: Result.POSTPONED,
        Stage.AFTER_WAIT: Result.RESCHEDULED,
        Stage.ANEW: Result.WITHOUT,
    }[Stage(stage)]


def next_stages(stage: int, result: str) -> list[Stage]:
    """The sittings that may follow: none once the meeting may decide."""
    if result not in {Result.POSTPONED, Result.RESCHEDULED}:
        return []
    return [each for each in Stage if each > stage]


def latest_hour(opened: time, rules: Rules) -> time:
    """Until when a sitting that was put off may open on the same day."""
    end = datetime.combine(date.min, opened) + timedelta(hours=rules.hours)
    return end.time() if end.date() == date.min else time(23, 59)


def latest_day(held_on: date, rules: Rules) -> date:
    """Until which day the new sitting may be held."""
    return held_on + timedelta(days=rules.days)
