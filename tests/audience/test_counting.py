"""What counts as a view, and what is in the buckets in the end: wherever views are kept."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Barrier, Thread
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from redis import Redis

from articles.models import Article, Edition, Publication
from audience import chores, counting
from audience.counting import KEY_KEPT, WINDOW, Away, counter, valkey
from audience.models import (
    HourlyViews,
    PendingView,
    RecentViews,
    RolledBatch,
    Seed,
    ViewMark,
    ViewTotal,
)
from tests.factories import make_edition, make_publication

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_in")]
in_valkey = pytest.mark.parametrize("kept_in", ["valkey"], indirect=True)
in_the_database = pytest.mark.parametrize("kept_in", ["database"], indirect=True)

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36"
SECOND = timedelta(seconds=1)


@pytest.fixture
def edition():
    return make_edition()


def view(edition, *, at=None, address="203.0.113.9", agent=FIREFOX, key=None):
    return counting.view(
        edition.pk, key=key or uuid4(), address=address, agent=agent, at=at or noon_tomorrow()
    )


def read(edition, **how):
    return counter().count(view(edition, **how))


def views(edition):
    """The total once all is added up, which the buckets agree with."""
    counter().roll_up()
    total = ViewTotal.objects.filter(edition=edition).values_list("views", flat=True).first() or 0
    for model in (HourlyViews, RecentViews):
        assert sum(model.objects.filter(edition=edition).values_list("views", flat=True)) == total
    return total


def noon_tomorrow():
    return (timezone.now() + timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)


def midnight_tomorrow():
    return noon_tomorrow() + timedelta(hours=12)


# --- What is one view --------------------------------------------------------------------


def test_three_readers_are_three_views(edition):
    read(edition)
    read(edition, address="203.0.113.10")
    read(edition, agent=CHROME)

    assert views(edition) == 3


def test_ipv6_neighbours_of_one_line_are_one_reader(edition):
    assert read(edition, address="2001:db8::1")
    assert not read(edition, address="2001:db8::2")
    assert read(edition, address="2001:db8:0:1::1")

    assert views(edition) == 2


def test_one_reader_of_two_editions_is_a_view_of_each(edition):
    other = make_edition()

    read(edition)
    read(other)

    assert (views(edition), views(other)) == (1, 1)


def test_reader_counts_again_when_the_window_has_gone_by(edition):
    at = noon_tomorrow()

    assert read(edition, at=at)
    assert not read(edition, at=at + WINDOW - SECOND)
    assert read(edition, at=at + WINDOW)

    assert views(edition) == 2


def test_window_runs_from_the_last_view_that_counted(edition):
    at = noon_tomorrow()

    counted = [read(edition, at=at + minutes * timedelta(minutes=10)) for minutes in range(7)]

    assert counted == [True, False, False, True, False, False, True]


def test_window_does_not_end_at_midnight(edition):
    before = midnight_tomorrow() - timedelta(minutes=10)

    counted = [read(edition, at=before + minutes * timedelta(minutes=10)) for minutes in range(7)]

    assert counted == [True, False, False, True, False, False, True]


def test_a_clock_that_was_set_back_holds_nobody_up_for_longer_than_the_window(edition):
    at = noon_tomorrow()
    read(edition, at=at)

    assert not read(edition, at=at - WINDOW + SECOND)
    assert read(edition, at=at - WINDOW)
    assert views(edition) == 2


def test_an_address_is_twenty_readers_at_most_whatever_its_agents_say(edition):
    platforms = ["Windows", "Macintosh", "X11; Linux", "X11; CrOS", "Android 15", "iPhone", "Plan"]
    names = ["Chrome", "Safari", "Firefox", "Edg", "OPR", "SamsungBrowser", "YaBrowser", "Own"]
    agents = [f"Mozilla/5.0 ({p}) {name}/{n}" for p in platforms for name in names for n in (1, 2)]
    at = noon_tomorrow()

    for number in range(1000):
        moment = at + number * (WINDOW - SECOND) / 1000
        read(edition, at=moment, agent=f"{agents[number % len(agents)]}.{number}")

    assert views(edition) == 20


# --- One beacon --------------------------------------------------------------------------


def test_a_beacon_that_is_sent_again_counts_once(edition):
    beacon = view(edition)

    assert [counter().count(beacon) for _ in range(3)] == [True, False, False]

    assert views(edition) == 1


def test_a_beacon_that_is_sent_again_counts_once_from_wherever_it_comes(edition):
    key, at = uuid4(), noon_tomorrow()

    assert read(edition, key=key, at=at)
    assert not read(edition, key=key, at=at, address="198.51.100.4")
    assert not read(edition, key=key, at=at + KEY_KEPT - SECOND)

    assert views(edition) == 1


def test_what_is_no_view_leaves_nothing_however_often_it_is_sent(edition, settings, kept_in):
    at = noon_tomorrow()
    for number in range(50):
        assert read(edition, at=at + number * SECOND) == (number == 0)

    assert len(kept(settings, kept_in)) == 2  # of the one view


def test_a_beacon_that_comes_again_renews_no_mark(edition):
    key, at = uuid4(), noon_tomorrow()
    read(edition, key=key, at=at)

    assert not read(edition, key=key, at=at + WINDOW)
    assert read(edition, at=at + WINDOW + SECOND)


# --- Buckets -----------------------------------------------------------------------------


def test_views_are_kept_by_five_minutes_and_by_the_hour(edition):
    noon = noon_tomorrow().astimezone(UTC)

    read(edition, at=noon + timedelta(minutes=59, seconds=59))
    read(edition, at=noon + timedelta(minutes=59), agent=CHROME)
    read(edition, at=noon + timedelta(hours=2))
    counter().roll_up()

    assert list(HourlyViews.objects.order_by("hour").values_list("hour", "views")) == [
        (noon, 2),
        (noon + timedelta(hours=2), 1),
    ]
    assert list(RecentViews.objects.order_by("slot").values_list("slot", "views")) == [
        (noon + timedelta(minutes=55), 2),
        (noon + timedelta(hours=2), 1),
    ]


def test_rolling_up_twice_adds_nothing(edition):
    read(edition)
    read(edition, agent=CHROME)

    assert [counter().roll_up() for _ in range(3)] == [2, 0, 0]
    assert views(edition) == 2


@in_the_database
@pytest.mark.postgres  # SQLite lets nobody write meanwhile
@pytest.mark.django_db(transaction=True)
def test_what_comes_while_views_are_added_up_is_left_to_the_next_time(transactional_db):
    edition = make_edition()
    for number in range(3):
        read(edition, address=f"203.0.113.{number}")
    came = []

    def another_comes(execute, sql, *rest):
        if "audience_viewtotal" in sql:
            [was_counted] = at_once(lambda: read(edition, address=f"198.51.100.{len(came)}"))
            came.append(was_counted)
        return execute(sql, *rest)

    with connection.execute_wrapper(another_comes):
        rolled = counter().roll_up()

    assert (rolled, came) == (3, [True])
    assert counter().roll_up() == 1


@in_valkey
def test_a_batch_that_valkey_gives_back_is_not_added_again(edition, settings):
    """It lost the last second of its file, or whoever added the batch was killed right then."""
    read(edition)
    counter().roll_up()
    [batch] = RolledBatch.objects.values_list("pk", flat=True)
    name = f"{batch}:{int(counting.slot_of(noon_tomorrow()).timestamp())}"
    client = Redis.from_url(settings.REDIS_URL)

    client.hset(valkey._batch(name), str(edition.pk), 1)
    client.sadd(valkey.BATCHES, name)

    assert counter().roll_up() == 0
    assert views(edition) == 1
    assert not client.exists(valkey.BATCHES, valkey._batch(name))


@in_valkey
def test_views_between_two_runs_of_one_command_are_added_up(edition):
    """A server that hangs runs it when its answer is late, and once more when it is asked again."""
    slot = int(counting.slot_of(noon_tomorrow()).timestamp())
    set_aside = partial(counter()._set_aside_as, f"{uuid4()}:{slot}", slot)
    assert read(edition)

    set_aside()
    assert read(edition, address="203.0.113.10")
    set_aside()

    assert views(edition) == 2


@in_valkey
def test_the_file_of_valkey_keeps_no_mark_that_has_ended(edition, valkey_server, settings):
    settings.REDIS_URL = valkey_server.url
    client = Redis.from_url(valkey_server.url)
    client.config_set("appendonly", "yes")
    wait_for_the_file(client)
    made = view(edition)
    assert counter().count(made)
    marks = [f"{valkey.PREFIX}:mark:{mark.hex}" for mark in made.marks]
    assert all(mark in kept_by(client) for mark in marks)

    client.delete(*marks)
    counter().forget(timezone.now())
    wait_for_the_file(client)

    assert not any(mark in kept_by(client) for mark in marks)


def wait_for_the_file(client):
    """Until Valkey has written its append-only file anew."""
    deadline = time.monotonic() + 20
    while True:
        state = client.info("persistence")
        if not (state["aof_rewrite_in_progress"] or state["aof_rewrite_scheduled"]):
            return
        assert time.monotonic() < deadline


def kept_by(client):
    """All that is in the append-only file, which may be several."""
    folder = Path(
        client.config_get("dir")["dir"], client.config_get("appenddirname")["appenddirname"]
    )
    return b"".join(path.read_bytes() for path in folder.iterdir()).decode(errors="replace")


@in_valkey
def test_threads_may_come_and_go(edition, settings):
    for number in range(150):
        made = view(edition, address=f"203.0.113.{number}")
        thread = Thread(target=counter().count, args=[made])
        thread.start()
        thread.join()

    assert views(edition) == 150
    assert len(Redis.from_url(settings.REDIS_URL).client_list()) < 20  # nor do they leave any


@in_valkey
def test_counting_goes_on_when_valkey_was_started_again(edition, valkey_server, settings):
    settings.REDIS_URL = valkey_server.url
    assert read(edition)
    sent = view(edition, address="203.0.113.10")

    valkey_server.stop(signal.SIGKILL)
    with pytest.raises(Away):
        counter().count(sent)
    valkey_server.start()

    assert counter().count(sent)
    assert not counter().count(sent)


@in_valkey
def test_the_first_view_after_valkey_was_started_again_counts(edition, valkey_server, settings):
    settings.REDIS_URL = valkey_server.url
    assert read(edition)

    valkey_server.stop(signal.SIGKILL)
    valkey_server.start()

    assert read(edition, address="203.0.113.10")


@in_valkey
def test_a_full_valkey_acknowledges_nothing_and_forgets_nobody(edition, valkey_server, settings):
    settings.REDIS_URL = valkey_server.url
    client = Redis.from_url(valkey_server.url)
    assert read(edition)
    sent = view(edition, address="203.0.113.10")

    client.config_set("maxmemory", 1)  # byte
    with pytest.raises(Away):
        counter().count(sent)
    client.config_set("maxmemory", 0)

    assert counter().count(sent)
    assert not read(edition)
    assert views(edition) == 2


@in_valkey
def test_a_valkey_that_may_lose_views_is_warned_of(valkey_server, settings, caplog):
    settings.REDIS_URL = valkey_server.url
    client = Redis.from_url(valkey_server.url)
    client.config_set("maxmemory", "100mb")

    for appendonly, policy, risks in [
        ("yes", "noeviction", 0),
        ("no", "noeviction", 1),
        ("no", "volatile-ttl", 2),
        ("yes", "allkeys-lru", 1),
    ]:
        client.config_set("appendonly", appendonly)
        client.config_set("maxmemory-policy", policy)
        assert len(counter().risks()) == risks, (appendonly, policy)

    caplog.clear()
    chores.work()
    assert "With maxmemory-policy allkeys-lru, a full Valkey forgets" in caplog.text


def test_counting_writes_nothing_but_what_it_is_for(edition):
    make_publication(article=edition.article, language="en")
    before = [list(model.objects.values()) for model in (Article, Edition, Publication)]

    read(edition)
    views(edition)

    assert [list(model.objects.values()) for model in (Article, Edition, Publication)] == before


# --- What is kept of a reader ------------------------------------------------------------


def kept(settings, kept_in):
    """The names of all marks and keys, in whichever place."""
    if kept_in == "database":
        return {digest.hex for digest in ViewMark.objects.values_list("digest", flat=True)}
    found = Redis.from_url(settings.REDIS_URL).scan_iter("*:[mk]*")
    return {name.decode().rpartition(":")[2] for name in found}


def test_nothing_is_kept_of_an_address_or_agent(edition, settings, kept_in):
    read(edition, key=uuid4())

    marks = kept(settings, kept_in)
    assert len(marks) == 2
    assert all(len(mark) == 32 and int(mark, 16) for mark in marks)


def test_marks_of_a_reader_differ_from_story_to_story_and_day_to_day(edition):
    other, at = make_edition(), noon_tomorrow()

    marks = [
        view(edition, at=at).marks,
        view(other, at=at).marks,
        view(edition, at=at + timedelta(days=1)).marks,
    ]

    assert len(set(marks)) == 3


def test_marks_depend_on_the_seed_and_on_the_secret_of_the_site(edition, settings):
    before = view(edition).marks
    counting.salts.cache_clear()
    assert view(edition).marks == before  # every process finds the same

    settings.SECRET_KEY = "another"
    counting.salts.cache_clear()

    assert view(edition).marks != before


@in_valkey
def test_without_a_seed_nothing_is_counted(edition):
    """Valkey's clock is days ahead, so that the seed of today is over."""
    with time_machine.travel(timezone.now() - timedelta(days=2)), pytest.raises(Away):
        read(edition, at=timezone.now())

    assert views(edition) == 0


