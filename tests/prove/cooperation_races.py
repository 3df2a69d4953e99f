"""Agreements: two people at the same moment on PostgreSQL, 200 rounds of each clash."""

import os

from tests.cooperation.clashes import CLASHES, clash
from tests.cooperation.clashes_beside import CONTESTS, contest
from tests.prove import Proof

NAME = "cooperation"
ON = ("postgresql",)
# JEJARING_ROUNDS=10 for a quick look.
ROUNDS = int(os.environ.get("JEJARING_ROUNDS", "200"))


def run() -> list[Proof]:
    told = [_proof(what, clash(what, ROUNDS)) for what in CLASHES]
    return told + [_proof(what, contest(what, ROUNDS)) for what in CONTESTS]


def _proof(what, faults) -> Proof:
    done = f"{ROUNDS} rounds, {len(faults)} faults {faults[:1] or ''}".strip()
    return Proof(f"No impossible state: {what.name}", done, not faults)
