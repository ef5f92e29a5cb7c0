"""How long a public page may be kept by browsers and caches on the way.

Whatever is kept ends no later than the next moment at which its answer changes.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone

LONGEST = 60  # seconds
# What is not there may come at any moment, and when must not be told: the same for all.
ABSENT = 1
# An address that has moved.
MOVED = 300


def keep(response, at, *, changes_at=(), longest=LONGEST):
    """Let everybody keep a response that was made at a moment, until it would be wrong."""
    ends = [at + timedelta(seconds=longest), next_midnight(at)]
    ends += [moment for moment in changes_at if moment and moment > at]
    seconds = int((min(ends) - at).total_seconds())
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return response


def next_midnight(at):
    """When the date on a page changes, in the newsroom's time zone."""
    zone = timezone.get_default_timezone()
    tomorrow = timezone.localdate(at, zone) + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, tzinfo=zone)
