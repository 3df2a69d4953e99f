"""Approach plans: four ways of working together, each a thing of its own.

A plan (``ApproachPlan``) says in which village and which of the four; what it consists of stands in
the table of that way. What a way demands before it may be under way is said twice: by ``missing``,
for people, and by a constraint of its table.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, User
from jejaring.roles import Permission
from stakeholders.models.stakeholder import Stakeholder
from villages.models import Region

LEAST_PARTIES = 2


class ApproachPlanQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"
    view_permission = Permission.VIEW_ANSWERS


class OfPlanQuerySet(ScopedQuerySet):
    territory_lookup = "plan__village_id"
    view_permission = Permission.VIEW_ANSWERS


class ApproachPlan(models.Model):
    """A plan of one of the four ways. Only the facilitators of that village may read it."""

    class Way(models.TextChoices):
        CONTACT = "contact", _("Narahubung")
        COOPERATION = "cooperation", _("Kerja sama")
        ALLIANCE = "alliance", _("Aliansi")
        COALITION = "coalition", _("Koalisi")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="+")
    way = models.CharField(_("cara pendekatan"), max_length=12, choices=Way)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    parties = models.ManyToManyField(Stakeholder, through="PlanParty", related_name="+")

    objects = ApproachPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="approachplan_way_known",
                condition=Q(way__in=["contact", "cooperation", "alliance", "coalition"]),
            )
        ]
        indexes = [models.Index(fields=["village", "way"], name="approachplan_village")]

    def __str__(self):
        return str(self.get_way_display())

    def get_absolute_url(self):
        return reverse("approach_detail", args=[self.pk])

    @property
    def detail(self):
        """The row of its way."""
        return getattr(self, DETAILS[self.way]._meta.model_name)


class PlanParty(models.Model):
    """A group or institution that takes part in a plan."""

    plan = models.ForeignKey(ApproachPlan, models.CASCADE, related_name="seats")
    stakeholder = models.ForeignKey(Stakeholder, models.PROTECT, related_name="+")

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "plan parties"
        constraints = [
            models.UniqueConstraint(fields=["plan", "stakeholder"], name="planparty_once")
        ]

    def __str__(self):
        return f"{self.plan_id} {self.stakeholder_id}"


class PlanVersion(models.Model):
    """How a plan stood at one version. Rows are only added."""

    plan = models.ForeignKey(ApproachPlan, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "version"], name="planversion_once")]

    def __str__(self):
        return f"{self.plan_id} v{self.version}"


class Way(models.Model):
    """What all four have: the plan, and how many parties or steps it has (``size``).

    ``COLUMNS``: what is written of it, in the order in which it is read. ``ACTIVE``: the states
    in which nothing may be missing. ``OPEN``: those in which somebody still has to do something.
    """

    COLUMNS: tuple[str, ...]
    ACTIVE: tuple[str, ...]
    OPEN: tuple[str, ...]
    HAS_PARTIES = True

    plan = models.OneToOneField(
        ApproachPlan, models.CASCADE, primary_key=True, related_name="%(class)s"
    )
    size = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.plan_id)

    @property
    def missing(self) -> list[str]:
        """The names of what it still needs before it may be under way."""
        raise NotImplementedError

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class ContactPath(Way):
    """A way from the facilitator to a key figure, through people and groups who know each other."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Direncanakan")
        WALKING = "walking", _("Sedang ditempuh")
        REACHED = "reached", _("Sudah bertemu")
        DROPPED = "dropped", _("Tidak dilanjutkan")

    ACTIVE = (State.WALKING, State.REACHED)
    OPEN = (State.PLANNED, State.WALKING)
    COLUMNS = ("key_figure", "purpose", "chosen_on", "state")
    HAS_PARTIES = False

    key_figure = models.ForeignKey(
        Stakeholder, models.PROTECT, related_name="+", verbose_name=_("tokoh kunci")
    )
    purpose = models.CharField(_("untuk keperluan apa"), max_length=200)
    chosen_on = models.DateField(_("dipilih pada"))
    state = models.CharField(_("keadaan"), max_length=8, choices=State, default=State.PLANNED)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="contactpath_purpose", condition=~Q(purpose="")),
            models.CheckConstraint(
                name="contactpath_active_has_steps",
                condition=Q(state__in=["planned", "dropped"])
                | Q(state__in=["walking", "reached"], size__gte=1),
            ),
        ]

    @property
    def missing(self):
        return [] if self.size else ["steps"]


class ContactStep(models.Model):
    """One link of a path: who is met next, how well the one before knows them, and since when."""

    class Strength(models.TextChoices):
        STRONG = "strong", _("Kuat")
        MEDIUM = "medium", _("Sedang")
        WEAK = "weak", _("Lemah")

    plan = models.ForeignKey(ApproachPlan, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    stakeholder = models.ForeignKey(Stakeholder, models.PROTECT, related_name="+")
    strength = models.CharField(_("kedekatan"), max_length=6, choices=Strength)
    met_on = models.DateField(_("sudah bertemu pada"), null=True, blank=True)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="contactstep_position_once"),
            models.UniqueConstraint(fields=["plan", "stakeholder"], name="contactstep_party_once"),
            models.CheckConstraint(
                name="contactstep_strength_known",
                condition=Q(strength__in=["strong", "medium", "weak"]),
            ),
        ]

    def __str__(self):
        return f"{self.plan_id} {self.position}"


