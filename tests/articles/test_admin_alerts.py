from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import EDITOR, REPORTER, TRANSLATOR
from articles.admin import alert_lists
from articles.models import Alert, Correction
from tests import browsing
from tests.articles.test_admin_articles import page_of
from tests.articles.test_admin_publishing import local
from tests.factories import (
    make_alert,
    make_article,
    make_edition,
    make_publication,
    make_user,
)

pytestmark = pytest.mark.thorough

LIST = "/admin/articles/alert/"
ADD = f"{LIST}add/"
HOUR = timedelta(hours=1)
DRAFT, PLANNED, RUNNING, ENDED = Alert.Standing


def change(alert):
    return f"{LIST}{alert.pk}/change/"


class AlertTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make_user(EDITOR, languages=["fr", "ar"], interface_language="en")
        cls.reporter = make_user(REPORTER, languages=["fr"], interface_language="en")
        cls.article = make_publication(language="fr", headline="Le câble est coupé").article

    def setUp(self):
        self.client.force_login(self.editor)

    def form(self, address=ADD):
        return browsing.fields(self.client.get(address), "alert_form")

    def add(self, button="_continue", address=ADD, **changes):
        return self.client.post(address, self.form(address) | {button: "1"} | changes)

    def send(self, alert, button="_continue", **changes):
        form = self.form(change(alert))
        return self.client.post(change(alert), form | {button: "1"} | changes)

    def standing(self, alert=None):
        return (Alert.objects.get(pk=alert.pk) if alert else Alert.objects.get()).standing(
            timezone.now()
        )

    def said(self, response):
        return browsing.messages(self.client.get(response.url))


class FormTests(AlertTestCase):
    def test_has_a_text_per_language_a_time_and_an_article(self):
        start = timezone.now().replace(second=0, microsecond=0) + HOUR

        self.add(
            text_fr="Câble coupé",
            text_ar="انقطاع",
            article=self.article.pk,
            starts_at=local(start),
            ends_at=local(start + 2 * HOUR),
            priority=1,
        )

        alert = Alert.objects.get()
        self.assertEqual((alert.text_fr, alert.text_ar), ("Câble coupé", "انقطاع"))
        self.assertEqual((alert.article, alert.created_by), (self.article, self.editor))
        self.assertEqual(alert.ends_at - alert.starts_at, 2 * HOUR)

    def test_an_end_before_the_start_stands_beside_the_end(self):
        start = timezone.now()

        response = self.add(text_fr="Câble", starts_at=local(start), ends_at=local(start - HOUR))

        self.assertEqual(
            browsing.errors(response, "ends_at"), ["The end must come after the start."]
        )
        self.assertEqual(browsing.field(response, "text_fr").text.strip(), "Câble")

    def test_an_alert_that_says_nothing_is_refused(self):
        response = self.add()

        self.assertEqual(
            browsing.errors(response, "text_fr"), ["Write the text in at least one language."]
        )
        self.assertFalse(Alert.objects.exists())

    def test_shows_the_headline_of_its_article(self):
        alert = make_alert(text_fr="Câble", article=self.article)

        response = self.client.get(change(alert))

        self.assertIn("Le câble est coupé", browsing.words(response, "//div[@class='raw-id']")[0])

    def test_an_article_that_is_not_there_is_refused_beside_the_field(self):
        response = self.add(text_fr="Câble", article="99999")

        self.assertEqual(len(browsing.errors(response, "article")), 1)

    def test_a_line_of_text_gets_its_article_later(self):
        self.add("_release", text_fr="Câble coupé")
        alert = Alert.objects.get()

        self.send(alert, article=self.article.pk)

        alert.refresh_from_db()
        self.assertEqual(alert.article, self.article)
        self.assertEqual(self.standing(), RUNNING)

    def test_suggests_an_end_that_may_be_taken_away(self):
        form = self.form()
        self.assertTrue(form["ends_at"][0])

        self.add("_release", text_fr="Câble", ends_at="")

        self.assertIsNone(Alert.objects.get().ends_at)

    def test_each_text_says_how_long_it_is(self):
        article = make_article(headline="é" * 100)

        response = self.client.get(f"{ADD}?article={article.pk}")

        counts = browsing.words(response, "//*[@class='alert-count']")
        self.assertEqual(counts[:2], ["100 of about 90", "0 of about 90"])
        told = browsing.words(response, "//*[@id='id_text_fr_advice']")
        self.assertEqual(told, ["Long for an alert: on a phone it pushes the page down."])


