"""Issues of a village, and where each party stands on them: power, interest, stance, closeness."""

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


class Level(models.IntegerChoices):
    """Four steps and no middle one: every party falls on one side, and that is talked about."""

    LITTLE = 1, _("Sangat kecil")
    LESS = 2, _("Kecil")
    MORE = 3, _("Besar")
    MUCH = 4, _("Sangat besar")


class Closeness(models.IntegerChoices):
    """How near a party is to the residents in this issue; the rings of the Venn sheet."""

    FAR = 1, _("Jauh: jarang bertemu warga")
    APART = 2, _("Agak jauh")
    NEAR = 3, _("Dekat")
    AMONG = 4, _("Sangat dekat: sehari-hari bersama warga")


class IssueQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"
    view_permission = Permission.VIEW_ANSWERS

    def open(self):
        """Issues that still occupy the village."""
        return self.filter(closed_at=None)


class Issue(models.Model):
    """A matter in which interests meet: water, a road, the market."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="issues")
    name = models.CharField(_("urusan"), max_length=80)
    question = models.CharField(_("pertanyaan yang harus dijawab"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = IssueQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="issue_named", condition=~Q(name=""))]
        indexes = [models.Index(fields=["village", "closed_at"], name="issue_village_open")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("issue_detail", args=[self.pk])


class PositionQuerySet(ScopedQuerySet):
    territory_lookup = "issue__village_id"
    view_permission = Permission.VIEW_ANSWERS

    def current(self):
        """The newest reading of each party, those taken off the sheet left out."""
        newest = (
            Position.objects.filter(issue=OuterRef("issue"), stakeholder=OuterRef("stakeholder"))
            .order_by("-number")
            .values("number")[:1]
        )
        return self.annotate(newest=Subquery(newest)).filter(number=F("newest"), withdrawn=False)


class Position(models.Model):
    """Where a party stood on an issue on that day. Rows are only added.

    ``number`` counts the rows of an issue from 1 and is unique in it: whoever saves with the
    number last seen learns whether the same party was moved in between.
    """

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("Mendukung")
        UNDECIDED = "undecided", _("Belum memilih")
        OPPOSES = "opposes", _("Keberatan")
        UNKNOWN = "unknown", _("Belum diketahui")

    class Source(models.TextChoices):
        """Power of a priest, a donor and an assembly is of different kind."""

        OFFICE = "office", _("Jabatan atau kewenangan")
        WEALTH = "wealth", _("Modal atau lahan")
        KNOWLEDGE = "knowledge", _("Pengetahuan atau keahlian")
        RESPECT = "respect", _("Dituakan atau dihormati")
        NUMBERS = "numbers", _("Banyaknya anggota")
        LINKS = "links", _("Dekat dengan pengambil keputusan")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="positions")
    number = models.PositiveIntegerField()
    stakeholder = models.ForeignKey(Stakeholder, models.PROTECT, related_name="+")
    power = models.PositiveSmallIntegerField(_("pengaruh"), choices=Level)
    power_source = models.CharField(_("sumber pengaruh"), max_length=10, choices=Source, blank=True)
    interest = models.PositiveSmallIntegerField(_("kepentingan"), choices=Level)
    stance = models.CharField(_("sikap"), max_length=10, choices=Stance, default=Stance.UNKNOWN)
    closeness = models.PositiveSmallIntegerField(
        _("kedekatan dengan warga"), choices=Closeness, null=True, blank=True
    )
    as_of = models.DateField(_("keadaan pada tanggal"))
    reason = models.TextField(_("alasan"), blank=True)
    withdrawn = models.BooleanField(default=False, editable=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PositionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "number"], name="position_number_once"),
            models.CheckConstraint(
                name="position_on_the_sheet",
                condition=Q(power__range=(1, 4), interest__range=(1, 4))
                & (Q(closeness=None) | Q(closeness__range=(1, 4))),
            ),
        ]
        indexes = [models.Index(fields=["issue", "stakeholder", "number"], name="position_newest")]

    def __str__(self):
        return f"{self.stakeholder_id} {self.power}/{self.interest}"
