"""What outside parties offer or seek, and what villages decided about proposed matches."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.partner import Partner
from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, User
from jejaring.roles import Permission
from villages.matters import MOST_KEY
from villages.models import Region, ResourceBase


class PartnerResourceQuerySet(ScopedQuerySet):
    territory_lookup = "partner__region_id"
    view_permission = Permission.VIEW_AGREEMENT
    edit_permission = Permission.DRAFT_AGREEMENT

    def current(self):
        """Those that hold now."""
        return self.filter(archived_at=None)


class PartnerResource(ResourceBase):
    """What an outside party offers (potential) or seeks (need)."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="resources")

    objects = PartnerResourceQuerySet.as_manager()

    class Meta(ResourceBase.Meta):
        indexes = [models.Index(fields=["key", "side"], name="partnerresource_key")]


class MatchDecisionQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"
    view_permission = Permission.VIEW
    edit_permission = Permission.DRAFT_AGREEMENT


class MatchDecision(models.Model):
    """What a village said to a proposed match.

    ``way``: whether the village would get or give; the other side is a village or a partner.
    ``numbers`` is a digest of the amounts and months on both sides: once they change, a rejected
    match may be proposed again.
    """

    class Way(models.TextChoices):
        GET = "get", _("mendapat")
        GIVE = "give", _("memberi")

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", _("Diterima")
        REJECTED = "rejected", _("Ditolak")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="+")
    way = models.CharField(max_length=4, choices=Way)
    other_village = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+"
    )
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=MOST_KEY)
    verdict = models.CharField(max_length=8, choices=Verdict)
    reason = models.CharField(_("alasan"), max_length=400, blank=True)
    numbers = models.CharField(max_length=64)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    objects = MatchDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="matchdecision_village_or_partner",
                condition=Q(other_village__isnull=False, partner=None)
                | Q(other_village=None, partner__isnull=False),
            ),
            models.CheckConstraint(
                name="matchdecision_rejected_with_reason",
                condition=Q(verdict="accepted") | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                fields=["village", "way", "key", "other_village"],
                condition=Q(other_village__isnull=False),
                name="matchdecision_once_per_village",
            ),
            models.UniqueConstraint(
                fields=["village", "way", "key", "partner"],
                condition=Q(partner__isnull=False),
                name="matchdecision_once_per_partner",
            ),
        ]
        indexes = [models.Index(fields=["other_village"], name="matchdecision_other")]

    def __str__(self):
        return f"{self.village_id} {self.way} {self.key} {self.verdict}"

    @property
    def other(self) -> str:
        """The other side: the code of a village or the id of a partner."""
        return self.other_village_id or str(self.partner_id)
