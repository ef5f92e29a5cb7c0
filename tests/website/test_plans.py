"""With 50,000 publications, no query of a public page reads more than it shows."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client

from articles import publishing
from articles.keyset import Key
from articles.models import (
    Article,
    Edition,
    Publication,
    PublicationAuthor,
    PublicationTopic,
    Revision,
)
from audience.models import HourlyViews
from audience.ranking import RANKED, RANKED_IN_SECTION, rank
from audience.reading import most_read
from tests.factories import (
    make_alert,
    make_author,
    make_edition,
    make_publication,
    make_section,
    make_topic,
    make_user,
)
from tests.plans import buffers, multiply, plans, scanned
from tests.website.reading import article_path

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

NUMBER = 50_000
FIRST_ID = 1_000_000
FIRST_DATE = datetime(2020, 1, 1, tzinfo=UTC)
NOW = FIRST_DATE + timedelta(hours=NUMBER + 24)
MOST_BUFFERS = 400  # per query

# Of story n, counted from the oldest: a fifth has ended, two thirds are French, the first two
# thousand are those of a section in which nothing has appeared since.
PUBLISHED = f"timestamptz '{FIRST_DATE.isoformat()}' + n * interval '1 hour'"
LANGUAGE = "CASE WHEN n % 3 < 2 THEN 'fr' ELSE 'en' END"
ENDED = f"CASE WHEN n % 5 = 0 THEN {PUBLISHED} + interval '1 day' END"
DORMANT = 2_000


def list_under(model, publication_fields, condition):
    """Rows of a topic or author for the publications of those n that fulfil a condition."""
    names = ["publication_id", "language", "published_at", *publication_fields]
    values = ["id", "language", "published_at", *map(str, publication_fields.values())]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join(names)})"
            f" SELECT {', '.join(values)} FROM articles_publication,"
            f" LATERAL (SELECT id - {FIRST_ID} AS n) numbered WHERE n > 0 AND {condition}"
        )


class Archive:
    """Addresses of the pages of a newsroom with a past."""

    def __init__(self):
        self.by = make_user()
        self.sections = [make_section() for _ in range(6)]
        self.dormant = make_section()
        self.old_topic, self.busy_topic = make_topic(), make_topic()
        self.busy, self.of_three = make_author(), make_author()
        with time_machine.travel(NOW, tick=False):
            topics = [self.old_topic, self.busy_topic]
            self.story = make_publication(by=self.by, authors=[self.busy], topics=topics)
            english = make_edition(by=self.by, article=self.story.article, language="en")
            publishing.publish(english, by=self.by)
        make_alert(text_fr="Alerte", article=self.story.article, starts_at=FIRST_DATE)
        self.fill()

    def fill(self):
        own = f"{FIRST_ID} + n"
        sections = ", ".join(str(section.pk) for section in self.sections)
        section = f"(ARRAY[{sections}])[n % 6 + 1]"
        revision = self.story.revision
        multiply(self.story.article, NUMBER, id=own)
        multiply(self.story.edition, NUMBER, id=own, article_id=own, language=LANGUAGE)
        multiply(revision, NUMBER, id=own, article_id=own, edition_id=own)
        multiply(
            self.story,
            NUMBER,
            id=own,
            article_id=own,
            edition_id=own,
            revision_id=own,
            language=LANGUAGE,
            kind="CASE WHEN n % 100 = 1 THEN 'opinion' ELSE 'news' END",
            section_id=f"CASE WHEN n <= {DORMANT} THEN {self.dormant.pk} ELSE {section} END",
            published_at=PUBLISHED,
            live_from=PUBLISHED,
            live_until=ENDED,
        )
        old = f"n < {NUMBER // 2} AND n % 10 = 1"
        list_under(PublicationTopic, {"topic_id": self.old_topic.pk}, old)
        list_under(PublicationTopic, {"topic_id": self.busy_topic.pk}, "true")
        list_under(
            PublicationAuthor, {"author_id": self.of_three.pk, "position": 1}, "n IN (1,4,7)"
        )
        list_under(PublicationAuthor, {"author_id": self.busy.pk, "position": 0}, "true")
        self.read(own)
        models = [Article, Edition, Revision, Publication, PublicationTopic, PublicationAuthor]
        models.append(HourlyViews)
        with connection.cursor() as cursor:
            for model in models:
                cursor.execute(f"ANALYZE {model._meta.db_table}")

    def read(self, edition):
        """One hour of every edition some days ago, and of the newest two thousand today."""
        now = f"timestamptz '{NOW.isoformat()}'"
        hour = HourlyViews.objects.create(edition=self.story.edition, hour=NOW, views=1)
        for first, last, ago in (
            (0, NUMBER, "n % 300 * interval '1 day' + interval '2 days'"),
            (NUMBER - 2_000, NUMBER, "n % 20 * interval '1 hour'"),
        ):
            multiply(
                hour,
                f"generate_series({first + 1}, {last}) n",
                id=f"nextval(pg_get_serial_sequence('{HourlyViews._meta.db_table}', 'id'))",
                edition_id=edition,
                hour=f"{now} - ({ago})",
                views="n * 7 % 97 + 1",
            )

    def paths(self):
        lists = {
            "section": f"/fr/{self.sections[0].slug_fr}/",
            "dormant section": f"/fr/{self.dormant.slug_fr}/",
            "topic of old stories": f"/fr/topics/{self.old_topic.slug_fr}/",
            "topic of everything": f"/fr/topics/{self.busy_topic.slug_fr}/",
            "author of everything": f"/fr/authors/{self.busy.slug}/",
            "author of three": f"/fr/authors/{self.of_three.slug}/",
        }
        for name, path in lists.items():
            yield name, path
            for n in (NUMBER - 1_000, NUMBER // 2, DORMANT // 2, 40):
                yield f"{name} before {n}", f"{path}?before={key(n)}"
                yield f"{name} after {n}", f"{path}?after={key(n)}"
        for n in (NUMBER, NUMBER // 2, 40):
            yield f"day of {n}", f"/fr/{FIRST_DATE + n * timedelta(hours=1):%Y/%m/%d}/"
        yield "front page", "/fr/"
        yield "absent page", "/fr/any/"
        yield "alerts", "/fr/alerts/"
        yield "reads", f"/fr/reads/{self.story.article_id}/"
        yield "reads of the middle", f"/fr/reads/{FIRST_ID + NUMBER // 2 - 1}/"
        yield "story", article_path(Client(), "fr", self.story.article_id)
        yield "dormant story", article_path(Client(), "fr", FIRST_ID + DORMANT - 2)
        yield "story of the middle", article_path(Client(), "fr", FIRST_ID + NUMBER // 2 - 1)
        yield "ended story", f"/fr/any/{FIRST_ID + 10}/"
        yield "story of another language", f"/ar/any/{self.story.article_id}/"
        yield "absent story", "/fr/any/999999999/"


def key(n):
    """The key of story n, as it stands in an address."""
    moment = FIRST_DATE + n * timedelta(hours=1)
    return str(Key(moment, FIRST_ID + n))


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


def test_no_query_of_a_public_page_reads_more_than_it_shows(client):
    archive = Archive()
    too_many, most = {}, 0
    rank(NOW)

    with time_machine.travel(NOW, tick=False):
        for name, path in archive.paths():
            read = [(buffers(plan), sql) for sql, plan in plans(partial(client.get, path))]
            assert read, name
            worst = max(read)
            most = max(most, worst[0])
            if worst[0] > MOST_BUFFERS:
                too_many[name] = worst

    assert Publication.objects.count() > NUMBER
    assert too_many == {}
    assert len(most_read("fr")) == RANKED
    assert len(most_read("fr", archive.sections[0].pk, "week")) == RANKED_IN_SECTION


def test_ranking_reads_the_hours_of_its_span_and_what_is_live_once():
    """Done now and then, and beside the requests."""
    Archive()

    read = list(plans(partial(rank, NOW)))

    [of_a_day, of_a_week] = [plan for sql, plan in read if HourlyViews._meta.db_table in sql]
    for plan in (of_a_day, of_a_week):
        assert [*scanned(plan)] in ([], [Publication._meta.db_table])
        assert buffers(plan) <= 4_000
    assert len(most_read("fr")) == RANKED
