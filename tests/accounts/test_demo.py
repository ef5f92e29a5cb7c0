from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.test import TestCase, override_settings

import languages
from accounts.demo import DEMO_PASSWORD, DemoPasswordValidator, make_demo_accounts
from accounts.models import User
from accounts.roles import REPORTER
from tests.accounts.test_sign_in import is_signed_in, sign_in
from tests.factories import make_user

HERE = {"headers": {"Host": "localhost:8000"}, "REMOTE_ADDR": "127.0.0.1"}
ON_A_DEVELOPERS_MACHINE = override_settings(
    DEBUG=True, ALLOWED_HOSTS=["localhost", "127.0.0.1", "[::1]", "news.example"]
)


@ON_A_DEVELOPERS_MACHINE
class DemoSignInTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        demo = make_user(REPORTER, username="demo", is_demo=True)
        real = make_user(REPORTER, username="real")
        for user in (demo, real):
            user.set_password(DEMO_PASSWORD)
            user.save()

    def can_sign_in(self, username, *, headers, **request):
        client = self.client_class()
        response = sign_in(client, username, DEMO_PASSWORD, headers=headers, **request)
        return response.status_code == 302

    def test_works_on_this_machine(self):
        for host in ("localhost:8000", "127.0.0.1:8000", "[::1]:8000", "localhost"):
            for address in ("127.0.0.1", "::1"):
                with self.subTest(host=host, address=address):
                    self.assertTrue(
                        self.can_sign_in("demo", headers={"Host": host}, REMOTE_ADDR=address)
                    )

    @override_settings(DEBUG=False)
    def test_is_refused_without_debug(self):
        self.assertFalse(self.can_sign_in("demo", **HERE))
        self.assertFalse(self.can_sign_in("real", **HERE))

    def test_is_refused_from_another_machine(self):
        for address in ("192.0.2.1", "10.0.0.1", "::ffff:192.0.2.1", "", "unix:"):
            with self.subTest(address):
                elsewhere = HERE | {"REMOTE_ADDR": address}
                self.assertFalse(self.can_sign_in("demo", **elsewhere))
                self.assertFalse(self.can_sign_in("real", **elsewhere))

    def test_is_refused_under_a_public_name(self):
        self.assertFalse(
            self.can_sign_in("demo", headers={"Host": "news.example"}, REMOTE_ADDR="127.0.0.1")
        )

    def test_forged_headers_do_not_make_a_client_local(self):
        for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Forwarded-Host"):
            headers = {"Host": "localhost", name: "127.0.0.1"}
            for proxies in (0, 1):
                with self.subTest(name, proxies=proxies), self.settings(TRUSTED_PROXIES=proxies):
                    self.assertFalse(
                        self.can_sign_in("demo", headers=headers, REMOTE_ADDR="192.0.2.1")
                    )

    def test_is_refused_through_a_proxy_on_this_machine(self):
        headers = {"Host": "localhost", "X-Forwarded-For": "192.0.2.1"}

        for proxies in (0, 1):
            with self.settings(TRUSTED_PROXIES=proxies):
                self.assertFalse(self.can_sign_in("demo", headers=headers, REMOTE_ADDR="127.0.0.1"))

    def test_session_is_good_for_nothing_elsewhere(self):
        sign_in(self.client, "demo", DEMO_PASSWORD, **HERE)
        here = self.client.get("/accounts/", **HERE)

        elsewhere = self.client.get("/accounts/", **(HERE | {"REMOTE_ADDR": "192.0.2.1"}))
        with self.settings(DEBUG=False):
            later = self.client.get("/accounts/", **HERE)

        self.assertEqual(here.status_code, 200)
        self.assertEqual((elsewhere.status_code, later.status_code), (302, 302))

    @override_settings(DEBUG=False)
    def test_forced_session_is_good_for_nothing_without_debug(self):
        self.client.force_login(User.objects.get(username="demo"))

        self.assertFalse(is_signed_in(self.client))

    def test_real_account_with_a_password_of_its_own_is_not_concerned(self):
        make_user(REPORTER, username="another")

        response = sign_in(self.client, "another", headers={"Host": "news.example"})

        self.assertEqual(response.status_code, 302)


@ON_A_DEVELOPERS_MACHINE
class DemoAccountsTests(TestCase):
    def test_one_for_each_role_and_a_translator_for_each_language(self):
        made = make_demo_accounts()

        self.assertEqual(
            [(name, str(role), codes) for name, role, codes in made],
            [
                ("chief", "chief editor", languages.codes()),
                ("editor", "editor", languages.codes()),
                ("reporter", "reporter", ["en", "fr"]),
                *(
                    (f"translator-{code}", "translator", [code])
                    for code in ("en", "fr", "ar", "ru", "es", "zh-hans")
                ),
            ],
        )
        for user in User.objects.all():
            self.assertTrue(user.is_demo and user.is_staff and user.get_full_name())
            self.assertFalse(user.is_superuser)
            self.assertTrue(user.check_password(DEMO_PASSWORD))

    def test_a_second_time_changes_nothing(self):
        first = make_demo_accounts()
        before = list(User.objects.values().order_by("pk"))

        self.assertEqual(make_demo_accounts(), first)
        self.assertEqual(list(User.objects.values().order_by("pk")), before)

    def test_accounts_that_were_changed_are_put_in_order(self):
        make_demo_accounts()
        chief = User.objects.get(username="chief")
        chief.set_password("something-else")
        chief.is_active = False
        chief.save()
        chief.groups.clear()

        make_demo_accounts()

        chief = User.objects.get(username="chief")
        self.assertTrue(chief.is_active and chief.check_password(DEMO_PASSWORD))
        self.assertEqual([group.name for group in chief.groups.all()], ["chief editor"])

    def test_real_account_of_the_same_name_is_left_alone(self):
        make_user(REPORTER, username="chief")

        made = make_demo_accounts()

        real = User.objects.get(username="chief")
        self.assertFalse(real.is_demo)
        self.assertTrue(real.check_password("password"))
        self.assertNotIn("chief", [name for name, *_ in made])

    @override_settings(DEBUG=False)
    def test_is_refused_without_debug(self):
        with self.assertRaises(ImproperlyConfigured):
            make_demo_accounts()

        self.assertFalse(User.objects.exists())


def test_demo_password_is_refused_to_real_accounts():
    try:
        DemoPasswordValidator().validate(DEMO_PASSWORD)
    except ValidationError as error:
        assert error.code == "demo"
    else:
        raise AssertionError
