"""Who does what until when, and what was promised to whom."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.roles import Permission
from stakeholders.models.approach import ApproachPlan
from stakeholders.models.revisions import Revised, RevisedQuerySet
from stakeholders.models.stakeholder import Stakeholder
from villages.models import Region


class PlanTaskQuerySet(RevisedQuerySet):
    territory_lookup = "village_id"
    view_permission = Permission.VIEW_ANSWERS

    def open(self):
        """The newest rows of what is still to be done."""
        return self.current().filter(done_on=None)

    def promises(self):
        """What was promised to somebody."""
        return self.filter(is_promise=True)

    def by_urgency(self):
        """The earliest day first; what has no day comes last."""
        return self.order_by(F("due_on").asc(nulls_last=True), "recorded_at", "pk")


class PlanTask(Revised):
    """One state of a task or a promise. ``party``: whom it concerns, or to whom it was promised."""

    village = models.ForeignKey(Region, models.PROTECT, related_name="+")
    plan = models.ForeignKey(
        ApproachPlan, models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    text = models.CharField(_("apa yang dikerjakan"), max_length=200)
    who = models.CharField(_("siapa yang mengerjakan"), max_length=80)
    party = models.ForeignKey(
        Stakeholder,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("menyangkut siapa"),
    )
    due_on = models.DateField(_("paling lambat"), null=True, blank=True)
    done_on = models.DateField(_("selesai pada"), null=True, blank=True)
    is_promise = models.BooleanField(_("ini janji"), default=False)

    objects = PlanTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plantask_says_something", condition=~Q(text="") & ~Q(who="")
            )
        ]
        indexes = [models.Index(fields=["village", "done_on"], name="plantask_village")]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("task_edit", args=[self.pk])

    @property
    def is_overdue(self) -> bool:
        """Still open though its day has passed."""
        return not self.done_on and bool(self.due_on) and self.due_on < timezone.localdate()
