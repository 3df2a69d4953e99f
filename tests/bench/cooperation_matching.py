"""Matching: one village against its kabupaten, and the best set of a whole kabupaten."""

import math
import random
import time
from collections import defaultdict

import networkx as nx
import numpy as np

from cooperation.matching import (
    WEIGHTS,
    Line,
    Part,
    best_set,
    bundles,
    candidates,
    distances,
    greedy_set,
    pools,
    score,
    worth,
)
from cooperation.services.matching import matches_of
from tests import factories
from tests.bench import Result, at_most, paired
from villages.geography import distance_km
from villages.models import Matter, Region, Resource, VillageProfile

NAME = "cooperation"
VILLAGES, NEEDS, POTENTIALS, MATTERS = 850, 5_000, 5_000, 60
SMALL = 150  # needs and surpluses of one unit each, for networkx
EXACT = 1e-6


def run() -> list[Result]:
    country = Country(random.Random(1))  # noqa: S311
    one, loop = paired(country.one_village, country.double_loop, 5)
    service = served()
    chosen = []
    took = _timed(lambda: chosen.append(country.best()))
    value = chosen[0][1]
    greedy = country.greedy()
    ours, theirs, same = against_networkx(random.Random(2))  # noqa: S311
    return [
        at_most(1, one, 500, name="one village against 850, arrays, limit 500 ms"),
        at_most(1, one, loop, name="the same, to a plain double loop over the rows"),
        at_most(1, service, 500, name="the same with the database, limit 500 ms",
                note="rows, ties, agreements, decisions, scores, reasons"),
        at_most(1, took, 10_000, name="best set of a kabupaten, limit 10 s",
                note=f"{len(country.needs):,} needs, {len(country.gives):,} surpluses, "
                f"{len(country.pairs[0]):,} pairs"),
        at_most(1, greedy, value, name="greedy set, to the best one", unit="value",
                note=f"the best is worth {value / greedy - 1:.1%} more"),
        at_most(1, ours, theirs, name=f"best set of {SMALL} and {SMALL}, to networkx",
                note=f"max_weight_matching; the same value within {same:.0e}"),
    ]  # fmt: skip


