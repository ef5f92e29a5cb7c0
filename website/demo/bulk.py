"""Stories by the thousand, to try the site with the archive of ten years.

The rows go into the database table by table, past the functions of the desk, but they are what
these would have left: the facts saved once, the texts of every language saved once, each edition
published once. A language that the folder words has no words for is left out.
"""

import json
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate, chain
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

import languages
from accounts.models import User
from articles.models import (
    Article,
    Byline,
    Edition,
    EditorialEvent,
    Publication,
    PublicationAuthor,
    PublicationTopic,
    Revision,
    Section,
    Topic,
)
from authors.models import Author
from images.models import Image
from languages.columns import column
from website.demo import voices
from website.demo.archived_views import BUCKETS, LATELY_READ, ArchivedViews
from website.demo.loader import read, texts_of
from website.demo.rows import Rows

YEARS = 10
OLD = timedelta(days=5 * 365)  # the rare topic is on a tenth of the stories from before
DORMANT = timedelta(days=8 * 365)  # the rare section has had no story since
BATCH = 1000  # articles that are committed together
KINDS = {"news": 80, "analysis": 8, "opinion": 5, "interview": 4, "explainer": 3}
TABLES = [  # in the order in which rows refer to each other
    Article,
    Byline,
    Article.topics.through,
    Edition,
    Revision,
    Publication,
    PublicationTopic,
    PublicationAuthor,
    EditorialEvent,
    *BUCKETS,
]


def load(number, *, by, seed=0):
    """Add so many stories, published by an account; yields how many there are after each batch.

    The same seed gives the same stories to the same database, and others to one that has grown.
    Raises ValidationError where there are no words for any language, or where no section or no
    author has a name in all those that there are.
    """
    with transaction.atomic():
        archive = Archive(number, by, seed)
    with ThreadPoolExecutor(1) as ahead:  # the next batch is made while the database takes this one
        coming = ahead.submit(archive.make, 0)
        for start in range(0, number, BATCH):
            batch = coming.result()
            coming = ahead.submit(archive.make, start + BATCH)
            with transaction.atomic():
                archive.write(batch)
            yield min(start + BATCH, number)
    archive.finish()


