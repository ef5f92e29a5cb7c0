"""What is read, told from the views."""

from datetime import timedelta

from django.core.cache import cache
from django.db.models import OuterRef, Subquery, Sum

from articles.models import Publication
from audience.models import HourlyViews

LATELY = timedelta(hours=24)
# A ranking is looked up in those read most in any language: however many are read, and however
# many languages there are, no more editions than these are visited.
CONSIDERED = 300
RANKED = 60  # a front page shows fewer than these, so that some are left for its list
KEPT = 300  # seconds


def most_read(language, at, number=RANKED):
    """The ids of the editions of a language that were read most in the last day, most first.

    They were live when the ranking was made, which was some minutes ago at most; not more than
    ``RANKED``. No query, but for the first request in so many minutes, which makes one.
    """
    key = f"most-read:{language}"
    ranking = cache.get(key)
    if ranking is None:
        ranking = _rank(language, at)
        cache.set(key, ranking, KEPT)
    return ranking[:number]


def _rank(language, at):
    # A bucket is named by its start: this skips the one that began before the day did.
    lately = HourlyViews.objects.filter(hour__gt=at - LATELY, hour__lte=at).order_by()
    read = lately.values("edition").annotate(total=Sum("views"))
    considered = read.order_by("-total", "-edition").values("edition")[:CONSIDERED]
    total = read.filter(edition=OuterRef("edition")).values("total")
    rows = Publication.objects.live(language, at).filter(edition__in=considered)
    rows = rows.alias(total=Subquery(total)).order_by("-total", "-published_at", "-id")
    return list(rows.values_list("edition_id", flat=True)[:RANKED])
