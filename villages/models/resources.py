"""What villages have and what they need: the potentials and needs that cooperation begins with."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, User
from jejaring.roles import Permission
from villages.matters import MOST_KEY
from villages.models.regions import Region
from villages.units import ALL_YEAR, CHOICES, MONTHS, UNITS, in_base, months_in


class Side(models.TextChoices):
    """Whether something is there or is wanted."""

    POTENTIAL = "potential", _("Potensi")
    NEED = "need", _("Kebutuhan")


class Capital(models.TextChoices):
    """The five capitals of a village's livelihood (DFID, 1999)."""

    NATURAL = "natural", _("Alam: tanah, air, hutan, tanaman, ternak")
    HUMAN = "human", _("Manusia: tenaga, keterampilan, pengetahuan")
    ECONOMIC = "economic", _("Ekonomi: uang, tabungan, pasar, usaha")
    SOCIAL = "social", _("Sosial: kelompok, gotong royong, kepercayaan")
    PHYSICAL = "physical", _("Fisik: jalan, gedung, alat, jaringan")


class MatterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All matters: the list is the same for everybody who has signed in."""
        return self.order_by("name")

    def editable_by(self, user):
        """All matters, for whoever looks after such lists."""
        return self.visible_to(user) if user.holds(Permission.MANAGE_KINDS) else self.none()


class Matter(models.Model):
    """One thing that villages have or need, with all the words for it.

    ``words``: what people write for it, the name included or not. ``capital`` and ``unit`` are what
    a new row is taken to be as long as nobody says otherwise.
    """

    code = models.SlugField(_("kode"), primary_key=True, max_length=40)
    name = models.CharField(_("nama"), max_length=60, unique=True)
    capital = models.CharField(_("jenis modal"), max_length=10, choices=Capital)
    unit = models.CharField(_("satuan yang biasa"), max_length=8, choices=CHOICES, blank=True)
    words = models.JSONField(_("kata lain"), default=list, blank=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="matter_named", condition=~Q(name=""))]

    def __str__(self):
        return gettext(self.name)


class ResourceBase(models.Model):
    """One potential or need, whoever has it.

    ``key`` is what matching compares: the matter, or the folded words. ``months`` are bits
    (January is 1), 0 where nobody has said. ``marks``: aspects of sustainability that hold, None
    where nobody has looked.
    """

    class Per(models.TextChoices):
        YEAR = "year", _("setahun")
        MONTH = "month", _("sebulan")
        ONCE = "once", _("sekali saja")

    class Aspect(models.TextChoices):
        """The four aspects of sustainability (Arsyad, 2015)."""

        ECOLOGY = "ecology", _("Tidak merusak alam")
        ECONOMY = "economy", _("Hasilnya sampai ke keluarga miskin")
        COMMUNITY = "community", _("Warga ikut memutuskan dan mengawasi")
        INSTITUTION = "institution", _("Ada lembaga yang mengurus terus-menerus")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    side = models.CharField(_("potensi atau kebutuhan"), max_length=9, choices=Side)
    name = models.CharField(_("apa"), max_length=80)
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, verbose_name=_("golongan"), related_name="+"
    )
    key = models.CharField(max_length=MOST_KEY, editable=False)
    capital = models.CharField(_("jenis modal"), max_length=10, choices=Capital)
    amount = models.DecimalField(
        _("jumlah"), max_digits=15, decimal_places=3, null=True, blank=True
    )
    unit = models.CharField(_("satuan"), max_length=8, choices=CHOICES, blank=True)
    per = models.CharField(_("dalam waktu"), max_length=5, choices=Per, default=Per.YEAR)
    months = models.PositiveSmallIntegerField(_("bulan"), default=0)
    quality = models.CharField(_("mutu"), max_length=120, blank=True)
    strength = models.CharField(_("kekuatannya"), max_length=300, blank=True)
    weakness = models.CharField(_("kelemahannya"), max_length=300, blank=True)
    is_surplus = models.BooleanField(_("lebih, jadi bisa dibagi"), default=False)
    marks = models.JSONField(_("keberlanjutan"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_named", condition=~Q(name="") & ~Q(key="")),
            models.CheckConstraint(
                name="%(class)s_amount_with_unit",
                condition=Q(amount=None, unit="") | (Q(amount__gt=0) & ~Q(unit="")),
            ),
            models.CheckConstraint(
                name="%(class)s_months_are_bits", condition=Q(months__lte=ALL_YEAR)
            ),
            models.CheckConstraint(
                name="%(class)s_surplus_is_potential",
                condition=Q(is_surplus=False) | Q(side="potential"),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def yearly(self) -> tuple[float, str]:
        """What it comes to in a year, in the base unit, and the dimension.

        What comes once counts as it is; what comes monthly counts for each month of its season.
        """
        amount, dimension = in_base(self.amount, self.unit)
        if self.per == self.Per.MONTH:
            amount *= len(months_in(self.months)) or MONTHS
        return amount, dimension

    @property
    def unit_label(self) -> str:
        """The unit in words; empty where there is none."""
        return str(UNITS[self.unit].label) if self.unit in UNITS else ""


class ResourceQuerySet(ScopedQuerySet):
    territory_lookup = "village_id"

    def editable_by(self, user):
        """Those who record in the village, and its officials who draft agreements."""
        may_write = self.rule(user, Permission.RECORD) | self.rule(user, Permission.DRAFT_AGREEMENT)
        return self.filter(may_write).filter(self.rule(user, Permission.VIEW))

    def current(self):
        """Those that hold now."""
        return self.filter(archived_at=None)


class Resource(ResourceBase):
    """A potential or need of a village.

    ``group_id`` points to a group of the map without a foreign key, which lives one storey up;
    ``holder_role`` is a role in words ("pengepul salak"), never a person's name.
    """

    class Holder(models.TextChoices):
        VILLAGE = "village", _("Pemerintah desa atau BUM Desa")
        GROUP = "group", _("Kelompok di desa")
        FAMILY = "family", _("Keluarga-keluarga")
        THIRD = "third", _("Pihak lain")

    village = models.ForeignKey(Region, models.PROTECT, related_name="resources")
    holder = models.CharField(
        _("siapa yang memegang"), max_length=8, choices=Holder, default=Holder.VILLAGE
    )
    group_id = models.UUIDField(_("kelompok"), null=True, blank=True)
    holder_role = models.CharField(_("sebutannya"), max_length=80, blank=True)

    objects = ResourceQuerySet.as_manager()

    class Meta(ResourceBase.Meta):
        constraints = [
            *ResourceBase.Meta.constraints,
            models.CheckConstraint(
                name="resource_group_holds_it_as_group",
                condition=Q(group_id=None) | Q(holder="group"),
            ),
        ]
        indexes = [
            # One village against its kabupaten: the rows of a few matters in a range of codes.
            models.Index(fields=["key", "side", "village"], name="resource_key"),
            models.Index(fields=["village", "archived_at"], name="resource_village"),
        ]

    def get_absolute_url(self):
        return reverse("resource_edit", args=[self.pk])
