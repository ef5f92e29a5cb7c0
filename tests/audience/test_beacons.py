"""What the beacon of a page does, and what pretends to be one does not.

Each test asks both doors: the view, and the application that answers before Django does.
"""

import random
import re
import socket
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from unittest.mock import patch
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import addresses, publishing
from audience import beacons, counting, tickets, views
from audience.counting import counter
from audience.models import PendingView, Seed, ViewMark, ViewTotal
from newsroom.wsgi import application
from tests.factories import make_edition, make_publication, make_user

pytestmark = [pytest.mark.thorough, pytest.mark.django_db]

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36"
FORM = "application/x-www-form-urlencoded"
ADDRESS = "203.0.113.9"


@pytest.fixture(autouse=True)
def noon():
    """In the half hour after midnight a reader has two marks."""
    with time_machine.travel(datetime.now(UTC).replace(hour=12)):
        yield


class Answer:
    def __init__(self, status, headers, content):
        self.status_code, self.headers, self.content = status, headers, content


def ask_view(method, body, content_type, headers, **extra):
    client = Client(enforce_csrf_checks=True, headers=headers, REMOTE_ADDR=ADDRESS)
    answer = client.generic(method, "/views/", body, content_type, **extra)
    return Answer(answer.status_code, dict(answer.items()), answer.content)


def ask_door(method, body, content_type, headers, **extra):
    told = {}

    def start_response(status, headers, exc_info=None):
        told.update(status=int(status.split()[0]), headers=dict(headers))

    body = body.encode() if isinstance(body, str) else body
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/views/",
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": content_type,
        "HTTP_HOST": "testserver",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": ADDRESS,
        "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http",
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
        **extra,
    }
    request_started.disconnect(close_old_connections)  # as Django's own client does, for it
    request_finished.disconnect(close_old_connections)  # would end the test's transaction
    with patch.object(beacons, "close_old_connections"):
        parts = application(environ, start_response)
    content = b"".join(parts)
    parts.close()
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)
    return Answer(told["status"], told["headers"], content)


@pytest.fixture(params=[ask_view, ask_door])
def ask(request):
    return request.param


@pytest.fixture
def edition():
    return make_publication().edition


@pytest.fixture
def beacon(ask):
    def post(body, content_type=FORM, **headers):
        headers = {"User-Agent": FIREFOX} | {k.replace("_", "-"): v for k, v in headers.items()}
        return ask("POST", body, content_type, headers)

    return post


def ticket(edition, **how):
    return tickets.make(edition.pk, how.pop("at", timezone.now()), **how)


def body(edition, key=None, **how):
    return f"ticket={ticket(edition, **how)}&key={key or uuid4().hex}"


def path_of(edition):
    paths = addresses.live_paths([edition.article_id], edition.language, timezone.now())
    return paths[edition.article_id]


def counted():
    counter().roll_up()
    return sum(ViewTotal.objects.values_list("views", flat=True))


def assert_tells_nothing(answer, status=204):
    assert answer.status_code == status
    assert answer.content == b""
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


# --- Readers -----------------------------------------------------------------------------


def test_page_of_a_story_carries_a_ticket_that_counts(client, beacon):
    publication = make_publication()
    page = client.get(f"/fr/any/{publication.article_id}/", follow=True).content.decode()
    [given] = [part.split('"')[0] for part in page.split('data-ticket="')[1:]]

    assert_tells_nothing(beacon(f"ticket={given}&key={uuid4().hex}"))

    assert counted() == 1


def test_reader_who_loads_again_counts_once(beacon, edition):
    for _ in range(3):
        assert_tells_nothing(beacon(body(edition)))

    assert counted() == 1


def test_readers_of_one_address_with_two_browsers_are_two(beacon, edition):
    beacon(body(edition))
    beacon(body(edition), User_Agent=CHROME)

    assert counted() == 2


def test_readers_behind_our_proxy_are_told_apart(beacon, edition, settings):
    settings.TRUSTED_PROXIES = 1

    for number in range(3):
        beacon(body(edition), X_Forwarded_For=f"198.51.100.1, 203.0.113.{number}")

    assert counted() == 3


def test_a_thousand_readers_of_one_copy_of_a_page_are_a_thousand_views(
    ask, edition, settings, client
):
    settings.TRUSTED_PROXIES = 1
    page = client.get(path_of(edition)).content.decode()
    [in_the_page] = re.findall(r'data-ticket="([^"]+)"', page)

    with CaptureQueriesContext(connection) as asked:
        for number in range(1000):
            headers = {
                "User-Agent": FIREFOX,
                "X-Forwarded-For": f"198.51.{number // 250}.{number % 250}",
            }
            ask("POST", f"ticket={in_the_page}&key={uuid4().hex}", FORM, headers)
        assert counted() == 1000

    written = {
        table
        for query in asked
        for table in re.findall(r'(?:UPDATE|INTO|DELETE FROM) "?([a-z_]+)"?', query["sql"])
    }
    assert {table for table in written if not table.startswith("audience_")} == set()
    assert "audience_viewtotal" in written


