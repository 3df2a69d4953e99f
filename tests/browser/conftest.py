"""A real Chromium for the tests of pages: phone first, this machine only."""

import os
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from jejaring.bootstrap import programs
from tests.sample import sample_district

SECONDS_FOR_THE_LAST_REQUEST = 3
PHONE = {"width": 360, "height": 740}
SWITCHES = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but this machine has a name here: a page that asks for more breaks its test.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    missing = pytest.mark.skip(
        reason=f"no Chromium: {programs.how_to_install('chromium', '--cask chromium')}"
    )
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            if not programs.chromium():
                item.add_marker(missing)


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests of this process."""
    # Playwright's event loop runs in this thread, and Django takes it for one of its own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    root = getattr(os, "geteuid", lambda: 1)() == 0
    opened = {alias: connections[alias] for alias in connections}
    with sync_playwright() as playwright:
        # Under its loop Django would open others, which know nothing of the test database.
        for alias, connection in opened.items():
            connections[alias] = connection
        browser = playwright.chromium.launch(
            executable_path=programs.chromium(),
            args=SWITCHES + (["--no-sandbox"] if root else []),
        )
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium, live_server):
    """A maker of pages, each with its own cookies: ``new_page(java_script_enabled=False)``.

    It takes the options of Playwright's ``new_context``; addresses may be relative. A script
    error or a refusal by the content security policy on any of its pages fails the test.
    """
    contexts, complaints = [], []

    def make(**options):
        options = {"viewport": PHONE, "base_url": live_server.url, "locale": "id-ID", **options}
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: _note_refusal(message.text, complaints))
        return page

    yield make
    for context in contexts:
        context.close()
    _let_requests_end()
    cache.clear()  # its table is no model's, so it is not emptied with the others
    assert not complaints, complaints


def _let_requests_end():
    """Wait for requests still being served, before their tables are emptied beneath them."""
    deadline = time.monotonic() + SECONDS_FOR_THE_LAST_REQUEST
    while time.monotonic() < deadline:
        if not any("process_request_thread" in thread.name for thread in threading.enumerate()):
            return
        time.sleep(0.005)


def _note_refusal(text, complaints):
    if "Content Security Policy" in text:
        complaints.append(text)


@pytest.fixture
def page(new_page):
    """A phone-sized page."""
    return new_page()


@pytest.fixture
def sign_in(live_server):
    """Sign a person in on a page without going through the form: ``sign_in(page, user)``."""

    def act(page, user):
        client = Client()  # one each: signing the next person in would end the last one's session
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )

    return act


@pytest.fixture
def sample(live_server):
    """The sample district, as a newcomer finds it."""
    sample_district()