class Country:
    """A kabupaten at random: some matters are everywhere, most are rare."""

    def __init__(self, rng):
        self.rng = rng
        needs = bundles(self._line() for _ in range(NEEDS + NEEDS // 10))[:NEEDS]
        gives = bundles(self._line() for _ in range(POTENTIALS + POTENTIALS // 10))[:POTENTIALS]
        self.places = {
            f"v{number}": (-7.5 + rng.random() / 2, 110 + rng.random() / 2)
            for number in range(VILLAGES)
        }
        self.needs, self.gives = pools(needs, gives)
        self.pairs = candidates(self.needs, self.gives)
        self.fit = self._score(self.needs, self.gives, *self.pairs).fit

    def _line(self):
        rng = self.rng
        return Line(
            f"v{rng.randrange(VILLAGES)}",
            f"m{int(MATTERS * rng.random() ** 1.6)}",
            rng.choice([10.0, 50.0, 100.0, 500.0, 1000.0, 5000.0]),
            "mass" if rng.random() < 0.9 else "",
            rng.randrange(4096),
            rng.randrange(-1, 5),
            rng.choice("ab"),
        )

    def _score(self, needs, gives, need, give):
        spots = [
            np.array([self.places[pool.bundles[k].owner] for k in chosen])
            for pool, chosen in ((needs, need), (gives, give))
        ]
        nothing = np.zeros(len(need))
        return score(needs, gives, need, give, km=distances(*spots), ties=nothing, earlier=nothing)

    def one_village(self):
        """All pairs in which the first village takes part, scored."""
        found = []
        for needs, gives in (
            (self._own(self.needs), self.gives.bundles),
            (self.needs.bundles, self._own(self.gives)),
        ):
            pair = pools(needs, gives)
            need, give = candidates(*pair)
            found += self._score(*pair, need, give).total.tolist()
        return sorted(found)

    @staticmethod
    def _own(pool):
        return [each for each in pool.bundles if each.owner == "v0"]

    def double_loop(self):
        """The same as one writes it first: every need beside every surplus."""
        found = []
        for need in self.needs.bundles:
            for give in self.gives.bundles:
                if "v0" not in (need.owner, give.owner):
                    continue
                if need.key == give.key and need.owner != give.owner:
                    found.append(self._plain(need, give))
        return sorted(found)

    def _plain(self, need, give) -> float:
        parts = dict.fromkeys(Part, 0.5)
        parts[Part.MATTER] = 1.0 if need.word and need.word == give.word else 0.8
        if need.dimension and need.dimension == give.dimension:
            parts[Part.QUANTITY] = min(give.amount / need.amount, 1)
        if need.months and give.months:
            common = (need.months & give.months).bit_count()
            parts[Part.SEASON] = common / need.months.bit_count()
        km = distance_km(self.places[need.owner], self.places[give.owner])
        parts[Part.DISTANCE] = 1 / (1 + km / 15)
        parts[Part.TIES] = parts[Part.EARLIER] = 0
        if give.marks >= 0:
            parts[Part.SUSTAINABLE] = give.marks / 4
        return sum(WEIGHTS[part] * value for part, value in parts.items())

    def best(self):
        chosen = best_set(self.needs, self.gives, *self.pairs, self.fit)
        return chosen, worth(chosen, *self.pairs, self.fit)[0]

    def greedy(self) -> float:
        chosen = greedy_set(self.needs, self.gives, *self.pairs, self.fit)
        return worth(chosen, *self.pairs, self.fit)[0]


def against_networkx(rng) -> tuple[float, float, float]:
    """Milliseconds of both for needs and surpluses of one unit, and how far the values differ."""

    def side(name):
        return bundles(
            Line(f"{name}{number}", f"m{number % 3}", 1.0, "count", rng.randrange(4096), -1, "")
            for number in range(SMALL)
        )

    needs, gives = pools(side("n"), side("g"))
    pairs = candidates(needs, gives)
    fit = np.array([rng.random() for _ in pairs[0]])
    values = defaultdict(float)

    def ours():
        values["ours"] = worth(best_set(needs, gives, *pairs, fit), *pairs, fit)[0]

    def theirs():
        graph = nx.Graph()
        for need, give, weight in zip(
            *(each.tolist() for each in pairs), fit.tolist(), strict=True
        ):
            graph.add_edge(("n", need), ("g", give), weight=weight)
        matched = nx.max_weight_matching(graph)
        values["theirs"] = sum(graph.edges[pair]["weight"] for pair in matched)

    times = paired(ours, theirs, 1, warmup=0)
    off = abs(values["ours"] - values["theirs"])
    assert math.isclose(values["ours"], values["theirs"], abs_tol=EXACT), values
    return (*times, off)


def served() -> float:
    """Milliseconds of the service for one village, the rows of 850 in the database."""
    rng = random.Random(3)  # noqa: S311
    person = factories.user(region_code="33.08")
    factories.village("33.08.01.2001", "Pertama")
    codes = ["33.08.01.2001"]
    codes += [f"33.08.{2 + number // 40:02}.{2001 + number % 40}" for number in range(VILLAGES - 1)]
    Region.objects.bulk_create(
        Region(code=code, name=code, level="village", kind="desa",
               latitude=-7.5 + rng.random() / 2, longitude=110 + rng.random() / 2)
        for code in codes[1:]
    )  # fmt: skip
    VillageProfile.objects.bulk_create(VillageProfile(region_id=code) for code in codes[1:])
    matters = list(Matter.objects.order_by("pk"))
    Resource.objects.bulk_create(
        _row(rng, matters, code, side)
        for side, count in (("need", NEEDS), ("potential", POTENTIALS))
        for code in [codes[0]] * 6 + rng.choices(codes, k=count - 6)
    )
    village = Region.objects.get(pk=codes[0])
    assert len(matches_of(village, person)) > 100
    return min(_timed(lambda: matches_of(village, person)) for _ in range(3))


def _row(rng, matters, code, side):
    matter = rng.choice(matters)
    return Resource(
        village_id=code, side=side, name=matter.name, matter=matter, key=matter.pk,
        capital=matter.capital, amount=rng.choice([1, 5, 10, 50]), unit="ton",
        months=rng.randrange(4096), is_surplus=side == "potential",
    )  # fmt: skip


def _timed(act) -> float:
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000
