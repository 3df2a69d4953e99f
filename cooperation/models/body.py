"""Joint bodies: who carries a cooperation out, how its members are spread, how it is reviewed.

No name of a person is kept: numbers by village, category and sex, and offices as roles.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.agreement import Agreement
from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, User, inside
from jejaring.roles import Permission
from villages.models import Region


class OfBodyQuerySet(ScopedQuerySet):
    """Rows that hang on a joint body, which belongs to every village it serves."""

    body_lookup = "body"
    territory_lookup = "body__served__village_id"
    view_permission = Permission.VIEW_AGREEMENT
    edit_permission = Permission.DRAFT_AGREEMENT

    def rule(self, user, permission) -> Q:
        """Through a list of bodies, so that no row comes once for each village served."""
        served = ServedVillage._base_manager.filter(
            inside("village_id", user.territories(permission))
        )
        return Q(**{f"{self.body_lookup}__in": served.values("body")})


class JointBodyQuerySet(OfBodyQuerySet):
    body_lookup = "pk"
    territory_lookup = "served__village_id"

    def at_work(self):
        """Those that nobody has dissolved."""
        return self.filter(dissolved_on=None)


class JointBody(models.Model):
    """A body that villages made. Whether it is in office follows from its dates.

    ``version`` guards every change of it and of its members: of two writers the second is told.
    ``offices``: ``{office: {"village": code, "sex": "f" or "m"}}`` for those that are filled.
    """

    class Kind(models.TextChoices):
        BKAD = "bkad", _("BKAD (badan kerja sama antar-desa)")
        ENTERPRISE = "bumdesma", _("BUM Desa bersama")
        OF_VILLAGE = "village_body", _("Badan kerja sama satu desa")

    class Office(models.TextChoices):
        CHAIR = "chair", _("Ketua")
        DEPUTY = "deputy", _("Wakil ketua")
        SECRETARY = "secretary", _("Sekretaris")
        TREASURER = "treasurer", _("Bendahara")

    class Sex(models.TextChoices):
        WOMAN = "f", _("Perempuan")
        MAN = "m", _("Laki-laki")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("jenis badan"), max_length=12, choices=Kind)
    name = models.CharField(_("nama badan"), max_length=120)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="bodies"
    )
    villages = models.ManyToManyField(Region, through="ServedVillage", related_name="joint_bodies")
    decree_number = models.CharField(_("nomor SK"), max_length=60, blank=True)
    decree_on = models.DateField(_("tanggal SK"), null=True, blank=True)
    term_from = models.DateField(_("masa tugas mulai"), null=True, blank=True)
    term_until = models.DateField(_("masa tugas sampai"), null=True, blank=True)
    dissolved_on = models.DateField(_("dibubarkan pada"), null=True, blank=True)
    offices = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = JointBodyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "joint bodies"
        constraints = [
            models.CheckConstraint(name="body_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="body_kind_known", condition=Q(kind__in=["bkad", "bumdesma", "village_body"])
            ),
            models.CheckConstraint(
                name="body_term_ends_after_it_begins",
                condition=Q(term_from=None)
                | Q(term_until=None)
                | Q(term_until__gte=models.F("term_from")),
            ),
        ]
        indexes = [models.Index(fields=["dissolved_on", "term_until"], name="body_term")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("body_detail", args=[self.pk])


class ServedVillage(models.Model):
    """A village that a body serves."""

    body = models.ForeignKey(JointBody, models.CASCADE, related_name="served")
    village = models.ForeignKey(Region, models.PROTECT, related_name="served_by")

    objects = OfBodyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "village"], name="served_village_once")
        ]

    def __str__(self):
        return f"{self.body_id} {self.village_id}"


class BodySeats(models.Model):
    """How many women and men of one category a village has in a body."""

    class Category(models.TextChoices):
        # PP 43/2014 art. 144(1): whom a BKAD consists of.
        GOVERNMENT = "government", _("Pemerintah desa")
        BPD = "bpd", _("Anggota BPD")
        COMMUNITY_BODY = "community_body", _("Lembaga kemasyarakatan desa (RT, RW, PKK, …)")
        OTHER_BODY = "other_body", _("Lembaga desa lainnya")
        FIGURE = "figure", _("Tokoh masyarakat")
        # PP 11/2021: the organs of a BUM Desa bersama beside the deliberation itself.
        ADVISER = "adviser", _("Penasihat")
        OPERATOR = "operator", _("Pelaksana operasional")
        SUPERVISOR = "supervisor", _("Pengawas")

    body = models.ForeignKey(JointBody, models.CASCADE, related_name="seats")
    village = models.ForeignKey(Region, models.PROTECT, related_name="+")
    category = models.CharField(max_length=16, choices=Category)
    women = models.PositiveSmallIntegerField(default=0)
    men = models.PositiveSmallIntegerField(default=0)

    objects = OfBodyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "body seats"
        constraints = [
            models.UniqueConstraint(
                fields=["body", "village", "category"], name="seats_once_per_category"
            )
        ]

    def __str__(self):
        return f"{self.body_id} {self.village_id} {self.category}"


class BodyReview(models.Model):
    """One look back at what a body did; reviews are only added, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(JointBody, models.PROTECT, related_name="reviews")
    number = models.PositiveIntegerField()
    held_on = models.DateField(_("tanggal tinjauan"))
    planned = models.TextField(_("yang direncanakan"))
    happened = models.TextField(_("yang terjadi"))
    why = models.TextField(_("sebabnya"), blank=True)
    learnt = models.TextField(_("pelajarannya"), blank=True)
    onward = models.TextField(_("selanjutnya"), blank=True)
    next_on = models.DateField(_("ditinjau lagi pada"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfBodyQuerySet.as_manager()

    class Meta:
        ordering = ["body", "number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="body_review_number_once")
        ]

    def __str__(self):
        return f"{self.body_id} {self.number}"


class HandedReportQuerySet(ScopedQuerySet):
    territory_lookup = "body__served__village_id"
    view_permission = Permission.VIEW_AGREEMENT
    edit_permission = Permission.DRAFT_AGREEMENT

    def rule(self, user, permission) -> Q:
        """Whoever reads the body or the agreement that was reported on."""
        bodies = JointBody.objects.allowed(user, permission)
        agreements = Agreement.objects.allowed(user, permission)
        return Q(body__in=bodies.values("pk")) | Q(agreement__in=agreements.values("pk"))


class HandedReport(models.Model):
    """A report that was handed over, kept so that the calendar knows when the next is due.

    A body reports to the village heads, a village head to the BPD on a cooperation with a third
    party (Permendagri 96/2017 arts. 13, 14).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(
        JointBody, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    covers_until = models.DateField(_("melaporkan sampai tanggal"))
    handed_on = models.DateField(_("disampaikan pada"))
    letter = models.CharField(_("nomor surat pengantar"), max_length=60, blank=True)
    copied_to_bpd = models.BooleanField(_("tembusan kepada BPD"), default=False)
    copied_to_regent = models.BooleanField(
        _("tembusan kepada bupati atau wali kota lewat camat"), default=False
    )
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = HandedReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="report_of_body_or_agreement",
                condition=Q(body__isnull=False, agreement=None)
                | Q(body=None, agreement__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["body", "covers_until"],
                condition=Q(body__isnull=False),
                name="report_once_per_body_and_day",
            ),
            models.UniqueConstraint(
                fields=["agreement", "covers_until"],
                condition=Q(agreement__isnull=False),
                name="report_once_per_agreement_and_day",
            ),
        ]

    def __str__(self):
        return f"{self.body_id or self.agreement_id} {self.covers_until}"
