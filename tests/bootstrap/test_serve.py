"""Where the app listens on one's own computer."""

import socket

import pytest

from jejaring.bootstrap import serve
from jejaring.bootstrap.console import Refusal


@pytest.fixture
def taken():
    """A port that somebody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_busy_port_is_passed_over(taken, monkeypatch):
    monkeypatch.setattr(serve, "FIRST_PORT", taken)
    assert serve.find_port("127.0.0.1", None) > taken


def test_a_port_asked_for_is_not_quietly_replaced(taken):
    with pytest.raises(Refusal, match=str(taken)):
        serve.find_port("127.0.0.1", taken)


@pytest.mark.parametrize("port", [70000, -1])
def test_a_port_that_cannot_be_is_refused(port):
    with pytest.raises(Refusal):
        serve.find_port("127.0.0.1", port)


def test_the_app_answers_to_this_computer_only_unless_asked():
    settings = serve.local_settings("127.0.0.1", 8003)
    assert settings["JEJARING_HOSTS"] == "localhost,127.0.0.1,[::1]"
    assert settings["JEJARING_BIND"] == "127.0.0.1:8003"
    assert settings["JEJARING_ADDRESS"] == "http://127.0.0.1:8003/"


def test_for_the_phones_around_it_shows_the_address_they_can_reach(monkeypatch):
    monkeypatch.setattr(serve, "own_address", lambda: "192.168.1.7")
    settings = serve.local_settings("0.0.0.0", 8000)  # noqa: S104
    assert settings["JEJARING_HOSTS"].endswith(",192.168.1.7")
    assert settings["JEJARING_ADDRESS"] == "http://192.168.1.7:8000/"
