"""What stands where on the front page of a language. No story stands there twice."""

from dataclasses import dataclass, field

from articles.models import Publication
from website import stories
from website.shared import SectionEntry

NEWEST = 12  # the lead, those beside it, and Latest
BESIDE_THE_LEAD = 4
PER_SECTION = 4
FEWEST_PER_SECTION = 3


@dataclass(frozen=True)
class Block:
    """A section on the front page."""

    section: SectionEntry
    stories: list


@dataclass(frozen=True)
class Front:
    lead: stories.Story | None = None
    beside: list = field(default_factory=list)
    latest: list = field(default_factory=list)
    blocks: list = field(default_factory=list)

    @property
    def stories(self):
        blocks = [story for block in self.blocks for story in block.stories]
        return [*filter(None, [self.lead]), *self.beside, *self.latest, *blocks]


def front(site):
    """The front page as of now. Four queries, whatever there is."""
    newest = list(stories.listed(site).newest_first()[:NEWEST])
    sections = [section.id for section in site.menu]
    ids = stories.newest_of_sections(
        site, sections, PER_SECTION, without=[publication.pk for publication in newest]
    )
    ids = {pk: found for pk, found in ids.items() if len(found) >= FEWEST_PER_SECTION}
    others = Publication.objects.filter(pk__in=[pk for found in ids.values() for pk in found])
    others = list(others.for_cards())
    found = stories.pictures_of([*newest, *others])
    newest, others = (stories.as_stories(site, some, found) for some in (newest, others))
    by_id = {story.publication.pk: story for story in others}
    lead = _lead(newest)
    rest = [story for story in newest if story is not lead]
    return Front(
        lead,
        rest[:BESIDE_THE_LEAD],
        rest[BESIDE_THE_LEAD:],
        [
            Block(section, [by_id[pk] for pk in ids[section.id]])
            for section in site.menu
            if section.id in ids
        ],
    )


def _lead(newest):
    """The newest with a picture among those that may stand on top, else the newest."""
    top = newest[: BESIDE_THE_LEAD + 1]
    return next((story for story in top if story.picture), top[0] if top else None)
