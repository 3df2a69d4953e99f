"""Files that stay as they are: bytes under names of ours, outside everything that is served."""

import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


class Damaged(Exception):
    """A kept file is gone, or no longer what it was."""


@dataclass(frozen=True)
class Shelf:
    """A folder of kept files. ``place``: where it is now, asked for at each use."""

    place: Callable[[], Path]

    def keep(self, content: bytes, name: str) -> None:
        """Write the bytes under a name that is free: whole on the disk, or not at all."""
        path = self._at(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        passing = path.with_name(f".{path.name}")
        with passing.open("xb") as file:
            passing.chmod(0o600)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        passing.replace(path)

    def keep_new(self, content: bytes, ending: str) -> str:
        """Write the bytes under a name that nobody can guess, and return it."""
        name = f"{secrets.token_hex(20)}.{ending}"
        self.keep(content, name)
        return name

    def kept(self, name: str, sha256: str) -> bytes:
        """The bytes as they were kept. Raises Damaged."""
        try:
            content = self._at(name).read_bytes()
        except OSError as error:
            raise Damaged(name) from error
        if sha256_of(content) != sha256:
            raise Damaged(name)
        return content

    def is_sound(self, name: str, sha256: str) -> bool:
        """Whether the bytes are those that were kept."""
        try:
            self.kept(name, sha256)
        except Damaged:
            return False
        return True

    def drop(self, name: str) -> None:
        """Remove a file that no row came to name."""
        self._at(name).unlink(missing_ok=True)

    def _at(self, name):
        return Path(self.place()) / name


DOCUMENTS = Shelf(lambda: settings.DOCUMENT_DIR)
SCANS = Shelf(lambda: settings.SCAN_DIR)


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
