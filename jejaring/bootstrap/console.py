"""Words on the terminal."""

import os
import sys


class Refusal(Exception):
    """The work cannot go on; the message tells the person at the keyboard why and what to do."""


def say(line: str = "") -> None:
    """Print one line at once, also when the output goes to a file or a pipe."""
    print(line, flush=True)


def headline(line: str) -> None:
    """Print a line that stands out between pages of output."""
    say(f"\n{bold(f'=== {line} ')}{bold('=' * max(4, 90 - len(line)))}")


def bold(text: str) -> str:
    return f"\033[1m{text}\033[0m" if _colours() else text


def _colours() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.name != "nt"
