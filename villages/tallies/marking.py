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

logger = logging.getLogger("jejaring.tallies")


class _CountAfterCommit:
    """What runs after the commit: one for each village and source, however many rows changed.

    A savepoint that is rolled back takes it along with its mark, so that finding it among what
    waits for the commit means that the mark is written.
    """

    def __init__(self, code, source):
        self.code, self.source = code, source

    def __call__(self):
        from villages.tallies.keeping import count_marked

        try:
            count_marked(self.code)
        except Exception:  # the change is saved; the mark stays, and the next one counts it
            logger.exception("not counted yet: %s", self.code)


def mark(codes: Iterable[str], sources: Iterable[str]) -> None:
    """Have these villages counted again by these sources once the transaction is through."""
    waiting = {
        (call.code, call.source)
        for _sids, call, _robust in connection.run_on_commit
        if isinstance(call, _CountAfterCommit)
    }
    new = sorted({(code, source) for code in codes if code for source in sources} - waiting)
    if not new:
        return
    with transaction.atomic(savepoint=False):
        TallyMark.objects.bulk_create(
            [TallyMark(region_code=code, source=source) for code, source in new],
            ignore_conflicts=True,
        )
        for code, source in new:
            transaction.on_commit(_CountAfterCommit(code, source))


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

    def listen(self):
        uid = f"tallies {self.model._meta.label}"
        post_save.connect(self.saved, self.model, weak=False, dispatch_uid=uid)
        post_delete.connect(self.deleted, self.model, weak=False, dispatch_uid=uid)
        rows_written.connect(self.written, self.model, weak=False, dispatch_uid=uid)
        pre_save.connect(self.moves, self.model, weak=False, dispatch_uid=uid)
        if set(self.lookups) - self.columns:
            pre_delete.connect(self.leaves, self.model, weak=False, dispatch_uid=uid)

    def saved(self, instance, **_about):
        for lookup, sources in self.lookups.items():
            if lookup in self.columns:
                mark([getattr(instance, lookup)], sources)
            else:
                mark(self._led_to([instance.pk], lookup), sources)

    def moves(self, instance, raw=False, update_fields=None, **_about):
        """A row that is saved into another village is missed where it was."""
        if instance._state.adding or update_fields is not None:
            return
        for lookup, sources in self.lookups.items():
            if lookup in self.columns:
                mark(self._led_to([instance.pk], lookup), sources)

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
        for lookup, sources in self.lookups.items():
            if isinstance(rows, list):
                pks = [row.pk for row in rows]
                inside = lookup in self.columns
                codes = {getattr(row, lookup) for row in rows} if inside else ()
                mark(codes or self._led_to(pks, lookup), sources)
            else:
                mark(rows.order_by().values_list(lookup, flat=True).distinct(), sources)
                if to := columns.get(lookup) or columns.get(lookup.removesuffix("_id")):
                    mark([getattr(to, "pk", to)], sources)

    def _led_to(self, pks, lookup):
        rows = self.model._base_manager.filter(pk__in=pks)
        return rows.order_by().values_list(lookup, flat=True).distinct()
