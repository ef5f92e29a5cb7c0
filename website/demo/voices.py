"""How made-up stories sound: what words.toml holds, put together."""

import random
import re
from functools import lru_cache
from itertools import count, product

from articles import body
from languages.finding import words as words_to_find
from languages.slugs import slugify

MOST_SENTENCES = 24_000  # drawn once for each language: enough for 20,000 different words
# Outlines of bodies: a digit is that many sentences, 0 a heading. Fifteen sentences or more.
OUTLINES = [
    "<p>3</p><p>3</p><p>3</p><h2>0</h2><p>3</p><p>3</p>",
    "<p>2</p><p>4</p><h2>0</h2><p>3</p><blockquote><p>1</p></blockquote><p>3</p><p>2</p>",
    "<p>3</p><p>3</p><h2>0</h2><p>2</p><ul><li>1</li><li>1</li><li>1</li></ul><p>4</p>",
    "<p>1</p><p>3</p><p>3</p><h2>0</h2><p>4</p><p>2</p><h2>0</h2><p>3</p><p>3</p>",
]


class Layout:
    """A body to be filled with the ids of its blocks and with texts, or with texts alone."""

    def __init__(self, outline):
        texts, blocks = count(), count()
        self.sizes = [int(digit) for digit in re.findall(r">(\d)<", outline)]
        self.plain = re.sub(r">\d<", lambda _: f">{{0[{next(texts)}]}}<", outline)
        self.working = re.sub(
            rf"<({'|'.join(body.BLOCKS)})>",
            lambda tag: f'<{tag[1]} data-block="{{1[{next(blocks)}]}}">',
            self.plain,
        )
        self.blocks = next(blocks)


LAYOUTS = [Layout(outline) for outline in OUTLINES]


class Voice:
    """How stories sound in one language: a stock of sentences and headlines, drawn once."""

    def __init__(self, language, words, number):
        dice = random.Random(language)
        self.space, self.colon, self.dateline = words["space"], words["colon"], words["dateline"]
        self.glue = slugify(f"a{self.colon}b")[1:-1]
        self.places = combined(*words["places"], glue="")
        people = combined(*words["people"], glue=self.space)
        stems = words["stems"]
        forms = {
            slot: combined(combined(first, stems[name], glue=""), last, glue="")
            for slot, (first, name, last) in words["words"].items()
        }

        def fill(slot):
            if slot[1] == "number":
                return str(dice.randrange(12, 990))
            if slot[1] in ("place", "person"):
                return dice.choice(self.places if slot[1] == "place" else people)
            known = forms[slot[1]]
            return known[int(len(known) * dice.random() ** 2)]  # some words are much used

        def draw(patterns, how_many):
            drawn = (re.sub(r"{(\w+)}", fill, dice.choice(patterns)) for _ in range(how_many))
            return [text[0].upper() + text[1:] for text in drawn]

        sentences = min(40 * number + 200, MOST_SENTENCES)
        self.sentences = draw(words["sentences"], sentences)
        self.headlines = [
            (text, slugify(text)) for text in draw(words["headlines"], sentences // 4)
        ]
        self.town_slugs = [slugify(place) for place in self.places]
        self.found = lru_cache(20_000)(lambda text: words_to_find(text).split())

    def write(self, dice, town, layout, blocks):
        """The texts of an edition but for its kicker; the body as readers get it; and the words
        that its headline and its slug are found by.
        """
        drawn = iter(dice.choices(self.sentences, k=sum(layout.sizes) + 2))
        titles = iter(dice.choices(self.headlines, k=1 + layout.sizes.count(0)))
        title, slug = next(titles)
        texts = [
            self.space.join(next(drawn) for _ in range(size)) if size else next(titles)[0]
            for size in layout.sizes
        ]
        written = {
            "headline": f"{self.places[town]}{self.colon}{title}",
            "slug": f"{self.town_slugs[town]}{self.glue}{slug}",
            "summary": self.space.join(drawn),
            "dateline": self.dateline.format(self.places[town].upper()),
            "body": layout.working.format(texts, blocks),
        }
        # Part by part, for most parts are known; without glue the parts are one word.
        of_slug = [self.town_slugs[town], slug] if self.glue else [written["slug"]]
        found = [
            [word for part in parts for word in self.found(part)]
            for parts in ([self.places[town], title], of_slug)
        ]
        return written, layout.plain.format(texts), found


def combined(first, second, glue):
    """Every part of the first with every part of the second; each a list, or words in a row."""
    first, second = (
        part if isinstance(part, list) else ["" if word == "-" else word for word in part.split()]
        for part in (first, second)
    )
    return list(dict.fromkeys(f"{a}{glue}{b}" for a, b in product(first, second)))
