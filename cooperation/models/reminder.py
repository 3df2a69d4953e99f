"""Who wants no reminders by e-mail."""

from django.db import models
from django.utils import timezone

from cooperation.models.calendar import OwnedQuerySet
from jejaring.models import User


class ReminderRefusal(models.Model):
    """A person who reads the calendar in the app and wants no letters of it."""

    user = models.OneToOneField(
        User, models.CASCADE, primary_key=True, related_name="reminder_refusal"
    )
    since = models.DateTimeField(default=timezone.now, editable=False)

    objects = OwnedQuerySet.as_manager()

    def __str__(self):
        return str(self.user_id)