@in_valkey
def test_marks_and_salts_in_valkey_end_by_themselves(edition, settings):
    read(edition, at=timezone.now().replace(hour=12))  # after midnight there are two of some

    client = Redis.from_url(settings.REDIS_URL)
    lives = {name: client.ttl(name) for name in client.scan_iter("*:[mks]*")}
    day = datetime.combine(timezone.now().date(), datetime.max.time(), UTC) + WINDOW
    most = {
        b":seed:": (day - timezone.now()).total_seconds() + 1,
        b":mark:": WINDOW.total_seconds(),
        b":key:": KEY_KEPT.total_seconds(),
    }
    for kind, longest in most.items():
        [life] = [life for name, life in lives.items() if kind in name]
        assert 0 < life <= longest, kind


@in_the_database
def test_marks_and_salts_in_the_database_are_removed(edition):
    at = midnight_tomorrow() - SECOND
    read(edition, at=at)

    counter().forget(at + WINDOW - SECOND)
    assert (Seed.objects.count(), ViewMark.objects.count()) == (1, 2)

    counter().forget(at + WINDOW)  # the mark; the beacon's own number holds on
    assert (Seed.objects.count(), ViewMark.objects.count()) == (1, 1)

    counter().forget(at + WINDOW + SECOND)
    counter().forget(at + KEY_KEPT)
    assert (Seed.objects.count(), ViewMark.objects.count()) == (0, 0)


