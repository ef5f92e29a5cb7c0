"""The most read of each language, everywhere and by section, made now and then for all pages."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.db.models import F, FloatField, Func, Sum, Value
from django.db.models.functions import Power

from articles.models import Publication
from articles.models.publications import live_condition
from audience.models import HourlyViews, Ranked

# How far a ranking looks back, and after which time a view counts for half: what rises now
# stands above what was read as much yesterday.
SPANS = {
    Ranked.Span.DAY: (timedelta(hours=24), timedelta(hours=8)),
    Ranked.Span.WEEK: (timedelta(days=7), timedelta(days=2)),
}
EVERY_SECTION = 0
# A ranking is looked up in those read most in any language and section; so many are visited.
CONSIDERED = 2_000
RANKED = 60  # everywhere; a front page shows fewer, so that some are left for its list
RANKED_IN_SECTION = 30
LOOKED_UP_AT_ONCE = 500


class Epoch(Func):
    """Seconds since 1970."""

    output_field = FloatField()
    # What it extracts is of unlimited digits, with which powers take far longer.
    template = "EXTRACT(EPOCH FROM %(expressions)s)::float"

    def as_sqlite(self, compiler, connection):
        return self.as_sql(compiler, connection, template="unixepoch(%(expressions)s)")


@transaction.atomic
def rank(at):
    """Make every ranking anew, of what is live at a moment.

    Reads the hours of a week from their index, once for each span.
    """
    rows = []
    for span, (length, half_life) in SPANS.items():
        scores = _scores(at, length, half_life)
        by_place = defaultdict(list)
        for edition_id, language, section_id in _live(list(scores), at):
            by_place[language, EVERY_SECTION].append(edition_id)
            by_place[language, section_id].append(edition_id)
        for (language, section_id), editions in sorted(by_place.items()):
            editions.sort(key=lambda pk: (scores[pk], pk), reverse=True)
            most = RANKED if section_id == EVERY_SECTION else RANKED_IN_SECTION
            rows += [
                Ranked(
                    language=language,
                    section_id=section_id,
                    span=span,
                    place=place,
                    edition_id=edition_id,
                )
                for place, edition_id in enumerate(editions[:most], start=1)
            ]
    Ranked.objects.all().delete()
    Ranked.objects.bulk_create(rows, batch_size=150)


def _scores(at, length, half_life):
    """Views of editions, those of long ago weighing less; of the most read editions alone."""
    # A bucket is named by its start: this skips the one that began before the span did.
    hours = HourlyViews.objects.filter(hour__gt=at - length, hour__lte=at).order_by()
    age = (Value(at.timestamp()) - Epoch("hour")) / Value(half_life.total_seconds())
    weight = Power(Value(0.5), age, output_field=FloatField())
    score = Sum(F("views") * weight, output_field=FloatField())
    rows = hours.values("edition_id").annotate(score=score).order_by("-score", "-edition_id")
    return dict(rows.values_list("edition_id", "score")[:CONSIDERED])


def _live(edition_ids, at):
    """Edition, language and section of what readers see of some editions."""
    for start in range(0, len(edition_ids), LOOKED_UP_AT_ONCE):
        some = edition_ids[start : start + LOOKED_UP_AT_ONCE]
        rows = Publication.objects.filter(live_condition(at), edition__in=some)
        yield from rows.values_list("edition_id", "language", "section_id")
