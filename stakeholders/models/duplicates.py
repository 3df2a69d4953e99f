"""Two records of one party made one or told apart, and the map that a meeting agreed on."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, User
from jejaring.roles import Permission
from stakeholders.models.stakeholder import Stakeholder
from villages.models import Region


class PartyMergeQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"
    # Either side may be known from a dependency alone.
    view_permission = Permission.VIEW_DEPENDENCY

    def standing(self):
        """Merges nobody has taken back."""
        return self.filter(undone_at=None)


class PartyMerge(models.Model):
    """``absorbed`` was found to be ``kept``, and what hung on it hangs on ``kept`` now.

    ``moved``: "app.model.field" -> ids of the rows that were turned over; ``closed``: ids of
    statements that ended because both records had one about the same third party. Both are what
    taking the merge back needs.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="+")
    kept = models.ForeignKey(Stakeholder, models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Stakeholder, models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    closed = models.JSONField(default=dict)
    merged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now, editable=False)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = PartyMergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="partymerge_two_parties", condition=~Q(kept=F("absorbed"))),
            models.UniqueConstraint(
                fields=["absorbed"], condition=Q(undone_at=None), name="partymerge_once"
            ),
        ]

    def __str__(self):
        return f"{self.absorbed_id} → {self.kept_id}"


class DistinctPairQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"
    view_permission = Permission.VIEW_DEPENDENCY


class DistinctPair(models.Model):
    """Somebody who knows them said that these two are not the same. ``first`` < ``second``."""

    village = models.ForeignKey(Region, models.PROTECT, related_name="+")
    first = models.ForeignKey(Stakeholder, models.CASCADE, related_name="+")
    second = models.ForeignKey(Stakeholder, models.CASCADE, related_name="+")
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DistinctPairQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinctpair_once")
        ]

    def __str__(self):
        return f"{self.first_id} ≠ {self.second_id}"


class AgreedMapQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"


class AgreedMap(models.Model):
    """The map as a meeting agreed on it: when, where, with how many, and what it showed.

    ``shown`` keeps parties and ties as everybody of the village may see them (see
    ``services.agreed_maps``); rows are never changed, a later meeting agrees on a later map.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="agreed_maps")
    agreed_on = models.DateField(_("tanggal musyawarah"))
    meeting = models.CharField(_("nama pertemuan"), max_length=120)
    place = models.CharField(_("tempat"), max_length=120, blank=True)
    attended = models.PositiveIntegerField(_("jumlah yang hadir"), null=True, blank=True)
    decisions = models.TextField(_("yang disepakati"), blank=True)
    shown = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AgreedMapQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["village", "agreed_on"], name="agreedmap_village")]

    def __str__(self):
        return f"{self.village_id} · {self.agreed_on}"

    def get_absolute_url(self):
        return reverse("agreed_map_detail", args=[self.pk])
