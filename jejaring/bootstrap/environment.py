"""The project's own virtual environment: made once, healed when broken, else left alone."""

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

from jejaring.bootstrap.console import Refusal, say

STAMP = "jejaring.json"
# Lies in the environment while something is being installed: found at start, the last
# installation was cut off and what is there cannot be trusted.
UNFINISHED = "jejaring.unfinished"

OFFLINE_SIGNS = (
    "name resolution",
    "Name or service not known",
    "nodename nor servname",
    "getaddrinfo failed",
    "dns error",
    "Network is unreachable",
    "Connection refused",
    "Failed to establish a new connection",
    "error sending request",
    "Could not connect",
    "timed out",
)


class Environment:
    """The ``.venv`` of a working copy.

    ``ensure()`` is cheap when nothing changed: it compares the stamp left by the last
    installation with the requirements of today, and touches nothing else.
    """

    def __init__(self, root: Path):
        self.root = root
        self.folder = root / ".venv"
        programs = self.folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = programs / ("python.exe" if os.name == "nt" else "python")

    def ensure(self, *extras: str) -> Path:
        """The environment's python, with the app's requirements and those of `extras` installed.

        Raises `Refusal`, with a sentence for the person at the keyboard, when that fails.
        """
        wanted = self._fingerprints(extras)
        if not self._carries(wanted):
            with self._alone():
                if not self._carries(wanted):  # else another start has just done it
                    self._make()
                    self._install(self._requirements(extras))
                    self._remember(wanted)
        return self.python

    # --- What is wanted, what is there ---

    def _requirements(self, extras) -> list[str]:
        project = tomllib.loads((self.root / "pyproject.toml").read_text("utf-8"))["project"]
        wanted = list(project["dependencies"])
        for extra in extras:
            wanted += project["optional-dependencies"][extra]
        return wanted

    def _fingerprints(self, extras) -> dict[str, str]:
        """For the app ("") and each extra: a hash of what decides its installation."""
        pins = (self.root / "constraints.txt").read_text("utf-8")
        version = sys.version_info[:2]
        return {
            extra: hashlib.sha256(repr((requirements, pins, version)).encode()).hexdigest()
            for extra in ("", *extras)
            for requirements in [self._requirements([extra] if extra else [])]
        }

    def _carries(self, wanted: dict[str, str]) -> bool:
        if (self.folder / UNFINISHED).exists() or not self.python.exists():
            return False
        try:
            found = json.loads((self.folder / STAMP).read_text("utf-8"))
        except (OSError, ValueError):
            return False
        return all(found.get(extra) == fingerprint for extra, fingerprint in wanted.items())

    def _remember(self, wanted: dict[str, str]) -> None:
        (self.folder / STAMP).write_text(json.dumps(wanted), "utf-8")
        (self.folder / UNFINISHED).unlink()

    # --- Making it so ---

    @contextlib.contextmanager
    def _alone(self):
        """Hold the working copy: a second start waits instead of installing over the first."""
        try:
            import fcntl
        except ImportError:  # Windows: two starts at the very first moment are left to chance
            yield
            return
        (self.root / "var").mkdir(exist_ok=True)
        with (self.root / "var" / "setup.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make(self) -> None:
        if self.folder.exists() and not self._sound():
            if self.folder.is_symlink():
                raise Refusal(
                    f"{self.folder} menunjuk ke lingkungan yang rusak. Perbaiki tautannya."
                )
            say("Pemasangan yang lalu terputus atau sudah usang: dibuat ulang.")
            shutil.rmtree(self.folder)
        if not self.folder.exists():
            self.folder.mkdir()
            (self.folder / UNFINISHED).touch()
            self._create()
        (self.folder / UNFINISHED).touch()

    def _sound(self) -> bool:
        """Whether the folder is whole, runs, and belongs to the python that runs this."""
        if (self.folder / UNFINISHED).exists() or not self.python.exists():
            return False
        need = "import sys; print(sys.version_info[:2])" + ("" if uv() else "; import pip")
        answer = subprocess.run(
            [self.python, "-c", need], capture_output=True, text=True, check=False
        )
        return answer.returncode == 0 and answer.stdout.strip() == str(tuple(sys.version_info[:2]))

    def _create(self) -> None:
        if not uv() and importlib.util.find_spec("ensurepip") is None:
            raise Refusal(
                "Python ini tidak membawa pip. Di Debian atau Ubuntu, pasang dulu dengan:\n"
                f"    sudo apt install python3-venv\n{_OR_UV}"
            )
        try:
            venv.create(self.folder, with_pip=not uv(), symlinks=os.name != "nt")
        except (OSError, subprocess.CalledProcessError) as error:
            raise Refusal(
                f"Lingkungan Python tidak dapat dibuat di {self.folder}: {error}"
            ) from error

    def _install(self, requirements: list[str]) -> None:
        say("Memasang pustaka yang diperlukan (hanya sekali, perlu internet) …")
        constraints = ["--constraint", str(self.root / "constraints.txt")]
        if program := uv():
            command = [program, "pip", "install", "--quiet", "--python", str(self.python)]
        else:
            command = [str(self.python), "-m", "pip", "install", "--quiet", "--no-input"]
        done = subprocess.run(
            [*command, *constraints, *requirements],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            cwd=self.root,
            env={**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        )
        if done.returncode:
            raise Refusal(_why_not_installed(done.stdout + done.stderr))


_OR_UV = "Atau pasang uv, lalu jalankan: uv run --no-project -m jejaring"


def uv() -> str | None:
    """The path of uv, an installer several times as fast as pip, when the machine has it."""
    return os.environ.get("UV") or shutil.which("uv")


def _why_not_installed(output: str) -> str:
    last_words = "\n".join(f"    {line}" for line in output.strip().splitlines()[-12:])
    if any(sign.lower() in output.lower() for sign in OFFLINE_SIGNS):
        reason = (
            "Pustaka tidak dapat diunduh: komputer ini tampaknya tidak tersambung ke internet.\n"
            "Sambungkan dulu, lalu ulangi perintah yang sama. Internet hanya perlu untuk "
            "pemasangan pertama."
        )
    else:
        reason = (
            "Pemasangan pustaka gagal. Ulangi perintah yang sama; bila tetap gagal, ini sebabnya:"
        )
    return f"{reason}\n{last_words}"
