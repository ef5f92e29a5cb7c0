"""Views: a person reading an edition, once until half an hour has gone by since the last one.

Nothing about an article, edition or publication is written, so that counting never waits for
an editor or an editor for counting.
"""

import random
from datetime import UTC, timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.models import Publication
from articles.models.publications import live_condition
from audience.models import HourlyViews, ViewMark, ViewTotal
from audience.readers import agent_class, network

WINDOW = timedelta(minutes=30)
# One counted view in so many, by chance, also removes up to so many expired marks: several times
# as many as were made since.
FORGET_ONE_IN = 20
FORGET_AT_ONCE = 200

# One statement, so that of two requests at the same moment one alone changes a row.
CLAIM = """
    INSERT INTO audience_viewmark (digest, counted_at) VALUES (%s, %s)
    ON CONFLICT (digest) DO UPDATE SET counted_at = excluded.counted_at
    WHERE audience_viewmark.counted_at <= %s
"""


def count_view(edition_id, *, address, agent, at=None):
    """Count a reader's view of an edition at a moment (now by default); whether it counted.

    It does not where the edition is not live, or where a view of the same reader was counted
    less than ``WINDOW`` ago. Two queries for a view that does not count and four for one that
    does (eight for the first of all), however many there are already; one more in the first
    half hour of a day, and now and then two that forget.
    """
    at = at or timezone.now()
    if not Publication.objects.filter(live_condition(at), edition_id=edition_id).exists():
        return False
    reader = f"{network(address)} {agent_class(agent)}"
    with transaction.atomic():
        if not all(_claim(mark, at) for mark in digests(reader, edition_id, at)):
            return False
        hour = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        _add_one(HourlyViews, edition_id=edition_id, hour=hour)
        _add_one(ViewTotal, edition_id=edition_id)
    if random.randrange(FORGET_ONE_IN) == 0:
        forget_marks(at - WINDOW)
    return True


def digests(reader, edition_id, at):
    """The names of the marks of a reader and an edition: one per UTC day that the window touches.

    Hashes under a key of the day, from which neither the reader can be told without the site's
    secret, nor that two marks of different days are of one reader. In the first half hour of a
    day yesterday's mark is claimed too, and first, or a view before midnight would not count
    as one.
    """
    days = sorted({(at - WINDOW).astimezone(UTC).date(), at.astimezone(UTC).date()})
    return [
        salted_hmac(
            f"audience.ViewMark {day.isoformat()}", f"{reader} {edition_id}", algorithm="sha256"
        ).hexdigest()
        for day in days
    ]


def forget_marks(before, limit=FORGET_AT_ONCE):
    """Remove the oldest marks that were made before a moment; how many. Marks in use are left."""
    with transaction.atomic():
        expired = ViewMark.objects.filter(counted_at__lt=before).order_by("counted_at")
        expired = expired.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit]
        removed, _by_model = ViewMark.objects.filter(pk__in=list(expired)).delete()
    return removed


def _claim(mark, at):
    """Make or renew a mark; whether that could be done: none was made within the window."""
    moments = [connection.ops.adapt_datetimefield_value(moment) for moment in (at, at - WINDOW)]
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [mark, *moments])
        return cursor.rowcount == 1


def _add_one(model, **key):
    rows = model.objects.filter(**key)
    if not rows.update(views=F("views") + 1):
        model.objects.bulk_create([model(**key)], ignore_conflicts=True)
        rows.update(views=F("views") + 1)
