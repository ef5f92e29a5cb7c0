import re
import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.core.cache import cache
from django.test import TestCase, override_settings
from django.utils import timezone

from accounts import second_factor
from accounts.roles import CHIEF_EDITOR, REPORTER
from tests import browsing
from tests.accounts.test_sign_in import is_signed_in, sign_in
from tests.factories import make_user

pytestmark = pytest.mark.thorough

ACCOUNT = "/accounts/"
APP = "/accounts/second-factor/app/"
CODE = "/accounts/second-factor/code/"
CODES = "/accounts/second-factor/recovery-codes/"
CONFIRM = "/accounts/confirm/"
PASSKEYS = "/accounts/second-factor/passkeys/"
STEP = timedelta(seconds=30)


def code_of(secret, steps_away=0):
    """What an authenticator app shows now, or some steps of 30 seconds from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps_away))


def set_up_app(user):
    """An authenticator app as its owner would have set it up, with recovery codes; the secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def recovery_codes_of(user):
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return row.wrap().generate_codes()


def give_code(client, code, **request):
    return client.post(CODE, {"code": code}, **request)


def confirm(client, password="password", to=APP):
    return client.post(f"{CONFIRM}?next={to}", {"password": password, "next": to})


class SettingUpAppTests(TestCase):
    def setUp(self):
        self.reporter = make_user(REPORTER, username="reporter")
        sign_in(self.client)

    def secret_shown(self):
        return browsing.words(self.client.get(APP), "//code[@class='secret']")[0]

    def test_asks_for_the_password_again_first(self):
        response = self.client.get(APP)
        wrong = confirm(self.client, "wrong")
        still = self.client.get(APP)

        self.assertRedirects(response, f"{CONFIRM}?next=%2Faccounts%2Fsecond-factor%2Fapp%2F")
        self.assertContains(wrong, 'id="id_password_error"')
        self.assertEqual(still.status_code, 302)

    def test_shows_the_secret_as_picture_and_in_letters(self):
        confirm(self.client)

        page = self.client.get(APP)

        self.assertContains(page, 'src="data:image/svg+xml;base64,')
        self.assertRegex(browsing.words(page, "//code[@class='secret']")[0], r"^[A-Z2-7]{32}$")

    def test_code_of_the_app_sets_it_up_and_leads_to_recovery_codes(self):
        confirm(self.client)
        secret = self.secret_shown()

        response = self.client.post(APP, {"code": code_of(secret)}, follow=True)

        self.assertRedirects(response, CODES)
        self.assertEqual(len(browsing.words(response, "//*[@data-recovery-code]")), 10)
        self.assertTrue(second_factor.is_set_up(self.reporter))

    def test_wrong_code_sets_nothing_up_and_keeps_the_secret(self):
        confirm(self.client)
        secret = self.secret_shown()

        response = self.client.post(APP, {"code": code_of(secret, 5)})

        self.assertContains(response, "This code does not fit, or was used before.")
        self.assertContains(response, secret)
        self.assertFalse(second_factor.is_set_up(self.reporter))

    def test_recovery_codes_are_shown_once(self):
        confirm(self.client)
        self.client.post(APP, {"code": code_of(self.secret_shown())})

        first, second = self.client.get(CODES), self.client.get(CODES)

        for code in recovery_codes_of(self.reporter):
            self.assertContains(first, code)
            self.assertNotContains(second, code)
        self.assertContains(second, "10 recovery codes are left.")
        self.assertIn("no-store", first.headers["Cache-Control"])

    def test_new_recovery_codes_end_the_old_ones(self):
        set_up_app(self.reporter)
        old = recovery_codes_of(self.reporter)
        confirm(self.client)

        self.client.post(CODES + "new/")

        new = recovery_codes_of(self.reporter)
        self.assertEqual(set(new) & set(old), set())
        self.assertContains(self.client.get(CODES), new[0])

    def test_is_removed_after_confirming_and_its_codes_with_it(self):
        set_up_app(self.reporter)

        unconfirmed = self.client.post(APP + "remove/")
        self.assertTrue(second_factor.is_set_up(self.reporter))
        confirm(self.client)
        asked = self.client.get(APP + "remove/")
        response = self.client.post(APP + "remove/", follow=True)

        self.assertIn(CONFIRM, unconfirmed.headers["Location"])
        self.assertContains(asked, "Your recovery codes go with it.")
        self.assertEqual(browsing.messages(response), ["The authenticator app is removed."])
        self.assertFalse(Authenticator.objects.filter(user=self.reporter).exists())

    def test_somebody_elses_passkey_is_not_there(self):
        passkey = Authenticator.objects.create(
            user=make_user(), type=Authenticator.Type.WEBAUTHN, data={"name": "Phone"}
        )
        confirm(self.client)

        for act in ("rename", "remove"):
            response = self.client.post(f"{PASSKEYS}{passkey.pk}/{act}/", {"name": "Mine"})
            self.assertEqual(response.status_code, 404)
        passkey.refresh_from_db()
        self.assertEqual(passkey.data, {"name": "Phone"})

    def test_account_page_tells_what_is_set_up_in_one_query(self):
        set_up_app(self.reporter)

        with self.assertNumQueries(1):
            ways = second_factor.ways_of(self.reporter)
        page = self.client.get(ACCOUNT)

        self.assertTrue(ways.are_set_up)
        self.assertContains(page, "10 recovery codes are left.")
        self.assertContains(page, f'href="{APP}remove/"')


class SecondStepTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.reporter = make_user(REPORTER, username="reporter")
        cls.secret = set_up_app(cls.reporter)
        cls.codes = recovery_codes_of(cls.reporter)

    def test_password_alone_does_not_sign_in(self):
        response = sign_in(self.client)

        self.assertRedirects(response, CODE)
        self.assertFalse(is_signed_in(self.client))
        self.assertNotEqual(self.client.get("/admin/").status_code, 200)

    def test_wrong_password_never_comes_to_the_second_step(self):
        response = sign_in(self.client, password="wrong")
        direct = self.client.get(CODE)

        self.assertEqual(response.status_code, 200)
        self.assertRedirects(direct, "/accounts/login/")

    def test_code_of_the_app_signs_in_and_leads_on(self):
        sign_in(self.client, to="/accounts/login/?next=/admin/accounts/user/")

        response = give_code(self.client, code_of(self.secret))

        self.assertRedirects(response, "/admin/accounts/user/", fetch_redirect_response=False)
        self.assertTrue(is_signed_in(self.client))

    def test_code_is_taken_grouped_and_half_a_minute_late_but_no_later(self):
        now = timezone.now()
        with time_machine.travel(now, tick=False):
            code = code_of(self.secret)
        for late, is_let_in in ((STEP, True), (2 * STEP, False)):
            with self.subTest(late=late), time_machine.travel(now + late, tick=False):
                client = self.client_class()
                sign_in(client)
                give_code(client, f"{code[:3]} {code[3:]}")
                self.assertEqual(is_signed_in(client), is_let_in)

    def test_code_is_taken_once_whatever_the_cache_forgot(self):
        now = timezone.now()
        with time_machine.travel(now, tick=False):
            code, later = code_of(self.secret), code_of(self.secret, 1)
            for given, is_let_in in ((later, True), (later, False), (code, False)):
                client = self.client_class()
                sign_in(client)
                give_code(client, given)
                self.assertEqual(is_signed_in(client), is_let_in, given)
                cache.clear()

    def test_each_recovery_code_signs_in_once(self):
        for code, is_let_in in ((self.codes[3], True), (self.codes[3], False)):
            client = self.client_class()
            sign_in(client)
            give_code(client, code)
            self.assertEqual(is_signed_in(client), is_let_in)
        self.assertEqual(second_factor.ways_of(self.reporter).codes_left, 9)

    def test_fifth_wrong_code_locks_the_name_whatever_the_address(self):
        sign_in(self.client)
        for number in range(5):
            response = give_code(self.client, "000000", REMOTE_ADDR=f"203.0.113.{number}")
        right = give_code(self.client, code_of(self.secret))
        elsewhere = self.client_class()
        again = sign_in(elsewhere)

        self.assertContains(response, "Try again in 15 minutes.", status_code=429)
        self.assertEqual((right.status_code, again.status_code), (429, 429))
        self.assertFalse(is_signed_in(self.client))

    def test_right_password_between_wrong_codes_does_not_start_the_count_anew(self):
        for _ in range(5):
            client = self.client_class()
            sign_in(client)
            response = give_code(client, "000000")

        self.assertEqual(response.status_code, 429)

    def test_confirming_by_code_counts_guesses_too(self):
        self.client.force_login(self.reporter)
        for _ in range(5):
            response = self.client.post(
                f"/accounts/second-factor/confirm/?next={APP}remove/", {"code": "000000"}
            )

        self.assertEqual(response.status_code, 429)

    def test_page_of_the_second_step_offers_no_passkey_where_there_is_none(self):
        sign_in(self.client)

        page = self.client.get(CODE)

        self.assertNotContains(page, "data-passkey")
        self.assertContains(page, "authenticator app")

    def test_deactivated_between_the_steps_is_not_let_in(self):
        sign_in(self.client)
        self.reporter.is_active = False
        self.reporter.save()

        give_code(self.client, code_of(self.secret))

        self.assertFalse(is_signed_in(self.client))


class AtRestTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_user(username="reporter")
        cls.secret = set_up_app(cls.user)

    def signs_in(self):
        client = self.client_class()
        sign_in(client)
        give_code(client, code_of(self.secret))
        return is_signed_in(client)

    def test_database_holds_no_secret_in_clear(self):
        kept = [str(row.data) for row in Authenticator.objects.filter(user=self.user)]

        self.assertNotIn(self.secret, "".join(kept))
        self.assertEqual(len([row for row in kept if re.search("'(secret|seed)': 'gAAA", row)]), 2)

    def test_a_key_that_was_replaced_still_opens(self):
        with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["only-for-tests"]):
            self.assertTrue(self.signs_in())

    def test_without_its_key_no_code_signs_in_and_nothing_breaks(self):
        with (
            override_settings(SECRET_KEY="new"),
            self.assertLogs("accounts.second_factor", "ERROR"),
        ):
            self.assertFalse(self.signs_in())


@override_settings(SECOND_FACTOR_REQUIRED=True)
class DemandedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.chief = make_user(CHIEF_EDITOR)

    def answers(self, user, path="/admin/articles/topic/"):
        self.client.force_login(user)
        return self.client.get(path)

    def test_of_those_who_publish_and_of_nobody_else(self):
        for user, is_demanded in (
            (self.chief, True),
            (make_user("editor"), True),
            (make_user(None, is_superuser=True), True),
            (make_user("reporter"), False),
            (make_user("translator", languages=["ar"]), False),
        ):
            with self.subTest(user=[group.name for group in user.groups.all()]):
                response = self.answers(user)
                if is_demanded:
                    self.assertRedirects(response, ACCOUNT)
                else:
                    self.assertEqual(response.status_code, 200)

    def test_not_once_one_is_set_up(self):
        set_up_app(self.chief)

        self.assertEqual(self.answers(self.chief).status_code, 200)

    def test_recovery_codes_alone_are_none(self):
        set_up_app(self.chief)
        Authenticator.objects.filter(user=self.chief, type=Authenticator.Type.TOTP).delete()

        self.assertRedirects(self.answers(self.chief), ACCOUNT)

    def test_every_page_of_the_desk_is_behind_it_and_the_account_is_not(self):
        for path in ("/admin/", "/admin/find/?q=a", "/admin/jsi18n/", "/admin/nonsense/"):
            self.assertRedirects(self.answers(self.chief, path), ACCOUNT, msg_prefix=path)
        for path in (ACCOUNT, "/accounts/roles/", "/accounts/password/change/", "/en/"):
            self.assertEqual(self.answers(self.chief, path).status_code, 200, path)

    def test_account_page_says_so_and_where_to_begin(self):
        page = self.answers(self.chief, ACCOUNT)

        self.assertContains(page, "First, a second factor")
        self.assertContains(page, f'href="{APP}"')
        self.assertNotContains(self.answers(make_user(REPORTER), ACCOUNT), "First, a second")

    def test_form_is_refused_with_the_way_back_to_what_was_typed(self):
        self.client.force_login(self.chief)

        response = self.client.post("/admin/articles/topic/add/", {"name_fr": "Météo"})

        self.assertContains(response, "go back one page: your text is there", status_code=403)
        self.assertIn("no-store", response.headers["Cache-Control"])

    def test_signing_out_stays_open(self):
        self.client.force_login(self.chief)

        self.client.post("/admin/logout/")

        self.assertFalse(is_signed_in(self.client))

    def test_removing_the_last_one_leads_back_to_setting_up(self):
        set_up_app(self.chief)
        self.client.force_login(self.chief)
        confirm(self.client)

        asked = self.client.get(APP + "remove/")
        self.client.post(APP + "remove/")

        self.assertContains(asked, "you come back to the desk once you have set up another")
        self.assertRedirects(self.client.get("/admin/"), ACCOUNT)

    def test_costs_two_queries_of_those_who_publish_and_none_where_it_is_not_demanded(self):
        chief = type(self.chief).objects.get(pk=self.chief.pk)
        with self.assertNumQueries(2):  # their roles, their factors
            second_factor.is_missing(chief)
        with override_settings(SECOND_FACTOR_REQUIRED=False), self.assertNumQueries(0):
            self.assertFalse(second_factor.is_missing(chief))
