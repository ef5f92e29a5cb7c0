"""What is read now, what rises, and what was published and is not found.

"Now" is the half hour that ended with the last whole five minutes: both halves of an hour are then
of the same length, so that a story read as much as before does not seem to fall. Slots of the
future, left by a clock that was set back, are in none of it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

import languages
from articles.models import Edition, Publication
from articles.models.publications import live_condition
from audience.buckets import LOOKED_UP_AT_ONCE
from audience.counting import slot_of
from audience.models import RecentViews, ViewTotal
from audience.typical import Medians

HALF_HOUR = timedelta(minutes=30)
KEPT = 30  # seconds
# Views come by chance. Of two equal half hours the difference exceeds this many times the root of
# their sum once in 700; what does, and is a quarter more at least, rises.
SIGMAS = 3
RISERS = 500
# A story has had time to be found, and it is not too late to do something about it.
YOUNGEST, OLDEST = timedelta(hours=2), timedelta(hours=48)
FAR_UNDER = 0.25  # of the median
FEWEST_USUAL = 20  # views; under a median of less, chance decides
CONSIDERED = 5_000  # publications, the newest first


@dataclass(frozen=True)
class Reading:
    """The views of an edition, or of a language, in the last half hour and in the one before."""

    of: object
    views: int
    before: int


@dataclass(frozen=True)
class Unfound:
    """An edition that is read far less than others of its language and kind at its age."""

    of: int
    published_at: datetime
    views: int
    usual: float

    @property
    def missing(self):
        return self.usual - self.views


def half_hour(at):
    """Beginning and end of the half hour that is told as now."""
    end = slot_of(at)
    return end - HALF_HOUR, end


def by_language(at):
    """The readings of all languages of the newsroom, in their order.

    One query in half a minute: the slots of an hour from their index, and of each edition there
    its language.
    """

    def read():
        rows = _of_the_hour(at).annotate(language=_language())
        return {code: both for code, *both in _added_up(rows, "language", at)}

    found = _kept("languages", "", at, read)
    return [Reading(code, *found.get(code, (0, 0))) for code in languages.codes()]


def most_read(at, language="", most=20):
    """The readings of the editions of a language, or of all, that are read most; most first.

    One query in half a minute.
    """

    def read():
        rows = _added_up(_read_in(language, at), "edition_id", at).filter(now__gt=0)
        return list(rows.order_by("-now", "-edition_id")[:most])

    return [Reading(*row) for row in _kept(f"most:{most}", language, at, read)]


def rising(at, language="", most=20):
    """The readings of the editions that are read more than before, and by more than chance.

    Those that gained most first, of the ``RISERS`` that did in all languages. One query in half a
    minute, and one for a language.
    """

    def read():
        rows = _added_up(_of_the_hour(at), "edition_id", at)
        rows = rows.annotate(gain=F("now") - F("before"), both=F("now") + F("before"))
        rows = rows.annotate(square=F("gain") * F("gain"), chance=F("both") * SIGMAS**2)
        rows = rows.filter(gain__gt=0, square__gte=F("chance"), gain__gte=F("before") / 4)
        rows = rows.order_by("-gain", "-edition_id")
        return list(rows.values_list("edition_id", "now", "before")[:RISERS])

    found = [Reading(*row) for row in _kept("rising", "", at, read)]
    if language:
        ids = [reading.of for reading in found]
        own = Edition.objects.filter(pk__in=ids, language=language).order_by()
        own = set(own.values_list("pk", flat=True))
        found = [reading for reading in found if reading.of in own]
    return found[:most]


def not_found(at, language="", most=20):
    """Live stories of the last two days with far less than the median of their kind and age.

    Those that miss most views first. Nothing is said where no median is known, nor of a story that
    readers were kept from for a while. Three queries, which look at the newest ``CONSIDERED``.
    """
    medians = Medians()
    found = []
    for edition_id, code, kind, published_at, views in _lately_published(at, language):
        usual = medians.at_age(code, kind, at - published_at)
        if usual is not None and usual >= FEWEST_USUAL and views < usual * FAR_UNDER:
            found.append(Unfound(edition_id, published_at, views, usual))
    found = sorted(found, key=lambda story: story.missing, reverse=True)[:LOOKED_UP_AT_ONCE]
    interrupted = _interrupted([story.of for story in found], at)
    return [story for story in found if story.of not in interrupted][:most]


def _lately_published(at, language):
    codes = [language] if language else languages.codes()
    totals = ViewTotal.objects.filter(edition=OuterRef("edition_id")).values("views")
    rows = Publication.objects.filter(
        live_condition(at),
        language__in=codes,
        published_at__gt=at - OLDEST,
        published_at__lte=at - YOUNGEST,
    ).order_by("-published_at", "-id")
    rows = rows.annotate(views=Coalesce(Subquery(totals), 0))
    return rows.values_list("edition_id", "language", "kind", "published_at", "views")[:CONSIDERED]


def _interrupted(edition_ids, at):
    """Those of some editions that were not live for a while, before a moment. One query."""
    next_texts = Publication.objects.filter(
        edition=OuterRef("edition"), live_from=OuterRef("live_until")
    )
    ended = Publication.objects.filter(edition__in=edition_ids, live_until__lte=at)
    return set(ended.exclude(Exists(next_texts)).values_list("edition_id", flat=True))


def _of_the_hour(at):
    start, end = half_hour(at)
    return RecentViews.objects.filter(slot__gte=start - HALF_HOUR, slot__lt=end).order_by()


def _read_in(language, at):
    rows = _of_the_hour(at)
    return rows.annotate(language=_language()).filter(language=language) if language else rows


def _added_up(rows, by, at):
    """What rows are grouped by, with the sums of both halves of the hour."""
    start, _end = half_hour(at)
    sums = {
        "now": Coalesce(Sum("views", filter=Q(slot__gte=start)), 0),
        "before": Coalesce(Sum("views", filter=Q(slot__lt=start)), 0),
    }
    return rows.values(by).annotate(**sums).values_list(by, *sums)


def _language():
    """Looked up by the edition's id: a join might be done by reading all editions there are."""
    editions = Edition.objects.filter(pk=OuterRef("edition_id")).order_by()
    return Subquery(editions.values("language"))


def _kept(name, language, at, read):
    """What was read less than half a minute ago of the same half hour, else what is read now."""
    _start, end = half_hour(at)
    key = f"readership:{name}:{language}:{end.timestamp():.0f}"
    found = cache.get(key)
    if found is None:
        found = read()
        cache.set(key, found, KEPT)
    return found
