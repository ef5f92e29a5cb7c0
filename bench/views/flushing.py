"""What was counted while nobody could add it up, added up at once: an hour of views."""

import time
from datetime import timedelta

from django.db import connection
from django.db.models import Sum
from django.utils import timezone
from redis import Redis

from audience.counting import slot_of
from audience.counting.database import DatabaseCounter
from audience.counting.valkey import PREFIX, SLOTS, ValkeyCounter
from audience.models import PendingView, ViewTotal
from bench import archive, servers

PENDING = 1_000_000
EDITIONS = 10_000
FIRST = 40_000  # of the archive's editions, after those that views were counted of


def measure(_database, report, _rounds, scale):
    pending = round(PENDING * scale)
    editions = archive.editions(FIRST + 2 * EDITIONS)[FIRST:]
    now = slot_of(timezone.now())
    slots = [now - number * timedelta(minutes=5) for number in range(12)]
    with servers.valkey() as valkey:
        rows = [
            flush("Valkey", in_valkey(valkey, editions[:EDITIONS], slots, pending)),
            flush("PostgreSQL", in_database(editions[EDITIONS:], slots, pending)),
        ]
    report.table(
        f"A flush of {pending:,} pending views of {EDITIONS:,} editions in an hour",
        ["where they wait", "seconds", "views/s", "added up", "in the totals"],
        rows,
    )


def flush(name, kept):
    counter, editions, pending = kept
    before = in_totals(editions)
    started = time.perf_counter()
    rolled = counter.roll_up()
    seconds = time.perf_counter() - started
    counted = in_totals(editions) - before
    if not rolled == counted == pending or counter.roll_up():
        raise AssertionError(f"{name}: of {pending} views {rolled} were added up as {counted}")
    return [name, seconds, pending / seconds, rolled, counted]


def in_totals(editions):
    rows = ViewTotal.objects.filter(edition__in=editions)
    return rows.aggregate(sum=Sum("views"))["sum"] or 0


def in_valkey(valkey, editions, slots, pending):
    """The counts that as many beacons leave."""
    pipeline = Redis.from_url(valkey.url).pipeline(transaction=False)
    for number, slot in enumerate(slots):
        seconds = int(slot.timestamp())
        views = range(number, pending, len(slots))
        counts = dict.fromkeys(editions, len(views) // len(editions))
        for pk in editions[: len(views) % len(editions)]:
            counts[pk] += 1
        pipeline.hset(f"{PREFIX}:pending:{seconds}", mapping=counts)
        pipeline.sadd(SLOTS, seconds)
    pipeline.execute()
    return ValkeyCounter(valkey.url), editions, pending


def in_database(editions, slots, pending):
    """A row for each view, in the order of their moments."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {PendingView._meta.db_table} (edition_id, slot)"
            " SELECT (%(editions)s::bigint[])[n %% %(many)s + 1],"
            " (%(slots)s::timestamptz[])[n / (%(pending)s / %(slot)s + 1) + 1]"
            " FROM generate_series(0, %(pending)s - 1) n",
            {
                "editions": editions,
                "many": len(editions),
                "slots": slots[::-1],
                "slot": len(slots),
                "pending": pending,
            },
        )
        cursor.execute(f"ANALYZE {PendingView._meta.db_table}")
    return DatabaseCounter(), editions, pending