class ReleaseTests(AlertTestCase):
    def test_saving_makes_a_draft_that_nobody_sees(self):
        response = self.add(text_fr="Câble coupé")

        self.assertEqual(self.said(response), ["Saved."])
        self.assertEqual(self.standing(), DRAFT)

    def test_from_an_article_it_is_filled_in_and_one_press_releases_it(self):
        make_edition(article=self.article, language="ar", headline="انقطع الكابل")
        address = f"{ADD}?article={self.article.pk}"

        response = self.add("_release", address=address)

        alert = Alert.objects.get()
        self.assertEqual((alert.text_fr, alert.text_ar), ("Le câble est coupé", "انقطع الكابل"))
        self.assertEqual(alert.article, self.article)
        self.assertEqual(self.standing(), RUNNING)
        self.assertEqual(alert.released_by, self.editor)
        self.assertEqual(self.said(response), ["Readers see the alert now: Français and العربية."])

    def test_takes_along_what_readers_see_in_languages_that_the_editor_does_not_write(self):
        make_publication(article=self.article, language="ru", headline="Обрыв кабеля")
        make_edition(article=self.article, language="es", headline="Borrador secreto")
        address = f"{ADD}?article={self.article.pk}"

        shown = self.client.get(address)
        self.add("_release", address=address, text_ru="подделка", text_es="falso")

        alert = Alert.objects.get()
        self.assertEqual((alert.text_ru, alert.text_es or ""), ("Обрыв кабеля", ""))
        self.assertContains(shown, "Обрыв кабеля")
        self.assertNotContains(shown, "Borrador secreto")

    def test_released_with_a_start_to_come_it_is_planned_and_can_be_held_back(self):
        start = timezone.now() + 2 * HOUR
        response = self.add(
            "_release", text_fr="Câble", starts_at=local(start), ends_at=local(start + HOUR)
        )
        self.assertEqual(self.standing(), PLANNED)
        self.assertIn("Readers see the alert from", self.said(response)[0])

        response = self.send(Alert.objects.get(), "_hold_back")

        self.assertEqual(self.standing(), DRAFT)
        self.assertEqual(self.said(response), ["Held back: the alert is a draft again."])

    def test_an_end_that_has_passed_is_refused_beside_the_end(self):
        now = timezone.now()
        alert = make_alert(
            text_fr="Câble", starts_at=now - 2 * HOUR, ends_at=now - HOUR, released_at=None
        )

        response = self.send(alert, "_release")

        self.assertEqual(
            browsing.errors(response, "ends_at"),
            ["The end has passed. Choose a later one, or none."],
        )
        self.assertEqual(self.standing(), DRAFT)

    def test_saving_later_moments_does_not_bring_an_ended_alert_back(self):
        now = timezone.now()
        alert = make_alert(text_fr="Câble", starts_at=now - 2 * HOUR, ends_at=now - HOUR)

        response = self.send(alert, ends_at=local(now + HOUR))

        self.assertEqual(self.standing(), DRAFT)
        self.assertIn(
            "Saved as a draft: with these moments, readers see it once it is released.",
            self.said(response),
        )
        self.send(alert, "_release")
        self.assertEqual(self.standing(), RUNNING)

    def test_saving_an_earlier_start_does_not_begin_a_planned_alert(self):
        now = timezone.now()
        alert = make_alert(text_fr="Câble", starts_at=now + HOUR)

        self.send(alert, starts_at=local(now - HOUR))

        self.assertEqual(self.standing(), DRAFT)

    def test_the_text_of_a_running_alert_is_changed_for_readers_at_once_and_the_page_says_so(self):
        alert = make_alert(text_fr="Câble coupé", starts_at=timezone.now() - HOUR)

        warned = browsing.words(
            self.client.get(change(alert)), "//*[@class='alert-standing is-running']"
        )
        self.send(alert, text_fr="Câble réparé")

        self.assertIn("What you save here, readers see at once.", warned[0])
        alert.refresh_from_db()
        self.assertEqual((alert.text_fr, self.standing()), ("Câble réparé", RUNNING))

    def test_what_was_decided_stands_on_the_page(self):
        self.add(text_fr="Câble")
        alert = Alert.objects.get()
        self.send(alert, text_fr="Câble coupé")
        self.send(alert, "_release")
        self.client.post(f"{LIST}{alert.pk}/end/")

        lines = browsing.words(self.client.get(change(alert)), "//ul[@class='events']/li")

        self.assertEqual(
            [line.split()[0] for line in lines], ["ended", "released", "changed", "written"]
        )


