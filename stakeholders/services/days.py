"""Days of the village's own clock, for looking back."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def midnight_after(day: date) -> datetime:
    """The first moment that no longer belongs to the day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
