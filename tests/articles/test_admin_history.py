"""The revisions of an edition, and its texts as each left them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import TRANSLATOR
from articles import editing, publishing
from articles.admin import history
from articles.models import Revision
from tests import browsing
from tests.factories import (
    make_article,
    make_author,
    make_edition,
    make_image,
    make_section,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.thorough


def address(article, **params):
    query = "&".join(f"{name}={value}" for name, value in params.items())
    return f"/admin/articles/article/{article.pk}/history/?{query}"


class HistoryTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.amina = make_user(first_name="Amina", last_name="Haddad", interface_language="en")
        cls.jean = make_user(first_name="Jean", last_name="Dupont")
        cls.article = make_article(by=cls.amina, language="fr", headline="Un", body="<p>Un</p>")
        cls.edition = cls.article.editions.get()

    def setUp(self):
        self.client.force_login(self.amina)

    def save(self, by=None, is_minor=False, **texts):
        self.edition.refresh_from_db()
        change = editing.TextsChange("fr", texts, base=self.edition.version, is_minor=is_minor)
        editing.save(self.article.pk, by=by or self.jean, texts=change)
        self.edition.refresh_from_db()

    def get(self, **params):
        return self.client.get(address(self.article, **{"language": "fr"} | params))

    def rows(self, response):
        """Number and what changed of each revision in the list."""
        numbers = browsing.words(response, "//*[@class='revision-number']")
        return list(
            zip(numbers, browsing.words(response, "//*[@class='revision-what']"), strict=True)
        )

    def text(self, response, name):
        return browsing.words(response, f"//div[contains(@class, 'text-{name}')]")


class ListTests(HistoryTestCase):
    def test_newest_first_with_what_changed_who_and_when(self):
        self.save(headline="Deux", body="<p>Deux</p>")
        self.save(by=self.amina, summary="Trois", is_minor=True)

        response = self.get()

        self.assertEqual(
            self.rows(response),
            [
                ("3", "Summary"),
                ("2", "Headline and Body"),
                ("1", "Headline, Address, Summary and Body"),
            ],
        )
        said = browsing.words(response, "//ol[@class='revisions']//span[@class='revision-words']")
        self.assertIn("Amina Haddad", said[0])
        self.assertIn("UTC", said[0])
        self.assertIn("Minor edit", said[0])
        self.assertIn("Jean Dupont", said[1])
        self.assertNotIn("Minor edit", said[1])

    def test_says_which_revision_readers_see_saw_and_will_see(self):
        publishing.publish(self.edition, by=self.amina)
        self.save(headline="Deux")
        publishing.publish(self.edition, by=self.amina)
        self.save(headline="Trois")
        publishing.publish(self.edition, by=self.amina, at=timezone.now() + timedelta(days=1))

        rows = browsing.words(self.get(), "//ol[@class='revisions']/li")

        self.assertIn("Goes live", rows[0])
        self.assertIn("Readers see it since", rows[1])
        self.assertIn("Readers saw it from", rows[2])
        live = browsing.words(self.get(), "//*[contains(@class, 'is-live')]")
        self.assertEqual(len(live), 1)

    def test_one_revision_and_none_are_said_so(self):
        self.assertContains(self.get(), "One revision so far.")
        self.assertContains(self.get(language="ar"), "There is no text yet.")
        make_edition(article=self.article, language="ar")
        self.save(headline="Deux")
        self.assertNotContains(self.get(), "One revision so far.")

    def test_older_ones_are_a_page_further(self):
        Revision.objects.bulk_create(
            Revision(
                article=self.article,
                edition=self.edition,
                number=number,
                base=number - 1,
                values={"kicker": f"{number}"},
                author=self.jean,
            )
            for number in range(2, history.ON_A_PAGE + 3)
        )
        first = self.get()
        older = browsing.page(first).xpath("//a[text()='Older']/@href")[0]
        second = self.client.get(address(self.article) + older[1:])

        seen = [int(number) for number, _what in self.rows(first) + self.rows(second)]
        self.assertEqual(seen, list(range(history.ON_A_PAGE + 2, 0, -1)))
        self.assertEqual(browsing.page(second).xpath("//a[text()='Older']"), [])

    def test_query_count_grows_neither_with_revisions_nor_with_editions(self):
        counts = []
        for number in (1, 3):
            if number == 3:
                for turn in range(2):
                    publishing.publish(self.edition, by=self.amina)
                    self.save(headline=f"Encore {turn}")
                for code in ("ar", "en"):
                    make_edition(article=self.article, language=code)
            for params in ({}, {"of": "facts"}):
                with CaptureQueriesContext(connection) as queries:
                    self.get(**params)
                counts.append(len(queries))
        self.assertEqual(counts[:2], counts[2:])

    def test_the_list_reads_no_text_of_any_revision(self):
        with CaptureQueriesContext(connection) as queries:
            self.get()

        columns = [q["sql"].partition(" FROM ")[0] for q in queries if "holds_body" in q["sql"]]
        self.assertEqual(len(columns), 1)
        self.assertNotRegex(columns[0], r'(?<!\()"articles_revision"\."values"(,|$)')


class TextsTests(HistoryTestCase):
    def test_shows_the_texts_as_they_were(self):
        self.save(headline="Deux", body="<p>Deux</p><h2>Suite</h2>")
        self.save(summary="Trois")

        now, before, first = self.get(), self.get(revision=2), self.get(revision=1)

        self.assertEqual(self.text(now, "headline"), ["Deux"])
        self.assertEqual(self.text(now, "summary"), ["Trois"])
        self.assertEqual(self.text(before, "summary"), ["Summary fr"])
        self.assertEqual(self.text(before, "body"), ["DeuxSuite"])
        self.assertEqual(self.text(first, "headline"), ["Un"])
        self.assertEqual(browsing.words(before, "//h2[@id='revision-heading']"), ["Revision 2"])
        current = browsing.page(before).xpath("//ol//a[@aria-current='true']/@href")
        self.assertEqual(current, ["?language=fr&revision=2"])

    def test_what_the_revision_emptied_is_shown_as_changed(self):
        self.save(summary="")

        labels = browsing.words(self.get(), "//p[@class='label']")

        self.assertIn("Summary changed here", labels)
        self.assertEqual(self.text(self.get(), "summary"), ["–"])

    def test_texts_say_their_language(self):
        make_edition(article=self.article, language="ar", headline="عنوان")

        shown = browsing.page(self.get(language="ar")).xpath(
            "//div[contains(@class, 'text-headline')]"
        )[0]

        self.assertEqual((shown.get("lang"), shown.get("dir")), ("ar", "rtl"))

    def test_figures_and_links_to_our_stories_are_shown_and_nothing_runs(self):
        image, other = make_image(), make_article()
        Revision.objects.filter(edition=self.edition).update(
            values={
                "headline": "<i>Un</i>",
                "body": f'<p><a data-article="{other.pk}">lire</a><script>x()</script></p>'
                f'<figure data-image="{image.pk}"></figure><figure data-image="999"></figure>',
            }
        )

        response = self.get()

        body = browsing.page(response).xpath("//div[contains(@class, 'text-body')]")[0]
        self.assertEqual(body.xpath(".//script"), [])
        self.assertEqual(len(body.xpath(f".//figure[@data-image='{image.pk}']/img/@src")), 1)
        self.assertEqual(len(body.xpath(".//figure")), 2)
        self.assertEqual(body.xpath(".//a/@href"), [f"/admin/articles/article/{other.pk}/change/"])
        self.assertEqual(self.text(response, "headline"), ["<i>Un</i>"])

    def test_what_is_not_there_is_not_found(self):
        for params in ({"revision": 9}, {"revision": "x"}, {"before": "-1"}, {"language": "xx"}):
            with self.subTest(params=params):
                self.assertEqual(self.get(**params).status_code, 404)
        self.assertEqual(self.client.get(address(self.article, revision=9)).status_code, 404)
        self.assertEqual(self.get(language="ar", revision=1).status_code, 404)


class FactsTests(HistoryTestCase):
    def test_shows_what_all_languages_share_as_it_was(self):
        section, topic = make_section(name_en="World"), make_topic(name_en="Sea")
        authors = [make_author(name_en="Lin Yue"), make_author(name_en="Omar Said")]
        now = editing.facts_now(self.article)
        facts = now | {
            "section": section.pk,
            "topics": [topic.pk],
            "authors": [author.pk for author in reversed(authors)],
        }
        editing.save(
            self.article.pk,
            by=self.amina,
            facts=editing.FactsChange(facts, base=self.article.version),
        )

        response = self.get(of="facts")
        first = self.get(of="facts", revision=1)

        self.assertEqual(self.rows(response)[0], ("2", "Section, Topics and Byline"))
        values = browsing.words(response, "//dd")
        self.assertIn("World", values)
        self.assertIn("Sea", values)
        self.assertIn("Omar SaidLin Yue", [value.replace(" Lin", "Lin") for value in values])
        self.assertNotIn("World", browsing.words(first, "//dd"))


class WhoMayTests(HistoryTestCase):
    def test_whoever_may_view_the_article_may_read_its_revisions(self):
        self.client.force_login(make_user(TRANSLATOR, languages=["ar"]))
        self.assertEqual(self.get().status_code, 200)
        self.client.force_login(make_user(None))
        self.assertEqual(self.get().status_code, 403)
        self.client.logout()
        self.assertEqual(self.get().status_code, 302)

    def test_the_page_of_the_edition_leads_there_and_back(self):
        page = self.client.get(f"/admin/articles/article/{self.article.pk}/change/?language=fr")

        self.assertIn(address(self.article, language="fr"), browsing.page(page).xpath("//a/@href"))
        self.assertIn(
            f"/admin/articles/article/{self.article.pk}/change/?language=fr",
            browsing.page(self.get()).xpath("//a[@class='button']/@href"),
        )
