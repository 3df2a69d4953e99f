"""Where a region ends: public reference data, drawn on maps of numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from villages.models.regions import Region


class Boundary(models.Model):
    """The area of a region, simplified for drawing; never for measuring or for a court.

    ``polygons`` as in ``villages.geography.Area``. Written by the import of boundaries alone,
    which simplifies neighbours together so that their common border is one line.
    """

    region = models.OneToOneField(Region, models.CASCADE, primary_key=True, related_name="boundary")
    polygons = models.JSONField(_("bentuk"))
    west = models.FloatField(_("batas barat"))
    south = models.FloatField(_("batas selatan"))
    east = models.FloatField(_("batas timur"))
    north = models.FloatField(_("batas utara"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="boundary_box_has_a_size",
                condition=models.Q(
                    west__lt=models.F("east"),
                    south__lt=models.F("north"),
                    west__gte=-180,
                    east__lte=180,
                    south__gte=-90,
                    north__lte=90,
                ),
            )
        ]

    def __str__(self):
        return self.region_id
