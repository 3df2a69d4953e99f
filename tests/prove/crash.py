"""Kill the server under load, again and again: nothing that it acknowledged may be lost.

Facilitators save question 6 of their worksheets through the real server as fast as they can,
changing their mind each time, so that every save adds an answer, closes a tie and opens the
next. At a random moment the whole process group gets SIGKILL. Every answer that was
acknowledged must then be in the database, every act whole, and the database sound. What this
cannot see is a missing write to the disk: the kernel keeps what a killed process handed to it.
That the settings which force such writes are in force is checked when the server starts.
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
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.test import Client
from django.urls import reverse

from jejaring.bootstrap import ROOT
from jejaring.bootstrap.cluster import free_port
from jejaring.ids import uuid7
from stakeholders.models import StepAnswer, Tie, Worksheet
from stakeholders.questions import GOVERNMENT
from tests import factories
from tests.prove import Proof

NAME = "crash"
ON = ("sqlite", "postgresql")
# JEJARING_KILLS=10 for a quick look.
KILLS = int(os.environ.get("JEJARING_KILLS", "200"))
WRITERS = 6
ANSWERS_BEFORE_A_KILL = (1, 30)
SECONDS_OF_LOAD = 15
SECONDS_TO_RETURN = 5
SEED = 20261122


@dataclass
class Tally:
    """What the kills have shown so far; ``acknowledged``: operation -> the words it carried."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    unsound: list[str] = field(default_factory=list)
    slowest_return: float = 0.0


def run() -> list[Proof]:
    writers = [Writer(factories.worksheet()) for _ in range(WRITERS)]
    chance = random.Random(SEED)  # noqa: S311 -- moments to kill at, not secrets
    tally = Tally()
    for _ in range(KILLS):
        _kill_once(writers, chance, tally)
    return verdict(tally)


def _kill_once(writers, chance, tally):
    """Start the server, let it work, kill it in the midst of it, and look at the database."""
    for writer in writers:
        writer.look_up_version()
    connection.close()
    port = free_port()
    server = _start(port)
    try:
        tally.slowest_return = max(tally.slowest_return, _wait_until_up(port))
        threads = [
            threading.Thread(target=writer.write, args=(port, tally.acknowledged))
            for writer in writers
        ]
        for thread in threads:
            thread.start()
        _wait_for_answers(tally, chance.randint(*ANSWERS_BEFORE_A_KILL))
        time.sleep(chance.uniform(0, 0.05))
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    for thread in threads:
        thread.join()
    if (state := _soundness()) != "ok":
        tally.unsound.append(state)


def _wait_for_answers(tally, count):
    """Wait until the server is hard at work: so many more answers than before."""
    goal, deadline = len(tally.acknowledged) + count, time.monotonic() + SECONDS_OF_LOAD
    while len(tally.acknowledged) < goal and time.monotonic() < deadline:
        time.sleep(0.001)


def verdict(tally: Tally) -> list[Proof]:
    """What the database says about all that was acknowledged."""
    stored = {
        str(operation): content.get("why")
        for operation, content in StepAnswer.objects.values_list("operation", "content")
    }
    lost = [key for key, words in tally.acknowledged.items() if stored.get(key) != words]
    torn = [worksheet.pk for worksheet in Worksheet.objects.all() if not _is_whole(worksheet)]
    return [
        Proof(
            "What was acknowledged is kept",
            f"{KILLS} kills, {len(tally.acknowledged)} acknowledged writes, {len(lost)} lost",
            # Fewer answers than kills would mean that there was no load to speak of.
            not lost and len(tally.acknowledged) > KILLS,
        ),
        Proof(
            "No act is half done",
            f"{len(stored)} answers in {Worksheet.objects.count()} worksheets, {len(torn)} torn",
            not torn,
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


def _is_whole(worksheet) -> bool:
    """Whether versions follow each other, and each left one tie, the last of them open."""
    answers = worksheet.answers.filter(step=GOVERNMENT).order_by("version")
    ties = Tie.objects.filter(source=worksheet.group, kind=Tie.Kind.GOVERNMENT)
    versions = list(answers.values_list("version", flat=True))
    stated = sorted(ties.values_list("answer__version", flat=True))
    still_open = list(ties.current().values_list("answer__version", "words__reason"))
    last = answers.last()
    return versions == stated == list(range(1, len(versions) + 1)) and still_open == (
        [(last.version, last.content["why"])] if last else []
    )


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


class Writer:
    """A facilitator with a worksheet, who never stops saving question 6."""

    def __init__(self, worksheet):
        self.worksheet = worksheet
        self.version = 0
        client = Client()
        client.force_login(worksheet.facilitator)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.cookies = {
            settings.SESSION_COOKIE_NAME: session,
            settings.CSRF_COOKIE_NAME: secrets.token_hex(16),
        }

    def look_up_version(self):
        """Read how far the answers are: the last save may have been kept and not answered."""
        answers = self.worksheet.answers.filter(step=GOVERNMENT)
        self.version = answers.aggregate(last=Max("version"))["last"] or 0

    def write(self, port, acknowledged):
        """Save until the server is gone; note each save that was answered."""
        address = reverse("worksheet_step", args=[self.worksheet.pk, GOVERNMENT])
        while True:
            operation, words = str(uuid7()), f"kata ke-{self.version + 1}"
            stance = ("support", "hinder")[self.version % 2]
            values = {"operation": operation, "base_version": self.version, "go": "stay"}
            try:
                status = _ask(
                    port, "POST", address, self.cookies, stance=stance, why=words, **values
                )
            except (OSError, http.client.HTTPException):
                return
            if status != http.client.FOUND:
                raise AssertionError(f"A save was answered with {status}.")
            acknowledged[operation] = words
            self.version += 1


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
