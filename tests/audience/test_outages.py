"""Nothing lost, nothing twice: what was acknowledged is in the totals once, whatever was killed.

Real processes: the site and its workers, PostgreSQL that commits to its log, Valkey with its
append-only file. Readers send what is not acknowledged again with the same key, as pages do.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import psycopg
import pytest
from django.core import signing
from django.utils import timezone

from audience.beacons import LIVE_KEPT
from tests import servers
from tests.conftest import give_up

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]  # it has databases of its own

ROOT = Path(__file__).resolve().parents[2]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
SECRET = "a secret of fifty characters or more, for these tests only"
SECONDS_TO_START = 60


class Newsroom:
    """Servers, the site and a database with two live editions."""

    def __init__(self, stack, postgres, database, valkey):
        self.stack, self.postgres, self.valkey = stack, postgres, valkey
        self.database, self.port = database, free_port()
        self.environ = {
            **os.environ,
            "ALLOWED_HOSTS": "127.0.0.1",
            "DATABASE_URL": f"postgres://postgres@/{postgres.folder}/{database}",
            "DEBUG": "False",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "REDIS_URL": valkey.url if valkey else "",
            "SECRET_KEY": SECRET,
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "TRUSTED_PROXIES": "1",
            "WORKER": "True",
        }
        self.environ.pop("TEST_DATABASE_URL", None)
        self.processes = {}
        self.is_whole = threading.Event()
        self.is_whole.set()

    def open(self):
        self.editions = json.loads(self.manage("shell", "-c", TWO_STORIES))
        self.start("site")
        return self

    # Processes

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip().splitlines()[-1]

    def start(self, name):
        arguments = {
            "site": ["runserver", "--noreload", f"127.0.0.1:{self.port}"],
            "worker": ["worker", "--no-startup-delay"],
        }
        command = [sys.executable, "manage.py", *arguments[name.partition(" ")[0]]]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(command, cwd=ROOT, env=self.environ, **quiet)
        self.processes[name] = process
        self.stack.callback(kill, process)
        if name == "site":
            wait_until(lambda: answers(self.port))

    def kill(self, name):
        kill(self.processes.pop(name))

    @contextmanager
    def broken(self):
        """While a part of it is killed and started again, when readers who notice wait."""
        self.is_whole.clear()
        yield
        self.is_whole.set()

    # Readers

    def beacon(self, edition_id, number):
        """What the page of a reader sends; of each number its own reader and key."""
        until = timezone.now() + timedelta(hours=1)
        signer = signing.Signer(key=SECRET, salt="audience.tickets", sep=".")
        ticket = signer.sign(f"{edition_id}.{int(until.timestamp())}")
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        return edition_id, address, urlencode({"ticket": ticket, "key": uuid4().hex})

    def send(self, beacon):
        """Whether the site acknowledged it."""
        _edition, address, body = beacon
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": FIREFOX,
            "X-Forwarded-For": address,
        }
        client = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            client.request("POST", "/views/", body, headers)
            status = client.getresponse().status
        except (OSError, HTTPException):
            return False
        finally:
            client.close()
        assert status in {204, 503}
        return status == 204

    # What came of it

    def totals(self):
        """Views by edition, once all is added up; the buckets agree with them."""
        rolled = self.manage("rollupviews")
        assert rolled.startswith("Views added up")
        assert self.manage("rebuildviews") == "Now every total is the sum of its buckets."
        with connect(self.postgres, self.database) as connection:
            return dict(
                connection.execute("SELECT edition_id, views FROM audience_viewtotal").fetchall()
            )


TWO_STORIES = """
from tests.factories import make_publication
print([make_publication().edition_id for _ in range(2)])
"""


class Readers:
    """Some who read at once, each sending one beacon after another and noting what came back."""

    def __init__(self, newsroom, numbers, threads=4):
        self.newsroom = newsroom
        self.beacons = [
            newsroom.beacon(newsroom.editions[number % 2], number) for number in numbers
        ]
        self.acknowledged, self.unanswered = [], []
        self.threads = [
            threading.Thread(target=self.read, args=[self.beacons[first::threads]])
            for first in range(threads)
        ]

    def read(self, beacons):
        for beacon in beacons:
            was_taken = self.newsroom.send(beacon)
            (self.acknowledged if was_taken else self.unanswered).append(beacon)
            if not was_taken:
                self.newsroom.is_whole.wait(SECONDS_TO_START)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        for thread in self.threads:
            thread.join()

    @property
    def are_reading(self):
        return any(thread.is_alive() for thread in self.threads)

    def wait_for(self, number):
        """Until so many were acknowledged."""
        wait_until(lambda: len(self.acknowledged) >= number)

    def send_again(self):
        """What got no answer, with the same keys."""
        again, self.unanswered = self.unanswered, []
        self.read(again)
        return len(again)

    @property
    def expected(self):
        return dict(Counter(edition_id for edition_id, *_ in self.acknowledged))


def connect(postgres, database, **options):
    return psycopg.connect(host=str(postgres.folder), user="postgres", dbname=database, **options)


def create_database(postgres, name, how=""):
    with connect(postgres, "postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} {how}")


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait()


def answers(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(holds):
    deadline = time.monotonic() + SECONDS_TO_START
    while not holds():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def cluster():
    """A PostgreSQL that keeps what it acknowledged, with an empty newsroom to copy."""
    folder = servers.postgres_folder()
    if not folder:
        give_up("No PostgreSQL server was found.")
    options = {"synchronous_commit": "on", "fsync": "on"}
    with servers.Postgres(folder, **options) as postgres, ExitStack() as stack:
        create_database(postgres, "empty")
        Newsroom(stack, postgres, "empty", None).manage("migrate")
        yield postgres


@contextmanager
def a_newsroom(postgres, kept_in):
    database = f"newsroom_{uuid4().hex}"
    create_database(postgres, database, "TEMPLATE empty")
    with ExitStack() as stack:
        valkey = None
        if kept_in == "valkey":
            if not (binary := servers.valkey_binary()):
                give_up("No Valkey or Redis server was found.")
            valkey = stack.enter_context(servers.Valkey(binary, "--appendonly", "yes"))
        yield Newsroom(stack, postgres, database, valkey).open()


@pytest.fixture
def with_database(cluster):
    with a_newsroom(cluster, "database") as newsroom:
        yield newsroom


@pytest.fixture
def with_valkey(cluster):
    with a_newsroom(cluster, "valkey") as newsroom:
        yield newsroom


@pytest.fixture(params=["database", "valkey"])
def newsroom(request, cluster):
    with a_newsroom(cluster, request.param) as newsroom:
        yield newsroom


# --- Processes of ours -------------------------------------------------------------------


def test_killing_the_site_and_the_workers_at_any_moment_loses_and_doubles_nothing(newsroom):
    newsroom.start("worker")
    newsroom.start("worker 2")

    with Readers(newsroom, range(1200)) as readers:
        for number in (100, 300, 500):
            readers.wait_for(number)
            with newsroom.broken():
                newsroom.kill("site")
                newsroom.start("site")
            newsroom.kill("worker")
            newsroom.start("worker")
    again = readers.send_again()

    assert again > 0  # the kills were felt
    assert not readers.unanswered
    assert sum(readers.expected.values()) == 1200
    assert newsroom.totals() == readers.expected


def test_roll_ups_that_are_killed_halfway_add_nothing_twice(newsroom):
    killed = 0
    with Readers(newsroom, range(2000)) as readers:
        while readers.are_reading:
            pair = [roll_up(newsroom) for _ in range(2)]
            wait_until(lambda pair=pair: is_in_a_transaction(newsroom) or have_ended(pair))
            killed += not have_ended(pair)
            for process in pair:
                kill(process)
    readers.send_again()

    assert killed > 0
    assert newsroom.totals() == readers.expected


def roll_up(newsroom):
    return subprocess.Popen(
        [sys.executable, "manage.py", "rollupviews"],
        cwd=ROOT,
        env={**newsroom.environ, "PGAPPNAME": "roll-up"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def is_in_a_transaction(newsroom):
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'roll-up'"
        " AND xact_start IS NOT NULL"
    )
    with connect(newsroom.postgres, "postgres") as connection:
        return connection.execute(query).fetchone()[0] > 0


def have_ended(processes):
    return all(process.poll() is not None for process in processes)


# --- Servers -----------------------------------------------------------------------------


def test_valkey_that_is_killed_and_started_again_has_all_it_acknowledged(with_valkey):
    newsroom = with_valkey

    with Readers(newsroom, range(1200)) as readers:
        for number in (200, 500):
            readers.wait_for(number)
            with newsroom.broken():
                newsroom.valkey.stop(signal.SIGKILL)
                newsroom.valkey.start()
    again = readers.send_again()

    assert again > 0
    assert not readers.unanswered
    assert newsroom.totals() == readers.expected


def test_database_that_is_killed_and_started_again_has_all_it_acknowledged(with_database):
    newsroom = with_database

    with Readers(newsroom, range(1200)) as readers:
        for number in (200, 500):
            readers.wait_for(number)
            with newsroom.broken():
                kill_postgres(newsroom.postgres)
                newsroom.postgres.start()
    again = readers.send_again()

    assert again > 0
    assert not readers.unanswered
    assert newsroom.totals() == readers.expected


def kill_postgres(postgres):
    """All of its processes; the children of a postmaster that was killed go by themselves."""
    postgres.stop(signal.SIGKILL)
    (postgres.folder / "data" / "postmaster.pid").unlink()
    wait_until(lambda: not alive(postgres.folder))


def alive(folder):
    """Whether a process works in a cluster's folder still."""
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if folder in link.resolve().parents:
                return True
        except OSError:
            continue
    return False