class Archive:
    """The stories of one loading, the oldest first, and the rows that they are made of."""

    def __init__(self, number, by, seed):
        self.number, self.by = number, by
        self.codes = [code for code in languages.codes() if voices.is_known(code)]
        if not self.codes:
            raise ValidationError("There are no words for any language of this newsroom.")
        self.rows = {model: Rows(model) for model in TABLES}
        self.dice = random.Random(f"{seed} {self.rows[Article].last}")
        self.voices = {code: voices.Voice(code, number) for code in self.codes}
        accounts = dict(User.objects.filter(is_demo=True).values_list("username", "pk"))
        self.translators = {c: accounts.get(f"translator-{c}", by.pk) for c in self.codes}
        self.choose_shared_rows(read("words/rare.toml"))
        now, span = timezone.now(), timedelta(days=YEARS * 365.25)
        ages = sorted((self.dice.random() for _ in range(number)), reverse=True)
        self.now, self.moments = now, [now - span * age for age in ages]
        self.views = ArchivedViews(self.rows, now)
        self.compresses_fast = knows_lz4()

    def choose_shared_rows(self, rare):
        """What stories share, the most used first; and what only few of them have."""
        self.rare_section, _ = made_once(Section, rare["section"], "slug", position=99)
        self.rare_topic, _ = made_once(Topic, rare["topic"], "slug")
        rare_author, is_new = made_once(Author, rare["author"], "name", slug="ilse-quandt")
        self.rare_author = rare_author
        self.by_rare_author = {0, self.number // 2, self.number - 1} if is_new else set()
        self.sections = Weighted(self.named(Section, "name", "slug"), without=self.rare_section)
        self.topics = Weighted(self.named(Topic, "name", "slug"), without=self.rare_topic)
        self.authors = Weighted(self.named(Author, "name"), without=rare_author)
        if not self.sections.rows or not self.authors.rows:
            raise ValidationError(
                f"A section and an author with names in {', '.join(self.codes)} are missing."
            )
        leads = self.named(Image, "alt_text").filter(led_articles__isnull=False).distinct()
        self.images = [image for image in leads if not image.rights_end]

    def named(self, model, *fields):
        """The rows of a model that have these texts in all languages, by id."""
        rows = model.objects.rewrite(False).order_by("pk")
        for name in [column(field, code) for field in fields for code in self.codes]:
            rows = rows.exclude(**{name: None}).exclude(**{name: ""})
        return rows

    def make(self, start):
        """The rows of the batch that begins with this story; asks the database nothing."""
        for position in range(start, min(start + BATCH, self.number)):
            self.add_article(self.invent(position))
        return [(rows, rows.take()) for rows in self.rows.values()]

    def invent(self, position):
        dice, published_at = self.dice, self.moments[position]
        source = self.codes[0] if dice.random() < 0.6 else dice.choice(self.codes)
        return Story(
            kind=dice.choices([*KINDS], [*KINDS.values()])[0],
            section=self.choose_section(position, published_at),
            topics=self.choose_topics(published_at),
            authors=self.choose_authors(position),
            image=dice.choice(self.images) if self.images and dice.random() < 0.7 else None,
            codes=[source, *(code for code in self.codes if code != source)],
            written_at=published_at - timedelta(hours=dice.uniform(1, 48)),
            published_at=published_at,
            is_new=position >= self.number - LATELY_READ,
        )

    def choose_section(self, position, published_at):
        is_old = self.now - published_at > DORMANT
        if is_old and (position == 0 or self.dice.random() < 0.01):
            return self.rare_section
        return self.sections.pick(self.dice)

    def choose_topics(self, published_at):
        topics = [self.topics.pick(self.dice) for _ in range(self.dice.choice((0, 1, 1, 2, 3)))]
        share = 0.1 if self.now - published_at > OLD else 0.0005
        rare = [self.rare_topic] if self.dice.random() < share else []
        return list(dict.fromkeys(filter(None, topics + rare)))

    def choose_authors(self, position):
        if position in self.by_rare_author:
            return [self.rare_author]
        authors = [self.authors.pick(self.dice) for _ in range(self.dice.choice((1, 1, 1, 1, 2)))]
        return list(dict.fromkeys(authors))

    def add_article(self, story):
        texts, published_bodies, found_by = self.write_texts(story)
        article = self.rows[Article].add(
            kind=story.kind,
            section_id=story.section.pk,
            lead_image_id=story.image and story.image.pk,
            source_language=story.codes[0],
            version=1,
            created_by_id=self.by.pk,
            created_at=story.written_at,
            modified_at=story.written_at,
            found_by=found_by,
            **{column_of(n, c): text for c in story.codes for n, text in texts[c].items()},
        )
        for topic in story.topics:
            self.rows[Article.topics.through].add(article_id=article, topic_id=topic.pk)
        for place, author in enumerate(story.authors):
            self.rows[Byline].add(article_id=article, author_id=author.pk, position=place)
        self.add_revision(story, story.facts, article_id=article, author_id=self.by.pk)

        source_revision, editions = None, {}
        for code in story.codes:
            translator = self.translators[code] if source_revision else None
            edition = editions[code] = self.rows[Edition].add(
                article_id=article,
                language=code,
                state=Edition.State.APPROVED,
                version=1,
                published_version=1,
                edited_at=story.written_at,
                edited_by_id=translator or self.by.pk,
                translator_id=translator,
                reviewer_id=self.by.pk,
            )
            revision = self.add_revision(
                story,
                texts[code],
                article_id=article,
                edition_id=edition,
                author_id=translator or self.by.pk,
                source_revision_id=source_revision,
            )
            source_revision = source_revision or revision
            ids = {"article_id": article, "edition_id": edition, "revision_id": revision}
            self.publish(story, code, ids, {**texts[code], "body": published_bodies[code]})
        self.views.add(story, editions, self.dice)

    def write_texts(self, story):
        """The texts by language, the bodies as readers get them, and what the story is found by."""
        plot = voices.Plot.draw(self.dice)
        about = story.topics[0] if story.topics else story.section
        texts, published, found = {}, {}, {}
        for code in story.codes:
            texts[code], published[code], found[code] = self.voices[code].write(plot)
            texts[code]["kicker"] = getattr(about, column_of("name", code))
        by_name = zip(*(found[code] for code in self.codes), strict=True)  # headlines, then slugs
        return texts, published, " ".join(dict.fromkeys(chain(*chain(*by_name))))

    def add_revision(self, story, values, **fields):
        values = {name: value for name, value in values.items() if value}
        return self.rows[Revision].add(
            number=1,
            base=0,
            values=json.dumps(values, ensure_ascii=False),
            created_at=story.written_at,
            **fields,
        )

    def publish(self, story, code, ids, texts):
        at = story.published_at
        publication = self.rows[Publication].add(
            language=code,
            kind=story.kind,
            section_id=story.section.pk,
            published_at=at,
            live_from=at,
            published_by_id=self.by.pk,
            **ids,
            **texts,
            **(picture(story.image, code) if story.image else {}),
        )
        listed = {"publication_id": publication, "language": code, "published_at": at}
        for topic in story.topics:
            self.rows[PublicationTopic].add(topic_id=topic.pk, **listed)
        for place, author in enumerate(story.authors):
            self.rows[PublicationAuthor].add(author_id=author.pk, position=place, **listed)
        self.rows[EditorialEvent].add(
            edition_id=ids["edition_id"],
            action=EditorialEvent.Action.PUBLISH,
            actor_id=self.by.pk,
            effective_at=at,
            created_at=at,
        )

    def write(self, batch):
        with connection.cursor() as cursor:
            if self.compresses_fast:
                cursor.execute("SET LOCAL default_toast_compression = 'lz4'")
            for rows, taken in batch:
                rows.write(taken)
            # The ids were ours: later rows come after them.
            for sql in connection.ops.sequence_reset_sql(no_style(), [*self.rows]):
                cursor.execute(sql)

    def finish(self):
        with transaction.atomic():
            self.views.finish()
        with connection.cursor() as cursor:
            for rows in self.rows.values():
                cursor.execute(f"ANALYZE {rows.table}")


def knows_lz4():
    """Whether the server has a way of compressing long texts that is quicker than its usual."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"
        )
        return cursor.fetchone() == (True,)


column_of = cache(column)  # asked a hundred times for each story


def made_once(model, row, told_by, **fields):
    """The row with these texts, and whether it had to be made."""
    texts = texts_of(model, row)
    known = {name: text for name, text in texts.items() if name.startswith(told_by)}
    found = model.objects.rewrite(False).filter(**known).first()
    return found or model.objects.create(**fields, **texts), found is None


def picture(image, code):
    """What a publication says of its lead image."""
    alt = "" if image.is_decorative else getattr(image, column_of("alt_text", code))
    caption = getattr(image, column_of("caption", code)) or ""
    return {"lead_image_id": image.pk, "image_alt": alt, "image_caption": caption}


class Story(NamedTuple):
    """What all editions share; the codes of their languages begin with the source."""

    kind: str
    section: Section
    topics: list
    authors: list
    image: Image | None
    codes: list
    written_at: datetime
    published_at: datetime
    is_new: bool

    @property
    def facts(self):
        """As a revision stores them."""
        return {
            "kind": self.kind,
            "section": self.section.pk,
            "lead_image": self.image and self.image.pk,
            "source_language": self.codes[0],
            "topics": sorted(topic.pk for topic in self.topics),
            "authors": [author.pk for author in self.authors],
        }


class Weighted:
    """Rows of which the first is picked most, the second half as often, and so on."""

    def __init__(self, rows, without):
        self.rows = [row for row in rows if row.pk != without.pk]
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.rows) + 1)))

    def pick(self, dice):
        return dice.choices(self.rows, cum_weights=self.weights)[0] if self.rows else None
