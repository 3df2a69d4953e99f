"""Two records of one party made one, and taken apart again: nothing said is lost either way.

Everything that hangs on the absorbed record is turned over to the one that is kept, whatever
table it lies in; the merge remembers which rows these were. Rows the kept record has no room for
(a second personal name, a second reading of the same version) stay where they are.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from jejaring.services import record_event
from stakeholders.models import (
    DistinctPair,
    Participation,
    PartyMerge,
    PatronClientTie,
    Stakeholder,
    Tie,
    VillageNetwork,
    Worksheet,
)
from stakeholders.services.groups import villages_of
from stakeholders.services.participation import record_readings

MERGEABLE = (Stakeholder.Kind.GROUP, Stakeholder.Kind.PERSON, Stakeholder.Kind.INSTITUTION)
# What is said about the pair itself stays as it was said.
LEFT = (PartyMerge, DistinctPair)


class CannotMerge(Exception):
    """These two cannot be made one; ``why``: same, kind, village, gone, open_worksheets."""

    def __init__(self, why):
        super().__init__(why)
        self.why = why


class MergedOn(Exception):
    """What was kept has been merged into another since: that merge is to be taken back first."""


@dataclass(frozen=True)
class Clash:
    """Both records say something about the same third party; the newer statement stays."""

    other: Stakeholder
    newer: Tie
    older: Tie

    @property
    def differ(self) -> bool:
        """Whether the two say different things."""
        return (self.newer.kind, self.newer.stance) != (self.older.kind, self.older.stance)


def check_mergeable(kept, absorbed):
    """Raises CannotMerge with the reason why these two cannot be one."""
    pair = (kept, absorbed)
    if kept.pk == absorbed.pk:
        raise CannotMerge("same")
    if kept.kind != absorbed.kind or kept.kind not in MERGEABLE:
        raise CannotMerge("kind")
    if kept.village_id != absorbed.village_id:
        raise CannotMerge("village")
    if any(party.archived_at for party in pair):
        raise CannotMerge("gone")
    unfinished = Worksheet.objects.open().filter(group__in=pair).values_list("village", flat=True)
    if len(unfinished) > len(set(unfinished)):
        raise CannotMerge("open_worksheets")


def in_order(one, other) -> tuple[Stakeholder, Stakeholder]:
    """The two as (kept, absorbed): never is a party that all may know absorbed by a secret one."""
    return (other, one) if one.restricted and not other.restricted else (one, other)


def clashes(kept, absorbed, user=None) -> list[Clash]:
    """Where both records state something about the same third party now.

    ``user``: only as far as this person may read it; a group may be present in other villages.
    """
    ties = Tie.objects.visible_to(user) if user else Tie.objects.all()
    rows = ties.current().statements().select_related("source", "target", "words")
    told = {}
    for tie in rows.filter(Q(source__in=[kept, absorbed]) | Q(target__in=[kept, absorbed])):
        own = tie.source if tie.source_id in (kept.pk, absorbed.pk) else tie.target
        other = tie.target if own is tie.source else tie.source
        if other.pk not in (kept.pk, absorbed.pk):
            told.setdefault((tie.village_id, other.pk, own is tie.source), []).append((other, tie))
    return [
        Clash(pair[0][0], *sorted((tie for _other, tie in pair), key=_age))
        for pair in told.values()
        if len(pair) == 2
    ]


def _age(tie):
    """Sorts the newest statement first."""
    return -tie.recorded_at.timestamp(), tie.pk


def merge_parties(*, kept, absorbed, by) -> PartyMerge:
    """Make ``absorbed`` part of ``kept``; a second click finds the first merge.

    Raises CannotMerge.
    """
    with transaction.atomic():
        VillageNetwork.objects.outdate(*villages_of(kept), *villages_of(absorbed))
        done = PartyMerge.objects.standing().filter(kept=kept, absorbed=absorbed).first()
        if done:
            return done
        kept.refresh_from_db()
        absorbed.refresh_from_db()
        check_mergeable(kept, absorbed)
        now = timezone.now()
        closed = _close_what_clashes(kept, absorbed, by, now)
        moved = {
            _key(field): _turn_over(field, absorbed, kept)
            for field in fields_to_stakeholder()
            if field.model not in LEFT
        }
        Stakeholder.objects.filter(pk=absorbed.pk).update(archived_at=now, version=F("version") + 1)
        merge = PartyMerge.objects.create(
            village_id=kept.village_id,
            kept=kept,
            absorbed=absorbed,
            moved={key: ids for key, ids in moved.items() if ids},
            closed=closed,
            merged_by=by,
        )
        _repeat_newer_readings(kept, absorbed, by)
        VillageNetwork.objects.outdate(*villages_of(kept))
        record_event(by=by, verb="merged", subject=merge, region_code=kept.village_id)
        return merge


def fields_to_stakeholder() -> list:
    """Every column of any table that points to a stakeholder."""
    relations = Stakeholder._meta.get_fields(include_hidden=True)
    found = [each.field for each in relations if each.one_to_many or each.one_to_one]
    return sorted(found, key=_key)


def _key(field):
    return f"{field.model._meta.label_lower}.{field.name}"


def _close_what_clashes(kept, absorbed, by, now):
    """End the older of two statements about the same, and those of the pair about itself."""
    ties = [clash.older.pk for clash in clashes(kept, absorbed)]
    pair = [kept, absorbed]
    between = Tie.objects.current().filter(source__in=pair, target__in=pair)
    ties += between.values_list("pk", flat=True)
    Tie.objects.filter(pk__in=ties).update(
        closed_at=now, closed_by=by, until=timezone.localdate(now)
    )
    dependencies = [*_dependency_clashes(kept, absorbed)]
    within = PatronClientTie.objects.current().filter(patron__in=pair, client__in=pair)
    dependencies += within.values_list("pk", flat=True)
    PatronClientTie.objects.filter(pk__in=dependencies).update(closed_at=now, closed_by=by)
    return {"tie": [str(pk) for pk in ties], "dependency": [str(pk) for pk in dependencies]}


def _dependency_clashes(kept, absorbed):
    """The older of two dependencies on, or of, the same third party."""
    current = PatronClientTie.objects.current()
    for own, other in (("patron", "client"), ("client", "patron")):
        rows = current.filter(**{f"{own}__in": [kept, absorbed]}).order_by("recorded_at", "pk")
        told = {}
        for row in rows:
            told.setdefault((row.village_id, getattr(row, f"{other}_id")), []).append(row.pk)
        for pks in told.values():
            yield from pks[:-1]


def _turn_over(field, old, new, among=None) -> list[str]:
    """Point rows from one party to the other, all that may; the ids of those that did."""
    rows = field.model._base_manager.filter(**{field.name: old})
    if among is not None:
        rows = rows.filter(pk__in=among)
    pks = list(rows.values_list("pk", flat=True))
    if not pks:
        return []
    if not _pointed(field, pks, new):
        pks = [pk for pk in pks if _pointed(field, [pk], new)]
    # The name of a person has the person itself as its key.
    return [str(new.pk if field.primary_key else pk) for pk in pks]


def _pointed(field, pks, new):
    try:
        with transaction.atomic():
            # Not the base manager: whoever counts these rows must be told.
            field.model._default_manager.filter(pk__in=pks).update(**{field.name: new})
    except IntegrityError:
        return False
    return True


def _repeat_newer_readings(kept, absorbed, by):
    """Roles of which the absorbed record knew something newer: said again of the one kept."""
    for village in Participation.objects.filter(group=absorbed).values("village").distinct():
        mine = _newest_readings(kept, village["village"])
        theirs = _newest_readings(absorbed, village["village"])
        newer = {
            role: reading
            for role, reading in theirs.items()
            if role in mine and reading.as_of > mine[role].as_of
        }
        if newer:
            record_readings(
                village=next(iter(newer.values())).village,
                group=kept,
                readings={
                    role: {
                        "value": reading.value,
                        "reason": reading.reason,
                        "as_of": reading.as_of,
                        "base_version": mine[role].version,
                    }
                    for role, reading in newer.items()
                },
                by=by,
            )


def _newest_readings(group, code):
    rows = Participation.objects.current().filter(group=group, village=code)
    return {reading.role: reading for reading in rows.select_related("village")}


def separate_parties(*, merge, by) -> bool:
    """Take a merge back: what was turned over returns, what it ended holds again.

    What was said of the kept record since stays with it. False when it was taken back before.
    Raises MergedOn when the kept record has itself been merged into another.
    """
    with transaction.atomic():
        VillageNetwork.objects.outdate(*villages_of(merge.kept))
        if PartyMerge.objects.standing().filter(absorbed=merge.kept_id).exists():
            raise MergedOn
        undone = (
            PartyMerge.objects.standing()
            .filter(pk=merge.pk)
            .update(undone_at=timezone.now(), undone_by=by)
        )
        if not undone:
            return False
        Stakeholder.objects.filter(pk=merge.absorbed_id).update(
            archived_at=None, version=F("version") + 1
        )
        for key, pks in merge.moved.items():
            label, name = key.rsplit(".", 1)
            field = apps.get_model(label)._meta.get_field(name)
            _turn_over(field, merge.kept, merge.absorbed, among=pks)
        _open_again(Tie, merge.closed["tie"], "source", "target")
        _open_again(PatronClientTie, merge.closed["dependency"], "patron", "client")
        VillageNetwork.objects.outdate(*villages_of(merge.absorbed))
        record_event(by=by, verb="separated", subject=merge, region_code=merge.village_id)
        return True


def _open_again(model, pks, *ends):
    """Let statements hold again that have no newer one in their place."""
    pair = {"village": OuterRef("village"), **{end: OuterRef(end) for end in ends}}
    rows = model.objects.filter(
        ~Exists(model.objects.current().filter(**pair)),
        pk__in=pks,
        **{f"{end}__archived_at": None for end in ends},
    )
    opened = {"closed_at": None, "closed_by": None}
    rows.update(**opened, **({"until": None} if model is Tie else {}))


def now_known_as(pks) -> dict:
    """Id -> id of the record it was merged into, for those of ``pks`` that were merged.

    A record that was merged further is followed to the end.
    """
    found, open_ends = {}, set(pks)
    while open_ends:
        rows = PartyMerge.objects.standing().filter(absorbed__in=open_ends)
        step = dict(rows.values_list("absorbed_id", "kept_id"))
        for pk in pks:
            if (end := found.get(pk, pk)) in step:
                found[pk] = step[end]
        open_ends = set(step.values())
    return found


@transaction.atomic
def tell_apart(*, one, other, by):
    """Note that two look-alikes are two; they are not offered again. Twice is once."""
    first, second = sorted((one, other), key=lambda party: party.pk)
    _pair, made = DistinctPair.objects.get_or_create(
        first=first, second=second, defaults={"village_id": one.village_id, "said_by": by}
    )
    if made:
        record_event(by=by, verb="told_apart", subject=first, region_code=one.village_id)
