"""The nodes of the map: groups, persons or roles, institutions, the village government."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, inside
from jejaring.roles import Permission
from stakeholders.models.kinds import GroupKind
from villages.models import Region


class StakeholderQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"
    group_lookup = "pk"

    def rule(self, user, permission):
        """Add what is present in a territory from elsewhere; hide what only dependency knows."""
        rule = super().rule(user, permission)
        if permission == Permission.VIEW:
            here = Presence.objects.filter(
                inside("region_id", user.territories(permission)), stakeholder=OuterRef("pk")
            )
            rule |= Q(Exists(here))
        known = Q(restricted=False) | inside(
            "village_id", user.territories(Permission.VIEW_DEPENDENCY)
        )
        return rule & known

    def present(self):
        """Stakeholders that have not been archived."""
        return self.filter(archived_at=None)

    def groups(self):
        """Social groups."""
        return self.filter(kind=Stakeholder.Kind.GROUP)

    def office_holders(self):
        """Who may hold an office in a group: persons, and institutions that guide one.

        Not those known from dependency alone: an office would tell everybody of them.
        """
        holders = (Stakeholder.Kind.PERSON, Stakeholder.Kind.INSTITUTION)
        return self.filter(kind__in=holders, restricted=False)

    def in_village(self, code):
        """At home in the village, or present there from elsewhere."""
        elsewhere = Presence.objects.filter(region_id=code, stakeholder=OuterRef("pk"))
        return self.filter(Q(village_id=code) | Q(Exists(elsewhere)))


class Stakeholder(models.Model):
    """One node of the network.

    ``name`` of a person is an office or role in words ("Ketua KWT Melati", "pengepul salak");
    the personal name, if there is a lawful basis to keep one, lives in ``PersonName``.
    """

    class Kind(models.TextChoices):
        GROUP = "group", _("Kelompok")
        PERSON = "person", _("Orang atau peran")
        INSTITUTION = "institution", _("Lembaga")
        GOVERNMENT = "government", _("Pemerintah desa")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="stakeholders")
    kind = models.CharField(_("bentuk"), max_length=12, choices=Kind)
    name = models.CharField(_("nama"), max_length=80)
    group_kind = models.ForeignKey(
        GroupKind, models.PROTECT, null=True, blank=True, verbose_name=_("jenis kelompok")
    )
    hamlet = models.CharField(_("dusun"), max_length=60, blank=True)
    since_year = models.PositiveSmallIntegerField(_("berdiri sejak tahun"), null=True, blank=True)
    members_approx = models.PositiveIntegerField(_("perkiraan anggota"), null=True, blank=True)
    residence = models.CharField(_("tinggal di"), max_length=80, blank=True)
    source = models.CharField(_("sumber keterangan"), max_length=120, blank=True)
    confirmed_on = models.DateField(_("terakhir dipastikan"), null=True, blank=True)
    restricted = models.BooleanField(default=False, editable=False)
    is_example = models.BooleanField(_("contoh"), default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = StakeholderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="stakeholder_group_has_kind",
                condition=Q(kind="group", group_kind__isnull=False)
                | (~Q(kind="group") & Q(group_kind=None)),
            ),
            models.CheckConstraint(name="stakeholder_named", condition=~Q(name="")),
            models.UniqueConstraint(
                fields=["village"],
                condition=Q(kind="government"),
                name="stakeholder_one_government_per_village",
            ),
        ]
        indexes = [models.Index(fields=["village", "kind"], name="stakeholder_village_kind")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("group_detail" if self.is_group else "stakeholder_detail", args=[self.pk])

    @property
    def is_group(self) -> bool:
        return self.kind == self.Kind.GROUP

    def open_to(self, user, permission, code=None) -> bool:
        """Whether the person holds ``permission`` over the village ``code``, by default its home.

        An operator holds it over the own group wherever the group is present.
        """
        return user.holds_over(permission, code or self.village_id) or self.pk in user.own_groups(
            permission
        )


class PresenceQuerySet(ScopedQuerySet):
    territory_lookup = "region_id"
    group_lookup = "stakeholder_id"


class Presence(models.Model):
    """A group of one village that is active in another as well."""

    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="presences")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stakeholder", "region"], name="presence_once")
        ]

    def __str__(self):
        return f"{self.stakeholder} · {self.region}"


class PersonNameQuerySet(ScopedQuerySet):
    territory_lookup = "stakeholder__village_id"
    view_permission = Permission.VIEW_NAMES

    def rule(self, user, permission):
        known = Q(stakeholder__restricted=False) | inside(
            "stakeholder__village_id", user.territories(Permission.VIEW_DEPENDENCY)
        )
        return super().rule(user, permission) & known


class PersonName(models.Model):
    """The name of a natural person, apart from everything else that is known of their role.

    No name without a lawful basis (UU 27/2022 art. 20): without one the person stays a role.
    """

    class Basis(models.TextChoices):
        CONSENT = "consent", _("Orangnya setuju dicatat")
        PUBLIC_TASK = "public_task", _("Pejabat dalam tugasnya")
        LEGITIMATE = "legitimate", _("Kepentingan yang sah, dengan alasan")

    stakeholder = models.OneToOneField(
        Stakeholder, models.CASCADE, primary_key=True, related_name="person_name"
    )
    name = models.CharField(_("nama orang"), max_length=80)
    lawful_basis = models.CharField(_("dasar mencatat nama"), max_length=12, choices=Basis)
    basis_note = models.CharField(_("keterangan dasar"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PersonNameQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="personname_interest_has_reason",
                condition=~Q(lawful_basis="legitimate") | ~Q(basis_note=""),
            ),
            models.CheckConstraint(name="personname_has_basis", condition=~Q(lawful_basis="")),
        ]

    def __str__(self):
        return self.name
