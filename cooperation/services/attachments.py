"""Keeping files: what one is, by its first bytes; and where it lies, under a name of ours."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.models import Attachment

MOST_BYTES = 10 * 1024 * 1024
# The first bytes of what we take; what a file calls itself counts for nothing.
SIGNATURES = {
    b"%PDF-": Attachment.MediaType.PDF,
    b"\xff\xd8\xff": Attachment.MediaType.JPEG,
    b"\x89PNG\r\n\x1a\n": Attachment.MediaType.PNG,
}
ENDINGS = {
    Attachment.MediaType.PDF: ".pdf",
    Attachment.MediaType.JPEG: ".jpg",
    Attachment.MediaType.PNG: ".png",
}


class UnfitFile(ValueError):
    """The file cannot be taken; its text says why and what to do."""


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept."""

    name: str
    content: bytes
    media_type: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def check_file(upload) -> CheckedFile:
    """The file somebody sent. Raises UnfitFile."""
    if upload.size > MOST_BYTES:
        raise UnfitFile(
            _("Berkas ini lebih dari 10 MB. Pindai dengan mutu lebih rendah, lalu kirim lagi.")
        )
    content = upload.read()
    for signature, media_type in SIGNATURES.items():
        if content.startswith(signature):
            return CheckedFile(_shown_name(upload.name, media_type), content, media_type)
    raise UnfitFile(
        _("Kirim pindaian sebagai PDF, JPEG, atau PNG; berkas ini bukan salah satunya.")
    )


def _shown_name(name, media_type) -> str:
    """Its own name without a path or control signs, with the ending of what it is."""
    stem = Path(name.replace("\\", "/")).stem
    stem = "".join(sign for sign in stem if sign.isprintable() and sign not in '"<>')
    return (stem[:100].strip(" .") or "berkas") + ENDINGS[media_type]


def attach(*, agreement, file: CheckedFile, by, event=None) -> Attachment:
    """Keep a file with its row; call it inside the transaction of the act itself."""
    row = Attachment(
        agreement=agreement,
        event=event,
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        digest=file.digest,
        added_by=by,
    )
    path = path_of(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    # The bytes are on the disk before the row that promises them.
    with path.open("xb") as target:
        target.write(file.content)
        target.flush()
        os.fsync(target.fileno())
    try:
        row.save(force_insert=True)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return row


def discard(row: Attachment) -> None:
    """Take a file away for good, once the transaction that says so is kept."""
    path = path_of(row)
    row.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def path_of(row: Attachment) -> Path:
    """Where the bytes of an attachment lie, never under an address of the web."""
    return settings.DATA_DIR / "attachments" / row.pk.hex[-2:] / row.pk.hex


def bytes_of(row: Attachment) -> bytes | None:
    """The bytes, or None where they are gone."""
    try:
        return path_of(row).read_bytes()
    except FileNotFoundError:
        return None


def is_sound(row: Attachment) -> bool:
    """Whether the bytes are those that were kept."""
    content = bytes_of(row)
    return content is not None and hashlib.sha256(content).hexdigest() == row.digest
