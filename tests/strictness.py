"""What tests forbid: a word to the network, and a template variable that is not there."""

import socket
import sys
from pathlib import Path

import pytest

LOOPBACK = ("127.", "::1", "localhost")


class UndefinedVariable:
    """Django's ``string_if_invalid`` that fails the test, for templates of ours.

    Templates of the libraries lean on undefined variables being empty: they may.
    """

    def __init__(self, ours: Path):
        self.ours = str(ours)

    def __contains__(self, item):
        return item == "%s"

    def __bool__(self):
        return True

    def __mod__(self, name):
        origin, line = _place()
        if origin.startswith(self.ours) and "site-packages" not in origin:
            where = origin.removeprefix(self.ours).lstrip("/")
            pytest.fail(f"{where}, line {line}: the variable '{name}' is not defined.")
        return ""


def _place() -> tuple[str, int]:
    """File and line of the template node that is being rendered."""
    frame = sys._getframe(2)
    while frame:
        node = frame.f_locals.get("self")
        origin, token = getattr(node, "origin", None), getattr(node, "token", None)
        if origin is not None and token is not None:
            return str(origin.name), token.lineno or 0
        frame = frame.f_back
    return "", 0


def forbid_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sockets connect to this machine only."""
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))


def _guarded(connect):
    def guarded(self, address):
        if self.family != getattr(socket, "AF_UNIX", None):
            host = str(address[0])
            if not host.startswith(LOOPBACK):
                pytest.fail(f"A test tried to reach {host}. Tests do without the network.")
        return connect(self, address)

    return guarded
