"""Kill the server under load, again and again: nothing that it acknowledged may be lost.

Facilitators open villages through the real server as fast as they can. At a random moment the
whole process group gets SIGKILL. Every opening that was answered must then be in the database,
whole (the village and the line in the record), and the database must be sound. What this cannot
see is a missing write to the disk: the kernel keeps what a killed process handed to it. That
the settings which force such writes are in force is checked when the server starts.
"""

import http.client
import os
import random
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from urllib.parse import urlencode

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from jejaring.bootstrap import ROOT
from jejaring.bootstrap.cluster import free_port
from jejaring.models import Event
from jejaring.roles import Role
from tests import factories
from tests.prove import Proof
from villages.models import Region, VillageProfile

NAME = "crash"
ON = ("sqlite", "postgresql")
# JEJARING_KILLS=10 for a quick look.
KILLS = int(os.environ.get("JEJARING_KILLS", "200"))
WRITERS = 6
SECONDS_TO_RETURN = 5
SEED = 20261122


@dataclass
class Tally:
    """What the kills have shown so far."""

    acknowledged: set[str] = field(default_factory=set)
    unsound: list[str] = field(default_factory=list)
    slowest_return: float = 0.0


def run() -> list[Proof]:
    call_command("import_regions", stdout=StringIO())
    cookies = [_sign_in() for _ in range(WRITERS)]
    codes = _villages()
    chance = random.Random(SEED)  # noqa: S311 -- moments to kill at, not secrets
    tally = Tally()
    for _ in range(KILLS):
        _kill_once(cookies, codes, chance.uniform(0.02, 0.7), tally)
    return _verdict(tally)


def _kill_once(cookies, codes, seconds, tally):
    port = free_port()
    server = _start(port)
    try:
        tally.slowest_return = max(tally.slowest_return, _wait_until_up(port))
        writers = [
            threading.Thread(target=_write, args=(port, cookie, codes, tally.acknowledged))
            for cookie in cookies
        ]
        for writer in writers:
            writer.start()
        time.sleep(seconds)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    for writer in writers:
        writer.join()
    if (state := _soundness()) != "ok":
        tally.unsound.append(state)


def _verdict(tally: Tally) -> list[Proof]:
    stored = set(VillageProfile.objects.values_list("pk", flat=True))
    recorded = list(Event.objects.filter(verb="started").values_list("subject_id", flat=True))
    lost = tally.acknowledged - stored
    half_done = stored ^ set(recorded)
    doubled = len(recorded) - len(set(recorded))
    return [
        Proof(
            "What was acknowledged is kept",
            f"{KILLS} kills, {len(tally.acknowledged)} acknowledged writes, {len(lost)} lost",
            # Fewer answers than kills would mean that there was no load to speak of.
            not lost and len(tally.acknowledged) > KILLS,
        ),
        Proof(
            "No act is half done",
            f"{len(stored)} acts, {len(half_done)} without one of their rows, {doubled} doubled",
            not half_done and not doubled,
        ),
        Proof(
            "The database is sound after each kill",
            f"{KILLS} checks, {len(tally.unsound)} complaints {tally.unsound[:1] or ''}".strip(),
            not tally.unsound,
        ),
        Proof(
            f"The server is back within {SECONDS_TO_RETURN} s",
            f"slowest return {tally.slowest_return:.1f} s",
            tally.slowest_return < SECONDS_TO_RETURN,
        ),
    ]


# --- The server ----------------------------------------------------------------------------------


def _start(port: int) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "python:jejaring.serving"],
        cwd=ROOT,
        env={**os.environ, "JEJARING_BIND": f"127.0.0.1:{port}", "JEJARING_LOG_LEVEL": "critical"},
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # a process group of its own, to be killed whole
    )


def _wait_until_up(port: int) -> float:
    """Wait for the first answer; the seconds it took."""
    started = time.monotonic()
    while True:
        try:
            if _ask(port, "GET", reverse("health"), {}) == http.client.OK:
                return time.monotonic() - started
        except OSError:
            pass
        if time.monotonic() - started > 60:
            raise TimeoutError("The server did not come back.")
        time.sleep(0.02)


def _soundness() -> str:
    """What the database says about itself, read through a connection of its own."""
    connection.close()
    if connection.vendor != "sqlite":
        return "ok"  # PostgreSQL was not killed; its promise is the same without a check
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return cursor.fetchone()[0]


# --- The load ------------------------------------------------------------------------------------


class Numbers:
    """Values handed out once each, to whichever thread asks."""

    def __init__(self, values: Iterator[str]):
        self._values = values
        self._lock = threading.Lock()

    def take(self) -> str:
        with self._lock:
            return next(self._values)


def _villages() -> Numbers:
    codes = Region.objects.desa().order_by("pk").values_list("pk", flat=True)
    return Numbers(iter(list(codes)))


def _sign_in() -> dict[str, str]:
    """The cookies of a facilitator of the whole country."""
    client = Client()
    client.force_login(factories.user(Role.FACILITATOR, ""))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: secrets.token_hex(16)}


def _write(port, cookies, codes, acknowledged):
    """Open village after village until the server is gone; note each that was answered."""
    address = reverse("village_add")
    while True:
        code = codes.take()
        try:
            status = _ask(port, "POST", address, cookies, code=code)
        except (OSError, http.client.HTTPException):
            return
        if status == http.client.FOUND:
            acknowledged.add(code)


def _ask(port, method, address, cookies, **values) -> int:
    """One request; the status of a whole answer."""
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        token = cookies.get(settings.CSRF_COOKIE_NAME, "")
        server.request(
            method,
            address,
            body=urlencode({"csrfmiddlewaretoken": token, **values}),
            headers={
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            },
        )
        answer = server.getresponse()
        answer.read()
        return answer.status
    finally:
        server.close()