class WhoMayTests(AlertTestCase):
    def buttons(self, address):
        return set(
            browsing.page(self.client.get(address)).xpath("//form[@id='alert_form']//button/@name")
        )

    def test_a_reporter_drafts_in_the_accounts_languages_and_releases_nothing(self):
        self.client.force_login(self.reporter)
        self.assertEqual(self.buttons(ADD), {"_continue"})

        refused = self.add("_release", text_fr="Câble", text_ar="انقطاع")
        self.assertEqual(refused.status_code, 403)
        self.assertFalse(Alert.objects.exists())
        self.add(text_fr="Câble", text_ar="انقطاع")

        alert = Alert.objects.get()
        self.assertEqual((alert.text_fr, alert.text_ar or ""), ("Câble", ""))
        self.assertEqual(self.standing(), DRAFT)

    def test_a_reporter_changes_drafts_until_they_are_released(self):
        alert = make_alert(text_fr="Câble", released_at=None)
        self.client.force_login(self.reporter)
        form = self.form(change(alert))
        self.assertEqual(self.client.post(change(alert), form | {"text_fr": "A"}).status_code, 302)
        Alert.objects.update(released_at=timezone.now())

        for button in ("_continue", "_release", "_hold_back"):
            sent = self.client.post(change(alert), form | {"text_fr": "B", button: "1"})
            self.assertEqual(sent.status_code, 403)
        self.assertEqual(self.buttons(change(alert)), set())
        self.assertEqual(Alert.objects.get().text_fr, "A")

    def test_who_does_not_lead_ends_nothing(self):
        alert = make_alert(text_fr="Câble")
        for user in (self.reporter, make_user(TRANSLATOR), make_user(None)):
            self.client.force_login(user)
            for send in (self.client.get, self.client.post):
                self.assertEqual(send(f"{LIST}{alert.pk}/end/").status_code, 403)
        self.assertEqual(self.standing(), RUNNING)

    def test_a_translator_puts_a_draft_into_own_languages_and_does_no_more(self):
        alert = make_alert(text_fr="Câble", released_at=None)
        self.client.force_login(make_user(TRANSLATOR, languages=["ar"], interface_language="en"))

        self.assertEqual(self.client.get(LIST).status_code, 200)
        self.assertEqual(self.client.get(ADD).status_code, 403)
        sent = browsing.fields(self.client.get(change(alert)), "alert_form")
        self.assertNotIn("priority", sent)
        forged = {"text_ar": "عاجل", "text_fr": "x", "priority": "1", "_save": ""}
        self.client.post(change(alert), sent | forged)
        alert = Alert.objects.get()
        self.assertEqual((alert.text_fr, alert.text_ar, alert.priority), ("Câble", "عاجل", 2))

    def test_a_translator_leaves_a_released_alert_alone(self):
        alert = make_alert(text_fr="Câble")
        self.client.force_login(make_user(TRANSLATOR, languages=["ar"], interface_language="en"))

        self.assertEqual(self.client.post(change(alert), {"text_ar": "x"}).status_code, 403)

    def test_nobody_from_outside_sees_any_of_it(self):
        alert = make_alert(text_fr="Câble")
        self.client.logout()
        for address in (
            LIST,
            change(alert),
            f"{LIST}{alert.pk}/end/",
            f"{LIST}{alert.pk}/preview/",
        ):
            self.assertEqual(self.client.get(address).status_code, 302)


class EndTests(AlertTestCase):
    def test_asks_and_then_ends(self):
        alert = make_alert(text_fr="Câble coupé", starts_at=timezone.now() - HOUR)
        address = f"{LIST}{alert.pk}/end/"

        question = self.client.get(address)
        self.assertEqual(self.standing(), RUNNING)
        response = self.client.post(address)

        self.assertEqual(browsing.words(question, "//h1"), ["End this alert?"])
        self.assertEqual(self.standing(), ENDED)
        self.assertEqual(self.said(response), ["Ended: readers do not see the alert any more."])

    def test_what_does_not_run_is_not_asked_about(self):
        alert = make_alert(text_fr="Câble", released_at=None)

        asked = self.client.get(f"{LIST}{alert.pk}/end/")
        ended = self.client.post(f"{LIST}{alert.pk}/end/")

        self.assertRedirects(asked, change(alert), fetch_redirect_response=False)
        self.assertEqual(self.said(ended), ["There is nothing to end: readers do not see it."])

    def test_an_alert_that_is_not_there_is_not_found(self):
        for number in ("999", "x"):
            self.assertEqual(self.client.get(f"{LIST}{number}/end/").status_code, 404)


