"""What a coordinator made of a question that the numbers of a region raised."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from jejaring.models import CodeField, ScopedQuerySet, User
from jejaring.roles import Permission


class QuestionMarkQuerySet(ScopedQuerySet):
    territory_lookup = "region_code"
    view_permission = Permission.VIEW_DASHBOARD
    edit_permission = Permission.VIEW_DASHBOARD


class QuestionMark(models.Model):
    """One word on one question. Rows are only added: the newest holds, and ``open`` takes it back.

    ``key`` and ``state``: which question, and how the numbers stood when it was marked.
    """

    class Verdict(models.TextChoices):
        ASKED = "asked", _("Sudah ditanyakan")
        ANSWERED = "answered", _("Sudah dijawab")
        SETTLED = "settled", _("Selesai")
        OPEN = "open", _("Dibuka lagi")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    region_code = CodeField(blank=True)
    key = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    verdict = models.CharField(_("sampai mana"), max_length=10, choices=Verdict)
    note = models.CharField(_("catatan"), max_length=400, blank=True)
    marked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = QuestionMarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="questionmark_verdict_known",
                condition=models.Q(verdict__in=["asked", "answered", "settled", "open"]),
            )
        ]
        indexes = [models.Index(fields=["region_code", "key"], name="questionmark_region")]

    def __str__(self):
        return f"{self.region_code} {self.key} {self.verdict}"
