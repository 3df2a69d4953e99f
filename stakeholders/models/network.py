"""The stored reading of a village's network, so that a page does not compute it again."""

from django.db import models
from django.db.models import F
from django.utils import timezone

from jejaring.models import ScopedQuerySet
from villages.models import Region


class VillageNetworkQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"

    def outdate(self, *codes):
        """Mark the readings of these villages as behind; call it in the transaction of a change."""
        missing = set(codes) - set(self.filter(pk__in=codes).values_list("pk", flat=True))
        self.bulk_create(
            [VillageNetwork(village_id=code) for code in sorted(missing)], ignore_conflicts=True
        )
        # One by one, in the same order always: two acts over several villages never wait crosswise.
        for code in sorted(set(codes)):
            self.filter(pk=code).update(revision=F("revision") + 1)


class VillageNetwork(models.Model):
    """Positions, measures and findings of one village.

    ``revision`` grows with every change of the rows beneath, in the same transaction; the
    reading is stale while ``computed_revision`` is behind. ``earlier`` holds what it takes to go
    back: for each rearrangement, the latest last, the ``positions`` and the ``width`` before it.
    """

    village = models.OneToOneField(Region, models.CASCADE, primary_key=True, related_name="network")
    revision = models.PositiveIntegerField(default=0)
    computed_revision = models.PositiveIntegerField(default=0)
    computed_at = models.DateTimeField(default=timezone.now)
    positions = models.JSONField(default=dict)
    # The sheet on which somebody placed parties by hand; 0: never since the map was laid out.
    arranged_width = models.PositiveSmallIntegerField(default=0)
    earlier = models.JSONField(default=list)
    reading = models.JSONField(default=dict)

    objects = VillageNetworkQuerySet.as_manager()

    def __str__(self):
        return f"{self.village_id} r{self.revision}"
