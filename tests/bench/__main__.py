"""``python3 -m jejaring bench [NAME]``: print every comparison; fail when one falls short."""

import sys

from tests.bench import Result
from tests.running import run_group


def line(result: Result) -> str:
    verdict = "ok" if result.ok else "SHORT"
    amounts = f"{result.ours:10.2f} {result.reference:10.2f} {result.unit:4}"
    ratios = f"{result.ratio:8.2f}x {result.goal:6.2f}x"
    return f"{result.name:52} {amounts} {ratios}  {verdict:5} {result.note}".rstrip()


HEADING = f"{'':52} {'ours':>10} {'reference':>10} {'':4} {'ratio':>9} {'goal':>7}"

if __name__ == "__main__":
    sys.exit(run_group("tests.bench", sys.argv[1:], Result, line, HEADING))
