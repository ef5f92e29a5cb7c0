"""Views kept in Valkey (or Redis) until they are added up: one script marks and counts.

What it acknowledged is in its append-only file. A roll-up moves the counts in batches, each with
a name of its own which the database remembers in the transaction that adds it to the buckets: so
a batch that is found again, by another process or after a kill, is not added again.
"""

import logging
import os
import threading
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, NoScriptError, ResponseError, TimeoutError
from redis.retry import Retry

from audience import buckets
from audience.counting import KEY_KEPT, WINDOW, Away, within_reach
from audience.models import RolledBatch

logger = logging.getLogger(__name__)

# All under one tag in braces, so that a cluster keeps them together.
PREFIX = "{views}"
SLOTS = f"{PREFIX}:slots"  # those that have counts
BATCHES = f"{PREFIX}:batches"  # what was set aside to be added up: "<uuid>:<slot>"
LATE = 1  # seconds that an answer may take
BATCHES_REMEMBERED = timedelta(days=7)
NAME_KEPT = timedelta(hours=1)  # far longer than a command may wait in a server that hangs

# The key is kept of a view alone: what is none, sent as often as it may be, leaves nothing.
# KEYS: the key, the pending counts of the slot, the slots, then the marks.
# ARGV: now and window in milliseconds, seconds the key is kept, slot, edition.
COUNT = """
local now, window = tonumber(ARGV[1]), tonumber(ARGV[2])
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
for i = 4, #KEYS do
  local seen = redis.call('GET', KEYS[i])
  if seen and math.abs(now - tonumber(seen)) < window then return 0 end
end
for i = 4, #KEYS do redis.call('SET', KEYS[i], ARGV[1], 'PX', ARGV[2]) end
redis.call('SET', KEYS[1], '', 'EX', ARGV[3])
if redis.call('HINCRBY', KEYS[2], ARGV[5], 1) == 1 then redis.call('SADD', KEYS[3], ARGV[4]) end
return 1
"""
# Sets the counts of a slot aside under a name, which is good once: the client asks again where
# an answer was late, and what came between would take the place of what the name stands for.
# KEYS: pending, batch, slots, batches, the name's mark. ARGV: slot, name, seconds of the mark.
SET_ASIDE = """
if not redis.call('SET', KEYS[5], '', 'NX', 'EX', ARGV[3]) then return end
if redis.call('SREM', KEYS[3], ARGV[1]) == 1 then
  redis.call('RENAME', KEYS[1], KEYS[2])
  redis.call('SADD', KEYS[4], ARGV[2])
end
"""


