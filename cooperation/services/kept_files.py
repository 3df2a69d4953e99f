"""Kept files that no chain vouches for: photos and scans of meetings, templates of a kabupaten."""

from collections.abc import Iterator

from cooperation.models import DocumentTemplate, MeetingFile
from cooperation.services.keeping import DOCUMENTS, SCANS


def damaged_files() -> Iterator[str]:
    """Those whose bytes are gone or no longer what was kept: what each is, and its id."""
    for row in MeetingFile.objects.order_by("pk").iterator():
        if not SCANS.is_sound(row.stored, row.digest):
            yield f"meeting file {row.pk}: not what was kept"
    for row in DocumentTemplate.objects.order_by("pk").iterator():
        if not DOCUMENTS.is_sound(row.name, row.sha256):
            yield f"template {row.pk}: not what was kept"


def files_kept() -> int:
    """How many such files there are."""
    return MeetingFile.objects.count() + DocumentTemplate.objects.count()