# --- At once -----------------------------------------------------------------------------


def at_once(*calls):
    """The results of calls that are made at the same moment, each over its own connection."""
    barrier = Barrier(len(calls))

    def on_a_connection(call):
        connection.ensure_connection()
        barrier.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(on_a_connection, calls))


@pytest.mark.django_db(transaction=True)
def test_one_reader_over_two_connections_at_once_counts_once(transactional_db):
    edition, noon = make_edition(), noon_tomorrow()

    for number in range(10):
        moment = noon + number * WINDOW
        counted = at_once(*[lambda moment=moment: read(edition, at=moment)] * 2)
        assert sorted(counted) == [False, True]

    assert views(edition) == 10


@pytest.mark.django_db(transaction=True)
def test_one_beacon_over_two_connections_at_once_counts_once(transactional_db):
    edition = make_edition()

    for number in range(10):
        key = uuid4()
        counted = at_once(
            lambda key=key, n=number: read(edition, key=key, address=f"203.0.113.{n}"),
            lambda key=key, n=number: read(edition, key=key, address=f"198.51.100.{n}"),
        )
        assert sorted(counted) == [False, True]

    assert views(edition) == 10


@pytest.mark.django_db(transaction=True)
def test_views_before_and_after_midnight_at_once_count_once(transactional_db):
    edition, midnight = make_edition(), midnight_tomorrow()

    for number in range(10):
        reader = {"address": f"203.0.113.{number}"}
        counted = at_once(
            lambda reader=reader: read(edition, at=midnight - SECOND, **reader),
            lambda reader=reader: read(edition, at=midnight + SECOND, **reader),
        )
        assert sorted(counted) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_readers_and_roll_ups_at_once_lose_nothing_and_double_nothing(transactional_db):
    edition, other = make_edition(), make_edition()

    def fifty_readers(number):
        for reader in range(50):
            for story in (edition, other):
                assert read(story, address=f"203.0.{number}.{reader}")

    def roll_up_often(_number):
        return sum(counter().roll_up() for _ in range(20))

    calls = [(fifty_readers, 1), (fifty_readers, 2), (roll_up_often, 1), (roll_up_often, 2)]
    at_once(*[lambda call=call, number=number: call(number) for call, number in calls])

    assert (views(edition), views(other)) == (100, 100)
    assert not PendingView.objects.exists()
