"""Pages of numbers with a streaming replica and two web processes, and when the replica is gone.

The whole of it on one machine: the primary of the run, a replica of it, and two processes as
``docs/deploy.md`` has them, each with a data folder of its own and the secret key in common.
"""

import http.client
import os
import re
import socket
import statistics
import sysconfig
import tempfile
import threading
import time
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from jejaring.bootstrap import programs
from jejaring.bootstrap.cluster import throwaway_replica
from jejaring.models import User
from jejaring.replica import SECONDS_ASIDE, WROTE
from jejaring.roles import Role
from tests import factories
from tests.bench import Result, at_most, paired
from tests.bench.web import Answer, Browser, web_process
from tests.running import AS_IT_WOULD_SERVE
from villages.models import QuestionMark

NAME = "dashboards"
ON = ("postgresql",)

REGENCY = "33.08"
USERNAME, PASSWORD = "koordinator-uji", "rahasia-sekali"  # the factory's
NUMBERS = "villages_tally"
GOAL = 1.3  # times a page that reads the primary
ROUNDS = 8
MARKS = 5
SECONDS_OF_LOAD, SECONDS_BEFORE_THE_STOP = 8, 3
SLOWEST, LONGEST_LAG = 3_000, 1_000  # ms
SECONDS_UNTIL_USED = SECONDS_ASIDE + 5


def run() -> list[Result]:
    """Fill a kabupaten, start everything, and read its pages in every state of the replica."""
    _fill()
    found = programs.postgresql(Path(sysconfig.get_path("purelib")))
    primary = os.environ["DATABASE_URL"]
    with throwaway_replica(found, primary, **AS_IT_WOULD_SERVE) as replica, _two(replica) as web:
        return [
            _signed_in_at_one(web),
            _reads_there(web, primary, replica.url),
            *_what_was_written(web, replica.url),
            _beside_the_primary(web),
            *_falls_away(web, replica),
            _used_again(web, replica),
        ]


def _fill():
    call_command("import_regions", stdout=_Nowhere())
    call_command("make_country", within=[REGENCY], verbosity=0, stdout=_Nowhere())
    call_command("rebuild_tallies", verbosity=0, stdout=_Nowhere())
    call_command("collectstatic", interactive=False, verbosity=0)
    factories.user(Role.COORDINATOR, REGENCY, username=USERNAME)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()


class _Nowhere:
    def write(self, _words):
        """Say nothing."""


@contextmanager
def _two(replica):
    """Two web processes that share nothing but the databases and the secret key."""
    there = {"JEJARING_REPLICA_URL": replica.url}
    with (
        tempfile.TemporaryDirectory(prefix="jejaring-web-") as other,
        web_process(**there) as one,
        web_process(**there, JEJARING_DATA=_beside(other)) as two,
    ):
        yield Web(one, two, replica)


def _beside(folder) -> str:
    """Another data folder; what is collected for browsers is the same everywhere."""
    (Path(folder) / "static").symlink_to(Path(os.environ["JEJARING_DATA"]) / "static")
    return folder


class Web:
    """The two processes, and somebody who has signed in at the first."""

    def __init__(self, one: int, two: int, replica):
        self.one, self.two = Browser(one), Browser(two)
        self.replica = replica
        sign_in = reverse("account_login")
        words = {"login": USERNAME, "password": PASSWORD}
        self.signed_in = self.one.send(sign_in, self.one.read(sign_in).text, **words)
        del self.one.cookies[WROTE]
        self.two.cookies = dict(self.one.cookies)
        self.pages = [
            reverse("dashboard", args=[REGENCY]),
            reverse("dashboard_part", args=[REGENCY, "kelompok"]),
            reverse("dashboard_questions", args=[REGENCY]),
            reverse("dashboard_table", args=[REGENCY, "kelompok", "xlsx"]),
        ]

    def read_all(self, *, at_the_primary=False) -> list[Answer]:
        """Every page at both."""
        return [
            Browser(each.port, each.cookies | ({WROTE: "1"} if at_the_primary else {})).read(page)
            for each in (self.one, self.two)
            for page in self.pages
        ]


def _signed_in_at_one(web) -> Result:
    answers = web.read_all()
    well = sum(answer.status == 200 for answer in answers)
    return _all(well, len(answers), name="pages at both, signed in at one", unit="page")


def _all(ours, expected, *, name, unit, note="") -> Result:
    """The result of a goal "every one"."""
    is_so = ours == expected and expected > 0
    return Result(name, ours, expected, ours / max(expected, 1), 1, is_so, unit, note)


# --- Where it is read, and how old it is ----------------------------------------------------------


def _reads_there(web, primary, replica) -> Result:
    """Scans of the table of numbers, as both databases count them."""
    first = _scans(primary), _scans(replica)
    web.read_all()
    second = _scans(primary), _scans(replica)
    web.read_all(at_the_primary=True)
    third = _scans(primary), _scans(replica)
    here, there = (second[n] - first[n] for n in (0, 1))
    own_here, own_there = (third[n] - second[n] for n in (0, 1))
    note = f"by one who has just written: {own_here} and {own_there}"
    ok = here == 0 and there >= len(web.pages) * 2 and own_here == there and own_there == 0
    name = "scans of numbers at the primary, to the replica"
    return Result(name, here, there, here / max(there, 1), 0, ok, "scan", note)


