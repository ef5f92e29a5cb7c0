"""The sides that are measured: each a way to count, its processes, and the requests for it."""

import itertools
import time
import uuid
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from django.db.models import Sum
from django.utils import timezone

from audience import beacons, tickets
from audience.counting import Counter
from audience.counting.database import DatabaseCounter
from audience.counting.valkey import ValkeyCounter
from audience.models import ViewTotal
from bench import load, servers

PLAIN = "plain view, F() + 1"
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SPREAD = 10_000  # editions of each side
readers = itertools.count(1)


@dataclass
class Side:
    name: str
    number: int  # requests in a round; so many that sides take about the same time
    site: servers.Site
    editions: list[int]  # that nobody else counts views of
    counter: Counter | None = None  # where views wait, or None where they are in the total
    keeps: servers.Server | None = None  # what they wait in beside the database
    acknowledged: int = 0

    def send(self, database, editions, number, clients):
        """Send so many requests, each of another reader, and add up what they left.

        The run, and the seconds of the processor that one request took: while it was answered,
        and to be added up.
        """
        processes = [server.process for server in (self.site, self.keeps, database) if server]
        requests = self.requests(editions, number)
        before = servers.cpu_seconds(processes)
        run = load.run(self.site.port, requests, clients)
        answered = servers.cpu_seconds(processes)
        own = time.process_time()
        self.roll_up()
        added_up = servers.cpu_seconds(processes) - answered + time.process_time() - own
        if set(run.statuses) != {204}:
            raise AssertionError(f"{self.name} answered {run.statuses}")
        self.acknowledged += run.statuses[204]
        return run, (answered - before) / number, added_up / number

    def requests(self, editions, number):
        at = timezone.now()
        if self.counter:
            made = [tickets.make(edition_id, at) for edition_id in editions]
            return [
                request(beacons.PATH, f"ticket={ticket}&key={uuid.uuid4().hex}")
                for ticket in itertools.islice(itertools.cycle(made), number)
            ]
        some = itertools.islice(itertools.cycle(editions), number)
        return [request(f"/views/{edition_id}/") for edition_id in some]

    def roll_up(self):
        while self.counter and self.counter.roll_up():
            pass

    @property
    def counted(self):
        """Views in the totals."""
        rows = ViewTotal.objects.filter(edition__in=self.editions)
        return rows.aggregate(sum=Sum("views"))["sum"]


def request(path, body=""):
    """As a browser sends it, through one proxy, from an address that nobody else has."""
    number = next(readers)
    return (
        f"POST {path} HTTP/1.1\r\n"
        "Host: 127.0.0.1\r\n"
        f"User-Agent: {AGENT}\r\n"
        "Accept: */*\r\n"
        "Accept-Language: fr,en;q=0.5\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        "Sec-Fetch-Site: same-origin\r\n"
        f"X-Forwarded-For: 10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"\r\n{body}"
    ).encode()


@contextmanager
def all_sides(editions, scale):
    """The four of them, served at once: the requests of a round go to one after the other."""

    def ours(name, number, keeps=None):
        url = keeps.url if keeps else ""
        site = stack.enter_context(servers.Site("newsroom.wsgi:application", REDIS_URL=url))
        counter = ValkeyCounter(url) if keeps else DatabaseCounter()
        return Side(name, round(number * scale), site, next(shares), counter, keeps)

    shares = iter([editions[n * SPREAD : (n + 1) * SPREAD] for n in range(4)])
    with ExitStack() as stack:
        plain = servers.Site(
            "bench.plain.wsgi:application", DJANGO_SETTINGS_MODULE="bench.plain.settings"
        )
        plain = Side(PLAIN, round(2_000 * scale), stack.enter_context(plain), next(shares))
        ViewTotal.objects.bulk_create([ViewTotal(edition_id=pk) for pk in plain.editions])
        valkey = stack.enter_context(servers.valkey())
        synced = stack.enter_context(servers.valkey("--appendfsync", "always"))
        yield [
            plain,
            ours("ours, PostgreSQL alone", 4_000),
            ours("ours, Valkey", 12_000, valkey),
            ours("ours, Valkey that syncs each write", 6_000, synced),
        ]
