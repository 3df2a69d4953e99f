"""Photos and scans as people send them: what one is, its first bytes say.

Nothing is ever opened, drawn or executed here; what is kept is given back as a file to save. A JPEG
loses the segments in which a camera writes where and by whom it was taken.
"""

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from cooperation.services.keeping import sha256_of

MIB = 1 << 20
# Segments of a JPEG that say nothing of the picture: Exif and XMP, Photoshop's, comments.
PRIVATE_SEGMENTS = {0xE1, 0xED, 0xFE}
START_OF_SCAN = 0xDA
MARKER, LENGTH_BYTES = 0xFF, 2


@dataclass(frozen=True)
class Format:
    """A kind of file that is taken. ``start``: its first bytes; ``ending``: without the dot."""

    ending: str
    media_type: str
    start: bytes


PDF = Format("pdf", "application/pdf", b"%PDF-")
JPEG = Format("jpg", "image/jpeg", b"\xff\xd8\xff")
PNG = Format("png", "image/png", b"\x89PNG\r\n\x1a\n")
FORMATS = (PDF, JPEG, PNG)
TYPES = {each.ending: each.media_type for each in FORMATS}


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
        return sha256_of(self.content)

    @property
    def ending(self) -> str:
        return next(each.ending for each in FORMATS if each.media_type == self.media_type)


def check_file(upload, most: int) -> CheckedFile:
    """The file somebody sent, of at most so many bytes. Raises UnfitFile."""
    if upload.size > most:
        raise UnfitFile(
            _(
                "Berkas ini lebih dari %(most)d MB. Perkecil fotonya, atau pindai dengan mutu "
                "lebih rendah, lalu kirim lagi."
            )
            % {"most": most // MIB}
        )
    return checked(upload.read(), upload.name)


def checked(content: bytes, name: str = "") -> CheckedFile:
    """The bytes as they may be kept. What they call themselves counts for nothing.

    Raises UnfitFile.
    """
    found = next((each for each in FORMATS if content.startswith(each.start)), None)
    if found is None:
        raise UnfitFile(
            _("Kirim pindaian sebagai PDF, JPEG, atau PNG; berkas ini bukan salah satunya.")
        )
    if found is JPEG:
        content = without_whereabouts(content)
    return CheckedFile(_shown_name(name, found), content, found.media_type)


def _shown_name(name, format) -> str:
    """Its own name without a path or control signs, with the ending of what it is."""
    stem = Path(name.replace("\\", "/")).stem
    stem = "".join(sign for sign in stem if sign.isprintable() and sign not in '"<>')
    return f"{stem[:100].strip(' .') or 'berkas'}.{format.ending}"


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
