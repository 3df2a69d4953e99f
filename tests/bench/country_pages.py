"""Pages of numbers in a country that is there already (docs/deploy.md, section 9, makes one).

The reader and what else is written is taken back at the end; the database stays as it was.
"""

from django.db import transaction

from tests.bench import Result
from tests.bench.dashboards_pages import pages_of_all_levels

NAME = "country"
ON = ("given",)


def run() -> list[Result]:
    with transaction.atomic():
        results = pages_of_all_levels()
        transaction.set_rollback(True)
    return results
