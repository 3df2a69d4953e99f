"""Identifiers that a phone without signal can make as well as the server."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """Return a time-ordered UUID, version 7 (RFC 9562, section 5.7).

    The first 48 bits are milliseconds since 1970, so rows made later sort later and
    index pages fill in order; the other 74 free bits are random.
    """
    value = time.time_ns() // 1_000_000 << 80 | int.from_bytes(os.urandom(10), "big")
    value &= ~(0xF << 76) & ~(0x3 << 62)
    return uuid.UUID(int=value | 7 << 76 | 2 << 62)
