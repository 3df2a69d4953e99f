"""Photos and scans: known by their first bytes, kept under generated names, told apart by digest.

Nothing is ever opened, drawn or executed here; what is kept is given back as it came, as a file to
save. A JPEG loses the segments in which a camera writes where and by whom it was taken.
"""

import hashlib
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, transaction

from cooperation.models import MeetingFile
from cooperation.services.meetings import note_file

MIB = 1 << 20
MOST_BYTES = 5 * MIB
MOST_FILES = 40
SIGNATURES = (
    (MeetingFile.Kind.PDF, b"%PDF-"),
    (MeetingFile.Kind.JPEG, b"\xff\xd8\xff"),
    (MeetingFile.Kind.PNG, b"\x89PNG\r\n\x1a\n"),
)
TYPES = {
    MeetingFile.Kind.PDF: "application/pdf",
    MeetingFile.Kind.JPEG: "image/jpeg",
    MeetingFile.Kind.PNG: "image/png",
}
# Segments of a JPEG that say nothing of the picture: Exif and XMP, Photoshop's, comments.
PRIVATE_SEGMENTS = {0xE1, 0xED, 0xFE}
START_OF_SCAN = 0xDA
MARKER, LENGTH_BYTES = 0xFF, 2


class TooMany(Exception):
    """The meeting holds as many files as it may."""


def kind_of(content: bytes) -> str:
    """What the first bytes say it is; empty for anything that is not taken."""
    return next((kind for kind, start in SIGNATURES if content.startswith(start)), "")


def without_whereabouts(content: bytes) -> bytes:
    """A JPEG without place, camera and comments; the bytes as they are where it cannot be read."""
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == MARKER:
        code = content[at + 1]
        if code == START_OF_SCAN:
            return b"".join([*kept, content[at:]])
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if length < LENGTH_BYTES:
            break
        end = at + 2 + length
        if code not in PRIVATE_SEGMENTS:
            kept.append(content[at:end])
        at = end
    return content


def keep_file(*, meeting, content: bytes, label: str, by) -> MeetingFile:
    """Keep a file whose kind is known; the same bytes again give the first. Raises TooMany."""
    kind = kind_of(content)
    if kind == MeetingFile.Kind.JPEG:
        content = without_whereabouts(content)
    digest = hashlib.sha256(content).hexdigest()
    if earlier := meeting.files.filter(digest=digest).first():
        return earlier
    if meeting.files.count() >= MOST_FILES:
        raise TooMany
    stored = f"{secrets.token_hex(20)}.{kind}"
    shelf = storages["attachments"]
    shelf.save(stored, ContentFile(content))
    try:
        with transaction.atomic():
            row = MeetingFile.objects.create(
                meeting=meeting,
                label=label,
                kind=kind,
                stored=stored,
                size=len(content),
                digest=digest,
                added_by=by,
            )
            note_file(meeting, by)
    except IntegrityError:
        shelf.delete(stored)
        return meeting.files.get(digest=digest)
    return row


def bytes_of(row: MeetingFile) -> bytes:
    """What was kept. Raises FileNotFoundError when the disk lost it."""
    with storages["attachments"].open(row.stored, "rb") as file:
        return file.read()
