"""How often the stories of an archive were read, in the buckets that they would be in by now.

The young are told hour by hour; of those that are older than a week it is known in ever fewer
hours, and of those whose hours are forgotten, on a few days.
"""

from collections import Counter
from datetime import timedelta

from audience import buckets, ranking, typical
from audience.buckets import HOURS_KEPT, SLOTS_KEPT, newsroom_day
from audience.models import DailyViews, HourlyViews, RecentViews, Tally, ViewTotal
from website.demo import readership

BUCKETS = [ViewTotal, DailyViews, HourlyViews, RecentViews]
YOUNG = timedelta(days=7)
OLD = HOURS_KEPT + readership.DAYS[-1]


class ArchivedViews:
    """The rows of buckets, and the tallies, which are added to those there are at the end."""

    def __init__(self, rows, now):
        self.rows, self.now = rows, now
        self.tallies = Counter()

    def add(self, story, editions, dice):
        """The views of a story, with its editions' ids by language; asks the database nothing."""
        age = self.now - story.published_at
        if age < YOUNG:
            starts = readership.every_hour(story.published_at, self.now)
        elif age < OLD:
            starts = readership.some_hours(story.published_at)
        else:
            starts = readership.some_days(story.published_at)
        days = {start: newsroom_day(start) for start in starts}
        owners = [(Tally.Of.EVERYTHING, 0), (Tally.Of.SECTION, story.section.pk)]
        owners += [(Tally.Of.AUTHOR, author.pk) for author in story.authors]
        owners += [(Tally.Of.TOPIC, topic.pk) for topic in story.topics]
        for language, edition in editions.items():
            pace = min(2 * dice.paretovariate(1.1), 1000)
            read = [*readership.views_by(starts, pace, story.published_at, self.now)]
            self.rows[ViewTotal].add(edition_id=edition, views=sum(views for _, views in read))
            if age < OLD:
                self.add_hours(edition, read)
            for start, views in read:
                if age >= OLD:
                    self.rows[DailyViews].add(edition_id=edition, day=str(days[start]), views=views)
                for of, pk in owners:
                    self.tallies[of.value, pk, language, days[start]] += views

    def add_hours(self, edition, read):
        hours = Counter()
        for start, views in read:
            hours[readership.hour_of(start)] += views
            if start >= self.now - SLOTS_KEPT:
                self.rows[RecentViews].add(edition_id=edition, slot=start, views=views)
        for hour, views in hours.items():
            self.rows[HourlyViews].add(edition_id=edition, hour=hour, views=views)

    def finish(self):
        """Once all rows are written."""
        buckets.add_tallies(self.tallies)
        ranking.rank(self.now)
        typical.learn(self.now)
