"""Districts that nobody lives in: regions, and numbers many of which are small."""

import random

from villages.codes import LEVELS, ancestors_of
from villages.models import SNAPSHOT, Region, Tally
from villages.services.bulk import insert_rows

REGION = ("code", "name", "level", "kind", "decree", "successor_code")


class MadeUp:
    """A country of one or two provinces, written into the tables; ``numbers`` by month and key."""

    def __init__(self, seed, keys, months):
        self.random = random.Random(seed)  # noqa: S311 -- numbers to repeat, not a secret
        self.keys, self.months = keys, months
        self.villages = list(self._villages())
        above = {code for village in self.villages for code in ancestors_of(village)}
        self.codes = sorted({"", *above, *self.villages})
        self.numbers = {}
        now = {}
        for month in months:
            for key in keys:
                for village in self.villages:
                    if (village, key) not in now or self.random.random() < 0.15:
                        now[village, key] = self._number()
                    self._add(village, month, key, now[village, key])
            for village in self.villages:
                self._add(village, month, SNAPSHOT, 1)
                self._add(village, month, "begun", 1)

    def _villages(self):
        for province in range(self.random.randint(1, 2)):
            for regency in range(self.random.randint(1, 3)):
                for subdistrict in range(self.random.randint(1, 4)):
                    for village in range(self.random.choice((1, 1, 2, 3, 5, 8))):
                        yield f"{11 + province}.{1 + regency:02}.{1 + subdistrict:02}.2{village:03}"

    def _number(self):
        small = self.random.random()
        if small < 0.45:
            return 0
        return self.random.choice((1, 1, 1, 2, 2, 3, 4, 5, 6, 8, 13))

    def _add(self, village, month, key, number):
        for code in [village, *ancestors_of(village), ""]:
            place = code, month, key
            self.numbers[place] = self.numbers.get(place, 0) + number

    def write(self):
        """Put it into the tables, in place of what was there."""
        Tally.objects.all().delete()
        Region.objects.all()._raw_delete("default")
        rows = (
            (
                code,
                code,
                LEVELS[len(code)],
                "desa" if len(code) == 13 else LEVELS[len(code)],
                "",
                "",
            )
            for code in self.codes
            if code
        )
        # Past whoever would count them.
        insert_rows("villages_region", REGION, rows)
        Tally.objects.bulk_create(
            Tally(region_code=code, month=month, measure=key, number=number)
            for (code, month, key), number in self.numbers.items()
        )

    def of(self, month, key) -> dict[str, int]:
        return {code: self.numbers.get((code, month, key), 0) for code in self.codes}
