"""What the tests share: which of them fit this run, real servers, and a browser."""

import os

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from audience import beacons, counting
from tests import servers

CHROMIUM_FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    # Quiet on a closed network:
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items):
    """Leave out what is about the other database."""
    other, reason = "postgres", "needs PostgreSQL: set TEST_DATABASE_URL"
    if connection.vendor == "postgresql":
        other, reason = "sqlite_only", "is about SQLite"
    for item in items:
        if item.get_closest_marker(other):
            item.add_marker(pytest.mark.skip(reason=reason))


def give_up(reason):
    """A machine may lack a server or a browser; the machine that decides on merges may not."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What a process remembers of the editions and days of a database is of another one now."""
    for remembered in (beacons.ended_lately, beacons.confirm_live, counting.salts):
        remembered.cache_clear()
    beacons.database.note_back()
    beacons.keeper.note_back()
    cache.clear()


@pytest.fixture
def valkey_server():
    """An empty Valkey of the test's own, which it may stop() and start()."""
    binary = servers.valkey_binary()
    if not binary:
        give_up("No Valkey or Redis server was found.")
    with servers.Valkey(binary) as server:
        yield server


@pytest.fixture
def valkey_url(request):
    return servers.named_valkey() or request.getfixturevalue("valkey_server").url


@pytest.fixture(scope="session")
def browser():
    """An installed Chromium, driven by Playwright."""
    executable = servers.chromium()
    if not executable:
        give_up("No Chromium was found.")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's event loop lives in our thread
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """A fresh page without cookies; ask for live_server to have something to show."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture
def desk(page, live_server):
    """A page that somebody can ``sign_in`` to; ``complaints`` are what its console finds wrong."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        key = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
        return page

    page.complaints = []
    page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.sign_in = sign_in
    return page
