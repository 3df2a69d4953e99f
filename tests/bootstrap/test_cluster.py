"""The throw-away PostgreSQL."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from jejaring.bootstrap import ROOT, cluster, programs
from jejaring.bootstrap.console import Refusal


def test_programs_that_fail_leave_nothing_behind(tmp_path, monkeypatch):
    for name in ("initdb", "postgres"):
        (tmp_path / name).write_text("#!/bin/sh\necho rusak >&2\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(cluster, "_unprivileged", dict)
    home = tmp_path / "home"

    def only_home(**kwargs):
        home.mkdir()
        return str(home)

    monkeypatch.setattr(cluster.tempfile, "mkdtemp", only_home)
    with pytest.raises(Refusal, match="rusak"), cluster.throwaway_cluster(tmp_path):
        pass
    assert not home.exists()


@pytest.mark.skipif(not programs.postgresql(), reason="PostgreSQL is not installed")
def test_a_cluster_lives_as_long_as_the_block(monkeypatch, tmp_path):
    import psycopg2

    with cluster.throwaway_cluster(programs.postgresql()) as url:
        connection = psycopg2.connect(url)
        with connection.cursor() as cursor:
            cursor.execute("show fsync")
            assert cursor.fetchone() == ("off",)
        connection.close()
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(url)


@pytest.mark.skipif(not programs.postgresql(), reason="PostgreSQL is not installed")
def test_a_replica_follows_and_comes_back():
    import psycopg2

    def ask(url, sql):
        connection = psycopg2.connect(url)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql)
            found = cursor.fetchone() if cursor.description else None
        connection.close()
        return found and found[0]

    def follows(number):
        deadline = time.monotonic() + 20
        while ask(replica.url, "SELECT max(n) FROM written") != number:
            assert time.monotonic() < deadline
            time.sleep(0.02)

    found = programs.postgresql()
    with cluster.throwaway_cluster(found) as primary:
        ask(primary, "CREATE TABLE written AS SELECT 1 AS n")
        with cluster.throwaway_replica(found, primary) as replica:
            assert ask(replica.url, "SELECT pg_is_in_recovery()")
            ask(primary, "INSERT INTO written VALUES (2)")
            follows(2)
            for at_once in (True, False):
                replica.stop(at_once=at_once)
                with pytest.raises(psycopg2.OperationalError):
                    psycopg2.connect(replica.url)
                replica.start()
            ask(primary, "INSERT INTO written VALUES (3)")
            follows(3)
        with pytest.raises(psycopg2.OperationalError):
            psycopg2.connect(replica.url)


@pytest.mark.skipif(not programs.postgresql(), reason="PostgreSQL is not installed")
def test_a_copy_that_cannot_be_made_is_refused():
    nobody = f"postgres://jejaring:salah@127.0.0.1:{cluster.free_port()}/postgres"
    with (
        pytest.raises(Refusal, match="pg_basebackup"),
        cluster.throwaway_replica(programs.postgresql(), nobody),
    ):
        pass


def is_alive(pid):
    """Whether the process runs; one that has ended and waits to be reaped does not."""
    status = subprocess.run(
        ["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True, check=False
    )
    return bool(status.stdout.strip()) and not status.stdout.startswith("Z")


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells a child of this")
@pytest.mark.skipif(not programs.postgresql(), reason="PostgreSQL is not installed")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_cluster_outlives_a_run_that_was_killed(how, tmp_path):
    run = subprocess.Popen(
        [sys.executable, "-c", HOLD_A_CLUSTER],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": "/tmp"},  # noqa: S108 -- where its user may read
        stdout=subprocess.PIPE,
        text=True,
    )
    pid, home = run.stdout.readline().split()
    run.send_signal(how)
    run.wait()
    run.stdout.close()
    deadline = time.monotonic() + 20
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    shutil.rmtree(home, ignore_errors=True)  # nobody was left to do it after a SIGKILL
    assert not is_alive(pid)


HOLD_A_CLUSTER = """
import signal, sys, time
from jejaring.bootstrap import cluster, programs
signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
start = cluster._start
def started(*args):
    server = start(*args)
    print(server.pid, args[1], flush=True)
    return server
cluster._start = started
with cluster.throwaway_cluster(programs.postgresql()):
    time.sleep(60)
"""
