"""An author or a topic that is made on the page of an article."""

from django.contrib.admin.models import LogEntry
from django.db.models.signals import pre_save
from django.test import TestCase

from accounts.roles import CHIEF_EDITOR, EDITOR, REPORTER, TRANSLATOR
from articles.models import Topic
from authors.models import Author
from tests.factories import make_author, make_topic, make_user

ADD = "/admin/articles/article/add/named/"


class NamingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.chief = make_user(interface_language="en")

    def add(self, kind, name, language="fr", user=None):
        self.client.force_login(user or self.chief)
        return self.client.post(f"{ADD}{kind}/", {"name": name, "language": language})

    def test_is_named_in_the_editions_language_with_an_address_made_of_the_name(self):
        response = self.add("author", "  Leïla   Benali ", "fr")

        author = Author.objects.get()
        self.assertEqual(
            (author.name_fr, author.name_en, author.slug), ("Leïla Benali", None, "leïla-benali")
        )
        result = {
            "kind": "author",
            "id": author.pk,
            "text": "Leïla Benali",
            "lang": "fr",
            "dir": "ltr",
        }
        self.assertEqual((response.status_code, response.json()), (201, {"result": result}))
        self.assertEqual(str(LogEntry.objects.get().user), str(self.chief))

        response = self.add("topic", "كابلات بحرية", "ar")

        topic = Topic.objects.get()
        self.assertEqual(
            (topic.name_ar, topic.slug_ar, topic.slug_fr), ("كابلات بحرية", "كابلات-بحرية", None)
        )
        self.assertEqual(response.json()["result"]["dir"], "rtl")

    def test_is_for_those_who_may_and_who_write_the_language(self):
        for role, written, kind, status in (
            (CHIEF_EDITOR, [], "author", 201),
            (EDITOR, ["fr"], "author", 201),
            (EDITOR, ["ar"], "author", 403),
            (REPORTER, ["fr"], "author", 403),
            (REPORTER, ["fr"], "topic", 201),
            (TRANSLATOR, ["fr"], "topic", 403),
        ):
            with self.subTest(role=role, written=written, kind=kind):
                user = make_user(role, languages=written)
                self.assertEqual(self.add(kind, f"N {user.pk}", "fr", user).status_code, status)

    def test_what_has_the_same_address_is_to_be_chosen_instead(self):
        make_author(slug="li-wei")
        make_topic(slug_fr="câbles")

        for kind, name in (("author", "Li Wei"), ("topic", "Câbles")):
            response = self.add(kind, name)
            self.assertEqual(response.status_code, 400)
            self.assertIn("Choose that one from the list", response.json()["error"])
        self.assertEqual(self.add("topic", "Câbles", "es").status_code, 201)

    def test_says_so_where_somebody_else_was_quicker(self):
        def be_quicker(**kwargs):
            Topic.objects.bulk_create([Topic(slug_fr="câbles")])

        pre_save.connect(be_quicker, sender=Topic)
        self.addCleanup(pre_save.disconnect, be_quicker, sender=Topic)

        response = self.add("topic", "Câbles")

        self.assertEqual(response.status_code, 400)
        self.assertIn("Choose that one from the list", response.json()["error"])

    def test_a_name_needs_a_letter_and_fits(self):
        for name in ("", "  ", "…", "12", "x" * 121):
            with self.subTest(name=name):
                response = self.add("author", name)
                self.assertEqual(response.status_code, 400)
                self.assertTrue(response.json()["error"])
        self.assertEqual(self.add("author", "Feed").status_code, 400)  # an address of the site's
        self.assertFalse(Author.objects.exists())

    def test_there_is_nothing_else_to_name(self):
        self.assertEqual(self.add("section", "Sport").status_code, 404)
        self.assertEqual(self.add("author", "Jean", "xx").status_code, 403)
        self.assertEqual(self.client.get(f"{ADD}author/").status_code, 404)
