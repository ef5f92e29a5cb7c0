import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from accounts import second_factor
from accounts.models import User
from accounts.roles import CHIEF_EDITOR, EDITOR, REPORTER, TRANSLATOR
from tests import browsing
from tests.accounts.test_second_factor import set_up_app
from tests.accounts.test_sign_in import is_signed_in, sign_in
from tests.factories import make_user

pytestmark = pytest.mark.thorough

ACCOUNTS = "/admin/accounts/user/"
PASSWORD = "a-harbour-in-winter"


def page_of(account):
    return f"{ACCOUNTS}{account.pk}/change/"


def role(name):
    return Group.objects.get(name=name).pk


class WhoKeepsAccountsTests(TestCase):
    def test_chief_editors_and_superusers_alone(self):
        account = make_user(REPORTER)
        for user, status in (
            (make_user(CHIEF_EDITOR), 200),
            (make_user(None, is_superuser=True), 200),
            (make_user(EDITOR), 403),
            (make_user(REPORTER), 403),
            (make_user(TRANSLATOR, languages=["ar"]), 403),
        ):
            self.client.force_login(user)
            for address in (ACCOUNTS, f"{ACCOUNTS}add/", page_of(account)):
                with self.subTest(user=user, address=address):
                    self.assertEqual(self.client.get(address).status_code, status)

    def test_chief_editor_outside_the_staff_does_not(self):
        self.client.force_login(make_user(CHIEF_EDITOR, is_staff=False))

        self.assertNotEqual(self.client.get(ACCOUNTS).status_code, 200)

    def test_rows_of_djangos_permissions_give_nothing(self):
        translator = make_user(TRANSLATOR)
        translator.user_permissions.set(Permission.objects.all())
        Group.objects.get(name=TRANSLATOR).permissions.set(Permission.objects.all())
        self.client.force_login(translator)

        self.assertEqual(self.client.get(ACCOUNTS).status_code, 403)
        self.assertFalse(translator.has_perm("accounts.change_user"))

    def test_groups_and_addresses_are_nobodys_to_edit(self):
        self.client.force_login(make_user(None, is_superuser=True))

        for address in ("/admin/auth/group/", "/admin/account/emailaddress/"):
            self.assertEqual(self.client.get(address).status_code, 404)


class ChiefEditorTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.chief = make_user(CHIEF_EDITOR, username="chief")
        cls.reporter = make_user(REPORTER, username="reporter", languages=["en"])
        cls.superuser = make_user(None, username="root", is_superuser=True)

    def setUp(self):
        self.client.force_login(self.chief)

    def change(self, account, **fields):
        data = {
            "username": account.username,
            "is_active": "on",
            "groups": [role(REPORTER)],
            "languages": account.languages,
        }
        return self.client.post(page_of(account), data | fields)

    def test_makes_an_account_that_can_sign_in_to_the_desk(self):
        response = self.client.post(
            f"{ACCOUNTS}add/",
            {
                "username": "huda",
                "password1": PASSWORD,
                "password2": PASSWORD,
                "first_name": "Huda",
                "email": "huda@example.org",
                "groups": [role(TRANSLATOR)],
                "languages": ["ar", "en"],
                "interface_language": "ar",
                "is_superuser": "on",
            },
        )

        huda = User.objects.get(username="huda")
        self.assertEqual(response.status_code, 302)
        self.assertTrue(huda.is_staff)
        self.assertFalse(huda.is_superuser)
        self.assertEqual(set(huda.languages), {"ar", "en"})
        self.assertEqual([group.name for group in huda.groups.all()], [TRANSLATOR])
        client = self.client_class()
        sign_in(client, "huda", PASSWORD)
        self.assertEqual(client.get("/admin/").status_code, 200)

    def test_new_password_is_validated_beside_its_field(self):
        response = self.client.post(
            f"{ACCOUNTS}add/",
            {"username": "huda", "password1": "newsroom-demo", "password2": "newsroom-demo"},
        )

        self.assertContains(response, "This is the password of the demo accounts.")
        self.assertFalse(User.objects.filter(username="huda").exists())

    def test_changes_roles_and_languages(self):
        self.change(self.reporter, groups=[role(EDITOR)], languages=["fr", "zh-hans"])

        self.reporter.refresh_from_db()
        self.assertEqual(self.reporter.languages, ["fr", "zh-hans"])
        self.assertEqual([group.name for group in self.reporter.groups.all()], [EDITOR])

    def test_unknown_language_is_refused(self):
        response = self.change(self.reporter, languages=["xx"])

        self.assertEqual(response.status_code, 200)
        self.reporter.refresh_from_db()
        self.assertEqual(self.reporter.languages, ["en"])

    def test_grants_nothing_above_a_chief_editor(self):
        permission = Permission.objects.first().pk

        response = self.change(
            self.reporter, is_superuser="on", user_permissions=[permission], is_demo="on"
        )

        self.assertEqual(response.status_code, 302)
        self.reporter.refresh_from_db()
        self.assertFalse(self.reporter.is_superuser or self.reporter.is_demo)
        self.assertFalse(self.reporter.user_permissions.exists())

    def test_does_not_make_a_superuser_of_themselves_or_shut_themselves_out(self):
        data = {"username": "chief", "is_superuser": "on", "groups": []}

        response = self.client.post(page_of(self.chief), data)

        self.assertEqual(response.status_code, 302)
        self.chief.refresh_from_db()
        self.assertFalse(self.chief.is_superuser)
        self.assertTrue(self.chief.is_active)
        self.assertEqual([group.name for group in self.chief.groups.all()], [CHIEF_EDITOR])

    def test_cannot_reach_a_superuser_in_any_way(self):
        before = User.objects.filter(pk=self.superuser.pk).values().get()

        for address in (
            page_of(self.superuser),
            f"{ACCOUNTS}{self.superuser.pk}/password/",
            f"{ACCOUNTS}{self.superuser.pk}/delete/",
            f"{ACCOUNTS}{self.superuser.pk}/history/",
        ):
            with self.subTest(address):
                self.assertNotEqual(self.client.get(address).status_code, 200)
                self.client.post(
                    address,
                    {
                        "username": "root",
                        "email": "chief@example.org",
                        "password1": PASSWORD,
                        "password2": PASSWORD,
                        "post": "yes",
                    },
                )
        self.sign_out(self.superuser)

        self.assertNotContains(self.client.get(ACCOUNTS), "root")
        self.assertEqual(User.objects.filter(pk=self.superuser.pk).values().get(), before)

    def test_deletes_nobody(self):
        response = self.client.post(f"{ACCOUNTS}{self.reporter.pk}/delete/", {"post": "yes"})

        self.assertEqual(response.status_code, 403)

    def test_secrets_cannot_be_asked_for_through_filters(self):
        for lookup in ("password__startswith", "session_key__startswith"):
            with self.subTest(lookup):
                self.assertEqual(self.client.get(f"{ACCOUNTS}?{lookup}=a").status_code, 400)

    def test_page_shows_nothing_of_the_password_kept(self):
        response = self.client.get(page_of(self.reporter))

        self.assertContains(response, 'href="../password/"')
        self.assertNotContains(response, "salt")

    def set_password(self, password=PASSWORD):
        return self.client.post(
            f"{ACCOUNTS}{self.reporter.pk}/password/",
            {"password1": password, "password2": password},
        )

    def test_sets_a_password_which_ends_the_sessions(self):
        elsewhere = self.client_class()
        elsewhere.force_login(self.reporter)

        response = self.set_password()

        self.assertRedirects(response, page_of(self.reporter))
        self.reporter.refresh_from_db()
        self.assertTrue(self.reporter.check_password(PASSWORD))
        self.assertFalse(is_signed_in(elsewhere))

    def test_set_password_is_validated_beside_its_field(self):
        for password in ("short", "newsroom-demo", ""):
            response = self.set_password(password)
            self.assertContains(response, 'id="id_password2_error"')

        self.reporter.refresh_from_db()
        self.assertTrue(self.reporter.check_password("password"))

    def test_set_password_opens_a_locked_name(self):
        elsewhere = self.client_class()
        for _ in range(5):
            sign_in(elsewhere, "reporter", "wrong")

        self.set_password()
        sign_in(elsewhere, "reporter", PASSWORD)

        self.assertTrue(is_signed_in(elsewhere))

    def sign_out(self, *accounts):
        return self.client.post(
            ACCOUNTS,
            {"action": "sign_out_everywhere", "_selected_action": [a.pk for a in accounts]},
        )

    def test_signs_another_account_out_everywhere(self):
        elsewhere = self.client_class()
        elsewhere.force_login(self.reporter)

        self.sign_out(self.reporter)

        self.assertFalse(is_signed_in(elsewhere))
        self.assertTrue(is_signed_in(self.client))

    def test_list_shows_roles_and_languages_in_words(self):
        response = self.client.get(ACCOUNTS + f"?role={REPORTER}")

        self.assertContains(response, '<td class="field-role_names">reporter</td>', html=True)
        self.assertContains(response, '<td class="field-language_names">English</td>', html=True)
        self.assertNotContains(response, "chief editor</td>")

    def test_query_count_does_not_grow_with_accounts(self):
        counts = set()
        for _ in range(2):
            make_user(TRANSLATOR, languages=["ar"])
            with CaptureQueriesContext(connection) as queries:
                self.client.get(ACCOUNTS)
            counts.add(len(queries))

        self.assertEqual(len(counts), 1)


