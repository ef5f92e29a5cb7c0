"""How long a public page may be kept by browsers and caches on the way.

Whatever is kept ends no later than the next moment at which its answer changes.
"""

from datetime import timedelta

from website.days import bounds, day_of

LONGEST = 60  # seconds
# What is not there may come at any moment, and when must not be told: the same for all.
ABSENT = 1
# An address that has moved.
MOVED = 300


def keep(response, at, *, changes_at=(), longest=LONGEST):
    """Let everybody keep a response that was made at a moment, until it would be wrong."""
    seconds = seconds_until(at, [next_midnight(at), *changes_at], longest)
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return response


def seconds_until(at, changes_at, longest):
    """Whole seconds from a moment to the first change after it, ``longest`` at most."""
    ends = [moment for moment in changes_at if moment and moment > at]
    return int((min([at + timedelta(seconds=longest), *ends]) - at).total_seconds())


def next_midnight(at):
    """When the date on a page changes, in the newsroom's time zone."""
    return bounds(day_of(at))[1]
