"""The stored reading of a village's network, so that a page does not compute it again."""

from django.db import models
from django.utils import timezone

from jejaring.models import ScopedQuerySet
from villages.models import Region


class VillageNetworkQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"


class VillageNetwork(models.Model):
    """Positions, measures and findings of one village.

    ``revision`` grows with every change of the rows beneath, in the same transaction; the
    reading is stale while ``computed_revision`` is behind.
    """

    village = models.OneToOneField(Region, models.CASCADE, primary_key=True, related_name="network")
    revision = models.PositiveIntegerField(default=0)
    computed_revision = models.PositiveIntegerField(default=0)
    computed_at = models.DateTimeField(default=timezone.now)
    positions = models.JSONField(default=dict)
    previous_positions = models.JSONField(default=dict)
    reading = models.JSONField(default=dict)

    objects = VillageNetworkQuerySet.as_manager()

    def __str__(self):
        return f"{self.village_id} r{self.revision}"
