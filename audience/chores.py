"""What is done with counted views beside the requests, and when.

A worker does it (``manage.py worker``), or ``manage.py rollupviews``; where there is none
(``WORKER``), whichever process serves readers does, after its answers. It is safe to do any of it
twice or side by side.
"""

import logging
import time
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from audience import buckets, ranking, typical
from audience.counting import Away, counter, every_counter, within_reach
from audience.models import Chore

logger = logging.getLogger(__name__)

EVERY = 5  # seconds between two roll-ups
AHEAD = timedelta(minutes=1)  # at most, of the clocks of one site's machines
RETRIED = timedelta(minutes=1)  # after it failed
# Of what else there is to do, by name. What asks Valkey comes last: the others need it not.
INTERVALS = {
    "rank": timedelta(minutes=5),
    "fold": timedelta(hours=1),
    "typical": timedelta(hours=6),
    "forget": timedelta(minutes=1),
    "warn": timedelta(hours=1),
}


def work(at=None):
    """Roll up what is pending, and do what is due; how many views were rolled up.

    ``Away`` where a server does not answer, once all is done that can be done without it: what is
    pending there stays so.
    """
    with each_within_reach() as do:
        rolled = [do(each.roll_up) for each in every_counter()]
        do(do_what_is_due, at or timezone.now())
    return sum(filter(None, rolled))


@contextmanager
def each_within_reach():
    """What calls functions, and raises the first ``Away`` of any only at the end of the block."""
    missing = []

    def do(function, *arguments):
        try:
            with within_reach():
                return function(*arguments)
        except Away as reason:
            missing.append(reason)

    yield do
    if missing:
        raise missing[0]


def do_what_is_due(at):
    for name, interval in INTERVALS.items():
        do_if_due(name, interval, at)


def do_if_due(name, interval, at):
    """Do a chore unless it was begun less than an interval ago, by whichever process.

    One that fails is due again after ``RETRIED``.
    """
    Chore.objects.bulk_create([Chore(name=name, done_at=at - interval)], ignore_conflicts=True)
    # Due as well if it was done in the future, by a clock that was set back; not if another
    # process, whose clock may be a little ahead, began it since this one looked.
    is_due = Q(done_at__lte=at - interval) | Q(done_at__gt=at + AHEAD)
    if not Chore.objects.filter(is_due, name=name).update(done_at=at):
        return
    try:
        CHORES[name](at)
    except Exception:
        begun = Chore.objects.filter(name=name, done_at=at)
        begun.update(done_at=at - interval + min(interval, RETRIED))
        raise


def forget(at):
    with each_within_reach() as do:
        do(buckets.forget, at)
        for each in every_counter():
            do(each.forget, at)


def warn(_at):
    for risk in counter().risks():
        logger.warning(risk)


CHORES = {
    "forget": forget,
    "rank": ranking.rank,
    "fold": buckets.fold,
    "typical": typical.learn,
    "warn": warn,
}


# --- Without a worker --------------------------------------------------------------------

_next = 0.0  # seconds of a clock that is never set


def after_answer(**kwargs):
    """Do the work now that a reader has the answer, if nobody else does and it is time."""
    global _next
    now = time.monotonic()
    if settings.WORKER or now < _next:
        return
    _next = now + EVERY
    try:
        work()
    except Away as reason:
        logger.warning("Views wait to be added up: %s", reason)
    except Exception:  # it is not the reader's, who has been answered
        logger.exception("Views could not be added up.")
