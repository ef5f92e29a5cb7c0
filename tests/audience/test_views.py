import random
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audience import views
from audience.models import ViewMark, ViewTotal
from tests.factories import make_publication

pytestmark = pytest.mark.thorough

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def edition(db):
    return make_publication().edition


@pytest.fixture
def beacon(client):
    def post(body, content_type=FORM, **headers):
        headers = {"User-Agent": FIREFOX} | {k.replace("_", "-"): v for k, v in headers.items()}
        return client.generic("POST", "/views/", body, content_type, headers=headers)

    return post


def counted():
    return sum(ViewTotal.objects.values_list("views", flat=True))


def assert_tells_nothing(response):
    assert response.status_code == 204
    assert response.content == b""
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_beacon_counts_a_view_once(beacon, edition):
    for _ in range(3):
        assert_tells_nothing(beacon(f"edition={edition.pk}"))

    assert counted() == 1


def test_needs_no_token_and_reads_no_session(edition):
    client = Client(enforce_csrf_checks=True)
    client.cookies["sessionid"] = "anything"

    with CaptureQueriesContext(connection) as queries:
        response = client.post(
            "/views/", f"edition={edition.pk}", FORM, headers={"User-Agent": FIREFOX}
        )

    assert_tells_nothing(response)
    assert counted() == 1
    assert not [query for query in queries if "session" in query["sql"]]


def test_readers_behind_our_proxy_are_told_apart(beacon, edition, settings):
    settings.TRUSTED_PROXIES = 1

    for number in range(3):
        beacon(f"edition={edition.pk}", X_Forwarded_For=f"198.51.100.1, 203.0.113.{number}")

    assert counted() == 3


def test_made_up_forwarded_addresses_do_not_count(beacon, edition):
    for number in range(3):
        beacon(f"edition={edition.pk}", X_Forwarded_For=f"203.0.113.{number}")

    assert counted() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"User_Agent": ""},
        {"User_Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"Sec_Purpose": "prefetch"},
        {"Sec_Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
    ids=str,
)
def test_bots_prefetching_and_other_sites_are_not_counted(beacon, edition, headers):
    assert_tells_nothing(beacon(f"edition={edition.pk}", **headers))

    assert counted() == 0
    assert not ViewMark.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "same-origin", "Origin": "http://testserver"},
        {"Origin": "http://testserver"},
        {"Origin": "https://testserver"},
    ],
    ids=str,
)
def test_our_own_pages_are_counted(beacon, edition, headers):
    beacon(f"edition={edition.pk}", **headers)

    assert counted() == 1


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "patch", "options"])
def test_other_methods_do_nothing(client, edition, method):
    response = getattr(client, method)("/views/", headers={"User-Agent": FIREFOX})

    assert_tells_nothing(response)
    assert counted() == 0


@pytest.mark.parametrize(
    "body",
    [
        "",
        "edition=",
        "edition=0",
        "edition=-1",
        "edition=01",
        "edition={}&edition={}",
        "edition={}&x=1",
        "edition={}\n",
        " edition={}",
        "edition=%31",
        "edition=٣",
        "edition=1e3",
        "edition=9999999999999999999",
        "edition=999999999999999999",
        "edition[]={}",
        '{{"edition": {}}}',
        "edition={}" + "0" * 100_000,
    ],
    ids=lambda body: body[:30],
)
def test_malformed_bodies_do_nothing(beacon, edition, body):
    body = body.format(*[edition.pk] * body.count("{}"))

    assert_tells_nothing(beacon(body))

    assert counted() == 0


def test_other_encodings_do_nothing(client, edition):
    response = client.post("/views/", {"edition": edition.pk}, headers={"User-Agent": FIREFOX})

    assert_tells_nothing(response)
    assert counted() == 0


def test_forged_requests_never_fail(beacon, edition):
    chance = random.Random(20260201)
    pieces = [b"edition", b"=", b"&", str(edition.pk).encode(), b"%", b"\x00", b"\xff", b"[", b";"]
    types = [
        FORM,
        f"{FORM}; charset=utf-7",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/json; charset=none",
        "text/plain",
        "",
    ]

    for _ in range(500):
        body = b"".join(chance.choices(pieces, k=chance.randrange(9)))
        headers = {
            name: chance.choice(["", "null", "http://[", "\x7f", "é", "a" * 5000, "same-origin"])
            for name in ("Origin", "Sec_Fetch_Site", "User_Agent", "X_Forwarded_For", "Cookie")
            if chance.random() < 0.3
        }
        assert beacon(body, chance.choice(types), **headers).status_code == 204


@pytest.mark.parametrize("length", ["abc", "-5", "", "1.5", "9" * 5000, "٣"])
def test_made_up_lengths_do_nothing(client, edition, length):
    response = client.generic(
        "POST",
        "/views/",
        f"edition={edition.pk}",
        FORM,
        CONTENT_LENGTH=length,
        headers={"User-Agent": FIREFOX},
    )

    assert_tells_nothing(response)
    assert counted() == 0


def test_a_reader_who_leaves_while_sending_does_no_harm(rf):
    class Broken(BytesIO):
        def read(self, *_):
            raise OSError("gone")

    request = rf.post("/views/", "edition=1", FORM, headers={"User-Agent": FIREFOX})
    request._stream = Broken()

    assert_tells_nothing(views.count(request))