class SuperuserTests(TestCase):
    def test_makes_another_superuser(self):
        account = make_user(REPORTER)
        self.client.force_login(make_user(None, is_superuser=True))

        self.client.post(
            page_of(account),
            {"username": account.username, "is_active": "on", "is_superuser": "on"},
        )

        account.refresh_from_db()
        self.assertTrue(account.is_superuser)


class SecondFactorTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.chief = make_user(CHIEF_EDITOR)
        cls.editor = make_user(EDITOR, username="editor", first_name="Jonas", last_name="Brandt")
        set_up_app(cls.editor)

    def setUp(self):
        self.client.force_login(self.chief)

    def page(self, account):
        return f"{ACCOUNTS}{account.pk}/second-factor/"

    def test_list_tells_who_has_one_and_finds_who_has_none(self):
        def names(query):
            return browsing.words(
                self.client.get(ACCOUNTS + query), "//th[@class='field-username']"
            )

        self.assertEqual(names("?second_factor=yes"), ["editor"])
        self.assertEqual(names("?second_factor=no"), [self.chief.username])
        self.assertCountEqual(names(""), ["editor", self.chief.username])

    def test_chief_editor_removes_that_of_somebody_who_lost_it(self):
        elsewhere = self.client_class()
        elsewhere.force_login(self.editor)
        offered = self.client.get(page_of(self.editor))

        asked = self.client.get(self.page(self.editor))
        self.assertTrue(second_factor.is_set_up(self.editor))
        response = self.client.post(self.page(self.editor), follow=True)

        self.assertContains(offered, self.page(self.editor))
        self.assertContains(asked, "Jonas Brandt")
        self.assertRedirects(response, page_of(self.editor))
        told = browsing.messages(response)
        self.assertEqual(told, ["The second factor of Jonas Brandt is removed."])
        self.assertFalse(Authenticator.objects.filter(user=self.editor).exists())
        self.assertFalse(is_signed_in(elsewhere))
        entry = LogEntry.objects.get()
        self.assertEqual((entry.user, entry.object_id), (self.chief, str(self.editor.pk)))

    def test_nobody_else_removes_it(self):
        for user in (self.editor, make_user(REPORTER), make_user(TRANSLATOR)):
            self.client.force_login(user)
            response = self.client.post(self.page(self.editor))
            self.assertIn(response.status_code, (302, 404))
        self.assertTrue(second_factor.is_set_up(self.editor))

    def test_superusers_is_removed_by_superusers_alone(self):
        root = make_user(None, is_superuser=True)
        set_up_app(root)

        refused = self.client.post(self.page(root))
        self.assertEqual(refused.status_code, 404)
        self.assertTrue(second_factor.is_set_up(root))
        self.client.force_login(make_user(None, is_superuser=True))
        self.client.post(self.page(root))

        self.assertFalse(second_factor.is_set_up(root))

    def test_ones_own_is_removed_where_one_is_asked_who_one_is(self):
        set_up_app(self.chief)

        response = self.client.post(self.page(self.chief))

        self.assertRedirects(response, "/accounts/")
        self.assertTrue(second_factor.is_set_up(self.chief))

    def test_tables_of_second_factors_are_nobodys_to_edit(self):
        self.client.force_login(make_user(None, is_superuser=True))

        self.assertEqual(self.client.get("/admin/mfa/authenticator/").status_code, 404)


class LookTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.chief = make_user(CHIEF_EDITOR)

    def setUp(self):
        self.client.force_login(self.chief)

    def test_labels_end_in_no_colon(self):
        for address in (page_of(self.chief), f"{ACCOUNTS}add/"):
            labels = browsing.words(self.client.get(address), "//main//label|//main//legend")
            self.assertEqual([label for label in labels if label.endswith(":")], [])

    def test_list_offers_no_counts_beside_its_filters(self):
        self.assertNotContains(self.client.get(ACCOUNTS), "_facets")

    def test_roles_lead_to_what_they_mean(self):
        self.assertContains(self.client.get(page_of(make_user())), 'href="/accounts/roles/"')
