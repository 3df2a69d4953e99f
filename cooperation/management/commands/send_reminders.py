"""Tell people by e-mail what is due soon; made to run once a day."""

import logging

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import timezone, translation

from cooperation.presenters.duties import letter
from cooperation.services.calendar.reminders import people_to_remind, remind

logger = logging.getLogger("jejaring.calendar")


class Command(BaseCommand):
    """Running it twice sends nothing twice; one address that refuses does not stop the others."""

    help = "Sends each person one e-mail with what is overdue or due within 60 days."

    def handle(self, **options):
        today = timezone.localdate()
        sent = failed = 0

        def word(duties):
            return letter(duties, today, absolute, reverse("calendar"), reverse("calendar_feed"))

        with translation.override(settings.LANGUAGE_CODE):
            for person in people_to_remind():
                try:
                    sent += bool(remind(person=person, today=today, word=word))
                except OSError:  # what smtplib and sockets raise
                    logger.exception("no reminder could be sent to %s", person.pk)
                    failed += 1
        self.stdout.write(f"{sent} surat terkirim, {failed} gagal")


def absolute(path: str) -> str:
    """An address that opens from a letter."""
    return settings.SITE_ADDRESS.rstrip("/") + path
