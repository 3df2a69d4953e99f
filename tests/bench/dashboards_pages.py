"""Pages of numbers at every level, to the bare reading of what they read and an empty page."""

import statistics
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import include, path, reverse

from jejaring.dashboards.figures import PARTS
from jejaring.roles import Role
from tests import factories
from tests.bench import Result, at_most
from tests.bench.country import REGENCY, numbers_everywhere
from tests.bench.main_regions import milliseconds
from tests.bench.main_worksheet import STATIC_AS_IT_IS, empty

NAME = "dashboards"
ON = ("sqlite", "postgresql")
GOAL = 2
MOST_QUERIES = 12
ROUNDS = 7

LEVELS = {
    "country": "",
    "province": REGENCY[:2],
    "kabupaten": REGENCY,
    "kecamatan": f"{REGENCY}.06",
    "village": f"{REGENCY}.06.2012",
}

urlpatterns = [path("kosong/", empty), path("", include("jejaring.urls"))]


@dataclass
class Timed:
    """A page of a region: milliseconds of it, of the same again, of the reference; its queries."""

    name: str
    first: float
    again: float
    reference: float
    queries: int


def run() -> list[Result]:
    numbers_everywhere()
    return pages_of_all_levels()


def pages_of_all_levels() -> list[Result]:
    """What the pages of each level take, and how queries and times grow."""
    with reader() as client:
        found = {
            level: [timed(client, *page) for page in pages(client, code)]
            for level, code in LEVELS.items()
        }
    results = [line for level, pages in found.items() for line in of_level(level, pages)]
    return [*results, from_country_to_kecamatan(found)]


@contextmanager
def reader():
    """Somebody who may read the whole country."""
    # Hashed names of static files would need them collected first.
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": STATIC_AS_IT_IS}}
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"], STORAGES=storages):
        client = Client()
        client.force_login(factories.user(Role.COORDINATOR, ""))
        yield client


def pages(client, code):
    """The pages of a region, those left out that a village does not have."""
    found = {"ringkasan": reverse("dashboard", args=[code])}
    for part in PARTS:
        found[part.key] = reverse("dashboard_part", args=[code, part.key])
    found["pertanyaan"] = reverse("dashboard_questions", args=[code])
    return [(name, url) for name, url in found.items() if client.get(url).status_code == 200]


def timed(client, name, url) -> Timed:
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    queries = len(asked)  # the next request empties it
    bare = [query["sql"] for query in asked if "villages_tally" in query["sql"]]
    assert bare, f"{url} reads no numbers"

    def reference():
        with connection.cursor() as cursor:
            for sql in bare:
                cursor.execute(sql)
                cursor.fetchall()
        client.get("/kosong/")

    def again():
        assert client.get(url).status_code == 200

    def first():
        caches["drawn"].clear()
        again()

    took = [[milliseconds(act) for act in (reference, first, again)] for _ in range(ROUNDS)]
    floor, cold, warm = map(statistics.median, zip(*took, strict=True))
    return Timed(name, cold, warm, floor, queries)


def of_level(level, pages):
    """The page of a level that falls shortest of each goal."""
    for what, of in (("", "again"), (", first time", "first")):
        took = [getattr(page, of) for page in pages]
        worst = max(pages, key=lambda page: getattr(page, of) / page.reference)
        yield at_most(
            GOAL,
            getattr(worst, of),
            worst.reference,
            name=f"{level}, worst page ({worst.name}){what}",
            note=f"to raw SQL and an empty page; all {min(took):.0f} to {max(took):.0f} ms",
        )
    most = max(page.queries for page in pages)
    yield at_most(1, most, MOST_QUERIES, name=f"queries of a page of a {level}", unit="")


def from_country_to_kecamatan(found) -> Result:
    """The page of the country that is slowest to the same page of a kecamatan."""
    near = {page.name: page for page in found["kecamatan"]}
    far = max(found["country"], key=lambda page: page.first / near[page.name].first)
    return at_most(
        GOAL,
        far.first,
        near[far.name].first,
        name=f"country to kecamatan ({far.name})",
        note="the same page, drawn for the first time",
    )
