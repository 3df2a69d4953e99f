"""Long proofs: crash, attack, endurance. Too slow for every change, run before a release.

A module ``tests/prove/<name>.py`` has ``NAME`` (``python3 -m jejaring prove NAME``),
``run() -> list[Proof]`` and, like a benchmark, optionally ``ON``.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Proof:
    """One promise, what was done to break it, and whether it held."""

    name: str
    done: str
    ok: bool
