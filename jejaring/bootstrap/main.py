"""The verbs of ``python3 -m jejaring``."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from jejaring.bootstrap import ROOT, checks, serve
from jejaring.bootstrap.console import Refusal, say
from jejaring.bootstrap.environment import Environment

HELP = """\
Jejaring: peta jejaring desa.

    python3 -m jejaring                    memulai Jejaring di komputer ini
        --port 8000                        di porta ini, bukan porta bebas yang pertama
        --host 0.0.0.0                     juga untuk ponsel di jaringan yang sama
    python3 -m jejaring test               memeriksa semuanya
    python3 -m jejaring test tests/x.py    menjalankan satu bagian saja, dengan pilihan pytest
    python3 -m jejaring bench [NAMA]       mengukur kecepatan
    python3 -m jejaring prove [NAMA]       menjalankan pembuktian yang lama
    python3 -m jejaring manage PERINTAH    menjalankan perintah manage.py"""


def main(arguments: list[str]) -> int:
    """Do what the command line asks; the exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was begun is ended
    try:
        return _act(arguments)
    except Refusal as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        say("\nDihentikan.")
        return 130


def _act(arguments: list[str]) -> int:
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if verb in ("-h", "--help", "help"):
        say(HELP)
        return 0
    if verb in VERBS:
        return VERBS[verb](rest)
    if not verb or verb.startswith("-"):
        return serve.start(Environment(ROOT), serve.options(arguments))
    raise Refusal(f"Tidak ada perintah “{verb}”.\n\n{HELP}")


def _manage(arguments: list[str]) -> int:
    return _hand_over(Environment(ROOT).ensure(), ["manage.py", *arguments])


def _test(arguments: list[str]) -> int:
    python = Environment(ROOT).ensure("test")
    if arguments:
        return _hand_over(python, ["-m", "pytest", *arguments])
    return checks.run_all(python)


def _runner(module: str) -> Callable[[list[str]], int]:
    def run(arguments: list[str]) -> int:
        return _hand_over(Environment(ROOT).ensure("test"), ["-m", module, *arguments])

    return run


VERBS: dict[str, Callable[[list[str]], int]] = {
    "test": _test,
    "bench": _runner("tests.bench"),
    "prove": _runner("tests.prove"),
    "manage": _manage,
}


def _hand_over(python: Path, arguments: list[str]) -> int:
    """Let the environment's python take this process's place (Windows: run beneath it)."""
    os.chdir(ROOT)
    if os.name != "nt":
        os.execv(python, [str(python), *arguments])
    return subprocess.run([python, *arguments], check=False).returncode
