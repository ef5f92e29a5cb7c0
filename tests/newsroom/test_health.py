import pytest
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

UNREACHABLE = {
    "default": {
        "BACKEND": "newsroom.caches.ForgivingRedisCache",
        "LOCATION": "unix:///nowhere/valkey.sock",
    }
}


def test_healthz_asks_nobody(client):
    """No database is allowed in this test."""
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert not response.wsgi_request.session.accessed


@pytest.mark.django_db
def test_readyz_is_ok_where_a_page_could_be_served(client):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response.headers["Content-Type"] == "text/plain"
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.wsgi_request.session.accessed


@pytest.mark.django_db
def test_readyz_names_a_migration_that_is_missing(client):
    MigrationRecorder(connection).record_unapplied("website", "0003_navigation")

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"failed: migrations\n")


@pytest.mark.django_db
def test_readyz_names_a_cache_that_is_away(client):
    with override_settings(CACHES=UNREACHABLE):
        response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"failed: cache\n")


@pytest.mark.django_db
def test_readyz_works_with_a_real_cache_server(client, valkey_url):
    caches = {"default": UNREACHABLE["default"] | {"LOCATION": valkey_url}}

    with override_settings(CACHES=caches):
        response = client.get("/readyz")

        assert response.status_code == 200
        assert cache.get("readyz") is None
