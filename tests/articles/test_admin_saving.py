from django.test import TestCase

from accounts.roles import CHIEF_EDITOR, EDITOR, REPORTER, TRANSLATOR
from articles import editing
from articles.models import Article, Edition, Revision
from tests import browsing
from tests.articles.test_admin_articles import page_of
from tests.factories import (
    make_article,
    make_author,
    make_edition,
    make_section,
    make_topic,
    make_user,
)


class Desk:
    """Somebody at the page of an edition."""

    def open(self, user, article, language="fr"):
        self.client.force_login(user)
        self.response = self.client.get(page_of(article, language))
        return browsing.fields(self.response, "article_form")

    def send(self, user, article, form, language="fr", **changes):
        self.client.force_login(user)
        return self.client.post(page_of(article, language), form | changes)

    def now(self, article):
        return Article.objects.get(pk=article.pk)


class WhoMaySaveTests(Desk, TestCase):
    def setUp(self):
        self.section = make_section()
        self.article = make_article(language="fr", section=self.section)
        make_edition(article=self.article, language="ar")

    def test_texts_are_saved_by_those_who_write_the_language(self):
        elsewhere = make_section()
        for role, account, language, status in (
            (CHIEF_EDITOR, {}, "ar", 302),
            (EDITOR, {"languages": ["ar"]}, "ar", 302),
            (EDITOR, {"languages": ["fr"]}, "ar", 403),
            (REPORTER, {"languages": ["ar"]}, "ar", 302),
            (REPORTER, {"languages": ["fr"]}, "ar", 403),
            (REPORTER, {"languages": ["ar"], "sections": [elsewhere]}, "ar", 403),
            (TRANSLATOR, {"languages": ["ar"]}, "ar", 302),
            (TRANSLATOR, {"languages": ["ar"]}, "fr", 403),
            (TRANSLATOR, {"languages": ["ar"]}, "ru", 403),
            (TRANSLATOR, {}, "ar", 403),
        ):
            with self.subTest(role=role, account=account, language=language):
                user = make_user(role, **account)
                edition = self.article.editions.filter(language=language).first()
                version = edition.version if edition else 0
                form = {"headline": f"By {user.pk}", "texts_version": version}
                form["facts_version"] = 1

                if status == 302:
                    form = self.open(user, self.article, language) | form
                response = self.send(user, self.article, form, language)

                self.assertEqual(response.status_code, status)
                headline = self.now(self.article).text("headline", language)
                self.assertEqual(headline == f"By {user.pk}", status == 302)

    def test_facts_are_saved_by_those_who_write_stories_in_the_section(self):
        for role, account, status in (
            (CHIEF_EDITOR, {}, 302),
            (EDITOR, {"languages": []}, 302),
            (REPORTER, {"languages": ["fr"]}, 302),
            (REPORTER, {"languages": ["fr"], "sections": [make_section()]}, 403),
            (TRANSLATOR, {"languages": ["fr"]}, 403),
        ):
            with self.subTest(role=role, account=account):
                user = make_user(role, **account)
                form = self.open(user, self.article)
                before = self.now(self.article).kind
                kind = "analysis" if before != "analysis" else "opinion"

                response = self.send(user, self.article, form, kind=kind)

                self.assertEqual(response.status_code, status)
                self.assertEqual(self.now(self.article).kind == kind, status == 302)

    def test_an_edition_that_one_does_not_write_is_shown_and_not_to_be_typed_into(self):
        translator = make_user(TRANSLATOR, languages=["ar"])

        form = self.open(translator, self.article, "fr")

        self.assertNotIn("headline", form)
        shown = browsing.page(self.response).xpath("//div[@class='field field-headline']/div")
        self.assertEqual([(item.get("lang"), item.get("dir")) for item in shown], [("fr", "ltr")])
        self.assertEqual(browsing.words(self.response, "//button[@name='act']"), [])

    def test_a_section_where_one_does_not_work_is_refused_and_the_text_kept(self):
        reporter = make_user(REPORTER, languages=["fr"], sections=[self.section])
        form = self.open(reporter, self.article)

        response = self.send(
            reporter, self.article, form, section=make_section().pk, headline="Mon titre"
        )

        self.assertEqual(len(browsing.errors(response, "section")), 1)
        self.assertEqual(browsing.field(response, "headline").text.strip(), "Mon titre")
        self.assertEqual(self.now(self.article).section, self.section)


