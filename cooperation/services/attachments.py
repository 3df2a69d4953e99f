"""The scans of an agreement: what proves an act, beside the event that holds its digest."""

from django.db import transaction

from cooperation.models import Attachment
from cooperation.services.keeping import SCANS
from cooperation.services.scans import MIB, CheckedFile

MOST_BYTES = 10 * MIB


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
    # The bytes are on the disk before the row that promises them.
    SCANS.keep(file.content, stored_as(row))
    try:
        row.save(force_insert=True)
    except BaseException:
        SCANS.drop(stored_as(row))
        raise
    return row


def stored_as(row: Attachment) -> str:
    """The name under which its bytes lie: nothing of what it calls itself."""
    return f"{row.pk.hex[-2:]}/{row.pk.hex}"


def discard(row: Attachment) -> None:
    """Take a file away for good, once the transaction that says so is kept."""
    name = stored_as(row)
    row.delete()
    transaction.on_commit(lambda: SCANS.drop(name))


def bytes_of(row: Attachment) -> bytes:
    """What was kept. Raises Damaged."""
    return SCANS.kept(stored_as(row), row.digest)


def is_sound(row: Attachment) -> bool:
    """Whether the bytes are those that were kept."""
    return SCANS.is_sound(stored_as(row), row.digest)
