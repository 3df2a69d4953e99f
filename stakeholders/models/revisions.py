"""Rows that are followed over time: a change is a new row, what stood before stays."""

from django.db import models
from django.utils import timezone

from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, User


class RevisedQuerySet(ScopedQuerySet):
    def current(self):
        """The newest row of each chain."""
        return self.filter(replaced_by=None)


class Revised(models.Model):
    """One state of something that is followed over time; the next state ``replaces`` it.

    Rows are only added. Two people who go on from the same row: the database lets in one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