def _scans(url) -> int:
    """How often the table of numbers was looked through; whoever is connected is sent away first,
    as a connection tells what it did when it ends."""
    with _asking(url) as ask:
        others = (
            "FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )
        ask(f"SELECT pg_terminate_backend(pid) {others}")
        while ask(f"SELECT count(*) {others}"):
            time.sleep(0.01)
        return ask(
            "SELECT coalesce(seq_scan, 0) + coalesce(idx_scan, 0) FROM pg_stat_user_tables "
            "WHERE relname = %s",
            [NUMBERS],
        )


@contextmanager
def _asking(url):
    """Questions to a database, each answered by one value."""
    connected = psycopg2.connect(url)
    connected.autocommit = True
    with connected.cursor() as cursor:

        def ask(sql, params=()):
            cursor.execute(sql, params)
            return (cursor.fetchone() or (None,))[0]

        yield ask
    connected.close()


def _what_was_written(web, replica) -> list[Result]:
    """Mark a question at one, read it at the other at once; then how long a row is on its way."""
    seen = 0
    for number in range(MARKS):
        page = web.one.read(web.pages[2]).text
        address = re.search(rf'action="({web.pages[2]}[\w-]+/)', page)[1]
        note = f"Ditanyakan lewat telepon, kali ke-{number}."
        answer = web.one.send(address, page, verdict="asked", note=note)
        read = Browser(web.two.port, web.one.cookies).read(web.pages[2]).text
        seen += answer.status == 302 and note in read
    del web.one.cookies[WROTE]
    lags = [_lag(replica, f"jeda-{number}") for number in range(ROUNDS)]
    slow, name = statistics.median(lags), "a row on its way to the replica"
    return [
        _all(seen, MARKS, name="own marks that the next page shows", unit="mark"),
        at_most(1, slow, LONGEST_LAG, name=name, note=f"slowest {max(lags):.0f} ms"),
    ]


def _lag(replica, key) -> float:
    with _asking(replica) as ask:
        found = "SELECT count(*) FROM villages_questionmark WHERE key = %s"
        by = User.objects.get(username=USERNAME)
        QuestionMark.objects.create(
            region_code=REGENCY, key=key, state="", verdict="asked", marked_by=by
        )
        written = time.perf_counter()
        while not ask(found, [key]):
            time.sleep(0.001)
        return (time.perf_counter() - written) * 1000


def _beside_the_primary(web) -> Result:
    ours, reference = paired(
        web.read_all, lambda: web.read_all(at_the_primary=True), ROUNDS, warmup=1
    )
    pages = len(web.pages) * 2
    name, note = "a page read at the replica", "to the same read at the primary, median"
    return at_most(GOAL, ours / pages, reference / pages, name=name, note=note)


# --- When it is gone ------------------------------------------------------------------------------


def _falls_away(web, replica) -> list[Result]:
    """Stop it, as without power, while both are read by several; then let its place be silent."""
    readers = [
        Reader(browser, web.pages, number) for number, browser in enumerate([web.one, web.two] * 3)
    ]
    for reader in readers:
        reader.start()
    time.sleep(SECONDS_BEFORE_THE_STOP)
    replica.stop(at_once=True)
    stopped = time.perf_counter()
    time.sleep(SECONDS_OF_LOAD - SECONDS_BEFORE_THE_STOP)
    for reader in readers:
        reader.ends = True
    for reader in readers:
        reader.join()
    read = [each for reader in readers for each in reader.read]
    well = sum(status == 200 for _at, _ms, status in read)
    before = max(ms for at, ms, _status in read if at + ms / 1000 < stopped)
    after = max(ms for at, ms, _status in read if at + ms / 1000 >= stopped)
    name, note = "slowest page while the replica falls away", f"before: {before:.0f} ms"
    return [
        _all(well, len(read), name="pages without an error meanwhile", unit="page"),
        at_most(1, after, SLOWEST, name=name, note=note),
        _silent(web, replica),
    ]


class Reader(threading.Thread):
    """Somebody who reads one page after the other; ``read``: when asked, milliseconds, status."""

    def __init__(self, browser, pages, number):
        super().__init__()
        self.browser = Browser(browser.port, browser.cookies)
        self.pages = pages[number % len(pages) :] + pages[: number % len(pages)]
        self.read: list[tuple[float, float, object]] = []
        self.ends = False

    def run(self):
        """Until told to end; what goes wrong is noted in place of a status."""
        for page in cycle(self.pages):
            if self.ends:
                return
            asked = time.perf_counter()
            try:
                status = self.browser.read(page).status
            except (OSError, http.client.HTTPException) as error:
                status = repr(error)
            self.read.append((asked, (time.perf_counter() - asked) * 1000, status))


def _silent(web, replica) -> Result:
    """A machine that takes connections and never answers, met by a process that knows nothing."""
    with socket.socket() as mute:
        mute.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        mute.bind(("127.0.0.1", urlsplit(replica.url).port))
        mute.listen(8)
        with web_process(JEJARING_REPLICA_URL=replica.url) as port:
            browser = Browser(port, web.one.cookies)
            answers = [browser.read(page) for page in web.pages * 2]
    assert all(answer.status == 200 for answer in answers)
    first, *others = (answer.ms for answer in answers)
    name, note = "first page beside a silent replica", f"slowest of the next: {max(others):.0f} ms"
    return at_most(1, first, SLOWEST, name=name, note=note)


def _used_again(web, replica) -> Result:
    replica.start()
    started = time.monotonic()
    with _asking(replica.url) as ask:
        used = (
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE %s AND pid <> pg_backend_pid()"
        )
        while not ask(used, [f"%{NUMBERS}%"]) and time.monotonic() < started + 3 * SECONDS_ASIDE:
            web.read_all()
            time.sleep(0.5)
    seconds = time.monotonic() - started
    return at_most(1, seconds, SECONDS_UNTIL_USED, name="until the replica is read again", unit="s")
