"""What stands where on the front page of a language. No story and no picture stands there twice."""

from dataclasses import dataclass, field, replace
from itertools import chain, repeat

from articles.models import Article
from audience import reading
from website import lists, most_read
from website.shared import SectionEntry

BESIDE_THE_LEAD = 4
FEWEST_LATEST, MOST_LATEST = 3, 7
VOICES = [Article.Kind.INTERVIEW, Article.Kind.OPINION]
FEWEST_VOICES, MOST_VOICES = 2, 4
NEWEST = 1 + BESIDE_THE_LEAD + MOST_LATEST + MOST_VOICES
FEWEST_PER_BLOCK = 3
FEATURE = ["feature", "side"]  # sizes of its first stories; of the others, no more than a line
LARGEST = {"feature": 5, "trio": 3}  # stories in a block of a section, by its shape
LARGEST_MIXED = {"feature": 5, "trio": 6}
TOPICS_PER_BLOCK = 4


@dataclass(frozen=True)
class Block:
    """Stories of one section, or without it of those sections that have too few for their own.

    A *feature* has one large story and a list, a *trio* three alike to a row.
    """

    section: SectionEntry | None
    stories: list
    shape: str = "trio"
    topics: list = field(default_factory=list)

    @property
    def is_mixed(self):
        return self.section is None

    @property
    def cards(self):
        """Size and story of each."""
        sizes = repeat("standard") if self.shape == "trio" else chain(FEATURE, repeat("line"))
        return zip(sizes, self.stories, strict=False)


@dataclass(frozen=True)
class Front:
    lead: object = None
    beside: list = field(default_factory=list)
    latest: list = field(default_factory=list)
    blocks: list = field(default_factory=list)
    voices: list = field(default_factory=list)
    most_read: list = field(default_factory=list)

    @property
    def cards_beside(self):
        """Size and story of each that stands beside the lead."""
        sizes = ["feature"] * 2 if len(self.beside) <= 2 else ["feature", "brief", "line", "line"]
        return zip(sizes, self.beside, strict=False)

    @property
    def stories(self):
        """Those that stand on it once, in the order of the page: all but the most read."""
        blocks = [block.stories for block in self.blocks]
        groups = [self.beside, self.latest, *blocks[:1], self.voices, *blocks[1:]]
        return [*filter(None, [self.lead]), *chain.from_iterable(groups)]


def front(site):
    """The front page as of now. Eight queries at most, whatever there is."""
    listed = lists.listed(site)
    newest = list(listed.newest_first()[:NEWEST])
    voices = list(listed.filter(kind__in=VOICES).newest_first()[:MOST_VOICES])
    if not has_band(newest, voices):
        voices = []
    known = {publication.pk: publication for publication in [*newest, *voices]}
    ids = lists.newest_of_sections(
        site, [section.id for section in site.menu], LARGEST["feature"], without=list(known)
    )
    ranked = reading.rankings(site.language)
    editions = set(chain.from_iterable(ranked.values()))
    others = list(lists.listed_by_ids(site, chain.from_iterable(ids.values()), editions))
    known |= {publication.pk: publication for publication in others}
    # What ended between two queries is gone from the second.
    older = {pk: [known[i] for i in found if i in known] for pk, found in ids.items()}
    shown = arrange(newest, voices, older, site.menu)
    read = most_read.offered(ranked, known.values(), taken=shown.stories)
    return replace(_as_stories(site, shown), most_read=most_read.as_stories(site, read))


# --- Which story stands where: of publications, without a query ---------------------------


def has_band(newest, voices):
    """Whether opinion and interviews stand by themselves: enough is left to fill the top."""
    apart = {publication.pk for publication in voices}
    left = [publication for publication in newest if publication.pk not in apart]
    return len(voices) >= FEWEST_VOICES and len(left) > BESIDE_THE_LEAD


def arrange(newest, voices, older, menu):
    """A front page of publications: the newest, voices that stand apart, older ones by section.

    Latest takes seven and *voices* four where the archive fills the sections all the same; in a
    small one they take fewer, and leave stories enough for blocks.
    """
    bands = [voices[:number] for number in range(FEWEST_VOICES, len(voices) + 1)] or [[]]
    lengths = range(FEWEST_LATEST, MOST_LATEST + 1)
    ways = [arrange_so(newest, band, older, menu, length) for band in bands for length in lengths]
    return max(
        ways, key=lambda way: (len(way.stories), len(way.blocks), len(way.voices), len(way.latest))
    )


