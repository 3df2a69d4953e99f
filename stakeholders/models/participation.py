"""Which role in village life a group really fills, and which stays empty."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, User
from stakeholders.models.kinds import Family
from stakeholders.models.stakeholder import Stakeholder
from villages.models import Region


class VillageRole(models.TextChoices):
    """A part a group can play in the village."""

    PLANNING = "planning", _("Ikut merencanakan pembangunan")
    BENEFICIARY = "beneficiary", _("Menerima manfaat pembangunan")
    BPD = "bpd", _("Punya wakil di BPD")
    DELIBERATION = "deliberation", _("Ikut musyawarah desa")
    REGULATION = "regulation", _("Ikut membahas peraturan desa (Perdes)")
    ADAT_REGULATION = "adat_regulation", _("Ikut membahas aturan adat (peraturan desa adat)")
    ECONOMY = "economy", _("Bekerja sama dalam program ekonomi")
    EMPOWERMENT = "empowerment", _("Membantu pemberdayaan warga")


_COMMON = (
    VillageRole.PLANNING,
    VillageRole.BENEFICIARY,
    VillageRole.BPD,
    VillageRole.DELIBERATION,
)
_FIVE = (*_COMMON, VillageRole.REGULATION)

# The roles expected of each family (Arsyad 2015, table of social groups and their roles). The
# source has no row for other kinds: they get the five that most families share.
EXPECTED_ROLES: dict[str, tuple[VillageRole, ...]] = {
    Family.OTL: _FIVE,
    Family.NELAYAN: _FIVE,
    Family.ADAT: (*_COMMON, VillageRole.ADAT_REGULATION),
    Family.KEAGAMAAN: _COMMON,
    Family.PEREMPUAN: _FIVE,
    Family.PEMUDA: _FIVE,
    Family.NGO: (VillageRole.ECONOMY, VillageRole.EMPOWERMENT),
    Family.OTHER: _FIVE,
}


class ParticipationQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"
    group_lookup = "group_id"

    def current(self):
        """The newest reading of each group and role."""
        newest = (
            Participation.objects.filter(
                village=OuterRef("village"), group=OuterRef("group"), role=OuterRef("role")
            )
            .order_by("-version")
            .values("version")[:1]
        )
        return self.annotate(newest=Subquery(newest)).filter(version=F("newest"))


class Participation(models.Model):
    """One reading: on that date, the group filled the role or did not. Rows are only added."""

    class Value(models.TextChoices):
        YES = "yes", _("Ya")
        NAME_ONLY = "name_only", _("Sekadar nama")
        NO = "no", _("Belum")
        NOT_APPLICABLE = "not_applicable", _("Tidak berlaku")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="+")
    group = models.ForeignKey(Stakeholder, models.PROTECT, related_name="participation")
    role = models.CharField(_("peran"), max_length=16, choices=VillageRole)
    version = models.PositiveIntegerField(default=1)
    value = models.CharField(_("keadaan"), max_length=14, choices=Value)
    reason = models.TextField(_("alasan"), blank=True)
    as_of = models.DateField(_("keadaan pada tanggal"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["village", "group", "role", "version"], name="participation_version_once"
            ),
            models.CheckConstraint(
                name="participation_value_known",
                condition=Q(value__in=["yes", "name_only", "no", "not_applicable"]),
            ),
        ]

    def __str__(self):
        return f"{self.group_id} {self.role} {self.value}"
