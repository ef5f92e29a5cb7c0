import re
from datetime import timedelta
from urllib.parse import urlsplit

import time_machine
from django.core import mail
from django.test import TestCase, override_settings
from django.utils import timezone

from accounts.roles import REPORTER
from tests.accounts.test_sign_in import is_signed_in, sign_in
from tests.factories import make_user

RESET = "/accounts/password/reset/"
NEW = "a-harbour-in-winter"


def link_in(message):
    return urlsplit(re.search(r"https?://\S+/key/\S+", message.body).group()).path


class ResetTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.reporter = make_user(
            REPORTER, username="reporter", email="Lucie@Example.org", interface_language="fr"
        )

    def ask(self, email="lucie@example.org", **request):
        return self.client.post(RESET, {"email": email}, **request)

    def open_link(self, message=None):
        response = self.client.get(link_in(message or mail.outbox[-1]), follow=True)
        return response, response.request["PATH_INFO"]

    def set_password(self, path, password=NEW, again=None):
        return self.client.post(path, {"password1": password, "password2": again or password})

    def test_mail_is_in_the_persons_language(self):
        self.ask(headers={"Accept-Language": "es"})

        [message] = mail.outbox
        self.assertEqual(message.to, ["Lucie@Example.org"])
        self.assertIn("a demandé un nouveau mot de passe", message.body)
        self.assertIn("http://testserver/accounts/password/reset/key/", message.body)

    def test_answer_is_the_same_without_an_account(self):
        with time_machine.travel(timezone.now(), tick=False):
            known = self.ask()
            unknown = self.ask("nobody@example.org")

        self.assertRedirects(known, RESET + "done/")
        self.assertRedirects(unknown, RESET + "done/")
        self.assertEqual(known.headers, unknown.headers)
        self.assertEqual([message.to for message in mail.outbox][1:], [["nobody@example.org"]])
        self.assertNotIn("/key/", mail.outbox[1].body)

    def test_closed_account_gets_no_link(self):
        make_user(REPORTER, email="left@example.org", is_active=False)

        self.ask("left@example.org")

        self.assertNotIn("/key/", mail.outbox[0].body)

    def test_earlier_address_gets_no_link(self):
        self.ask()
        self.reporter.email = "new@example.org"
        self.reporter.save()

        self.ask("lucie@example.org")

        self.assertNotIn("/key/", mail.outbox[1].body)

    def test_address_that_only_looks_the_same_gets_no_link(self):
        make_user(REPORTER, email="mike@example.org")

        self.ask("m\u0131ke@example.org")

        self.assertFalse(any("/key/" in message.body for message in mail.outbox))

    @override_settings(ALLOWED_HOSTS=["testserver", "evil.example"])
    def test_link_leads_to_the_site_whatever_host_was_asked(self):
        self.ask(headers={"Host": "evil.example"})

        self.assertIn("http://testserver/", mail.outbox[0].body)
        self.assertNotIn("evil.example", mail.outbox[0].body)

    def test_link_sets_the_password_once(self):
        self.ask()
        _, path = self.open_link()

        done = self.set_password(path)
        again, _ = self.open_link()

        self.assertRedirects(done, RESET + "key/done/")
        self.assertContains(again, "This link no longer works")
        sign_in(self.client, password=NEW)
        self.assertTrue(is_signed_in(self.client))

    def test_new_password_signs_nobody_in_by_itself(self):
        self.ask()
        _, path = self.open_link()

        self.set_password(path)

        self.assertFalse(is_signed_in(self.client))

    def test_link_expires(self):
        now = timezone.now()
        self.ask()

        with time_machine.travel(now + timedelta(hours=1, minutes=59)):
            in_time, _ = self.open_link()
        with time_machine.travel(now + timedelta(hours=2, minutes=1)):
            late, path = self.open_link()
            self.set_password(path)

        self.assertContains(in_time, 'name="password1"')
        self.assertContains(late, "This link no longer works")
        self.reporter.refresh_from_db()
        self.assertTrue(self.reporter.check_password("password"))

    def test_spoilt_link_is_refused(self):
        self.ask()

        for path in ("/accounts/password/reset/key/1-spoilt/", RESET + "key/zzzzzzzzzzzzzz-a-b/"):
            self.assertContains(self.client.get(path), "This link no longer works")

    def test_bad_passwords_are_told_beside_the_field(self):
        self.ask()
        _, path = self.open_link()

        for password, words in (
            ("short", "at least 12 characters"),
            ("newsroom-demo", "the password of the demo accounts"),
            ("123456789012345", "entirely numeric"),
        ):
            with self.subTest(password):
                errors = self.set_password(path, password).context["form"].errors
                self.assertIn(words, " ".join(errors["password1"]))
        differing = self.set_password(path, NEW, again=NEW + "!")
        self.assertContains(differing, 'id="id_password2_error"')

    def test_other_sessions_end(self):
        elsewhere = self.client_class()
        elsewhere.force_login(self.reporter)
        self.ask()
        _, path = self.open_link()

        self.set_password(path)

        self.assertFalse(is_signed_in(elsewhere))

    def test_owner_of_a_locked_name_gets_in_again(self):
        for _ in range(5):
            locked = sign_in(self.client, password="wrong")
        self.ask()
        _, path = self.open_link()

        self.set_password(path)
        sign_in(self.client, password=NEW)

        self.assertEqual(locked.status_code, 429)
        self.assertTrue(is_signed_in(self.client))

    def test_asking_is_slowed(self):
        for _ in range(6):
            response = self.ask()

        self.assertEqual(response.status_code, 429)
        self.assertEqual(len(mail.outbox), 5)


class ChangeTests(TestCase):
    def setUp(self):
        self.reporter = make_user(REPORTER, username="reporter")
        self.client.force_login(self.reporter)

    def change(self, old="password", new=NEW):
        return self.client.post(
            "/accounts/password/change/",
            {"oldpassword": old, "password1": new, "password2": new},
        )

    def test_this_session_goes_on_and_others_end(self):
        elsewhere = self.client_class()
        elsewhere.force_login(self.reporter)

        response = self.change()

        self.assertRedirects(response, "/accounts/")
        self.assertTrue(is_signed_in(self.client))
        self.assertFalse(is_signed_in(elsewhere))

    def test_old_password_is_needed(self):
        response = self.change(old="wrong")

        self.assertContains(response, 'id="id_oldpassword_error"')
        self.reporter.refresh_from_db()
        self.assertTrue(self.reporter.check_password("password"))

    def test_guessing_the_old_password_is_slowed(self):
        for _ in range(6):
            response = self.change(old="wrong")

        self.assertEqual(response.status_code, 429)

    def test_desks_own_page_for_it_leads_here(self):
        response = self.client.post("/admin/password_change/", {"old_password": "password"})

        self.assertRedirects(response, "/accounts/password/change/")

    def test_nobody_else_may(self):
        response = self.client_class().get("/accounts/password/change/")

        self.assertRedirects(response, "/accounts/login/?next=/accounts/password/change/")
