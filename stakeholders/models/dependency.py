"""Patron and client: who depends on whom, in what, and what could make it fairer."""

from django.core.exceptions import ValidationError
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


class Form(models.TextChoices):
    """In what the client depends on the patron."""

    CAPITAL = "capital", _("Modal atau utang")
    INPUT = "input", _("Pasokan sarana produksi")
    MARKET = "market", _("Pasar dan harga jual")
    LAND = "land", _("Lahan")
    GEAR = "gear", _("Alat, perahu, atau ternak")
    JOB = "job", _("Pekerjaan")
    EMERGENCY = "emergency", _("Kebutuhan darurat dan makan sehari-hari")
    INFORMATION = "information", _("Informasi atau jalan ke program")
    PROTECTION = "protection", _("Perlindungan")
    KINSHIP = "kinship", _("Kekerabatan atau utang budi")
    POLITICAL = "political", _("Dukungan politik")


def known_forms(value):
    """Refuse a list that is empty or names a form that is not in the list."""
    if not value or set(value) - set(Form.values):
        raise ValidationError(_("Pilih sedikitnya satu bentuk ketergantungan."))


class PatronClientTieQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"
    view_permission = Permission.VIEW_DEPENDENCY

    def current(self):
        """Ties that hold now."""
        return self.filter(closed_at=None)

    def of(self, stakeholder):
        """Ties with this stakeholder as patron or as client."""
        return self.filter(Q(patron=stakeholder) | Q(client=stakeholder))


class PatronClientTie(models.Model):
    """A dependency as the villagers see it; a description, never an accusation.

    A table of its own because only the facilitators of that village may read it. A change
    closes the row and opens the next one (``replaces``), so every earlier reading stays.
    """

    class Frequency(models.TextChoices):
        DAILY = "daily", _("Setiap hari")
        WEEKLY = "weekly", _("Setiap minggu")
        MONTHLY = "monthly", _("Setiap bulan")
        SEASONAL = "seasonal", _("Setiap musim")
        YEARLY = "yearly", _("Setiap tahun")
        ONCE = "once", _("Sekali saja")

    class Tightness(models.TextChoices):
        LOOSE = "loose", _("Longgar: bisa pindah kapan saja")
        MEDIUM = "medium", _("Sedang: bisa pindah dengan rugi")
        BINDING = "binding", _("Mengikat: sulit keluar")

    class Alternative(models.TextChoices):
        YES = "yes", _("Ada pilihan lain")
        PARTLY = "partly", _("Ada, tetapi sulit dijangkau")
        NO = "no", _("Tidak ada pilihan lain")
        UNKNOWN = "unknown", _("Belum diketahui")

    class Gain(models.TextChoices):
        PATRON = "patron", _("Patron lebih untung")
        EVEN = "even", _("Seimbang")
        CLIENT = "client", _("Klien lebih untung")
        UNKNOWN = "unknown", _("Belum diketahui")

    class Effect(models.TextChoices):
        HELPS = "helps", _("Membantu")
        NEUTRAL = "neutral", _("Tidak berpengaruh")
        HARMS = "harms", _("Memberatkan")
        UNKNOWN = "unknown", _("Belum diketahui")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="+")
    patron = models.ForeignKey(
        Stakeholder, models.PROTECT, related_name="+", verbose_name=_("patron")
    )
    client = models.ForeignKey(
        Stakeholder, models.PROTECT, related_name="+", verbose_name=_("klien")
    )
    forms = models.JSONField(_("bentuk ketergantungan"), validators=[known_forms])
    to_client = models.TextField(_("yang mengalir dari patron ke klien"), blank=True)
    to_patron = models.TextField(_("yang mengalir dari klien ke patron"), blank=True)
    frequency = models.CharField(_("seberapa sering"), max_length=8, choices=Frequency)
    tightness = models.CharField(_("seberapa mengikat"), max_length=8, choices=Tightness)
    alternative = models.CharField(
        _("pilihan lain bagi klien"), max_length=8, choices=Alternative, default=Alternative.UNKNOWN
    )
    gains_more = models.CharField(
        _("siapa lebih untung"), max_length=8, choices=Gain, default=Gain.UNKNOWN
    )
    effect_on_poor = models.CharField(
        _("pengaruh bagi warga miskin"), max_length=8, choices=Effect, default=Effect.UNKNOWN
    )
    effect_note = models.TextField(_("penjelasan pengaruhnya"), blank=True)
    contribution = models.TextField(_("sumbangan yang mungkin dari patron"), blank=True)
    since = models.DateField(_("sejak"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = PatronClientTieQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="patronclient_two_parties", condition=~Q(patron=F("client"))
            ),
            models.UniqueConstraint(
                fields=["village", "patron", "client"],
                condition=Q(closed_at=None),
                name="patronclient_one_current_tie",
            ),
        ]
        indexes = [models.Index(fields=["village", "closed_at"], name="patronclient_village")]

    def __str__(self):
        return f"{self.patron_id} → {self.client_id}"

    def get_absolute_url(self):
        return reverse("dependency_detail", args=[self.pk])

    @property
    def form_labels(self) -> list[str]:
        """The forms of dependency in words."""
        return [str(Form(code).label) for code in self.forms]
