"""Words on the terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TextIO

# Where this thread writes; None: the terminal.
_page: ContextVar[TextIO | None] = ContextVar("page", default=None)


class Refusal(Exception):
    """The work cannot go on; the message tells the person at the keyboard why and what to do."""


def say(line: str = "") -> None:
    """Print one line at once, also when the output goes to a file or a pipe."""
    print(line, file=_page.get(), flush=True)


def page() -> TextIO | None:
    """Where this thread writes, for the programs that it starts; None: the terminal."""
    return _page.get()


@contextmanager
def onto(page: TextIO) -> Iterator[None]:
    """Let this thread write onto a page of its own as long as the block lasts."""
    token = _page.set(page)
    try:
        yield
    finally:
        _page.reset(token)


def headline(line: str) -> None:
    """Print a line that stands out between pages of output."""
    say(f"\n{bold(f'=== {line} ')}{bold('=' * max(4, 90 - len(line)))}")


def bold(text: str) -> str:
    return f"\033[1m{text}\033[0m" if _colours() else text


def _colours() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.name != "nt"
