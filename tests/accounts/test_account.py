from django.test import TestCase

from accounts.roles import CHIEF_EDITOR, REPORTER, TRANSLATOR
from tests.accounts.test_sign_in import is_signed_in
from tests.factories import make_user


class AccountPageTests(TestCase):
    def setUp(self):
        self.reporter = make_user(REPORTER, username="reporter")
        self.client.force_login(self.reporter)

    def test_everybody_signed_in_has_one(self):
        for role in (REPORTER, TRANSLATOR, CHIEF_EDITOR, None):
            with self.subTest(role):
                self.client.force_login(make_user(role))
                self.assertEqual(self.client.get("/accounts/").status_code, 200)

    def test_nobody_else_has_one(self):
        self.client.logout()

        self.assertRedirects(self.client.get("/accounts/"), "/accounts/login/?next=/accounts/")

    def test_interface_language_is_chosen(self):
        response = self.client.post("/accounts/", {"interface_language": "ar"})
        page = self.client.get("/accounts/", headers={"Accept-Language": "fr"})

        self.assertRedirects(response, "/accounts/")
        self.assertContains(page, 'lang="ar"')
        self.assertContains(page, 'dir="rtl"')

    def test_unknown_language_is_refused_beside_the_field(self):
        response = self.client.post("/accounts/", {"interface_language": "xx"})

        self.assertContains(response, 'id="id_interface_language_error"')
        self.reporter.refresh_from_db()
        self.assertEqual(self.reporter.interface_language, "")

    def test_nothing_else_can_be_slipped_in(self):
        self.client.post("/accounts/", {"interface_language": "fr", "is_superuser": "on"})

        self.reporter.refresh_from_db()
        self.assertEqual(self.reporter.interface_language, "fr")
        self.assertFalse(self.reporter.is_superuser)


class SignOutEverywhereTests(TestCase):
    def setUp(self):
        self.reporter = make_user(REPORTER)
        self.client.force_login(self.reporter)
        self.elsewhere = self.client_class()
        self.elsewhere.force_login(self.reporter)

    def test_every_session_of_the_account_ends(self):
        colleague = self.client_class()
        colleague.force_login(make_user(REPORTER))

        response = self.client.post("/accounts/sign-out-everywhere/")

        self.assertRedirects(response, "/accounts/login/")
        self.assertFalse(is_signed_in(self.client))
        self.assertFalse(is_signed_in(self.elsewhere))
        self.assertTrue(is_signed_in(colleague))

    def test_following_a_link_does_nothing(self):
        response = self.client.get("/accounts/sign-out-everywhere/")

        self.assertEqual(response.status_code, 405)
        self.assertTrue(is_signed_in(self.elsewhere))

    def test_form_of_another_site_does_nothing(self):
        strict = self.client_class(enforce_csrf_checks=True)
        strict.force_login(self.reporter)

        response = strict.post("/accounts/sign-out-everywhere/")

        self.assertEqual(response.status_code, 403)
        self.assertTrue(is_signed_in(self.elsewhere))


class SavingTests(TestCase):
    def test_copies_loaded_at_once_do_not_undo_each_other(self):
        user = make_user(REPORTER)
        first, second = (type(user).objects.get(pk=user.pk) for _ in range(2))

        first.email = "new@example.org"
        first.save()
        second.first_name = "Lucie"
        second.save()

        user.refresh_from_db()
        self.assertEqual((user.email, user.first_name), ("new@example.org", "Lucie"))
