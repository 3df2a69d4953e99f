"""``python3 -m jejaring prove [NAME]``: print every promise; fail when one is broken."""

import sys

from tests.prove import Proof
from tests.running import run_group


def line(proof: Proof) -> str:
    return f"{'held  ' if proof.ok else 'BROKEN'}  {proof.name}: {proof.done}"


if __name__ == "__main__":
    sys.exit(run_group("tests.prove", sys.argv[1:], Proof, line))
