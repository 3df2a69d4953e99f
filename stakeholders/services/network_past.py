"""The rows behind a village's network as they held on an earlier day, as we know it today.

Two clocks run. A statement *holds* from ``since`` until ``until``: the days people spoke of. It was
*recorded* at ``recorded_at`` and closed at ``closed_at``: when we came to know. "What did the
network look like in March?" asks for the first: an interview held on 12 March counts from that
day although it was typed in April, and an office held since 2021 counts in March although we heard
of it in August. What we did not know in March and only learned is not hidden from March.

The limits: names, kinds and presences in other villages are those of today, for none of them has a
history; and what nobody has said so far was not there, however true (see ``graph.compare``).

Nothing is scoped in here, and nothing is ever written.
"""

from datetime import date, datetime
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from stakeholders.models import PatronClientTie, Stakeholder, Tie, Worksheet
from stakeholders.services.days import midnight_after
from stakeholders.services.network_rows import Rows


class PastRows(Rows):
    """The rows of a village as they held at the end of the day ``on``."""

    def __init__(self, village, on: date):
        super().__init__(village)
        self.on = on

    @cached_property
    def _day_after(self) -> datetime:
        return midnight_after(self.on)

    @cached_property
    def _completed(self):
        # An interview counts from the day it was held, without one from the day it was completed.
        sheets = Worksheet.objects.completed().filter(village=self.code)
        rows = sheets.values_list("group_id", "held_on", "completed_at")
        held = ((group, day or timezone.localdate(done)) for group, day, done in rows)
        return {group for group, day in held if day <= self.on}

    def _on_the_map(self):
        """Who was recorded by the end of the day, and whom a tie of that day touches."""
        recorded = Q(created_at__lt=self._day_after) & self._not_yet("archived_at")
        stated, depending = self._stated(), self._depending()
        tied = Q(pk__in=stated.values("source")) | Q(pk__in=stated.values("target"))
        tied |= Q(pk__in=depending.values("patron")) | Q(pk__in=depending.values("client"))
        return Stakeholder.objects.filter(recorded | tied)

    def _party(self, row):
        return super()._party(row) | {"early": row["created_at"] >= self._day_after}

    @cached_property
    def known(self):
        """As in ``Rows``. ``early`` is left true for whom only a judgement of the government or a
        dependency of that day puts on the map: not for who may not see that."""
        tied = {
            end
            for tie in self.ordinary
            if tie["kind"] != Tie.Kind.GOVERNMENT
            for end in (tie["source"], tie["target"])
        }
        parties = super().known
        return [{**p, "early": p.get("early", False) and p["id"] not in tied} for p in parties]

    def _stated(self):
        held = Q(until__gt=self.on) | Q(until=None) & self._not_yet("closed_at")
        return Tie.objects.filter(held, since__lte=self.on)

    def _depending(self):
        # A later reading of the same dependency keeps its ``since`` and holds from its own day.
        begun = Q(replaces=None, since__lte=self.on)
        begun |= (Q(since=None) | ~Q(replaces=None)) & Q(recorded_at__lt=self._day_after)
        return PatronClientTie.objects.filter(begun, self._not_yet("closed_at"))

    @cached_property
    def dependencies(self):
        """Lines from patron to client; of two readings that overlap the later one."""
        return list({(line["a"], line["b"]): line for line in super().dependencies}.values())

    def _not_yet(self, field):
        return Q(**{field: None}) | Q(**{f"{field}__gte": self._day_after})
