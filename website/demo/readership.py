"""How often made-up stories were read: much in their first hours, ever less from then on.

The pace of a story is the number of views in its first hour.
"""

from datetime import timedelta
from math import floor

LATELY = timedelta(days=2)  # for so long the views are told hour by hour
FADING = 0.7


def views(pace, published_at, now):
    """All views until now."""
    hours = max((now - published_at) / timedelta(hours=1), 0)
    return floor(pace * hours**FADING)


def views_by_hour(pace, published_at, now):
    """Those of the last two days as (start of the hour in UTC, views), where there were any."""
    hour = max(now - LATELY, published_at).replace(minute=0, second=0, microsecond=0)
    known = views(pace, published_at, hour)
    while hour <= now:
        end = hour + timedelta(hours=1)
        total = views(pace, published_at, min(end, now))
        if total > known:
            yield hour, total - known
        hour, known = end, total
