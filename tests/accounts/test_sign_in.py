from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import REPORTER
from tests.factories import make_user

pytestmark = pytest.mark.thorough

LOGIN = "/accounts/login/"


def sign_in(client, username="reporter", password="password", to=LOGIN, **request):
    return client.post(to, {"login": username, "password": password}, **request)


def is_signed_in(client):
    return client.get("/accounts/").status_code == 200


class SignInTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.reporter = make_user(REPORTER, username="reporter")

    def test_name_and_password_lead_to_the_desk(self):
        response = sign_in(self.client)

        self.assertRedirects(response, "/admin/", fetch_redirect_response=False)
        self.assertTrue(is_signed_in(self.client))

    def test_wrong_password_keeps_the_name_and_says_nothing_of_the_account(self):
        known = sign_in(self.client, "reporter", "wrong")
        unknown = sign_in(self.client, "nobody", "wrong")

        self.assertContains(known, 'value="reporter"')
        self.assertNotContains(known, "wrong")
        self.assertEqual(known.context["form"].errors, unknown.context["form"].errors)
        self.assertFalse(is_signed_in(self.client))

    def test_empty_fields_are_told_beside_them(self):
        response = sign_in(self.client, "", "")

        self.assertContains(response, 'id="id_login_error"')
        self.assertContains(response, 'id="id_password_error"')
        self.assertContains(response, 'aria-describedby="id_login_error"')

    def test_deactivated_account_is_like_none(self):
        make_user(REPORTER, username="left", is_active=False)

        left = sign_in(self.client, "left")
        unknown = sign_in(self.client, "nobody")

        self.assertEqual(left.status_code, 200)
        self.assertEqual(left.context["form"].errors, unknown.context["form"].errors)

    def test_deactivation_ends_the_session(self):
        sign_in(self.client)

        self.reporter.is_active = False
        self.reporter.save()

        self.assertFalse(is_signed_in(self.client))

    def test_session_gets_a_new_key(self):
        session = self.client.session
        session["known"] = "to the attacker"
        session.save()
        self.client.cookies["sessionid"] = session.session_key

        sign_in(self.client)

        self.assertTrue(is_signed_in(self.client))
        self.assertNotEqual(self.client.cookies["sessionid"].value, session.session_key)

    def test_next_is_followed_within_the_site(self):
        response = sign_in(self.client, to=LOGIN + "?next=/admin/accounts/user/")

        self.assertRedirects(response, "/admin/accounts/user/", fetch_redirect_response=False)

    @override_settings(ALLOWED_HOSTS=["testserver", ".example.org"])
    def test_next_never_leads_elsewhere(self):
        for address in (
            "https://evil.example/",
            "//evil.example/",
            "///evil.example/",
            "/\\evil.example/",
            "http:///evil.example/",
            "javascript:alert(1)",
            "https://other.example.org/",
        ):
            with self.subTest(address):
                self.client.logout()

                response = sign_in(self.client, to=LOGIN + f"?next={address}")

                self.assertRedirects(response, "/admin/", fetch_redirect_response=False)

    def test_form_needs_its_token(self):
        strict = self.client_class(enforce_csrf_checks=True)

        for address in (LOGIN, "/accounts/password/reset/", "/accounts/logout/"):
            self.assertEqual(sign_in(strict, to=address).status_code, 403, address)

    def test_page_is_kept_by_no_cache(self):
        for address in (LOGIN, "/accounts/password/reset/", "/accounts/"):
            self.assertIn("no-store", self.client.get(address).headers["Cache-Control"])

    def test_page_speaks_the_browsers_language_or_the_chosen_one(self):
        french = self.client.get(LOGIN, headers={"Accept-Language": "fr-CA"})
        arabic = self.client.get(LOGIN + "?language=ar", headers={"Accept-Language": "fr-CA"})
        later = self.client.get("/accounts/password/reset/", headers={"Accept-Language": "fr"})
        unknown = self.client_class().get(LOGIN + "?language=xx")

        self.assertContains(french, '<html lang="fr" dir="ltr"')
        self.assertContains(french, "Mot de passe")
        self.assertContains(arabic, '<html lang="ar" dir="rtl"')
        self.assertContains(arabic, "كلمة المرور")
        self.assertContains(later, '<html lang="ar" dir="rtl"')
        self.assertContains(unknown, '<html lang="en" dir="ltr"')

    def test_page_offers_the_six_languages_by_their_own_names(self):
        response = self.client.get(LOGIN + "?next=/admin/")

        for name in ("English", "Français", "العربية", "Русский", "Español", "中文"):
            self.assertContains(response, f">{name}")
        self.assertContains(response, "next=%2Fadmin%2F&amp;language=ar")

    def test_language_cookie_stays_on_the_account_pages(self):
        self.client.get(LOGIN + "?language=ar")

        cookie = self.client.cookies["account_language"]
        self.assertEqual((cookie["path"], cookie["httponly"]), ("/accounts/", True))

    def test_admin_sends_to_the_sign_in_page_and_takes_no_password_itself(self):
        page = self.client.get("/admin/", follow=True)
        posted = self.client.post("/admin/login/", {"username": "reporter", "password": "password"})

        self.assertRedirects(page, "/accounts/login/?next=%2Fadmin%2F")
        self.assertEqual(posted.status_code, 302)
        self.assertFalse(is_signed_in(self.client))

    def test_account_outside_the_staff_does_not_reach_the_desk(self):
        self.client.force_login(make_user(REPORTER, is_staff=False))

        response = self.client.get("/admin/", follow=True)

        self.assertEqual(response.status_code, 403)

    def test_what_allauth_has_besides_is_not_there(self):
        for path in ("signup", "email", "confirm-email", "password/set", "login/code/confirm"):
            self.assertEqual(self.client.get(f"/accounts/{path}/").status_code, 404, path)

    def test_public_pages_set_no_cookie_and_read_no_session(self):
        sign_in(self.client)

        with CaptureQueriesContext(connection) as queries:
            response = self.client.get("/en/")

        self.assertEqual(response.cookies, {})
        self.assertNotIn("Cookie", response.headers.get("Vary", ""))
        for query in queries:
            self.assertNotIn("django_session", query["sql"])


