import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import TestCase

from accounts import second_factor
from accounts.roles import REPORTER
from tests import browsing
from tests.accounts.passkeys import Passkey
from tests.accounts.test_second_factor import CODE, CODES, PASSKEYS, confirm
from tests.accounts.test_sign_in import is_signed_in, sign_in
from tests.factories import make_user

pytestmark = pytest.mark.thorough

SIGN_IN = PASSKEYS + "sign-in/"


def options(response):
    """What a page asks the browser."""
    return json.loads(browsing.words(response, "//*[@id='passkey-options']")[0])["publicKey"]


def add(client, passkey, **fields):
    """Add a passkey on the page for it, after confirming."""
    confirm(client, to=PASSKEYS + "add/")
    page = client.get(PASSKEYS + "add/")
    data = {"credential": passkey.create(options(page)), "passwordless": "on"} | fields
    return client.post(PASSKEYS + "add/", data)


def challenge(client):
    """What the sign-in page's script is told to ask the browser."""
    return client.get(SIGN_IN).json()["request_options"]["publicKey"]


class AddingTests(TestCase):
    def setUp(self):
        self.reporter = make_user(REPORTER, username="reporter")
        sign_in(self.client)

    def test_is_added_under_its_name_with_recovery_codes(self):
        response = add(self.client, Passkey(), name="Office laptop")

        ways = second_factor.ways_of(self.reporter)
        self.assertRedirects(response, CODES)
        self.assertEqual([str(passkey) for passkey in ways.passkeys], ["Office laptop"])
        self.assertEqual(ways.codes_left, 10)

    def test_without_a_name_it_gets_one_with_a_number(self):
        for _ in range(2):
            add(self.client, Passkey(), name="")

        names = [str(passkey) for passkey in second_factor.ways_of(self.reporter).passkeys]
        self.assertEqual(names, ["Passkey 1", "Passkey 2"])

    def test_key_that_cannot_tell_its_owner_is_a_second_step_only(self):
        refused = add(self.client, Passkey(verifies=False))
        taken = add(self.client, Passkey(verifies=False), passwordless="")

        self.assertContains(refused, 'role="alert"')
        self.assertRedirects(taken, CODES)

    def test_answer_to_another_page_or_of_another_site_is_refused(self):
        confirm(self.client, to=PASSKEYS + "add/")
        stale = Passkey().create(options(self.client.get(PASSKEYS + "add/")))
        asked = options(self.client.get(PASSKEYS + "add/"))

        for answer in (stale, Passkey("https://evil.example").create(asked), "{}", "null", "3"):
            self.client.post(PASSKEYS + "add/", {"credential": answer})

        self.assertFalse(Authenticator.objects.exists())

    def test_is_renamed_and_removed(self):
        add(self.client, Passkey(), name="Phone")
        [passkey] = second_factor.ways_of(self.reporter).passkeys

        self.client.post(f"{PASSKEYS}{passkey.pk}/rename/", {"name": "Old phone"})
        asked = self.client.get(f"{PASSKEYS}{passkey.pk}/remove/")
        self.client.post(f"{PASSKEYS}{passkey.pk}/remove/")

        self.assertContains(asked, "Old phone")
        self.assertContains(asked, "It is your only second factor")
        self.assertFalse(Authenticator.objects.exists())


class SigningInTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.reporter = make_user(REPORTER, username="reporter")
        cls.passkey = Passkey()
        client = cls.client_class()
        sign_in(client)
        add(client, cls.passkey)

    def test_alone_it_signs_in_and_leads_on(self):
        answer = self.passkey.get(challenge(self.client))

        response = self.client.post(SIGN_IN, {"credential": answer, "next": "/admin/images/image/"})

        self.assertRedirects(response, "/admin/images/image/", fetch_redirect_response=False)
        self.assertTrue(is_signed_in(self.client))

    def test_next_never_leads_elsewhere(self):
        answer = self.passkey.get(challenge(self.client))

        response = self.client.post(SIGN_IN, {"credential": answer, "next": "//evil.example/"})

        self.assertRedirects(response, "/admin/", fetch_redirect_response=False)

    def test_after_the_password_it_is_the_second_step(self):
        sign_in(self.client)
        page = self.client.get(CODE)

        self.client.post(CODE, {"credential": self.passkey.get(options(page))})

        self.assertTrue(is_signed_in(self.client))

    def test_answer_is_good_once(self):
        answer = self.passkey.get(challenge(self.client))
        self.client.post(SIGN_IN, {"credential": answer})
        self.client.post("/accounts/logout/")
        challenge(self.client)

        self.client.post(SIGN_IN, {"credential": answer})

        self.assertFalse(is_signed_in(self.client))

    def test_another_key_another_site_or_no_owner_does_not_sign_in(self):
        stranger, phished, unverified = Passkey(), Passkey("https://evil.example"), Passkey()
        for key in (stranger, phished, unverified):
            key.id, key.user = self.passkey.id, self.passkey.user
        phished.key = unverified.key = self.passkey.key
        unverified.flags = Passkey(verifies=False).flags

        for key in (stranger, phished, unverified):
            self.client.post(SIGN_IN, {"credential": key.get(challenge(self.client))})
            self.assertFalse(is_signed_in(self.client))

    def test_nonsense_is_refused_like_a_wrong_key(self):
        whole = json.loads(self.passkey.get(challenge(self.client)))
        broken = ["", "null", "{}", "[]", '"text"', "3", '{"id": 1}', "not json"]
        broken += [
            json.dumps({**whole, name: value})
            for name in ("id", "rawId", "response")
            for value in (None, 3, "é", {})
        ]
        broken += [
            json.dumps({**whole, "response": {**whole["response"], name: value}})
            for name in whole["response"]
            for value in (None, "é", "AAAA", [], "gICA" * 900)
        ]

        for sent in broken:
            cache.clear()  # nobody is slowed
            response = self.client.post(SIGN_IN, {"credential": sent})
            self.assertEqual(response.status_code, 302, sent)
            self.assertFalse(is_signed_in(self.client), sent)

    def test_whoever_left_is_not_let_in(self):
        self.reporter.is_active = False
        self.reporter.save()

        self.client.post(SIGN_IN, {"credential": self.passkey.get(challenge(self.client))})

        self.assertFalse(is_signed_in(self.client))

    def test_many_tries_in_a_minute_are_slowed(self):
        for _ in range(11):
            response = self.client.post(SIGN_IN, {"credential": "{}"})

        self.assertEqual(response.status_code, 429)

    def test_challenge_tells_nothing_of_any_account(self):
        asked = challenge(self.client)

        self.assertEqual((asked["allowCredentials"], asked["userVerification"]), ([], "required"))
