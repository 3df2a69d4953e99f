"""Third parties: whoever a village may cooperate with that is no village."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet
from jejaring.roles import Permission
from villages.models import Region


class PartnerQuerySet(ScopedQuerySet):
    territory_lookup = "region_id"
    view_permission = Permission.VIEW_AGREEMENT
    edit_permission = Permission.DRAFT_AGREEMENT

    def parties(self):
        """Those that may be a party by law; an agency is a relation."""
        return self.exclude(kind=Partner.Kind.AGENCY)


class Partner(models.Model):
    """A third party, kept by the village that knows it (PP 43/2014, explanation of art. 128).

    A government agency may be kept, for its support is worth knowing, but it is no third party
    under Permendagri 96/2017 and cannot sign an agreement here.
    """

    class Kind(models.TextChoices):
        COMPANY = "company", _("Perusahaan")
        STATE_COMPANY = "state_company", _("BUMN atau BUMD")
        COOPERATIVE = "cooperative", _("Koperasi")
        BANK = "bank", _("Bank atau lembaga keuangan")
        UNIVERSITY = "university", _("Perguruan tinggi")
        NGO = "ngo", _("Lembaga swadaya masyarakat")
        MASS_ORGANISATION = "mass_organisation", _("Organisasi kemasyarakatan")
        VILLAGE_ENTERPRISE = "village_enterprise", _("BUM Desa atau BUM Desa bersama")
        COMMUNITY = "community", _("Kelompok atau lembaga warga, misalnya LMDH")
        AGENCY = "agency", _("Dinas atau instansi pemerintah")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    name = models.CharField(_("nama"), max_length=120)
    kind = models.CharField(_("jenis"), max_length=20, choices=Kind)
    address = models.CharField(_("alamat"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="partner_named", condition=~models.Q(name="")),
            models.UniqueConstraint(fields=["region", "name"], name="partner_once_per_region"),
        ]

    def __str__(self):
        return self.name

    @property
    def may_be_party(self) -> bool:
        return self.kind != self.Kind.AGENCY
