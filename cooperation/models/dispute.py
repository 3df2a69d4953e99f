"""Disputes over an agreement, beside its state: it goes on running while one is talked over."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.agreement import Agreement
from cooperation.models.scope import OfAgreementQuerySet
from jejaring.ids import uuid7


class Dispute(models.Model):
    """One dispute: who about what, before whom, and how it was settled (PP 43/2014 art. 148).

    ``parties``: ids of the parties that dispute, as texts. A settlement is final.
    """

    class Forum(models.TextChoices):
        """Who settles what the parties could not settle among themselves."""

        SUBDISTRICT = "camat", _("Camat")
        REGENCY = "bupati", _("Bupati atau wali kota")
        LEGAL = "hukum", _("Proses hukum")

    class Way(models.TextChoices):
        """How it was settled in the end."""

        AMICABLE = "musyawarah", _("Musyawarah kekeluargaan para pihak")
        FORUM = "forum", _("Penyelesaian oleh pejabat atau proses di atas")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="disputes")
    subject = models.CharField(_("apa yang diperselisihkan"), max_length=400)
    parties = models.JSONField(default=list)
    forum = models.CharField(_("penyelesai"), max_length=10, choices=Forum)
    opened_on = models.DateField(_("sejak"))
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    way = models.CharField(_("cara selesai"), max_length=10, choices=Way, blank=True)
    settled_on = models.DateField(_("selesai pada"), null=True, blank=True)
    minutes = models.CharField(_("nomor berita acara"), max_length=60, blank=True)
    settlement = models.CharField(_("isi penyelesaian"), max_length=1000, blank=True)

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="dispute_about", condition=~models.Q(subject="")),
            models.CheckConstraint(
                name="dispute_settled_whole",
                condition=models.Q(settled_on=None, way="", minutes="")
                | (models.Q(settled_on__isnull=False) & ~models.Q(way="") & ~models.Q(minutes="")),
            ),
        ]

    def __str__(self):
        return self.subject

    @property
    def is_open(self) -> bool:
        return self.settled_on is None

    def get_absolute_url(self):
        return reverse("dispute_detail", args=[self.pk])
