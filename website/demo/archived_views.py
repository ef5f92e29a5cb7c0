"""How often the stories of an archive were read, in the buckets that they would be in by now.

The last week of the newest is told hour by hour. Of before it is known in ever fewer hours, and
where hours are forgotten, on the first days.
"""

from collections import Counter
from datetime import timedelta

from django.db import connection

from audience import buckets, ranking, typical
from audience.buckets import HOURS_KEPT, SLOTS_KEPT, hour_of, newsroom_day
from audience.models import DailyViews, HourlyViews, RecentViews, Tally, ViewTotal
from website.demo import readership

BUCKETS = [ViewTotal, DailyViews, HourlyViews, RecentViews]
LATELY = timedelta(days=7)
LATELY_READ = 200  # of the newest stories it is known when they were read, however old they are


class ArchivedViews:
    """The rows of buckets, and the tallies, which are added to those there are at the end."""

    def __init__(self, rows, now):
        self.rows, self.now = rows, now
        self.tallies = Counter()

    def add(self, story, editions, dice):
        """The views of a story, with its editions' ids by language; asks the database nothing."""
        starts = self.starts(story)
        days = {start: newsroom_day(start) for start in starts}
        hours = {start: hour_of(start) for start in starts}
        owners = [(Tally.Of.EVERYTHING, 0), (Tally.Of.SECTION, story.section.pk)]
        owners += [(Tally.Of.AUTHOR, author.pk) for author in story.authors]
        owners += [(Tally.Of.TOPIC, topic.pk) for topic in story.topics]
        for language, edition in editions.items():
            pace = min(2 * dice.paretovariate(1.1), 1000)
            read = [*readership.views_by(starts, pace, story.published_at, self.now)]
            self.add_rows(edition, read, days, hours)
            for start, views in read:
                for of, pk in owners:
                    self.tallies[of.value, pk, language, days[start]] += views

    def starts(self, story):
        """When the buckets of a story start."""
        published_at, week_ago = story.published_at, self.now - LATELY
        if published_at > week_ago:
            return readership.every_hour(published_at, self.now)
        is_old = published_at < self.now - HOURS_KEPT - readership.DAYS[-1]
        before = (readership.some_days if is_old else readership.some_hours)(published_at)
        lately = readership.every_hour(week_ago, self.now) if story.is_new else []
        return [start for start in before if start < week_ago] + lately

    def add_rows(self, edition, read, days, hours):
        by_day, by_hour = Counter(), Counter()
        for start, views in read:
            if start < self.now - HOURS_KEPT:
                by_day[str(days[start])] += views
            else:
                by_hour[hours[start]] += views
            if start >= self.now - SLOTS_KEPT:
                self.rows[RecentViews].add(edition_id=edition, slot=start, views=views)
        for day, views in by_day.items():
            self.rows[DailyViews].add(edition_id=edition, day=day, views=views)
        for hour, views in by_hour.items():
            self.rows[HourlyViews].add(edition_id=edition, hour=hour, views=views)
        self.rows[ViewTotal].add(edition_id=edition, views=sum(views for _, views in read))

    def finish(self):
        """Once all rows are written."""
        if connection.vendor == "postgresql":
            self.copy_tallies()
        else:
            buckets.add_tallies(self.tallies)
        ranking.rank(self.now)
        typical.learn(self.now)

    def copy_tallies(self):
        """As ``buckets.add_tallies`` does, for a million of them."""
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE added (LIKE audience_tally)")
            cursor.execute("ALTER TABLE added DROP COLUMN id")
            with cursor.copy("COPY added (of, object_id, language, day, views) FROM STDIN") as copy:
                for key, views in self.tallies.items():
                    copy.write_row([*key, views])
            cursor.execute(
                "INSERT INTO audience_tally (of, object_id, language, day, views)"
                " SELECT of, object_id, language, day, views FROM added"
                " ON CONFLICT (of, object_id, language, day)"
                " DO UPDATE SET views = audience_tally.views + excluded.views"
            )
            cursor.execute("DROP TABLE added")
