"""Files that belong to an agreement: scans of what was signed by hand."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.agreement import Agreement
from cooperation.models.event import AgreementEvent
from cooperation.models.scope import OfAgreementQuerySet
from jejaring.ids import uuid7
from jejaring.models import User


class Attachment(models.Model):
    """A file outside the web root, known by its digest; its own name is only shown.

    ``event``: the act it proves, whose content holds the same digest.
    """

    class MediaType(models.TextChoices):
        PDF = "application/pdf", _("PDF")
        JPEG = "image/jpeg", _("foto JPEG")
        PNG = "image/png", _("gambar PNG")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="attachments")
    event = models.ForeignKey(
        AgreementEvent, models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=20, choices=MediaType)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="attachment_not_empty", condition=models.Q(size__gte=1))
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("attachment_file", args=[self.pk])
