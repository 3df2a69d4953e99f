"""The village page with a large network, against the same page of a village with an empty map."""

import gzip
import random
import time
from datetime import date

from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from stakeholders.models import GroupKind, Stakeholder, Tie, VillageNetwork
from stakeholders.services.network import read_network
from tests import factories
from tests.bench import at_most, paired

NAME = "main"
ACTORS, TIES = 300, 900
FULL, EMPTY = "33.08.06.2001", "33.08.06.2002"
STATIC_AS_IT_IS = "django.contrib.staticfiles.storage.StaticFilesStorage"


def run():
    """First look, next looks, and what travels."""
    person = factories.user(region_code="33.08.06")
    full, _ = crowded(person), factories.village(EMPTY, "Kosong")
    # Hashed names of static files would need them collected first.
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": STATIC_AS_IT_IS}}
    with override_settings(ALLOWED_HOSTS=["testserver"], STORAGES=storages):
        client = Client()
        client.force_login(person)
        opened(client, EMPTY)
        return [
            at_most(1, computed(full, person), 400, name="network, first computation",
                    note=f"{ACTORS} actors, {TIES} ties: positions and findings, from the rows on"),
            at_most(1, drawn(client), 1_000, name="village page, first look after a change"),
            served(client),
            at_most(1, kilobytes(client, "village_detail"), 15, name="village page, compressed",
                    unit="kB"),
            at_most(1, kilobytes(client, "village_map"), 55, name="large map, compressed",
                    unit="kB", note="all 300 actors and 900 ties, drawn and listed"),
        ]  # fmt: skip


def crowded(by):
    """A village in which everybody is a group, some of them known to very many."""
    village = factories.village(FULL, "Ramai")
    rng = random.Random(1)  # noqa: S311
    kinds = list(GroupKind.objects.filter(protected=True))
    groups = Stakeholder.objects.bulk_create(
        Stakeholder(village=village, kind="group", group_kind=rng.choice(kinds),
                    name=f"Kelompok Tani Sumber Rejeki {number}")
        for number in range(ACTORS)
    )  # fmt: skip
    pairs = set()
    while len(pairs) < TIES:
        a, b = sorted(int(ACTORS * rng.random() ** 1.5) for _ in range(2))
        pairs |= {(a, b)} if a != b else set()
    Tie.objects.bulk_create(
        Tie(village=village, source=groups[a], target=groups[b], recorded_by=by,
            kind=rng.choice(["supports", "supports", "competes"]), since=date(2026, 1, 5))
        for a, b in sorted(pairs)
    )  # fmt: skip
    VillageNetwork.objects.outdate(village.pk)
    return village


def computed(village, person):
    """Milliseconds of the processor until positions and findings are there, the best of three."""
    return min(_timed(lambda: _computed_anew(village, person)) for _ in range(3))


def _computed_anew(village, person):
    VillageNetwork.objects.outdate(village.pk)
    VillageNetwork.objects.update(positions={})
    reading = read_network(village, person)
    assert len(reading.positions) == ACTORS
    assert reading.findings


def drawn(client):
    """Milliseconds of the processor for whoever comes first after a change."""
    VillageNetwork.objects.outdate(FULL)
    return _timed(lambda: opened(client, FULL))


def served(client):
    """The cost of the stored page, to that of a page with nothing on its map."""
    ours, reference = paired(
        lambda: opened(client, FULL), lambda: opened(client, EMPTY), 40, clock=time.process_time
    )
    return at_most(2, ours, reference, name="village page, 300 actors and 900 ties",
                   note="to the same page with an empty map")  # fmt: skip


def kilobytes(client, page):
    return len(gzip.compress(opened(client, FULL, page).content)) / 1000


def opened(client, code, page="village_detail"):
    response = client.get(reverse(page, args=[code]), headers={"accept-encoding": "gzip"})
    assert response.status_code == 200
    return response


def _timed(act):
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000
