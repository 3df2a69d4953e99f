"""Noting which villages must be counted again, in the transaction of the change.

A mark is a row, so whatever happens after the commit, it is found and counted later. Counting
starts right after the commit; a failure leaves the marks to whoever counts next.
"""

import logging
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from jejaring.models import rows_written
from villages.models import TallyMark
from villages.tallies import measures
from villages.tallies.measures import VILLAGE_LENGTH

_ROWS_A_STATEMENT = 500  # SQLite takes no more than 999 values in one
_LEFT = "_villages_left"  # on a row while it is saved
logger = logging.getLogger("jejaring.tallies")


class _CountAfterCommit:
    """What runs after the commit: one for each village and source, however many rows changed.

    A savepoint that is rolled back takes it along with its mark, so that finding it among what
    waits for the commit means that the mark is written; unless it is ``spent``: counted already.
    ``counted``: the villages that those of one transaction have counted, each once.
    """

    def __init__(self, code, source, counted):
        self.code, self.source, self.counted = code, source, counted
        self.spent = False

    def __call__(self):
        from villages.tallies.keeping import count_marked

        if self.spent or self.code in self.counted:
            return
        self.counted.add(self.code)
        try:
            count_marked(self.code)
        except Exception:  # the change is saved; the mark stays, and the next one counts it
            logger.exception("not counted yet: %s", self.code)


def mark(codes: Iterable[str], sources: Iterable[str]) -> None:
    """Have these villages counted again by these sources once the transaction is through.

    Codes of regions above are passed over: their numbers are sums.
    """
    waiting = _waiting()
    there = {(call.code, call.source) for call in waiting}
    villages = {code for code in codes if code and len(code) == VILLAGE_LENGTH}
    new = sorted({(code, source) for code in villages for source in sources} - there)
    if not new:
        return
    counted = waiting[0].counted if waiting else set()
    with transaction.atomic(savepoint=False):
        TallyMark.objects.bulk_create(
            [TallyMark(region_code=code, source=source) for code, source in new]
        )
        for code, source in new:
            transaction.on_commit(_CountAfterCommit(code, source, counted))


def spend(code: str) -> None:
    """The marks of the village were taken away within this transaction: later ones are new."""
    for call in _waiting():
        if call.code == code:
            call.spent = True


def spend_all() -> None:
    """All marks were taken away within this transaction."""
    for call in _waiting():
        call.spent = True


def _waiting() -> list[_CountAfterCommit]:
    return [
        call
        for _sids, call, _robust in connection.run_on_commit
        if isinstance(call, _CountAfterCommit) and not call.spent
    ]


def watch() -> None:
    """Listen to every model that a source reads. Call it once all sources are registered."""
    readers: dict[type, dict[str, set[str]]] = {}
    for model, lookup, source in measures.watching():
        readers.setdefault(model, {}).setdefault(lookup, set()).add(source.name)
    for model, lookups in readers.items():
        _Watch(model, lookups).listen()


class _Watch:
    """Marks the villages of each row of one model that is written or deleted."""

    def __init__(self, model, lookups):
        self.model, self.lookups = model, lookups
        self.columns = {field.attname for field in model._meta.concrete_fields}
        ways = {part for lookup in lookups for part in _ends(lookup)}
        # Whoever changes one of these may move a row to another village.
        self.leading = {
            name
            for field in model._meta.concrete_fields
            for name in (field.name, field.attname)
            if field.is_relation and {field.name, field.attname} & ways
        }

    def listen(self):
        uid = f"tallies {self.model._meta.label}"
        post_save.connect(self.saved, self.model, weak=False, dispatch_uid=uid)
        post_delete.connect(self.deleted, self.model, weak=False, dispatch_uid=uid)
        rows_written.connect(self.written, self.model, weak=False, dispatch_uid=uid)
        pre_save.connect(self.moves, self.model, weak=False, dispatch_uid=uid)
        if set(self.lookups) - self.columns:
            pre_delete.connect(self.leaves, self.model, weak=False, dispatch_uid=uid)

    def saved(self, instance, **_about):
        left = instance.__dict__.pop(_LEFT, {})
        for lookup, sources in self.lookups.items():
            if lookup in self.columns:
                mark({getattr(instance, lookup), *left.get(lookup, ())}, sources)
            else:
                mark(self._led_to([instance.pk], lookup) | left.get(lookup, set()), sources)

    def moves(self, instance, update_fields=None, **_about):
        """A row that is saved into another village is missed where it was.

        Marked once it is saved: outside of a transaction a mark is counted at once.
        """
        if instance._state.adding or not self.leading:
            return
        if update_fields is not None and not self.leading & set(update_fields):
            return
        left = {lookup: self._led_to([instance.pk], lookup) for lookup in self.lookups}
        instance.__dict__[_LEFT] = left

    def leaves(self, instance, **_about):
        """The way to the villages of a row is gone once it is deleted."""
        for lookup, sources in self.lookups.items():
            if lookup not in self.columns:
                mark(self._led_to([instance.pk], lookup), sources)

    def deleted(self, instance, **_about):
        for lookup, sources in self.lookups.items():
            if lookup in self.columns:
                mark([getattr(instance, lookup)], sources)

    def written(self, rows, columns, **_about):
        """Many rows at once: what is still to be done once they are written, if anything is."""
        if isinstance(rows, list):
            for lookup, sources in self.lookups.items():
                if lookup in self.columns:
                    mark({getattr(row, lookup) for row in rows}, sources)
                else:
                    mark(self._led_to([row.pk for row in rows], lookup), sources)
            return None
        for lookup, sources in self.lookups.items():
            mark(rows.order_by().values_list(lookup, flat=True).distinct(), sources)
        return self._after_moving(rows) if self.leading & set(columns) else None

    def _after_moving(self, rows):
        pks = list(rows.order_by().values_list("pk", flat=True))

        def arrived():
            for lookup, sources in self.lookups.items():
                mark(self._led_to(pks, lookup), sources)

        return arrived

    def _led_to(self, pks, lookup) -> set[str]:
        found = set()
        for start in range(0, len(pks), _ROWS_A_STATEMENT):
            rows = self.model._base_manager.filter(pk__in=pks[start : start + _ROWS_A_STATEMENT])
            found.update(rows.order_by().values_list(lookup, flat=True).distinct())
        return found


def _ends(lookup) -> tuple[str, str]:
    """The first step of the way to a village, and the last."""
    steps = lookup.split("__")
    return steps[0], steps[-1]
