"""A PostgreSQL of one's own for as long as a test run lasts."""

import contextlib
import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from jejaring.bootstrap.console import Refusal

# Nothing here outlives the run, so nothing waits for the disk.
FAST_AND_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "128MB",
    "max_connections": "100",
}
USER = "jejaring"
SECONDS_TO_START = 60
PR_SET_PDEATHSIG = 1  # of prctl(2)


@contextlib.contextmanager
def throwaway_cluster(programs: Path, **settings: str) -> Iterator[str]:
    """A fresh cluster, given as the URL of an empty database; stopped and removed at the end.

    `programs` is the folder of ``initdb`` and ``postgres``; `settings` go on top of
    `FAST_AND_FORGETFUL`. It listens on a free port of the loopback address only and asks for
    a random password. PostgreSQL refuses to run as root: then an unprivileged user runs it.
    Names sort by the rules of Indonesian, as on a real server, so that nothing leans on byte
    order unasked. Raises `Refusal` when the cluster does not come up.
    """
    home = Path(tempfile.mkdtemp(prefix="jejaring-pg-"))
    identity = _unprivileged()
    server = None
    try:
        password = secrets.token_urlsafe(24)
        data = _initialise(programs, home, password, identity)
        port = free_port()
        server = _start(programs, home, data, port, {**FAST_AND_FORGETFUL, **settings}, identity)
        yield f"postgres://{USER}:{password}@127.0.0.1:{port}/postgres"
    finally:
        if server:
            _stop(server)
        shutil.rmtree(home, ignore_errors=True)


class Replica:
    """A streaming copy of a throw-away cluster, to be stopped and started again."""

    def __init__(self, programs: Path, home: Path, url: str, settings: dict[str, str]):
        self._programs, self._home, self._settings = programs, home, settings
        self._identity = _unprivileged()
        self._server: subprocess.Popen | None = None
        self.url = url

    def start(self):
        """Start it on the port of `url`, and wait until it answers."""
        port, data = urlsplit(self.url).port, self._home / "data"
        settings = {**FAST_AND_FORGETFUL, **self._settings}
        self._server = _start(self._programs, self._home, data, port, settings, self._identity)

    def stop(self, *, at_once: bool = False):
        """Stop it as one is shut down; `at_once`: as one whose machine lost its power."""
        if self._server and at_once and os.name != "nt":
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait()
        elif self._server:
            _stop(self._server)


@contextlib.contextmanager
def throwaway_replica(programs: Path, primary: str, **settings: str) -> Iterator[Replica]:
    """A running replica of the throw-away cluster behind the URL `primary`; removed at the end.

    `programs` and `settings` as for `throwaway_cluster`; ``pg_basebackup`` must be there too.
    Raises `Refusal` when the copy cannot be made or does not come up.
    """
    home = Path(tempfile.mkdtemp(prefix="jejaring-pg-"))
    here = urlsplit(primary)
    port = free_port()
    url = here._replace(netloc=here.netloc.replace(f":{here.port}", f":{port}")).geturl()
    replica = Replica(programs, home, url, settings)
    try:
        _copy(programs, home, primary)
        replica.start()
        yield replica
    finally:
        replica.stop()
        shutil.rmtree(home, ignore_errors=True)


def _copy(programs: Path, home: Path, primary: str):
    """Copy a running cluster, and note whom the copy follows."""
    identity = _unprivileged()
    if identity:
        os.chown(home, identity["user"], identity["group"])
    command = [
        *(programs / "pg_basebackup", "--pgdata", home / "data", "--dbname", primary),
        *("--write-recovery-conf", "--wal-method", "stream", "--checkpoint", "fast", "--no-sync"),
    ]
    done = _run(command, home, identity)
    if done.returncode:
        raise Refusal(f"pg_basebackup failed:\n{done.stdout}{done.stderr}")


def free_port(host: str = "127.0.0.1") -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def _unprivileged() -> dict[str, object]:
    """Arguments for ``subprocess`` that step down from root; empty for anybody else."""
    if getattr(os, "geteuid", lambda: 1)() != 0:
        return {}
    import pwd

    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise Refusal("PostgreSQL does not run as root, and there is no user to step down to.")


def _initialise(programs: Path, home: Path, password: str, identity: dict) -> Path:
    secret = home / "password"
    secret.write_text(password)
    if identity:
        for path in (home, secret):
            os.chown(path, identity["user"], identity["group"])
    data = home / "data"
    command = [
        *(programs / "initdb", "--pgdata", data, "--username", USER, "--pwfile", secret),
        *("--auth", "scram-sha-256", "--encoding", "UTF8", "--no-sync"),
    ]
    by_language = ["--locale-provider", "icu", "--icu-locale", "id", "--locale", "C.UTF-8"]
    # Before version 15, or built without ICU, a server knows no rules of Indonesian.
    for locale in (by_language, ["--locale", "C"]):
        done = _run([*command, *locale], home, identity)
        if done.returncode == 0:
            return data
        shutil.rmtree(data, ignore_errors=True)
    raise Refusal(f"initdb failed:\n{done.stdout}{done.stderr}")


def _run(command, home: Path, identity: dict) -> subprocess.CompletedProcess:
    return subprocess.run(
        command, cwd=home, env=_quiet(), capture_output=True, text=True, check=False, **identity
    )


def _quiet() -> dict[str, str]:
    """The environment without variables that would point the programs at another server."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PG") and not name.startswith("LC_") and name != "LANG"
    }


def _start(programs, home, data, port, settings, identity) -> subprocess.Popen:
    settings = {
        **settings,
        "port": str(port),
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "" if os.name == "nt" else str(home),
    }
    log = home / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [
                *(programs / "postgres", "-D", data),
                *(word for pair in settings.items() for word in ("-c", "=".join(pair))),
            ],
            **identity,
            cwd=home,
            env=_quiet(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # Ctrl-C is for us; we stop the server when the tests have let go of it.
            start_new_session=True,
            preexec_fn=_end_with_parent(),
        )
    try:
        _wait_until_ready(server, data / "postmaster.pid", log)
    except BaseException:  # also when told to stop while waiting
        _stop(server)
        raise
    return server


def _end_with_parent() -> Callable[[], object] | None:
    """What lets Linux stop a child when its parent dies, even by SIGKILL; None elsewhere."""
    if sys.platform != "linux":
        return None
    # Loaded here: the child's user may not be allowed to read where Python lives.
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _wait_until_ready(server: subprocess.Popen, pid_file: Path, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not _says_ready(pid_file):
        if server.poll() is not None or time.monotonic() > deadline:
            raise Refusal(f"PostgreSQL did not start:\n{log.read_text()}")
        time.sleep(0.05)


def _says_ready(pid_file: Path) -> bool:
    """Whether the server has written its last line there, as ``pg_ctl --wait`` reads it."""
    try:
        lines = pid_file.read_text().splitlines()
    except OSError:
        return False
    return len(lines) >= 8 and lines[7].strip() == "ready"


def _stop(server: subprocess.Popen) -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGINT)
        try:
            server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
