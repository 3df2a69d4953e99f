"""What the kabupaten asks for: set and withdrawn there, and how an agreement stands to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db import transaction
from django.db.models.functions import Left
from django.utils import timezone

from cooperation.lifecycle import Demand, Standing
from cooperation.lifecycle.demands import asked_of, is_met, is_past
from cooperation.lifecycle.milestones import milestones
from cooperation.models import AgreementEvent, AgreementParty, Requirement
from cooperation.services.chain import facts_of
from jejaring.services import id_for, record_event

REGENCY = 5  # characters of the code of a kabupaten: "33.08"


class AlreadyWithdrawn(Exception):
    """Somebody withdrew it before."""


@transaction.atomic
def add_requirement(*, regency, by, pk=None, instead_of=None, **columns) -> Requirement:
    """Ask for something in a kabupaten; the same ``pk`` again returns the first.

    ``instead_of``: the one that this withdraws; whoever met that one has met this one too.
    Raises AlreadyWithdrawn.
    """
    pk = id_for(Requirement, pk, regency=regency)
    if earlier := Requirement.objects.filter(pk=pk).first():
        return earlier
    counts = []
    if instead_of is not None:
        counts = [str(instead_of.pk), *instead_of.counts]
        withdraw_requirement(requirement=instead_of, by=by)
    requirement = Requirement.objects.create(
        pk=pk, regency=regency, counts=counts, added_by=by, **columns
    )
    record_event(by=by, verb="added_requirement", subject=requirement, region_code=regency.pk)
    return requirement


@transaction.atomic
def withdraw_requirement(*, requirement, by) -> None:
    """Ask for it no longer, from today on. Raises AlreadyWithdrawn."""
    row = Requirement.objects.select_for_update().get(pk=requirement.pk)
    if row.withdrawn_on is not None:
        raise AlreadyWithdrawn
    row.withdrawn_on, row.withdrawn_by = timezone.localdate(), by
    row.save(update_fields=["withdrawn_on", "withdrawn_by"])
    record_event(by=by, verb="withdrew_requirement", subject=row, region_code=row.regency_id)


def requirement_of(demand: Demand) -> Requirement:
    """The row behind a demand.

    Read round the scope, as the demand itself was: a villager may read what binds the village.
    """
    return Requirement.objects.get(pk=demand.key)


# --- How an agreement stands to it ---------------------------------------------------------------


def rules_asked(codes: Iterable[str], on: date | None = None) -> list[Requirement]:
    """What the kabupaten of these villages ask for on a day (today). One query.

    Read round the scope: it binds every village of the kabupaten, and is no secret.
    """
    regencies = {code[:REGENCY] for code in codes}
    rows = Requirement.objects.filter(regency__in=regencies)
    return list(rows.in_force(on or timezone.localdate()).in_order())


def dated_rules(agreements, on: date) -> list[Requirement]:
    """Those with a deadline that hold on a day where ``agreements`` (rows) are. One query."""
    parties = AgreementParty._base_manager.filter(
        agreement__in=agreements.order_by().values("pk"), village__isnull=False
    )
    near = parties.annotate(near=Left("village_id", REGENCY)).values("near")
    rows = Requirement.objects.filter(regency__in=near, days__isnull=False)
    return list(rows.in_force(on).in_order())


@dataclass(frozen=True)
class Asked:
    """One requirement as it concerns an agreement."""

    rule: Requirement
    demand: Demand


def asked_in(agreement, parties, rules) -> list[Asked]:
    """What of ``rules`` concerns the agreement, and which of its parties."""
    villages = _villages(parties)
    return [
        Asked(rule, _demand(rule, villages))
        for rule in rules
        if agreement.flow in rule.flows
        and any(row.village_id[:REGENCY] == rule.regency_id for row in villages)
    ]


def _villages(parties):
    """The villages that are bound; where none is, those that keep the record."""
    rows = [row for row in parties if row.village_id]
    return [row for row in rows if not row.is_witness] or [row for row in rows if row.is_keeper]


def _demand(rule, villages) -> Demand:
    sides = None
    if rule.each_village:
        # Before the offer only the village that offers has anything to show.
        sides = frozenset(
            str(row.pk)
            for row in villages
            if row.village_id[:REGENCY] == rule.regency_id
            and (row.is_initiator or rule.before != Requirement.Before.OFFER)
        )
    return Demand(
        key=str(rule.pk),
        name=rule.name,
        before=rule.before,
        sides=sides,
        counts=frozenset(rule.counts),
    )


def demands_on(agreement, parties, rules) -> tuple[Demand, ...]:
    """What must be met before acts; a deadline of the act itself stands in nobody's way."""
    found = asked_in(agreement, parties, rules)
    return tuple(each.demand for each in found if not each.rule.is_deadline)


