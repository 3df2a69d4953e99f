"""What a village has in its agreements: how many of each kind, and which act it owes next."""

from dataclasses import dataclass, field, replace

from django.db.models import Count, Prefetch

from cooperation.lifecycle import ACTS, OVER, Act, Flow, Standing, State, standing_after
from cooperation.lifecycle.demands import owing
from cooperation.models import Agreement, AgreementEvent, AgreementParty
from cooperation.services.chain import facts_of
from cooperation.services.listing import STATES
from cooperation.services.requirements import demands_on, rules_asked
from jejaring.models import inside

# Asked of a village whenever it likes: nobody owes them.
FREE = frozenset(
    {
        "reopen",
        "withdraw",
        "leave",
        "abandon",
        "postpone",
        "resume",
        "amend",
        "end",
        "join",
        "write",
        "review",
        "dispute",
        "settle",
        "fulfil",
        "schedule",
    }
)
MOST_TOLD = 50  # agreements of a village that are looked into


@dataclass(frozen=True)
class Owed:
    """An act that an agreement waits for from one village; ``position``: its place, or none."""

    agreement: Agreement
    act: Act
    position: int | None = None


@dataclass(frozen=True)
class Held:
    """``counts``: agreements by group of states; ``owed``: at most one act an agreement."""

    counts: dict[str, int] = field(default_factory=dict)
    owed: list[Owed] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def held_by(village_code: str) -> Held:
    """Of one village. Five queries, however many agreements."""
    own = AgreementParty.objects.filter(village_id=village_code, is_witness=False)
    rows = Agreement.objects.filter(pk__in=own.values("agreement"))
    chain = Prefetch("events", queryset=AgreementEvent.objects.order_by("number"))
    alive = rows.exclude(state__in=OVER).order_by("created_at", "pk")[:MOST_TOLD]
    alive = list(alive.prefetch_related("parties", chain))
    codes = {row.village_id for each in alive for row in each.parties.all() if row.village_id}
    rules = rules_asked(codes)
    owed = (_owed(agreement, village_code, rules) for agreement in alive)
    return Held(_counts(rows), [each for each in owed if each])


def counts_beneath(code: str, user) -> dict[str, int]:
    """The agreements of a region that the person may read, by group of states. One query."""
    parties = AgreementParty.objects.filter(inside("village_id", [code]))
    rows = Agreement.objects.visible_to(user).filter(pk__in=parties.values("agreement"))
    return _counts(rows)


def _counts(rows) -> dict[str, int]:
    by_state = dict(rows.order_by().values_list("state").annotate(Count("pk", distinct=True)))
    counts = {
        group: sum(by_state.get(state, 0) for state in states) for group, states in STATES.items()
    }
    return {group: count for group, count in counts.items() if count}


def _owed(agreement, village_code, rules) -> Owed | None:
    parties = list(agreement.parties.all())
    seat = next(row for row in parties if row.village_id == village_code and not row.is_witness)
    standing = standing_after(Flow(agreement.flow), facts_of(agreement.events.all()))
    standing = replace(standing, demands=demands_on(agreement, parties, rules))
    act = next_act(standing, str(seat.pk))
    return act and Owed(agreement, act, seat.position if act.whose else None)


def next_act(standing: Standing, key: str) -> Act | None:
    """The first act of the table that waits for this side, and for nothing else.

    What the agreement as a whole needs is asked of whoever began it; before the offer the others
    owe nothing. What the kabupaten asks for comes last: it stands before an act that waits for it.
    """
    side = standing.sides[key]
    if side.has_left or (standing.state == State.PREPARING and not side.is_initiator):
        return None
    for act in ACTS.values():
        if act.code in FREE or (not act.whose and not side.is_initiator):
            continue
        of = key if act.whose else ""
        waits = act.fits(standing, of) and not act.is_done(standing, key)
        if waits and not act.obstacles(standing, of):
            return act
    mine = {key, ""} if side.is_initiator else {key}
    if any(mine & set(owing(standing, demand)) for demand in standing.demands):
        return ACTS["fulfil"]
    return None
