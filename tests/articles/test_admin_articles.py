from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from accounts.roles import EDITOR, REPORTER, TRANSLATOR
from articles import publishing
from articles.models import Article, Revision
from tests import browsing
from tests.factories import (
    make_article,
    make_author,
    make_edition,
    make_image,
    make_publication,
    make_section,
    make_topic,
    make_user,
)

ARTICLES = "/admin/articles/article/"
ADD = f"{ARTICLES}add/"


def page_of(article, language="fr"):
    return f"{ARTICLES}{article.pk}/change/?language={language}"


class EditionPageTests(TestCase):
    def setUp(self):
        self.chief = make_user(interface_language="en")
        self.client.force_login(self.chief)

    def test_each_text_says_its_language_and_direction(self):
        article = make_article(by=self.chief, language="ar")

        response = self.client.get(page_of(article, "ar"))

        for name in ("kicker", "headline", "slug", "summary", "dateline", "body", "seo_title"):
            with self.subTest(field=name):
                control = browsing.field(response, name)
                self.assertEqual((control.get("lang"), control.get("dir")), ("ar", "rtl"))

    def test_strip_shows_every_language_with_its_state_and_links_to_it(self):
        article = make_publication(by=self.chief, language="fr").article
        make_edition(by=self.chief, article=article, language="ar")

        response = self.client.get(page_of(article, "ar"))

        strip = browsing.page(response).xpath("//nav[@class='strip']//a")
        self.assertEqual(
            [(a.get("href"), " ".join(a.text_content().split())) for a in strip],
            [
                ("?language=en", "English No text"),
                ("?language=fr", "Français source Live"),
                ("?language=ar", "العربية Draft"),
                ("?language=ru", "Русский No text"),
                ("?language=es", "Español No text"),
                ("?language=zh-hans", "中文 No text"),
            ],
        )
        self.assertEqual([a.get("aria-current") for a in strip].index("page"), 2)

    def test_opens_the_source_edition_where_no_language_is_named(self):
        article = make_article(by=self.chief, language="ru", headline="Заголовок")

        response = self.client.get(f"{ARTICLES}{article.pk}/change/")

        self.assertEqual(browsing.field(response, "headline").text.strip(), "Заголовок")

    def test_what_is_not_there_is_404(self):
        article = make_article(by=self.chief)

        for path in (f"{article.pk + 1}/change/", f"{'9' * 30}/change/", "x/change/"):
            self.assertEqual(self.client.get(ARTICLES + path).status_code, 404)
        self.assertEqual(self.client.get(page_of(article, "xx")).status_code, 404)

    def test_reads_the_texts_of_one_language_alone(self):
        article = make_article(by=self.chief, language="fr")
        make_edition(by=self.chief, article=article, language="ar")

        with CaptureQueriesContext(connection) as queries:
            self.client.get(page_of(article, "ar"))

        self.assertFalse([query for query in queries if "body_fr" in query["sql"]])

    def test_names_what_keeps_the_edition_from_being_published(self):
        article = make_article(by=self.chief, summary="", body="<p></p><p> </p>")

        response = self.client.get(page_of(article))

        self.assertEqual(
            browsing.words(response, "//ul[@class='obstacles']/li"),
            ["The summary is missing.", "The body is empty."],
        )

    def test_an_article_is_never_deleted(self):
        article = make_article(by=self.chief)
        self.client.force_login(make_user(None, is_superuser=True))

        response = self.client.post(f"{ARTICLES}{article.pk}/delete/", {"post": "yes"})

        self.assertEqual(response.status_code, 403)
        self.assertTrue(Article.objects.filter(pk=article.pk).exists())

    def test_speaks_the_interface_language_of_the_account(self):
        article = make_article(by=self.chief)
        self.client.force_login(make_user(interface_language="ar"))

        response = self.client.get(page_of(article))

        html = browsing.page(response)
        self.assertEqual((html.get("lang"), html.get("dir")), ("ar", "rtl"))
        self.assertEqual(browsing.field(response, "headline").get("dir"), "ltr")

    def test_has_neither_inline_style_nor_inline_script(self):
        article = make_publication(by=self.chief).article
        for path in ("/admin/", ARTICLES, ADD, page_of(article), "/admin/articles/section/"):
            with self.subTest(path=path):
                html = browsing.page(self.client.get(path))
                self.assertEqual(html.xpath("//style | //*[@style]"), [])
                self.assertEqual(
                    html.xpath("//script[not(@src) and not(@type='application/json')]"), []
                )


