"""The ordinary edges of the map, with the words they came from kept apart."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, User, inside
from jejaring.roles import Permission
from stakeholders.models.stakeholder import Stakeholder
from stakeholders.models.worksheet import StepAnswer
from villages.models import Region


class TieQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"

    def rule(self, user, permission):
        """How a group judges the village government is for the village's facilitators only, and so
        is every tie of whom only a dependency made known."""
        judged = inside("village_id", user.territories(Permission.VIEW_ANSWERS))
        rule = super().rule(user, permission) & (~Q(kind=Tie.Kind.GOVERNMENT) | judged)
        # An operator looks after the officers of the own group, and sees no other tie.
        if own := user.own_groups(permission):
            rule |= Q(kind=Tie.Kind.MEMBERSHIP, target__in=own)
        known = Q(source__restricted=False, target__restricted=False)
        return rule & (known | inside("village_id", user.territories(Permission.VIEW_DEPENDENCY)))

    def current(self):
        """Ties that hold now."""
        return self.filter(closed_at=None)

    def offices(self):
        """Who holds which office, or is a member, where."""
        return self.filter(kind=Tie.Kind.MEMBERSHIP)

    def statements(self):
        """What groups say about each other and about the village government."""
        return self.exclude(kind=Tie.Kind.MEMBERSHIP)

    def of(self, stakeholder):
        """Ties with this stakeholder at either end."""
        return self.filter(Q(source=stakeholder) | Q(target=stakeholder))


class Tie(models.Model):
    """One side's statement about a relation, from ``source`` about ``target``.

    A statement that changes is closed and a new row opened: history is never overwritten.
    ``unrelated`` records that somebody said there is no relation; it is not drawn.
    """

    class Kind(models.TextChoices):
        SUPPORTS = "supports", _("Saling mendukung")
        COMPETES = "competes", _("Bersaing")
        UNRELATED = "unrelated", _("Tidak ada kaitan")
        GOVERNMENT = "government", _("Hubungan dengan pemerintah desa")
        MEMBERSHIP = "membership", _("Pengurus atau anggota")

    class Stance(models.TextChoices):
        SUPPORT = "support", _("Memberi dukungan nyata")
        PASSIVE = "passive", _("Pasif")
        HINDER = "hinder", _("Menghambat")

    class Certainty(models.TextChoices):
        TOLD = "told", _("Disampaikan narasumber")
        SEEN = "seen", _("Dilihat sendiri")
        HEARD = "heard", _("Kabar dari pihak lain")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="ties")
    source = models.ForeignKey(Stakeholder, models.PROTECT, related_name="ties_out")
    target = models.ForeignKey(Stakeholder, models.PROTECT, related_name="ties_in")
    kind = models.CharField(_("hubungan"), max_length=12, choices=Kind)
    stance = models.CharField(_("sikap pemerintah desa"), max_length=8, choices=Stance, blank=True)
    office = models.CharField(_("jabatan"), max_length=60, blank=True)
    certainty = models.CharField(max_length=6, choices=Certainty, default=Certainty.TOLD)
    answer = models.ForeignKey(
        StepAnswer, models.PROTECT, null=True, blank=True, related_name="ties"
    )
    batch = models.ForeignKey(
        "stakeholders.ImportBatch", models.PROTECT, null=True, blank=True, related_name="ties"
    )
    since = models.DateField(_("sejak"))
    until = models.DateField(_("sampai"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = TieQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="tie_not_with_itself", condition=~Q(source=F("target"))),
            models.CheckConstraint(
                name="tie_stance_only_for_government",
                condition=(Q(kind="government") & ~Q(stance=""))
                | (~Q(kind="government") & Q(stance="")),
            ),
            models.UniqueConstraint(
                fields=["village", "source", "target"],
                condition=Q(closed_at=None) & ~Q(kind="membership"),
                name="tie_one_current_statement",
            ),
        ]
        indexes = [models.Index(fields=["village", "closed_at"], name="tie_village_current")]

    def __str__(self):
        return f"{self.source_id} {self.kind} {self.target_id}"

    def get_absolute_url(self):
        return reverse("tie_detail", args=[self.pk])


class TieWordsQuerySet(ScopedQuerySet):
    territory_lookup = "tie__village_id"
    view_permission = Permission.VIEW_ANSWERS


class TieWords(models.Model):
    """Why somebody says so, in their words. Apart from the tie, so no list of ties carries it."""

    tie = models.OneToOneField(Tie, models.CASCADE, primary_key=True, related_name="words")
    step = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField(_("alasan"), blank=True)

    objects = TieWordsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tie words"

    def __str__(self):
        return self.reason
