"""A month of ten million views a day: what it takes, and how long is asked of it."""

import time
from datetime import timedelta
from statistics import median

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from audience import buckets, ranking, typical
from audience.counting.database import DatabaseCounter
from audience.models import (
    DailyViews,
    HourlyViews,
    PendingView,
    RecentViews,
    Tally,
    ViewMark,
    ViewTotal,
)
from bench.views import filling
from bench.views.questions import questions

A_DAY = 10_000_000
DAYS = 30
TABLES = [HourlyViews, DailyViews, Tally, ViewTotal, RecentViews, ViewMark, PendingView]
ASKED = 3  # times


def measure(_database, report, _rounds, scale):
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    now = midnight - timedelta(minutes=1)  # so that the month is of whole days
    a_day, minute = round(A_DAY * scale), round(A_DAY * scale / 24 / 60)
    filling.fill(now, a_day, DAYS)
    sizes = {model: size(model) for model in TABLES}
    report.table(
        f"A month of {a_day:,} views a day: tables",
        ["table", "rows", "table MB", "indexes MB", "bytes a row", "indexes"],
        [described(model, sizes[model]) for model in TABLES],
        "Marks are those of the busiest hour; the five minutes, of two hours.",
    )
    report.table(
        "A month of views: what is done with it",
        ["work", "how often", "rows", "seconds"],
        list(chores(now, minute)),
    )
    report.table(
        "A month of views: what is asked of it",
        ["question", "ms"],
        [(name, asked(ask)) for name, ask in questions(now)],
        f"Medians of {ASKED}, with nothing in the site's cache and the database warm.",
    )
    report.table("A year, extrapolated", ["table", "rows", "MB", "how"], list(year(sizes)))


# --- Sizes -------------------------------------------------------------------------------


def size(model):
    """Rows, and bytes of the table and of each of its indexes."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), pg_table_size('{table}') FROM {table}")
        rows, own = cursor.fetchone()
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_relation_size(indexrelid)"
            " FROM pg_index WHERE indrelid = %s::regclass ORDER BY 2 DESC",
            [table],
        )
        return rows, own, dict(cursor.fetchall())


def described(model, found):
    rows, own, indexes = found
    each = (own + sum(indexes.values())) / rows if rows else 0.0
    told = ", ".join(f"{name} {bytes / 1e6:,.1f}" for name, bytes in indexes.items())
    return [model._meta.db_table, rows, own / 1e6, sum(indexes.values()) / 1e6, each, told]


def year(sizes):
    """Hours for 90 days, days for the 275 before; the rest as it has grown in a month."""
    rows, own, indexes = sizes[HourlyViews]
    each = (own + sum(indexes.values())) / rows
    kept = rows / DAYS * 90
    yield "hours", round(kept), kept * each / 1e6, f"{rows / DAYS:,.0f} a day x 90"
    rows, own, indexes = size(DailyViews)
    each = (own + sum(indexes.values())) / rows
    yield "days", rows * 275, rows * 275 * each / 1e6, f"{rows:,} of the day that was folded x 275"
    rows, own, indexes = sizes[Tally]
    each = (own + sum(indexes.values())) / rows
    kept = rows / DAYS * 365
    yield "tallies", round(kept), kept * each / 1e6, f"{rows / DAYS:,.0f} a day x 365"
    for model in (ViewTotal, RecentViews, ViewMark):
        rows, own, indexes = sizes[model]
        how = "by the editions that there are" if model is ViewTotal else "as now"
        yield model._meta.db_table, rows, (own + sum(indexes.values())) / 1e6, how


# --- Times -------------------------------------------------------------------------------


def seconds(act):
    started = time.perf_counter()
    answer = act()
    return answer, time.perf_counter() - started


def asked(ask):
    times = []
    for _time in range(ASKED + 1):
        cache.clear()
        times.append(seconds(ask)[1] * 1000)
    return median(times[1:])


def chores(now, minute):
    """Each as the worker does it, in the order that leaves something for the next."""
    rolled, took = seconds(DatabaseCounter().roll_up)
    yield "roll-up of a minute's views", "as they come", rolled, took
    assert rolled == minute
    _none, took = seconds(lambda: DatabaseCounter().forget(now + timedelta(minutes=1)))
    yield "forgetting a minute's marks", "every minute", 2 * minute, took
    _none, took = seconds(lambda: buckets.forget(now + timedelta(minutes=5)))
    yield "forgetting five minutes' slots", "every minute", "", took
    _none, took = seconds(lambda: ranking.rank(now))
    yield "rankings (ranking.rank)", "every 5 minutes", "", took
    _none, took = seconds(lambda: typical.learn(now))
    yield "medians (typical.learn)", "every 6 hours", "", took
    wrong, took = seconds(buckets.rebuild_totals)
    assert not wrong
    yield "proof of all totals (rebuildviews)", "when asked", HourlyViews.objects.count(), took
    second_day = now + timedelta(minutes=1) - timedelta(days=DAYS - 1)
    folded, took = seconds(lambda: buckets.fold(second_day + buckets.HOURS_KEPT))
    yield "folding a day (buckets.fold)", "once a day", folded, took
