"""How often made-up stories were read: much in their first hours, ever less from then on.

A story that is found again is read from then on as if it were new, beside what it is read anyway.

The pace of a story is the number of views in its first hour. When it was read is told by buckets,
which are named by their starts; whichever they are, all together hold all of its views.
"""

from datetime import timedelta
from itertools import pairwise
from math import floor

from audience.buckets import hour_of, newsroom_day
from audience.counting import SLOT
from website.days import midnight

FADING = 0.7
HOUR = timedelta(hours=1)
FOUND_AGAIN = timedelta(minutes=20)  # ago: it rises now, and for some minutes more
LEAST_PACE, MOST_PACE, SPREAD = 90, 2500, 1.1
USUAL_PACE = LEAST_PACE * 2 ** (1 / SPREAD)  # the median
# The ages at which the hours and the days begin that hold the views of old stories.
HOURS = [n * HOUR for n in (0, 1, 2, 3, 6, 12, 24, 48, 72, 120, 168, 336, 720)]
DAYS = [timedelta(days=n) for n in (0, 1)]


def pace_of(story, dice):
    """Few stories are read far more than most; of those that hardly are, a tenth of the usual."""
    if story.get("is_hardly_read"):
        return USUAL_PACE / 10
    return min(LEAST_PACE * dice.paretovariate(SPREAD), MOST_PACE)


def beginnings(story, published_at, now):
    """When the story was found: once it was published, and maybe again."""
    again = [now - FOUND_AGAIN] if story.get("is_found_again") else []
    return [published_at, *again]


def views(pace, published_at, now):
    """All views until now."""
    hours = max((now - published_at) / HOUR, 0)
    return floor(pace * hours**FADING)


def views_by(starts, pace, published_at, now):
    """The views in each bucket until the next one starts, as (start, views), where there are any.

    The first starts no later than the story was published.
    """
    known = 0
    for start, end in pairwise([*(start for start in starts if start < now), now]):
        total = views(pace, published_at, end)
        if total > known:
            yield start, total - known
        known = total


def every_hour(published_at, now):
    """The starts of all hours since a story was published; of five minutes since an hour ago."""
    first, lately = hour_of(published_at), hour_of(now - HOUR)
    fine = max(first, lately)
    hours = [first + n * HOUR for n in range((lately - first) // HOUR)]
    return hours + [fine + n * SLOT for n in range((now - fine) // SLOT + 1)]


def some_hours(published_at):
    """The starts of ever fewer hours since a story was published."""
    return list(dict.fromkeys(hour_of(published_at + age) for age in HOURS))


def some_days(published_at):
    """The same of days of the newsroom."""
    return [midnight(newsroom_day(published_at + age)) for age in DAYS]
