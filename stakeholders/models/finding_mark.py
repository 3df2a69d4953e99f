"""What a team made of a finding: talked over, or found not to be true."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, User
from jejaring.roles import Permission
from villages.models import Region


class FindingMarkQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"
    view_permission = Permission.VIEW_ANSWERS


class FindingMark(models.Model):
    """One word on one finding. Rows are only added: the newest holds, and ``open`` takes it back.

    ``key`` and ``state`` are those of ``graph.findings.identity``: which finding, and how it stood
    when it was marked. The note may hold the words of villagers.
    """

    class Verdict(models.TextChoices):
        DISCUSSED = "discussed", _("Sudah dibicarakan")
        NOT_TRUE = "not_true", _("Tidak benar")
        OPEN = "open", _("Dibuka lagi")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="+")
    key = models.CharField(max_length=24)
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=24)
    verdict = models.CharField(_("bagaimana hasilnya"), max_length=10, choices=Verdict)
    note = models.TextField(_("catatan"), blank=True)
    marked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = FindingMarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="findingmark_verdict_known",
                condition=models.Q(verdict__in=["discussed", "not_true", "open"]),
            ),
        ]
        indexes = [models.Index(fields=["village", "key"], name="findingmark_village_key")]

    def __str__(self):
        return f"{self.village_id} {self.kind} {self.verdict}"