class ListTests(AlertTestCase):
    def texts(self, address=LIST):
        response = self.client.get(address)
        return {
            heading: browsing.words(
                response, f"//section[h2[contains(., '{heading}')]]//li//a[@class='alert-text']"
            )
            for heading in browsing.words(response, "//section/h2")
        }

    def test_alerts_stand_under_what_they_are(self):
        now = timezone.now()
        make_alert(text_fr="Brouillon", released_at=None)
        make_alert(text_fr="En cours", starts_at=now - HOUR)
        make_alert(text_en="Urgent", starts_at=now - HOUR, priority=Alert.Priority.FLASH)
        make_alert(text_fr="Demain", starts_at=now + 24 * HOUR)
        make_alert(text_ar="انتهى", starts_at=now - 2 * HOUR, ends_at=now - HOUR)

        self.assertEqual(
            self.texts(),
            {
                "Live now": ["Urgent", "En cours"],
                "Planned": ["Demain"],
                "Drafts": ["Brouillon"],
                "Ended": ["انتهى"],
            },
        )
        words = browsing.words(self.client.get(LIST), "//*[@class='alert-word']")
        self.assertEqual(words, ["Live", "Live", "Planned", "Draft", "Ended"])

    def test_only_what_runs_can_be_ended_and_by_those_who_lead(self):
        alert = make_alert(text_fr="En cours")
        make_alert(text_fr="Brouillon", released_at=None)
        ends = f"{LIST}{alert.pk}/end/"

        def links(user):
            self.client.force_login(user)
            found = browsing.page(self.client.get(LIST)).xpath("//main//a/@href")
            return [address for address in found if address.endswith("/end/")]

        self.assertEqual((links(self.editor), links(self.reporter)), ([ends], []))

    def test_finds_words_in_any_language(self):
        make_alert(text_fr="Le câble", text_ar="الكابل")
        make_alert(text_fr="Le pont", released_at=None)

        for words in ("CÂBLE".lower(), "كابل"):
            shown = self.texts(f"{LIST}?{urlencode({'q': words})}")
            self.assertEqual([text for found in shown.values() for text in found], ["Le câble"])

    def test_what_is_over_is_read_on_and_on(self):
        now = timezone.now()
        Alert.objects.bulk_create(
            Alert(
                text_fr=f"Alerte {number}",
                released_at=now,
                starts_at=now - 100 * HOUR,
                ends_at=now - number // 2 * HOUR - HOUR,  # two each end at one moment
            )
            for number in range(alert_lists.AT_FIRST + alert_lists.ON_A_PAGE + 1)
        )
        seen, address = [], LIST
        while address:
            response = self.client.get(LIST + address if address.startswith("?") else address)
            seen += browsing.words(
                response, "//section[@aria-labelledby='alerts-ended']//a[@class='alert-text']"
            )
            older = browsing.page(response).xpath(
                "//section[@aria-labelledby='alerts-ended']/p/a/@href"
            )
            address = older[0] if older else None

        self.assertEqual(len(seen), len(set(seen)))
        self.assertEqual(len(seen), alert_lists.AT_FIRST + alert_lists.ON_A_PAGE + 1)

    def test_a_malformed_key_is_not_found(self):
        self.assertEqual(self.client.get(f"{LIST}?of=ended&before=x").status_code, 404)

    def test_texts_say_their_language(self):
        make_alert(text_ar="انقطاع")

        shown = browsing.page(self.client.get(LIST)).xpath("//a[@class='alert-text']/bdi")[0]

        self.assertEqual((shown.get("lang"), shown.get("dir")), ("ar", "rtl"))

    def test_query_count_grows_neither_with_alerts_nor_with_languages(self):
        counts = []
        for number in (1, 3):
            for _row in range(number):
                texts = {"text_fr": "A", "text_ar": "ب", "text_ru": "В"}
                texts = dict(list(texts.items())[:number])
                make_alert(article=self.article, **texts)
                make_alert(released_at=None, article=self.article, **texts)
            with CaptureQueriesContext(connection) as queries:
                self.client.get(LIST)
            counts.append(len(queries))
        self.assertEqual(counts[0], counts[1])


class ArticlePageTests(AlertTestCase):
    def shown(self, user=None):
        self.client.force_login(user or self.editor)
        response = self.client.get(page_of(self.article))
        rows = browsing.words(response, "//ul[@class='article-alerts']/li/p[1]")
        hrefs = browsing.page(response).xpath("//ul[@class='article-alerts']//a/@href")
        return rows, hrefs

    def test_an_article_says_which_alerts_about_it_are_not_over(self):
        now = timezone.now()
        alert = make_alert(text_fr="En cours", article=self.article)
        make_alert(text_fr="Fini", article=self.article, starts_at=now - 2 * HOUR, ends_at=now)
        make_alert(text_fr="Ailleurs")

        self.assertEqual(
            self.shown(), (["Live En cours"], [change(alert), f"{LIST}{alert.pk}/end/"])
        )
        self.assertEqual(self.shown(self.reporter)[1], [change(alert)])


class CorrectionTests(AlertTestCase):
    def test_a_correction_is_signed(self):
        address = f"/admin/articles/correction/add/?article={self.article.pk}"
        form = browsing.fields(self.client.get(address), "correction_form")

        self.client.post(address, form | {"text_fr": "Ce n’était pas mardi."})

        correction = Correction.objects.get()
        self.assertEqual(correction.article, self.article)
        self.assertEqual(correction.published_by, self.editor)