def as_asked(agreement, standing: Standing, parties=None) -> Standing:
    """The standing with what the kabupaten asks for today. At most two queries."""
    if parties is None:
        parties = list(agreement.parties.all())
    rules = rules_asked([row.village_id for row in parties if row.village_id])
    return replace(standing, demands=demands_on(agreement, parties, rules))


@dataclass(frozen=True)
class Status:
    """How an agreement stands to one requirement.

    ``asked``: the keys of the parties of which it is asked ("" for the agreement), ``owing``:
    those who owe it still, ``due``: the day by key, where it can be told already. ``events``: the
    acts that put it on record.
    """

    rule: Requirement
    asked: tuple[str, ...]
    owing: tuple[str, ...]
    due: Mapping[str, date] = field(default_factory=dict)
    events: tuple[AgreementEvent, ...] = ()

    @property
    def due_on(self) -> date | None:
        """The first day on which somebody owes it."""
        return min(self.due.values(), default=None)


def statuses(agreement, standing: Standing, parties, events, rules) -> list[Status]:
    """How an agreement stands to each of ``rules`` that concerns it and can still be met or was.

    No query: ``events`` is its whole chain in order.
    """
    found = asked_in(agreement, parties, rules)
    if not standing.is_binding:  # nobody thinks of the end before there is a beginning
        found = [each for each in found if each.rule.before != Requirement.Before.END]
    if not found or standing.is_over:
        return []
    recorded = [timezone.localtime(event.at).date() for event in events]
    days = milestones(agreement.flow, zip(facts_of(events), recorded, strict=True))
    told = [_status(each, standing, days, events) for each in found]
    return [status for status in told if status.asked]


def _status(asked: Asked, standing, days, events) -> Status:
    rule, demand = asked.rule, asked.demand
    if rule.is_deadline:
        keys, owing = _of_deadline(rule, demand, standing, days)
    else:
        ahead = set(asked_of(standing, demand))
        everyone = [""] if demand.sides is None else [s.key for s in standing.villages]
        met = {key for key in everyone if is_met(standing, demand, key)}
        keys = [key for key in everyone if key in met or key in ahead]
        owing = [key for key in keys if key not in met]
    said = [
        event
        for event in events
        if event.act == "fulfil" and event.content["requirement"] in {demand.key, *demand.counts}
    ]
    due = {key: day for key in owing if (day := _due(rule, key, days))}
    return Status(rule, tuple(keys), tuple(owing), due, tuple(said))


def _of_deadline(rule, demand, standing, days):
    """A deadline is met by its act: who does it, and who has not done it yet.

    A paper that was signed before it came here is asked for nothing that lies behind it.
    """
    if demand.sides is None:
        is_done = (rule.before, "") in days
        if not is_done and is_past(standing, rule.before):
            return [], []
        return [""], [] if is_done else [""]
    sides = [side for side in standing.villages if side.key in demand.sides]
    owing = [side.key for side in sides if not is_past(standing, rule.before, side)]
    is_told = owing or (rule.before, "") in days
    return [side.key for side in sides] if is_told else [], owing


def _due(rule, key, days) -> date | None:
    """The day on which it is due, once what it is counted from has happened.

    Nobody was late before the rule held: what happened earlier counts from its first day.
    """
    since = days.get((rule.since, key)) or days.get((rule.since, ""))
    if not rule.days or not since:
        return None
    return max(since, rule.active_from) + timedelta(days=rule.days)
