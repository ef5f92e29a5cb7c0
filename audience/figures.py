"""How often stories were read: one in its languages, and all of a section, an author or a topic.

Days are those of the newsroom, of 23 to 25 hours; an hour is in the day in which it begins. What
lies after the moment of the question, left by a clock that was set back, is not told; but totals
have it, and tallies of today, which know no hours.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.cache import cache
from django.db import connection
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from articles.models import Publication
from articles.models.publications import live_condition
from audience.buckets import hour_of, newsroom_day
from audience.models import DailyViews, HourlyViews, Ranked, Tally, ViewTotal
from audience.ranking import EVERY_SECTION, SPANS

LONGEST = 366  # days, of a period
HOUR = timedelta(hours=1)
KEPT = 30  # seconds, of sums over everything that there is of a kind
PUBLISHED_KEPT = 300  # seconds, of which stories of a period are read most
RANKED = 20  # editions of each language whose views are looked up
NEWEST = 30  # stories of an author or topic


@dataclass(frozen=True)
class Period:
    """Days of the newsroom, the first and the last included."""

    since: date
    until: date

    @classmethod
    def of_last(cls, days, at):
        """So many days that end with today."""
        today = newsroom_day(at)
        return cls(today - timedelta(days=days - 1), today)

    @property
    def days(self):
        number = (self.until - self.since).days + 1
        return [self.since + timedelta(days=n) for n in range(number)]

    @property
    def moments(self):
        """When it begins, and when it is over."""
        return start_of(self.since), start_of(self.until + timedelta(days=1))


def start_of(day):
    return datetime.combine(day, time(), timezone.get_default_timezone())


def hours_until(at, number):
    """The starts of so many hours, the last of them the one that a moment is in."""
    last = hour_of(at)
    return [last - back * HOUR for back in reversed(range(number))]


# --- One article ----------------------------------------------------------------------


def totals(edition_ids):
    """All views so far by edition. One query."""
    rows = ViewTotal.objects.filter(edition__in=edition_ids)
    return Counter(dict(rows.values_list("edition_id", "views")))


def by_hour(edition_ids, hours):
    """For each edition its views by the starts of hours. One query.

    Those of an hour that was cut otherwise, before the clock was set by half an hour or another
    zone was chosen, are of the hour in which theirs begins.
    """
    rows = HourlyViews.objects.filter(
        edition__in=edition_ids, hour__gte=hours[0], hour__lt=hours[-1] + HOUR
    )
    found = defaultdict(Counter)
    for pk, hour, views in rows.values_list("edition_id", "hour", "views"):
        found[pk][hours[bisect_right(hours, hour) - 1]] += views
    return found


def by_day(edition_ids, period, at):
    """For each edition its views by days, until the hour that a moment is in.

    One query, of hours that are kept and of days: two would tell an hour twice that becomes part
    of its day between them.
    """
    start, end = period.moments
    zone = timezone.get_default_timezone()
    hours = HourlyViews.objects.filter(edition__in=edition_ids, hour__gte=start, hour__lt=end)
    hours = hours.filter(hour__lte=at).order_by()
    hours = hours.values("edition_id", told_on=TruncDate("hour", tzinfo=zone))
    hours = hours.annotate(sum=Sum("views")).values_list("edition_id", "told_on", "sum")
    days = DailyViews.objects.filter(edition__in=edition_ids, day__gte=period.since)
    days = days.filter(day__lte=period.until)
    found = defaultdict(Counter)
    for pk, day, views in hours.union(days.values_list("edition_id", "day", "views"), all=True):
        found[pk][day] += views
    return found


# --- A section, an author, a topic, or everything ----------------------------------------


def tallied(of, object_id, period, codes):
    """The views by days, for each of some languages. One query."""
    rows = _tallies(of, period, codes).filter(object_id=object_id)
    found = defaultdict(Counter)
    for code, day, views in rows.values_list("language", "day", "views"):
        found[code][day] = views
    return found


def shared_out(of, period, codes, most):
    """The views in the period of sections, authors or topics, most first: pairs of id and views.

    One query in half a minute; it adds up the tallies of all of them on those days.
    """
    key = f"readership:{of}:{period.since}:{period.until}:{','.join(codes)}:{most}"
    found = cache.get(key)
    if found is None:
        rows = _tallies(of, period, codes).values("object_id").annotate(sum=Sum("views"))
        rows = rows.order_by("-sum", "object_id").values_list("object_id", "sum")
        found = list(rows[:most])
        cache.set(key, found, KEPT)
    return found


def _tallies(of, period, codes):
    return Tally.objects.filter(
        of=of, language__in=codes, day__gte=period.since, day__lte=period.until
    ).order_by()


# --- The stories behind it ---------------------------------------------------------------


def most_ranked(span, section_id, codes, at):
    """The views in a span, by edition, of those ranked highest in each language; most first.

    Two queries: the first ``RANKED`` of the rankings, and their hours.
    """
    length, _half_life = SPANS[span]
    ranked = Ranked.objects.filter(
        language__in=codes, section_id=section_id or EVERY_SECTION, span=span, place__lte=RANKED
    )
    ids = list(ranked.values_list("edition_id", flat=True))
    rows = HourlyViews.objects.filter(edition__in=ids, hour__gt=at - length, hour__lte=at)
    rows = rows.order_by().values("edition_id").annotate(sum=Sum("views"))
    return list(rows.order_by("-sum", "edition_id").values_list("edition_id", "sum"))


def newest_of(lists, owner, codes, at):
    """The ids of the newest live publications in the list of an author or a topic.

    ``lists`` is ``PublicationAuthor`` or ``PublicationTopic``. One query, which reads the first
    ``NEWEST`` of each language from the index: all languages at once would have to be sorted.
    """
    name = lists._meta.model_name.removeprefix("publication")
    rows = lists.objects.filter(live_condition(at, "publication__"), **{name: owner})
    rows = rows.order_by("-published_at", "-publication").values_list(
        "publication_id", "published_at"
    )
    parts = [rows.filter(language=code)[:NEWEST].query.sql_with_params() for code in codes]
    sql = " UNION ALL ".join(f"SELECT * FROM ({sql}) one{n}" for n, (sql, _) in enumerate(parts))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({sql}) every ORDER BY 2 DESC, 1 DESC LIMIT {NEWEST}",
            [value for _sql, parameters in parts for value in parameters],
        )
        return [pk for pk, _published_at in cursor.fetchall()]


def published_in(period, kind, owner, codes, at, most):
    """The ids of the editions first published in the period that are live now, most read first.

    Of everything where ``kind`` is None, else of one "section", "author" or "topic". One query in
    five minutes, which reads what each language has of the period from the index of its kind, and
    the total of each edition there; without one it counts as read by nobody.
    """
    key = ["readership:published", kind, owner, period.since, period.until, ",".join(codes), most]
    key = ":".join(map(str, key))
    found = cache.get(key)
    if found is None:
        totals = ViewTotal.objects.filter(edition=OuterRef("edition_id")).values("views")
        live = Publication.objects.filter(live_condition(at)).order_by()
        live = live.annotate(views=Coalesce(Subquery(totals), 0))
        live = live.values_list("edition_id", "views", "published_at", "id")
        # All languages at once might be taken for so many that the whole table is read.
        parts = [live.filter(**_listed(period, kind, owner, code)) for code in codes]
        rows = parts[0].union(*parts[1:], all=True).order_by("-views", "-published_at", "-id")
        found = [edition_id for edition_id, *_rest in rows[:most]]
        cache.set(key, found, PUBLISHED_KEPT)
    return found


def _listed(period, kind, owner, code):
    """The condition for what is in a list in a period.

    The rows of authors and topics repeat what publications have: with both named, either may be
    read from its index, and neither is looked up thousands of times.
    """
    start, end = period.moments
    within = {"language": code, "published_at__gte": start, "published_at__lt": end}
    if kind in ("author", "topic"):
        rows = {f"{kind}_rows__{name}": value for name, value in within.items()}
        return within | rows | {f"{kind}_rows__{kind}": owner}
    return within | {kind: owner} if kind else within
