"""Send coordinators the month of their regions; made to run once a month, on its first days."""

import logging

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from jejaring.dashboards.letters import people_to_write, write
from jejaring.dashboards.state import Unreadable, month_from
from villages.tallies.months import later, this_month

logger = logging.getLogger("jejaring.summaries")


class Command(BaseCommand):
    """Running it twice sends nothing twice; one address that refuses does not stop the others."""

    help = "Sends each coordinator one e-mail with the summary of each region of theirs."

    def add_arguments(self, parser):
        parser.add_argument("--month", help="2026-11; by default the month that is over")

    def handle(self, **options):
        sent = failed = 0
        with translation.override(settings.LANGUAGE_CODE):
            month = _month(options["month"])
            for person in people_to_write():
                try:
                    sent += bool(write(person=person, month=month))
                except OSError:  # what smtplib and sockets raise
                    logger.exception("no summary could be sent to %s", person.pk)
                    failed += 1
        self.stdout.write(f"{sent} surat terkirim, {failed} gagal")


def _month(text) -> int:
    if not text:
        return later(this_month(), -1)
    try:
        return month_from(text)
    except Unreadable as error:
        raise CommandError(str(error)) from error
