from django.test import TestCase

from accounts.roles import CHIEF_EDITOR, EDITOR, REPORTER, TRANSLATOR
from authors.models import Author
from tests import browsing
from tests.factories import make_user

ADD = "/admin/authors/author/add/"


class AuthorTests(TestCase):
    def test_has_a_name_in_each_language_and_one_address(self):
        self.client.force_login(make_user())
        form = browsing.fields(self.client.get(ADD), "author_form")

        names = {"name_fr": "Leïla Benali", "name_ar": "ليلى بن علي", "slug": "leila-benali"}
        self.client.post(ADD, form | names)

        author = Author.objects.get()
        self.assertEqual((author.name_fr, author.name_ar), ("Leïla Benali", "ليلى بن علي"))

    def test_an_address_of_nothing_but_punctuation_is_refused_beside_the_field(self):
        self.client.force_login(make_user())
        form = browsing.fields(self.client.get(ADD), "author_form")

        response = self.client.post(ADD, form | {"name_fr": "Leïla", "slug": "…"})

        self.assertEqual(len(browsing.errors(response, "slug")), 1)
        self.assertFalse(Author.objects.exists())

    def test_those_who_lead_add_authors(self):
        for role, status in (
            (CHIEF_EDITOR, 200),
            (EDITOR, 200),
            (REPORTER, 403),
            (TRANSLATOR, 403),
        ):
            self.client.force_login(make_user(role, languages=["fr"]))
            with self.subTest(role=role):
                self.assertEqual(self.client.get(ADD).status_code, status)