class SignOutTests(TestCase):
    def setUp(self):
        self.client.force_login(make_user(REPORTER))

    def test_only_a_post_signs_out(self):
        question = self.client.get("/accounts/logout/")
        self.assertTrue(is_signed_in(self.client))

        response = self.client.post("/accounts/logout/")

        self.assertEqual(question.status_code, 200)
        self.assertRedirects(response, LOGIN)
        self.assertFalse(is_signed_in(self.client))

    def test_next_never_leads_elsewhere(self):
        response = self.client.post("/accounts/logout/", {"next": "https://evil.example/"})

        self.assertRedirects(response, LOGIN)


class LockOutTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_user(REPORTER, username="reporter")

    def guess(self, times, username="reporter", **request):
        for _ in range(times):
            response = sign_in(self.client, username, "wrong", **request)
        return response

    def test_fifth_wrong_password_locks_the_name(self):
        fourth = self.guess(4)
        fifth = self.guess(1)
        right = sign_in(self.client, "reporter", "password")

        self.assertEqual(fourth.status_code, 200)
        self.assertContains(fifth, "Try again in 15 minutes.", status_code=429)
        self.assertEqual(fifth.headers["Retry-After"], "900")
        self.assertIn("no-store", fifth.headers["Cache-Control"])
        self.assertEqual(right.status_code, 429)
        self.assertFalse(is_signed_in(self.client))

    def test_changing_addresses_does_not_help(self):
        for number in range(5):
            response = self.guess(1, REMOTE_ADDR=f"203.0.113.{number}")

        self.assertEqual(response.status_code, 429)

    def test_unknown_name_is_locked_alike(self):
        with time_machine.travel(timezone.now(), tick=False):
            known = self.guess(5)
            unknown = self.guess(5, username="nobody", REMOTE_ADDR="203.0.113.9")

        self.assertEqual(unknown.status_code, 429)
        self.assertEqual(known.content, unknown.content)

    def test_another_name_is_not_locked(self):
        make_user(REPORTER, username="colleague")

        self.guess(5)
        sign_in(self.client, "colleague")

        self.assertTrue(is_signed_in(self.client))

    def test_lock_opens_by_itself_though_somebody_goes_on_trying(self):
        now = timezone.now()
        with time_machine.travel(now, tick=False):
            self.guess(5)
        with time_machine.travel(now + timedelta(minutes=14), tick=False):
            still = self.guess(1)
        with time_machine.travel(now + timedelta(minutes=15, seconds=1), tick=False):
            sign_in(self.client)

            self.assertContains(still, "Try again in 1 minute.", status_code=429)
            self.assertTrue(is_signed_in(self.client))

    def test_signing_in_forgets_the_failures(self):
        self.guess(4)
        sign_in(self.client)
        self.client.logout()

        self.assertEqual(self.guess(4).status_code, 200)

    def test_page_speaks_the_chosen_language(self):
        self.client.get(LOGIN + "?language=ar")

        response = self.guess(5)

        self.assertContains(response, '<html lang="ar" dir="rtl"', status_code=429)

    def test_a_page_shown_does_not_count(self):
        for _ in range(40):
            self.client.get(LOGIN)

        self.assertEqual(self.guess(1).status_code, 200)


class ThrottleTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_user(REPORTER, username="reporter")

    def guess_names(self, count, client=None, **request):
        for number in range(count):
            response = sign_in(client or self.client, f"name-{number}", "wrong", **request)
        return response

    def test_address_is_slowed_whatever_the_names(self):
        twentieth = self.guess_names(20)
        slowed = sign_in(self.client)
        elsewhere = self.client_class()
        sign_in(elsewhere, REMOTE_ADDR="203.0.113.7")

        self.assertEqual(twentieth.status_code, 200)
        self.assertEqual(slowed.status_code, 429)
        self.assertContains(slowed, 'value="reporter"', status_code=429)
        self.assertFalse(is_signed_in(self.client))
        self.assertTrue(is_signed_in(elsewhere))

    def test_address_is_let_in_again(self):
        now = timezone.now()
        with time_machine.travel(now, tick=False):
            self.guess_names(21)
        with time_machine.travel(now + timedelta(minutes=5, seconds=1), tick=False):
            sign_in(self.client)

            self.assertTrue(is_signed_in(self.client))

    def test_forged_forwarding_does_not_change_the_address(self):
        for number in range(20):
            sign_in(
                self.client,
                f"name-{number}",
                "wrong",
                headers={"X-Forwarded-For": f"203.0.113.{number}"},
            )

        response = sign_in(self.client, headers={"X-Forwarded-For": "203.0.113.77"})

        self.assertEqual(response.status_code, 429)

    @override_settings(TRUSTED_PROXIES=1)
    def test_behind_our_proxy_the_address_is_the_clients(self):
        self.guess_names(21, headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.1"})

        same = sign_in(self.client, headers={"X-Forwarded-For": "198.51.100.2, 203.0.113.1"})
        sign_in(self.client, headers={"X-Forwarded-For": "203.0.113.2"})

        self.assertEqual(same.status_code, 429)
        self.assertTrue(is_signed_in(self.client))

    def test_many_posts_in_a_minute_get_the_page_that_says_so(self):
        now = timezone.now()
        with time_machine.travel(now, tick=False):
            for _ in range(31):
                response = sign_in(self.client, "", "")

        self.assertTemplateUsed(response, "429.html")
        self.assertEqual(response.status_code, 429)
