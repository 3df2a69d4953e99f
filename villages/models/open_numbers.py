"""Which kabupaten show their numbers to everybody."""

from django.db import models
from django.utils import timezone

from jejaring.models import ScopedQuerySet, User
from jejaring.roles import Permission
from villages.models.regions import Region


class OpenNumbersQuerySet(ScopedQuerySet):
    territory_lookup = "regency_id"
    view_permission = Permission.MANAGE_RULES
    edit_permission = Permission.MANAGE_RULES


class OpenNumbers(models.Model):
    """A kabupaten that has opened its public page. Without a row the page is shut."""

    regency = models.OneToOneField(Region, models.PROTECT, primary_key=True, related_name="+")
    opened_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OpenNumbersQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "open numbers"

    def __str__(self):
        return self.regency_id
