"""Web processes as they are deployed, and who reads their pages."""

import contextlib
import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse

from jejaring.bootstrap import ROOT
from jejaring.bootstrap.cluster import free_port

SECONDS_TO_START = 60


@contextlib.contextmanager
def web_process(**settings: str) -> Iterator[int]:
    """The port of a gunicorn with these settings in its environment: one worker, four threads."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "python:jejaring.serving"],
        cwd=ROOT,
        env={**os.environ, "JEJARING_WORKERS": "1", "JEJARING_BIND": f"127.0.0.1:{port}"}
        | settings,
        stdin=subprocess.DEVNULL,
    )
    try:
        _wait_until_up(server, port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_until_up(server, port):
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        with contextlib.suppress(OSError):
            if Browser(port).read(reverse("health")).status == http.client.OK:
                return
        if server.poll() is not None or time.monotonic() > deadline:
            raise TimeoutError("The web process did not start.")
        time.sleep(0.05)


class Answer:
    """What came back: ``status``, ``text``, where it leads to, and the milliseconds it took."""

    def __init__(self, response: http.client.HTTPResponse, began: float):
        self.status = response.status
        self.location = response.getheader("Location", "")
        self.text = response.read().decode(errors="replace")
        self.ms = (time.perf_counter() - began) * 1000


class Browser:
    """Somebody with cookies; follows nothing, and opens a connection for each page."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None):
        self.port = port
        self.cookies = dict(cookies or {})

    def read(self, address: str) -> Answer:
        """GET."""
        return self._ask("GET", address)

    def send(self, address: str, page: str, **values: str) -> Answer:
        """POST a form with the token that stands in the words of ``page``."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        return self._ask("POST", address, urlencode({"csrfmiddlewaretoken": token[1], **values}))

    def _ask(self, method, address, body=None) -> Answer:
        began = time.perf_counter()
        server = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            headers = {
                "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            }
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            server.request(method, address, body=body, headers=headers)
            response = server.getresponse()
            for given in response.headers.get_all("Set-Cookie", []):
                name, _, value = given.partition(";")[0].partition("=")
                self.cookies[name] = value
            return Answer(response, began)
        finally:
            server.close()
