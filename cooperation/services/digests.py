"""Digests of plain data."""

import hashlib
import json


def canonical(value) -> bytes:
    """JSON with sorted keys and no blanks: the same content gives the same bytes everywhere."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(value) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()
