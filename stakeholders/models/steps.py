"""What patron and clients agreed to try, followed over time."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.roles import Permission
from stakeholders.models.dependency import PatronClientTie
from stakeholders.models.revisions import Revised, RevisedQuerySet
from villages.models import Region


class DependencyStepQuerySet(RevisedQuerySet):
    territory_lookup = "village_id"
    view_permission = Permission.VIEW_DEPENDENCY


class DependencyStep(Revised):
    """One state of a step that makes a dependency fairer or less tight.

    ``tie`` is the reading of the dependency under which it was agreed; the step goes on when the
    dependency is read anew. As protected as the dependency itself.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Direncanakan")
        DOING = "doing", _("Sedang dijalankan")
        DONE = "done", _("Sudah terlaksana")
        DROPPED = "dropped", _("Tidak dilanjutkan")

    OPEN = (State.PLANNED, State.DOING)

    village = models.ForeignKey(Region, models.PROTECT, related_name="+")
    tie = models.ForeignKey(PatronClientTie, models.PROTECT, related_name="steps")
    text = models.CharField(_("langkah"), max_length=200)
    who = models.CharField(_("siapa yang menjalankan"), max_length=80)
    agreed_on = models.DateField(_("disepakati pada"))
    due_on = models.DateField(_("ditinjau paling lambat"), null=True, blank=True)
    state = models.CharField(_("keadaan"), max_length=8, choices=State, default=State.PLANNED)
    note = models.TextField(_("yang terjadi"), blank=True)

    objects = DependencyStepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="dependencystep_says_something", condition=~Q(text="") & ~Q(who="")
            ),
            models.CheckConstraint(
                name="dependencystep_state_known",
                condition=Q(state__in=["planned", "doing", "done", "dropped"]),
            ),
            models.CheckConstraint(
                name="dependencystep_due_after_agreed",
                condition=Q(due_on=None) | Q(due_on__gte=F("agreed_on")),
            ),
        ]
        indexes = [models.Index(fields=["village"], name="dependencystep_village")]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("dependency_step_edit", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_overdue(self) -> bool:
        """Still open though its day has passed."""
        return self.is_open and bool(self.due_on) and self.due_on < timezone.localdate()
