from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from articles import editing, lists, publishing
from articles.editing import TextsChange
from articles.lists import ArticleList, Filters
from articles.models import Article, Edition
from articles.states import Standing, standings
from tests.factories import (
    make_article,
    make_author,
    make_edition,
    make_publication,
    make_section,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.thorough

NINE, TEN, ELEVEN, TWELVE = (datetime(2026, 3, 5, hour, tzinfo=UTC) for hour in (9, 10, 11, 12))


def found(at=None, size=50, **filters):
    """The ids in a list, in its order."""
    at = at or datetime.now(UTC)
    return ids(ArticleList(Filters(**filters), at).page(size))


def ids(page):
    return [key.id for key in page.rows]


def rewrite(edition, by, headline="Autre"):
    version = Edition.objects.get(pk=edition.pk).version
    change = TextsChange(edition.language, {"headline": headline}, version)
    editing.save(edition.article_id, by=by, texts=change)


class StandingTests(TestCase):
    """Editions that came every way there is to where they stand; only the clock moves."""

    @classmethod
    def setUpTestData(cls):
        cls.by, cls.section, cls.author = make_user(), make_section(), make_author()
        with time_machine.travel(NINE, tick=False) as clock:
            cls.make_work_and_plans()
            live, withdrawn = cls.live, []
            ended = [live(until=TEN) for _number in range(3)]
            withdrawn = [live() for _number in range(4)]
            clock.move_to(NINE + timedelta(minutes=30))
            for edition in withdrawn:
                publishing.take_down(edition, by=cls.by, reason="Raison")
            rewrite(withdrawn[1], cls.by)
            publishing.publish(withdrawn[2], by=cls.by, at=ELEVEN, until=TWELVE)
            publishing.publish(withdrawn[3], by=cls.by)
            rewrite(ended[0], cls.by)
            publishing.publish(ended[1], by=cls.by, at=ELEVEN)

    @classmethod
    def make_work_and_plans(cls):
        by, edition, live = cls.by, cls.edition, cls.live
        publishing.submit(edition(), by=by)
        publishing.approve(edition("ar"), by=by)
        Edition.objects.create(article=edition().article, language="ru")  # no text
        stale = edition()
        edition("ar", stale.article)
        publishing.publish(edition("ru", stale.article), by=by)
        publishing.publish(edition("en", stale.article), by=by, at=ELEVEN)
        rewrite(stale, by)
        live(at=TEN, until=TWELVE)
        rewrite(live(at=TEN), by)  # what goes out is not the working text
        rewrite(live("ar"), by)
        publishing.publish(live(), by=by, at=ELEVEN)
        publishing.take_down(live("ru"), by=by, at=TEN)
        publishing.unschedule(live(at=TWELVE), by=by)

    @classmethod
    def edition(cls, language="fr", article=None):
        if article:
            return make_edition(by=cls.by, article=article, language=language)
        shared = {"section": cls.section, "authors": [cls.author]}
        return make_edition(by=cls.by, language=language, **shared)

    @classmethod
    def live(cls, language="fr", **moments):
        edition = cls.edition(language)
        publishing.publish(edition, by=cls.by, **moments)
        return edition

    def test_each_standing_finds_just_the_articles_that_have_it(self):
        seen = set()
        for at in (NINE + timedelta(minutes=45), TEN, ELEVEN, TWELVE):
            strips = standings(list(Article.objects.values_list("pk", flat=True)), at)
            for standing in Standing:
                for language in ("", "fr", "ar"):
                    expected = {
                        pk
                        for pk, strip in strips.items()
                        for entry in strip
                        if entry.standing == standing and language in ("", entry.language)
                    }
                    seen |= {standing} if expected else set()
                    with self.subTest(at=at, standing=standing, language=language):
                        self.assertEqual(
                            set(found(at, standing=standing, language=language)), expected
                        )
        self.assertEqual(seen, set(Standing))

    def test_a_walk_through_the_list_finds_the_same_as_an_index_of_few(self):
        asked = [{"standing": standing} for standing in Standing]
        asked += [{"language": "ru"}, {"query": "Headline"}, {"mine": self.by.pk}]
        asked += [{"authors": (self.author.pk,), "standing": Standing.LIVE, "language": "fr"}]
        quickly = [found(TEN, **filters) for filters in asked]

        with mock.patch.object(lists, "FEW", -1):
            walked = [found(TEN, **filters) for filters in asked]

        self.assertEqual(walked, quickly)
        empty = [one["standing"] for one, ids in zip(asked, quickly, strict=True) if not ids]
        self.assertEqual(empty, [])

    def test_a_language_alone_asks_for_a_text_in_it(self):
        expected = Edition.objects.filter(language="ru", version__gt=0)

        self.assertEqual(set(found(language="ru")), set(expected.values_list("article", flat=True)))


@pytest.fixture
def chief(db):
    return make_user()


def test_filters_combine(chief):
    section, author, topic = make_section(), make_author(), make_topic()
    shared = {"by": chief, "section": section, "authors": [author], "topics": [topic]}
    sought = make_article(**shared, kind="interview", language="es", headline="Marea")
    make_article(**shared, kind="news", language="es", headline="Marea")
    make_article(**shared | {"section": None}, kind="interview", language="es", headline="Marea")
    make_article(**shared | {"authors": None}, kind="interview", language="es", headline="Marea")
    make_article(**shared | {"topics": []}, kind="interview", language="es", headline="Marea")
    make_article(**shared, kind="interview", language="fr", headline="Marea")
    make_article(**shared, kind="interview", language="es", headline="Viento")

    assert found(
        section=section.pk,
        authors=(author.pk,),
        topics=(topic.pk,),
        kind="interview",
        standing=Standing.DRAFT,
        language="es",
        query="mare",
    ) == [sought.pk]


def test_mine_is_what_i_edited_last_and_is_not_published_as_it_is(chief):
    me = make_user()
    draft, live = make_edition(by=me), make_publication(by=me).edition
    taken_over = make_edition(by=me)
    rewrite(taken_over, chief)

    assert found(mine=me.pk) == [draft.article_id]

    rewrite(live, me)

    assert found(mine=me.pk) == [live.article_id, draft.article_id]


def test_search_finds_by_headline_in_every_language_number_and_address(chief):
    article = make_article(by=chief, language="ru", headline="Порт возобновил работу")
    make_edition(by=chief, article=article, language="zh-hans", headline="港口恢复运营")
    make_edition(by=chief, article=article, language="ar", headline="الميناء يعود")
    other = make_article(by=chief, language="ru", headline=f"Другое {article.pk}")

    for query in (
        "возобнов",
        "恢复",
        "ميناء",
        f"#{article.pk}",
        f"/ru/мир/порт-{article.pk}/",
        f"https://news.example/ru/%D0%BC%D0%B8%D1%80/{article.pk}/?from=mail",
        f"/admin/articles/article/{article.pk}/change/?language=ar",
    ):
        assert found(query=query) == [article.pk], query
    assert found(query=str(article.pk)) == [other.pk, article.pk]
    for query in ("…", "9" * 40, "#0", "https://news.example/", "٠"):
        assert found(query=query) == [], query


class PageTests(TestCase):
    """Seven articles, of which three changed at the same moment."""

    @classmethod
    def setUpTestData(cls):
        by, section, author = make_user(), make_section(), make_author()
        shared = {"by": by, "section": section, "authors": [author], "language": "fr"}
        made = [make_article(**shared).pk for _number in range(7)]
        for number, pk in enumerate(made):
            at = NINE + timedelta(hours=max(number, 2))
            Article.objects.filter(pk=pk).update(modified_at=at)
        cls.newest_first = made[::-1]

    def ways(self):
        """Named by an index, walked at once, walked in several steps."""
        for few, window in ((1000, 4000), (-1, 4000), (-1, 2)):
            with (
                self.subTest(few=few, window=window),
                mock.patch.multiple(lists, FEW=few, WINDOW=window),
            ):
                yield ArticleList(Filters(standing=Standing.DRAFT, language="fr"), TEN)

    def test_older_and_newer_lead_through_all_of_the_list_and_back(self):
        for articles in self.ways():
            page = articles.page(3)
            there, back = ids(page), []
            while page.older:
                page = articles.page(3, before=page.older)
                there += ids(page)
            last = ids(page)
            while page.newer:
                page = articles.page(3, after=page.newer)
                back = [*ids(page), *back]

            self.assertEqual(there, self.newest_first)
            # The last step back reaches the beginning, and shows the first page whole.
            self.assertEqual(list(dict.fromkeys([*back, *last])), self.newest_first)

    def test_a_page_that_found_too_little_says_how_far_it_looked(self):
        Article.objects.filter(pk=self.newest_first[5]).update(source_language="ru")
        Edition.objects.filter(article=self.newest_first[5]).update(language="ru")
        articles = ArticleList(Filters(standing=Standing.MISSING, language="fr"), TEN)

        with mock.patch.object(lists, "WINDOW", 4):
            first = articles.page(3)
            second = articles.page(3, before=first.older)

        self.assertEqual((first.rows, first.looked_until), ([], NINE + timedelta(hours=3)))
        self.assertEqual(ids(second), [self.newest_first[5]])
        self.assertEqual((second.older, second.looked_until), (None, None))

    def test_counts_exactly_up_to_a_limit(self):
        for few in (1000, -1):
            with mock.patch.object(lists, "FEW", few):
                count = ArticleList(Filters(standing=Standing.DRAFT), TEN).count()

            self.assertEqual((count.number, count.is_exact), (7, True))

    def test_beyond_the_limit_it_is_said_to_be_more_or_estimated(self):
        with mock.patch.object(lists, "COUNTED", 4):
            count = ArticleList(Filters(), TEN).count()

        self.assertFalse(count.is_exact)
        self.assertEqual(count.is_estimate, connection.vendor == "postgresql")
        self.assertGreaterEqual(count.number, 4)

    def test_takes_the_same_queries_however_many_articles(self):
        filters = Filters(standing=Standing.DRAFT, query="sought", language="fr")
        counts = []
        for number in (1, 7):
            sought = self.newest_first[:number]
            Article.objects.filter(pk__in=sought).update(found_by="sought")
            with CaptureQueriesContext(connection) as queries:
                articles = ArticleList(filters, TEN)
                articles.page(3)
                self.assertEqual(articles.count().number, number)
            counts.append(len(queries))

        self.assertEqual(counts[0], counts[1])
