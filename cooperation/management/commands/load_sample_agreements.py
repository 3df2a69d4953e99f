"""Add the agreements of the sample district, and count its past months."""

from django.core.management.base import BaseCommand

from cooperation import sample
from stakeholders.sample import FIRST_DAY
from villages.models import VillageProfile
from villages.tallies.months import month_of
from villages.tallies.rebuilding import retell


class Command(BaseCommand):
    """Loads them once, after ``load_sample``; a second run does nothing."""

    help = "Adds the agreements of the sample district."

    def handle(self, **options):
        if not sample.is_loaded():
            sample.load_sample()
            # Its year was told in a moment: without this it would begin with the present month.
            begun = VillageProfile.objects.filter(is_example=True).values_list("pk", flat=True)
            retell(begun, month_of(FIRST_DAY))
