"""What a kabupaten asks for on the way of an agreement, besides what the law asks for."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.lifecycle import Flow
from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, User
from jejaring.roles import Permission
from villages.models import Region

MOST_DAYS = 365


class RequirementQuerySet(ScopedQuerySet):
    territory_lookup = "regency_id"
    view_permission = Permission.MANAGE_RULES
    edit_permission = Permission.MANAGE_RULES

    def in_force(self, on: date):
        """Those that hold on a day."""
        return self.filter(active_from__lte=on).exclude(withdrawn_on__lte=on)

    def in_order(self):
        """Along the way of an agreement, the older first."""
        places = [models.When(before=code, then=at) for at, code in enumerate(Requirement.Before)]
        return self.annotate(place=models.Case(*places, default=0)).order_by(
            "place", "active_from", "pk"
        )


class Requirement(models.Model):
    """A further step, a document, or a deadline of the step itself, as a local rule sets it.

    The law we read leaves these to the kabupaten, so there is none by default. A row is written
    once and withdrawn, never changed: agreements that met it have said its words in their chains.
    ``flows``: the ways of cooperating it concerns. ``each_village``: of every village party, else
    once for the agreement. ``days`` after the day of ``since`` it is due. ``counts``: ids of
    earlier requirements it replaces, whose fulfilment counts for it.
    """

    class Kind(models.TextChoices):
        STEP = "step", _("Langkah tambahan")
        DOCUMENT = "document", _("Dokumen")
        DEADLINE = "deadline", _("Tenggat langkah itu sendiri")

    class Before(models.TextChoices):
        """The acts before which something can be asked for; codes of the table of acts."""

        OFFER = "offer", _("penawaran dikirim")
        READY = "declare_ready", _("dinyatakan siap ditandatangani")
        SIGN = "sign", _("ditandatangani")
        PROMULGATE = "promulgate", _("diundangkan")
        START = "start", _("mulai dijalankan")
        END = "end", _("diakhiri")

    class Since(models.TextChoices):
        """The events from which days are counted, in their order."""

        DELIBERATED = "deliberate", _("musyawarah desa menyepakatinya")
        OFFERED = "offer", _("penawaran dikirim atau diterima")
        ANSWERED = "answer", _("penawaran dijawab semua")
        AGREED = "agree", _("musyawarah menyepakati rancangan")
        READY = "declare_ready", _("dinyatakan siap ditandatangani")
        SIGNED = "sign", _("semua pihak menandatangani")
        PROMULGATED = "promulgate", _("semua desa mengundangkan")
        STARTED = "start", _("mulai dijalankan")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    regency = models.ForeignKey(Region, models.PROTECT, related_name="cooperation_requirements")
    kind = models.CharField(_("apa yang diminta"), max_length=10, choices=Kind)
    name = models.CharField(_("namanya"), max_length=160)
    basis = models.CharField(_("dasar aturannya"), max_length=200)
    flows = models.JSONField(_("untuk kerja sama"), default=list)
    before = models.CharField(_("sebelum"), max_length=14, choices=Before)
    each_village = models.BooleanField(_("tiap desa"), default=False)
    days = models.PositiveSmallIntegerField(
        _("tenggat dalam hari"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
    )
    since = models.CharField(_("dihitung sejak"), max_length=14, choices=Since, blank=True)
    active_from = models.DateField(_("berlaku sejak"), default=timezone.localdate)
    counts = models.JSONField(default=list, editable=False)
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )

    objects = RequirementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="requirement_names_itself_and_its_basis",
                condition=~Q(name="") & ~Q(basis=""),
            ),
            models.CheckConstraint(
                name="requirement_deadline_whole",
                condition=Q(days__isnull=True, since="")
                | (Q(days__isnull=False, days__gte=1) & ~Q(since="")),
            ),
            models.CheckConstraint(
                name="requirement_deadline_has_days",
                condition=~Q(kind="deadline") | Q(days__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_deadline(self) -> bool:
        return self.kind == self.Kind.DEADLINE

    @property
    def wants_number(self) -> bool:
        return self.kind == self.Kind.DOCUMENT

    @property
    def flow_names(self) -> list[str]:
        return [str(Flow(flow).label) for flow in self.flows]

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.active_from <= day and (self.withdrawn_on is None or day < self.withdrawn_on)
