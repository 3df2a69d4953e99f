"""Acts on ties: a statement that changes is closed and the next one opened."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from jejaring.services import record_event, record_events
from stakeholders.models import Tie, TieWords, VillageNetwork

# How often a statement is tried again after losing to another one about the same pair.
TRIES = 5


class TieWithItself(ValueError):
    """A stakeholder has no relation with itself."""


def state_tie(
    *,
    village,
    source,
    target,
    kind,
    by,
    stance="",
    office="",
    answer=None,
    step=None,
    reason="",
    on=None,
    certainty=Tie.Certainty.TOLD,
) -> Tie:
    """Record what ``source`` says about ``target``, and what was said before as ended.

    ``on``: the day from which it holds, today by default. ``answer``, ``step``, ``reason``: the
    worksheet answer it came from, its question and its words. Saying the same with the same
    words changes nothing and returns the tie that stands; other words alone close and open as
    well, so that earlier words stay readable. A membership (``office``) stands beside what two
    stakeholders say about each other and never replaces it.

    Raises TieWithItself.
    """
    if source.pk == target.pk:
        raise TieWithItself(source.pk)
    statement = {
        "kind": kind,
        "stance": stance,
        "office": office,
        "certainty": certainty,
    }
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                current = _current(village, source, target, kind, office)
                if current and _says(current, statement, reason):
                    return current
                # The village first, as every act does: two that wait for each other never meet.
                VillageNetwork.objects.outdate(village.pk)
                on = on or timezone.localdate()
                if current:
                    close_tie(tie=current, by=by, on=on)
                tie = Tie.objects.create(
                    village=village,
                    source=source,
                    target=target,
                    answer=answer,
                    since=on,
                    recorded_by=by,
                    **statement,
                )
                if reason or step is not None:
                    TieWords.objects.create(tie=tie, step=step, reason=reason)
                record_event(by=by, verb="stated", subject=tie, region_code=village.pk)
                return tie
        except IntegrityError:
            # Somebody stated the same pair in this moment: theirs is the earlier one now.
            if attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def close_tie(*, tie, by, on=None):
    """End a tie on the day ``on`` (today by default); closing it twice is closing it once.

    A tie that ends on the day it began, or before, held for no day: its interval is empty.
    """
    on = max(tie.since, on or timezone.localdate())
    VillageNetwork.objects.outdate(tie.village_id)
    closed = Tie.objects.filter(pk=tie.pk, closed_at=None).update(
        until=on, closed_at=timezone.now(), closed_by=by
    )
    if closed:
        record_event(by=by, verb="closed", subject=tie, region_code=tie.village_id)


@transaction.atomic
def state_many(*, village, statements, by, batch) -> list[Tie]:
    """Record the statements of a file at once, none of which stands or replaces one that does.

    ``statements``: the columns of each tie. ``batch``: the ImportBatch they came with.
    """
    VillageNetwork.objects.outdate(village.pk)
    ties = Tie.objects.bulk_create(
        Tie(village=village, batch=batch, recorded_by=by, **columns) for columns in statements
    )
    record_events(by=by, verb="stated", subjects=ties, region_code=village.pk)
    return ties


@transaction.atomic
def close_batch(*, batch, by):
    """End today every tie that came with a file and still holds."""
    VillageNetwork.objects.outdate(batch.village_id)
    closing = list(Tie.objects.current().filter(batch=batch))
    Tie.objects.current().filter(batch=batch).update(
        until=timezone.localdate(), closed_at=timezone.now(), closed_by=by
    )
    record_events(by=by, verb="closed", subjects=closing, region_code=batch.village_id)


@transaction.atomic
def reopen_tie(*, tie, by):
    """Let a tie hold again that another had replaced, once that one has ended."""
    VillageNetwork.objects.outdate(tie.village_id)
    if Tie.objects.filter(pk=tie.pk).update(closed_at=None, closed_by=None, until=None):
        record_event(by=by, verb="reopened", subject=tie, region_code=tie.village_id)


def statement_about(*, village, source, target) -> Tie | None:
    """What ``source`` says about ``target`` now; memberships apart."""
    return (
        Tie.objects.current()
        .filter(village=village, source=source, target=target)
        .exclude(kind=Tie.Kind.MEMBERSHIP)
        .select_related("words", "answer__worksheet")
        .first()
    )


def _current(village, source, target, kind, office):
    pair = {"village": village, "source": source, "target": target}
    if kind != Tie.Kind.MEMBERSHIP:
        return statement_about(**pair)
    memberships = Tie.objects.current().filter(**pair, kind=kind, office=office)
    return memberships.select_related("words").first()


def _says(tie, statement, reason):
    words = tie.words.reason if hasattr(tie, "words") else ""
    return words == reason and all(getattr(tie, key) == said for key, said in statement.items())