class NewArticleTests(TestCase):
    def setUp(self):
        self.section, self.author = make_section(), make_author()

    def sent(self, response, **changes):
        return (
            browsing.fields(response, "article_form")
            | {
                "section": self.section.pk,
                "headline": "Grève",
                "authors": [self.author.pk],
            }
            | changes
        )

    def test_creates_the_shared_facts_and_the_source_edition(self):
        reporter = make_user(REPORTER, languages=["fr"])
        self.client.force_login(reporter)
        topic, image, second = make_topic(), make_image(), make_author()
        form = self.client.get(ADD)

        response = self.client.post(
            ADD,
            self.sent(
                form,
                topics=[topic.pk],
                lead_image=image.pk,
                authors=[second.pk, "", self.author.pk],
                body="<p>Texte</p>",
            ),
        )

        article = Article.objects.get()
        self.assertRedirects(response, page_of(article))
        self.assertEqual(article.source_language, "fr")
        self.assertEqual((article.headline_fr, article.slug_fr), ("Grève", "grève"))
        self.assertEqual((article.section, article.lead_image), (self.section, image))
        self.assertEqual(
            list(article.bylines.values_list("author", flat=True)), [second.pk, self.author.pk]
        )
        self.assertEqual(list(article.topics.all()), [topic])
        self.assertEqual(Revision.objects.filter(author=reporter).count(), 2)

    def test_offers_only_the_languages_that_the_account_writes(self):
        self.client.force_login(make_user(REPORTER, languages=["ar"]))

        response = self.client.get(ADD)

        self.assertEqual(browsing.field(response, "headline").get("lang"), "ar")
        self.assertEqual(self.client.get(f"{ADD}?language=fr").status_code, 404)

    def test_errors_stand_beside_their_fields_and_what_was_typed_is_kept(self):
        self.client.force_login(make_user(REPORTER, languages=["fr"], interface_language="fr"))
        form = self.client.get(ADD)

        response = self.client.post(
            ADD,
            self.sent(
                form,
                headline="",
                section="",
                slug="!!!",
                summary="Ce que j’ai écrit",
                authors=[self.author.pk, self.author.pk],
            ),
        )

        self.assertFalse(Article.objects.exists())
        for name in ("headline", "section", "slug", "authors"):
            with self.subTest(field=name):
                self.assertEqual(len(browsing.errors(response, name)), 1)
        self.assertEqual(browsing.errors(response, "headline"), ["Ce champ est obligatoire."])
        self.assertEqual(browsing.field(response, "summary").text.strip(), "Ce que j’ai écrit")
        self.assertEqual(browsing.field(response, "slug").get("value"), "!!!")

    def test_is_for_those_who_write_stories(self):
        for user, status in (
            (make_user(TRANSLATOR, languages=["fr"]), 403),
            (make_user(REPORTER), 403),  # writes no language
            (make_user(EDITOR, languages=["fr"]), 200),
        ):
            self.client.force_login(user)
            with self.subTest(user=user):
                self.assertEqual(self.client.get(ADD).status_code, status)

    def test_a_section_where_one_does_not_work_is_refused_beside_the_field(self):
        self.client.force_login(make_user(REPORTER, languages=["fr"], sections=[make_section()]))

        response = self.client.post(ADD, self.sent(self.client.get(ADD)))

        self.assertEqual(len(browsing.errors(response, "section")), 1)
        self.assertFalse(Article.objects.exists())


class WithdrawnTests(TestCase):
    def test_the_page_tells_readers_reason_in_the_editions_language(self):
        chief = make_user(interface_language="en")
        publication = make_publication(by=chief, language="ar")
        publishing.take_down(publication.edition, by=chief, reason="خطأ")
        self.client.force_login(chief)

        response = self.client.get(page_of(publication.article, "ar"))

        [reason] = browsing.page(response).xpath("//section[@class='publishing']//q[@lang]")
        self.assertEqual((reason.text, reason.get("dir")), ("خطأ", "rtl"))
