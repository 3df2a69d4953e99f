"""The seven-question worksheet about one group, and every answer ever given to it."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, User
from jejaring.roles import Permission
from stakeholders.models.stakeholder import Stakeholder
from villages.models import Region


class WorksheetQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"
    view_permission = Permission.VIEW_ANSWERS

    def open(self):
        """Worksheets nobody has declared complete."""
        return self.filter(completed_at=None)

    def completed(self):
        """Worksheets that were deliberately closed: their group counts as interviewed."""
        return self.exclude(completed_at=None)


class Worksheet(models.Model):
    """One interview about one group in one village.

    The columns repeat what step 0 says (informant, date, place, consent) so that lists can
    be made; the answers themselves are ``StepAnswer`` rows.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="worksheets")
    group = models.ForeignKey(Stakeholder, models.PROTECT, related_name="worksheets")
    informant = models.CharField(_("narasumber"), max_length=120, blank=True)
    held_on = models.DateField(_("tanggal wawancara"), null=True, blank=True)
    place = models.CharField(_("tempat"), max_length=120, blank=True)
    consent_read = models.BooleanField(_("persetujuan dibacakan"), default=False)
    facilitator = models.ForeignKey(User, models.PROTECT, related_name="worksheets")
    resume_step = models.PositiveSmallIntegerField(default=0, editable=False)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    completed_at = models.DateTimeField(null=True, blank=True, editable=False)
    completed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = WorksheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "village"],
                condition=Q(completed_at=None),
                name="worksheet_one_open_per_group",
            )
        ]
        indexes = [models.Index(fields=["village", "completed_at"], name="worksheet_village")]

    def __str__(self):
        return f"{self.group} · {self.held_on or self.started_at.date()}"

    def get_absolute_url(self):
        return reverse("worksheet_detail", args=[self.pk])


class StepAnswerQuerySet(ScopedQuerySet):
    territory_lookup = "worksheet__village_id"
    view_permission = Permission.VIEW_ANSWERS

    def saved(self):
        """Answers that count or counted: everything but those held back by a conflict."""
        return self.filter(version__isnull=False)

    def held(self):
        """Answers that lost a race and wait for a person to settle them."""
        return self.filter(version=None, settled_at=None)

    def current(self):
        """The newest saved answer of each step."""
        newest = (
            StepAnswer.objects.filter(
                worksheet=OuterRef("worksheet"), step=OuterRef("step"), version__isnull=False
            )
            .order_by("-version")
            .values("version")[:1]
        )
        return self.saved().annotate(newest=Subquery(newest)).filter(version=F("newest"))


class StepAnswer(models.Model):
    """What was answered to one step, once. Rows are only ever added.

    ``version`` counts the saved answers of a step from 1; the unique constraint on it is the
    lock against two people saving over each other. ``base_version`` is the one the person had
    before their eyes. An answer without a version lost a race: it is kept until it is settled.

    ``operation`` is made by the form, ``digest`` is of what the form sent (which a merge may
    have added to): together they tell a resent form from a new one. The first row of an
    operation has it as its id.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    worksheet = models.ForeignKey(Worksheet, models.CASCADE, related_name="answers")
    step = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(null=True)
    base_version = models.PositiveIntegerField(default=0)
    operation = models.UUIDField(null=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    content = models.JSONField(default=dict)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)

    objects = StepAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worksheet", "step", "version"], name="stepanswer_version_once"
            ),
            models.UniqueConstraint(
                fields=["operation", "digest"], name="stepanswer_operation_once"
            ),
            models.CheckConstraint(name="stepanswer_step_known", condition=Q(step__range=(0, 7))),
        ]

    def __str__(self):
        return f"{self.worksheet_id} · {self.step} · v{self.version}"