class SavingTests(Desk, TestCase):
    def setUp(self):
        self.chief = make_user(interface_language="en")
        self.article = make_article(by=self.chief, language="fr", kicker="Mer")

    def test_saves_texts_and_facts_in_one_go(self):
        form = self.open(self.chief, self.article)
        topic = make_topic()

        response = self.send(
            self.chief, self.article, form, headline="Neuf", topics=[topic.pk], kind="opinion"
        )

        self.assertRedirects(response, page_of(self.article))
        article = self.now(self.article)
        self.assertEqual((article.headline_fr, article.kind), ("Neuf", "opinion"))
        self.assertEqual(list(article.topics.all()), [topic])

    def test_a_form_sent_as_it_was_shown_changes_nothing(self):
        form = self.open(self.chief, self.article)
        before = Revision.objects.count()

        response = self.client.post(page_of(self.article), form, follow=True)

        self.assertEqual(Revision.objects.count(), before)
        self.assertEqual(browsing.messages(response), ["Nothing was changed."])

    def test_byline_keeps_the_order_of_its_rows(self):
        first, second = make_author(), make_author()
        form = self.open(self.chief, self.article)

        self.send(self.chief, self.article, form, authors=["", second.pk, "", first.pk])

        self.assertEqual(
            list(self.now(self.article).bylines.values_list("author", flat=True)),
            [second.pk, first.pk],
        )

    def test_texts_of_another_language_start_an_edition(self):
        form = self.open(self.chief, self.article, "ar")

        self.send(self.chief, self.article, form, "ar", headline="عنوان")

        edition = Edition.objects.get(article=self.article, language="ar")
        self.assertEqual((edition.version, edition.translator), (1, self.chief))
        self.assertEqual(self.now(self.article).slug_ar, "عنوان")

    def test_a_translation_is_as_current_as_the_source_that_its_writer_saw(self):
        make_edition(by=self.chief, article=self.article, language="ar")
        form = self.open(self.chief, self.article, "ar")
        change = editing.TextsChange("fr", {"headline": "Autre sens"}, base=1)
        editing.save(self.article.pk, by=self.chief, texts=change)

        self.send(self.chief, self.article, form, "ar", headline="عنوان")
        seen_old = Edition.objects.get(article=self.article, language="ar").stale_since
        form = self.open(self.chief, self.article, "ar")
        self.send(self.chief, self.article, form, "ar", headline="عنوان آخر")
        seen_new = Edition.objects.get(article=self.article, language="ar").stale_since

        self.assertIsNotNone(seen_old)
        self.assertIsNone(seen_new)

    def test_a_minor_edit_of_the_source_leaves_translations_current(self):
        make_edition(by=self.chief, article=self.article, language="ar")
        form = self.open(self.chief, self.article)

        self.send(self.chief, self.article, form, headline="Titre corrigé", is_minor="on")

        edition = Edition.objects.get(article=self.article, language="ar")
        self.assertIsNone(edition.stale_since)

    def test_an_error_stands_beside_its_field_and_nothing_is_saved(self):
        form = self.open(self.chief, self.article)

        response = self.send(
            self.chief, self.article, form, headline="Neuf", slug="--!--", seo_title="x" * 200
        )

        self.assertEqual(
            browsing.errors(response, "slug"),
            ["Use letters and digits of any script, joined by single hyphens."],
        )
        self.assertEqual(len(browsing.errors(response, "seo_title")), 1)
        self.assertEqual(browsing.field(response, "headline").text.strip(), "Neuf")
        self.assertEqual(self.now(self.article).headline_fr, "Headline fr")

    def test_line_ends_of_browsers_are_no_change(self):
        form = self.open(self.chief, self.article)
        self.send(self.chief, self.article, form, summary="Un\r\ndeux", headline="Un\r\n deux")
        form = self.open(self.chief, self.article)
        count = Revision.objects.count()

        self.send(self.chief, self.article, form, summary="Un\r\ndeux")

        self.assertEqual(self.now(self.article).summary_fr, "Un\ndeux")
        self.assertEqual(self.now(self.article).headline_fr, "Un deux")
        self.assertEqual(Revision.objects.count(), count)


