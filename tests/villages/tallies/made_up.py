"""Districts that nobody lives in: regions, and numbers many of which are small."""

import random
from collections import Counter

from villages.codes import LEVELS, ancestors_of
from villages.models import SNAPSHOT, Region, Tally
from villages.services.bulk import insert_rows

REGION = ("code", "name", "level", "kind", "decree", "successor_code")
PLAIN = ("people", "ties.supports")
KINDS = ("otl", "perempuan")
ROLE = "planning"
ANSWERS = ("yes", "name_only", "no")


class MadeUp:
    """A country of one or two provinces, written into the tables.

    ``numbers`` by region, month and key. A village changes in a month only when somebody visited
    it, as its open number of visits says; that is what an attacker makes use of.
    """

    def __init__(self, seed, months):
        self.random = random.Random(seed)  # noqa: S311 -- numbers to repeat, not a secret
        self.months = months
        self.villages = list(self._villages())
        above = {code for village in self.villages for code in ancestors_of(village)}
        self.codes = sorted({"", *above, *self.villages})
        self.numbers: Counter = Counter()
        for village in self.villages:
            self._live(village)

    def _villages(self):
        for province in range(self.random.randint(1, 2)):
            for regency in range(self.random.randint(1, 3)):
                for subdistrict in range(self.random.randint(1, 4)):
                    for village in range(self.random.choice((1, 1, 2, 3, 5, 8))):
                        yield f"{11 + province}.{1 + regency:02}.{1 + subdistrict:02}.2{village:03}"

    def _live(self, village):
        """The months of a village; some begin late, some never."""
        first = self.random.choices((0, 1, len(self.months)), (80, 10, 10))[0]
        now: Counter = Counter()
        for at, month in enumerate(self.months):
            visited = at >= first and (at == first or self.random.random() < 0.3)
            if visited:
                now = self._changed(now)
            dated = {"visits": visited, "begun": at >= first, SNAPSHOT: 1}
            for key, number in {**now, **dated}.items():
                self._add(village, month, key, int(number))

    def _changed(self, before) -> Counter:
        now = Counter()
        for key in PLAIN:
            kept = key in before and self.random.random() < 0.4
            now[key] = before[key] if kept else self._number()
        now["dependency"] = self._number()
        bound = self.random.choice((0, 0, 1, 2, now["dependency"]))
        now["no_way_out"] = min(bound, now["dependency"])
        for kind in KINDS:
            self._answer(kind, now)
        groups = sum(now[f"groups.{kind}"] for kind in KINDS)
        few = self.random.random() < 0.5  # in the beginning nobody has told of a tie
        now["unconnected"] = groups if few else self.random.randint(0, groups)
        return now

    def _answer(self, kind, now):
        """Groups of a kind, and what each said of a role."""
        now[f"groups.{kind}"] = self.random.choice((0, 1, 1, 1, 2, 3, 6, 9))
        for _group in range(now[f"groups.{kind}"]):
            answer = self.random.choices((*ANSWERS, ""), (3, 2, 3, 2))[0]
            if answer:
                now[f"participation.{kind}.{ROLE}.{answer}"] += 1
                now[f"asked.{ROLE}"] = 1
                now[f"filled.{ROLE}"] |= answer == "yes"

    def _number(self):
        if self.random.random() < 0.45:
            return 0
        return self.random.choice((1, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 8, 13))

    def _add(self, village, month, key, number):
        for code in [village, *ancestors_of(village), ""]:
            self.numbers[code, month, key] += number

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
        """The true number of each region."""
        return {code: self.numbers[code, month, key] for code in self.codes}
