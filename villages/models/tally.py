"""Numbers by region and month, and which villages wait to be counted again."""

from django.db import models
from django.db.models import Q

from jejaring.models import CodeField, ScopedQuerySet
from jejaring.roles import Permission

SNAPSHOT = "villages"  # the measure that every region has in every month it was counted in


class TallyQuerySet(ScopedQuerySet):
    territory_lookup = "region_code"
    view_permission = Permission.VIEW_DASHBOARD

    def snapshots(self):
        """One row for each month in which the state of a region was written down."""
        return self.filter(measure=SNAPSHOT)


class Tally(models.Model):
    """A number of a region in a month; the country is the empty code.

    The state of a region is complete in each month in which anything of it changed (a snapshot),
    and missing in between: the latest snapshot before holds. Numbers of upper regions are sums.
    """

    pk = models.CompositePrimaryKey("region_code", "month", "measure")
    region_code = CodeField(blank=True)
    month = models.PositiveIntegerField()  # YYYYMM
    measure = CodeField(max_length=60)
    number = models.BigIntegerField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"
        indexes = [
            # With the measure, which never differs here: else SQLite prefers the key.
            models.Index(
                fields=["region_code", "measure", "month"],
                condition=Q(measure=SNAPSHOT),
                name="tally_snapshot",
            )
        ]

    def __str__(self):
        return f"{self.region_code or '–'} {self.month} {self.measure} = {self.number}"


class TallyMark(models.Model):
    """Something changed in a village that ``source`` counts; gone when it was counted.

    Written in the transaction of the change, so no change is ever forgotten. Each transaction
    writes a row of its own: two people who change one village never wait for each other, and who
    counts takes away no mark but of changes it has seen.
    """

    region_code = CodeField()
    source = CodeField(max_length=40)
    marked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["region_code"], name="tallymark_region")]

    def __str__(self):
        return f"{self.region_code} {self.source}"
