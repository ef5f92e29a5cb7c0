"""Buckets as a month of views leaves them, written by the database itself.

Of the views of an hour 85 % are of stories of the last days: by what each is worth (few are worth
much), its language, and its age, which halves it every fourteen hours. The others are of the whole
archive by Zipf's law. The share of a bucket that is less than a view is one by chance.
"""

from datetime import timedelta

from django.db import connection

from articles.models import Publication, PublicationAuthor, PublicationTopic
from audience.counting import KEY_KEPT, WINDOW
from audience.models import (
    HourlyViews,
    PendingView,
    RecentViews,
    Tally,
    ViewMark,
    ViewTotal,
)

FRESH = 0.85
HALF_LIFE = 14  # hours
LANGUAGES = [0.35, 0.2, 0.15, 0.15, 0.1, 0.05]  # shares, by the editions' numbers
# Of a day's views in each of its hours, in thousandths.
HOURS = [18, 14, 11, 10, 11, 16, 28, 45, 56, 58, 56, 54]
HOURS += [58, 55, 51, 49, 50, 53, 57, 60, 62, 58, 43, 27]

WEIGHTS = """
CREATE TEMPORARY TABLE weights AS
SELECT edition_id, published_at,
    power(1 - random(), -0.7) * (%(languages)s::float[])[edition_id %% 6 + 1] AS fresh,
    1::float / row_number() OVER (ORDER BY random()) AS old
FROM {publications}
"""
AN_HOUR = """
WITH parts AS (
    SELECT edition_id, old, fresh * power(
        0.5::float, extract(epoch FROM %(hour)s - published_at)::float / %(half_life)s
    ) AS fresh
    FROM weights WHERE published_at < %(hour)s
),
sums AS (SELECT sum(fresh) AS fresh, sum(old) AS old FROM parts),
viewed AS (
    SELECT edition_id, floor(random() + %(views)s * (
        %(share)s * parts.fresh / sums.fresh + (1 - %(share)s) * parts.old / sums.old
    )) AS views
    FROM parts, sums
)
INSERT INTO {hours} (edition_id, hour, views)
SELECT edition_id, %(hour)s, views FROM viewed WHERE views > 0 ORDER BY edition_id
"""
TOTALS = """
INSERT INTO {totals} (edition_id, views)
SELECT edition_id, sum(views) FROM {hours} GROUP BY edition_id
"""
TALLIES = """
WITH days AS (
    SELECT edition_id, (hour AT TIME ZONE 'UTC')::date AS day, sum(views) AS views
    FROM {hours} GROUP BY 1, 2
),
owned AS (
    SELECT day, views, id, language, section_id FROM days JOIN {publications} USING (edition_id)
)
INSERT INTO {tallies} ("of", object_id, language, day, views)
SELECT 'everything', 0, language, day, sum(views) FROM owned GROUP BY language, day
UNION ALL
SELECT 'section', section_id, language, day, sum(views) FROM owned GROUP BY 2, 3, 4
UNION ALL
SELECT 'author', author_id, owned.language, day, sum(views)
FROM owned JOIN {authors} a ON a.publication_id = owned.id GROUP BY 2, 3, 4
UNION ALL
SELECT 'topic', topic_id, owned.language, day, sum(views)
FROM owned JOIN {topics} t ON t.publication_id = owned.id GROUP BY 2, 3, 4
"""
SLOTS = """
WITH parts AS (
    SELECT edition_id, hour + n * interval '5 minutes' AS slot,
        floor(random() + views / 12.0) AS views
    FROM {hours}, generate_series(0, 11) n WHERE hour > %(since)s
)
INSERT INTO {slots} (edition_id, slot, views)
SELECT edition_id, slot, views FROM parts WHERE views > 0 ORDER BY slot, edition_id
"""
MARKS = """
INSERT INTO {marks} (digest, until)
SELECT gen_random_uuid(), %(now)s + %(kept)s * n / %(views)s FROM generate_series(1, %(views)s) n
"""
PENDING = """
INSERT INTO {pending} (edition_id, slot)
SELECT edition_id, %(slot)s FROM (
    SELECT edition_id FROM {hours}, generate_series(1, views)
    WHERE hour = %(hour)s ORDER BY random() LIMIT %(minute)s
) views
"""


def fill(now, a_day, days):
    """Empty the tables, and fill them with so many days until a moment in the last hour."""
    names = {
        "hours": HourlyViews,
        "totals": ViewTotal,
        "tallies": Tally,
        "slots": RecentViews,
        "marks": ViewMark,
        "pending": PendingView,
        "publications": Publication,
        "authors": PublicationAuthor,
        "topics": PublicationTopic,
    }
    tables = {name: model._meta.db_table for name, model in names.items()}
    last = now.replace(minute=0)
    with connection.cursor() as cursor:

        def run(sql, **values):
            cursor.execute(sql.format(**tables), values)

        run("TRUNCATE {hours}, {totals}, {tallies}, {slots}, {marks}, {pending}")
        run("SELECT setseed(0.5)")
        run(WEIGHTS, languages=LANGUAGES)
        for back in reversed(range(days * 24)):
            hour = last - back * timedelta(hours=1)
            views = a_day * HOURS[hour.hour] / sum(HOURS)
            run(AN_HOUR, hour=hour, views=views, share=FRESH, half_life=HALF_LIFE * 3600)
            if not back % 24:
                print(f"a month of views: {days - back // 24} days", flush=True)
        run(TOTALS)
        run(TALLIES)
        run(SLOTS, since=last - timedelta(hours=2))
        for kept in (WINDOW, KEY_KEPT):  # of each view a mark and a key
            views = a_day * max(HOURS) / sum(HOURS) * (kept / timedelta(hours=1))
            run(MARKS, now=now, kept=kept, views=round(views))
        run(PENDING, slot=last, hour=last, minute=round(a_day / 24 / 60))
        run("VACUUM ANALYZE {hours}, {totals}, {tallies}, {slots}, {marks}, {pending}")
