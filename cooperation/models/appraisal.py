"""Appraisals: what was planned of a cooperation, and what each review found."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.fairness.benefits import Kind, Weight
from cooperation.fairness.offices import Office
from cooperation.models.agreement import Agreement, AgreementParty
from cooperation.models.scope import OfAgreementQuerySet
from jejaring.ids import uuid7
from jejaring.models import User

PLAN = 0


class AppraisalQuerySet(OfAgreementQuerySet):
    def reviews(self):
        """The reviews without the plan."""
        return self.filter(number__gt=PLAN)

    def standing(self):
        """The reviews that count: sealed, and replaced by no other."""
        return self.reviews().filter(sealed_at__isnull=False, replaced_by=None)

    def in_order(self):
        """The oldest first, a correction in the place of its day."""
        return self.order_by("agreement", "held_on", "number")


class Appraisal(models.Model):
    """The plan of a cooperation (``number`` 0), or one of its reviews.

    ``content``: ``{"dependence": {…}, "aspects": {aspect: {question: level, "reason": …}},
    "cycle": {…}}``. A review can be written on until it is sealed; then it stays, and a correction
    is another one that names the one it replaces. The plan stays from the first sealed review on.
    ``verdicts`` (of a sealed review): to which side each party's balance leaned, by its id.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="appraisals")
    number = models.PositiveSmallIntegerField()
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    held_on = models.DateField(_("ditinjau pada"), null=True, blank=True)
    held_by = models.CharField(_("ditinjau oleh"), max_length=12, choices=Office, blank=True)
    next_on = models.DateField(_("tinjauan berikutnya"), null=True, blank=True)
    summary = models.CharField(_("kesimpulan"), max_length=600, blank=True)
    content = models.JSONField(default=dict)
    verdicts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    opened_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    sealed_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="appraisal_number_once"),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(sealed_at=None, number__gt=0),
                name="appraisal_one_open_review",
            ),
            models.CheckConstraint(
                name="appraisal_sealed_with_day_and_digest",
                condition=Q(sealed_at=None)
                | (Q(held_on__isnull=False) & ~Q(held_by="") & ~Q(digest="")),
            ),
        ]

    def __str__(self):
        return f"{self.agreement_id} {self.number}"

    def get_absolute_url(self):
        return reverse("appraisal_detail", args=[self.pk])

    @property
    def is_plan(self) -> bool:
        return self.number == PLAN

    @property
    def is_sealed(self) -> bool:
        return self.sealed_at is not None


class OfAppraisalQuerySet(OfAgreementQuerySet):
    agreement_lookup = "appraisal__agreement"
    territory_lookup = "appraisal__agreement__parties__village_id"


class BenefitLine(models.Model):
    """One thing that a party gives or gets, worth so many rupiah, or of some weight."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="lines")
    party = models.ForeignKey(AgreementParty, models.PROTECT, related_name="benefit_lines")
    gives = models.BooleanField()
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind)
    what = models.CharField(_("apa"), max_length=160)
    quantity = models.DecimalField(
        _("banyaknya"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(_("satuan"), max_length=30, blank=True)
    value = models.BigIntegerField(_("nilai dalam rupiah"), null=True, blank=True)
    weight = models.PositiveSmallIntegerField(_("bobot"), choices=Weight, null=True, blank=True)
    estimated_by = models.CharField(_("ditaksir oleh"), max_length=12, choices=Office)
    version = models.PositiveIntegerField(default=1)

    objects = OfAppraisalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="benefit_named", condition=~Q(what="")),
            models.CheckConstraint(
                name="benefit_in_rupiah_or_by_weight",
                condition=Q(value__gte=0, weight=None) | Q(value=None, weight__range=(1, 4)),
            ),
        ]

    def __str__(self):
        return self.what


class RevenueLine(models.Model):
    """How one source of revenue is shared. ``shares``: percent by the id of the party, as text."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="revenue_lines")
    name = models.CharField(_("sumber pendapatan"), max_length=100)
    shares = models.JSONField(default=dict)

    objects = OfAppraisalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="revenue_named", condition=~Q(name="")),
            models.UniqueConstraint(fields=["appraisal", "name"], name="revenue_named_once"),
        ]

    def __str__(self):
        return self.name
