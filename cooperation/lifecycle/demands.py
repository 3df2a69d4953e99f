"""What a kabupaten asks for besides the law, and whether it is met.

Demands are handed in by whoever lets somebody act (``Standing.demands``), never folded from the
events: a chain that was legal when it grew stays so, whatever a kabupaten asks for later. That
something was met is a fact of the chain (``Standing.met``).
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cooperation.lifecycle.standing import Side, Standing
from cooperation.lifecycle.states import State

# How far along the way each state is; of what is over nothing is asked any more.
_ORDER = {
    State.PREPARING: 0,
    State.OFFERED: 1,
    State.DRAFTING: 2,
    State.AGREED: 3,
    State.READY: 4,
    State.SIGNED: 5,
    State.PROMULGATED: 6,
    State.RUNNING: 7,
    State.POSTPONED: 7,
}
_OVER = 9
# The acts before which something can be asked for, and where each leads.
REACHES = {"offer": 1, "declare_ready": 4, "sign": 5, "promulgate": 6, "start": 7, "end": 8}


@dataclass(frozen=True)
class Demand:
    """One thing that must be met before an act.

    ``sides``: the keys of the villages that must each meet it; None: once for the agreement.
    ``counts``: keys of earlier demands that count for this one when they were met.
    """

    key: str
    name: str
    before: str
    sides: frozenset[str] | None = None
    counts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class UnmetDemand:
    """The obstacle that a demand makes, with its name."""

    name: str

    @property
    def label(self) -> str:
        words = _("Syarat kabupaten belum terpenuhi: %(name)s. Catat pemenuhannya dulu.")
        return words % {"name": self.name}

    def __str__(self):
        return f"unmet_demand {self.name}"


def is_past(standing: Standing, before: str, side: Side | None = None) -> bool:
    """Whether the act lies behind, for this side or for all."""
    if side and (
        (before == "sign" and side.signed) or (before == "promulgate" and side.promulgated)
    ):
        return True
    return _ORDER.get(standing.state, _OVER) >= REACHES[before]


def asked_of(standing: Standing, demand: Demand) -> list[str]:
    """The keys of the sides of which it is asked now; "" for the agreement as a whole."""
    if demand.sides is None:
        return [] if is_past(standing, demand.before) else [""]
    return [
        side.key
        for side in standing.villages
        if side.key in demand.sides and not is_past(standing, demand.before, side)
    ]


def is_met(standing: Standing, demand: Demand, key: str) -> bool:
    """Whether it was put on record, for this side or for the agreement."""
    return any((name, key) in standing.met for name in {demand.key, *demand.counts})


def owing(standing: Standing, demand: Demand) -> list[str]:
    """The keys of those who still owe it."""
    return [key for key in asked_of(standing, demand) if not is_met(standing, demand, key)]
