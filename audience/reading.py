"""What is read most, of which pages make their lists."""

from django.core.cache import cache

from audience.models import Ranked
from audience.ranking import EVERY_SECTION

KEPT = 60  # seconds


def most_read(language, section_id=EVERY_SECTION, span=Ranked.Span.DAY):
    """The ids of the editions of a language that were read most lately, most first.

    They were live when the ranking was made, which was some minutes ago (``audience.ranking``).
    """
    return rankings(language, section_id)[span]


def rankings(language, section_id=EVERY_SECTION):
    """The same of every span, by span. One query on the first request in a minute."""
    key = f"most-read:{language}:{section_id}"
    found = cache.get(key)
    if found is None:
        rows = Ranked.objects.filter(language=language, section_id=section_id)
        found = {span.value: [] for span in Ranked.Span}
        for span, edition_id in rows.order_by("span", "place").values_list("span", "edition_id"):
            found[span].append(edition_id)
        cache.set(key, found, KEPT)
    return found
