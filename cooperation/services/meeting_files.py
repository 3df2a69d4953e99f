"""Photos and scans of a meeting: kept once each, under generated names."""

from django.db import IntegrityError, transaction

from cooperation.models import MeetingFile
from cooperation.services.keeping import SCANS
from cooperation.services.meetings import note_file
from cooperation.services.scans import MIB, checked

MOST_BYTES = 5 * MIB
MOST_FILES = 40


class TooMany(Exception):
    """The meeting holds as many files as it may."""


def keep_file(*, meeting, content: bytes, label: str, by) -> MeetingFile:
    """Keep a file; the same bytes again give the first. Raises UnfitFile and TooMany."""
    file = checked(content)
    if earlier := meeting.files.filter(digest=file.digest).first():
        return earlier
    if meeting.files.count() >= MOST_FILES:
        raise TooMany
    stored = SCANS.keep_new(file.content, file.ending)
    try:
        with transaction.atomic():
            row = MeetingFile.objects.create(
                meeting=meeting,
                label=label,
                kind=file.ending,
                stored=stored,
                size=len(file.content),
                digest=file.digest,
                added_by=by,
            )
            note_file(meeting, by)
    except IntegrityError:
        SCANS.drop(stored)
        return meeting.files.get(digest=file.digest)
    return row


def bytes_of(row: MeetingFile) -> bytes:
    """What was kept. Raises Damaged."""
    return SCANS.kept(row.stored, row.digest)
