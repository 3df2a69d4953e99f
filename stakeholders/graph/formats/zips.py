"""Zip files from strangers: members, sizes and names are looked at before anything is unpacked."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from stakeholders.graph.formats import limits
from stakeholders.graph.formats.exchange import FormatError

BROKEN = (
    "Berkas ini rusak atau terpotong dan tidak dapat dibuka; unduh atau simpan ulang berkasnya."
)


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive, once it is known to be harmless."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive)
            yield archive
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        # RuntimeError: a member is locked with a password.
        raise FormatError(BROKEN) from error


def names(archive: zipfile.ZipFile) -> list[str]:
    """The files in an archive, without folders and what systems add, in order."""
    return sorted(
        info.filename
        for info in archive.infolist()
        if not info.is_dir() and not info.filename.startswith("__MACOSX/")
    )


def _check(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > limits.ZIP_MEMBERS:
        raise FormatError(
            f"Berkas ini memuat {len(members)} berkas di dalamnya; itu bukan lembar kerja biasa. "
            "Simpan ulang datanya sebagai XLSX atau CSV."
        )
    if len({member.filename for member in members}) < len(members):
        raise FormatError(BROKEN)
    total = sum(member.file_size for member in members)
    swollen = any(
        member.file_size > limits.MIB
        and member.file_size > limits.ZIP_RATIO * max(member.compress_size, 1)
        for member in members
    )
    if total > limits.ZIP_SUM or swollen:
        raise FormatError(
            "Isi berkas ini jauh lebih besar daripada berkasnya dan tidak dibuka; simpan ulang "
            "hanya baris dan kolom yang berisi data."
        )
