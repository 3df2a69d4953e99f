"""What pages weigh for a phone: everything compressed, over the real server, in Chromium.

Budgets: 40 kB for the first page of all, 15 kB for any later one, 25 kB of script on a page
without a map. Kilobytes are thousands of bytes, headers of answers included.
"""

import os
import subprocess
import sys
import time
import urllib.request
from collections import Counter

import pytest

from jejaring.bootstrap import ROOT
from jejaring.bootstrap.cluster import free_port
from stakeholders.sample import PASSWORD
from tests.browser.conftest import PHONE

FIRST_PAGE = 40_000
LATER_PAGE = 15_000
SCRIPT = 25_000
SECONDS_TO_START = 60


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """The address of a real installation with the sample: hashed, compressed files, gunicorn."""
    port = free_port()
    data = tmp_path_factory.mktemp("installation")
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{data}/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "jejaring.settings",
        "JEJARING_BIND": f"127.0.0.1:{port}",
        "JEJARING_DATA": str(data),
        "JEJARING_LOCAL": "1",
        "JEJARING_WORKERS": "1",
    }
    prepare = [sys.executable, "manage.py", "prepare", "--sample"]
    subprocess.run(prepare, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "python:jejaring.serving"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait()


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
        self.kinds, self.weights = {}, Counter()
        line = context.new_cdp_session(self.page)
        line.send("Network.enable")
        line.on("Network.responseReceived", self._note_kind)
        line.on("Network.loadingFinished", self._note_weight)

    def _note_kind(self, event):
        self.kinds[event["requestId"]] = event["type"]

    def _note_weight(self, event):
        kind = self.kinds.get(event["requestId"], "Other")
        self.weights[kind] += event["encodedDataLength"]

    def weigh(self, address):
        """Bytes by kind of file that opening `address` takes, with what the cache holds."""
        self.weights.clear()
        answer = self.page.goto(address, wait_until="networkidle")
        assert answer.status == 200
        return Counter(self.weights)

    def sign_in(self, username):
        self.page.goto("/masuk/")
        self.page.fill("[name=login]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("main [type=submit]")
        self.page.wait_for_url("**/")


@pytest.fixture
def visitor(chromium, installation):
    context = chromium.new_context(viewport=PHONE, base_url=installation, locale="id-ID")
    yield Visitor(context)
    context.close()


def test_the_first_page_of_all_is_light(visitor):
    weights = visitor.weigh("/")
    assert 2_000 < weights.total() <= FIRST_PAGE, weights
    assert weights["Script"] <= SCRIPT, weights


@pytest.mark.parametrize("address", ["/", "/wilayah/cari/?q=sidomulyo", "/desa/tambah/?q=sengi"])
def test_later_pages_cost_little(visitor, address):
    visitor.sign_in("pendamping")
    weights = visitor.weigh(address)
    assert 500 < weights.total() <= LATER_PAGE, weights
