"""Zip files from strangers: members, sizes and names are looked at before anything is unpacked."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from stakeholders.graph.formats import limits
from stakeholders.graph.formats.exchange import FormatError

# Others can ask for any amount of memory while they are unpacked.
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = (
    "Berkas ini rusak atau terpotong dan tidak dapat dibuka; unduh atau simpan ulang berkasnya."
)


@contextmanager
def _honest() -> Iterator[None]:
    """zipfile raises whatever a broken archive makes it stumble on; here it is one thing."""
    try:
        yield
    except FormatError:
        raise
    except Exception as error:
        raise FormatError(BROKEN) from error


class Archive:
    """A zip that is known to be harmless.

    ``names`` are its files in order, without folders and what systems add.
    """

    def __init__(self, content: bytes) -> None:
        with _honest():
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            _check(self._zip)
            self.names = sorted(
                info.filename
                for info in self._zip.infolist()
                if not info.is_dir() and not info.filename.startswith("__MACOSX/")
            )

    def read(self, name: str) -> bytes:
        """A whole file."""
        with _honest():
            return self._zip.read(name)

    def pieces(self, name: str, size: int) -> Iterator[bytes]:
        """A file piece by piece."""
        with _honest():
            stream = self._zip.open(name)
        while True:
            with _honest():
                piece = stream.read(size)
            if not piece:
                return
            yield piece


def _check(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > limits.ZIP_MEMBERS:
        raise FormatError(
            f"Berkas ini memuat {len(members)} berkas di dalamnya; itu bukan lembar kerja biasa. "
            "Simpan ulang datanya sebagai XLSX atau CSV."
        )
    if len({member.filename for member in members}) < len(members):
        raise FormatError(BROKEN)
    if any(member.compress_type not in _PLAIN for member in members):
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