def test_beacons_are_taken_while_the_database_is_away_and_added_up_when_it_is_back(with_valkey):
    newsroom = with_valkey
    newsroom.start("worker")
    with Readers(newsroom, range(100)) as before:
        pass
    newsroom.postgres.stop(signal.SIGINT)

    taken = all_are_taken(newsroom, first=100)

    newsroom.postgres.start()
    assert sum(newsroom.totals().values()) == len(before.acknowledged) + taken
    assert newsroom.processes["worker"].poll() is None  # it waited, too


def all_are_taken(newsroom, first):
    """How many beacons, for longer than the site remembers by itself what is live."""
    taken, until = 0, time.monotonic() + 2 * LIVE_KEPT
    while time.monotonic() < until:
        with Readers(newsroom, range(first + taken, first + taken + 50)) as readers:
            pass
        assert readers.unanswered == []
        taken += len(readers.acknowledged)
    return taken


def test_beacons_are_taken_while_the_database_takes_connections_and_says_nothing(with_valkey):
    newsroom = with_valkey
    with Readers(newsroom, range(50)) as before:
        pass
    newsroom.postgres.stop(signal.SIGINT)

    with silent_server(newsroom.postgres):
        taken = all_are_taken(newsroom, first=100)

    newsroom.postgres.start()
    assert sum(newsroom.totals().values()) == len(before.acknowledged) + taken


@contextmanager
def silent_server(postgres):
    """What takes connections where a database was, and never answers."""
    address = str(postgres.folder / ".s.PGSQL.5432")
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(address)
        silent.listen()
        yield
    Path(address).unlink()


def test_with_nothing_to_keep_them_in_beacons_are_not_acknowledged(with_valkey):
    newsroom = with_valkey
    newsroom.postgres.stop(signal.SIGINT)
    newsroom.valkey.stop()

    with Readers(newsroom, range(20)) as readers:
        pass
    assert readers.acknowledged == []

    newsroom.valkey.start()
    newsroom.postgres.start()
    readers.send_again()
    assert newsroom.totals() == readers.expected
    assert sum(readers.expected.values()) == 20
