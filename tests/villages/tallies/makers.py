"""Who and what acts of a random district choose from."""

from datetime import timedelta

from django.utils import timezone

from stakeholders.models import Stakeholder
from villages.models import Region

SENGI, PATEN = "33.08.06.2012", "33.08.06.2013"
CODES = (SENGI, PATEN, "33.08.06.2014", "33.08.07.2001", "33.08.07.2002", "33.09.01.2001")
KINDS = ("otl", "perempuan", "pemuda", "adat")


class Makers:
    """Chooses rows at random; a subclass sets ``random``, ``by``, ``own_kind`` and ``casts``."""

    def one(self, rows):
        """A row at random, or None."""
        pks = list(rows.order_by("pk").values_list("pk", flat=True))
        return rows.model.objects.get(pk=self.random.choice(pks)) if pks else None

    def village(self):
        return Region.objects.get(pk=self.random.choice(CODES))

    def today(self):
        return timezone.localdate()

    def day(self):
        """A day of the months around."""
        return self.today() + timedelta(days=self.random.randint(-80, 40))

    def group(self, village=None):
        rows = Stakeholder.objects.present().groups()
        return self.one(rows.filter(village=village) if village else rows)

    def pair(self):
        """Two parties at home in one village."""
        village = self.village()
        there = Stakeholder.objects.present().filter(village=village, restricted=False)
        return village, self.one(there), self.one(there)
