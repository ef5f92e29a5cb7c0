"""What a story of a kind is usually read by an age: the measure of the others."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from articles.models import Publication
from audience.buckets import HOURS_KEPT, LOOKED_UP_AT_ONCE
from audience.models import HourlyViews, TypicalViews

HOUR = timedelta(hours=1)
AGES = [1, 2, 3, 6, 12, 24, 48, 72, 120, 168, 336, 720]  # hours
STORIES = 100  # for each age, the newest of a language and kind that have reached it
FEWEST = 5  # of fewer there is no median


class Story(NamedTuple):
    """An edition that is measured, and the ages that it is measured at.

    ``reached`` is the last of ``AGES`` that it has reached.
    """

    edition_id: int
    language: str
    kind: str
    since: datetime
    reached: int
    ages: list


def learn(at):
    """Make every median anew, from the hours that are kept.

    What takes long is read before the transaction, which would keep all others from writing to
    SQLite.

    Queries: one for the stories, one for the hours of each 500 that have reached the same age,
    and those that write.
    """
    by_age = defaultdict(list)  # views by language, kind and age
    reached = attrgetter("reached")
    for _reached, stories in groupby(sorted(_measured(at), key=reached), key=reached):
        stories = list(stories)
        for start in range(0, len(stories), LOOKED_UP_AT_ONCE):
            some = stories[start : start + LOOKED_UP_AT_ONCE]
            read = _views_at_ages(some)
            for story in some:
                for hours, views in read[story.edition_id].items():
                    by_age[story.language, story.kind, hours].append(views)
    TypicalViews.objects.replace_all(
        TypicalViews(
            language=language, kind=kind, hours=hours, views=median(views), stories=len(views)
        )
        for (language, kind, hours), views in sorted(by_age.items())
        if len(views) >= FEWEST
    )


def _measured(at):
    """The stories that medians are made of, the newest first: for each age its ``STORIES``.

    A story that was taken down or has expired grows no older: nobody can read it. Only of what was
    published while hours were kept: of older ones the beginning is forgotten. One query.
    """
    texts = Publication.objects.filter(
        live_from__gt=at - HOURS_KEPT + timedelta(days=1), live_from__lte=at
    ).order_by("-live_from", "-edition_id")
    taken, ends = Counter(), {}
    for edition_id, language, kind, since, until, first in texts.values_list(
        "edition_id", "language", "kind", "live_from", "live_until", "published_at"
    ).iterator():
        end = ends.setdefault(edition_id, until or at)  # that of its last text, which comes first
        if since != first:
            continue
        age = min(end, at) - since
        reached = [hours for hours in AGES if hours * HOUR <= age]
        ages = [hours for hours in reached if taken[language, kind, hours] < STORIES]
        taken.update((language, kind, hours) for hours in ages)
        if ages:
            yield Story(edition_id, language, kind, since, reached[-1], ages)


def _views_at_ages(stories):
    """For each edition its views by age, of stories that have reached the same. One query."""
    moments = {
        story.edition_id: [(hours, story.since + hours * HOUR) for hours in story.ages]
        for story in stories
    }
    last = max(moment for ages in moments.values() for _hours, moment in ages)
    rows = HourlyViews.objects.filter(edition__in=list(moments), hour__lt=last)
    read = {story.edition_id: dict.fromkeys(story.ages, 0) for story in stories}
    for pk, hour, views in rows.values_list("edition_id", "hour", "views").iterator():
        for hours, moment in moments[pk]:
            if hour < moment:  # of the hour that it is in, as much as has gone by
                read[pk][hours] += views * min((moment - hour) / HOUR, 1)
    return read


class Medians:
    """What is typical, read once for a page. One query."""

    def __init__(self):
        self.by_kind = defaultdict(dict)
        rows = TypicalViews.objects.order_by()
        for language, kind, hours, views in rows.values_list("language", "kind", "hours", "views"):
            self.by_kind[language, kind][hours] = views

    def at_age(self, language, kind, age):
        """The views that a story usually has at an age; None where too few are known.

        Between two of ``AGES`` on the straight line from one median to the other, from nothing at
        its first moment; both must be known. After the last of them, what it is at the last.
        """
        known = self.by_kind.get((language, kind), {})
        if age < timedelta():
            return None
        hours = age / HOUR
        if hours >= AGES[-1]:
            return known.get(AGES[-1])
        known = {0: 0, **known}
        before, after = next(pair for pair in pairwise([0, *AGES]) if hours <= pair[1])
        low, high = known.get(before), known.get(after)
        if low is None or high is None:
            return None
        return low + (high - low) * (hours - before) / (after - before)
