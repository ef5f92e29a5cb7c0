"""The stories that were read most, as pages list them: in 24 hours, or in 7 days.

The lists of one block are alternatives of each other. One that would be too short is not offered.
"""

from dataclasses import dataclass, replace
from itertools import chain

from audience import reading
from audience.models import Ranked
from audience.ranking import EVERY_SECTION
from website import lists

NUMBER = 5


@dataclass(frozen=True)
class MostRead:
    """Publications or stories, the most read first, and the time in which they were."""

    span: Ranked.Span
    stories: list


def most_read(site, section_id=EVERY_SECTION):
    """The lists of a language, or of a section in it. One query, or two."""
    ranked = reading.rankings(site.language, section_id)
    # Some may have ended since, or gone to another section.
    first = {pk for ranking in ranked.values() for pk in ranking[: NUMBER * 2]}
    known = lists.listed_by_ids(site, [], first)
    known = [p for p in known if section_id in {EVERY_SECTION, p.section_id}]
    return as_stories(site, offered(ranked, known))


def offered(ranked, known, taken=()):
    """The lists that rankings of editions give, of known publications and without those taken."""
    taken = {publication.edition_id for publication in taken}
    by_edition = {p.edition_id: p for p in known if p.edition_id not in taken}
    found = [
        MostRead(span, [by_edition[pk] for pk in ranked[span] if pk in by_edition][:NUMBER])
        for span in Ranked.Span
    ]
    return [one for one in found if len(one.stories) == NUMBER]


def as_stories(site, found):
    """The same lists, of stories. No query."""
    return [replace(one, stories=lists.as_stories(site, one.stories, {})) for one in found]


def listed(found):
    """All that stands in some lists."""
    return [*chain.from_iterable(one.stories for one in found)]
