"""Authors and topics on the page of an article, as a browser without scripts sends them."""

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from tests import browsing
from tests.articles.test_admin_articles import page_of
from tests.factories import make_article, make_author, make_topic, make_user

pytestmark = pytest.mark.thorough


class ChosenTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.chief = make_user(interface_language="en")
        cls.author = make_author(name_fr="Leïla Benali", name_en="", name_ar="ليلى بن علي")
        cls.other = make_author(name_fr="Jean Dupont")
        cls.topic = make_topic(name_en="Sea cables", name_fr="Câbles")
        cls.article = make_article(
            by=cls.chief, language="fr", authors=[cls.author], topics=[cls.topic]
        )

    def setUp(self):
        self.client.force_login(self.chief)

    def send(self, **changes):
        self.shown = self.client.get(page_of(self.article))
        form = browsing.fields(self.shown, "article_form")
        return self.client.post(page_of(self.article), form | changes)

    def authors(self):
        return list(self.article.bylines.values_list("author", flat=True))

    def test_shows_only_what_is_chosen_each_in_its_language(self):
        response = self.client.get(page_of(self.article))

        rows = browsing.page(response).xpath("//ol[@class='chosen-rows']/li")
        self.assertEqual(
            [(row.get("data-name"), row.xpath(".//bdi/@lang")) for row in rows],
            [("Leïla Benali", ["fr"]), ("Sea cables", ["en"])],
        )
        form = browsing.fields(response, "article_form")
        self.assertEqual(form["authors"], [str(self.author.pk), "", "", ""])
        self.assertNotContains(response, "Jean Dupont")

    def test_a_name_in_any_language_or_a_number_adds_to_the_end(self):
        for typed in ("jean dupont", f"#{self.other.pk}"):
            with self.subTest(typed=typed):
                self.send(authors=[self.author.pk, typed, ""])
                self.assertEqual(self.authors(), [self.author.pk, self.other.pk])
                self.send(authors=["ليلى بن علي"])
                self.assertEqual(self.authors(), [self.author.pk])

    def test_what_cannot_be_meant_is_said_and_what_was_typed_is_kept(self):
        make_author(name_fr="Jean Dupont")
        for typed, error in (
            ("Jean Dupon", "No author is called “Jean Dupon”."),
            (
                "Jean Dupont",
                "Several authors are called “Jean Dupont”. Give the number of the one you mean.",
            ),
            ("999999", "One of the authors is not there any more."),
            ("9" * 40, f"No author is called “{'9' * 40}”."),
            ("%_", "No author is called “%_”."),
            (str(self.author.pk), "“Leïla Benali” stands in the byline twice."),
        ):
            with self.subTest(typed=typed):
                response = self.send(authors=[self.author.pk, typed], headline="Autre")
                self.assertEqual(browsing.errors(response, "authors"), [error])
                sent = browsing.fields(response, "article_form")["authors"]
                self.assertEqual([*filter(None, sent)], [str(self.author.pk), typed])
                self.assertEqual(Article.objects.get().headline_fr, "Headline fr")

    def test_topics_are_named_and_taken_away(self):
        self.send(topics=[self.topic.pk, "Câbles"])
        self.assertEqual(list(self.article.topics.all()), [self.topic])
        self.send(topics=[""])
        self.assertEqual(list(self.article.topics.all()), [])

    def test_query_count_depends_neither_on_the_chosen_nor_on_all_there_are(self):
        counts = []
        for number in (1, 3):
            article = make_article(
                by=self.chief,
                language="fr",
                authors=[make_author() for _ in range(number)],
                topics=[make_topic() for _ in range(number)],
            )
            with CaptureQueriesContext(connection) as queries:
                self.client.get(page_of(article))
            counts.append(len(queries))
            read = [q["sql"] for q in queries if "biography" in q["sql"]]
            self.assertEqual(read, [])

        self.assertEqual(counts[0], counts[1])
