"""Counting, wherever views are kept until they are added up."""

import pytest
from redis import Redis

from tests import servers
from tests.conftest import give_up


@pytest.fixture(scope="session")
def one_valkey():
    """A Valkey for the whole run; each test that asks for ``kept_in`` finds it empty."""
    if named := servers.named_valkey():
        yield named
        return
    binary = servers.valkey_binary()
    if not binary:
        give_up("No Valkey or Redis server was found.")
    with servers.Valkey(binary) as server:
        yield server.url


@pytest.fixture(params=["database", "valkey"])
def kept_in(request, settings):
    """Where views are kept until they are added up; a test that asks for it runs with both."""
    if request.param == "valkey":
        settings.REDIS_URL = request.getfixturevalue("one_valkey")
        Redis.from_url(settings.REDIS_URL).flushdb()
    return request.param
