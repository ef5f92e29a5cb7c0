"""How made-up stories sound: what the folder words holds, put together."""

import random
import re
from functools import cache, lru_cache
from itertools import count, product
from typing import NamedTuple

from articles import body
from languages.finding import words as words_to_find
from languages.slugs import slugify
from website.demo.loader import HERE, read

MOST_OF_EACH = 800  # so often is a pattern filled: enough for 20,000 different words
# Outlines of bodies: each letter is the event, a sentence, a quote or a heading. Fourteen sentences
# or more.
OUTLINES = [
    "<p>es</p><p>sss</p><p>sss</p><h2>h</h2><p>sss</p><p>sss</p>",
    "<p>es</p><p>ssss</p><h2>h</h2><p>sss</p><blockquote><p>q</p></blockquote><p>sss</p><p>ss</p>",
    "<p>ess</p><p>sss</p><h2>h</h2><p>ss</p><ul><li>s</li><li>s</li><li>s</li></ul><p>ssss</p>",
    "<p>e</p><p>sss</p><p>sqs</p><h2>h</h2><p>ssss</p><p>ss</p><p>sss</p><p>sss</p>",
]
STRATA = 30  # the patterns of sentences, of which a body has none twice
# After these, Russian and Arabic nouns keep one form.
TENS = [number for number in range(15, 100) if number % 10 in (0, 5, 6, 7, 8, 9)]
NUMBERS = {
    "n": TENS,
    "few": [number for number in TENS if number < 50],
    "most": [number for number in TENS if number > 50],
    "hundreds": [hundred + ten for hundred in range(100, 1000, 100) for ten in TENS],
    "year": range(1946, 2010),
}
SLOT = re.compile(r"{(\w+)")
BEGINNING = re.compile(r"(?:^|(?<=[.?!] ))\w")
TOWN = "{town}"  # each story puts its own in
TOWN_AS_WORD = "xtownx"


class Layout:
    """A body to be filled with the ids of its blocks and with texts, or with texts alone."""

    def __init__(self, outline):
        texts, blocks = count(), count()
        self.fillings = re.findall(r">([esqh]+)<", outline)
        self.plain = re.sub(r">[esqh]+<", lambda _: f">{{0[{next(texts)}]}}<", outline)
        self.working = re.sub(
            rf"<({'|'.join(body.BLOCKS)})>",
            lambda tag: f'<{tag[1]} data-block="{{1[{next(blocks)}]}}">',
            self.plain,
        )
        self.blocks = next(blocks)


LAYOUTS = [Layout(outline) for outline in OUTLINES]


class Plot(NamedTuple):
    """What a story tells in every language; its parts are chances, from 0 to 1, for ``one_of``."""

    town: float
    event: float
    layout: Layout
    blocks: list
    parts: list

    @classmethod
    def draw(cls, dice):
        layout = dice.choice(LAYOUTS)
        return cls(
            town=dice.random(),
            event=dice.random(),
            layout=layout,
            blocks=[f"{dice.getrandbits(32):08x}" for _ in range(layout.blocks)],
            parts=[
                (stratum + dice.random()) / STRATA
                for stratum in dice.sample(range(STRATA), sum(map(len, layout.fillings)))
            ],
        )


class Event(NamedTuple):
    """The texts that a story begins with, but for the name of the town."""

    headline: str
    slug: str
    summary: str
    lead: str


class Voice:
    """How stories sound in one language: a stock of events and sentences, drawn once.

    Two languages have the same stock, part by part, for the same number of stories.
    """

    def __init__(self, language, number):
        words = read(f"words/{language}.toml")
        names = names_of(words["script"])
        self.space, self.dateline, self.towns = words["space"], words["dateline"], names["town"]
        self.town_slugs = [slugify(town) for town in self.towns]
        slots = NUMBERS | names | {"town": [TOWN]}
        slots |= {slot: fillings(text) for slot, text in words["slots"].items()}
        each = min(2 * number + 10, MOST_OF_EACH)
        self.events = [
            Event(headline, slug_with_town(headline), summary, lead)
            for headline, summary, lead in drawn(
                [(event["headline"], event["summary"], event["lead"]) for event in words["events"]],
                slots,
                each // 2,
            )
        ]
        self.stock = {
            kind[0]: [text for (text,) in drawn([(text,) for text in words[kind]], slots, often)]
            for kind, often in (("sentences", each), ("quotes", each // 4), ("headings", 10))
        }
        self.found = lru_cache(50_000)(lambda text: words_to_find(text).split())

    def write(self, plot):
        """The texts of an edition but for its kicker; the body as readers get it; and the words
        that its headline and its slug are found by.
        """
        town, town_slug = one_of(self.towns, plot.town), one_of(self.town_slugs, plot.town)
        event, layout = one_of(self.events, plot.event), plot.layout
        stock = {**self.stock, "e": [event.lead.replace(TOWN, town)]}
        chances = iter(plot.parts)
        texts = [
            self.space.join([one_of(stock[letter], next(chances)) for letter in filling])
            for filling in layout.fillings
        ]
        written = {
            "headline": event.headline.replace(TOWN, town),
            "slug": event.slug.replace(TOWN, town_slug),
            "summary": event.summary,
            "dateline": self.dateline.format(town.upper()),
            "body": layout.working.format(texts, plot.blocks),
        }
        found = [
            self.found_around(event.headline, town),
            self.found_around(event.slug, town_slug),
        ]
        return written, layout.plain.format(texts), found

    def found_around(self, text, town):
        """What a text is found by with this town in it."""
        if not self.space:  # the name is one word with its neighbours
            return self.found(text.replace(TOWN, town))
        before, _, after = text.partition(TOWN)  # known parts, most of the time
        return [*self.found(before), *self.found(town), *self.found(after)]


def is_known(language):
    """Whether there are words for a language."""
    return (HERE / f"words/{language}.toml").exists()


def drawn(patterns, slots, each):
    """So many of each pattern, one pattern after the other; its texts are filled alike."""
    dice = random.Random(0)  # the same in every language
    places = {slot: place for place, slot in enumerate(sorted(slots))}
    for texts in patterns:
        used = [(slot, places[slot]) for slot in SLOT.findall(" ".join(texts))]
        for _ in range(each):
            chances = [dice.random() for _ in places]
            filled = {slot: one_of(slots[slot], chances[place]) for slot, place in used}
            yield [sentence_case(text.format_map(filled)) for text in texts]


def one_of(values, chance):
    return values[int(chance * len(values))]


def fillings(text):
    """What a slot is filled with; a list of forms where there is more than one."""
    texts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    return [part.split("|") if "|" in part else part for part in texts]


def sentence_case(text):
    """With a capital at the beginning of each sentence."""
    return BEGINNING.sub(lambda letter: letter[0].upper(), text)


def slug_with_town(headline):
    return slugify(headline.replace(TOWN, TOWN_AS_WORD)).replace(TOWN_AS_WORD, TOWN)


@cache
def names_of(script):
    """Made-up names by slot."""
    parts = read("words/names.toml")[script]
    roots = [parts["starts"], parts["middles"]]
    made = {kind: [*roots, parts[kind]] for kind in ("village", "name", "brand")}
    made["town"] = [parts["starts"], parts["town"]]
    made |= {kind: own for kind, own in parts.items() if isinstance(own, list)}
    return {kind: combined(*syllables) for kind, syllables in made.items()}


def combined(*parts):
    """Every choice of one syllable out of each part."""
    return ["".join(chosen) for chosen in product(*(part.split() for part in parts))]
