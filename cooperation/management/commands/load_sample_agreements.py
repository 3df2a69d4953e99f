"""Add the agreements of the sample district."""

from django.core.management.base import BaseCommand

from cooperation import sample


class Command(BaseCommand):
    """Loads them once, after ``load_sample``; a second run does nothing."""

    help = "Adds the agreements of the sample district."

    def handle(self, **options):
        if not sample.is_loaded():
            sample.load_sample()
