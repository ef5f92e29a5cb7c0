from django.contrib.auth.models import Group
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import CHIEF_EDITOR, EDITOR, REPORTER
from tests import browsing
from tests.factories import make_section, make_user

ACCOUNTS = "/admin/accounts/user/"


def page_of(account):
    return f"{ACCOUNTS}{account.pk}/change/"


class SectionsOfAnAccountTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world, cls.sport, cls.culture = (
            make_section(**{f"name_{code}": name for code in ("en", "fr")})
            for name in ("World", "Sport", "Culture")
        )
        cls.editor = make_user(EDITOR, sections=[cls.world, cls.sport])
        cls.chief = make_user(CHIEF_EDITOR)

    def setUp(self):
        self.client.force_login(self.chief)

    def sections(self):
        return {section.name_en for section in self.editor.sections.all()}

    def form(self):
        return browsing.fields(self.client.get(page_of(self.editor)), "user_form")

    def test_are_ticked_on_its_page_by_their_names(self):
        page = self.client.get(page_of(self.editor))

        labels = browsing.words(page, "//label[input[@name='sections']]")
        ticked = browsing.words(page, "//label[input[@name='sections' and @checked]]")
        self.assertEqual(labels, ["World", "Sport", "Culture"])
        self.assertEqual(ticked, ["World", "Sport"])

    def test_are_saved_with_the_account(self):
        self.client.post(
            page_of(self.editor), self.form() | {"sections": [self.culture.pk, self.world.pk]}
        )

        self.assertEqual(self.sections(), {"World", "Culture"})

    def test_what_somebody_else_changed_meanwhile_stays(self):
        form = self.form()
        self.editor.sections.add(self.culture)
        self.editor.sections.remove(self.sport)

        self.client.post(page_of(self.editor), form | {"sections": [self.sport.pk]})

        self.assertEqual(self.sections(), {"Culture"})

    def test_another_field_leaves_them_alone(self):
        response = self.client.post(page_of(self.editor), self.form() | {"first_name": "Jonas"})

        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.sections(), {"World", "Sport"})

    def test_unknown_section_is_refused(self):
        for value in ("0", "x"):
            response = self.client.post(page_of(self.editor), self.form() | {"sections": [value]})
            self.assertTrue(browsing.errors(response, "sections"), value)

    def test_new_account_has_them_at_once(self):
        self.client.post(
            f"{ACCOUNTS}add/",
            {
                "username": "huda",
                "password1": "a-harbour-in-winter",
                "password2": "a-harbour-in-winter",
                "groups": [Group.objects.get(name=REPORTER).pk],
                "sections": [self.sport.pk],
            },
        )

        huda = User.objects.get(username="huda")
        self.assertEqual(list(huda.sections.all()), [self.sport])

    def test_are_kept_nowhere_else(self):
        page = self.client.get(f"/admin/articles/section/{self.world.pk}/change/")

        self.assertNotContains(page, 'name="editors"')

    def test_whose_they_are_sees_them_on_the_account_page(self):
        self.client.force_login(self.editor)

        page = self.client.get("/accounts/")

        own = browsing.words(page, "//dt[.='Sections']/following-sibling::dd[1]")
        self.assertEqual(own, ["World · Sport"])
        self.client.force_login(make_user(EDITOR))
        self.assertContains(self.client.get("/accounts/"), "Every section")

    def test_query_count_does_not_grow_with_sections(self):
        for address in (page_of(self.editor), "/accounts/"):
            counts = set()
            for _ in range(2):
                self.chief.sections.add(make_section())
                with CaptureQueriesContext(connection) as queries:
                    self.client.get(address)
                counts.add(len(queries))
            self.assertEqual(len(counts), 1, address)
