from datetime import UTC, datetime, timedelta

import pytest
from django.test import TestCase, override_settings
from django.utils import timezone

from accounts.roles import EDITOR, REPORTER, TRANSLATOR
from articles import publishing
from articles.models import Edition, EditorialEvent, Publication
from tests import browsing
from tests.articles.test_admin_saving import Desk
from tests.factories import make_article, make_edition, make_publication, make_user

pytestmark = pytest.mark.thorough

PUBLISHERS_ACTS = ["approve", "send_back", "publish", "schedule", "unschedule", "take_down"]


def local(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


class ActsTestCase(Desk, TestCase):
    def setUp(self):
        self.editor = make_user(EDITOR, languages=["fr"], interface_language="en")

    def act(self, act, article, user=None, **changes):
        user = user or self.editor
        self.form = self.open(user, article)
        return self.send(user, article, self.form, act=act, **changes)

    def said(self, response):
        return browsing.messages(self.client.get(response.url))


class WhoMayActTests(ActsTestCase):
    def test_a_translator_and_a_reporter_publish_nothing(self):
        article = make_publication(language="fr").article
        before = list(Publication.objects.values())
        for role in (TRANSLATOR, REPORTER):
            user = make_user(role, languages=["fr"])
            for act in PUBLISHERS_ACTS:
                with self.subTest(role=role, act=act):
                    self.assertEqual(self.act(act, article, user).status_code, 403)

        self.assertEqual(list(Publication.objects.values()), before)

    def test_an_editor_publishes_only_the_languages_of_the_account(self):
        article = make_article(language="fr")
        other = make_user(EDITOR, languages=["ar"])

        self.assertEqual(self.act("publish", article, other).status_code, 403)
        self.assertEqual(self.act("publish", article).status_code, 302)

    def test_buttons_are_those_of_the_state_and_the_right(self):
        article = make_article(language="fr")
        writer = make_user(TRANSLATOR, languages=["fr"])

        def buttons(user):
            self.open(user, article)
            found = browsing.page(self.response).xpath("//button[@name='act']/@value")
            return set(found)

        self.assertEqual(buttons(writer), {"save", "submit"})
        self.assertEqual(buttons(self.editor), {"save", "submit", "approve", "publish", "schedule"})
        self.act("submit", article)
        self.assertEqual(buttons(writer), {"save"})
        self.assertEqual(
            buttons(self.editor), {"save", "approve", "send_back", "publish", "schedule"}
        )
        self.act("publish", article)
        self.assertEqual(buttons(self.editor), {"save", "publish", "schedule", "take_down"})

    def test_an_unknown_act_is_refused(self):
        self.assertEqual(self.act("delete", make_article()).status_code, 403)


class ActTests(ActsTestCase):
    def test_goes_from_draft_over_review_to_readers(self):
        article = make_article(language="fr")
        reporter = make_user(REPORTER, languages=["fr"])

        self.act("submit", article, reporter)
        self.act("send_back", article, note="Et la source ?")
        self.open(reporter, article)
        notes = browsing.words(self.response, "//ul[@class='events']//q")
        self.act("submit", article, reporter)
        self.act("approve", article)
        approved = article.editions.get().state
        self.act("publish", article)

        self.assertEqual(notes, ["Et la source ?"])
        self.assertEqual(approved, Edition.State.APPROVED)
        self.assertEqual(Publication.objects.live("fr").get().headline, "Headline fr")
        self.assertEqual(
            list(EditorialEvent.objects.values_list("action", flat=True)),
            ["submit", "send_back", "submit", "approve", "publish"],
        )

    def test_what_is_typed_goes_out_with_the_same_click(self):
        article = make_article(language="fr")

        self.act("publish", article, headline="Frais")

        self.assertEqual(Publication.objects.live("fr").get().headline, "Frais")

    def test_what_is_missing_is_named_and_the_text_is_saved(self):
        article = make_article(language="fr", body="")

        response = self.act("publish", article, summary="", body="<p></p><p> </p>")

        self.assertEqual(
            self.said(response),
            [
                "Saved, but what you asked for was not done.",
                "The summary is missing.",
                "The body is empty.",
            ],
        )
        self.assertFalse(Publication.objects.exists())
        self.assertEqual(self.now(article).summary_fr, "")

    def test_an_edition_without_texts_goes_nowhere(self):
        article = make_article(language="fr")
        chief = make_user(interface_language="en")
        for act in ("submit", "publish"):
            with self.subTest(act=act):
                form = self.open(chief, article, "ru")
                response = self.send(chief, article, form, "ru", act=act)
                self.assertTrue(browsing.messages(self.client.get(response.url)))
        self.assertFalse(Publication.objects.exists())

    def test_goes_out_at_a_moment_until_a_moment(self):
        article = make_article(language="fr")
        start = timezone.now().replace(second=0, microsecond=0) + timedelta(days=2)

        response = self.act(
            "schedule",
            article,
            publish_at=local(start),
            publish_until=local(start + timedelta(hours=3)),
        )

        publication = Publication.objects.get()
        self.assertEqual(publication.live_from, start)
        self.assertEqual(publication.live_until, start + timedelta(hours=3))
        self.assertIn("UTC", self.said(response)[0])
        self.act("unschedule", article)
        self.assertFalse(Publication.objects.exists())

    def test_an_end_before_the_start_stands_beside_the_end_and_nothing_is_saved(self):
        article = make_article(language="fr")
        start = timezone.now() + timedelta(days=2)

        response = self.act(
            "schedule",
            article,
            headline="Neuf",
            publish_at=local(start),
            publish_until=local(start - timedelta(hours=1)),
        )

        self.assertEqual(
            browsing.errors(response, "publish_until"), ["The end must come after the start."]
        )
        self.assertEqual(browsing.field(response, "headline").text.strip(), "Neuf")
        self.assertEqual(browsing.field(response, "publish_at").get("value"), local(start))
        self.assertEqual(self.now(article).headline_fr, "Headline fr")

    def test_a_schedule_needs_a_moment_to_come(self):
        article = make_article(language="fr")
        for moment, problem in (
            ("", "Say from which moment on."),
            ("2020-01-01T10:00", "This moment has passed."),
            ("soon", "Enter a valid date/time."),
        ):
            with self.subTest(moment=moment):
                response = self.act("schedule", article, publish_at=moment)
                self.assertEqual(browsing.errors(response, "publish_at"), [problem])

    @override_settings(TIME_ZONE="Europe/Paris")
    def test_a_time_that_the_clock_skips_or_shows_twice_is_refused_beside_the_field(self):
        article = make_article(language="fr")
        for moment, problem in (
            (
                "2027-03-28T02:30",
                "Sunday, 28 March 2027, 02:30 does not exist in Paris:"
                " the clocks go forward then. Choose another time.",
            ),
            (
                "2027-10-31T02:30",
                "Sunday, 31 October 2027, 02:30 comes twice in Paris:"
                " the clocks go back then. Choose another time.",
            ),
        ):
            with self.subTest(moment=moment):
                response = self.act("schedule", article, publish_at=moment)
                self.assertEqual(
                    browsing.errors(response, "publish_at"), [" ".join(problem.split())]
                )
                self.assertEqual(browsing.field(response, "publish_at").get("value"), moment)
        self.act("schedule", article, publish_at="2027-03-28T03:30")
        self.assertEqual(
            Publication.objects.get().live_from, datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
        )

    @override_settings(TIME_ZONE="Europe/Paris")
    def test_moments_stand_with_the_newsrooms_zone(self):
        self.open(self.editor, make_article(language="fr"))

        [zone] = browsing.words(self.response, "//*[@id='id_publish_at_helptext']")
        self.assertRegex(zone, r"^Paris \(UTC\+0[12]:00\)$")

    def test_is_taken_down_with_the_reason_for_readers(self):
        article = make_publication(language="fr").article

        self.act("take_down", article, reason="Une erreur")

        self.assertFalse(Publication.objects.live("fr").exists())
        self.assertEqual(article.editions.get().withdrawal_reason, "Une erreur")

    def test_taking_down_what_nobody_sees_is_refused_in_words(self):
        response = self.act("take_down", make_article(language="fr"))

        self.assertEqual(
            browsing.words(
                response, "//section[@class='publishing']/ul[contains(@class,'err')]/li"
            ),
            ["There is nothing to take down: readers see no text."],
        )

    def test_publishing_a_change_keeps_the_end_that_was_set(self):
        end = timezone.now().replace(second=0, microsecond=0) + timedelta(days=3)
        article = make_publication(language="fr", until=end).article

        self.act("publish", article, headline="Neuf")

        self.assertEqual(Publication.objects.live("fr").get().live_until, end)


class UnseenTextTests(ActsTestCase):
    def test_a_text_that_somebody_saved_meanwhile_is_not_published_unseen(self):
        article = make_article(language="fr")
        form = self.open(self.editor, article)
        other = make_user()
        self.send(other, article, self.open(other, article), headline="Pas vu")

        response = self.send(self.editor, article, form, act="publish")

        self.assertFalse(Publication.objects.exists())
        self.assertTrue(self.said(response)[-1].startswith("Somebody else has saved"))

    def test_facts_that_somebody_saved_meanwhile_are_not_published_unseen(self):
        article = make_article(language="fr")
        form = self.open(self.editor, article)
        other = make_user()
        self.send(other, article, self.open(other, article), kind="opinion")

        self.send(self.editor, article, form, act="publish")

        self.assertFalse(Publication.objects.exists())

    def test_a_decided_conflict_is_published_with_the_same_click(self):
        article = make_article(language="fr")
        form = self.open(self.editor, article)
        other = make_user()
        self.send(other, article, self.open(other, article), headline="De l’autre")
        response = self.send(self.editor, article, form, act="publish", headline="De moi")
        self.assertFalse(Publication.objects.exists())

        form = browsing.fields(response, "article_form")
        changes = {"choice-headline": "mine", "act": "publish"}
        self.send(self.editor, article, form, **changes)

        self.assertEqual(Publication.objects.live("fr").get().headline, "De moi")


class LinksTests(ActsTestCase):
    def test_an_alert_about_the_article_is_one_click_away_for_those_who_write(self):
        article = make_article(language="fr")
        make_edition(article=article, language="en")
        address = f"/admin/articles/alert/add/?article={article.pk}"

        self.open(self.editor, article)
        self.assertIn(address, browsing.page(self.response).xpath("//a/@href"))
        form = browsing.fields(self.client.get(address), "alert_form")
        self.assertEqual(form["article"], [str(article.pk)])
        self.open(make_user(TRANSLATOR, languages=["fr"]), article)
        self.assertNotIn(address, browsing.page(self.response).xpath("//a/@href"))

    def test_the_public_page_is_linked_while_it_is_live(self):
        publication = make_publication(language="fr")
        article = publication.article

        self.open(self.editor, article)
        live = browsing.words(self.response, "//section[@class='publishing']//a")
        publishing.take_down(publication.edition, by=make_user())
        self.open(self.editor, article)
        down = browsing.words(self.response, "//section[@class='publishing']//a")

        self.assertIn("See it", live)
        self.assertNotIn("See it", down)
