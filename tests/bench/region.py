"""A region of many villages in the database, for benchmarks: invented, made in bulk."""

import random
from datetime import date

from stakeholders.models import GroupKind, Stakeholder, Tie, VillageNetwork, Worksheet
from tests.bench.villages import VILLAGE, villages
from villages.models import Region, VillageProfile

NAMES = (
    "Tani Sumber Rejeki",
    "KWT Melati",
    "Karang Taruna",
    "Pengajian Al Hidayah",
    "Paguyuban Air",
    "Posyandu Mawar",
    "Forum Petani Salak",
    "Koperasi Maju Bersama",
)


def make_region(codes, *, by, seed=1) -> list[Region]:
    """Villages of about 200 actors and 500 ties each, in regions that exist or are made."""
    codes = list(codes)
    rng = random.Random(seed)  # noqa: S311
    _make_villages(codes, by)
    kinds = list(GroupKind.objects.filter(protected=True))
    graph = villages(len(codes) * VILLAGE, seed)
    parties = {node: _party(node, codes[node // VILLAGE], kinds, rng) for node in sorted(graph)}
    Stakeholder.objects.bulk_create(parties.values(), batch_size=2_000)
    Tie.objects.bulk_create(
        (
            Tie(village_id=parties[a].village_id, source=parties[a], target=parties[b],
                kind=_tie_kind(parties[a], parties[b], rng), since=date(2026, 1, 5),
                recorded_by=by)
            for a, b in sorted(graph.edges)
        ),
        batch_size=2_000,
    )  # fmt: skip
    Worksheet.objects.bulk_create(
        (
            Worksheet(village_id=party.village_id, group=party, facilitator=by,
                      completed_at="2026-03-01T00:00Z")
            for party in parties.values()
            if party.kind == "group" and rng.random() < 0.6
        ),
        batch_size=2_000,
    )  # fmt: skip
    VillageNetwork.objects.outdate(*codes)
    return list(Region.objects.filter(pk__in=codes).order_by("pk"))


def _make_villages(codes, by):
    for length, level in ((2, "province"), (5, "regency"), (8, "subdistrict"), (13, "village")):
        above = sorted({code[:length] for code in codes})
        Region.objects.bulk_create(
            [
                Region(code=code, name=f"Wilayah {code[-4:]}", level=level,
                       kind="desa" if level == "village" else level)
                for code in above
            ],
            ignore_conflicts=True,
        )  # fmt: skip
    VillageProfile.objects.bulk_create(
        [VillageProfile(region_id=code, started_by=by) for code in codes], ignore_conflicts=True
    )


def _party(node, code, kinds, rng):
    what = rng.random()
    if what < 0.65:
        name, kind = f"{rng.choice(NAMES)} {node}", rng.choice(kinds)
        return Stakeholder(village_id=code, kind="group", group_kind=kind, name=name)
    if what < 0.9:
        return Stakeholder(village_id=code, kind="person", name=f"Ketua RT {node}")
    return Stakeholder(village_id=code, kind="institution", name=f"Lembaga {node}")


def _tie_kind(one, other, rng):
    if "person" in (one.kind, other.kind):
        return "membership"
    return "competes" if rng.random() < 0.15 else "supports"
