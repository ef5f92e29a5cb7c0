"""What a story of a kind is usually read by an age: the measure of the others."""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise
from statistics import median

from django.db import transaction
from django.db.models import F, Window
from django.db.models.functions import RowNumber

from articles.models import Publication
from audience.buckets import HOURS_KEPT, LOOKED_UP_AT_ONCE
from audience.models import HourlyViews, TypicalViews

HOUR = timedelta(hours=1)
AGES = [1, 2, 3, 6, 12, 24, 48, 72, 120, 168, 336, 720]  # hours
STORIES = 100  # the newest of each language and kind that have reached the age
FEWEST = 5  # of fewer there is no median


@transaction.atomic
def learn(at):
    """Make every median anew, from the hours that are kept."""
    by_kind = defaultdict(lambda: defaultdict(list))  # views by language and kind, then by age
    publications = _newest(at)
    for start in range(0, len(publications), LOOKED_UP_AT_ONCE):
        some = publications[start : start + LOOKED_UP_AT_ONCE]
        read = _views_at_ages([(edition_id, since) for edition_id, *_, since in some], at)
        for edition_id, language, kind, _since in some:
            for hours, views in read[edition_id].items():
                by_kind[language, kind][hours].append(views)
    TypicalViews.objects.all().delete()
    TypicalViews.objects.bulk_create(
        [
            TypicalViews(
                language=language,
                kind=kind,
                hours=hours,
                views=median(views),
                stories=len(views),
            )
            for (language, kind), by_age in sorted(by_kind.items())
            for hours, views in sorted(by_age.items())
            if len(views) >= FEWEST
        ],
        batch_size=150,
    )


def _newest(at):
    """Edition, language, kind and first moment of the newest stories of each language and kind.

    Of what was published while hours were kept: of older ones the beginning is forgotten.
    """
    place = Window(
        RowNumber(), partition_by=[F("language"), F("kind")], order_by=[F("published_at").desc()]
    )
    rows = (
        Publication.objects.filter(
            published_at__gt=at - HOURS_KEPT + timedelta(days=1),
            live_from=F("published_at"),
            live_from__lte=at,
        )
        .annotate(place=place)
        .filter(place__lte=STORIES)
    )
    return list(rows.values_list("edition_id", "language", "kind", "published_at"))


def _views_at_ages(editions, at):
    """For each edition, its views at each of the ages that it has reached."""
    rows = HourlyViews.objects.filter(edition__in=[pk for pk, _since in editions])
    by_edition = defaultdict(list)
    for pk, hour, views in rows.values_list("edition_id", "hour", "views").iterator():
        by_edition[pk].append((hour, views))
    return {
        pk: {
            hours: _views_until(by_edition[pk], since + timedelta(hours=hours))
            for hours in AGES
            if since + timedelta(hours=hours) <= at
        }
        for pk, since in editions
    }


def _views_until(buckets, moment):
    """The views before a moment: of the hour that it is in, as much as has gone by."""
    passed = ((views, (moment - hour) / HOUR) for hour, views in buckets)
    return sum(views * min(share, 1) for views, share in passed if share > 0)


class Medians:
    """What is typical, read once for a page. One query."""

    def __init__(self):
        self.by_kind = defaultdict(list)
        rows = TypicalViews.objects.order_by("hours")
        for language, kind, hours, views in rows.values_list("language", "kind", "hours", "views"):
            self.by_kind[language, kind].append((hours, views))

    def at_age(self, language, kind, age):
        """The views that a story usually has at an age; None where too few are known.

        Between two known ages on the straight line from one to the other, from nothing at its
        first moment; after the last, what it is at the last.
        """
        known = self.by_kind.get((language, kind))
        if not known or age < timedelta():
            return None
        hours = age / HOUR
        for (before, low), (after, high) in pairwise([(0, 0), *known]):
            if hours <= after:
                return low + (high - low) * (hours - before) / (after - before)
        return known[-1][1]
