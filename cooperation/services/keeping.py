"""Files that stay as they are: bytes under names of ours, outside everything that is served."""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings


class Damaged(Exception):
    """A kept file is gone, or no longer what it was."""


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes, suffix: str) -> str:
    """Write the bytes under a new name and return it: whole on the disk, or not at all."""
    folder = Path(settings.DOCUMENT_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{secrets.token_hex(20)}.{suffix}"
    passing = folder / f".{name}"
    with passing.open("xb") as file:
        passing.chmod(0o600)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    passing.replace(folder / name)
    return name


def kept(name: str, sha256: str) -> bytes:
    """The bytes as they were kept. Raises Damaged."""
    try:
        content = (Path(settings.DOCUMENT_DIR) / name).read_bytes()
    except OSError as error:
        raise Damaged(name) from error
    if sha256_of(content) != sha256:
        raise Damaged(name)
    return content


def drop(name: str) -> None:
    """Remove a file that no row came to name."""
    (Path(settings.DOCUMENT_DIR) / name).unlink(missing_ok=True)