def test_what_is_logged_names_no_reader(beacon, edition, settings, caplog):
    caplog.set_level("DEBUG")
    beacon(body(edition))
    settings.REDIS_URL = "unix:///nowhere/valkey.sock"
    counting.salts.cache_clear()
    assert beacon(body(edition)).status_code == 503

    for record in caplog.records:
        assert ADDRESS not in record.getMessage()
        assert FIREFOX not in record.getMessage()


def test_a_thousand_agents_of_one_address_are_twenty_views_at_most(beacon, edition):
    systems = ["Windows NT 10.0", "Macintosh", "X11; Linux", "X11; CrOS", "Android 15", "iPhone"]
    names = ["Chrome", "Safari", "Firefox", "Edg", "OPR", "SamsungBrowser", "YaBrowser", "Own"]
    for number in range(1000):
        agent = f"Mozilla/5.0 ({systems[number % 6]}) {names[number % 8]}/{number}.0"
        beacon(body(edition), User_Agent=agent)

    assert 10 < counted() <= 20


@pytest.mark.parametrize("wish", [{"DNT": "1"}, {"Sec_GPC": "1"}], ids=str)
def test_readers_who_ask_not_to_be_tracked_count_like_others(beacon, edition, wish):
    for _ in range(2):
        beacon(body(edition), **wish)

    assert ViewMark.objects.count() == 2  # the reader's and the beacon's, as of anybody
    assert counted() == 1


def test_a_view_takes_few_queries_whatever_there_is(ask, edition):
    def queries(number):
        with CaptureQueriesContext(connection) as asked:
            headers = {"User-Agent": FIREFOX}
            ask("POST", body(edition), FORM, headers, REMOTE_ADDR=f"203.0.113.{number}")
        return [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]

    queries(1)
    numbers = {number: len(queries(number)) for number in (2, 3, 40)}

    # On SQLite key, mark and view are three; on PostgreSQL they are one.
    assert set(numbers.values()) == {1 if connection.vendor == "postgresql" else 3}


def test_a_database_that_is_away_is_not_asked_for_each_beacon(beacon, edition, kept_in):
    asked = []

    def is_away(_execute, sql, *_rest):
        asked.append(sql)
        raise OperationalError("the connection is lost")

    with connection.execute_wrapper(is_away):
        statuses = {beacon(body(edition)).status_code for _ in range(10)}

    assert statuses == {503 if kept_in == "database" else 204}
    assert len(asked) == (10 if kept_in == "database" else 1)


def test_a_valkey_that_hangs_holds_one_beacon_and_not_the_others(
    beacon, edition, settings, tmp_path
):
    path = str(tmp_path / "hangs.sock")
    settings.REDIS_URL = f"unix://{path}"
    counting.salts.cache_clear()

    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen(100)  # it takes connections, and never says a word
        statuses = [beacon(body(edition)).status_code for _ in range(2)]
        asked = connections_to(server)
        statuses += [beacon(body(edition)).status_code for _ in range(10)]

        assert set(statuses) == {503}
        assert asked
        assert not connections_to(server)


def test_whoever_has_nothing_to_count_keeps_nobody_from_a_valkey_that_is_back(
    beacon, edition, kept_in
):
    ended = make_edition()
    beacons.keeper.note_away()
    beacons.keeper.ask_again = 0.0  # long ago

    assert beacon(body(ended)).status_code == 204
    assert beacon(body(edition)).status_code == 204

    assert counted() == 1


@pytest.mark.postgres
def test_what_a_database_refuses_that_takes_no_writes_is_not_acknowledged(beacon, edition):
    with connection.cursor() as cursor:
        cursor.execute("SET transaction_read_only = on")  # as on a standby

    assert beacon(body(edition)).status_code == 503


def connections_to(server):
    """How many wait to be accepted; none do after this."""
    server.setblocking(False)
    number = 0
    with suppress(BlockingIOError):
        while True:
            server.accept()[0].close()
            number += 1
    return number


# --- Nobody ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"User_Agent": ""},
        {"User_Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User_Agent": "facebookexternalhit/1.1"},
        {"User_Agent": "ELB-HealthChecker/2.0"},
        {"Sec_Purpose": "prefetch"},
        {"Sec_Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
    ],
    ids=str,
)
def test_bots_monitors_previews_and_prefetching_are_not_counted(beacon, edition, headers):
    assert_tells_nothing(beacon(body(edition), **headers))

    assert counted() == 0
    assert not ViewMark.objects.exists()


