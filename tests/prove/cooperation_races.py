"""Agreements: two people at the same moment on PostgreSQL, 200 rounds of each clash."""

import os

from tests.cooperation.clashes import CLASHES, clash
from tests.prove import Proof

NAME = "cooperation"
ON = ("postgresql",)
# JEJARING_ROUNDS=10 for a quick look.
ROUNDS = int(os.environ.get("JEJARING_ROUNDS", "200"))


def run() -> list[Proof]:
    return [_proof(what) for what in CLASHES]


def _proof(what) -> Proof:
    faults = clash(what, ROUNDS)
    done = f"{ROUNDS} rounds, {len(faults)} faults {faults[:1] or ''}".strip()
    return Proof(f"No impossible state: {what.name}", done, not faults)
