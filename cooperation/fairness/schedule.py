"""When a cooperation is looked at again. No law names an interval, so none is assumed."""

from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

NEAR = timedelta(days=30)


class Due(TextChoices):
    """Whether the next review is due."""

    UNSET = "unset", _("tinjauan belum dijadwalkan")
    LATER = "later", _("tinjauan terjadwal")
    SOON = "soon", _("tinjauan sudah dekat")
    LATE = "late", _("tinjauan terlambat")


def due(next_on: date | None, today: date) -> Due:
    """How near the next review is: ``SOON`` from 30 days before it, ``LATE`` after it."""
    if next_on is None:
        return Due.UNSET
    if next_on < today:
        return Due.LATE
    return Due.SOON if next_on - today <= NEAR else Due.LATER
