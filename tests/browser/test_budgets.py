"""What pages weigh for a phone: everything compressed, over the real server, in Chromium.

Budgets: 40 kB for the first page of all, 15 kB for any later one, 60 kB for the first map with
nothing in the cache, 10 kB for its modules, 25 kB of script on any other page. Kilobytes are
thousands of bytes, headers of answers included.
"""

import os
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from contextlib import closing, contextmanager
from uuid import UUID

import pytest

from jejaring.bootstrap import ROOT
from jejaring.bootstrap.cluster import free_port
from stakeholders.questions import STEPS
from stakeholders.sample import PASSWORD
from tests.browser.conftest import PHONE

# One installation for all, so all in one process.
pytestmark = pytest.mark.xdist_group("installation")

FIRST_PAGE = 40_000
LATER_PAGE = 15_000
FIRST_MAP = 60_000
MAP_MODULES = 10_000
SCRIPT = 25_000
SENGI = "33.08.06.2012"
SECONDS_TO_START = 60


class Installation:
    """A real installation with the sample: hashed, compressed files behind gunicorn."""

    def __init__(self, data):
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.database = data / "db.sqlite3"
        self.environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "DJANGO_SETTINGS_MODULE": "jejaring.settings",
            "JEJARING_BIND": f"127.0.0.1:{self.port}",
            "JEJARING_DATA": str(data),
            "JEJARING_LOCAL": "1",
            "JEJARING_WORKERS": "1",
        }

    @contextmanager
    def served(self):
        """Prepare it and serve it as long as the block lasts."""
        self._run("manage.py", "prepare", "--sample").wait()
        server = self._run("-m", "gunicorn", "-c", "python:jejaring.serving")
        try:
            _wait_for(self.address)
            yield self
        finally:
            server.terminate()
            server.wait()

    def _run(self, *arguments):
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def some_worksheet(self):
        """The id of a worksheet of Sengi."""
        with closing(sqlite3.connect(self.database)) as database:
            query = "select id from stakeholders_worksheet where village_id = ? order by id"
            return UUID(database.execute(query, [SENGI]).fetchone()[0])


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    with Installation(tmp_path_factory.mktemp("installation")).served() as installation:
        yield installation


def _wait_for(address):
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            urllib.request.urlopen(f"{address}/kesehatan/").close()  # noqa: S310 -- our own
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


class Visitor:
    """A phone with an empty cache that weighs what it loads."""

    def __init__(self, context):
        self.page = context.new_page()
        self.files, self.weights = {}, {}
        self.line = context.new_cdp_session(self.page)
        self.line.send("Network.enable")
        self.line.on("Network.responseReceived", self._note_file)
        self.line.on("Network.loadingFinished", self._note_weight)

    def forget_files(self):
        """Empty the cache; the person stays signed in."""
        self.line.send("Network.clearBrowserCache")

    def _note_file(self, event):
        self.files[event["requestId"]] = (event["type"], event["response"]["url"])

    def _note_weight(self, event):
        self.weights[event["requestId"]] = event["encodedDataLength"]

    def weigh(self, address):
        """Bytes by kind of file that opening `address` takes, with what the cache holds."""
        self.weights.clear()
        answer = self.page.goto(address, wait_until="networkidle")
        assert answer.status == 200
        weights = Counter()
        for request, weight in self.weights.items():
            weights[self.files.get(request, ("Other", ""))[0]] += weight
        return weights

    def weight_of(self, part):
        """Bytes of the files just weighed with `part` in their address."""
        return sum(
            weight
            for request, weight in self.weights.items()
            if part in self.files.get(request, ("", ""))[1]
        )

    def sign_in(self, username):
        self.page.goto("/masuk/")
        self.page.fill("[name=login]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("main [type=submit]")
        self.page.wait_for_url("**/")


@pytest.fixture
def visitor(chromium, installation):
    context = chromium.new_context(viewport=PHONE, base_url=installation.address, locale="id-ID")
    yield Visitor(context)
    context.close()


def test_the_first_page_of_all_is_light(visitor):
    weights = visitor.weigh("/")
    assert 2_000 < weights.total() <= FIRST_PAGE, weights
    assert weights["Script"] <= SCRIPT, weights


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/wilayah/cari/?q=sidomulyo",
        "/desa/tambah/?q=sengi",
        f"/desa/{SENGI}/peran/",
        f"/desa/{SENGI}/ketergantungan/",
        f"/desa/{SENGI}/kelompok/tambah/",
    ],
)
def test_later_pages_cost_little(visitor, address):
    visitor.sign_in("pendamping")
    weights = visitor.weigh(address)
    assert 500 < weights.total() <= LATER_PAGE, weights


def test_every_step_of_the_worksheet_costs_little(visitor, installation):
    visitor.sign_in("pendamping")
    visitor.weigh("/")
    for step in STEPS:
        weights = visitor.weigh(f"/lembar/{installation.some_worksheet()}/{step.number}/")
        assert 500 < weights.total() <= LATER_PAGE, (step.number, weights)


@pytest.mark.parametrize("address", [f"/desa/{SENGI}/", f"/desa/{SENGI}/peta/"])
def test_the_first_visit_of_a_map_is_light_even_with_an_empty_cache(visitor, address):
    visitor.sign_in("pendamping")
    visitor.forget_files()
    weights = visitor.weigh(address)
    assert 5_000 < weights.total() <= FIRST_MAP, weights
    assert 1_000 < visitor.weight_of("/js/map") <= MAP_MODULES, visitor.files
