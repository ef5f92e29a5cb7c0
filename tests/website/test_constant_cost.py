"""A page costs the same queries however much there is, and reads one language."""

import re
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import languages
from articles import publishing
from articles.models import Correction
from audience.models import HourlyViews
from audience.ranking import rank
from languages.columns import columns
from tests.factories import (
    make_alert,
    make_author,
    make_edition,
    make_image,
    make_publication,
    make_section,
    make_topic,
    make_user,
)
from tests.website.reading import article_path
from website.models import StaticPage

pytestmark = [pytest.mark.thorough, pytest.mark.django_db]

NOW = datetime(2026, 2, 1, 10, tzinfo=UTC)
MOST = {"article": 10, "home": 11, "ranked section": 11, "month": 4, "alerts": 2, "reads": 2}
MOST |= dict.fromkeys(["section", "topic", "author", "day"], 9)
DECIDING = {"page": ["title"], "author": ["name"]}
DECIDING |= dict.fromkeys(["section", "ranked section", "topic"], ("name", "slug"))
ARCHIVE = 20  # stories beside those of a test: the front page has blocks, voices and most read


class Newsroom:
    """Stories with all that a page can show, so many of each."""

    def __init__(self, stories, codes):
        self.by = make_user()
        self.fill()
        for number in range(stories):
            named = {"section": make_section(), "authors": [], "topics": []}
            for _ in range(stories):
                named["authors"].append(make_author(portrait=make_image()))
                named["topics"].append(make_topic())
            for age in range(3):
                self.publish(NOW - timedelta(hours=number + age), codes, **named)
            self.page = StaticPage.objects.create(
                slug=f"page-{StaticPage.objects.count()}", title_fr="Une page"
            )
            make_alert(text_fr="Alerte", article=self.story.article)
            for _ in range(stories):
                Correction.objects.create(article=self.story.article, text_fr="C’était mars.")
        self.named = named

    def fill(self):
        by, authors = self.by, [make_author()]
        self.ranked = section = make_section()
        for number in range(ARCHIVE):
            kind = "opinion" if number < 3 else "news"
            with time_machine.travel(NOW - timedelta(days=1, hours=number), tick=False):
                old = make_publication(by=by, section=section, authors=authors, kind=kind)
            HourlyViews.objects.create(edition=old.edition, hour=NOW, views=number + 1)
        rank(NOW)

    def publish(self, at, codes, **fields):
        with time_machine.travel(at, tick=False):
            self.story = make_publication(by=self.by, lead_image=make_image(), **fields)
            for code in codes:
                edition = make_edition(by=self.by, article=self.story.article, language=code)
                publishing.publish(edition, by=self.by)

    def paths(self):
        return {
            "home": "/fr/",
            "section": f"/fr/{self.named['section'].slug_fr}/",
            "ranked section": f"/fr/{self.ranked.slug_fr}/",
            "topic": f"/fr/topics/{self.named['topics'][0].slug_fr}/",
            "author": f"/fr/authors/{self.named['authors'][0].slug}/",
            "day": f"/fr/{NOW:%Y/%m/%d}/",
            "month": f"/fr/{NOW:%Y/%m}/",
            "article": article_path(Client(), "fr", self.story.article_id),
            "page": f"/fr/pages/{self.page.slug}/",
            "not found": "/fr/nothing/",
            "alerts": "/fr/alerts/",
            "reads": f"/fr/reads/{self.story.article_id}/",
            "not available": f"/ar/any/{self.story.article_id}/",
        }


def queries_of(client, path):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(path)
    return [query["sql"] for query in captured]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def costs(client, newsroom):
    """Of each page, while nothing is kept in the cache."""
    found = {}
    for kind, path in newsroom.paths().items():
        cache.clear()
        found[kind] = len(queries_of(client, path))
    cache.clear()
    return found


def test_pages_keep_to_their_budget_of_queries(client):
    found = costs(client, Newsroom(3, ["en", "ru"]))

    assert {kind: found[kind] for kind in MOST if found[kind] > MOST[kind]} == {}


def test_queries_do_not_grow_with_stories_or_languages(client):
    one = costs(client, Newsroom(1, ["en"]))

    three = costs(client, Newsroom(3, ["en", "ru", "es", "zh-hans"]))

    assert three == one


def test_no_column_of_another_language_is_read(client):
    newsroom = Newsroom(1, ["en"])
    fields = ("name", "slug", "headline", "text", "title", "brand", "description", "role", "body")
    of_french = {f"{field}_fr" for field in fields}
    every = {name for field in fields for name in columns(field)}

    read = set()
    for kind, path in newsroom.paths().items():
        if kind != "not available":
            # In which languages there is such a page is asked of what decides that, in one query.
            allowed = set(chain.from_iterable(map(columns, DECIDING.get(kind, []))))
            for sql in queries_of(client, path):
                read |= set(re.findall(r"\w+", sql)) & every - allowed

    assert read <= of_french
    assert {"name_fr", "slug_fr", "text_fr", "brand_fr"} <= read
    assert len(languages.codes()) == 6