class ValkeyCounter:
    def __init__(self, url):
        self.client = Redis.from_url(
            url,
            socket_connect_timeout=LATE,
            socket_timeout=LATE,
            # Once, at once: a connection of before a restart is found dead when it is used. What
            # was done the first time all the same is not done again, by its key or its name.
            retry=Retry(NoBackoff(), retries=1),
        )
        self._count = Script(self.client, COUNT)
        self._set_aside = self.client.register_script(SET_ASIDE)

    def seed(self, day):
        end = datetime.combine(day + timedelta(days=1), time(), UTC)
        ends = max(end, timezone.now()) + WINDOW
        key = f"{PREFIX}:seed:{day}"
        with within_reach():
            self.client.set(key, os.urandom(32), nx=True, exat=ends)
            if seed := self.client.get(key):
                return seed
        # Evicted, or over by Valkey's clock: whatever stood for it would be the same each day.
        raise Away(f"Valkey does not keep the seed of {day}.")

    def count(self, view):
        slot = int(view.slot.timestamp())
        marks = [f"{PREFIX}:mark:{mark.hex}" for mark in view.marks]
        keys = [f"{PREFIX}:key:{view.key.hex}", _pending(slot), SLOTS, *marks]
        window = int(WINDOW.total_seconds() * 1000)
        now = int(view.at.timestamp() * 1000)
        kept = int(KEY_KEPT.total_seconds())
        with within_reach():
            return self._count(keys, [now, window, kept, slot, view.edition_id]) == 1

    def roll_up(self):
        with within_reach():
            for slot in self.client.smembers(SLOTS):
                self._set_aside_as(f"{uuid4()}:{int(slot)}", int(slot))
            names = sorted(name.decode() for name in self.client.smembers(BATCHES))
            return sum(map(self._roll_up_batch, names))

    def _set_aside_as(self, name, slot):
        keys = [_pending(slot), _batch(name), SLOTS, BATCHES, f"{PREFIX}:named:{name}"]
        self._set_aside(keys, [slot, name, int(NAME_KEPT.total_seconds())])

    def _roll_up_batch(self, name):
        """Add a batch that may be added already, or by another process now."""
        batch, slot = name.split(":")
        slot = datetime.fromtimestamp(int(slot), UTC)
        counts = {
            (int(edition_id), slot): int(number)
            for edition_id, number in self.client.hgetall(_batch(name)).items()
        }
        with transaction.atomic():
            is_new = _remember(UUID(batch))
            if is_new:
                buckets.add(counts)
        # Only now that it is added for good. Whoever comes between finds it remembered.
        self.client.pipeline().delete(_batch(name)).srem(BATCHES, name).execute()
        return sum(counts.values()) if is_new else 0

    def forget(self, at):
        """Marks and seeds go by themselves, and out of Valkey's file here. A batch comes back only
        where Valkey lost its end."""
        with within_reach():
            RolledBatch.objects.filter(rolled_at__lt=at - BATCHES_REMEMBERED).delete()
            self._forget_on_disk()

    def _forget_on_disk(self):
        """Have the append-only file written anew, once in a window: it tells all that ever was."""
        if not self.client.set(f"{PREFIX}:rewritten", "", nx=True, ex=WINDOW):
            return
        if not self.client.info("persistence")["aof_enabled"]:
            return
        try:
            self.client.bgrewriteaof()
        except ResponseError as reason:  # it is not allowed, or goes on
            logger.warning("Valkey's append-only file keeps marks and seeds: %s", reason)

    def risks(self):
        with within_reach():
            server = self.client.info("persistence") | self.client.info("memory")
        policy = server["maxmemory_policy"]
        found = []
        if not server["aof_enabled"]:
            found.append("Without appendonly, a restart of Valkey loses the views of some seconds.")
        if server["maxmemory"] and policy != "noeviction":
            found.append(f"With maxmemory-policy {policy}, a full Valkey forgets who was counted.")
        return found


class Script:
    """A script that is run for each view, over a connection of the thread's own.

    What the client does around a command (its pool, its metrics) takes longer than the command.
    """

    def __init__(self, client, script):
        self.client = client
        self.script = client.register_script(script)
        self.of_thread = threading.local()

    def __call__(self, keys, arguments):
        command = ["EVALSHA", self.script.sha, len(keys), *keys, *arguments]
        try:
            return self._ask_twice(command)
        except NoScriptError:  # the server never had it, or was started again
            return self.script(keys, arguments)

    def _ask_twice(self, command):
        """Once more, at once, as the client does where a connection is found dead."""
        try:
            return self._ask(command)
        except (ConnectionError, TimeoutError):
            return self._ask(command)

    def _ask(self, command):
        connection = getattr(self.of_thread, "connection", None)
        if connection is None:
            # Not one of the pool's, which counts what it makes, and makes a hundred at most:
            # threads come and go, and their connections with them.
            pool = self.client.connection_pool
            connection = pool.connection_class(**pool.connection_kwargs)
            self.of_thread.connection = connection
        connection.send_command(*command)
        return connection.read_response()


def _remember(batch):
    """Note that a batch is added, in the transaction that does so; False where it is noted."""
    rows = RolledBatch._meta.db_table
    values = [
        RolledBatch._meta.pk.get_db_prep_value(batch, connection),
        connection.ops.adapt_datetimefield_value(timezone.now()),
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {rows} (id, rolled_at) VALUES (%s, %s) ON CONFLICT DO NOTHING", values
        )
        return cursor.rowcount == 1


def _pending(slot):
    return f"{PREFIX}:pending:{slot}"


def _batch(name):
    return f"{PREFIX}:batch:{name}"
