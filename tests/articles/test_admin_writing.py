"""What the page of an edition says before any script runs."""

from datetime import timedelta
from urllib.parse import unquote

from django.test import TestCase
from django.utils import timezone

from articles import editing
from articles.models import Edition
from tests import browsing
from tests.articles.test_admin_articles import ADD, page_of
from tests.factories import make_article, make_publication, make_section, make_user

ADDRESS = "//span[@class='address-line']"
WARNING = "//*[@data-part='warning']"


class WritingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.chief = make_user(interface_language="en")
        cls.section = make_section(slug_fr="monde", slug_ar="العالم")

    def setUp(self):
        self.client.force_login(self.chief)

    def article(self, **fields):
        return make_article(by=self.chief, section=self.section, **fields)

    def test_counts_stand_beside_the_texts_and_advice_under_those_that_are_long(self):
        article = self.article(headline="Été", summary="é" * 251)

        response = self.client.get(page_of(article))

        count = browsing.words(response, "//span[@data-of='id_headline']")
        self.assertEqual(count, ["3 of about 70"])
        self.assertEqual(browsing.words(response, "//p[@id='id_headline_advice']"), [""])
        self.assertEqual(
            browsing.words(response, "//p[@id='id_summary_advice']"),
            ["Long for a summary: one or two sentences are enough."],
        )
        described = browsing.field(response, "headline").get("aria-describedby")
        self.assertEqual(described, "id_headline_count id_headline_advice")

    def test_advice_refuses_nothing_and_an_error_is_described_too(self):
        form = browsing.fields(self.client.get(ADD + "?language=fr"), "article_form")
        form["section"] = self.section.pk

        wrong = self.client.post(ADD + "?language=fr", form | {"headline": "x" * 201})
        right = self.client.post(ADD + "?language=fr", form | {"headline": "x" * 199})

        described = browsing.field(wrong, "headline").get("aria-describedby")
        self.assertEqual(described, "id_headline_count id_headline_advice id_headline_error")
        self.assertEqual(right.status_code, 302)

    def test_the_address_is_shown_as_it_will_be(self):
        article = self.article(headline="Au port, hier")
        new = self.client.get(ADD + "?language=fr")

        self.assertEqual(browsing.words(new, ADDRESS), ["/fr/…/-…/"])
        self.assertEqual(
            browsing.words(self.client.get(page_of(article)), ADDRESS),
            [f"/fr/monde/au-port-hier-{article.pk}/"],
        )
        self.assertEqual(
            browsing.words(self.client.get(page_of(article, "ar")), ADDRESS),
            [f"/ar/العالم/-{article.pk}/"],
        )

    def test_an_address_follows_the_headline_until_it_is_written_or_was_out(self):
        def follows(article):
            response = self.client.get(page_of(article))
            return bool(browsing.page(response).xpath("//*[@data-follows]"))

        article = self.article(headline="Au port")
        self.assertTrue(follows(article))
        editing.save(
            article.pk, by=self.chief, texts=editing.TextsChange("fr", {"slug": "mer"}, base=1)
        )
        self.assertFalse(follows(article))
        self.assertFalse(follows(make_publication(by=self.chief, headline="Au port").article))
        later = timezone.now() + timedelta(days=1)
        planned = make_publication(by=self.chief, headline="Au port", at=later)
        self.assertFalse(follows(planned.article))

    def test_a_changed_address_of_a_live_edition_is_warned_of_until_it_is_published(self):
        article = make_publication(by=self.chief, section=self.section, headline="Au port").article
        response = self.client.get(page_of(article))
        [warning] = browsing.page(response).xpath(WARNING)
        self.assertIsNotNone(warning.get("hidden"))

        form = browsing.fields(response, "article_form")
        self.client.post(page_of(article), form | {"slug": "à-quai"})
        response = self.client.get(page_of(article))

        [warning] = browsing.page(response).xpath(WARNING)
        self.assertIsNone(warning.get("hidden"))
        self.assertEqual(
            " ".join(warning.text_content().split()),
            f"Readers see the story at /fr/monde/au-port-{article.pk}/ now. Once this change is"
            " published, that address and every older one lead on to the new one.",
        )
        self.assertEqual(browsing.page(self.client.get(page_of(self.article()))).xpath(WARNING), [])

    def test_old_addresses_do_lead_on_once_it_is_published(self):
        article = make_publication(by=self.chief, section=self.section, headline="Au port").article
        form = browsing.fields(self.client.get(page_of(article)), "article_form")

        self.client.post(page_of(article), form | {"slug": "à-quai", "act": "publish"})

        response = self.client.get(f"/fr/monde/au-port-{article.pk}/")
        self.assertEqual(response.status_code, 301)
        self.assertEqual(unquote(response["Location"]), f"/fr/monde/à-quai-{article.pk}/")

    def test_says_when_the_text_was_saved(self):
        def state(response):
            [state] = browsing.page(response).xpath("//p[@class='save-state']")
            shown = state.get("data-state")
            [words] = state.xpath(f"span[@data-when='{shown}']")
            return words.text_content()

        article = self.article()
        moment = timezone.now().replace(hour=14, minute=31)
        edition = Edition.objects.filter(article=article)

        edition.update(edited_at=moment)
        self.assertEqual(state(self.client.get(page_of(article))), "Saved 14:31")
        edition.update(edited_at=moment.replace(year=2024, month=2, day=1))
        self.assertEqual(state(self.client.get(page_of(article))), "Saved 1 February 2024, 14:31")
        self.assertEqual(state(self.client.get(page_of(article, "ar"))), "Nothing is written yet")
        form = browsing.fields(self.client.get(page_of(article)), "article_form")
        refused = self.client.post(page_of(article), form | {"slug": "!!!"})
        self.assertEqual(state(refused), "Not saved yet")
