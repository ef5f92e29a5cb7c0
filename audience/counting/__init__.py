"""Counting a view: a person reading an edition, once until half an hour has gone by.

Where views are kept until they are added up is one of two places, which do the same: Valkey,
where ``REDIS_URL`` names one, else the database. Nothing about an article, edition or publication
is written, so that counting never waits for an editor or an editor for counting.
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from audience.readers import agent_class, network

WINDOW = timedelta(minutes=30)
# A beacon carries a number by chance, known for as long as the page's ticket may be good: what
# was sent before is known again, from wherever it comes.
KEY_KEPT = timedelta(hours=1)
SLOT = timedelta(minutes=5)
READ_ONLY = "25006"  # PostgreSQL's code, of a standby for one: Django has no error of its own


class Away(Exception):
    """Where views are kept does not answer, or not clearly: nothing may be acknowledged."""


class within_reach:
    """``Away`` for what a driver raises while its server cannot be asked, or takes nothing."""

    def __enter__(self):
        pass

    def __exit__(self, _kind, error, _traceback):
        if error is None:
            return
        is_away = isinstance(error, OperationalError | InterfaceError | RedisError)
        if is_away or getattr(error.__cause__, "sqlstate", None) == READ_ONLY:
            raise Away(str(error)) from error


@dataclass(frozen=True)
class View:
    """A reader's view of an edition, as much as is kept of it.

    ``marks`` are the names of reader and edition under the salt of each day that the window
    touches, the earlier first; ``key`` is the beacon's own number.
    """

    edition_id: int
    marks: tuple[UUID, ...]
    key: UUID
    at: datetime

    @property
    def slot(self):
        return slot_of(self.at)


class Counter(Protocol):
    """What both do. ``Away`` from any of them where the place does not answer."""

    def seed(self, day: date) -> bytes:
        """What the salt of a day is made from, the same for every process."""

    def count(self, view: View) -> bool:
        """Keep a view, once and for all when this returns; False where it is none.

        It is none where its key was that of a view within ``KEY_KEPT``, or one of its marks was
        less than ``WINDOW`` ago; then nothing is kept. What is kept is not kept again.
        """

    def roll_up(self) -> int:
        """Move what is kept to the buckets; how many views. Safe side by side and at any kill."""

    def forget(self, at: datetime) -> None:
        """Remove what need not be known at a moment: old marks and seeds."""

    def risks(self) -> list[str]:
        """How the place is set up to lose views or to count some twice; for an operator."""


def counter():
    """The one that this site uses."""
    return _counter(settings.REDIS_URL)


def every_counter():
    """The one that this site uses, and the database's, which it used before it had another."""
    return [counter(), _counter("")] if settings.REDIS_URL else [counter()]


@cache
def _counter(redis_url):
    if redis_url:
        from audience.counting.valkey import ValkeyCounter

        return ValkeyCounter(redis_url)
    from audience.counting.database import DatabaseCounter

    return DatabaseCounter()


def view(edition_id, *, key, address, agent, at):
    """What is to be counted when a reader at an address, with a user agent, sees an edition."""
    reader = f"{network(address)} {' '.join(agent_class(agent))} {edition_id}"
    marks = tuple(
        UUID(bytes=hmac.digest(salt, reader.encode(), "sha256")[:16])
        for salt in salts(counter(), days_touched(at))
    )
    return View(edition_id, marks, key, at)


def days_touched(at):
    """The UTC days that the window before a moment touches: two in the first half hour of one.

    Yesterday's mark is claimed too then, or a view before midnight would not count as one.
    """
    days = {(at - WINDOW).astimezone(UTC).date(), at.astimezone(UTC).date()}
    return tuple(sorted(days))


@lru_cache(maxsize=1)
def salts(counter, days):
    """The salt of each day. They are written down nowhere, and a process has none but the last.

    The two halves of one are kept apart: the seed where views are kept, for a day and a window, and
    the secret in the environment. A backup that holds one of them tells nothing.
    """
    return [
        salted_hmac("audience.salt", counter.seed(day), algorithm="sha256").digest() for day in days
    ]


def slot_of(at):
    """The start of the five minutes of a moment."""
    seconds = int(at.timestamp())
    return datetime.fromtimestamp(seconds - seconds % int(SLOT.total_seconds()), UTC)
