"""Telling people by e-mail what is due, once for each duty and date."""

import logging
from datetime import date

from django.core.mail import send_mail
from django.db import transaction

from cooperation.models import ReminderRefusal, SentReminder
from cooperation.services.calendar.gathering import coming
from jejaring.models import User
from jejaring.services import record_event

logger = logging.getLogger("jejaring.calendar")
DAYS_AHEAD = 60


def people_to_remind():
    """Active people with an e-mail address who have not asked to be left alone, by id."""
    people = User.objects.filter(is_active=True, reminder_refusal=None)
    return people.exclude(email="").order_by("pk")


@transaction.atomic
def want_reminders(*, by, wanted: bool) -> None:
    """Write to the person from the next run on, or never again until they say otherwise."""
    if wanted:
        ReminderRefusal.objects.filter(pk=by.pk).delete()
    else:
        ReminderRefusal.objects.get_or_create(user=by)
    verb = "wants_reminders" if wanted else "refused_reminders"
    record_event(by=by, verb=verb, subject=by)


def remind(*, person, today: date, word) -> int:
    """Send one e-mail with what the person was not told yet; how many duties it holds.

    ``word``: from duties to (subject, text). What is noted as sent and the sending stand in one
    transaction: when the post refuses, nothing is noted and the next run tries again. Of two runs
    at once the second waits for the person's row and finds the notes of the first.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        if ReminderRefusal.objects.filter(pk=person.pk).exists():
            return 0
        duties = coming(person, today, DAYS_AHEAD)
        keys = [duty.key for duty in duties]
        told = set(
            SentReminder.objects.filter(user=person, key__in=keys).values_list("key", flat=True)
        )
        new = [duty for duty in duties if duty.key not in told]
        if not new:
            return 0
        SentReminder.objects.bulk_create(
            SentReminder(user=person, key=key) for key in dict.fromkeys(duty.key for duty in new)
        )
        subject, text = word(new)
        send_mail(subject, text, None, [person.email])
    return len(new)
