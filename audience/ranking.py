"""The most read of each language, everywhere and by section, made now and then for all pages."""

from datetime import timedelta

from django.db import connection
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
RANKED = 60  # everywhere; a front page shows fewer, so that some are left for its list
RANKED_IN_SECTION = 30


class Epoch(Func):
    """Seconds since 1970."""

    output_field = FloatField()
    # What it extracts is of unlimited digits, with which powers take far longer.
    template = "EXTRACT(EPOCH FROM %(expressions)s)::float"

    def as_sqlite(self, compiler, connection):
        return self.as_sql(compiler, connection, template="unixepoch(%(expressions)s)")


def rank(at):
    """Make every ranking anew, of what is live at a moment.

    Reads the hours of a week from their index, once for each span, before the transaction that
    would keep all others from writing to SQLite. One query for each, and those that write.
    """
    rows = [
        Ranked(language=language, section_id=place_in, span=span, place=place, edition_id=pk)
        for span, (length, half_life) in SPANS.items()
        for pk, language, section_id, everywhere, in_section in _placed(at, length, half_life)
        for place_in, place, most in [
            (EVERY_SECTION, everywhere, RANKED),
            (section_id, in_section, RANKED_IN_SECTION),
        ]
        if place <= most
    ]
    Ranked.objects.replace_all(rows)


def _placed(at, length, half_life):
    """Edition, language, section, and its places among those of the language and of both."""
    scores, scored = _scores(at, length, half_life).query.sql_with_params()
    live = Publication.objects.filter(live_condition(at)).order_by()
    live, lived = live.values("edition_id", "language", "section_id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT * FROM (
                SELECT edition_id, language, section_id,
                    row_number() OVER (PARTITION BY language ORDER BY score DESC, edition_id DESC)
                        AS everywhere,
                    row_number() OVER (
                        PARTITION BY language, section_id ORDER BY score DESC, edition_id DESC
                    ) AS in_section
                FROM ({scores}) scores JOIN ({live}) live USING (edition_id)
            ) placed
            WHERE everywhere <= {RANKED} OR in_section <= {RANKED_IN_SECTION}
            """,
            [*scored, *lived],
        )
        return cursor.fetchall()


def _scores(at, length, half_life):
    """The views of each edition, those of long ago weighing less."""
    # A bucket is named by its start: this skips the one that began before the span did.
    hours = HourlyViews.objects.filter(hour__gt=at - length, hour__lte=at).order_by()
    age = (Value(at.timestamp()) - Epoch("hour")) / Value(half_life.total_seconds())
    weight = Power(Value(0.5), age, output_field=FloatField())
    score = Sum(F("views") * weight, output_field=FloatField())
    return hours.values("edition_id").annotate(score=score)
