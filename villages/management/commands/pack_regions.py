"""manage.py pack_regions: make the packaged list of regions from an unpacked idn-area-data."""

import csv
import gzip
import io
from pathlib import Path

from django.core.management.base import BaseCommand

from villages.services.regions import PACKAGED_REGIONS

# One file a level; each has the columns code and name among others.
PARTS = ("provinces.csv", "regencies.csv", "districts.csv", "villages.csv")


class Command(BaseCommand):
    help = (
        "Packs the region list that ships with Jejaring from the folder data/ of the npm package "
        "idn-area-data (npm pack idn-area-data@VERSION, then unpack). For those who maintain it."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--to", type=Path, default=PACKAGED_REGIONS)

    def handle(self, *, folder, to, **options):
        rows = sorted(row for part in PARTS for row in rows_of(folder / part))
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(("code", "name"))
        writer.writerows(rows)
        # No time and no file name inside: the same data gives the same bytes.
        to.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))
        self.stdout.write(f"{to}: {len(rows)}")


def rows_of(path):
    """The (code, name) rows of one part."""
    with path.open(encoding="utf-8", newline="") as part:
        return [(row["code"], row["name"]) for row in csv.DictReader(part)]
