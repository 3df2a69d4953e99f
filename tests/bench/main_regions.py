"""Regions: the import against the bare writing of its rows, the search against a bare query."""

import io
import resource
import statistics
import sys
import time
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from jejaring.access import signed_in
from tests import factories
from tests.bench import at_most, percentile
from villages.codes import level_and_kind
from villages.services.bulk import insert_rows
from villages.services.bulk import run as execute
from villages.services.regions import PACKAGED_REGIONS, REGION_FIELDS, read_regions

NAME = "main"
ON = ("sqlite", "postgresql")

ROUNDS = 5
FLOOR = {"sqlite": "one executemany", "postgresql": "one COPY"}

# Typed letter by letter, as the page sends it.
TYPED = ("sidomulyo magelang", "sengi dukun", "suka maju", "kampung baru", "3308062012", "raas")


@signed_in
def empty(request):
    """A page of nothing, behind the same doors."""
    return HttpResponse()


urlpatterns = [path("kosong/", empty), path("", include("jejaring.urls"))]


def run():
    """Memory first, while the process has done nothing else."""
    return [*import_results(), *search_results()]


def import_results():
    first_import()
    megabytes = peak_megabytes()
    rows = floor_rows()
    floor, ours, again = [], [], []
    for _ in range(ROUNDS):
        for times, act in ((floor, lambda: write_bare(rows)), (ours, import_packaged)):
            empty_tables()
            times.append(milliseconds(act))
        again.append(milliseconds(import_packaged))
    reference, took, retook = map(statistics.median, (floor, ours, again))
    note = FLOOR[connection.vendor]
    return [
        at_most(10, took, reference, name="import of 91,599 regions", note=f"to {note}"),
        at_most(1, took, 5_000, name="import of 91,599 regions, outright"),
        at_most(1, retook, took, name="import again, unchanged", note="to the first"),
        at_most(1, megabytes, 250, name="import, peak memory of the process", unit="MB"),
    ]


def first_import():
    empty_tables()
    import_packaged()


def import_packaged():
    call_command("import_regions", stdout=io.StringIO(), stderr=io.StringIO())


def write_bare(rows):
    with transaction.atomic():
        insert_rows("villages_region", REGION_FIELDS, rows)


def floor_rows():
    """The rows of the import, ready before the clock starts."""
    names = read_regions(PACKAGED_REGIONS).names
    return [(code, name, *level_and_kind(code), "", "", None) for code, name in names.items()]


def empty_tables():
    execute("DELETE FROM villages_regionword")
    execute("DELETE FROM villages_region")
    if connection.vendor == "postgresql":
        execute("VACUUM villages_region, villages_regionword")


def milliseconds(act):
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def peak_megabytes():
    """The most memory this process has held; kilobytes on Linux, bytes on macOS."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def search_results():
    """Every beginning of two letters or more of what is typed, in turns with the reference."""
    beginnings = [text[:end] for text in TYPED for end in range(2, len(text) + 1)]
    search, bare, nothing = [], [], []
    with signed_in_client() as client:
        for number in range(ROUNDS + 1):
            for text in beginnings:
                taken = (
                    milliseconds(lambda text=text: typed(client, text)),
                    milliseconds(lambda text=text: bare_query(text)),
                    milliseconds(lambda: client.get("/kosong/")),
                )
                if number:  # the first round warms up
                    for times, took in zip((search, bare, nothing), taken, strict=True):
                        times.append(took)
    reference = percentile(bare, 0.95) + percentile(nothing, 0.95)
    note = "to a bare indexed query and an empty page"
    name = "search as you type, 95th percentile"
    return [at_most(3, percentile(search, 0.95), reference, name=name, note=note)]


@contextmanager
def signed_in_client():
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"]):
        client = Client()
        client.force_login(factories.user(region_code="33.08.06"))
        yield client


def typed(client, text):
    response = client.get("/desa/tambah/", {"q": text}, headers={"HX-Request": "true"})
    assert response.status_code == 200


def bare_query(text):
    """The same range of the same index, read and nothing made of it."""
    key = text.replace(" ", "")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT region_id FROM villages_regionword WHERE key >= %s AND key < %s "
            "ORDER BY region_id LIMIT 20",
            [key, key + "{"],
        )
        cursor.fetchall()