class CooperationIdea(Way):
    """A proposal for cooperation, until the cooperation itself takes it over (``ready``)."""

    class State(models.TextChoices):
        IDEA = "idea", _("Masih gagasan")
        TALKING = "talking", _("Sedang dibicarakan")
        READY = "ready", _("Siap dilanjutkan di Kerja sama")
        DROPPED = "dropped", _("Tidak dilanjutkan")

    ACTIVE = (State.TALKING, State.READY)
    OPEN = (State.IDEA, State.TALKING, State.READY)
    COLUMNS = ("title", "need", "partner", "first_talk_on", "state")

    title = models.CharField(_("judul usulan"), max_length=120)
    need = models.CharField(_("kebutuhan yang dijawab"), max_length=200, blank=True)
    partner = models.CharField(_("mitra di luar peta"), max_length=120, blank=True)
    first_talk_on = models.DateField(_("pembicaraan pertama"), null=True, blank=True)
    state = models.CharField(_("keadaan"), max_length=8, choices=State, default=State.IDEA)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="cooperationidea_titled", condition=~Q(title="")),
            models.CheckConstraint(
                name="cooperationidea_active_complete",
                condition=Q(state__in=["idea", "dropped"])
                | (
                    Q(state__in=["talking", "ready"], size__gte=1, first_talk_on__isnull=False)
                    & ~Q(need="")
                    & (Q(size__gte=2) | ~Q(partner=""))
                ),
            ),
        ]

    @property
    def missing(self):
        enough = self.size + bool(self.partner) >= LEAST_PARTIES and self.size
        found = [] if enough else ["parties"]
        return found + [name for name in ("need", "first_talk_on") if not getattr(self, name)]


class Shared(models.TextChoices):
    """How an alliance or a coalition stands."""

    PLANNED = "planned", _("Direncanakan")
    RUNNING = "running", _("Berjalan")
    ENDED = "ended", _("Sudah selesai")


class Alliance(Way):
    """Several forums that speak up for the same issue; each keeps its own name."""

    State = Shared
    ACTIVE = (Shared.RUNNING,)
    OPEN = (Shared.PLANNED, Shared.RUNNING)
    COLUMNS = ("issue", "state")

    issue = models.CharField(_("isu bersama"), max_length=200)
    state = models.CharField(_("keadaan"), max_length=8, choices=Shared, default=Shared.PLANNED)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="alliance_issue", condition=~Q(issue="")),
            models.CheckConstraint(
                name="alliance_running_has_two",
                condition=Q(state__in=["planned", "ended"]) | Q(state="running", size__gte=2),
            ),
        ]

    @property
    def missing(self):
        return [] if self.size >= LEAST_PARTIES else ["parties"]


class Coalition(Way):
    """Several forums under one name, led by one coordinator, until a day."""

    State = Shared
    ACTIVE = (Shared.RUNNING,)
    OPEN = (Shared.PLANNED, Shared.RUNNING)
    COLUMNS = ("name", "aim", "coordinator", "coordinator_role", "ends_on", "state")

    name = models.CharField(_("nama koalisi"), max_length=120, blank=True)
    aim = models.CharField(_("tujuan"), max_length=200)
    coordinator = models.ForeignKey(
        Stakeholder,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("koordinator"),
    )
    coordinator_role = models.CharField(_("peran koordinator"), max_length=80, blank=True)
    ends_on = models.DateField(_("berakhir pada"), null=True, blank=True)
    state = models.CharField(_("keadaan"), max_length=8, choices=Shared, default=Shared.PLANNED)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="coalition_aim", condition=~Q(aim="")),
            models.CheckConstraint(
                name="coalition_one_coordinator",
                condition=Q(coordinator=None) | Q(coordinator_role=""),
            ),
            models.CheckConstraint(
                name="coalition_running_complete",
                condition=Q(state__in=["planned", "ended"])
                | (
                    Q(state="running", size__gte=2, ends_on__isnull=False)
                    & ~Q(name="")
                    & (Q(coordinator__isnull=False) | ~Q(coordinator_role=""))
                ),
            ),
        ]

    @property
    def missing(self):
        found = [] if self.name else ["name"]
        if not self.coordinator_id and not self.coordinator_role:
            found.append("coordinator")
        if not self.ends_on:
            found.append("ends_on")
        return found if self.size >= LEAST_PARTIES else [*found, "parties"]

    @property
    def has_lapsed(self) -> bool:
        """Still running though its last day has passed: somebody has to decide."""
        return (
            self.state == Shared.RUNNING
            and bool(self.ends_on)
            and self.ends_on < timezone.localdate()
        )


DETAILS: dict[str, type[Way]] = {
    ApproachPlan.Way.CONTACT: ContactPath,
    ApproachPlan.Way.COOPERATION: CooperationIdea,
    ApproachPlan.Way.ALLIANCE: Alliance,
    ApproachPlan.Way.COALITION: Coalition,
}