class ConflictTests(Desk, TestCase):
    def setUp(self):
        self.amina = make_user(first_name="Amina", interface_language="en")
        self.jean = make_user(first_name="Jean")
        self.article = make_article(by=self.amina, language="fr", headline="Au début")
        self.form = self.open(self.amina, self.article)

    def jean_saves(self, **changes):
        form = self.open(self.jean, self.article)
        self.send(self.jean, self.article, form, **changes)

    def amina_saves(self, **changes):
        return self.send(self.amina, self.article, self.form, **changes)

    def disputes(self, response):
        return [
            (
                browsing.words(response, "//fieldset[@class='dispute']/legend")[i],
                " ".join(dispute.xpath(".//div[@class='theirs']/div")[0].text_content().split()),
                " ".join(dispute.xpath(".//div[@class='mine']/div")[0].text_content().split()),
            )
            for i, dispute in enumerate(
                browsing.page(response).xpath("//fieldset[@class='dispute']")
            )
        ]

    def test_shows_both_texts_and_who_saved_and_keeps_what_was_typed(self):
        self.jean_saves(headline="De Jean")

        response = self.amina_saves(headline="D’Amina", summary="À moi aussi")

        self.assertEqual(self.now(self.article).headline_fr, "De Jean")
        self.assertEqual(self.disputes(response), [("Headline", "De Jean", "D’Amina")])
        self.assertIn("Jean", browsing.words(response, "//h2[@id='conflict-heading']")[0])
        self.assertEqual(browsing.field(response, "headline").text.strip(), "D’Amina")
        self.assertEqual(browsing.field(response, "summary").text.strip(), "À moi aussi")
        shown = browsing.page(response).xpath("//fieldset[@class='dispute']//div[@lang]")
        self.assertEqual([(d.get("lang"), d.get("dir")) for d in shown], [("fr", "ltr")] * 2)

    def test_is_not_passed_by_sending_the_form_again(self):
        self.jean_saves(headline="De Jean")
        response = self.amina_saves(headline="D’Amina")

        again = self.client.post(
            page_of(self.article), browsing.fields(response, "article_form"), follow=True
        )

        self.assertEqual(len(self.disputes(again)), 1)
        self.assertEqual(self.now(self.article).headline_fr, "De Jean")

    def test_is_settled_by_choosing_mine_or_theirs_for_each_field(self):
        self.jean_saves(headline="De Jean", summary="Résumé de Jean", kicker="Nouveau")
        response = self.amina_saves(headline="D’Amina", summary="Résumé d’Amina")
        form = browsing.fields(response, "article_form")

        undecided = self.send(self.amina, self.article, form, **{"choice-headline": "mine"})
        self.assertEqual(len(self.disputes(undecided)), 2)
        form = browsing.fields(undecided, "article_form")
        self.assertEqual(form["choice-headline"], ["mine"])
        response = self.send(self.amina, self.article, form, **{"choice-summary": "theirs"})

        self.assertEqual(response.status_code, 302)
        article = self.now(self.article)
        self.assertEqual(article.headline_fr, "D’Amina")
        self.assertEqual(article.summary_fr, "Résumé de Jean")
        self.assertEqual(article.kicker_fr, "Nouveau")  # which Amina never touched

    def test_a_third_text_meanwhile_is_a_conflict_again(self):
        self.jean_saves(headline="De Jean")
        response = self.amina_saves(headline="D’Amina")
        form = browsing.fields(response, "article_form")
        self.jean_saves(headline="De Jean, encore")

        response = self.send(self.amina, self.article, form, **{"choice-headline": "mine"})

        self.assertEqual(self.disputes(response), [("Headline", "De Jean, encore", "D’Amina")])
        self.assertEqual(self.now(self.article).headline_fr, "De Jean, encore")

    def test_a_field_disputed_only_after_the_choice_is_shown_first(self):
        self.jean_saves(headline="De Jean", summary="Résumé de Jean")
        response = self.amina_saves(headline="D’Amina")
        form = browsing.fields(response, "article_form")

        changes = {"choice-headline": "mine", "summary": "Résumé d’Amina"}
        response = self.send(self.amina, self.article, form, **changes)

        self.assertIn(("Summary", "Résumé de Jean", "Résumé d’Amina"), self.disputes(response))
        self.assertEqual(self.now(self.article).summary_fr, "Résumé de Jean")

    def test_different_fields_of_one_text_are_both_kept_once_seen(self):
        self.jean_saves(summary="Résumé de Jean")
        response = self.amina_saves(headline="D’Amina")
        self.assertEqual(self.disputes(response), [])

        form = browsing.fields(response, "article_form")
        self.send(self.amina, self.article, form)

        article = self.now(self.article)
        self.assertEqual(article.headline_fr, "D’Amina")
        self.assertEqual(article.summary_fr, "Résumé de Jean")

    def test_facts_are_disputed_one_by_one_in_words(self):
        first, second = make_section(name_en="World"), make_section(name_en="Sport")
        self.jean_saves(section=first.pk, kind="analysis")

        response = self.amina_saves(section=second.pk)
        self.assertEqual(self.disputes(response), [("Section", "World", "Sport")])
        form = browsing.fields(response, "article_form")
        self.send(self.amina, self.article, form, **{"choice-section": "mine"})

        article = self.now(self.article)
        self.assertEqual((article.section, article.kind), (second, "analysis"))

    def test_facts_and_texts_are_settled_one_after_the_other(self):
        self.jean_saves(kind="analysis", headline="De Jean")
        response = self.amina_saves(kind="opinion", headline="D’Amina")
        self.assertEqual(self.disputes(response), [("Kind", "Analysis", "Opinion")])

        form = browsing.fields(response, "article_form")
        response = self.send(self.amina, self.article, form, **{"choice-kind": "theirs"})
        self.assertEqual(self.disputes(response), [("Headline", "De Jean", "D’Amina")])
        form = browsing.fields(response, "article_form")
        response = self.send(self.amina, self.article, form, **{"choice-headline": "mine"})

        self.assertEqual(response.status_code, 302)
        article = self.now(self.article)
        self.assertEqual((article.kind, article.headline_fr), ("analysis", "D’Amina"))

    def test_topics_and_authors_of_both_are_kept_without_a_question(self):
        mine, theirs, author = make_topic(), make_topic(), make_author()
        byline = [a.pk for a in self.article.authors.all()]
        self.jean_saves(topics=[theirs.pk], authors=[*byline, author.pk])

        response = self.amina_saves(topics=[mine.pk])

        self.assertEqual(response.status_code, 302)
        self.assertEqual(set(self.now(self.article).topics.all()), {mine, theirs})
        self.assertEqual(self.now(self.article).bylines.count(), 2)

    def test_languages_do_not_stand_in_each_others_way(self):
        form = self.open(self.jean, self.article, "ar")
        self.send(self.jean, self.article, form, "ar", headline="عنوان")

        response = self.amina_saves(headline="D’Amina")

        self.assertEqual(response.status_code, 302)
        article = self.now(self.article)
        self.assertEqual((article.headline_fr, article.headline_ar), ("D’Amina", "عنوان"))
