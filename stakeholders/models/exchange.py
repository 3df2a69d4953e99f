"""A file that somebody brought: read, shown, taken over as a whole, and taken back as a whole."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, User
from jejaring.roles import Permission
from villages.models import Region

# How long a file waits to be taken over, and what was read of it stays after that.
KEPT = timedelta(days=7)


class ImportBatchQuerySet(ScopedQuerySet):
    """For the facilitators of the village: a file may say anything about anybody."""

    territory_lookup = "village_id"
    view_permission = Permission.VIEW_ANSWERS

    def staged(self):
        """Files that were read and wait for a decision."""
        return self.filter(state=ImportBatch.State.STAGED)

    def applied(self):
        """Files that stand in the network now."""
        return self.filter(state=ImportBatch.State.APPLIED)


class ImportBatch(models.Model):
    """One file for the network of one village.

    ``digest`` is of the very bytes: the same file counts once. ``content`` holds the rows as they
    were read, ``choices`` what the words in them mean, ``effects`` what was made of them, so that
    it can be taken back.
    """

    class State(models.TextChoices):
        STAGED = "staged", _("Menunggu diterapkan")
        APPLIED = "applied", _("Sudah diterapkan")
        UNDONE = "undone", _("Sudah dibatalkan")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="+")
    file_name = models.CharField(_("nama berkas"), max_length=120)
    digest = models.CharField(max_length=64)
    format = models.CharField(max_length=20)
    content = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    effects = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.STAGED)
    staged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    staged_at = models.DateTimeField(default=timezone.now, editable=False)
    applied_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["village", "digest"],
                condition=Q(state="applied"),
                name="importbatch_file_once",
            ),
        ]
        indexes = [models.Index(fields=["village", "state"], name="importbatch_village")]

    def __str__(self):
        return f"{self.file_name} · {self.village_id}"

    def get_absolute_url(self):
        return reverse("import_preview", args=[self.pk])