def test_made_up_forwarded_addresses_do_not_count(beacon, edition):
    for number in range(3):
        beacon(body(edition), X_Forwarded_For=f"203.0.113.{number}")

    assert counted() == 1


def test_signed_in_staff_are_not_counted_and_nobody_else_is_asked_who_they_are(ask, edition):
    client = Client()
    client.force_login(make_user())
    session = client.cookies["sessionid"].value
    headers = {"User-Agent": FIREFOX}

    with CaptureQueriesContext(connection) as queries:
        ask("POST", body(edition), FORM, headers)
    assert not [query for query in queries if "session" in query["sql"]]
    assert counted() == 1

    cookie = {"Cookie": f"sessionid={session}"}
    assert_tells_nothing_but_vary(ask("POST", body(edition), FORM, headers | cookie))
    staff = {"REMOTE_ADDR": "203.0.113.77"}
    assert_tells_nothing_but_vary(ask("POST", body(edition), FORM, headers | cookie, **staff))
    assert counted() == 1

    cookie = {"Cookie": "sessionid=made-up"}
    other = {"REMOTE_ADDR": "203.0.113.78"}
    assert_tells_nothing_but_vary(ask("POST", body(edition), FORM, headers | cookie, **other))
    assert counted() == 2


def assert_tells_nothing_but_vary(answer):
    assert (answer.status_code, answer.content) == (204, b"")


def test_only_live_editions_are_counted(beacon):
    tomorrow = timezone.now() + timedelta(days=1)
    scheduled = make_publication(at=tomorrow).edition
    draft = make_edition()
    withdrawn = make_publication().edition
    publishing.take_down(withdrawn, by=make_user())

    for edition in (scheduled, draft, withdrawn):
        assert_tells_nothing(beacon(body(edition)))

    assert counted() == 0
    assert not ViewMark.objects.exists()
    with time_machine.travel(tomorrow, tick=False):
        beacon(body(scheduled))
    assert counted() == 1


def test_what_is_taken_down_counts_no_more_within_seconds(beacon):
    at = timezone.now() + timedelta(days=1)
    with time_machine.travel(at, tick=False) as clock:
        edition = make_publication().edition
        cached = body(edition)
        beacon(body(edition))
        clock.shift(1)
        publishing.take_down(edition, by=make_user())
        clock.shift(beacons.LIVE_KEPT)

        beacon(cached, User_Agent=CHROME)

    assert counted() == 1


def test_what_is_published_again_counts_within_seconds(beacon):
    at = timezone.now() + timedelta(days=1)
    with time_machine.travel(at, tick=False) as clock:
        edition = make_publication().edition
        beacon(body(edition))
        clock.shift(1)
        publishing.take_down(edition, by=make_user())
        clock.shift(beacons.LIVE_KEPT)
        beacon(body(edition), User_Agent=CHROME)
        publishing.publish(edition, by=make_user())
        clock.shift(beacons.LIVE_KEPT)

        beacon(body(edition), User_Agent=CHROME)

    assert counted() == 2


def test_what_has_ended_is_asked_once_for_all_stories(beacon):
    at = timezone.now() + timedelta(days=1)
    with time_machine.travel(at, tick=False) as clock:
        editions = [make_publication().edition for _ in range(3)]
        for edition in editions:
            beacon(body(edition))
        clock.shift(beacons.LIVE_KEPT)

        with CaptureQueriesContext(connection) as queries:
            for edition in editions:
                beacon(body(edition), User_Agent=CHROME)

    assert len([query for query in queries if "articles_publication" in query["sql"]]) == 1
    assert counted() == 6


# --- Tickets and keys --------------------------------------------------------------------


def test_ticket_is_good_for_an_hour_and_no_longer_than_the_story(beacon, edition):
    at = timezone.now().replace(microsecond=0)
    ends = at + timedelta(minutes=20)

    with time_machine.travel(at + tickets.LIFE - timedelta(seconds=1), tick=False):
        beacon(body(edition, at=at))
    assert counted() == 1
    with time_machine.travel(at + tickets.LIFE, tick=False):
        assert_tells_nothing(beacon(body(edition, at=at), User_Agent=CHROME))
    with time_machine.travel(ends, tick=False):
        late = body(edition, at=at, live_until=ends)
        assert_tells_nothing(beacon(late, User_Agent=CHROME))
    assert counted() == 1


def test_forged_tickets_count_nothing(beacon, edition):
    good = ticket(edition)
    number, until, signature = good.split(".")
    other = make_publication().edition
    forged = [
        f"{other.pk}.{until}.{signature}",
        f"{number}.{int(until) + 1}.{signature}",
        f"{number}.{until}.{signature[::-1]}",
        f"{number}.{until}.{'A' * 43}",
    ]

    for made_up in forged:
        assert_tells_nothing(beacon(f"ticket={made_up}&key={uuid4().hex}"), 400)

    assert counted() == 0


