"""Regions by their official code, and the villages that Jejaring works with."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jejaring.models import CodeField, ScopedQuerySet, User
from villages.codes import ancestors_of, parent_of


class RegionQuerySet(ScopedQuerySet):
    territory_lookup = "code"

    def in_force(self):
        """Regions of the present list; the others are kept for what was recorded under them."""
        return self.filter(inactive_since=None)

    def villages(self):
        """Village-level regions: kelurahan, desa and desa adat."""
        return self.filter(level=Region.Level.VILLAGE)

    def desa(self):
        """Villages that may cooperate by law: desa and desa adat, never kelurahan."""
        return self.filter(kind__in=Region.COOPERATING_KINDS)

    def waiting(self):
        """Desa of the present list in which nobody has begun."""
        return self.desa().filter(profile=None, inactive_since=None)


class Region(models.Model):
    """A region of the official code list (Kepmendagri 300.2.2-2430/2025).

    The code is the identity (``PP``, ``PP.KK``, ``PP.KK.CC``, ``PP.KK.CC.VVVV``) and the path:
    what lies beneath starts with it. Names repeat (Sidomulyo 98 times) and never identify.
    """

    class Level(models.TextChoices):
        PROVINCE = "province", _("Provinsi")
        REGENCY = "regency", _("Kabupaten/kota")
        SUBDISTRICT = "subdistrict", _("Kecamatan")
        VILLAGE = "village", _("Desa/kelurahan")

    class Kind(models.TextChoices):
        PROVINCE = "province", _("Provinsi")
        REGENCY = "regency", _("Kabupaten")
        CITY = "city", _("Kota")
        SUBDISTRICT = "subdistrict", _("Kecamatan")
        WARD = "ward", _("Kelurahan")
        DESA = "desa", _("Desa")
        DESA_ADAT = "desa_adat", _("Desa adat")

    # A desa in the sense of the village law (UU 6/2014); a kelurahan is an office of the city.
    COOPERATING_KINDS = (Kind.DESA, Kind.DESA_ADAT)

    code = CodeField(_("kode wilayah"), primary_key=True)
    name = models.CharField(_("nama"), max_length=100)
    level = models.CharField(_("tingkat"), max_length=12, choices=Level)
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind)
    decree = models.CharField(_("dasar hukum"), max_length=60, blank=True)
    valid_from = models.DateField(_("berlaku sejak"), null=True, blank=True)
    inactive_since = models.DateField(_("tidak berlaku sejak"), null=True, blank=True)
    successor_code = CodeField(_("kode pengganti"), blank=True)
    latitude = models.FloatField(_("lintang"), null=True, blank=True)
    longitude = models.FloatField(_("bujur"), null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="region_coordinates_together",
                condition=Q(latitude=None, longitude=None)
                # Said outright: a comparison with NULL is unknown, and a check lets that pass.
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
            )
        ]
        # What lies beneath a region one level down, without reading the whole list.
        indexes = [models.Index(fields=["level", "code"], name="region_level")]

    def __str__(self):
        return self.name

    @property
    def parent_code(self) -> str:
        """The code one level up; empty for a province."""
        return parent_of(self.code)

    @property
    def ancestor_codes(self) -> list[str]:
        """The codes above, the nearest first: kecamatan, kabupaten, province."""
        return ancestors_of(self.code)

    @property
    def titled(self) -> str:
        """The name with its title, "Desa Sengi"; the official list titles regencies itself."""
        if self.level == self.Level.REGENCY:
            return self.name
        return gettext("%(kind)s %(name)s") % {"kind": self.get_kind_display(), "name": self.name}

    @property
    def may_cooperate(self) -> bool:
        """Whether this is a desa by law, so not a kelurahan."""
        return self.kind in self.COOPERATING_KINDS

    def get_absolute_url(self):
        return reverse("village_detail", args=[self.code])


class RegionWord(models.Model):
    """A way to find a region by name: its name from one of its words on, squeezed.

    "Sido Mulyo" is found under ``sidomulyo`` and ``mulyo``, so that what somebody types is
    always the beginning of a key: a range of a B-tree, never a scan. Regions in force only;
    written by the import of regions alone, which is why the database checks no foreign key
    for each of its 150,000 rows.
    """

    key = CodeField(max_length=100)
    region = models.ForeignKey(
        Region, models.CASCADE, related_name="words", db_constraint=False, db_index=False
    )
    level = models.CharField(max_length=12, choices=Region.Level)
    whole = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["key", "region", "level", "whole"], name="region_word_key")]

    def __str__(self):
        return self.key


class VillageProfileQuerySet(ScopedQuerySet):
    territory_lookup = "region_id"


class VillageProfile(models.Model):
    """A village in which somebody works with Jejaring. Its absence means: not begun."""

    region = models.OneToOneField(Region, models.PROTECT, primary_key=True, related_name="profile")
    started_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    is_example = models.BooleanField(_("contoh"), default=False)

    objects = VillageProfileQuerySet.as_manager()

    def __str__(self):
        return self.region.name

    def get_absolute_url(self):
        return reverse("village_detail", args=[self.region_id])