def arrange_so(newest, voices, older, menu, length):
    """The same with just these voices, and with a Latest of that length if there is as much."""
    apart = {publication.pk for publication in voices}
    left = [publication for publication in newest if publication.pk not in apart]
    if not left:
        return Front()
    lead, *rest = featured(left[: 1 + BESIDE_THE_LEAD]) + left[1 + BESIDE_THE_LEAD :]
    beside = BESIDE_THE_LEAD
    if beside < len(rest) < beside + FEWEST_LATEST:
        beside = len(rest) - FEWEST_LATEST
    top = featured(rest[:beside], {lead.lead_image_id})
    seen = {publication.lead_image_id for publication in [lead, *top[:2], *voices]}
    below = rest[beside + length :]
    return Front(
        lead,
        top,
        rest[beside : beside + length],
        arrange_blocks(below, older, menu, seen),
        voices,
    )


def arrange_blocks(newest, older, menu, seen):
    """Blocks in the order of the menu, of two shapes by turns; what is too little for one joins.

    ``seen`` are images that stand above, and so head no block.
    """
    by_section = {section.id: [] for section in menu}
    strays = []
    for publication in newest:
        by_section.get(publication.section_id, strays).append(publication)
    for pk, found in older.items():
        by_section[pk] += found
    blocks = []
    for section in menu:
        found = by_section[section.id]
        if len(found) < FEWEST_PER_BLOCK:
            strays += found
        else:
            shape = shape_of(len(blocks))
            blocks.append(block_of(section, found[: LARGEST[shape]], shape, seen))
    if len(strays) >= FEWEST_PER_BLOCK:
        shape = shape_of(len(blocks))
        strays.sort(key=lambda publication: (publication.published_at, publication.pk))
        found = strays[::-1][: LARGEST_MIXED[shape]]
        if shape == "trio":
            found = found[: len(found) // 3 * 3]
        blocks.append(block_of(None, found, shape, seen))
    return blocks


def block_of(section, publications, shape, seen):
    """A block, whose pictures are then among those seen; a trio has its pictures side by side."""
    if shape == "feature":
        publications = featured(publications, seen)
    else:
        publications = sorted(publications, key=lambda p: not is_new(p.lead_image_id, seen))
    block = Block(section, publications, shape)
    seen |= {publication.lead_image_id for publication in _drawn(block.cards)}
    return block


def shape_of(number):
    return "trio" if number % 2 else "feature"


def featured(publications, seen=()):
    """The newest with a picture that is not yet seen first, and the rest as it stands."""
    first = next((p for p in publications if is_new(p.lead_image_id, seen)), None)
    rest = [publication for publication in publications if publication is not first]
    return [first, *rest] if first else rest


def is_new(image_id, seen):
    return image_id is not None and image_id not in seen


# --- How they are shown -------------------------------------------------------------------


def _as_stories(site, shown):
    """The same page of stories, with the pictures that are drawn, who signs, and the topics."""
    leading = [shown.lead] if shown.lead else []
    blocks = [block.stories for block in shown.blocks]
    signed = lists.signatures_of(site, leading + [p for p in shown.stories if p.kind in VOICES])
    topics = lists.topics_of(site, chain.from_iterable(blocks))
    portraits = {p.pk: lists.portraits(signed, p) for p in shown.voices}
    drawn = [*leading, *_drawn(shown.cards_beside)]
    drawn += chain.from_iterable(_drawn(block.cards) for block in shown.blocks)
    found = lists.pictures_of([*drawn, *shown.voices], *chain.from_iterable(portraits.values()))
    drawn = {p.pk: [p.lead_image_id] for p in drawn} | {
        p.pk: _faces(p, portraits[p.pk]) for p in shown.voices
    }
    cards = lists.as_stories(site, shown.stories, found, signed)
    cards = lists.each_picture_once(cards, found, drawn)
    by_id = {card.publication.pk: card for card in cards}

    def those(publications):
        return [by_id[publication.pk] for publication in publications]

    return Front(
        next(iter(those(leading)), None),
        those(shown.beside),
        those(shown.latest),
        [
            replace(
                block,
                stories=those(block.stories),
                topics=lists.most_frequent(topics, block.stories, TOPICS_PER_BLOCK),
            )
            for block in shown.blocks
        ],
        those(shown.voices),
    )


def _drawn(cards):
    """Those of some cards whose pictures are shown."""
    return [story for size, story in cards if size not in {"brief", "line"}]


def _faces(publication, portraits):
    """Images that may stand beside a voice, best first: who writes, or what is talked about."""
    own = [publication.lead_image_id]
    return portraits + own if publication.kind == Article.Kind.OPINION else own + portraits
