import time

import pytest
from django.core.cache import cache
from django.test import override_settings
from redis import Redis

from tests.accounts.test_second_factor import code_of, give_code, set_up_app
from tests.accounts.test_sign_in import is_signed_in, sign_in
from tests.factories import make_user

SETTINGS = {
    "BACKEND": "newsroom.caches.ForgivingRedisCache",
    "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
}


def caches(address):
    return override_settings(CACHES={"default": {**SETTINGS, "LOCATION": address}})


@pytest.fixture(params=["redis://127.0.0.1:1/0", "unix:///nowhere/valkey.sock"])
def dead_cache(request):
    with caches(request.param):
        yield


def test_what_is_not_reached_is_empty_and_keeps_nothing(dead_cache, caplog):
    began = time.monotonic()

    assert cache.set("a", 1) is None
    assert cache.get("a") is None
    assert cache.get("a", "default") == "default"
    assert cache.add("a", 1)
    assert not cache.touch("a")
    assert not cache.delete("a")
    assert cache.get_many(["a", "b"]) == {}
    assert cache.set_many({"a": 1, "b": 2}) == ["a", "b"]
    assert cache.delete_many(["a"]) is None
    assert not cache.has_key("a")
    assert "a" not in cache
    assert cache.get_or_set("a", "made") == "made"
    assert not cache.clear()
    with pytest.raises(ValueError, match="a"):
        cache.incr("a")
    assert time.monotonic() - began < 1
    assert "The cache is away" in caplog.text


def test_a_server_that_is_full_keeps_nothing_and_holds_nothing_up(valkey_server, caplog):
    client = Redis.from_url(valkey_server.url)
    with caches(valkey_server.url):
        cache.set("before", 1)
        client.config_set("maxmemory", 1)  # byte; and it evicts nothing, unless it is told to

        assert cache.set("a", 1) is None
        assert cache.get("a") is None
        assert cache.get("before") == 1
    assert "The cache is away" in caplog.text


@pytest.mark.django_db
def test_people_sign_in_in_one_step_and_in_two_while_it_is_away(dead_cache, client):
    make_user(username="reporter")
    sign_in(client)
    assert is_signed_in(client)
    client.logout()

    secret = set_up_app(make_user(username="editor"))
    sign_in(client, "editor")
    give_code(client, code_of(secret))

    assert is_signed_in(client)


@pytest.mark.django_db
def test_names_are_locked_all_the_same(dead_cache, client):
    make_user(username="reporter")
    for _ in range(5):
        response = sign_in(client, password="wrong")

    assert response.status_code == 429


@pytest.mark.django_db
def test_pages_for_readers_and_the_desk_are_there(dead_cache, client):
    client.force_login(make_user())

    assert client.get("/en/").status_code == 200
    assert client.get("/admin/").status_code == 200


def test_with_a_server_it_is_a_cache(valkey_url):
    with caches(valkey_url):
        cache.set("count", 1)

        assert cache.incr("count", 2) == 3
        assert cache.get_many(["count"]) == {"count": 3}
        assert not cache.add("count", 9)
        assert cache.delete("count")


def test_it_is_used_again_once_the_server_is_back(valkey_server):
    with caches(valkey_server.url):
        cache.set("here", "first")
        valkey_server.stop()
        assert cache.get("here") is None

        valkey_server.start()
        cache.set("here", "second")

        assert cache.get("here") == "second"
