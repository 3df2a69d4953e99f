"""Bring in the few browser files that others wrote, and prove that nobody touched them since.

``vendor_assets`` fetches the pinned packages with npm and writes the files, their licences and
``static/vendor/MANIFEST.json``. ``vendor_assets --check`` needs no network: it compares the files
in the repository with the SHA-256 sums of the manifest.
"""

import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jejaring.management.purge import purge

MANIFEST = Path("static/vendor/MANIFEST.json")


@dataclass(frozen=True)
class Asset:
    """One npm package: which of its files we take, where to, and what is done to each."""

    name: str
    version: str
    licence: str
    folder: Path
    files: dict[str, str]
    change: Callable[[str], str] | None = None

    @property
    def target(self) -> Path:
        return self.folder / f"{self.name}-{self.version}"


ASSETS = (
    Asset(
        name="bootstrap",
        version="5.3.9",
        licence="MIT",
        folder=Path("static/vendor"),
        files={"dist/css/bootstrap.css": "bootstrap.css"},
        change=purge,
    ),
    # Only the browser tests load it: the check for people who do not see, or not well.
    Asset(
        name="axe-core",
        version="4.14.1",
        licence="MPL-2.0",
        folder=Path("tests/browser/vendor"),
        files={"axe.min.js": "axe.min.js"},
    ),
)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def fetch(asset: Asset, folder: Path) -> Path:
    """Download the package with npm, which checks it against the registry's own sum."""
    command = ["npm", "pack", "--silent", f"{asset.name}@{asset.version}"]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        raise CommandError("npm is missing; install Node.js (apt install nodejs npm).") from None
    except subprocess.CalledProcessError as error:
        raise CommandError(f"{' '.join(command)} failed: {error.stderr.strip()}") from None
    return folder / f"{asset.name}-{asset.version}.tgz"


def unpack(asset: Asset, package: Path, base: Path) -> dict[str, str]:
    """Write an asset's files and licence beneath ``base``; return path -> SHA-256."""
    sums = {}
    with tarfile.open(package) as archive:
        for inside, outside in (asset.files | {"LICENSE": "LICENSE"}).items():
            content = archive.extractfile(f"package/{inside}").read()
            if asset.change and inside in asset.files:
                content = asset.change(content.decode()).encode()
            path = asset.target / outside
            (base / path).parent.mkdir(parents=True, exist_ok=True)
            (base / path).write_bytes(content)
            sums[path.as_posix()] = sha256(content)
    return sums


def faults(base: Path) -> list[str]:
    """What differs between the repository and its manifest, one sentence each."""
    manifest = json.loads((base / MANIFEST).read_text())
    listed = {path: total for entry in manifest.values() for path, total in entry["files"].items()}
    found = {
        path.relative_to(base).as_posix()
        for asset in ASSETS
        for path in (base / asset.target).rglob("*")
        if path.is_file()
    }
    wrong = [f"{path} is missing" for path in sorted(listed.keys() - found)]
    wrong += [f"{path} is not in the manifest" for path in sorted(found - listed.keys())]
    wrong += [
        f"{path} was changed"
        for path in sorted(listed.keys() & found)
        if sha256((base / path).read_bytes()) != listed[path]
    ]
    return wrong


class Command(BaseCommand):
    help = "Fetch the pinned browser files, or check those in the repository (--check)."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="compare only; needs no network")

    def handle(self, *args, check, **options):
        if not check:
            self.fetch_all(settings.BASE_DIR)
        if wrong := faults(settings.BASE_DIR):
            raise CommandError("\n".join([*wrong, "Run: manage.py vendor_assets"]))
        self.stdout.write("Every vendored file is as the manifest says.")

    def fetch_all(self, base: Path):
        """Fetch every asset and write the manifest anew."""
        manifest = {}
        for asset in ASSETS:
            with tempfile.TemporaryDirectory() as folder:
                package = fetch(asset, Path(folder))
                manifest[asset.name] = {
                    "version": asset.version,
                    "licence": asset.licence,
                    "package": f"npm:{asset.name}@{asset.version}",
                    "package_sha256": sha256(package.read_bytes()),
                    "purged": asset.change is not None,
                    "files": unpack(asset, package, base),
                }
            self.stdout.write(f"{asset.name} {asset.version}")
        (base / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n")
