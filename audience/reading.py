"""What is read most, as pages show it."""

from django.core.cache import cache

from audience.models import Ranked
from audience.ranking import EVERY_SECTION

KEPT = 60  # seconds


def most_read(language, section_id=EVERY_SECTION, span=Ranked.Span.DAY):
    """The ids of the editions of a language that were read most lately, most first.

    They were live when the ranking was made, which was some minutes ago (``audience.ranking``).
    One query on the first request in a minute.
    """
    key = f"most-read:{language}:{section_id}:{span}"
    ranking = cache.get(key)
    if ranking is None:
        rows = Ranked.objects.filter(language=language, section_id=section_id, span=span)
        ranking = list(rows.order_by("place").values_list("edition_id", flat=True))
        cache.set(key, ranking, KEPT)
    return ranking
