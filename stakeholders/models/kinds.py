"""Kinds of social groups: the seven that are always there, and those an administrator adds."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jejaring.models import ToldQuerySet
from jejaring.roles import Permission


class Family(models.TextChoices):
    """The seven families of village groups every kind belongs to, or none of them.

    Source: "Membangun Jaringan Sosial dan Kemitraan" (Arsyad, 2015), table of social groups.
    """

    OTL = "otl", _("Organisasi tani lokal")
    NELAYAN = "nelayan", _("Kelompok nelayan")
    ADAT = "adat", _("Organisasi masyarakat adat")
    KEAGAMAAN = "keagamaan", _("Organisasi keagamaan")
    PEREMPUAN = "perempuan", _("Organisasi perempuan")
    PEMUDA = "pemuda", _("Organisasi kepemudaan")
    NGO = "ngo", _("Lembaga swadaya masyarakat (NGO)")
    OTHER = "other", _("Lainnya")


class GroupKindQuerySet(ToldQuerySet):
    def offered(self):
        """Kinds a new group may take, family by family, the seven first within theirs."""
        return self.filter(active=True).order_by("position", "-protected", "name")

    def visible_to(self, user):
        """All kinds: the list is the same for everybody who has signed in."""
        return self.order_by("position", "-protected", "name")

    def editable_by(self, user):
        """Kinds that are not protected, for whoever manages kinds."""
        if not user.holds(Permission.MANAGE_KINDS):
            return self.none()
        return self.visible_to(user).filter(protected=False)


class GroupKind(models.Model):
    """What kind of group this is. Its family decides which roles in the village are expected."""

    code = models.SlugField(_("kode"), primary_key=True, max_length=30)
    name = models.CharField(_("nama"), max_length=80, unique=True)
    family = models.CharField(_("termasuk"), max_length=12, choices=Family)
    mark = models.CharField(_("tanda dua huruf"), max_length=2)
    position = models.PositiveSmallIntegerField(default=100)
    protected = models.BooleanField(default=False, editable=False)
    active = models.BooleanField(_("ditawarkan"), default=True)

    objects = GroupKindQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="groupkind_protected_stays_offered",
                condition=Q(protected=False) | Q(active=True),
            ),
            models.CheckConstraint(
                name="groupkind_family_known", condition=Q(family__in=Family.values)
            ),
        ]

    def __str__(self):
        # The kinds that ship are in the message catalogue; an added one stays as it was written.
        return gettext(self.name)
