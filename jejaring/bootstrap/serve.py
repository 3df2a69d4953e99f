"""Start Jejaring on one's own computer."""

import argparse
import errno
import os
import socket
import subprocess
from pathlib import Path

from jejaring.bootstrap import ROOT
from jejaring.bootstrap.console import Refusal, say
from jejaring.bootstrap.environment import Environment

FIRST_PORT = 8000
PORTS_TRIED = 50
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 -- only when the person asks for it


def options(arguments: list[str]) -> argparse.Namespace:
    """The command line of a start: ``host``, and ``port`` or None for the first free one."""
    parser = argparse.ArgumentParser(prog="python3 -m jejaring")
    parser.add_argument("--host", default="127.0.0.1", help="alamat yang didengarkan")
    parser.add_argument("--port", type=int, help="porta (biasanya 8000 atau yang bebas berikutnya)")
    return parser.parse_args(arguments)


def start(environment: Environment, chosen: argparse.Namespace) -> int:
    """Set up what is missing, then serve until Ctrl-C."""
    python = environment.ensure()
    port = find_port(chosen.host, chosen.port)
    os.environ.update(local_settings(chosen.host, port))
    os.chdir(ROOT)
    os.umask(0o077)  # what is made from here on holds people's data: for their owner alone
    prepared = subprocess.run([python, "manage.py", "prepare", "--sample"], check=False)
    if prepared.returncode:
        raise Refusal("Jejaring belum dapat dimulai; sebabnya tertulis di atas.")
    return _serve(python, chosen.host, port)


def find_port(host: str, wanted: int | None) -> int:
    """`wanted` when it is free, or the first free port from 8000 on when nothing is wanted."""
    if wanted is not None:
        if not _is_free(host, wanted):
            raise Refusal(f"Porta {wanted} sedang dipakai. Pilih yang lain dengan --port.")
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if _is_free(host, port):
            return port
    raise Refusal(f"Tidak ada porta bebas dari {FIRST_PORT} sampai {FIRST_PORT + PORTS_TRIED - 1}.")


def local_settings(host: str, port: int) -> dict[str, str]:
    """Environment variables of a try-out on one's own computer: plain http, sample sign-ins."""
    settings = {"JEJARING_LOCAL": "1", "JEJARING_BIND": f"{_bracketed(host)}:{port}"}
    address = own_address() if host in EVERY_ADDRESS else host
    hosts = ["localhost", "127.0.0.1", "[::1]", _bracketed(address)]
    settings["JEJARING_HOSTS"] = ",".join(dict.fromkeys(hosts))
    settings["JEJARING_ADDRESS"] = f"http://{_bracketed(address)}:{port}/"
    return settings


def own_address() -> str:
    """This computer's address in the local network, or the loopback address without one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # chooses a route; a datagram socket sends nothing
            return probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"


def _serve(python: Path, host: str, port: int) -> int:
    if os.name != "nt":
        # Gunicorn takes this process's place: Ctrl-C and TERM reach it and nothing is left behind.
        os.execv(python, [str(python), "-m", "gunicorn", "-c", "python:jejaring.serving"])
    say(f"Buka {os.environ['JEJARING_ADDRESS']} di peramban. Tekan Ctrl-C untuk berhenti.")
    address = f"{_bracketed(host)}:{port}"
    server = [python, "manage.py", "runserver", "--insecure", "--noreload", address]
    return subprocess.run(server, check=False).returncode


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name != "nt":  # a port whose last user has just left is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            if error.errno == errno.EACCES:
                raise Refusal(f"Porta {port} tidak boleh dipakai di sini. Pilih --port.") from error
            raise Refusal(f"Alamat {host}:{port} tidak dapat dipakai: {error}") from error
        except OverflowError as error:
            raise Refusal("Porta adalah angka dari 1 sampai 65535.") from error
    return True


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