def test_ticket_of_another_site_counts_nothing(beacon, edition, settings):
    theirs = body(edition)

    settings.SECRET_KEY = "another"

    assert_tells_nothing(beacon(theirs), 400)
    assert counted() == 0


def test_beacon_that_is_replayed_from_elsewhere_counts_once(ask, edition):
    sent = body(edition)

    for number in range(3):
        from_there = {"REMOTE_ADDR": f"203.0.113.{number}"}
        assert_tells_nothing(ask("POST", sent, FORM, {"User-Agent": FIREFOX}, **from_there))

    assert counted() == 1


# --- What no page of ours sends ----------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
    ids=str,
)
def test_pages_of_other_sites_are_refused(beacon, edition, headers):
    assert_tells_nothing(beacon(body(edition), **headers), 400)

    assert counted() == 0


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
    beacon(body(edition), **headers)

    assert counted() == 1


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_do_nothing(ask, edition, method):
    assert_tells_nothing(ask(method, body(edition), FORM, {"User-Agent": FIREFOX}), 400)

    assert counted() == 0


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "edition=1",
        "ticket={ticket}",
        "key={key}",
        "ticket=&key={key}",
        "ticket={ticket}&key=",
        "key={key}&ticket={ticket}",
        "ticket={ticket}&key={key}&x=1",
        "ticket={ticket}&key={key}&key={key}",
        "ticket={ticket}&key={key}\n",
        " ticket={ticket}&key={key}",
        "ticket={ticket}&key={key}0",
        "ticket=0{ticket}&key={key}",
        "ticket={ticket}=&key={key}",
        "ticket[]={ticket}&key={key}",
        '{{"ticket": "{ticket}", "key": "{key}"}}',
        "ticket={ticket}&key=٣{key}",
        "ticket={ticket}&key={key}" + "0" * 100_000,
    ],
    ids=lambda sent: sent[:40],
)
def test_malformed_bodies_do_nothing(beacon, edition, sent):
    sent = sent.format(ticket=ticket(edition), key=uuid4().hex)

    assert_tells_nothing(beacon(sent), 400)

    assert counted() == 0
    assert not ViewMark.objects.exists()


def test_forged_requests_never_fail(beacon, edition):
    chance = random.Random(20260201)
    good = [ticket(edition).encode(), uuid4().hex.encode()]
    pieces = [b"ticket", b"=", b"&", b"key", *good, b"%", b"\x00", b"\xff", b".", b";"]
    types = [FORM, f"{FORM}; charset=utf-7", "multipart/form-data", "application/json", ""]

    for _ in range(500):
        sent = b"".join(chance.choices(pieces, k=chance.randrange(9)))
        headers = {
            name: chance.choice(["", "null", "http://[", "\x7f", "é", "a" * 5000, "same-origin"])
            for name in ("Origin", "Sec_Fetch_Site", "User_Agent", "X_Forwarded_For", "Cookie")
            if chance.random() < 0.3
        }
        assert beacon(sent, chance.choice(types), **headers).status_code in {204, 400}


@pytest.mark.parametrize("length", ["abc", "-5", "", "1.5", "9" * 5000, "٣", "9999"])
def test_made_up_lengths_do_nothing(ask, edition, length):
    sent = {"User-Agent": FIREFOX}

    assert_tells_nothing(ask("POST", body(edition), FORM, sent, CONTENT_LENGTH=length), 400)

    assert counted() == 0


class Broken(BytesIO):
    def read(self, *_):
        raise OSError("gone")


def test_a_reader_who_leaves_while_sending_does_no_harm(rf):
    request = rf.post("/views/", "ticket=1", FORM, headers={"User-Agent": FIREFOX})
    request._stream = Broken()
    request.user = AnonymousUser()
    assert views.count(request).status_code == 400

    answer = ask_door("POST", "x" * 99, FORM, {}, **{"wsgi.input": Broken()})
    assert answer.status_code == 400


def test_what_is_kept_of_a_reader_is_no_more_than_a_mark(beacon, edition, settings):
    beacon(body(edition))

    at = datetime.now(UTC)
    [pending] = PendingView.objects.values()
    assert set(pending) == {"id", "edition_id", "slot"}
    assert {tuple(sorted(row)) for row in ViewMark.objects.values()} == {("digest", "until")}
    assert ViewMark.objects.count() == 2  # the reader's, and the beacon's own number
    assert list(Seed.objects.values_list("day", flat=True)) == [at.date()]
