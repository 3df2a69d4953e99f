"""The emblem of a kabupaten: a PNG that both printers can set, and nothing larger."""

import struct

from stakeholders.presenters.typesetting import compiled

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST = 150 * 1024
SIDES = range(32, 2001)
_TRIAL = b"#set page(width: 20mm, height: 20mm)\n#image(bytes(json(bytes(sys.inputs.png))))"


class BadEmblem(Exception):
    """A file that cannot be an emblem; ``reason``: "large", "not_png", "sides" or "broken"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_emblem(content: bytes) -> None:
    """Raise BadEmblem. The sides are read before anything unpacks the picture."""
    if len(content) > LARGEST:
        raise BadEmblem("large")
    if content[:8] != SIGNATURE or content[12:16] != b"IHDR" or len(content) < 33:
        raise BadEmblem("not_png")
    width, height = struct.unpack(">II", content[16:24])
    if width not in SIDES or height not in SIDES:
        raise BadEmblem("sides")
    try:
        compiled(_TRIAL, inputs={"png": str(list(content))})
    except Exception as error:  # whatever typst says of it: it could not be printed
        raise BadEmblem("broken") from error
