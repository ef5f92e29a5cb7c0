from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from accounts.roles import EDITOR
from articles.models import Alert, Correction
from tests import browsing
from tests.articles.test_admin_publishing import local
from tests.factories import make_article, make_user

ADD = "/admin/articles/alert/add/"


class AlertTests(TestCase):
    def setUp(self):
        self.editor = make_user(EDITOR, languages=["fr", "ar"], interface_language="en")
        self.client.force_login(self.editor)
        self.article = make_article(language="fr", headline="Le câble est coupé")

    def add(self, **changes):
        form = browsing.fields(self.client.get(ADD), "alert_form")
        return self.client.post(ADD, form | changes)

    def test_has_a_text_per_language_a_time_and_an_article(self):
        start = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=1)

        self.add(
            text_fr="Câble coupé",
            text_ar="انقطاع",
            article=self.article.pk,
            starts_at=local(start),
            ends_at=local(start + timedelta(hours=2)),
            priority=1,
        )

        alert = Alert.objects.get()
        self.assertEqual((alert.text_fr, alert.text_ar), ("Câble coupé", "انقطاع"))
        self.assertEqual((alert.article, alert.created_by), (self.article, self.editor))
        self.assertEqual(alert.ends_at - alert.starts_at, timedelta(hours=2))

    def test_an_end_before_the_start_stands_beside_the_end(self):
        start = timezone.now()

        response = self.add(
            text_fr="Câble", starts_at=local(start), ends_at=local(start - timedelta(hours=1))
        )

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
        alert = Alert.objects.create(text_fr="Câble", article=self.article)

        response = self.client.get(f"/admin/articles/alert/{alert.pk}/change/")

        self.assertIn("Le câble est coupé", browsing.words(response, "//div[@class='raw-id']")[0])

    def test_an_article_that_is_not_there_is_refused_beside_the_field(self):
        response = self.add(text_fr="Câble", article="99999")

        self.assertEqual(len(browsing.errors(response, "article")), 1)

    def test_a_correction_is_signed(self):
        address = f"/admin/articles/correction/add/?article={self.article.pk}"
        form = browsing.fields(self.client.get(address), "correction_form")

        self.client.post(address, form | {"text_fr": "Ce n’était pas mardi."})

        correction = Correction.objects.get()
        self.assertEqual(correction.article, self.article)
        self.assertEqual(correction.published_by, self.editor)
