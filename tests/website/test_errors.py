"""Where there is no page, readers are told so in their own language."""

import json
import os
import subprocess
import sys

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from tests.website.reading import all_of, parse, words

pytestmark = pytest.mark.thorough

# --- Not found ---------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "header", "language"),
    [
        ("/fr/nothing/", "ru", "fr"),
        ("/zh-hans/no/where/at/all/", "ru", "zh-Hans"),
        ("/nothing/", "ru", "ru"),
        ("/de/", "ar", "ar"),
        ("/nothing", "de", "en"),
    ],
)
def test_404_speaks_the_language_of_the_path_or_of_the_browser(client, address, header, language):
    response = client.get(address, headers={"accept-language": header})

    page = parse(response)
    assert response.status_code == 404
    assert page.get("lang") == response.headers["Content-Language"] == language
    assert len(all_of(page, "h1")) == 1


@pytest.mark.django_db
def test_404_has_the_frame_of_the_site(client):
    page = parse(client.get("/ar/nothing/"))

    assert page.get("dir") == "rtl"
    assert len(all_of(page, ".masthead")) == len(all_of(page, ".footer")) == 1


@pytest.mark.django_db
def test_404_where_people_work_is_kept_by_nobody(client):
    response = client.get("/accounts/nothing/")

    assert response.status_code == 404
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_only_reading_is_answered(client):
    assert client.post("/fr/").status_code == 405


# --- Broken ------------------------------------------------------------------------------


def broken(request, language):
    raise RuntimeError("on purpose")


def working(request):
    return HttpResponse("ok")


urlpatterns = [
    path("<str:language>/broken/", broken),
    path("", include("newsroom.urls")),
]
handler400 = "website.errors.bad_request"
handler404 = "website.errors.page_not_found"
handler500 = "website.errors.server_error"


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("address", "header", "language", "direction"),
    [
        ("/ar/broken/", "fr", "ar", "rtl"),
        ("/any/broken/", "fr", "fr", "ltr"),
    ],
)
def test_500_needs_no_database(client, address, header, language, direction):
    """No database is allowed in this test."""
    client.raise_request_exception = False

    response = client.get(address, headers={"accept-language": header})

    page = parse(response)
    assert response.status_code == 500
    assert (page.get("lang"), page.get("dir")) == (language, direction)
    assert "no-store" in response.headers["Cache-Control"]
    assert words(all_of(page, "h1")[0]) != ""


@override_settings(ALLOWED_HOSTS=["elsewhere.example"])
def test_400_for_a_foreign_host_speaks_the_readers_language(client):
    response = client.get("/fr/", headers={"accept-language": "ru"})

    assert response.status_code == 400
    assert parse(response).get("lang") == "fr"


# --- Out of service ----------------------------------------------------------------------

WITHOUT_DATABASE = """
import json, sys
import django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False, headers={"accept-language": "ru"})
answers = {}
for address in json.loads(sys.argv[1]):
    response = client.get(address)
    answers[address] = [response.status_code, dict(response.headers), response.content.decode()]
print(json.dumps(answers))
"""


@pytest.fixture(scope="module")
def without_database(tmp_path_factory):
    """The answers of a site whose database is away."""
    addresses = ["/", "/ar/", "/fr/monde/titre-1/", "/nothing/", "/healthz", "/readyz", "/admin/"]
    nowhere = tmp_path_factory.mktemp("nobody-listens")
    result = subprocess.run(
        [sys.executable, "-c", WITHOUT_DATABASE, json.dumps(addresses)],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "TEST_DATABASE_URL": f"postgres://postgres@/{nowhere}/newsroom",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("address", "language"),
    [("/ar/", "ar"), ("/fr/monde/titre-1/", "fr"), ("/nothing/", "ru"), ("/", "ru")],
)
def test_503_speaks_the_readers_language_while_the_database_is_away(
    without_database, address, language
):
    status, headers, content = without_database[address]

    assert status == 503
    assert int(headers["Retry-After"]) > 0
    assert "no-store" in headers["Cache-Control"]
    assert headers["Content-Language"] == language
    assert f'<html lang="{language}"' in content


def test_process_is_healthy_but_not_ready_while_the_database_is_away(without_database):
    assert without_database["/healthz"][0] == 200
    status, _headers, content = without_database["/readyz"]
    assert status == 503
    assert content == "failed: database, migrations\n"


# --- A missing slash ---------------------------------------------------------------------


@pytest.mark.django_db
def test_address_without_its_last_slash_leads_to_the_one_with_it(client):
    for address, target in [
        ("/fr", "/fr/"),
        ("/fr/monde?before=1-1", "/fr/monde/?before=1-1"),
        ("/admin", "/admin/"),
        ("/accounts/login", "/accounts/login/"),
    ]:
        response = client.get(address)

        assert (response.status_code, response.headers["Location"]) == (301, target)


@pytest.mark.django_db
@override_settings(DEBUG=True)
@pytest.mark.parametrize("address", ["/fr/nothing/", "/fr/no/where/at/all", "/fr/x/999999/"])
def test_404_is_ours_also_while_debug_is_on(client, address):
    response = client.get(address)

    assert response.status_code == 404
    assert len(all_of(parse(response), ".masthead")) == 1


@pytest.mark.django_db
def test_a_post_to_a_page_needs_no_token_to_be_refused():
    client = Client(enforce_csrf_checks=True)

    assert client.post("/fr/").status_code == 405
    assert client.post("/nothing/").status_code == 405
